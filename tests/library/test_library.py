"""Looking content up: by id, once, with what is near when there is nothing, and every fault at its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.errors import InputError
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.library.names import NotInLibraryError
from handouts.records.dose_words import Amount, Count
from tests.conftest import ROOT


def changed(home: Path, name: str, text: str, by: str) -> Library:
    """The library with a text of one of its files replaced."""
    original = (ROOT / "content" / name).read_text()
    assert original.count(text) == 1
    path = home / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(original.replace(text, by))
    return Library(Workspace.at(home))


def test_an_exercise_is_found_by_its_id(library: Library) -> None:
    clamshell = library.exercise("clamshell")
    assert clamshell.text.name == "Clamshell"
    assert (clamshell.dose.reps, clamshell.dose.hold) == (Count(10, 10), Amount(Count(10, 10), "second"))


def test_ids_are_sorted_file_names(library: Library) -> None:
    files = (ROOT / "content/routines").glob("*.yaml")
    assert library.ids("routines") == sorted(path.stem for path in files)


def test_a_file_is_read_once(library: Library) -> None:
    assert library.exercise("cobra") is library.exercise("cobra")
    assert library.screening() is library.screening()


LOOK_UPS: dict[str, tuple[Callable[[Library, str], object], str]] = {
    "exercise": (Library.exercise, "exercises"),
    "routine": (Library.routine, "routines"),
    "advice page": (Library.advice, "advice"),
    "clinic": (Library.clinic, "clinics"),
}


def test_what_is_not_there_is_named_with_where_to_look(library: Library) -> None:
    for word in LOOK_UPS:
        look_up, folder = LOOK_UPS[word]
        with pytest.raises(NotInLibraryError, match=f"^there is no such {word}$") as caught:
            look_up(library, "qqqqqq")
        assert caught.value.hint == f"'handouts list {folder}' shows them all", word


NEAR = [
    ("clamshel", "did you mean clamshell?"),
    ("Clamshell", "did you mean clamshell?"),
    ("Cat Cow", "did you mean cat-cow?"),
    ("seated-figure-4", "did you mean seated-figure-four or seated-side-bend?"),
]


def test_what_is_near_is_offered(library: Library) -> None:
    for wanted, hint in NEAR:
        with pytest.raises(NotInLibraryError) as caught:
            library.exercise(wanted)
        assert caught.value.hint == hint, wanted


def test_an_id_is_never_a_path(library: Library) -> None:
    for id in ["../exercises/clamshell", "clamshell.yaml", "", "."]:
        with pytest.raises(NotInLibraryError):
            library.exercise(id)


def test_a_routine_may_change_the_dose_of_an_exercise(library: Library) -> None:
    bare, changed_dose = library.routine("upper-back-relief").exercises[:2]
    assert (bare.exercise, bare.dose.stated()) == ("downward-dog", {})
    assert changed_dose.dose.stated() == {"duration": Amount(Count(10, 10), "second")}


@pytest.mark.parametrize(
    ("name", "text", "by", "code", "at"),
    [
        ("exercises/clamshell.yaml", "hold: 10 s, side: both, ", "hold: 10, side: both, ", "unit-missing", "dose:"),
        ("exercises/clamshell.yaml", "kind: strengthening", "kind: strengthning", "not-allowed", "kind:"),
        ("exercises/clamshell.yaml", "  avoid:", "  avoids:", "unknown-field", "  avoids:"),
        ("exercises/clamshell.yaml", "side: both, times_per_day", "times_per_day", "side", "dose:"),
        ("exercises/cat-cow.yaml", "name: Cat-cow", "name: The {one|two|three}", "side-wording", "  name:"),
        ("routines/desk-break.yaml", "sources: [D3]", "source: [D3]", "unknown-field", "source:"),
        ("advice/desk-posture.yaml", "heading: Move often", "heding: Move often", "unknown-field", "heding:"),
        ("clinics/lakeside.yaml", '"#0F5C63"', "teal", "colour", "brand:"),
        ("screening.yaml", "verdict: tell", "verdict: say", "not-allowed", "verdict: say"),
    ],
)  # fmt: skip
def test_a_fault_in_the_library_is_named_at_its_line(
    tmp_path: Path, name: str, text: str, by: str, code: str, at: str
) -> None:
    broken = changed(tmp_path, name, text, by)
    reads: dict[str, Callable[[str], object]] = {
        "exercises": broken.exercise,
        "routines": broken.routine,
        "advice": broken.advice,
        "clinics": broken.clinic,
        "screening.yaml": lambda _: broken.screening(),
    }
    with pytest.raises(InputError) as caught:
        reads[name.split("/")[0]](Path(name).stem)
    found = [(problem.file, problem.line, problem.code) for problem in caught.value.problems]
    lines = (tmp_path / "content" / name).read_text().splitlines()
    place = next(number for number, line in enumerate(lines, 1) if at in line)
    assert (f"content/{name}", place, code) in found


def test_the_document_a_default_dose_comes_from_is_known(library: Library) -> None:
    assert library.exercise("clamshell").dose_origin == "D0"
    assert library.exercise("cat-cow").dose_origin == "D3", "its other document gives a duration"
    assert library.exercise("glute-bridge").dose_origin == "library"


def test_the_words_of_a_language_are_plain_data(library: Library) -> None:
    assert library.languages() == ["ar", "en", "es", "fr", "zh"]
    assert library.words("fr")["tracker"]["week"] == "Semaine {n}"


def test_the_general_rules_of_screening_are_there(library: Library) -> None:
    rules = {(rule.flags, rule.positions, rule.levels): rule.verdict for rule in library.screening().rules}
    assert rules == {
        (("third-trimester",), ("lying on the back",), ()): "avoid",
        (("pregnant", "third-trimester"), (), ()): "caution",
        ((), (), ("advanced",)): "tell",
    }
