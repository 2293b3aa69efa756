"""Stands in for CUPS: an `lp` that keeps what it is given, and an `lpstat` that answers as it is told to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_LPSTAT = """\
#!/bin/sh
echo "$*" >> {state}/asked
case "$1" in
  -r) cat {state}/scheduler ;;
  -e) cat {state}/printers ;;
  -d) cat {state}/default ;;
  -p) cat {state}/printer ;;
  -W) cat {state}/queue ;;
esac
"""
_LP = """\
#!/bin/sh
number=$(($(cat {state}/number) + 1))
echo $number > {state}/number
printf '%s\\n' "$@" > {state}/$number.arguments
env > {state}/$number.environment
cat > {state}/$number.pdf
if [ -s {state}/refusal ]; then cat {state}/refusal >&2; exit 1; fi
echo "Office-$number  someone  1024  Fri Nov 20 10:00:00 2026" >> {state}/queue
sed "s/NUMBER/$number/" {state}/answer
"""


@dataclass(frozen=True)
class Printed:
    """What `lp` was given once."""

    arguments: list[str]
    environment: dict[str, str]
    pdf: bytes


@dataclass(frozen=True)
class FakeCups:
    """A folder with the two programs, to be put on PATH, and what they answer."""

    folder: Path
    state: Path

    @classmethod
    def at(cls, folder: Path) -> FakeCups:
        """With two printers, one of them the default."""
        cups = cls(folder / "bin", folder / "state")
        cups.folder.mkdir(parents=True)
        cups.state.mkdir()
        for name, text in (("lp", _LP), ("lpstat", _LPSTAT)):
            program = cups.folder / name
            program.write_text(text.format(state=cups.state))
            program.chmod(0o755)
        cups.answers(number="0\n", queue="", refusal="", answer="request id is Office-NUMBER (0 file(s))\n")
        cups.answers(scheduler="scheduler is running\n", printers="Front-Desk\nOffice\n")
        cups.answers(default="system default destination: Office\n", printer="printer Office is idle.\n")
        return cups

    def answers(self, **texts: str) -> None:
        """What the programs say from now on."""
        for name, text in texts.items():
            (self.state / name).write_text(text)

    @property
    def printed(self) -> list[Printed]:
        """Everything that `lp` was given, in order."""
        return [self._printed(number + 1) for number in range(int((self.state / "number").read_text()))]

    def _printed(self, number: int) -> Printed:
        lines = (self.state / f"{number}.environment").read_text().splitlines()
        environment = dict(line.split("=", 1) for line in lines if "=" in line)
        arguments = (self.state / f"{number}.arguments").read_text().splitlines()
        return Printed(arguments, environment, (self.state / f"{number}.pdf").read_bytes())
