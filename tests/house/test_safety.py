"""The promises of safety: text stays text (T1), all of it is printed (T2), links are the clinic's (T5), and nobody
but the sheet's reader learns anything of the patient (L1)."""

from __future__ import annotations

import ast
import json
import logging
import re
import tempfile
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from handouts.build.one_sheet import RECORD
from handouts.errors import InputError
from handouts.pdf.fonts import undrawable
from handouts.reading.characters import refused_character
from handouts.sheet.style import MM
from tests.conftest import ROOT, Command
from tests.finished.structure_reading import reading
from tests.page_reading import Char, Page, links_of, outside_the_pages, read_pages, read_text, squeezed
from tests.sheets import LAYOUTS, made

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


@cache
def called_names(path: Path) -> set[str]:
    """The last part of the name of everything that a module calls."""
    calls = [node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    return {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}


# --- T1 text is never markup ---------------------------------------------------------------------------------


def test_text_reaches_the_canvas_in_one_module_only() -> None:
    modules = sorted((ROOT / "handouts").rglob("*.py"))
    canvas = ROOT / "handouts" / "pdf" / "canvas.py"
    assert called_names(canvas) & DRAWING == {"Canvas"}
    assert {path.name for path in modules if path != canvas and called_names(path) & DRAWING} == set()
    assert {path.name for path in modules if called_names(path) & MARKUP} == set()


def misprinted(fields: dict[str, str], layout: str = "standard") -> dict[str, str]:
    """The fields whose text does not stand on the sheet as it was written."""
    with tempfile.TemporaryDirectory() as folder:
        printed = squeezed(read_text(made(written(Path(folder), None, **fields), layout)))
    return {field: text for field, text in fields.items() if squeezed(text) not in printed}


def test_hostile_text_is_printed_as_it_was_written() -> None:
    for name, text in HOSTILE.items():
        assert misprinted({field: f"{field} {text}"[:120] for field in FIELDS}) == {}, name


def test_hostile_text_is_recorded_as_it_was_written(tmp_path: Path) -> None:
    for name, text in HOSTILE.items():
        item = {"exercise": "cobra", "override": f"reason {text}", "note": text}
        path = written(tmp_path, [item], registration=text)
        path.write_text(path.read_text().replace('"id":', '"flags": ["third-trimester"], "id":'))
        printed = squeezed(read_text(made(path, RECORD)))
        assert squeezed(f"reason {text}") in printed, name
        assert printed.count(squeezed(text)) >= 3, name


PIECES = ["<", ">", "&", "br/", "amp;", "{{", "}}", "{%", "%}", "\\", "10 s", " ", "\u00a0", "naïve", "Ärger"]
LEFT_TO_RIGHT = "".join(
    map(chr, (*range(0x20, 0x7F), *range(0xA1, 0x180), *range(0x391, 0x3C9), *range(0x410, 0x450)))
)
RIGHT_TO_LEFT = "".join(map(chr, (*range(0x5D0, 0x5EB), *range(0x621, 0x64B), *range(0x660, 0x66A))))
STACKED = "".join(map(chr, (*range(0xE01, 0xE3B), *range(0x905, 0x93A), *range(0x4E00, 0x4E20))))
ANY_SCRIPT = LEFT_TO_RIGHT + RIGHT_TO_LEFT + STACKED

# The field that fails is short and named; to shrink it would make hundreds of sheets.
AS_FOUND = (Phase.explicit, Phase.generate)


def texts_of(letters: str, pieces: list[str] = PIECES) -> st.SearchStrategy[dict[str, str]]:
    """A text for each field, of these letters and of what markup is made of; none is only white space."""
    drawable = [letter for letter in letters if not (refused_character(letter) or undrawable(letter))]
    piece = st.one_of(st.sampled_from(drawable), st.sampled_from(pieces))
    text = st.lists(piece, min_size=1, max_size=20).map(lambda parts: "x" + "".join(parts).strip())
    return st.fixed_dictionaries(dict.fromkeys(FIELDS, text))


@example(dict.fromkeys(FIELDS, 'x-}}>naïve,{%br/naïve/}}}((" 10 s!`_(";amp$=\\$|}?—!&{%{%"br/` |_br/$@`&{%}b(?'))
@example(
    dict.fromkeys(FIELDS, "x^br/–%:|`10 s/$'*\\{<%`/)—& amp}b|Ärger_;'{br/'\"br/'_{naïve@,@&^?_br/;;#—&,*`-]}}")
)
@given(texts_of(LEFT_TO_RIGHT))
@settings(max_examples=10, phases=AS_FOUND)
def test_any_text_is_printed_as_it_was_written(fields: dict[str, str]) -> None:
    assert misprinted(fields) == {}


def misread(fields: dict[str, str]) -> dict[str, str]:
    """The fields whose text a screen reader does not find as it was written."""
    with tempfile.TemporaryDirectory() as folder:
        said = squeezed(reading(made(written(Path(folder), None, **fields), "standard")))
    # The id stands in the footer alone, which is not read out.
    return {field: text for field, text in fields.items() if field != "id" and squeezed(text) not in said}


@given(texts_of(ANY_SCRIPT))
@settings(max_examples=10, phases=AS_FOUND)
def test_any_text_of_any_script_is_read_out_as_it_was_written(fields: dict[str, str]) -> None:
    assert misread(fields) == {}


def test_a_bracket_is_read_out_as_it_was_written_beside_one_from_right_to_left() -> None:
    assert misread({"id": "י}", "note": "{"}) == {}


@pytest.mark.thorough
@given(texts_of(LEFT_TO_RIGHT), texts_of(ANY_SCRIPT))
@settings(max_examples=100, phases=AS_FOUND, derandomize=False)
def test_much_text_is_printed_and_read_out_as_it_was_written(shown: dict[str, str], said: dict[str, str]) -> None:
    assert misprinted(shown, "compact") | misread(said) == {}


# --- T2 all of it is printed, inside the page ----------------------------------------------------------------

LONG = {"words": "Ww", "one long word": "Donaudampfschifffahrtsgesellschaft" * 8}
TOGETHER = (
    ("id",),
    tuple(field for field in FIELDS if field != "id"),
)  # the id interrupts what goes on over a page


def longest(word: str, field: str) -> str:
    """As much text as a field may have."""
    most = 2000 if field in ("goal", "note") else 120
    return " ".join(f"{word}{number}" for number in range(400))[:most].strip()


def test_the_longest_allowed_text_stays_on_the_page(tmp_path: Path) -> None:
    for name, word in LONG.items():
        for layout, fields in product(LAYOUTS, TOGETHER):
            case, texts = (name, layout, fields), {field: longest(word, field) for field in fields}
            pages = read_pages(made(written(tmp_path, None, **texts), layout))
            printed = "".join(char.text for page in pages for char in page.chars)
            printed = re.sub(r"LS-1042·.*?lakeside\.example", "", printed)  # without footers and headers
            assert [field for field, text in texts.items() if squeezed(text) not in printed] == [], case
            assert [char for page in pages for char in page.chars if not inside(page, char)] == [], case


def inside(page: Page, char: Char) -> bool:
    fits_across = char.left > EDGE and char.right < page.width - EDGE
    return fits_across and char.bottom > EDGE and char.top < page.height - EDGE


def test_a_name_that_would_run_off_the_page_is_refused(tmp_path: Path) -> None:
    for field in ("name", "id", "clinician", "profession"):
        with pytest.raises(InputError) as caught:
            made(written(tmp_path, None, **{field: "long " * 25}), "standard")
        assert [problem.message for problem in caught.value.problems] == ["is longer than 120 characters"], field


# --- T5 links ------------------------------------------------------------------------------------------------


def test_no_text_of_the_patient_becomes_a_link(tmp_path: Path) -> None:
    text = '<a href="https://evil.example">x</a> https://evil.example javascript:alert(1) www.evil.example'
    pdf = made(written(tmp_path, None, **dict.fromkeys(FIELDS, text)), "standard")
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


def test_no_message_repeats_what_stands_in_a_patient_field(
    handouts: Command, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name, (field, value) in BAD.items():
        patient = {"name": "Alex", "id": "LS-1", field: value}
        lines = "".join(f"  {key}: {text}\n" for key, text in patient.items())
        exercises = "exercises: [clamshell]\n"
        text = f"clinic: lakeside\nclinician: {{name: C}}\npatient:\n{lines}issued: 2026-11-20\n{exercises}"
        assert refused_quietly(text, handouts, home, caplog), name


BAD_LINES = [
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
]


def test_no_message_repeats_what_the_clinician_wrote_about_the_patient(
    handouts: Command, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    head = "clinic: lakeside\nclinician: {name: C}\npatient: {name: A, id: B}\nissued: 2026-11-20\n"
    for line in BAD_LINES:
        rest = "" if line.startswith("exercises") else "exercises: [clamshell]\n"
        assert refused_quietly(f"{head}{line}\n{rest}", handouts, home, caplog), line


def refused_quietly(text: str, handouts: Command, home: Path, caplog: pytest.LogCaptureFixture) -> bool:
    """Whether build and check refuse a file, write nothing, and tell nothing of the patient."""
    (home / "case.yaml").write_text(text)
    runs = [handouts(*words) for words in COMMANDS]
    refused = [run.exit_code for run in runs] == [1, 1, 1] and list(home.rglob("*.pdf")) == []
    return refused and quiet(caplog, *(run.output + run.stderr for run in runs))
