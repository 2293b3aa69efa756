"""A CUPS to print to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.delivery.fake_cups import FakeCups


@pytest.fixture
def cups(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> FakeCups:
    """A stand-in for CUPS, first on the PATH."""
    fake = FakeCups.at(tmp_path_factory.mktemp("cups") / "fake")
    monkeypatch.setenv("PATH", f"{fake.folder}{os.pathsep}{os.environ['PATH']}")
    return fake


@pytest.fixture
def no_cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer on which nobody has installed CUPS."""
    monkeypatch.setenv("PATH", str(tmp_path))
