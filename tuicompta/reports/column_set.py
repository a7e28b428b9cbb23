"""Columns of a report of lines: the usual ones and those on option."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from tuicompta.reports.model import Column, ColumnType, Value


class ColumnSet:
    """The columns shown among those that a report knows, in their order.

    `known` pairs each column with the key that must be on for it to show, nothing when it is always there; `is_on`
    tells of a key whether it is.
    """

    def __init__(self, known: Sequence[tuple[Column, str]], is_on: Callable[[str], bool]) -> None:
        places = [place for place, (_, key) in enumerate(known) if not key or is_on(key)]
        self.columns = tuple(known[place][0] for place in places)
        self._take = itemgetter(*places)
        self._blank = {column.key: "" if column.type is ColumnType.TEXT else None for column in self.columns}

    def pick(self, values: Sequence[Any]) -> tuple[Any, ...]:
        """Return what belongs to the columns shown, out of something given for every known column."""
        taken: tuple[Any, ...] = self._take(values)
        return taken

    def row(self, **values: Value) -> tuple[Value, ...]:
        """Return the values of a row by the keys of the columns, blank elsewhere; a key not shown is left out."""
        return tuple(values.get(key, blank) for key, blank in self._blank.items())
