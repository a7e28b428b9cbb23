"""The lines of an account in an order, or under a filter, that no kept total serves: one reading finds them all (CONS).

Only their identifiers and balances are kept, sixteen bytes a line; the rows are read by pages.
"""

import json
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from tuicompta.core.amounts import AmountError, parse_amount
from tuicompta.core.dates import iso
from tuicompta.models.database import Database
from tuicompta.services.browse.account_lines import (
    LINE_FROM,
    LINE_SELECT,
    LINE_TABLES,
    MOST_WORDS,
    LineFilter,
    LineKind,
    Sums,
)
from tuicompta.services.browse.conditions import Field, amount_field, day_field, kept_rows, text_field
from tuicompta.services.browse.keyset import KeyedRow
from tuicompta.services.browse.request import Request

_IDENTIFIERS = "SELECT entry_line.id, debit, credit"
_OF_KIND = " AND (? = 'all' OR (? = 'lettered') = (coalesce(partial, 1) = 0))"
_WORD = """
   AND (? = '' OR instr(folded_label, ?) OR instr(lower(entry_line.piece_number), ?)
        OR instr(lower(document_number), ?) OR instr(lower(coalesce(lettering.code, '')), ?) OR debit = ? OR credit = ?)
"""
_OF_GROUP = " AND ? IN (0, lettering_id)"
# Invoices and refunds at left, credit notes and payments at right.
_OF_TABLE = """
   AND (? = '' OR ? = CASE WHEN line_type IN ('invoice', 'refund') THEN 'left'
                           WHEN line_type IN ('credit_note', 'payment') THEN 'right'
                           WHEN (debit > credit) = ? THEN 'left' ELSE 'right' END)
"""
_CONDITIONS = LINE_FROM + _OF_KIND + _OF_GROUP + _OF_TABLE + _WORD * MOST_WORDS
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
_KINDS = {LineKind.ALL: "all", LineKind.OPEN: "open", LineKind.LETTERED: "lettered"}
_BETWEEN_SIGNS = 5_000


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
        kept = kept_rows(Request(conditions=shown.conditions), _FIELDS)
        if shown.start > shown.year.start:
            before = _parameters(self.account_id, shown, iso(shown.year.start), iso(shown.start))
            # constants of this module, with question marks
            query = f"{_BALANCE} {_CONDITIONS} AND {kept.text} AND entry_line.entry_date < ?"
            self.opening = int(database.value(query, (*before, *kept.parameters, iso(shown.start))))
        parameters = (*_parameters(self.account_id, shown, iso(shown.start), iso(shown.end)), *kept.parameters)
        balance, all_debits, all_credits = self.opening, 0, 0
        # the order is a constant of this module
        query = f"{_IDENTIFIERS} {_CONDITIONS} AND {kept.text} {_ORDERS[self.order][self.descending]}"
        for key, debit, credit in database.stream(query, parameters):
            balance += debit - credit
            all_debits, all_credits = all_debits + debit, all_credits + credit
            self._keys.append(key)
            self._balances.append(balance)
            if not len(self._keys) % _BETWEEN_SIGNS:
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


def _parameters(account_id: int, shown: LineFilter, start: str, end: str) -> tuple[object, ...]:
    kind = _KINDS[shown.kind]
    words = [*shown.words, *[""] * (MOST_WORDS - len(shown.words))]
    searched = [value for word in words for value in (word, word, word, word, word, *[_cents(word)] * 2)]
    table = (shown.table, shown.table, int(shown.debit_left))
    return (account_id, start, end, shown.statuses, kind, kind, shown.group, *table, *searched)


def _cents(word: str) -> int | None:
    """Return a searched word as an amount, nothing when it is none (LST-07)."""
    try:
        return parse_amount(word) if word else None
    except AmountError:
        return None
