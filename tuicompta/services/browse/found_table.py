"""A table asked in an order that no index serves: one reading finds its rows, pages follow.

Only the keys found are kept, eight bytes a row.
"""

import json
from array import array
from collections.abc import Sequence
from itertools import accumulate, islice
from operator import sub
from typing import Any

from tuicompta.models.database import Database
from tuicompta.services.browse.asked_table import AskableTable, AskedTable
from tuicompta.services.browse.conditions import Sql
from tuicompta.services.browse.keyset import KeyedRow
from tuicompta.services.browse.request import Request

_IN_A_BATCH = 5_000
_LISTED = "IN (SELECT value FROM json_each(?))"


class FoundTable(AskedTable):
    """What was asked of a table, found at once.

    `running` names two of its sums: each row then ends with what the first adds up to so far, less the second.
    """

    def __init__(
        self,
        database: Database,
        table: AskableTable,
        parameters: Sequence[Any],
        request: Request,
        running: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(database, table, parameters, request)
        self.keys = array("q")
        self._running = running
        self._balances = array("q")
        self._sums = self._find()

    def first(self, size: int) -> list[KeyedRow]:
        """Return at most `size` rows from the start."""
        return self._between(0, size)

    def last(self, size: int) -> list[KeyedRow]:
        """Return at most `size` rows up to the end."""
        return self._between(max(len(self.keys) - size, 0), len(self.keys))

    def after(self, key: int, size: int) -> list[KeyedRow]:
        """Return at most `size` rows that follow the row of a key; none when it is gone."""
        place = self.place(key)
        return [] if place is None else self._between(place + 1, place + 1 + size)

    def before(self, key: int, size: int) -> list[KeyedRow]:
        """Return at most `size` rows that come before the row of a key; none when it is gone."""
        place = self.place(key)
        return [] if place is None else self._between(max(place - size, 0), place)

    def row(self, key: int) -> KeyedRow | None:
        """Return the row of a key, nothing when it is not shown."""
        place = self.place(key)
        return None if place is None else next(iter(self._between(place, place + 1)), None)

    def count(self) -> int:
        """Return the number of rows."""
        return len(self.keys)

    def totals(self) -> dict[str, int]:
        """Return the sums of the rows, in cents."""
        return dict(self._sums)

    def place(self, key: int) -> int | None:
        """Return the rank of the row of a key, nothing when it is not shown."""
        return self.keys.index(key) if key in self.keys else None

    def _find(self) -> dict[str, int]:
        names = list(self._table.sums)
        # the key, the sums and the terms are constants of the table
        columns = ", ".join((self._table.key, *self._table.sums.values()))
        order = ", ".join(f"{term}{' DESC' if down else ''}" for term, down in self._terms)
        # all of these are constants of the table, with question marks
        query = f"{self._table.given} SELECT {columns} {self.source.text} ORDER BY {order}"
        found = self._database.stream(query, self.source.parameters)
        sums = [0] * len(names)
        while batch := list(islice(found, _IN_A_BATCH)):
            keys, *amounts = zip(*batch, strict=True)
            self.keys.extend(keys)
            if self._running is not None:
                added, taken = (amounts[names.index(name)] for name in self._running)
                start = self._balances[-1] if self._balances else 0
                self._balances.extend(list(accumulate(map(sub, added, taken), initial=start))[1:])
            sums = [known + sum(filter(None, more)) for known, more in zip(sums, amounts, strict=True)]
        return dict(zip(names, sums, strict=True))

    def _between(self, start: int, end: int) -> list[KeyedRow]:
        keys = self.keys[start:end].tolist()
        # the key is a constant of the table
        query = f"{self._select} {self.source.text} AND {self._table.key} {_LISTED}"
        found = dict(self._rows(Sql(query, (json.dumps(keys),))))
        if self._running is None:
            return [(key, found[key]) for key in keys if key in found]
        pairs = zip(keys, self._balances[start:end], strict=True)
        return [(key, (*found[key], balance)) for key, balance in pairs if key in found]
