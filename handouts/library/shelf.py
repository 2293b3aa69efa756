"""Content files of one kind -> their records, each file read once."""

from __future__ import annotations

from typing import Generic, TypeVar

from handouts.errors import InputError
from handouts.library.folders import Workspace
from handouts.library.names import Folder, NotInLibraryError
from handouts.reading.source import Source, read_source
from handouts.reading.validation import Record, validate

R = TypeVar("R", bound=Record)


def content_source(workspace: Workspace, name: str) -> Source:
    """One content file by its name below the content folder. Raises InputError where it is missing or no YAML."""
    path = workspace.find(*name.split("/"))
    if path is None:
        raise InputError.single(f"content/{name}", "not-a-file", "there is no such file")
    return read_source(path, workspace.name_of(path))


class Shelf(Generic[R]):
    """The records of one kind."""

    def __init__(self, workspace: Workspace, kind: type[R]) -> None:
        self._workspace = workspace
        self._kind = kind
        self._read: dict[str, R] = {}

    def read(self, name: str) -> R:
        """The record of one file, by its name below the content folder. Raises InputError."""
        if name not in self._read:
            record, problems = validate(self._kind, content_source(self._workspace, name))
            if record is None or problems:
                raise InputError(problems)
            self._read[name] = record
        return self._read[name]

    def find(self, folder: Folder, id: str) -> R:
        """The record with an id. Raises NotInLibraryError, or InputError where the file is wrong."""
        known = self._workspace.names(folder)
        if id not in known:
            raise NotInLibraryError(folder, known, id)
        return self.read(f"{folder}/{id}.yaml")
