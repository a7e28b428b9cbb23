"""A table of any size as a list wants it: read by pages, searched, filtered and sorted; whole only to be grouped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.screens.lists.asked_rows import request_of, value_of
from tuicompta.screens.lists.keyset_source import KeysetSource
from tuicompta.widgets.memory_rows import MemoryRows
from tuicompta.widgets.shown_columns import sums_otherwise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tuicompta.services.browse.asked_table import AskedTable
    from tuicompta.services.browse.keyset import KeyedRow, KeysetTable
    from tuicompta.services.browse.request import Request
    from tuicompta.widgets.arrangement import Arrangement
    from tuicompta.widgets.columns import Column, Value
    from tuicompta.widgets.memory_rows import Texts
    from tuicompta.widgets.rows import Key, Row, RowSource


class PagedSource(KeysetSource):
    """The rows of a table by pages; its count and its totals are read once, `find` goes to a code (PC-12)."""

    def __init__(
        self,
        table: KeysetTable,
        make: Callable[[KeyedRow], Row],
        totals: Callable[[], Mapping[str, int]],
        find: Callable[[str], Key | None],
    ) -> None:
        super().__init__(table, make, totals)
        self._find = find
        self._count: int | None = None
        self._sums: Mapping[str, int] | None = None

    def count(self) -> int:
        """Return the number of rows."""
        if self._count is None:
            self._count = super().count()
        return self._count

    total = count

    def totals(self) -> Mapping[str, int]:
        """Return the totals of the whole table."""
        if self._sums is None:
            self._sums = super().totals()
        return self._sums

    def locate(self, prefix: str) -> Key | None:
        """Return the first row whose code begins with a text."""
        return self._find(prefix)


class CountedRows(MemoryRows):
    """Rows in memory of which only some are added up."""

    def __init__(
        self,
        columns: tuple[Column, ...],
        rows: Iterable[Row],
        arrangement: Arrangement | None = None,
        texts: Texts | None = None,
        *,
        counted: Callable[[Row], bool],
    ) -> None:
        self._counted = counted
        super().__init__(columns, rows, arrangement, texts)

    def arranged(self, arrangement: Arrangement) -> MemoryRows:
        """Return the same rows arranged otherwise."""
        return CountedRows(self.columns, self._all, arrangement, self._texts, counted=self._counted)

    def _sums(self, rows: Iterable[Row]) -> dict[str, int]:
        return super()._sums(row for row in rows if self._counted(row))


class AskedSource(KeysetSource):
    """The rows of a table that search and filters leave, by pages, beside the number of all its rows."""

    def __init__(self, table: AskedTable, make: Callable[[KeyedRow], Row], every: Callable[[], int]) -> None:
        super().__init__(table, make, table.totals)
        self._every = every
        self._count: int | None = None
        self._sums: Mapping[str, int] | None = None

    def count(self) -> int:
        """Return the number of rows shown."""
        if self._count is None:
            self._count = super().count()
        return self._count

    def total(self) -> int:
        """Return the number of rows without search nor filter."""
        return self._every()

    def totals(self) -> Mapping[str, int]:
        """Return the totals of the rows shown."""
        if self._sums is None:
            self._sums = super().totals()
        return self._sums


class PagedTable:
    """Implements `widgets.list_definition.ArrangedSource`.

    `open_source` opens the table in its own order, `ask` puts a request to it; `read_all` reads every row, once, for
    groups and for summaries other than totals; `counted` tells which rows these add up.
    """

    def __init__(
        self,
        columns: tuple[Column, ...],
        open_source: Callable[[], PagedSource],
        ask: Callable[[Request], AskedTable],
        make: Callable[[KeyedRow], Row],
        read_all: Callable[[], Iterable[Row]],
        counted: Callable[[Row], bool] = lambda _: True,
    ) -> None:
        self._columns = columns
        self._open = open_source
        self._ask = ask
        self._make = make
        self._read = read_all
        self._counted = counted
        self._memory: MemoryRows | None = None
        self._every: int | None = None

    def arranged(self, arrangement: Arrangement) -> RowSource:
        """Return the rows as asked."""
        if arrangement.groups or sums_otherwise(self._columns, arrangement):
            return self._all().arranged(arrangement)
        if not (arrangement.hides or arrangement.sorts):
            return self._open()
        return AskedSource(self._ask(request_of(arrangement, self._columns)), self._make, self._count)

    def distinct(self, column: str, arrangement: Arrangement) -> list[tuple[Value, int]]:
        """Return the values of a column among the rows shown."""
        of_column = next(known for known in self._columns if known.identifier == column)
        found = self._ask(request_of(arrangement, self._columns)).distinct(column)
        return [(value_of(value, of_column), count) for value, count in found]

    def reload(self) -> None:
        """Read the rows again."""
        self._memory = None
        self._every = None

    def _count(self) -> int:
        if self._every is None:
            self._every = self._open().count()
        return self._every

    def _all(self) -> MemoryRows:
        if self._memory is None:
            self._memory = CountedRows(self._columns, self._read(), counted=self._counted)
        return self._memory
