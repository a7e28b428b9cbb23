"""A table searched in its own order: a page is read at once, its figures by one reading, a longer search among few."""

import json
from collections.abc import Sequence
from typing import Any

from tuicompta.models.database import Database
from tuicompta.services.browse.asked_table import AskableTable, AskedTable
from tuicompta.services.browse.conditions import Sql
from tuicompta.services.browse.keyset import KeyedRow
from tuicompta.services.browse.request import Request

_LISTED = "IN (SELECT value FROM json_each(?))"


class SearchedTable(AskedTable):
    """What was asked of a table; `among` are the keys to look at, every row unless given.

    `keys` are those of all the rows found, once the first page held them all.
    """

    def __init__(
        self,
        database: Database,
        table: AskableTable,
        parameters: Sequence[Any],
        request: Request,
        among: Sequence[int] | None = None,
    ) -> None:
        super().__init__(database, table, parameters, request)
        self.request = request
        self.keys: Sequence[int] | None = None
        self._figures: tuple[int, dict[str, int]] | None = None
        if among is not None:
            self.source = self._listed(among)

    def first(self, size: int) -> list[KeyedRow]:
        """Return at most `size` rows from the start."""
        rows = super().first(size)
        if len(rows) < size:
            self.keys = [key for key, _ in rows]
        return rows

    def count(self) -> int:
        """Return the number of rows."""
        return self._counted()[0]

    def totals(self) -> dict[str, int]:
        """Return the sums of the rows, in cents."""
        return self._counted()[1]

    def narrower(self, request: Request) -> bool:
        """Tell whether every row that another request asks for is among these: the same one with more text."""
        same = (request.searched, request.conditions, request.orders)
        if same != (self.request.searched, self.request.conditions, self.request.orders):
            return False
        return all(any(_extends(new, old) for new in request.words) for old in self.request.words)

    def _counted(self) -> tuple[int, dict[str, int]]:
        if self._figures is None:
            source = self.source if self.keys is None else self._listed(self.keys)
            # the sums are constants of the table
            sums = ", ".join(f"coalesce(sum({expression}), 0)" for expression in self._table.sums.values())
            query = f"{self._table.given} SELECT count(*), {sums} {source.text}"
            count, *found = self._database.row(query, source.parameters) or ()
            self._figures = count, dict(zip(self._table.sums, found, strict=True))
        return self._figures

    def _listed(self, keys: Sequence[int]) -> Sql:
        # the key is a constant of the table
        text = f"{self.source.text} AND {self._table.key} {_LISTED}"
        return Sql(text, (*self.source.parameters, json.dumps(list(keys))))


def _extends(new: tuple[str, ...], old: tuple[str, ...]) -> bool:
    return all(any(before in writing for before in old) for writing in new)
