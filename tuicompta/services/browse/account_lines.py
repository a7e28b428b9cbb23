"""The lines of one account over one fiscal year with their running balance (CONS)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from tuicompta.core.dates import iso, parse_iso
from tuicompta.core.text import fold
from tuicompta.models.database import Database
from tuicompta.services.browse.keyset import KeyedRow
from tuicompta.services.browse.request import Group
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear

MOST_WORDS = 4
NO_CONDITION = Group()
COUNTED = "NV"
"""The statuses of the header figures and, unless asked otherwise, of the lines: simulated ones left out (CONS-09)."""

# The code of a line that is not lettered is that of its copy, lettered in a later fiscal year (CONS-12); the number
# after it is 1 for a partial group, 2 for a line that was carried forward.
LINE_SELECT = """
    SELECT entry_line.id, entry.id, entry.status, journal.code, entry_line.entry_date, entry_line.piece_number,
           document_number, entry_line.label, debit, credit,
           coalesce(lettering.code,
                    (WITH RECURSIVE copy (id, lettering_id) AS (
                          SELECT next.id, next.lettering_id FROM entry_line AS next
                           WHERE next.carried_line_id = entry_line.id
                           UNION ALL
                          SELECT next.id, next.lettering_id
                            FROM entry_line AS next JOIN copy ON next.carried_line_id = copy.id)
                     SELECT later.code FROM copy JOIN lettering AS later ON later.id = copy.lettering_id
                      WHERE later.partial = 0 LIMIT 1), ''),
           coalesce(partial, 2 * EXISTS (SELECT 1 FROM entry_line AS next WHERE next.carried_line_id = entry_line.id)),
           (SELECT min(due_on) FROM due_date WHERE entry_line_id = entry_line.id),
           (SELECT CASE WHEN count(DISTINCT other.account_id) = 1 THEN max(account.number) ELSE 'Divers' END
              FROM entry_line AS other JOIN account ON account.id = other.account_id
             WHERE other.entry_id = entry_line.entry_id AND other.account_id <> entry_line.account_id
               AND sign(other.debit - other.credit) <> sign(entry_line.debit - entry_line.credit)),
           coalesce(entry_line.piece_date, entry.piece_date), definitive_number, substr(validated_at, 1, 10),
           lettered_on, tick_code, line_type, (SELECT title FROM account WHERE account.id = entry_line.account_id),
           entry.origin, (SELECT user.code FROM user WHERE user.id = created_by), substr(created_at, 1, 10),
           (SELECT text FROM note WHERE record_kind = 'entry' AND record_id = entry.id)
"""
LINE_TABLES = """
      FROM entry_line JOIN entry ON entry.id = entry_id JOIN journal ON journal.id = journal_id
      LEFT JOIN lettering ON lettering.id = lettering_id
"""
_WITHIN = """
     WHERE entry_line.account_id = ? AND entry_line.entry_date BETWEEN ? AND ? AND instr(?, entry.status) > 0
"""
_OF_KIND = " AND (? = 'all' OR (? = 'lettered') = (coalesce(partial, 1) = 0))"
LINE_FROM = LINE_TABLES + _WITHIN + _OF_KIND
_ORDER = " ORDER BY entry_line.entry_date, entry_id, entry_line.position LIMIT ?"
_BACKWARDS = " ORDER BY entry_line.entry_date DESC, entry_id DESC, entry_line.position DESC LIMIT ?"
_PLACED_AFTER = " AND (entry_line.entry_date, entry_id, entry_line.position) > (?, ?, ?)"
_PLACED_BEFORE = " AND (entry_line.entry_date, entry_id, entry_line.position) < (?, ?, ?)"
_FIRST = LINE_SELECT + LINE_FROM + _ORDER
_LAST = LINE_SELECT + LINE_FROM + _BACKWARDS
_AFTER = LINE_SELECT + LINE_FROM + _PLACED_AFTER + _ORDER
_BEFORE = LINE_SELECT + LINE_FROM + _PLACED_BEFORE + _BACKWARDS
_ROW = LINE_SELECT + LINE_FROM + " AND entry_line.id = ?"
_PLACE = "SELECT entry_date, entry_id, position FROM entry_line WHERE id = ?"

# Whole periods come from the kept totals, the rest from the lines.
_WHOLE_PERIODS = "SELECT min(start_date), max(end_date) FROM period WHERE start_date >= ? AND end_date <= ?"
_KEPT = """
    SELECT coalesce(sum(debit), 0), coalesce(sum(credit), 0), coalesce(sum(debit_lines + credit_lines), 0)
      FROM balance_total JOIN period ON period.id = period_id
     WHERE account_id = ? AND start_date >= ? AND end_date <= ? AND instr(?, status) > 0
"""
_ADDED = """
    SELECT coalesce(sum(debit), 0), coalesce(sum(credit), 0), count(*) FROM entry_line JOIN entry ON entry.id = entry_id
     WHERE account_id = ? AND entry_line.entry_date BETWEEN ? AND ? AND instr(?, status) > 0
"""
_ADDED_LINES = """
    SELECT coalesce(sum(debit), 0), coalesce(sum(credit), 0), count(*)
      FROM entry_line JOIN entry ON entry.id = entry_id LEFT JOIN lettering ON lettering.id = lettering_id
"""
_OF_KIND_ADDED = _ADDED_LINES + _WITHIN + _OF_KIND
_UP_TO_OF_KIND = _OF_KIND_ADDED + " AND (entry_line.entry_date, entry_id, position) <= (?, ?, ?)"
_PERIOD_START = "SELECT start_date FROM period WHERE ? BETWEEN start_date AND end_date"
_UP_TO = """
    SELECT coalesce(sum(debit - credit), 0) FROM entry_line JOIN entry ON entry.id = entry_id
     WHERE account_id = ? AND instr(?, status) > 0 AND entry_line.entry_date >= ?
       AND (entry_line.entry_date, entry_id, position) <= (?, ?, ?)
"""


class LineKind(StrEnum):
    """«Type de lignes» (CONS-03); the lines of a partial group are not lettered (LETT-32)."""

    ALL = "Toutes"
    OPEN = "Non lettrées"
    LETTERED = "Lettrées"


_KINDS = {LineKind.ALL: "all", LineKind.OPEN: "open", LineKind.LETTERED: "lettered"}


class Sums(NamedTuple):
    """Debit and credit in cents, and a number of lines."""

    debit: int = 0
    credit: int = 0
    lines: int = 0

    @property
    def balance(self) -> int:
        """Debit − credit."""
        return self.debit - self.credit

    def plus(self, other: "Sums") -> "Sums":
        """Return both together."""
        return Sums(self.debit + other.debit, self.credit + other.credit, self.lines + other.lines)


@dataclass(frozen=True, slots=True)
class LineFilter:
    """What a consultation shows: dates inside one fiscal year, letters of statuses, kind of lines, words searched.

    `group`, the identifier of a lettered or partial group, leaves its lines only (LETT-29). `table` leaves those of one
    side of the simplified lettering, where a line without type goes by its own side: `debit_left` (LSIM-08).
    `conditions` are those of the filter cells (CONS-19).
    """

    year: FiscalYear
    start: date
    end: date
    statuses: str = COUNTED
    kind: LineKind = LineKind.ALL
    search: str = ""
    group: int = 0
    table: str = ""
    debit_left: bool = True
    conditions: Group = NO_CONDITION

    @classmethod
    def of_year(cls, year: FiscalYear) -> "LineFilter":
        """Return what is shown unless asked otherwise (CONS-03)."""
        return cls(year, year.start, year.end)

    @property
    def words(self) -> tuple[str, ...]:
        """The words searched, folded."""
        return tuple(fold(self.search).split()[:MOST_WORDS])

    @property
    def is_paged(self) -> bool:
        """Whether its lines follow each other in the index of the account: no filter but dates, statuses and kind."""
        return not (self.words or self.conditions.parts or self.group or self.table)

    @property
    def is_plain(self) -> bool:
        """Whether the kept totals know its sums: no filter but dates and statuses."""
        return self.kind is LineKind.ALL and self.is_paged

    @property
    def parameters(self) -> tuple[str, ...]:
        """The dates, the statuses and the kind, as the queries of lines take them after the account."""
        kind = _KINDS[self.kind]
        return iso(self.start), iso(self.end), self.statuses, kind, kind


class KnownSums(NamedTuple):
    """Balance before the lines of an account, in cents, and the sums of these lines."""

    opening: int
    sums: Sums


@dataclass
class AccountLines:
    """Lines of an account in date order; the last value of a row is its running balance (debit − credit, cents).

    The balance of a page goes on from the page read before it; elsewhere it comes from the kept totals. `known` are the
    sums, read at once unless given.
    """

    database: Database
    account_id: int
    shown: LineFilter
    known: KnownSums | None = None
    _after: dict[int, int] = field(default_factory=dict)
    _before: dict[int, int] = field(default_factory=dict)
    _at: dict[tuple[Any, ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._parameters = (self.account_id, *self.shown.parameters)
        self.opening, self.sums = self.known or known_sums(self.database, self.account_id, self.shown)

    def first(self, size: int) -> list[KeyedRow]:
        """Return at most `size` rows from the start."""
        return self._from(self.opening, self._rows(_FIRST, size))

    def last(self, size: int) -> list[KeyedRow]:
        """Return at most `size` rows up to the end."""
        return self._until(self.opening + self.sums.balance, self._rows(_LAST, size)[::-1])

    def after(self, key: int, size: int) -> list[KeyedRow]:
        """Return at most `size` rows that follow the row of a key; none when it is gone."""
        place = self._place(key)
        if place is None:
            return []
        balance = self._after[key] if key in self._after else self._balance_at(place)
        return self._from(balance, self._rows(_AFTER, *place, size))

    def before(self, key: int, size: int) -> list[KeyedRow]:
        """Return at most `size` rows that come before the row of a key, in their order; none when it is gone."""
        place = self._place(key)
        if place is None:
            return []
        rows = self._rows(_BEFORE, *place, size)[::-1]
        if not rows:
            return []
        last = self._place(rows[-1][0])
        balance = self._before[key] if key in self._before or last is None else self._balance_at(last)
        return self._until(balance, rows)

    def row(self, key: int) -> KeyedRow | None:
        """Return the row of a key, nothing when it is not shown."""
        found = self._rows(_ROW, key)
        place = self._place(key)
        if not found or place is None:
            return None
        return found[0][0], (*found[0][1], self._balance_at(place))

    def count(self) -> int:
        """Return the number of lines."""
        return self.sums.lines

    def _from(self, balance: int, rows: Sequence[KeyedRow]) -> list[KeyedRow]:
        """Add the running balance to rows that follow a balance."""
        if rows:
            self._before[rows[0][0]] = balance
        balanced = []
        for key, values in rows:
            balance += values[7] - values[8]
            balanced.append((key, (*values, balance)))
        if balanced:
            self._after[balanced[-1][0]] = balance
        return balanced

    def _until(self, balance: int, rows: Sequence[KeyedRow]) -> list[KeyedRow]:
        """Add the running balance to rows that end with a balance."""
        return self._from(balance - sum(values[7] - values[8] for _, values in rows), rows)

    def _balance_at(self, place: tuple[Any, ...]) -> int:
        """Return the balance of the account after the line of a place, from the start of the fiscal year."""
        if self.shown.kind is not LineKind.ALL:
            if place not in self._at:  # a kind of lines has no kept total: they are all added up
                found = Sums(*(self.database.row(_UP_TO_OF_KIND, (*self._parameters, *place)) or ()))
                self._at[place] = self.opening + found.balance
            return self._at[place]
        year_start = self.shown.year.start
        month = max(parse_iso(str(self.database.value(_PERIOD_START, (place[0],)))), year_start)
        kept = account_sums(self.database, self.account_id, year_start, month, self.shown.statuses)
        inside = self.database.value(_UP_TO, (self.account_id, self.shown.statuses, iso(month), *place))
        return kept.balance + int(inside)

    def _rows(self, query: str, *more: object) -> list[KeyedRow]:
        return [(row[0], row[1:]) for row in self.database.rows(query, (*self._parameters, *more))]

    def _place(self, key: int) -> tuple[Any, ...] | None:
        return self.database.row(_PLACE, (key,))


def known_sums(database: Database, account_id: int, shown: LineFilter) -> KnownSums:
    """Return the sums of the lines of an account and the balance before them; a kind of lines is read line by line."""
    year, start, after = shown.year, shown.start, shown.end + timedelta(days=1)
    if shown.kind is LineKind.ALL:
        before = account_sums(database, account_id, year.start, start, shown.statuses)
        return KnownSums(before.balance, account_sums(database, account_id, start, after, shown.statuses))
    sums = Sums(*(database.row(_OF_KIND_ADDED, (account_id, *shown.parameters)) or ()))
    if start == year.start:
        return KnownSums(0, sums)
    eve = replace(shown, start=year.start, end=start - timedelta(days=1))
    return KnownSums(Sums(*(database.row(_OF_KIND_ADDED, (account_id, *eve.parameters)) or ())).balance, sums)


def account_sums(database: Database, account_id: int, start: date, until: date, statuses: str = COUNTED) -> Sums:
    """Return the sums of an account from a day to the eve of another (CONS-08, CONS-14).

    Whole periods are read from the kept totals, so that a million lines cost what ten do.
    """
    end = until - timedelta(days=1)
    if end < start:
        return Sums()
    first, last = database.row(_WHOLE_PERIODS, (iso(start), iso(end))) or (None, None)
    if first is None:
        return Sums(*(database.row(_ADDED, (account_id, iso(start), iso(end), statuses)) or ()))
    found = Sums(*(database.row(_KEPT, (account_id, first, last, statuses)) or ()))
    for low, high in ((start, parse_iso(first) - timedelta(days=1)), (parse_iso(last) + timedelta(days=1), end)):
        if low <= high:
            found = found.plus(Sums(*(database.row(_ADDED, (account_id, iso(low), iso(high), statuses)) or ())))
    return found
