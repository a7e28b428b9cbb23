"""A table of any size as a list wants it: read by pages in its own order, whole only when that order is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.screens.keyset_source import KeysetSource
from tuicompta.widgets.memory_rows import MemoryRows
from tuicompta.widgets.shown_columns import sums_otherwise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tuicompta.services.browse.keyset import KeyedRow, KeysetTable
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


class PagedTable:
    """Implements `widgets.list_definition.ArrangedSource`.

    `open_source` opens the table in its own order; `read_all` reads every row, once, for a search, a sort, a filter;
    `counted` tells which rows the totals add up.
    """

    def __init__(
        self,
        columns: tuple[Column, ...],
        open_source: Callable[[], RowSource],
        read_all: Callable[[], Iterable[Row]],
        counted: Callable[[Row], bool] = lambda _: True,
    ) -> None:
        self._columns = columns
        self._open = open_source
        self._read = read_all
        self._counted = counted
        self._memory: MemoryRows | None = None

    def arranged(self, arrangement: Arrangement) -> RowSource:
        """Return the rows as asked."""
        plain = not (arrangement.hides or arrangement.sorts or arrangement.groups)
        as_is = plain and not sums_otherwise(self._columns, arrangement)
        return self._open() if as_is else self._all().arranged(arrangement)

    def distinct(self, column: str, arrangement: Arrangement) -> list[tuple[Value, int]]:
        """Return the values of a column among the rows shown."""
        return self._all().arranged(arrangement).distinct(column)

    def reload(self) -> None:
        """Read the rows again."""
        self._memory = None

    def _all(self) -> MemoryRows:
        if self._memory is None:
            self._memory = CountedRows(self._columns, self._read(), counted=self._counted)
        return self._memory
