"""Rows made of parts that follow each other: headings, pages of lines, totals. Parts are read when they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tuicompta.widgets.rows import Key, Row


class Part(Protocol):
    """Rows in one order, read by pages around a key."""

    def first(self, size: int) -> Sequence[Row]:
        """Return at most `size` rows from the start."""

    def last(self, size: int) -> Sequence[Row]:
        """Return at most `size` rows up to the end."""

    def after(self, key: Key, size: int) -> Sequence[Row]:
        """Return at most `size` rows that follow the row of a key."""

    def before(self, key: Key, size: int) -> Sequence[Row]:
        """Return at most `size` rows that come before the row of a key."""

    def row(self, key: Key) -> Row | None:
        """Return the row of a key."""


class OneRow:
    """A part of one row."""

    def __init__(self, row: Row) -> None:
        self._row = row

    def first(self, size: int) -> Sequence[Row]:
        """Return the row."""
        return [self._row][:size]

    last = first

    def after(self, key: Key, size: int) -> Sequence[Row]:  # noqa: ARG002 (nothing follows)
        """Return nothing."""
        return ()

    before = after

    def row(self, key: Key) -> Row | None:
        """Return the row of its key."""
        return self._row if key == self._row.key else None


class ChainedRows:
    """Implements `widgets.rows.RowSource` over parts; `place` tells which part has the row of a key, None for none.

    `count` is the number of rows that count, `total` the same without search nor filter, `totals` their sums.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        place: Callable[[Key], int | None],
        count: Callable[[], int],
        total: Callable[[], int],
        totals: Callable[[], Mapping[str, int]],
    ) -> None:
        self._parts = parts
        self._place = place
        self.count = count
        self.total = total
        self.totals = totals

    def first(self, size: int) -> Sequence[Row]:
        """Return at most `size` rows from the start."""
        return self._onwards(0, size)

    def last(self, size: int) -> Sequence[Row]:
        """Return at most `size` rows up to the end."""
        return self._backwards(len(self._parts), size)

    def after(self, key: Key, size: int) -> Sequence[Row]:
        """Return at most `size` rows that follow the row of a key."""
        place = self._place(key)
        if place is None:
            return ()
        rows = list(self._parts[place].after(key, size))
        return rows + self._onwards(place + 1, size - len(rows))

    def before(self, key: Key, size: int) -> Sequence[Row]:
        """Return at most `size` rows that come before the row of a key."""
        place = self._place(key)
        if place is None:
            return ()
        rows = list(self._parts[place].before(key, size))
        return self._backwards(place, size - len(rows)) + rows

    def row(self, key: Key) -> Row | None:
        """Return the row of a key, None when it is not among the rows shown."""
        place = self._place(key)
        return None if place is None else self._parts[place].row(key)

    def locate(self, prefix: str) -> Key | None:  # noqa: ARG002 (rows of several kinds have no code in common)
        """Return nothing."""
        return None

    def _onwards(self, place: int, size: int) -> list[Row]:
        rows: list[Row] = []
        while len(rows) < size and place < len(self._parts):
            rows += self._parts[place].first(size - len(rows))
            place += 1
        return rows

    def _backwards(self, place: int, size: int) -> list[Row]:
        """Return the last rows of the parts before a place."""
        read: list[Sequence[Row]] = []
        wanted = size
        while wanted > 0 and place > 0:
            place -= 1
            read.append(self._parts[place].last(wanted))
            wanted -= len(read[-1])
        return [row for rows in reversed(read) for row in rows]
