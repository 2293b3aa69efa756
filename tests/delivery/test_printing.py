"""Printing: what `lp` is told, what the queue shows, and what a user is told when it does not work."""

from __future__ import annotations

import subprocess
from functools import partial
from pathlib import Path

import pytest

from handouts.delivery.paper import print_queue
from handouts.delivery.paper.imposition import Imposition
from handouts.delivery.paper.print_queue import Job, Order, arguments, enqueue, find_printer, printers
from handouts.errors import DeliveryError, UsageError
from tests.delivery.fake_cups import FakeCups
from tests.delivery.papers import A4, LETTER, numbered
from tests.delivery.refusals import refusal

OFFICE = Order("Office")


# --- which printer -------------------------------------------------------------------------------------------


def test_the_default_printer_is_used(cups: FakeCups) -> None:
    assert find_printer(None) == "Office"


def test_the_users_own_default_is_used(cups: FakeCups) -> None:
    cups.answers(default="user default destination: Front-Desk\n")
    assert find_printer(None) == "Front-Desk"


def test_a_printer_is_found_by_its_name(cups: FakeCups) -> None:
    for wanted in ("Front-Desk", "front-desk"):
        assert find_printer(wanted) == "Front-Desk", wanted


def test_a_wrong_name_is_answered_with_the_printers_there_are(cups: FakeCups) -> None:
    with pytest.raises(UsageError) as caught:
        find_printer("Ofice")
    assert str(caught.value) == (
        "there is no such printer\n  did you mean Office?\n  the printers here: Front-Desk, Office"
    )


def test_nothing_but_the_name_of_a_printer_reaches_lp(cups: FakeCups) -> None:
    for wanted in ("", "-o", "--", "x; rm -rf ~", "$(reboot)"):
        assert "there is no such printer" in refusal(partial(find_printer, wanted), UsageError), wanted


def test_without_a_default_printer_one_must_be_chosen(cups: FakeCups) -> None:
    for default in ("no system default destination\n", "system default destination: Gone\n"):
        cups.answers(default=default)
        assert refusal(partial(find_printer, None), UsageError) == (
            "no printer is the default; choose one with --printer\n  the printers here: Front-Desk, Office"
        ), default


def test_without_any_printer_one_must_be_added(cups: FakeCups) -> None:
    cups.answers(printers="", default="no system default destination\n")
    for wanted in (None, "Office"):
        with pytest.raises(UsageError, match="CUPS knows no printer yet; add one first"):
            find_printer(wanted)


def test_a_printer_whose_name_looks_like_an_option_is_not_offered(cups: FakeCups) -> None:
    cups.answers(printers="-oraw\nOffice\n")
    assert printers() == ["Office"]


# --- what lp is told -----------------------------------------------------------------------------------------


def test_the_sheet_goes_through_a_pipe_under_a_title_that_tells_nothing(cups: FakeCups) -> None:
    sheet = numbered(2)
    enqueue(sheet, OFFICE)
    (printed,) = cups.printed
    assert printed.pdf == sheet
    assert printed.arguments == [
        *("-d", "Office", "-n", "1", "-t", "Exercise sheet"),
        *("-o", "sides=one-sided", "-o", "collate=true", "-o", "media=A4"),
        *("--", "-"),
    ]


def test_pages_that_lie_on_their_side_are_turned_over_at_the_short_edge() -> None:
    sides: dict[tuple[bool, Imposition | None], str] = {
        (False, None): "one-sided",
        (True, None): "two-sided-long-edge",
        (False, "2up"): "one-sided",
        (True, "2up"): "two-sided-short-edge",
        (False, "booklet"): "two-sided-short-edge",
        (True, "booklet"): "two-sided-short-edge",
    }
    for (duplex, imposition), expected in sides.items():
        order = Order("Office", 1, duplex, imposition)
        assert f"sides={expected}" in arguments(order, 842, 595), order


def test_the_paper_is_named_so_that_nothing_is_cut_off() -> None:
    papers = {A4: ["media=A4"], LETTER: ["media=Letter"], LETTER[::-1]: ["media=Letter"], (300.0, 400.0): []}
    for size, media in papers.items():
        assert [part for part in arguments(OFFICE, *size) if part.startswith("media=")] == media, size


def test_copies_are_asked_for_and_sorted(cups: FakeCups) -> None:
    enqueue(numbered(1), Order("Office", 3))
    told = cups.printed[0].arguments
    assert told[told.index("-n") + 1] == "3"
    assert "collate=true" in told


def test_cups_answers_in_english_and_learns_no_password(cups: FakeCups, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    monkeypatch.setenv("HANDOUTS_PROTECT_PASSWORD", "hunter22")
    monkeypatch.setenv("CUPS_SERVER", "/run/elsewhere")
    enqueue(numbered(1), OFFICE)
    environment = cups.printed[0].environment
    assert (environment["LC_ALL"], environment["LANGUAGE"]) == ("C.UTF-8", "C")
    assert environment["CUPS_SERVER"] == "/run/elsewhere"
    assert "hunter22" not in str(environment)


def test_what_is_damaged_is_not_handed_over(cups: FakeCups) -> None:
    with pytest.raises(DeliveryError, match="damaged"):
        enqueue(b"garbage", OFFICE)
    assert cups.printed == []


# --- what became of it ---------------------------------------------------------------------------------------


def test_the_number_of_the_job_is_told(cups: FakeCups) -> None:
    assert [enqueue(numbered(1), OFFICE) for _ in range(2)] == [Job(1, True, False), Job(2, True, False)]


def test_a_job_that_is_no_longer_in_the_queue_is_said_to_be_gone(cups: FakeCups) -> None:
    cups.answers(answer="request id is Office-77 (0 file(s))\n")
    assert enqueue(numbered(1), OFFICE) == Job(77, listed=False, paused=False)


def test_a_job_of_another_number_is_not_taken_for_ours(cups: FakeCups) -> None:
    cups.answers(answer="request id is Office-1 (0 file(s))\n", number="10\n")  # the queue will list Office-11
    assert enqueue(numbered(1), OFFICE).listed is False


def test_a_paused_printer_is_noticed(cups: FakeCups) -> None:
    cups.answers(printer="printer Office disabled since Fri Nov 20 10:00:00 2026 -\n\tOut of paper\n")
    assert enqueue(numbered(1), OFFICE).paused


def test_an_lp_that_names_no_job_is_not_believed(cups: FakeCups) -> None:
    cups.answers(answer="thank you\n")
    with pytest.raises(DeliveryError, match="named no job: nobody knows whether it was printed; look at the queue"):
        enqueue(numbered(1), OFFICE)


def test_a_refusal_is_told_in_the_words_of_cups_or_in_better_ones(cups: FakeCups) -> None:
    better = {
        "lp: Error - The printer or class does not exist.\n": "(Error - The printer or class does not exist.)",
        'lp: Destination "Office" is not accepting jobs.\n': '(Destination "Office" is not accepting jobs.)',
        "\n": "(no reason given)",
        "lp: Error - scheduler not responding.\n": "CUPS does not answer",
        "lp: Error - no default destination available.\nlp: Unable to connect to server\n": "CUPS does not answer",
        "lp: Error - No destinations added.\n": "CUPS knows no printer yet",
    }
    for words, expected in better.items():
        cups.answers(refusal=words)
        assert expected in refusal(partial(enqueue, numbered(1), OFFICE), DeliveryError), words


# --- no CUPS -------------------------------------------------------------------------------------------------


def test_where_cups_is_missing_the_command_that_installs_it_is_told(no_cups: None) -> None:
    with pytest.raises(DeliveryError) as caught:
        find_printer(None)
    assert str(caught.value).splitlines() == [
        "this computer has no CUPS, so nothing was printed",
        "  Debian, Ubuntu: sudo apt install cups cups-client",
        "  Fedora:         sudo dnf install cups cups-client",
        "  macOS has it already; elsewhere, print the PDF from your PDF reader",
    ]


def test_where_cups_sleeps_the_command_that_wakes_it_is_told(cups: FakeCups) -> None:
    cups.answers(scheduler="scheduler is not running\n", printers="")
    with pytest.raises(
        DeliveryError, match="CUPS does not answer, so nothing was printed\n  Linux: sudo systemctl"
    ):
        find_printer("Office")


@pytest.mark.parametrize(
    ("program", "said"), [("lp", "nobody knows whether it was printed"), ("lpstat", "so nothing was printed")]
)
def test_a_cups_that_never_answers_is_given_up(
    cups: FakeCups, program: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (cups.folder / program).write_text("#!/bin/sh\nexec sleep 60\n")
    monkeypatch.setattr(print_queue, "_ANSWER_SECONDS", 0.2)
    with pytest.raises(DeliveryError, match=said):
        enqueue(numbered(1), OFFICE) if program == "lp" else printers()


def test_a_queue_that_cannot_be_looked_at_does_not_undo_a_print(cups: FakeCups) -> None:
    (cups.folder / "lpstat").write_text("#!/bin/sh\nexit 1\n")
    assert enqueue(numbered(1), OFFICE) == Job(1, listed=False, paused=False)


def test_a_program_that_cannot_be_started_is_no_traceback(cups: FakeCups) -> None:
    (cups.folder / "lp").write_bytes(b"\x7fELF")
    with pytest.raises(DeliveryError, match=r"lp could not be started \(Exec format error\)"):
        enqueue(numbered(1), OFFICE)


def test_no_shell_has_a_hand_in_it(cups: FakeCups, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: list[object] = []
    run = subprocess.run

    def watched(command: list[str], **more: object) -> object:
        seen.append((type(command), more.get("shell", False)))
        return run(command, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", watched)
    enqueue(numbered(1), OFFICE)
    assert set(seen) == {(list, False)}
