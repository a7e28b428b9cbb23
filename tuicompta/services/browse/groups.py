"""A table of any size grouped by columns: SQL adds up, only the headings are read, lines come when unfolded."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from tuicompta.models.database import Database
from tuicompta.services.browse.asked_table import AskableTable, AskedTable
from tuicompta.services.browse.found_table import FoundTable
from tuicompta.services.browse.request import Condition, Group, Operand, Request, Test

Place = tuple[tuple[str, Operand], ...]
"""A group: its columns from the outermost, each with the value that its rows have there."""


class GroupHeading(NamedTuple):
    """A group: its value as stored, as shown, how many rows it has, their sums in cents by name of column."""

    value: Operand
    shown: Any
    rows: int
    sums: dict[str, int]


class GroupedTable:
    """What was asked of a table, by groups."""

    def __init__(self, database: Database, table: AskableTable, parameters: Sequence[Any], request: Request) -> None:
        self._database = database
        self._table = table
        self._parameters = parameters
        self._request = request

    def headings(self, column: str, within: Place = ()) -> list[GroupHeading]:
        """Return the groups of a column inside another group, in the order asked for, blank ones last."""
        field = self._table.fields[column]
        source = self._asked(within).source
        down = any(order.column == column and order.descending for order in self._request.orders)
        sums = [f"coalesce(sum({expression}), 0)" for expression in self._table.sums.values()]
        # all of these are constants of the table, with question marks
        columns = ", ".join((field.value, f"min({field.shown or field.value})", "count(*)", *sums))
        # the column is a constant of the table
        order = f"GROUP BY 1 ORDER BY {field.value} IS NULL, 1{' DESC' if down else ''}"
        query = f"{self._table.given} SELECT {columns} {source.text} {order}"
        found = self._database.rows(query, source.parameters)
        names = list(self._table.sums)
        return [GroupHeading(row[0], row[1], row[2], dict(zip(names, row[3:], strict=True))) for row in found]

    def rows(self, within: Place) -> FoundTable:
        """Return the rows of a group."""
        return FoundTable(self._database, self._table, self._parameters, self._within(within))

    def totals(self) -> dict[str, int]:
        """Return the sums of all the rows, in cents."""
        return self._asked(()).totals()

    def count(self) -> int:
        """Return the number of rows of all the groups."""
        return self._asked(()).count()

    def _asked(self, within: Place) -> AskedTable:
        return AskedTable(self._database, self._table, self._parameters, self._within(within))

    def _within(self, within: Place) -> Request:
        inside = tuple(Condition(column, Test.EQUAL, (value,)) for column, value in within)
        request = self._request
        return Request(request.words, request.searched, Group((request.conditions, *inside)), request.orders)
