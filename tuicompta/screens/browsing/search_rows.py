"""The lines found by the search of entries, as a list wants them: by pages, searched, filtered, sorted, grouped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuicompta.core.amounts import format_amount
from tuicompta.screens.browsing.grouped_rows import GroupedRows
from tuicompta.screens.lists.asked_rows import request_of, value_of
from tuicompta.screens.lists.paged_table import AskedSource
from tuicompta.services.browse.posted_lines import PostedLines, posted_line
from tuicompta.services.browse.searched_table import SearchedTable
from tuicompta.widgets.columns import Column, ColumnType, Summary, Value
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tuicompta.services.browse.asked_table import AskedTable
    from tuicompta.services.browse.keyset import KeyedRow
    from tuicompta.services.browse.posted_lines import LineScope
    from tuicompta.services.browse.request import Request
    from tuicompta.widgets.arrangement import Arrangement
    from tuicompta.widgets.rows import RowSource

NARROW_AMOUNT = 10
BALANCE = "balance"
COLUMNS: tuple[Column, ...] = (
    Column("status", "S", width=1, mandatory=True),
    Column("journal", "Jnl", ColumnType.CODE, 4, least=3),
    Column("day", "Jour", ColumnType.DATE, 10, mandatory=True, least=8),
    Column("piece", "Pièce", width=14, least=12),
    Column("account", "N° de compte", ColumnType.CODE, 12, mandatory=True, least=9),
    Column("label", "Libellé", width=24, stretch=True, mandatory=True, least=8),
    Column("debit", "Débit", ColumnType.AMOUNT, NARROW_AMOUNT, mandatory=True, total=True),
    Column("credit", "Crédit", ColumnType.AMOUNT, NARROW_AMOUNT, mandatory=True, total=True),
    Column("document", "Document", width=13, optional=True),
    Column("cheque", "N° de chèque", ColumnType.NUMBER, 12, optional=True),
    Column("origin", "Origine", width=20, optional=True),
    Column("title", "Intitulé du compte", width=24, hidden=True),
    Column("piece_date", "Date de pièce", ColumnType.DATE, 13, hidden=True),
    Column("definitive", "N° définitif", ColumnType.NUMBER, 12, hidden=True),
    Column("validated", "Date de validation", ColumnType.DATE, 18, hidden=True),
    Column("code", "Code lettrage", width=13, hidden=True),
    Column("lettered", "Date de lettrage", ColumnType.DATE, 16, hidden=True),
    Column("tick", "Code pointage", width=13, hidden=True),
    Column("type", "Type de ligne", width=13, hidden=True),
    Column("user", "Saisi par", width=9, hidden=True),
    Column("entered", "Saisi le", ColumnType.DATE, 10, hidden=True),
    Column("notes", "Notes", width=20, hidden=True),
    Column("balance", "Solde progressif", ColumnType.AMOUNT, 16, signed=True, hidden=True),
)


def sized_columns(largest: int) -> tuple[Column, ...]:
    """Return the columns, debit and credit as wide as the largest amount needs, in cents."""
    width = max(len(format_amount(largest)), NARROW_AMOUNT)
    return tuple(
        replace(column, width=width) if column.identifier in {"debit", "credit"} else column for column in COLUMNS
    )


class SummedSource(AskedSource):
    """Rows whose foot says something else than totals (VUE-12)."""

    def __init__(
        self, table: AskedTable, make: Callable[[KeyedRow], Row], every: Callable[[], int], sums: dict[str, Summary]
    ) -> None:
        super().__init__(table, make, every)
        self._asked = table
        self._summaries = sums

    def totals(self) -> Mapping[str, int]:
        """Return what the foot says of each column."""
        found = {name: self._asked.summary(name, summary.name) for name, summary in self._summaries.items()}
        return {name: value for name, value in found.items() if value is not None}


class SearchedSource(AskedSource):
    """Rows found whose figures may still be counted beside the screen: until then they are unknown."""

    def __init__(self, table: SearchedTable, make: Callable[[KeyedRow], Row], every: Callable[[], int]) -> None:
        super().__init__(table, make, every)
        self.table = table

    @property
    def pending(self) -> bool:
        """Whether the figures are not known yet."""
        return not self.table.is_counted

    def count(self) -> int:
        """Return the number of rows; one, which there is at least, while they are counted."""
        return 1 if self.pending else super().count()

    def totals(self) -> Mapping[str, int]:
        """Return the totals of the rows; nothing while they are added up."""
        return {} if self.pending else super().totals()


class SearchSource:
    """Implements `widgets.list_definition.ArrangedSource` over the lines of a scope."""

    def __init__(self, read: Callable[[], PostedLines]) -> None:
        self._read = read
        self._lines = read()
        self._every: int | None = None
        self.entries: dict[int, int] = {}
        """The entry of each line read."""

    @property
    def scope(self) -> LineScope:
        """What the lines are kept among."""
        return self._lines.scope

    def arranged(self, arrangement: Arrangement) -> RowSource:
        """Return the lines as asked."""
        request = request_of(arrangement, COLUMNS)
        if arrangement.groups:
            grouped = self._lines.grouped(request)
            return GroupedRows(grouped, COLUMNS, self.row, arrangement, self._count).source()
        table = self._asked(request, arrangement)
        summaries = _summaries(arrangement)
        if summaries is None and isinstance(table, SearchedTable):
            return SearchedSource(table, self.row, self._count)
        if summaries is None:
            return AskedSource(table, self.row, self._count)
        return SummedSource(table, self.row, self._count, summaries)

    def _asked(self, request: Request, arrangement: Arrangement) -> AskedTable:
        if any(column.identifier == BALANCE for column in arrangement.columns):
            return self._lines.running(request)
        if arrangement.hides or arrangement.sorts:
            return self._lines.found(request)
        return self._lines.plain()

    def distinct(self, column: str, arrangement: Arrangement) -> list[tuple[Value, int]]:
        """Return the values of a column among the lines shown, with their counts (FLT-02)."""
        of_column = next(known for known in COLUMNS if known.identifier == column)
        found = self._lines.asked(request_of(arrangement, COLUMNS)).distinct(column)
        return [(value_of(value, of_column), count) for value, count in found]

    def reload(self) -> None:
        """Read the lines again, in what may be another scope."""
        self._lines = self._read()
        self._every = None
        self.entries.clear()

    def row(self, keyed: KeyedRow) -> Row:
        """Return a line as a row of the list."""
        line = posted_line(keyed)
        self.entries[keyed[0]] = line.entry_id
        found = line._asdict()
        values = tuple(found[column.identifier] for column in COLUMNS)
        return Row(keyed[0], values, voice="quiet" if line.status == "S" else "normal")

    def _count(self) -> int:
        if self._every is None:
            self._every = self._lines.plain().count()
        return self._every


def _summaries(arrangement: Arrangement) -> dict[str, Summary] | None:
    """Return what a view asks of its foot, nothing when it is totals alone."""
    asked = {shown.identifier: shown.summary for shown in arrangement.columns if shown.summary is not None}
    own = {column.identifier for column in COLUMNS if column.total}
    plain = set(asked) <= own and all(summary is Summary.TOTAL for summary in asked.values())
    return None if plain else asked
