"""A print copy -> a job in the queue of a CUPS printer, by the system's own `lp`.

The copy goes in through a pipe, so that no file name, and with a fixed title no patient, shows in the queue. `lp`
takes anything and reports success, so the copy is checked before, and the job is looked for after.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handouts.delivery.paper.imposition import Imposition
from handouts.delivery.soundness import measured
from handouts.errors import DeliveryError, UsageError, did_you_mean

TITLE: Final = "Exercise sheet"
MOST_COPIES: Final = 50
_ANSWER_SECONDS: Final = 60
_NAME: Final = re.compile(r"[^\s/#'\"\\-][^\s/#]*(/[^\s/#-][^\s/#]*)?")
_REQUEST: Final = re.compile(r"^request id is (\S+)-(\d+) \(", re.MULTILINE)
_DEFAULT: Final = re.compile(r"^(?:system|user) default destination: (\S+)", re.MULTILINE)
_MEDIA: Final = {(595, 842): "A4", (612, 792): "Letter"}
_NO_CUPS: Final = """\
this computer has no CUPS, so nothing was printed
  Debian, Ubuntu: sudo apt install cups cups-client
  Fedora:         sudo dnf install cups cups-client
  macOS has it already; elsewhere, print the PDF from your PDF reader"""
_NO_ANSWER: Final = """\
CUPS does not answer, so nothing was printed
  Linux: sudo systemctl start cups
  macOS: sudo launchctl start org.cups.cupsd"""
_UNDECIDED: Final = "nobody knows whether it was printed; look at the queue ('lpstat -o') before you print it again"


@dataclass(frozen=True, slots=True)
class Order:
    """How a copy is to be printed."""

    printer: str
    copies: int = 1
    duplex: bool = False
    imposition: Imposition | None = None

    @property
    def sides(self) -> str:
        """What CUPS calls the use of the paper's sides; landscape pages turn over at their short edge."""
        if self.imposition == "booklet" or (self.imposition and self.duplex):
            return "two-sided-short-edge"
        return "two-sided-long-edge" if self.duplex else "one-sided"


@dataclass(frozen=True, slots=True)
class Job:
    """A place in a printer's queue."""

    number: int
    listed: bool  # a fast printer may be done, and the job gone from the queue, before we look
    paused: bool


def find_printer(wanted: str | None) -> str:
    """The printer of this name, or the default one. Raises UsageError with those there are, or DeliveryError."""
    names = printers()
    there_are = f"the printers here: {', '.join(names)}" if names else "CUPS knows no printer yet; add one first"
    if wanted is None:
        found = _DEFAULT.search(_run("lpstat", "-d"))
        if found is None or found[1] not in names:
            raise UsageError(f"no printer is the default; choose one with --printer\n  {there_are}")
        return found[1]
    known = {name.casefold(): name for name in names}  # CUPS does not mind the case
    if wanted.casefold() in known:
        return known[wanted.casefold()]
    near = did_you_mean(wanted, names)
    raise UsageError("there is no such printer" + "".join(f"\n  {line}" for line in (near, there_are) if line))


def printers() -> list[str]:
    """The names of all printers that CUPS can reach. Raises DeliveryError."""
    if "not running" in _run("lpstat", "-r"):  # without its server lpstat finds no printers, and no fault either
        raise DeliveryError(_NO_ANSWER)
    return sorted(name for name in _run("lpstat", "-e").splitlines() if _NAME.fullmatch(name))


def enqueue(pdf: bytes, order: Order) -> Job:
    """Check a copy, hand it over and look for its job. Raises DeliveryError."""
    copy = measured(pdf)
    answer = _run("lp", *arguments(order, copy.width, copy.height), given=pdf)
    found = _REQUEST.search(answer)
    if found is None:
        raise DeliveryError(f"the printing system took the sheet but named no job: {_UNDECIDED}")
    queue, number = found[1], int(found[2])
    listed = _listed(f"{queue}-{number}", order.printer)
    return Job(number, listed, paused=" disabled since " in _asked("lpstat", "-p", order.printer))


def arguments(order: Order, width: float, height: float) -> list[str]:
    """What `lp` is told of a copy with pages of this size; the copy itself comes through the pipe."""
    size = (round(min(width, height)), round(max(width, height)))
    options = [f"sides={order.sides}", "collate=true"]
    options += [f"media={_MEDIA[size]}"] if size in _MEDIA else []
    told = ["-d", order.printer, "-n", str(order.copies), "-t", TITLE]
    return [*told, *(part for option in options for part in ("-o", option)), "--", "-"]


def _listed(job: str, printer: str) -> bool:
    lines = _asked("lpstat", "-W", "all", "-o", printer).splitlines()
    return any(line.split()[:1] == [job] for line in lines)


def _asked(*command: str) -> str:
    """An answer that is good to have; the sheet is in the queue already, so having none is no failure."""
    try:
        return _run(*command)
    except DeliveryError:
        return ""


def _run(program: str, *told: str, given: bytes = b"") -> str:
    """What one of CUPS's own programs answers in plain English. Raises DeliveryError."""
    path = shutil.which(program)
    if path is None:
        raise DeliveryError(_NO_CUPS)
    try:
        done = subprocess.run(  # noqa: S603  # a list of arguments, no shell, and no text of a prescription in it
            [program, *told],
            executable=path,
            input=given,
            capture_output=True,
            timeout=_ANSWER_SECONDS,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise DeliveryError(_NO_ANSWER if program == "lpstat" else f"CUPS does not answer: {_UNDECIDED}") from None
    except OSError as error:
        raise DeliveryError(f"{program} could not be started ({error.strerror})") from None
    if done.returncode == 0:
        return done.stdout.decode("utf-8", "replace")
    raise DeliveryError(_complaint(program, done.stderr.decode("utf-8", "replace")))


def _complaint(program: str, said: str) -> str:
    """Why a program refused; its own words name printers and options only."""
    lower = said.lower()
    if "scheduler" in lower or "unable to connect" in lower or "bad file descriptor" in lower:
        return _NO_ANSWER
    if "no destinations added" in lower:
        return "CUPS knows no printer yet; add one first"
    first = next((line for line in said.splitlines() if line.strip()), "no reason given")
    return f"the printing system refused it ({first.removeprefix(f'{program}: ').strip()})"


def _environment(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment for CUPS: answers in English, and none of our passwords."""
    kept = {name: value for name, value in environment.items() if not name.startswith("HANDOUTS_")}
    return {**kept, "LC_ALL": "C.UTF-8", "LANGUAGE": "C"}
