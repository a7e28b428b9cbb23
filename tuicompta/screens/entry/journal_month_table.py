"""The rows of the list of journals and months, found by what they show or by their short name (SJL-23)."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from tuicompta.core.text import fold
from tuicompta.widgets.list_definition import MemoryTable
from tuicompta.widgets.memory_rows import MemoryRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tuicompta.widgets.arrangement import Arrangement
    from tuicompta.widgets.columns import Column, Value
    from tuicompta.widgets.rows import Key, Row


class JournalMonthTable(MemoryTable):
    """The rows that `read` gives; `place` tells the journal code and the month number of a row by its key."""

    def __init__(
        self, columns: tuple[Column, ...], read: Callable[[], Iterable[Row]], place: Callable[[Key], tuple[str, int]]
    ) -> None:
        self._place = place
        super().__init__(columns, read)

    def arranged(self, arrangement: Arrangement) -> MemoryRows:
        """Return the rows as asked; «bp3» and «bp 3» leave the month of March of BP alone."""
        named = [row for row in self._rows.first(sys.maxsize) if self._is_named(row.key, arrangement.search)]
        if named:
            return MemoryRows(self._columns, named, replace(arrangement, search=""))
        return super().arranged(arrangement)

    def distinct(self, column: str, arrangement: Arrangement) -> list[tuple[Value, int]]:
        """Return the values of a column among the rows shown."""
        return self.arranged(arrangement).distinct(column)

    def _is_named(self, key: Key, search: str) -> bool:
        journal, month = self._place(key)
        return fold(search).replace(" ", "") in {fold(f"{journal}{month}"), fold(f"{journal}{month:02}")}
