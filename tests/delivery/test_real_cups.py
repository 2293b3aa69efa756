"""Printing to a real CUPS: what comes out on paper, and what its queue and its logs know of the patient."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.delivery.paper.imposition import print_copy
from handouts.delivery.paper.print_queue import Order, enqueue, find_printer, printers
from handouts.errors import DeliveryError, UsageError
from tests.conftest import PRESCRIPTION, Command
from tests.delivery.papers import A4, LETTER, numbered, sizes, texts
from tests.delivery.real_cups import RealCups, missing, running

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"no real CUPS here; it needs {missing()}")
SECRET = PRESCRIPTION.replace("Alex Sample", "Zanary Name").replace("LS-1042", "ZanaryId")


@pytest.fixture(scope="module")
def server() -> Iterator[RealCups]:
    """A CUPS with two printers, which both print on two sides unless they are told otherwise."""
    with running() as cups:
        cups.add("Office")
        cups.add("Front-Desk")
        yield cups


@pytest.fixture
def cups(server: RealCups, monkeypatch: pytest.MonkeyPatch) -> RealCups:
    """The CUPS that commands find."""
    for name in ("LPDEST", "PRINTER", "CUPS_USER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CUPS_SERVER", server.socket)
    return server


def test_its_printers_are_found(cups: RealCups) -> None:
    assert printers() == ["Front-Desk", "Office"]
    assert find_printer("office") == "Office"
    with pytest.raises(UsageError, match="did you mean Office"):
        find_printer("Offfice")


def test_its_default_printer_is_found(cups: RealCups) -> None:
    cups.call("lpadmin", "-d", "Front-Desk")
    try:
        assert find_printer(None) == "Front-Desk"
    finally:
        cups.call("lpadmin", "-x", "Front-Desk")
        cups.add("Front-Desk")
    with pytest.raises(UsageError, match="no printer is the default"):
        find_printer(None)


def test_a_sheet_comes_out_whole_and_on_its_paper(cups: RealCups) -> None:
    for size in (A4, LETTER):
        job = enqueue(numbered(3, size), Order("Office"))
        assert job.listed, size
        paper = cups.paper("Office", job.number)
        assert texts(paper) == ["P1", "P2", "P3"], size
        assert set(sizes(paper)) == {(round(size[0]), round(size[1]))}, size


def test_the_sides_are_those_that_were_asked_for(cups: RealCups) -> None:
    orders = {
        Order("Office"): b"one-sided",
        Order("Office", duplex=True): b"two-sided-long-edge",
        Order("Office", imposition="booklet"): b"two-sided-short-edge",
    }
    for order, sides in orders.items():
        copy = print_copy(numbered(4), order.imposition, duplex=order.duplex)
        job = enqueue(copy, order)
        cups.paper("Office", job.number)
        about, given = cups.spooled(job.number)
        assert sides in about, order
        assert given == copy, order


def test_copies_on_both_sides_each_start_on_a_fresh_leaf(cups: RealCups) -> None:
    copy = print_copy(numbered(3), None, duplex=True)
    job = enqueue(copy, Order("Office", 2, duplex=True))
    assert texts(cups.paper("Office", job.number)) == ["P1", "P2", "P3", "", "P1", "P2", "P3", ""]


def test_a_booklet_comes_out_in_the_order_of_its_sides(cups: RealCups) -> None:
    copy = print_copy(numbered(4, LETTER), "booklet", duplex=True)
    job = enqueue(copy, Order("Office", 1, imposition="booklet"))
    paper = cups.paper("Office", job.number)
    assert [set(text.split()) for text in texts(paper)] == [{"P4", "P1"}, {"P2", "P3"}]
    assert {tuple(sorted(size)) for size in sizes(paper)} == {(612, 792)}


def test_a_paused_printer_keeps_the_job_and_says_so(cups: RealCups) -> None:
    cups.call("lpadmin", "-p", "Front-Desk", "-o", "printer-is-shared=false")
    cups.call("cupsdisable", "Front-Desk")
    try:
        job = enqueue(numbered(1), Order("Front-Desk"))
        assert (job.listed, job.paused) == (True, True)
    finally:
        cups.call("cupsenable", "Front-Desk")
    assert texts(cups.paper("Front-Desk", job.number)) == ["P1"]


def test_a_printer_that_takes_no_jobs_refuses_in_words(cups: RealCups) -> None:
    cups.call("cupsreject", "Front-Desk")
    try:
        with pytest.raises(DeliveryError, match=r"the printing system refused it .*not accepting jobs"):
            enqueue(numbered(1), Order("Front-Desk"))
    finally:
        cups.call("cupsaccept", "Front-Desk")


def test_a_cups_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nothing.sock"))
    with pytest.raises(DeliveryError, match="CUPS does not answer, so nothing was printed"):
        find_printer("Office")
    with pytest.raises(DeliveryError):
        enqueue(numbered(1), Order("Office"))


@pytest.mark.thorough
def test_the_command_prints_and_neither_queue_nor_log_knows_the_patient(
    cups: RealCups, home: Path, handouts: Command
) -> None:
    (home / "zanary.yaml").write_text(SECRET)
    run = handouts("print", "zanary.yaml", "--printer", "Office", "--duplex")
    assert (run.exit_code, run.stderr.count("note")) == (0, 0)
    number = int(run.stdout.split(" as job ")[1].split(":")[0])
    shown = " ".join(texts(cups.paper("Office", number)))
    assert "Zanary Name" in shown
    about, _ = cups.spooled(number)
    known = about.decode("latin-1") + "".join(cups.log(name) for name in ("access", "error", "page"))
    assert "Exercise sheet" in known
    assert "zanary" not in known.lower()
