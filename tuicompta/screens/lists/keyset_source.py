"""A big table of the services as the rows of a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tuicompta.services.browse.keyset import KeyedRow
    from tuicompta.widgets.rows import Key, Row


class Pages(Protocol):
    """A table of the services read by pages, whatever order and conditions make its rows."""

    def first(self, size: int) -> Sequence[KeyedRow]:
        """Return at most `size` rows from the start."""

    def last(self, size: int) -> Sequence[KeyedRow]:
        """Return at most `size` rows up to the end."""

    def after(self, key: int, size: int) -> Sequence[KeyedRow]:
        """Return at most `size` rows that follow the row of a key."""

    def before(self, key: int, size: int) -> Sequence[KeyedRow]:
        """Return at most `size` rows that come before the row of a key."""

    def row(self, key: int) -> KeyedRow | None:
        """Return the row of a key."""

    def count(self) -> int:
        """Return the number of rows."""


class KeysetSource:
    """Implements `widgets.rows.RowSource`; `make` turns a row of the table into a row of the grid."""

    def __init__(self, table: Pages, make: Callable[[KeyedRow], Row], totals: Callable[[], Mapping[str, int]]) -> None:
        self._table = table
        self._make = make
        self._totals = totals

    def first(self, size: int) -> Sequence[Row]:
        """Return at most `size` rows from the start."""
        return self._rows(self._table.first(size))

    def last(self, size: int) -> Sequence[Row]:
        """Return at most `size` rows up to the end."""
        return self._rows(self._table.last(size))

    def after(self, key: Key, size: int) -> Sequence[Row]:
        """Return at most `size` rows that follow the row of a key."""
        return self._rows(self._table.after(_number(key), size))

    def before(self, key: Key, size: int) -> Sequence[Row]:
        """Return at most `size` rows that come before the row of a key."""
        return self._rows(self._table.before(_number(key), size))

    def row(self, key: Key) -> Row | None:
        """Return the row of a key."""
        found = self._table.row(_number(key))
        return None if found is None else self._make(found)

    def count(self) -> int:
        """Return the number of rows."""
        return self._table.count()

    total = count

    def locate(self, prefix: str) -> Key | None:  # noqa: ARG002 (rows of entries have no code to go to)
        """Return nothing."""
        return None

    def totals(self) -> Mapping[str, int]:
        """Return the totals of the whole table."""
        return self._totals()

    def _rows(self, rows: Iterable[KeyedRow]) -> list[Row]:
        return [self._make(row) for row in rows]


def _number(key: Key) -> int:
    if not isinstance(key, int):
        raise TypeError(key)
    return key
