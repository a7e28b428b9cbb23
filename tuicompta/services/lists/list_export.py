"""Writing a list to a file, and where it goes when nothing else is said (XPL)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Protocol, overload

from tuicompta.core.text import unaccent
from tuicompta.exchange.lists.formats import ListFormat, chunks_of
from tuicompta.exchange.lists.table import Banner, ListRow, ListTable
from tuicompta.reports.output import write_file
from tuicompta.services.folders import Folder, default_folder, ensure_folder

_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")
_EXTENSIONS = tuple(f".{form}" for form in ListFormat)


class Follower(Protocol):
    """What a long work tells how far it is; `check` ends the work once the user asked for it."""

    def check(self) -> None:
        """Raise when the work must stop."""


def proposed_file(title: str, form: ListFormat, day: date) -> Path:
    """Return the file proposed for a list: `~/tuicompta/exports/plan-de-journaux_20260315.csv` (XPL-02)."""
    name = _NOT_IN_A_NAME.sub("-", unaccent(title).lower()).strip("-") or "liste"
    return default_folder(Folder.EXPORTS) / f"{name}_{day:%Y%m%d}.{form}"


def file_of(path: Path, form: ListFormat) -> Path:
    """Return a typed path with the extension of the format; the one of another format is replaced (XPL-02).

    A folder without name, «.» or «/», receives a file of the usual name.
    """
    if not path.name:
        return path / f"liste.{form}"
    if path.suffix.lower() in _EXTENSIONS:
        return path.with_suffix(f".{form}")
    return path.with_name(f"{path.name}.{form}")


def export_list(
    table: ListTable, form: ListFormat, path: Path, *, force: bool = False, follower: Follower | None = None
) -> Path:
    """Write a list to a file, whole or not at all, and return its path.

    Without `force` a file that exists is refused. Raises the refusals of `reports.output`, `FolderNotCreatedError`
    and `TooManyRowsError`; what `follower` raises leaves no file.
    """
    make_folder(path)
    followed = table if follower is None else replace(table, rows=_FollowedRows(table.rows, follower))
    write_file(path, chunks_of(followed, form), force=force)
    return path


def make_folder(path: Path) -> None:
    """Create the folder of exports when a file goes there for the first time; raises `FolderNotCreatedError`."""
    if path.parent == default_folder(Folder.EXPORTS):
        ensure_folder(path.parent)


class _FollowedRows(Sequence[ListRow | Banner]):
    """Rows that ask, at each one read, whether to go on: every format reads them all before its file is whole."""

    def __init__(self, rows: Sequence[ListRow | Banner], follower: Follower) -> None:
        self._rows = rows
        self._follower = follower

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[ListRow | Banner]:
        for row in self._rows:
            self._follower.check()
            yield row

    @overload
    def __getitem__(self, place: int) -> ListRow | Banner: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[ListRow | Banner]: ...

    def __getitem__(self, place: int | slice) -> ListRow | Banner | Sequence[ListRow | Banner]:
        return self._rows[place]
