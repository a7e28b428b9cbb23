"""Rows under which a second list unfolds: the entries of a journal and month, the lines of an entry (VUE-09)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from tuicompta.core.text import fit
from tuicompta.widgets.columns import cell_text
from tuicompta.widgets.rows import Row
from tuicompta.widgets.safe import safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tuicompta.widgets.columns import Column
    from tuicompta.widgets.rows import Key, RowSource

NOTHING = "Aucune ligne"


@dataclass(frozen=True, slots=True)
class Detail:
    """A list linked to the rows of another: its name, its title, its columns, and how its rows are read for one row."""

    identifier: str
    title: str
    columns: tuple[Column, ...]
    read: Callable[[Key], Iterable[Row]]


class DetailKey(NamedTuple):
    """Names a line of detail: the row it is under, and its rank there."""

    main: Key
    rank: int


class DetailedRows:
    """Implements `widgets.rows.RowSource` over another source, some rows of which are unfolded.

    Lines of detail are read when they are shown, and count for nothing: neither in the counter nor in the totals.
    """

    def __init__(self, source: RowSource, detail: Detail, opened: frozenset[Key]) -> None:
        self._source = source
        self._detail = detail
        self._opened = opened
        self._read: dict[Key, list[Row]] = {}

    def first(self, size: int) -> Sequence[Row]:
        """Return at most `size` rows from the start."""
        return self._unfolded(self._source.first(size))[:size]

    def last(self, size: int) -> Sequence[Row]:
        """Return at most `size` rows up to the end."""
        return self._unfolded(self._source.last(size))[-size:]

    def after(self, key: Key, size: int) -> Sequence[Row]:
        """Return at most `size` rows that follow the row of a key."""
        main, rank = key if isinstance(key, DetailKey) else (key, -1)
        below = self._below(main)[rank + 1 :]
        return [*below, *self._unfolded(self._source.after(main, size))][:size]

    def before(self, key: Key, size: int) -> Sequence[Row]:
        """Return at most `size` rows that come before the row of a key."""
        if not isinstance(key, DetailKey):
            return self._unfolded(self._source.before(key, size))[-size:]
        own = self._source.row(key.main)
        above = [] if own is None else [self._marked(own), *self._below(key.main)[: key.rank]]
        return [*self._unfolded(self._source.before(key.main, size)), *above][-size:]

    def row(self, key: Key) -> Row | None:
        """Return the row of a key."""
        if isinstance(key, DetailKey):
            below = self._below(key.main)
            return below[key.rank] if key.rank < len(below) else None
        found = self._source.row(key)
        return None if found is None else self._marked(found)

    def count(self) -> int:
        """Return the number of rows, those of details left out."""
        return self._source.count()

    def total(self) -> int:
        """Return the number of rows without search nor filter."""
        return self._source.total()

    def locate(self, prefix: str) -> Key | None:
        """Return the first row whose first column begins with a text."""
        return self._source.locate(prefix)

    def totals(self) -> Mapping[str, int]:
        """Return the sums of the rows."""
        return self._source.totals()

    def _unfolded(self, rows: Iterable[Row]) -> list[Row]:
        found: list[Row] = []
        for row in rows:
            found.append(self._marked(row))
            found += self._below(row.key)
        return found

    def _marked(self, row: Row) -> Row:
        return row if row.heading else replace(row, opened=row.key in self._opened)

    def _below(self, key: Key) -> list[Row]:
        if key not in self._opened:
            return []
        if key not in self._read:
            texts = [self._line(row) for row in self._detail.read(key)]
            titles = "  ".join(fit(column.title, column.width, column.align) for column in self._detail.columns)
            lines = [titles, *texts] if texts else [NOTHING]
            self._read[key] = [_detail_row(key, rank, text) for rank, text in enumerate(lines)]
        return self._read[key]

    def _line(self, row: Row) -> str:
        cells = zip(row.values, self._detail.columns, strict=True)
        return "  ".join(fit(safe(cell_text(value, column)), column.width, column.align) for value, column in cells)


def _detail_row(key: Key, rank: int, text: str) -> Row:
    return Row(DetailKey(key, rank), (text,), "quiet", 1, heading=True, detail=True)
