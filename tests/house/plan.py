"""The plan of the house: which rooms there are, what stands above what, and who may act on the world outside.

These tables are all that is decided; `tests.house.walls` holds the program against them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from tests.conftest import ROOT

MOST_LINES, MOST_LINES_OF_A_FUNCTION = 300, 45

PLAN: Final = """
    errors
    reading               characters yaml_messages groups invalid yaml_reader source faults validation
    figures/picture       palettes picture svg operators baked
    figures/body          field anatomy sections builds heads skeleton places muscles body skin
    figures/posing        pose pose_file starts stance wishes balance collision contacts solver
    figures/tracing       camera distance rays raster cracks bezier fitting outline chains ink
    figures/drawing       drawing props arrows folds colouring features glow scene compose baking
    records               language colour fields dose_words dose person advice screening_rules translated_text
                          mail_settings prescription exercise clinic routine
    library               folders names shelf library
    programme             phrase picture_key wording dosage selection screening translation cards programme
    sheet                 style vocabulary layout template pictures
    pdf                   bidi fonts objects structure embedding form marking standards canvas text boxes typesetter
                          symbols elements tables pagination document
    build                 contact_sheet editor_schema options resolve one_sheet fingerprint files many_sheets
    delivery              soundness finished
    delivery/paper        imposition print_queue
    delivery/protection   encryption passwords
    delivery/mail         attachment credentials answers ledger ledger_file letter message transport outcome outbox
                          plan
    cli                   report commands sheet_options ready_sheets asked_passwords paper_choices letter_report
                          planned_letters catalogue build_command check_command print_command email_dry_run
                          email_send email_draft email_log email_login email_command protect_command merge_command
                          layout_command schema_command figure_command list_command show_command main
    __main__
"""
"""A line a room, with its modules; each imports only what stands before it, in its room and in the rooms above."""

PACKAGES: Final[Mapping[str, str]] = {
    "jinja2": "sheet.template",
    "click": "cli",
    "yaml": "reading.yaml_reader",
    "reportlab": "pdf",
    "pikepdf": "pdf delivery",
    "uharfbuzz": "pdf",
    "bidi": "pdf",
    "uniseg": "pdf",
    "pymupdf_fonts": "pdf",
    "svglib": "sheet.pictures",
    "PIL": "sheet.pictures pdf",
    "babel": "programme.wording",
    "numpy": "figures.body figures.posing figures.tracing figures.drawing",
    "numba": "figures.body figures.posing figures.tracing",
    "scipy": "figures.body figures.tracing figures.drawing",
    "shapely": "figures.drawing",
    "contourpy": "figures.drawing",
    "pypdfium2": "build.contact_sheet",
    "smtplib": "delivery.mail.transport",
    "ssl": "delivery.mail.transport",
    "email": "delivery.mail",
    "sqlite3": "delivery.mail.ledger delivery.mail.ledger_file",
    "keyring": "delivery.mail.credentials",
    "pydantic": "reading.validation reading.faults reading.groups records figures.posing.pose sheet.style",
    **dict.fromkeys(("socket", "urllib", "http", "requests", "asyncio", "pickle", "marshal", "ctypes"), ""),
}
"""Who imports a package, rooms or modules; every other one must not, and each of these must."""

ACTS: Final[Mapping[str, str]] = {
    "reads files": "reading.source figures.picture.baked figures.drawing.baking library.folders sheet.template "
    "sheet.pictures pdf.fonts build.files build.fingerprint build.many_sheets delivery "
    "cli.figure_command",
    "writes files": "build.files delivery.mail.ledger_file",
    "runs programs": "delivery.paper.print_queue",
    "prints": "cli",
    "exits": "cli",
    "asks the clock": "build.files delivery.mail cli",
    "draws by chance": "build.files delivery.mail delivery.protection",
    "asks the environment": "pdf figures.drawing.baking build.options delivery cli",
    "runs text as a program": "",
    "loads a module by name": "cli.commands",
}
"""Who acts on the world outside, or lets it act; every other room turns values into values."""


class Module(NamedTuple):
    """One module: its room, its name, its full name without the program's, and what stands in it."""

    room: str
    name: str
    text: str

    @property
    def full(self) -> str:
        """programme.screening"""
        return ".".join((*self.room.split("/"), self.name)) if self.room else self.name


def planned() -> dict[str, list[str]]:
    """Room -> its modules, both in the order of the plan; modules without a room stand in the room of that name."""
    rooms: dict[str, list[str]] = {}
    for line in filter(str.strip, PLAN.splitlines()):
        words = line.split()
        if line.startswith(" " * 20):  # goes on from the line above
            rooms[next(reversed(rooms))] += words
        else:
            rooms[words[0]] = words[1:]
    return rooms


@cache
def order() -> tuple[str, ...]:
    """The full names of all planned modules, from the top down."""
    found: list[str] = []
    for room, modules in planned().items():
        found += [".".join((*room.split("/"), name)) for name in modules] or [room]
    return tuple(found)


def house() -> list[Module]:
    """Every module of the program that stands in its room; a room's own `__init__` is one of its modules."""
    found = []
    for path in sorted((ROOT / "handouts").rglob("*.py")):
        folders = path.relative_to(ROOT / "handouts").parts[:-1]
        found.append(Module("/".join(folders), path.stem, path.read_text(encoding="utf-8")))
    return found
