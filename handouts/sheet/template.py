"""Programme -> layout XML; the only module that imports jinja2.

A template is compiled from a file in a template folder and from nothing else, in a sandbox without writable
objects; all it prints is escaped, nothing undefined or None prints, and text is never rendered twice. A phrase
is printed as its words, with an element for each quantity.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from handouts.errors import LayoutError
from handouts.library.folders import Workspace
from handouts.programme.phrase import Phrase, Quantity
from handouts.programme.programme import Programme
from handouts.sheet.style import Theme, read_theme
from handouts.sheet.vocabulary import amount_attributes, picture_attributes

SHEET = "sheet.xml.j2"
_FAILURES = (TemplateError, TypeError, AttributeError, LookupError, ValueError, ArithmeticError, RecursionError)


def layout_names(workspace: Workspace, purpose: str = "patient") -> list[str]:
    """The layouts there are: template folders that hold a sheet and a style."""
    found = {
        style.parent.name
        for root in workspace.templates
        for style in root.glob("*/style.yaml")
        if (style.parent / SHEET).is_file()
    }
    return sorted(name for name in found if theme(workspace, name).purpose == purpose)


@cache
def theme(workspace: Workspace, layout: str) -> Theme:
    """A layout's style.yaml. Raises InputError."""
    path = next(path for root in workspace.templates if (path := root / layout / "style.yaml").is_file())
    return read_theme(path, workspace.name_of(path))


def render(programme: Programme, workspace: Workspace, layout: str) -> str:
    """Fill the layout's templates. Raises LayoutError with the template and its line."""
    environment = _environment(workspace.templates)
    words = programme.languages[0]
    name = f"{layout}/{SHEET}"
    try:
        template = environment.get_template(name)
        return template.render(
            programme=programme,
            words=words.catalogue,
            say=words.say,
            speak=words,
            apart=words.apart,
            picture_attributes=picture_attributes,
        )
    except TemplateSyntaxError as error:
        raise _problem(error.filename or name, error.lineno, "the template is not valid", workspace) from error
    except _FAILURES as error:
        file, line = _place(error, workspace)
        raise _problem(file or name, line, _message(error), workspace) from error


@cache
def _environment(roots: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([str(root) for root in roots]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        finalize=_printed,
        auto_reload=False,
    )


def _printed(value: Any) -> Any:
    """What an expression prints: never None, and a quantity as an element."""
    if value is None:
        raise UndefinedError("the value is None")
    if isinstance(value, Phrase):
        return Markup().join(_printed(part) for part in value.parts)
    if isinstance(value, Quantity):
        attributes = amount_attributes(value).items()
        return Markup("<amount{}/>").format(Markup().join(Markup(' {}="{}"').format(*one) for one in attributes))
    return value


def _place(error: BaseException, workspace: Workspace) -> tuple[str, int]:
    """The innermost template line the error passed through."""
    file, line = "", 0
    traceback = error.__traceback__
    while traceback is not None:
        name = traceback.tb_frame.f_code.co_filename
        if any(name.startswith(str(root)) for root in workspace.templates):
            file, line = name, traceback.tb_lineno
        traceback = traceback.tb_next
    return file, line


def _message(error: BaseException) -> str:
    if isinstance(error, UndefinedError):
        return "uses a name that does not exist, or a value that is empty"
    return "cannot be filled"


def _problem(file: str, line: int, message: str, workspace: Workspace) -> LayoutError:
    problem = LayoutError.single(
        workspace.name_of(Path(file)), "template", message, "compare with templates/standard", line
    )
    return LayoutError(problem.problems)
