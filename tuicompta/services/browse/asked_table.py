"""A table of any size searched, filtered and sorted by SQLite, read by pages around a key (LST-15).

Only the rows of a page come out of the file, whatever is asked.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tuicompta.core.amounts import round_half_away
from tuicompta.models.database import Database
from tuicompta.services.browse.conditions import Field, Sql, kept_rows
from tuicompta.services.browse.keyset import KeyedRow
from tuicompta.services.browse.request import Request


@dataclass(frozen=True, slots=True)
class AskableTable:
    """A table as SQL knows it, all constants.

    `select` gives a row, its key first; `source` is FROM to the end of WHERE; `key` its unique number; `given` is WITH
    what all of them may name. `order` are the columns of its own order, none NULL, no two rows equal. `sums` are what
    its foot adds up, by name of column. `scan` is `source` in the order of the file: quicker where most rows are read.
    """

    select: str
    source: str
    key: str
    order: tuple[str, ...]
    fields: Mapping[str, Field]
    sums: Mapping[str, str]
    given: str = ""
    scan: str = ""


def as_they_are(rows: list[KeyedRow]) -> list[KeyedRow]:
    """Return rows without adding anything to them."""
    return rows


class AskedTable:
    """What was asked of a table; `parameters` are those of its source, `finish` completes the rows of a page."""

    def __init__(
        self,
        database: Database,
        table: AskableTable,
        parameters: Sequence[Any],
        request: Request,
        finish: Callable[[list[KeyedRow]], list[KeyedRow]] = as_they_are,
    ) -> None:
        self._database = database
        self._table = table
        self._finish = finish
        kept = kept_rows(request, table.fields)
        # the source and the conditions are constants of the tables, with question marks
        self.source = Sql(f"{table.source} AND {kept.text}", (*parameters, *kept.parameters))
        self.scan = Sql(f"{table.scan or table.source} AND {kept.text}", self.source.parameters)
        self._select = table.given + table.select
        asked = [(table.fields[order.column].value, order.descending) for order in request.orders]
        # blank cells come last whichever way the others go
        sorted_by = [term for value, down in asked for term in ((f"({value} IS NULL)", False), (value, down))]
        self._terms = [*sorted_by, *((name, False) for name in table.order)]
        self._plain = not sorted_by

    def first(self, size: int) -> list[KeyedRow]:
        """Return at most `size` rows from the start."""
        return self._page(None, size, forward=True)

    def last(self, size: int) -> list[KeyedRow]:
        """Return at most `size` rows up to the end, in their order."""
        return self._page(None, size, forward=False)

    def after(self, key: int, size: int) -> list[KeyedRow]:
        """Return at most `size` rows that follow the row of a key; none when it is gone."""
        return self._page(key, size, forward=True)

    def before(self, key: int, size: int) -> list[KeyedRow]:
        """Return at most `size` rows that come before the row of a key, in their order; none when it is gone."""
        return self._page(key, size, forward=False)

    def row(self, key: int) -> KeyedRow | None:
        """Return the row of a key, nothing when it is not shown."""
        # the table and what is asked of it are constants, with question marks
        found = self._rows(Sql(f"{self._select} {self.source.text} AND {self._table.key} = ?", (key,)))
        return found[0] if found else None

    def count(self) -> int:
        """Return the number of rows."""
        return int(
            # the table and what is asked of it are constants, with question marks
            self._database.value(f"{self._table.given} SELECT count(*) {self.source.text}", self.source.parameters)
        )

    def totals(self) -> dict[str, int]:
        """Return the sums of the rows, in cents."""
        # the sums are constants of the table
        sums = ", ".join(f"coalesce(sum({expression}), 0)" for expression in self._table.sums.values())
        query = f"{self._table.given} SELECT {sums} {self.source.text}"  # constants of the table, with question marks
        found = self._database.row(query, self.source.parameters)
        return dict(zip(self._table.sums, found or (), strict=True))

    def summary(self, column: str, kind: str) -> int | None:
        """Return a summary of a column, `kind` being TOTAL, COUNT, MINIMUM, MAXIMUM or AVERAGE."""
        value = self._table.fields[column].value
        # the column is a constant of the table
        figures = f"SELECT count({value}), sum({value}), min({value}), max({value})"
        query = f"{self._table.given} {figures} {self.source.text}"
        count, total, least, most = self._database.row(query, self.source.parameters) or (0, None, None, None)
        if kind == "AVERAGE":
            return round_half_away(Fraction(total, count)) if count else None
        found = {"TOTAL": total or 0, "COUNT": count, "MINIMUM": least, "MAXIMUM": most}[kind]
        return None if found is None else int(found)

    def distinct(self, column: str) -> list[tuple[Any, int]]:
        """Return the values of a column as they are shown, with their counts, in the order of a sort (FLT-02)."""
        field = self._table.fields[column]
        # the columns are constants of the table
        shown = f"{self._table.given} SELECT min({field.shown or field.value}), count(*) {self.source.text}"
        # still constants of the table
        query = f"{shown} GROUP BY {field.value} ORDER BY {field.value} IS NULL, {field.value}"
        return [(value, count) for value, count in self._database.rows(query, self.source.parameters)]

    def _page(self, key: int | None, size: int, *, forward: bool) -> list[KeyedRow]:
        beyond = Sql("")
        if key is not None:
            place = self._place(key)
            if place is None:
                return []
            beyond = self._beyond(place, forward=forward)
        ways = ("", " DESC") if forward else (" DESC", "")
        # the terms are constants of the table
        order = ", ".join(f"{term}{ways[down]}" for term, down in self._terms)
        # all of these are constants, with question marks
        query = f"{self._select} {self.source.text} {beyond.text} ORDER BY {order} LIMIT ?"
        rows = self._rows(Sql(query, (*beyond.parameters, size)))
        return rows if forward else rows[::-1]

    def _beyond(self, place: Sequence[Any], *, forward: bool) -> Sql:
        """Return what a row must be to come after a place, or before it."""
        if self._plain:
            # the terms are constants of the table; rows compared as a whole let the index of the order be used
            columns, marks = ", ".join(self._table.order), ", ".join("?" * len(place))
            return Sql(f"AND ({columns}) {'>' if forward else '<'} ({marks})", tuple(place))
        beyond = Sql("0")
        for (term, down), value in reversed(list(zip(self._terms, place, strict=True))):
            sign = ">" if down is not forward else "<"
            # the terms are constants of the table
            beyond = Sql(f"({term} {sign} ? OR ({term} IS ? AND {beyond.text}))", (value, value, *beyond.parameters))
        return Sql(f"AND {beyond.text}", beyond.parameters)

    def _place(self, key: int) -> tuple[Any, ...] | None:
        # the terms are constants of the table
        terms = ", ".join(term for term, _ in self._terms)
        # and so is what is asked of it
        query = f"{self._table.given} SELECT {terms} {self.source.text} AND {self._table.key} = ?"
        return self._database.row(query, (*self.source.parameters, key))

    def _rows(self, query: Sql) -> list[KeyedRow]:
        rows = self._database.rows(query.text, (*self.source.parameters, *query.parameters))
        return self._finish([(row[0], row[1:]) for row in rows])
