"""Programme -> layout XML: templates only place what they are given, in a sandbox (J1)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from handouts.build.one_sheet import prepare
from handouts.build.options import Options
from handouts.errors import InputError, LayoutError
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.programme.cards import Language
from handouts.programme.phrase import Phrase, Quantity
from handouts.programme.programme import Programme, make_programme
from handouts.programme.translation import translate
from handouts.programme.wording import Words
from handouts.sheet.layout import parse_layout
from handouts.sheet.template import layout_names, render, theme
from tests.conftest import ROOT
from tests.examples import prescribed, selected


@cache
def programme() -> Programme:
    """The programme of a sheet that is shipped."""
    library = Library(Workspace.at(ROOT))
    return prepare(ROOT / "content" / "prescriptions" / "one-exercise.yaml", library, Options()).programme


def filled(folder: Path, template: str, **changes: Any) -> str:
    """What a template of one's own makes of the programme."""
    layout = folder / "templates" / "mine"
    layout.mkdir(parents=True)
    (layout / "sheet.xml.j2").write_text(template)
    return render(replace(programme(), **changes), Workspace.at(folder), "mine")


def refusal(folder: Path, template: str, **changes: Any) -> str:
    """How a template is refused: file:line:column and message."""
    with pytest.raises(LayoutError) as caught:
        filled(folder, template, **changes)
    (problem,) = caught.value.problems
    return str(problem)


# --- what a template prints ----------------------------------------------------------------------------------


def test_a_template_places_what_the_programme_says(tmp_path: Path) -> None:
    assert (
        filled(tmp_path, "<p>{{ programme.patient_id }} · {{ words.sheet.goal }}</p>")
        == "<p>LS-1081 · Your goal</p>"
    )


def test_wording_has_its_slots_filled(tmp_path: Path) -> None:
    assert filled(tmp_path, '{{ say("sheet.version", n=3) }}') == "version 3"


def test_a_template_may_use_the_shipped_parts(tmp_path: Path) -> None:
    template = '{% set card = programme.cards[0] %}{% include "parts/why.xml.j2" %}'
    assert filled(tmp_path, template) == f'<p class="why">{programme().cards[0].text.why}</p>'


def test_text_is_escaped_wherever_it_is_placed(tmp_path: Path) -> None:
    text = "<b>R&D</b> \"quoted\" 'too'"
    escaped = "&lt;b&gt;R&amp;D&lt;/b&gt; &#34;quoted&#34; &#39;too&#39;"
    assert filled(tmp_path, "<p x='{{ programme.goal }}'>{{ programme.goal }}</p>", goal=text) == (
        f"<p x='{escaped}'>{escaped}</p>"
    )


def test_text_is_never_a_template(tmp_path: Path) -> None:
    for at, text in enumerate(["{{ 7 * 7 }}", "{% include 'x' %}", "{# gone #}", "{n} {{n}}"]):
        assert filled(tmp_path / str(at), "{{ programme.goal }}", goal=text) == text.replace("'", "&#39;")


def test_a_phrase_is_printed_with_its_amounts_as_elements(tmp_path: Path) -> None:
    phrase = Phrase(("hold < ", Quantity("8 to 10", "slow & deep"), ", ", Quantity("30", "秒", joined=True)))
    printed = filled(tmp_path, "<p>{{ programme.goal }}</p>", goal=phrase)
    assert printed == (
        '<p>hold &lt; <amount number="8 to 10" unit="slow &amp; deep"/>, '
        '<amount number="30" unit="秒" joined="yes"/></p>'
    )


def test_an_amount_cannot_break_out_of_its_element(tmp_path: Path) -> None:
    printed = filled(tmp_path, "{{ programme.goal }}", goal=Quantity('1"/><b x="', "</p>"))
    assert printed == '<amount number="1&#34;/&gt;&lt;b x=&#34;" unit="&lt;/p&gt;"/>'


def test_a_picture_is_named_by_its_key(tmp_path: Path) -> None:
    template = "<picture{{ picture_attributes(programme.cards[0].pictures[1].key) | xmlattr }}/>"
    assert filled(tmp_path, template) == '<picture exercise="glute-bridge" position="2"/>'


def test_a_third_language_stands_beside_the_second() -> None:
    library = Library(Workspace.at(ROOT))
    selection = selected(library, exercises="[clamshell]")
    languages = [
        Language(Words(tag, library.words(tag)), translate(selection, {}, tag, library))
        for tag in ("en", "fr", "ar")
    ]
    made = make_programme(
        prescription=prescribed(exercises="[clamshell]"),
        clinic=library.clinic("lakeside"),
        languages=languages,
        findings=(),
        figures={"clamshell": None},
        layout="standard",
        paper="a4",
        drafts=(),
        warnings=(),
    )
    for layout in layout_names(library.workspace):
        sheet = parse_layout(render(made, library.workspace, layout), layout)
        others = [block.get("lang") for block in sheet.walk() if block.tag == "also"]
        assert others == ["fr", "ar"] * len(made.cards[0].text.steps), layout


# --- what it may not do --------------------------------------------------------------------------------------

REFUSED = {
    "unknown-name": "{{ nothing }}",
    "unknown-attribute": "{{ programme.nothing }}",
    "unknown-word": "{{ words.sheet.nothing }}",
    "unknown-in-condition": "{% if programme.nothing %}x{% endif %}",
    "unknown-in-loop": "{% for x in programme.nothing %}x{% endfor %}",
    "none-from-programme": "{{ programme.clinic.pictures.get('x') }}",
    "class": "{{ programme.__class__.__mro__ }}",
    "globals": "{{ say.__globals__ }}",
    "function-of-a-class": "{{ ''.__class__.__base__.__subclasses__() }}",
    "format-string": "{{ '{0.__class__}'.format(programme) }}",
    "change-a-list": "{{ words.months.append('x') }}",
    "change-a-dict": "{{ words.update({'x': 1}) }}",
    "missing-part": '{% include "parts/nothing.xml.j2" %}',
    "part-outside": '{% include "../../pyproject.toml" %}',
    "missing-slot": '{{ say("sheet.version") }}',
    "wrong-type": "{{ programme.goal + 1 }}",
    "division": "{{ 1 / 0 }}",
    "itself": '{% include "mine/sheet.xml.j2" %}',
    "endless": "{{ range(10 ** 9) | list }}",
}


def test_an_error_names_the_template_and_the_line(tmp_path: Path) -> None:
    for name, expression in REFUSED.items():
        said = refusal(tmp_path / name, f"<sheet>\n<p>fine</p>\n{expression}\n</sheet>", goal="x")
        assert said.startswith("templates/mine/sheet.xml.j2:3:1: "), name


def test_an_error_in_a_part_names_the_part(tmp_path: Path) -> None:
    (tmp_path / "templates" / "parts").mkdir(parents=True)
    (tmp_path / "templates" / "parts" / "mine.xml.j2").write_text("\n\n{{ nothing }}")
    said = refusal(tmp_path, '{% include "parts/mine.xml.j2" %}')
    assert said == "templates/parts/mine.xml.j2:3:1: uses a name that does not exist, or a value that is empty"


@pytest.mark.parametrize("template", ["<p>\n{% if %}", "\n{{ }}", "\n{% for x in y %}", "\n{% nothing %}"])
def test_a_template_that_is_no_template_names_its_line(template: str, tmp_path: Path) -> None:
    assert refusal(tmp_path, template) == "templates/mine/sheet.xml.j2:2:1: the template is not valid"


def test_an_error_says_nothing_of_the_patient(tmp_path: Path) -> None:
    said = refusal(tmp_path, "{{ programme.goal + 1 }} {{ programme.patient.nothing }}", goal="Canary")
    assert "Canary" not in said


def test_nothing_but_the_words_of_the_house_reaches_a_template(tmp_path: Path) -> None:
    for name in ("self._TemplateReference__context", "cycler.__init__.__globals__", "lipsum.__globals__"):
        assert "sheet.xml.j2:1" in refusal(tmp_path / name.partition(".")[0], "{{ " + name + " }}")


# --- which layouts there are ---------------------------------------------------------------------------------


def test_the_record_is_no_layout_for_patients() -> None:
    workspace = Workspace.at(ROOT)
    assert layout_names(workspace) == ["compact", "large-print", "standard"]
    assert layout_names(workspace, "record") == ["record"]


def test_a_folder_with_a_sheet_and_a_style_is_a_layout(tmp_path: Path) -> None:
    for name, files in {"mine": ("sheet.xml.j2", "style.yaml"), "half": ("style.yaml",)}.items():
        (tmp_path / "templates" / name).mkdir(parents=True)
        for file in files:
            shipped = ROOT / "templates" / "standard" / file
            (tmp_path / "templates" / name / file).write_text(shipped.read_text())
    assert layout_names(Workspace.at(tmp_path)) == ["compact", "large-print", "mine", "standard"]


def test_an_own_style_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "templates" / "standard").mkdir(parents=True)
    shipped = (ROOT / "templates" / "standard" / "style.yaml").read_text()
    (tmp_path / "templates" / "standard" / "style.yaml").write_text(shipped.replace("name: Standard", "name: Ours"))
    assert theme(Workspace.at(tmp_path), "standard").name == "Ours"


def test_a_wrong_style_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "templates" / "standard").mkdir(parents=True)
    (tmp_path / "templates" / "standard" / "style.yaml").write_text("name: Ours\ndescription: x\nmargin: 3\n")
    with pytest.raises(InputError) as caught:
        theme(Workspace.at(tmp_path), "standard")
    assert any(
        str(problem).startswith("templates/standard/style.yaml:3:1: margin:") for problem in caught.value.problems
    )
