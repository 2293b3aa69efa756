"""Where content and templates lie: the folder a command is called in first, then what the package carries."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from handouts import PACKAGE


def _packaged(name: str) -> Path:
    """A data folder inside the installed package, or beside it in a working copy."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


@dataclass(frozen=True, slots=True)
class Workspace:
    """Folders to look in, the nearest first; a file in a nearer one replaces its namesake."""

    home: Path
    content: tuple[Path, ...]
    templates: tuple[Path, ...]

    @classmethod
    def at(cls, home: Path) -> Workspace:
        """The workspace of a folder."""
        return cls(home, _nearest(home, "content"), _nearest(home, "templates"))

    def find(self, *parts: str) -> Path | None:
        """The nearest content file with this name, or None."""
        return next((path for root in self.content if (path := root.joinpath(*parts)).is_file()), None)

    def names(self, folder: str) -> list[str]:
        """The stems of all YAML files in a content folder, sorted."""
        return sorted({path.stem for root in self.content for path in (root / folder).glob("*.yaml")})

    def name_of(self, path: Path) -> str:
        """A path as messages show it: from the home folder, or from the folder that holds the content."""
        if path.is_relative_to(self.home):
            return str(path.relative_to(self.home))
        for root in (*self.content, *self.templates):
            if path.is_relative_to(root):
                return str(path.relative_to(root.parent))
        return str(path)


def _nearest(home: Path, name: str) -> tuple[Path, ...]:
    own, packaged = home / name, _packaged(name)
    roots = [packaged] if not own.is_dir() or own.resolve() == packaged.resolve() else [own, packaged]
    return tuple(roots)
