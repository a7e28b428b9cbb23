"""The lines of an account in an order, or under a filter, that no kept total serves: one reading finds them all (CONS).

Only their identifiers and balances are kept, sixteen bytes a line; the rows are read by pages.
"""

import json
from array import array
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate, islice
from operator import sub

from tuicompta.core.amounts import AmountError, parse_amount
from tuicompta.core.dates import iso
from tuicompta.models.database import Database
from tuicompta.services.browse.account_lines import (
    LINE_FROM,
    LINE_SELECT,
    LINE_TABLES,
    LineFilter,
    Sums,
)
from tuicompta.services.browse.conditions import Field, Sql, amount_field, day_field, kept_rows, text_field
from tuicompta.services.browse.keyset import KeyedRow
from tuicompta.services.browse.request import Request

_IDENTIFIERS = "SELECT entry_line.id, debit, credit"
_WORD = """
   AND (instr(folded_label, ?) OR instr(lower(entry_line.piece_number), ?)
        OR instr(lower(document_number), ?) OR instr(lower(coalesce(lettering.code, '')), ?) OR debit = ? OR credit = ?)
"""
_OF_GROUP = " AND lettering_id = ?"
# Invoices and refunds at left, credit notes and payments at right.
_OF_TABLE = """
   AND (? = CASE WHEN line_type IN ('invoice', 'refund') THEN 'left'
                           WHEN line_type IN ('credit_note', 'payment') THEN 'right'
                           WHEN (debit > credit) = ? THEN 'left' ELSE 'right' END)
"""
_COUNTERPART = """
    (SELECT CASE WHEN count(DISTINCT other.account_id) = 1 THEN max(account.number) ELSE 'Divers' END
       FROM entry_line AS other JOIN account ON account.id = other.account_id
      WHERE other.entry_id = entry_line.entry_id AND other.account_id <> entry_line.account_id
        AND sign(other.debit - other.credit) <> sign(entry_line.debit - entry_line.credit))
"""
_FIELDS = {
    "status": Field("iif(entry.status = 'N', NULL, lower(entry.status))"),
    "day": day_field("entry_line.entry_date"),
    "journal": text_field("lower(journal.code)"),
    "piece": text_field("lower(entry_line.piece_number)"),
    "document": text_field("lower(document_number)"),
    "label": text_field("folded_label"),
    "debit": amount_field("debit"),
    "credit": amount_field("credit"),
    "code": text_field("lower(coalesce(lettering.code, ''))"),
    "due": day_field("(SELECT min(due_on) FROM due_date WHERE entry_line_id = entry_line.id)"),
    "counterpart": text_field("lower(" + _COUNTERPART + ")"),
}
FILTERED_BY = frozenset(_FIELDS)
"""The columns that have a filter cell (CONS-19): all but the balance, which runs."""

_BALANCE = "SELECT coalesce(sum(debit - credit), 0)"
_BY_PLACE = "entry_line.entry_date, entry_id, entry_line.position"
_NAMED = " WHERE entry_line.id IN (SELECT value FROM json_each(?))"
_PAGE = LINE_SELECT + LINE_TABLES + _NAMED
_IN_A_BATCH = 5_000


class LineOrder(StrEnum):
    """Columns that lines may be sorted by beside the date (CONS-11)."""

    PLACE = "day"
    JOURNAL = "journal"
    PIECE = "piece"
    LABEL = "label"
    DEBIT = "debit"
    CREDIT = "credit"
    CODE = "code"


_ORDERS = {
    LineOrder.PLACE: (" ORDER BY " + _BY_PLACE, " ORDER BY entry_line.entry_date DESC, entry_id DESC, position DESC"),
    LineOrder.JOURNAL: (" ORDER BY journal.code, " + _BY_PLACE, " ORDER BY journal.code DESC, " + _BY_PLACE),
    LineOrder.PIECE: (
        " ORDER BY entry_line.piece_number, " + _BY_PLACE,
        " ORDER BY entry_line.piece_number DESC, " + _BY_PLACE,
    ),
    LineOrder.LABEL: (" ORDER BY folded_label, " + _BY_PLACE, " ORDER BY folded_label DESC, " + _BY_PLACE),
    LineOrder.DEBIT: (" ORDER BY debit, " + _BY_PLACE, " ORDER BY debit DESC, " + _BY_PLACE),
    LineOrder.CREDIT: (" ORDER BY credit, " + _BY_PLACE, " ORDER BY credit DESC, " + _BY_PLACE),
    LineOrder.CODE: (
        " ORDER BY lettering.code IS NULL, lettering.code, " + _BY_PLACE,
        " ORDER BY lettering.code IS NULL, lettering.code DESC, " + _BY_PLACE,
    ),
}


@dataclass
class ScannedLines:
    """Lines of an account found by one reading; the last value of a row is its running balance in this order."""

    database: Database
    account_id: int
    shown: LineFilter
    order: LineOrder = LineOrder.PLACE
    descending: bool = False

    def __post_init__(self) -> None:
        self.opening = 0
        self.sums = Sums()
        self._keys = array("q")
        self._balances = array("q")

    def read(self, database: Database, told: Callable[[int], None] = lambda _: None) -> "ScannedLines":
        """Find the lines through any connection; `told` receives how many were read, now and then, and may raise."""
        shown = self.shown
        if shown.start > shown.year.start:
            before = _kept(self.account_id, replace(shown, start=shown.year.start))
            # constants of this module, with question marks
            query = f"{_BALANCE} {before.text} AND entry_line.entry_date < ?"
            self.opening = int(database.value(query, (*before.parameters, iso(shown.start))))
        kept = _kept(self.account_id, shown)
        # the order is a constant of this module
        query = f"{_IDENTIFIERS} {kept.text} {_ORDERS[self.order][self.descending]}"
        found = database.stream(query, kept.parameters)
        all_debits = all_credits = 0
        balance = self.opening
        while batch := list(islice(found, _IN_A_BATCH)):
            keys, debits, credits_ = zip(*batch, strict=True)
            self._keys.extend(keys)
            balances = list(accumulate(map(sub, debits, credits_), initial=balance))[1:]
            self._balances.extend(balances)
            balance = balances[-1]
            all_debits, all_credits = all_debits + sum(debits), all_credits + sum(credits_)
            told(len(self._keys))
        self.sums = Sums(all_debits, all_credits, len(self._keys))
        return self

    def first(self, size: int) -> list[KeyedRow]:
        """Return at most `size` rows from the start."""
        return self._rows(0, size)

    def last(self, size: int) -> list[KeyedRow]:
        """Return at most `size` rows up to the end."""
        return self._rows(max(len(self._keys) - size, 0), len(self._keys))

    def after(self, key: int, size: int) -> list[KeyedRow]:
        """Return at most `size` rows that follow the row of a key."""
        place = self._place(key) + 1
        return self._rows(place, place + size)

    def before(self, key: int, size: int) -> list[KeyedRow]:
        """Return at most `size` rows that come before the row of a key."""
        place = self._place(key)
        return self._rows(max(place - size, 0), place)

    def row(self, key: int) -> KeyedRow | None:
        """Return the row of a key, nothing when it is not shown."""
        if key not in self._keys:
            return None
        place = self._place(key)
        return next(iter(self._rows(place, place + 1)), None)

    def count(self) -> int:
        """Return the number of lines."""
        return len(self._keys)

    def _place(self, key: int) -> int:
        return self._keys.index(key)

    def _rows(self, start: int, end: int) -> list[KeyedRow]:
        keys = self._keys[start:end].tolist()
        found = {row[0]: row[1:] for row in self.database.rows(_PAGE, (json.dumps(keys),))}
        pairs = zip(keys, self._balances[start:end], strict=True)
        return [(key, (*found[key], balance)) for key, balance in pairs if key in found]


def _kept(account_id: int, shown: LineFilter) -> Sql:
    """Return the tables and the conditions of the lines shown; what is not asked costs nothing."""
    parts = [Sql(LINE_FROM, (account_id, *shown.parameters))]
    if shown.group:
        parts.append(Sql(_OF_GROUP, (shown.group,)))
    if shown.table:
        parts.append(Sql(_OF_TABLE, (shown.table, int(shown.debit_left))))
    parts += [Sql(_WORD, (word, word, word, word, *[_cents(word)] * 2)) for word in shown.words]
    kept = kept_rows(Request(conditions=shown.conditions), _FIELDS)
    parts.append(Sql(f" AND {kept.text}", kept.parameters))  # constants of this module, with question marks
    return Sql("".join(part.text for part in parts), tuple(value for part in parts for value in part.parameters))


def _cents(word: str) -> int | None:
    """Return a searched word as an amount, nothing when it is none (LST-07)."""
    try:
        return parse_amount(word) if word else None
    except AmountError:
        return None
