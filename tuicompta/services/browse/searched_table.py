"""A table searched in its own order: a page is read at once, its figures by one reading, a longer search among few."""

import json
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from tuicompta.models.database import Database
from tuicompta.services.browse.asked_table import AskableTable, AskedTable
from tuicompta.services.browse.conditions import Sql
from tuicompta.services.browse.keyset import KeyedRow
from tuicompta.services.browse.request import Request

FEW: Final = 1_000
"""The number of rows found that are kept in memory, for their figures and for a longer search."""
_LISTED: Final = "IN (SELECT value FROM json_each(?))"


class FoundFigures(NamedTuple):
    """The number of the rows found and their sums, in cents, by name of column."""

    rows: int
    sums: dict[str, int]


class SearchedTable(AskedTable):
    """What was asked of a table; `among` are the keys to look at, every row unless given.

    `keys` are those of all the rows found, once it is known that they are few. In a `big` table they are looked for in
    the order of the file, and the figures of the others take time: `figures_in` finds them beside the screen.
    """

    def __init__(
        self,
        database: Database,
        table: AskableTable,
        parameters: Sequence[Any],
        request: Request,
        among: Sequence[int] | None = None,
        *,
        big: bool = False,
    ) -> None:
        super().__init__(database, table, parameters, request)
        self.request = request
        self.keys: Sequence[int] | None = None
        self._figures: FoundFigures | None = None
        self._big = big and among is None
        if among is not None:
            self.source = self.scan = self._listed(among)
        elif big:
            self._look_for_few()

    @property
    def is_counted(self) -> bool:
        """Whether the figures are known, or take no time."""
        return self._figures is not None or not self._big

    def first(self, size: int) -> list[KeyedRow]:
        """Return at most `size` rows from the start."""
        rows = super().first(size)
        if len(rows) < size:
            self.keys = [key for key, _ in rows]
        return rows

    def count(self) -> int:
        """Return the number of rows."""
        return self._counted().rows

    def totals(self) -> dict[str, int]:
        """Return the sums of the rows, in cents."""
        return self._counted().sums

    def narrower(self, request: Request) -> bool:
        """Tell whether every row that another request asks for is among these: the same one with more text."""
        same = (request.searched, request.conditions, request.orders)
        if same != (self.request.searched, self.request.conditions, self.request.orders):
            return False
        return all(any(_extends(new, old) for new in request.words) for old in self.request.words)

    def figures_in(self, database: Database) -> FoundFigures:
        """Count and add up the rows through any connection to the same file."""
        source = (self.scan if self._big else self.source) if self.keys is None else self._listed(self.keys)
        # the sums are constants of the table
        sums = ", ".join(f"coalesce(sum({expression}), 0)" for expression in self._table.sums.values())
        query = f"{self._table.given} SELECT count(*), {sums} {source.text}"
        count, *found = database.row(query, source.parameters) or ()
        return FoundFigures(count, dict(zip(self._table.sums, found, strict=True)))

    def take(self, figures: FoundFigures) -> None:
        """Keep the figures found beside the screen."""
        self._figures = figures

    def _counted(self) -> FoundFigures:
        if self._figures is None:
            self._figures = self.figures_in(self._database)
        return self._figures

    def _look_for_few(self) -> None:
        """Keep the keys when they are few: a text that is rare would else be looked for again by each page."""
        query = f"{self._table.given} SELECT {self._table.key} {self.scan.text} LIMIT ?"  # constants of the table
        found = [key for (key,) in self._database.rows(query, (*self.scan.parameters, FEW + 1))]
        if len(found) <= FEW:
            self._big = False
            self.keys = found
            self.source = self._listed(found)

    def _listed(self, keys: Sequence[int]) -> Sql:
        # the key is a constant of the table
        text = f"{self.source.text} AND {self._table.key} {_LISTED}"
        return Sql(text, (*self.source.parameters, json.dumps(list(keys))))


def _extends(new: tuple[str, ...], old: tuple[str, ...]) -> bool:
    return all(any(before in writing for before in old) for writing in new)
