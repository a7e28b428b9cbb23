"""Keyset paging: a page is what follows or precedes a place in the order; any page costs what the first does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tuicompta.models.database import Database

KeyedRow = tuple[int, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class KeysetQueries:
    """The constant queries of one table in one order.

    Each but `place` takes the parameters of the table first. `after` and `before` then take a place, all but `count`
    and `place` end with a size. `before` and `last` read backwards. The first column of a row is its key.
    """

    first: str
    last: str
    after: str
    before: str
    row: str
    place: str
    count: str


@dataclass
class KeysetTable:
    """A table of any size in one order."""

    database: Database
    queries: KeysetQueries
    parameters: Sequence[Any]

    def first(self, size: int) -> list[KeyedRow]:
        """Return at most `size` rows from the start."""
        return self._rows(self.queries.first, size)

    def last(self, size: int) -> list[KeyedRow]:
        """Return at most `size` rows up to the end, in their order."""
        return self._rows(self.queries.last, size)[::-1]

    def after(self, key: int, size: int) -> list[KeyedRow]:
        """Return at most `size` rows that follow the row of a key; none when it is gone."""
        place = self._place(key)
        return [] if place is None else self._rows(self.queries.after, *place, size)

    def before(self, key: int, size: int) -> list[KeyedRow]:
        """Return at most `size` rows that come before the row of a key, in their order; none when it is gone."""
        place = self._place(key)
        return [] if place is None else self._rows(self.queries.before, *place, size)[::-1]

    def row(self, key: int) -> KeyedRow | None:
        """Return the row of a key, nothing when it is not in the table."""
        found = self._rows(self.queries.row, key)
        return found[0] if found else None

    def count(self) -> int:
        """Return the number of rows."""
        return int(self.database.value(self.queries.count, self.parameters))

    def _rows(self, query: str, *more: object) -> list[KeyedRow]:
        return [(row[0], row[1:]) for row in self.database.rows(query, (*self.parameters, *more))]

    def _place(self, key: int) -> tuple[Any, ...] | None:
        return self.database.row(self.queries.place, (key,))
