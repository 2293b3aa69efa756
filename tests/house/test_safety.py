"""The promises of safety: text stays text (T1), all of it is printed (T2), links are the clinic's (T5), and nobody
but the sheet's reader learns anything of the patient (L1)."""

from __future__ import annotations

import ast
import json
import logging
import random
import re
from pathlib import Path

import pytest

from handouts.build.one_sheet import make_record, make_sheet, prepare
from handouts.build.options import Options
from handouts.errors import InputError
from handouts.library.library import Library
from handouts.sheet.style import MM
from tests.conftest import ROOT, Command
from tests.page_reading import links_of, outside_the_pages, read_pages, read_text, squeezed

EDGE = 12.6 * MM
COMMANDS = (("build", "case.yaml"), ("check", "case.yaml"), ("check", "case.yaml", "--format", "json"))
FIELDS = ("name", "id", "goal", "clinician", "profession", "note")
HOSTILE = {
    "tags": "pain<three, then rest>2 min <b>not bold</b> <br/>",
    "entities": "R&D; &lt;b&gt; &#65; &amp;amp; &nbsp;",
    "picture": '<img src="/etc/hostname"/> <seq id="x"/> <onDraw name="f"/>',
    "link": '<a href="javascript:alert(1)">x</a> file:///etc/passwd https://evil.example/x',
    "cdata": "<![CDATA[ x ]]> <!-- gone? --> <?php echo 1 ?>",
    "template": "{{ 7 * 7 }} {% raw %} {# gone #} ${HOME} %(name)s {0} {name}",
    "pdf": r"(open \( paren) Tj ET /JavaScript << >> \101 \n endstream endobj",
    "shell": "$(reboot) `id` ; rm -rf ~ | tee & 'quoted' \"twice\" \\",
    "path": "../../etc/passwd C:\\temp\\x.exe ~/.ssh",
    "paragraph marks": "‹ › « » “ ” ‘ ’ … – — • §",
    "dots and dashes": "... --- ,,, ::: ;;; -- - . a- b-",
    "letters": "Zoë Ångström Łukasz Żółć Ñandú Çelik Ğül Őry Ελλάδα Привет",
    "yaml": "yes: no # not a comment & * ! | > @ ` 010 1:30",
    "page marks": "{page} <page/> <pages/> of {pages}",
}
DRAWING = {"Canvas", "beginText", "drawText", "textOut", "textLine", "textLines", "drawCentredString"}
DRAWING |= {"drawString", "drawRightString", "drawAlignedString", "setTextOrigin"}
MARKUP = {"Paragraph", "XPreformatted", "SimpleDocTemplate", "Preformatted"}


def written(folder: Path, exercises: list[dict[str, str]] | None = None, /, **fields: str) -> Path:
    """A prescription file with these texts in its fields."""
    clinician = {"name": fields.get("clinician", "Sample Clinician")}
    clinician |= {name: fields[name] for name in ("profession", "registration") if name in fields}
    data = {
        "clinic": "lakeside",
        "clinician": clinician,
        "patient": {"name": fields.get("name", "Alex Sample"), "id": fields.get("id", "LS-1042")},
        "issued": "2026-11-20",
        "goal": fields.get("goal", "Walk"),
        "exercises": exercises or [{"exercise": "clamshell", "note": fields.get("note", "Slowly")}],
    }
    path = folder / "case.yaml"
    path.write_text(json.dumps(data, ensure_ascii=False))
    return path


def made(path: Path, library: Library, layout: str = "standard", *, record: bool = False) -> bytes:
    """Its sheet, or its record."""
    prepared = prepare(path, library, Options(layout))
    make = make_record if record else make_sheet
    return make(prepared, library, "0" * 32)


def called_names(path: Path) -> set[str]:
    """The last part of the name of everything that a module calls."""
    calls = [node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    return {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}


# --- T1 text is never markup ---------------------------------------------------------------------------------


def test_text_reaches_the_canvas_in_one_module_only() -> None:
    modules = sorted((ROOT / "handouts").rglob("*.py"))
    surface = ROOT / "handouts" / "pdf" / "canvas.py"
    assert called_names(surface) & DRAWING == {"Canvas"}
    assert {path.name for path in modules if path != surface and called_names(path) & DRAWING} == set()
    assert {path.name for path in modules if called_names(path) & MARKUP} == set()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_printed_as_it_was_written(text: str, tmp_path: Path, library: Library) -> None:
    path = written(tmp_path, None, **{field: f"{field} {text}"[:120] for field in FIELDS})
    printed = squeezed(read_text(made(path, library)))
    assert [field for field in FIELDS if squeezed(f"{field} {text}"[:120]) not in printed] == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_recorded_as_it_was_written(text: str, tmp_path: Path, library: Library) -> None:
    item = {"exercise": "cobra", "override": f"reason {text}", "note": text}
    path = written(tmp_path, [item], registration=text)
    path.write_text(path.read_text().replace('"id":', '"flags": ["third-trimester"], "id":'))
    printed = squeezed(read_text(made(path, library, record=True)))
    assert [part for part in (f"reason {text}", text) if squeezed(part) not in printed] == []
    assert printed.count(squeezed(text)) >= 3


@pytest.mark.parametrize("seed", range(4))
def test_random_text_is_printed_as_it_was_written(seed: int, tmp_path: Path, library: Library) -> None:
    chance = random.Random(seed)
    pieces = [
        *"<>&;\"'(){}[]%#$\\/-–—.,:!?=*_|~^`@ ",
        " ",
        " ",
        "b",
        "br/",
        "amp",
        "{{",
        "}}",
        "{%",
        "Ärger",
        "naïve",
        "10 s",
    ]
    notes = ["x" + "".join(chance.choices(pieces, k=chance.randint(1, 60))).strip() for _ in range(40)]
    path = written(tmp_path, [{"exercise": "clamshell", "note": note} for note in notes])
    printed = squeezed(read_text(made(path, library, "compact")))
    assert [note for note in notes if squeezed(note) not in printed] == []


# --- T2 all of it is printed, inside the page ----------------------------------------------------------------


@pytest.mark.parametrize("layout", ["standard", "large-print", "compact"])
@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("word", ["Ww", "Donaudampfschifffahrtsgesellschaft" * 8], ids=["words", "one-long-word"])
def test_the_longest_allowed_text_stays_on_the_page(
    field: str, layout: str, word: str, tmp_path: Path, library: Library
) -> None:
    most = 2000 if field in ("goal", "note") else 120
    text = " ".join(f"{word}{number}" for number in range(400))[:most].strip()
    pages = read_pages(made(written(tmp_path, None, **{field: text}), library, layout))
    printed = "".join(char.text for page in pages for char in page.chars)
    assert squeezed(text) in re.sub(r"LS-1042·.*?lakeside\.example", "", printed)  # without footers and headers
    for page in pages:
        assert all(char.left > EDGE and char.right < page.width - EDGE for char in page.chars)
        assert all(char.bottom > EDGE and char.top < page.height - EDGE for char in page.chars)


@pytest.mark.parametrize("field", ["name", "id", "clinician", "profession"])
def test_a_name_that_would_run_off_the_page_is_refused(field: str, tmp_path: Path, library: Library) -> None:
    with pytest.raises(InputError) as caught:
        made(written(tmp_path, None, **{field: "long " * 25}), library)
    assert [problem.message for problem in caught.value.problems] == ["is longer than 120 characters"]


# --- T5 links ------------------------------------------------------------------------------------------------


def test_no_text_of_the_patient_becomes_a_link(tmp_path: Path, library: Library) -> None:
    text = '<a href="https://evil.example">x</a> https://evil.example javascript:alert(1) www.evil.example'
    pdf = made(written(tmp_path, None, **dict.fromkeys(FIELDS, text)), library)
    assert links_of(pdf) == {"https://lakeside.example", "https://lakeside.example/exercises"}
    assert "evil" not in outside_the_pages(pdf)


# --- L1 nothing of the patient outside the sheet --------------------------------------------------------------

GOOD = """\
clinic: lakeside
clinician: {name: Sample Clinician}
patient: {name: Zanary Name, id: ZanaryId, email: zanary@example.org, flags: [third-trimester]}
issued: 2026-11-20
goal: ZanaryGoal
exercises: [{exercise: cobra, override: ZanaryOverride, note: ZanaryNote}, clamshell]
"""
BAD = {  # the line of a good file -> what stands there instead
    "name-list": ("name", "[Zanary]"),
    "name-group": ("name", "{Zanary: Zanary}"),
    "name-anchor": ("name", "&Zanary x"),
    "name-alias": ("name", "*Zanary"),
    "name-tag": ("name", "!Zanary x"),
    "name-quote": ("name", '"Zanary'),
    "name-colon": ("name", "Zanary: Zanary"),
    "name-comment": ("name", "Zanary #Zanary"),
    "name-glyph": ("name", "Zanary \U00012000 Zanary"),
    "name-bidi": ("name", '"Zanary \\u202e Zanary"'),
    "name-block": ("name", ">Zanary"),
    "name-tab": ("name", "x\n\t Zanary: Zanary"),
    "name-twice": ("name", "Zanary\n  name: Zanary"),
    "name-long": ("name", "Zanary " * 30),
    "name-decimal": ("name", "Zanary\n  id: 1.50"),
    "name-directive": ("name", "x\n%Zanary Zanary"),
    "id-list": ("id", "[Zanary]"),
    "email": ("email", "Zanary"),
    "email-with-name": ("email", "Zanary <zanary@example.org>"),
    "language": ("language", "Zanary"),
    "flag": ("flags", "[Zanary]"),
    "flags-text": ("flags", "Zanary"),
    "unknown-field": ("Zanary", "Zanary"),
    "unknown-group": ("Zanary", "{Zanary: {Zanary: Zanary}}"),
    "unknown-twice": ("Zanary", "1\n  Zanary: 2"),
    "key-of-list": ("? [Zanary]", "Zanary"),
    "second-document": ("name", "x\n---\nZanary"),
}


def quiet(caplog: pytest.LogCaptureFixture, *said: str) -> bool:
    """Whether none of this, and nothing that was logged, has anything of the patient."""
    return "zanary" not in " ".join([*said, caplog.text]).lower()


def test_a_good_build_tells_nobody_of_the_patient(
    handouts: Command, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    (home / "case.yaml").write_text(GOOD)
    build = handouts("build", "case.yaml", "--record")
    check, as_json = handouts("check", "case.yaml"), handouts("check", "case.yaml", "--format", "json")
    assert [build.exit_code, check.exit_code, as_json.exit_code] == [0, 0, 0]
    assert quiet(caplog, build.output, build.stderr, check.output, check.stderr, as_json.output)
    files = sorted(path.name for path in home.rglob("*"))
    assert files == ["case-record.pdf", "case.pdf", "case.yaml", "output"]
    for name in files[:2]:
        pdf = (home / "output" / name).read_bytes()
        assert "ZanaryId" in read_text(pdf)
        assert "Lakeside" in outside_the_pages(pdf)
        assert "zanary" not in outside_the_pages(pdf).lower()


@pytest.mark.parametrize(("field", "value"), BAD.values(), ids=BAD.keys())
def test_no_message_repeats_what_stands_in_a_patient_field(
    field: str, value: str, handouts: Command, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    patient = {"name": "Alex", "id": "LS-1", field: value}
    lines = "".join(f"  {key}: {text}\n" for key, text in patient.items())
    exercises = "exercises: [clamshell]\n"
    text = f"clinic: lakeside\nclinician: {{name: C}}\npatient:\n{lines}issued: 2026-11-20\n{exercises}"
    assert refused_quietly(text, handouts, home, caplog)


@pytest.mark.parametrize(
    "line",
    [
        "goal: [Zanary]",
        "goal: >Zanary",
        'goal: "Zanary',
        "goal: Zanary \U00012000",
        "goal: Zanary\ngoal: Zanary",
        "goal: Zanary #2",
        "goal: {Zanary: Zanary}",
        "review: Zanary",
        "pain_limit: Zanary",
        "version: Zanary",
        "tracker: Zanary",
        "exercises: [{exercise: cobra, note: [Zanary]}]",
        "exercises: [{exercise: cobra, note: Zanary \U00012000}]",
        "exercises: [{exercise: cobra, override: {Zanary: Zanary}}]",
        "exercises: [{exercise: cobra, hold: Zanary}]",
        "exercises: [{exercise: cobra, side: Zanary}]",
        "exercises: [{exercise: cobra, load: [Zanary]}]",
    ],
)
def test_no_message_repeats_what_the_clinician_wrote_about_the_patient(
    line: str, handouts: Command, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    rest = "" if line.startswith("exercises") else "exercises: [clamshell]\n"
    text = (
        f"clinic: lakeside\nclinician: {{name: C}}\npatient: {{name: A, id: B}}\nissued: 2026-11-20\n{line}\n{rest}"
    )
    assert refused_quietly(text, handouts, home, caplog)


def refused_quietly(text: str, handouts: Command, home: Path, caplog: pytest.LogCaptureFixture) -> bool:
    """Whether build and check refuse a file, write nothing, and tell nothing of the patient."""
    (home / "case.yaml").write_text(text)
    runs = [handouts(*words) for words in COMMANDS]
    assert [run.exit_code for run in runs] == [1, 1, 1]
    assert list(home.rglob("*.pdf")) == []
    return quiet(caplog, *(run.output + run.stderr for run in runs))
