"""The one value that stands where what was written is wrong, so that no later stage builds on an invented one.

It is false and empty, and so is whatever is asked of it: a stage that goes on looking for more finds nothing to
complain about where the fault has been told already. A record that holds it never reaches a sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final


class _Invalid:
    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: Any) -> Any:
        return self

    def __repr__(self) -> str:
        return "INVALID"


INVALID: Final[Any] = _Invalid()
"""Stands in any field, of whatever type; ask for it with `is`."""
