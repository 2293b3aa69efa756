"""A selection in another language: every text or a Problem, never English, and what is a draft is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.build.one_sheet import Prepared, prepare
from handouts.build.options import Options
from handouts.errors import InputError, Problem
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.programme.translation import Translated, translate
from tests.examples import prescription_text, selected

COQUILLE = """\
state: draft
text:
  name: La coquille
  why: Elle rend le bassin stable.
  feel: la fesse travailler
  steps:
    - Allongez-vous sur le {côté|côté droit|côté gauche}.
    - Pliez les genoux. (1)
    - Contractez le ventre.
    - Levez {le genou du dessus|le genou gauche|le genou droit}. (2)
    - Redescendez le genou.
  avoid: rouler en arrière
  easier: Levez le genou moins haut.
  harder: Ajoutez un élastique.
  pictures:
    - Genoux pliés
    - Genou levé
"""


def in_french(library: Library, exercises: str = "[clamshell]", *advice: str) -> Translated:
    pages = {id: library.advice(id) for id in advice}
    return translate(selected(library, exercises=exercises), pages, "fr", library)


def with_files(home: Path, **files: str) -> Library:
    """The library with other files in French; two underscores stand for the end of a folder."""
    for name, text in files.items():
        folder, _, id = name.partition("__")
        path = home / "content" / folder / "fr" / f"{id.replace('_', '-')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Library(Workspace.at(home))


def coquille(home: Path, text: str = "", by: str = "") -> Library:
    """The library with a clamshell in French that has one thing changed."""
    assert not text or COQUILLE.count(text) == 1
    return with_files(home, exercises__clamshell=COQUILLE.replace(text, by) if text else COQUILLE)


def printed(problems: tuple[Problem, ...] | list[Problem]) -> list[str]:
    return [f"{problem} | {problem.hint}" for problem in problems]


# --- what is translated --------------------------------------------------------------------------------------


def test_english_is_what_the_library_itself_says(library: Library) -> None:
    selection = selected(library)
    pages = {"desk-posture": library.advice("desk-posture")}
    assert translate(selection, pages, "en", library) == Translated(selection, tuple(pages.values()), (), ())
    assert translate(selection, pages, "en-GB", library).selection is selection


def test_exercises_routines_and_advice_are_said_in_the_language(library: Library) -> None:
    translated = in_french(library, "[{routine: seniors}]", "desk-posture")
    selection = translated.selection
    assert selection.routines["seniors"].text != library.routine("seniors").text
    assert {chosen.exercise.text.name for chosen in selection.exercises}.isdisjoint(
        library.exercise(id).text.name for id in library.ids("exercises")
    )
    assert translated.advice[0].text != library.advice("desk-posture").text
    assert translated.problems == ()


def test_only_the_words_change(home: Path) -> None:
    library = coquille(home)
    (chosen,) = selected(library).exercises
    (french,) = in_french(library).selection.exercises
    assert french.exercise.text.name == "La coquille"
    assert french.exercise.model_copy(update={"text": chosen.exercise.text}) == chosen.exercise
    assert (french.dose, french.note) == (chosen.dose, chosen.note)


def test_a_country_has_the_words_of_its_language(library: Library) -> None:
    selection = selected(library)
    assert translate(selection, {}, "fr-CA", library) == translate(selection, {}, "fr", library)


# --- drafts --------------------------------------------------------------------------------------------------


def test_a_draft_is_named_once_however_often_it_is_used(home: Path) -> None:
    translated = in_french(
        coquille(home), "[{exercise: clamshell, side: left}, {exercise: clamshell, side: right}]"
    )
    assert translated.drafts == ("clamshell",)


def test_what_someone_has_reviewed_is_no_draft(home: Path) -> None:
    library = coquille(home, "state: draft", "state: reviewed by Sample Reviewer")
    assert in_french(library).drafts == ()


@pytest.mark.parametrize("state", ["reviewed", "reviewed by ", "done", "yes"])
def test_a_state_says_who_has_reviewed(state: str, home: Path) -> None:
    library = coquille(home, "state: draft", f"state: {state}")
    assert printed(in_french(library).problems) == [
        "content/exercises/fr/clamshell.yaml:1:8: state: must say whether someone has reviewed the translation"
        " | write draft, or reviewed by NAME"
    ]


# --- what is wrong with a translation ------------------------------------------------------------------------


def test_what_nobody_has_translated_is_a_problem_each(library: Library) -> None:
    pages = {"desk-posture": library.advice("desk-posture")}
    translated = translate(selected(library, exercises="[{routine: desk-break}]"), pages, "nl", library)
    files = [problem.file for problem in translated.problems]
    assert "content/routines/nl/desk-break.yaml" in files
    assert "content/advice/nl/desk-posture.yaml" in files
    assert len(files) == 2 + len(translated.selection.exercises)


@pytest.mark.parametrize(
    ("text", "by", "field"),
    [
        ("  harder: Ajoutez un élastique.\n", "", "harder"),
        ("    - Redescendez le genou.\n", "", "steps"),
        ("    - Genoux pliés\n", "", "pictures"),
        ("genoux. (1)", "genoux.", "steps"),
    ],
    ids=["no-harder", "a-step-less", "a-picture-less", "another-picture"],
)
def test_a_translation_has_the_parts_of_the_english_text(text: str, by: str, field: str, home: Path) -> None:
    assert printed(in_french(coquille(home, text, by)).problems) == [
        f"content/exercises/fr/clamshell.yaml: text.{field} must have as many parts as in English"
        " | compare the two files"
    ]


@pytest.mark.parametrize("by", ["{le genou}", "{le genou|à gauche}", "le genou}"])
def test_a_wording_for_sides_has_three_readings(by: str, home: Path) -> None:
    library = coquille(home, "{le genou du dessus|le genou gauche|le genou droit}", by)
    assert printed(in_french(library).problems) == [
        "content/exercises/fr/clamshell.yaml: wording for sides must be {each|left|right}, as in English"
        " | compare the two files"
    ]


def test_an_exercise_without_sides_has_no_wording_for_them(home: Path) -> None:
    library = with_files(home, exercises__cat_cow=COQUILLE)
    assert "side-wording" in [problem.code for problem in in_french(library, "[cat-cow]").problems]


def test_all_that_is_wrong_is_said_in_one_pass(home: Path) -> None:
    coquille(home, "    - Redescendez le genou.\n", "")
    library = with_files(
        home, advice__desk_posture="state: done\ntext: {name: Le bureau, summary: x, sections: []}\n"
    )
    codes = [problem.code for problem in in_french(library, "[clamshell]", "desk-posture").problems]
    assert codes == ["translation-shape", "state"]


# --- on the sheet --------------------------------------------------------------------------------------------


def prepared(home: Path, library: Library, patient: str, **fields: str) -> Prepared:
    path = home / "ls-1042.yaml"
    path.write_text(prescription_text(patient=f"{{name: Alex Sample, id: LS-1042, {patient}}}", **fields))
    return prepare(path, library, Options())


def refused(home: Path, library: Library, patient: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        prepared(home, library, patient)
    return [
        str(problem).rpartition("ls-1042.yaml:")[2]
        for problem in caught.value.problems
        if problem.severity == "error"
    ]


def test_a_sheet_with_drafts_is_made_with_one_warning(home: Path) -> None:
    sheet = prepared(home, coquille(home), "language: fr", exercises="[clamshell, clamshell]")
    assert [problem.code for problem in sheet.problems if problem.code == "draft"] == ["draft"]
    assert sheet.programme.drafts == sheet.record.drafts
    assert sheet.record.drafts.count("clamshell") == 1


def test_a_sheet_is_not_made_where_a_translation_is_not_whole(home: Path) -> None:
    library = coquille(home, "    - Redescendez le genou.\n", "")
    wrong = refused(home, library, "language: fr")
    assert wrong == ["content/exercises/fr/clamshell.yaml: text.steps must have as many parts as in English"]
    assert refused(home, library, "language: en, bilingual: fr") == wrong


@pytest.mark.parametrize(
    ("patient", "message"),
    [
        ("language: nl", "3:53: patient.language: sheets can be written in ar, en, es, fr or zh"),
        ("language: fr-XX", "3:53: patient.language: sheets can be written in ar, en, es, fr or zh"),
        ("language: fr, bilingual: nl", "3:68: patient.bilingual: sheets can be written in ar, en, es, fr or zh"),
        ("language: fr, bilingual: fr-CA", "3:68: patient.bilingual: is the language of the sheet itself"),
    ],
)
def test_a_language_without_words_is_refused(patient: str, message: str, home: Path, library: Library) -> None:
    assert refused(home, library, patient) == [message]


def test_the_record_stays_in_the_language_of_the_clinic(home: Path, library: Library) -> None:
    sheet = prepared(home, library, "language: ar, bilingual: fr-CA")
    assert [words.language for words in sheet.programme.languages] == ["ar", "fr-CA"]
    assert [words.language for words in sheet.record.languages] == ["en"]
    assert sheet.record.cards[0].text.name == "Clamshell"
