"""The chart of accounts of the dossier with the movements of one fiscal year, by pages (PC)."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NamedTuple

from tuicompta.core.enums import AccountType
from tuicompta.models.database import Database
from tuicompta.services.browse.asked_table import AskableTable, AskedTable
from tuicompta.services.browse.conditions import amount_field, text_field, tick_field
from tuicompta.services.browse.keyset import KeyedRow, KeysetQueries, KeysetTable
from tuicompta.services.browse.request import Request
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear

AFTER_ALL = "~"  # above every character of a number

_COLUMNS = """
    SELECT account.id, number, title, type, due_date_mode <> 'none', blocked, purchase_nature, sale_nature
"""
_FROM = " FROM account"
_SELECT = _COLUMNS + _FROM
_WHERE = """
     WHERE number >= ? AND number < ? AND substr(number, 1, 2) NOT IN (?, ?)
"""
_COUNT = "SELECT count(*) FROM account"
_ID = "SELECT id FROM account"
_QUERIES = KeysetQueries(
    first=_SELECT + _WHERE + " ORDER BY number LIMIT ?",
    last=_SELECT + _WHERE + " ORDER BY number DESC LIMIT ?",
    after=_SELECT + _WHERE + " AND number > ? ORDER BY number LIMIT ?",
    before=_SELECT + _WHERE + " AND number < ? ORDER BY number DESC LIMIT ?",
    row=_SELECT + _WHERE + " AND account.id = ?",
    place="SELECT number FROM account WHERE id = ?",
    count=_COUNT + _WHERE,
)
_ALL = _SELECT + _WHERE + " ORDER BY number"
_LOCATE = _ID + _WHERE + " AND number >= ? AND number < ? ORDER BY number LIMIT 1"
# Movements: those of some accounts, those of all, those of the Détail accounts of a range.
_MOVEMENTS = """
    FROM balance_total WHERE status <> 'S' AND period_id IN (SELECT id FROM period WHERE fiscal_year_id = ?)
"""
_BY_ACCOUNT = "SELECT account_id, sum(debit), sum(credit)"
_TOGETHER = "SELECT coalesce(sum(debit), 0), coalesce(sum(credit), 0)"
_AMONG = " AND account_id IN (SELECT value FROM json_each(?))"
_IN_RANGE = """
   AND account_id IN (SELECT id FROM account WHERE type = 'D' AND number >= ? AND number < ?
                                               AND substr(number, 1, 2) NOT IN (?, ?))
"""
_GROUPED = " GROUP BY account_id"
_OF_ACCOUNTS = _BY_ACCOUNT + _MOVEMENTS + _AMONG + _GROUPED
_OF_ALL = _BY_ACCOUNT + _MOVEMENTS + _GROUPED
_OF_RANGE = _TOGETHER + _MOVEMENTS + _IN_RANGE
_NUMBERS = "SELECT number, id FROM account WHERE type = 'D' ORDER BY number"

# The movements of every account that moved, and of the Racine accounts over them, for conditions and sums on them.
_GIVEN = """
    WITH moved_detail AS MATERIALIZED (
        SELECT account_id, number, sum(debit) AS debit, sum(credit) AS credit
          FROM balance_total JOIN account ON account.id = account_id
         WHERE type = 'D' AND status <> 'S' AND period_id IN (SELECT id FROM period WHERE fiscal_year_id = ?)
         GROUP BY account_id),
    moved AS MATERIALIZED (
        SELECT account_id, debit, credit FROM moved_detail
         UNION ALL
        SELECT root.id, sum(debit), sum(credit)
          FROM moved_detail JOIN account AS root ON root.type = 'R' AND root.number IN (
               substr(moved_detail.number, 1, 1), substr(moved_detail.number, 1, 2), substr(moved_detail.number, 1, 3),
               substr(moved_detail.number, 1, 4), substr(moved_detail.number, 1, 5), substr(moved_detail.number, 1, 6),
               substr(moved_detail.number, 1, 7), substr(moved_detail.number, 1, 8), substr(moved_detail.number, 1, 9))
         GROUP BY root.id)
"""
_DEBIT = "coalesce((SELECT debit FROM moved WHERE account_id = account.id), 0)"
_CREDIT = "coalesce((SELECT credit FROM moved WHERE account_id = account.id), 0)"
_BALANCE = "(SELECT iif(debit = 0 AND credit = 0, NULL, debit - credit) FROM moved WHERE account_id = account.id)"
_IF_DETAIL, _ELSE_NONE = "iif(type = 'D', ", ", 0)"
_ASKABLE = AskableTable(
    given=_GIVEN,
    select=_COLUMNS,
    source=_FROM + _WHERE,
    key="account.id",
    order=("number",),
    fields={
        "number": text_field("lower(number)", "number"),
        "title": text_field("folded_title", "title"),
        "debit": amount_field(_DEBIT),
        "credit": amount_field(_CREDIT),
        "balance": amount_field(_BALANCE, signed=True),
        "type": text_field("iif(type = 'R', 'racine', 'detail')", "iif(type = 'R', 'Racine', 'Détail')"),
        "scheduled": tick_field("(due_date_mode <> 'none')"),
        "blocked": tick_field("blocked"),
        "purchases": tick_field("purchase_nature"),
        "sales": tick_field("sale_nature"),
    },
    sums={
        "debit": _IF_DETAIL + _DEBIT + _ELSE_NONE,
        "credit": _IF_DETAIL + _CREDIT + _ELSE_NONE,
        "balance": _IF_DETAIL + _BALANCE + _ELSE_NONE,
    },
)


class ChartRange(NamedTuple):
    """Accounts from a number to another, excluded, without those of two roots of two characters (PC-04)."""

    low: str = ""
    high: str = AFTER_ALL
    without: tuple[str, str] = ("", "")


class ChartRow(NamedTuple):
    """An account of the list; amounts in cents, of the fiscal year, simulated entries left out (PC-05)."""

    number: str
    title: str
    type: AccountType
    scheduled: bool
    blocked: bool
    purchases: bool
    sales: bool
    debit: int
    credit: int


@dataclass
class ChartTable(KeysetTable):
    """The accounts of a range in the order of their numbers; the last two values of a row are its movements."""

    year: FiscalYear
    within: ChartRange

    def totals(self) -> tuple[int, int]:
        """Return the sums of debit and credit of the Détail accounts of the range (PC-06)."""
        bounds = (self.within.low, self.within.high, *self.within.without)
        return self.database.row(_OF_RANGE, (self.year.id, *bounds)) or (0, 0)

    def locate(self, prefix: str) -> int | None:
        """Return the first account whose number begins with a text (PC-12)."""
        found: int | None = self.database.value(_LOCATE, (*self.parameters, prefix, prefix + AFTER_ALL))
        return found

    def all(self) -> list[KeyedRow]:
        """Return every account, for searches and sorts that no order of the storage serves."""
        rows = self.database.rows(_ALL, self.parameters)
        moved = dict(_sums(self.database.rows(_OF_ALL, (self.year.id,))))
        roots = _RootSums(self.database.rows(_NUMBERS), moved)
        return [
            (row[0], (*row[1:], *(roots.of(row[1]) if row[3] == AccountType.ROOT else moved.get(row[0], (0, 0)))))
            for row in rows
        ]

    def asked(self, request: Request) -> AskedTable:
        """Return the accounts of the range as asked: searched, filtered, sorted (LST-15)."""
        return AskedTable(self.database, _ASKABLE, (self.year.id, *self.parameters), request, self._with_movements)

    def _rows(self, query: str, *more: object) -> list[KeyedRow]:
        return self._with_movements(super()._rows(query, *more))

    def _with_movements(self, rows: list[KeyedRow]) -> list[KeyedRow]:
        identifiers = json.dumps([key for key, values in rows if values[2] == AccountType.DETAIL])
        moved = dict(_sums(self.database.rows(_OF_ACCOUNTS, (self.year.id, identifiers))))
        return [(key, (*values, *self._movements(key, values, moved))) for key, values in rows]

    def _movements(self, key: int, values: tuple[Any, ...], moved: dict[int, tuple[int, int]]) -> tuple[int, int]:
        if values[2] == AccountType.DETAIL:
            return moved.get(key, (0, 0))
        number = values[0]
        return self.database.row(_OF_RANGE, (self.year.id, number, number + AFTER_ALL, "", "")) or (0, 0)


class _RootSums:
    """Sums over any root, from running sums over the numbers in their order."""

    def __init__(self, numbers: Sequence[tuple[Any, ...]], moved: dict[int, tuple[int, int]]) -> None:
        self._numbers = [number for number, _ in numbers]
        sums = [moved.get(identifier, (0, 0)) for _, identifier in numbers]
        self._debits = [0, *accumulate(debit for debit, _ in sums)]
        self._credits = [0, *accumulate(credit for _, credit in sums)]

    def of(self, root: str) -> tuple[int, int]:
        """Return debit and credit of the accounts whose number begins with a root."""
        first, last = bisect_left(self._numbers, root), bisect_left(self._numbers, root + AFTER_ALL)
        return self._debits[last] - self._debits[first], self._credits[last] - self._credits[first]


def chart_table(database: Database, year: FiscalYear, within: ChartRange) -> ChartTable:
    """Return the accounts of a range with their movements in a fiscal year."""
    return ChartTable(database, _QUERIES, (within.low, within.high, *within.without), year, within)


def chart_row(row: KeyedRow) -> ChartRow:
    """Return a row of the table by its names."""
    number, title, kind, scheduled, blocked, purchases, sales, debit, credit = row[1]
    marks = (bool(scheduled), bool(blocked), bool(purchases), bool(sales))
    return ChartRow(number, title, AccountType(kind), *marks, debit, credit)


def _sums(rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[int, tuple[int, int]]]:
    return ((identifier, (debit, credit)) for identifier, debit, credit in rows)
