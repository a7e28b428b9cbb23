"""All the lines of posted entries, by date then order of entry, read by pages whatever their number (RECH)."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from tuicompta.core.dates import iso, parse_iso
from tuicompta.core.enums import EntryOrigin, EntryStatus, LineType
from tuicompta.core.text import fold
from tuicompta.models.database import Database
from tuicompta.services.browse.asked_table import AskableTable, AskedTable
from tuicompta.services.browse.conditions import Field, amount_field, day_field, text_field
from tuicompta.services.browse.found_table import FoundTable
from tuicompta.services.browse.groups import GroupedTable
from tuicompta.services.browse.keyset import KeyedRow
from tuicompta.services.browse.request import Condition, Group, Request, Test
from tuicompta.services.browse.searched_table import SearchedTable

EVERY_STATUS: Final = "".join(EntryStatus)
_LABELS: Final = json.dumps([(known.value, fold(known.label), known.label) for known in (*EntryOrigin, *LineType)])
_DIGITS = "0123456789"

_GIVEN: Final = """
    WITH named AS MATERIALIZED (
        SELECT value ->> 0 AS stored, value ->> 1 AS folded, value ->> 2 AS label FROM json_each(?))
"""
_SELECT: Final = """
    SELECT entry_line.id, entry.id, entry.status, (SELECT code FROM journal WHERE journal.id = journal_id),
           entry.entry_date, entry_line.piece_number, document_number,
           (SELECT number FROM account WHERE account.id = account_id), entry_line.label, debit, credit,
           (SELECT number FROM cheque WHERE cheque.entry_line_id = entry_line.id),
           (SELECT label FROM named WHERE stored = entry.origin),
           (SELECT title FROM account WHERE account.id = account_id),
           coalesce(entry_line.piece_date, entry.piece_date), definitive_number, substr(validated_at, 1, 10),
           (SELECT code FROM lettering WHERE lettering.id = lettering_id),
           (SELECT lettered_on FROM lettering WHERE lettering.id = lettering_id), tick_code,
           (SELECT label FROM named WHERE stored = line_type),
           (SELECT user.code FROM user WHERE user.id = created_by), substr(created_at, 1, 10),
           (SELECT text FROM note WHERE record_kind = 'entry' AND record_id = entry.id)
"""
_KEPT_LINES: Final = " WHERE entry.entry_date BETWEEN ? AND ? AND instr(?, entry.status) > 0"
_SOURCE: Final = " FROM entry JOIN entry_line ON entry_line.entry_id = entry.id" + _KEPT_LINES
_SCAN: Final = " FROM entry_line CROSS JOIN entry ON entry.id = entry_line.entry_id" + _KEPT_LINES
_DAY: Final = day_field("entry.entry_date")
# a year has few days: they are searched once, not in each entry
_DAY_HOLDS: Final = """
    entry.entry_date IN (
        SELECT day FROM (SELECT DISTINCT entry_date AS day FROM entry)
         WHERE instr(substr(day, 9, 2) || '/' || substr(day, 6, 2) || '/' || substr(day, 1, 4), ?) > 0)
"""


_CODE_OF_JOURNAL: Final = "(SELECT lower(code) FROM journal WHERE journal.id = journal_id)"
_SHOWN_JOURNAL: Final = "(SELECT code FROM journal WHERE journal.id = journal_id)"
_JOURNAL_HOLDS: Final = "journal_id IN (SELECT id FROM journal WHERE instr(lower(code), ?) > 0)"
_NUMBER: Final = "(SELECT lower(number) FROM account WHERE account.id = account_id)"
_SHOWN_NUMBER: Final = "(SELECT number FROM account WHERE account.id = account_id)"
_NUMBER_HOLDS: Final = "account_id IN (SELECT id FROM account WHERE instr(lower(number), ?) > 0)"
_TITLE: Final = "(SELECT folded_title FROM account WHERE account.id = account_id)"
_SHOWN_TITLE: Final = "(SELECT title FROM account WHERE account.id = account_id)"
_TITLE_HOLDS: Final = "account_id IN (SELECT id FROM account WHERE instr(folded_title, ?) > 0)"
_ORIGIN: Final = "(SELECT folded FROM named WHERE stored = entry.origin)"
_SHOWN_ORIGIN: Final = "(SELECT label FROM named WHERE stored = entry.origin)"
_ORIGIN_HOLDS: Final = "entry.origin IN (SELECT stored FROM named WHERE instr(folded, ?) > 0)"
_TYPE: Final = "(SELECT folded FROM named WHERE stored = line_type)"
_SHOWN_TYPE: Final = "(SELECT label FROM named WHERE stored = line_type)"
_USER: Final = "(SELECT lower(user.code) FROM user WHERE user.id = created_by)"
_SHOWN_USER: Final = "(SELECT user.code FROM user WHERE user.id = created_by)"
_LETTERED_ON: Final = "(SELECT lettered_on FROM lettering WHERE lettering.id = lettering_id)"
_LETTERS: Final = "(SELECT lower(code) FROM lettering WHERE lettering.id = lettering_id)"
_SHOWN_LETTERS: Final = "(SELECT code FROM lettering WHERE lettering.id = lettering_id)"


def _looked_up(value: str, shown: str, holds: str = "") -> Field:
    """Return the field of a text of another table; where that one is small it is searched instead of the lines."""
    return Field(value, f"coalesce({value}, '')", shown=shown, holds=holds)


_CHEQUE: Final = "(SELECT number FROM cheque WHERE cheque.entry_line_id = entry_line.id)"
_CHEQUE_HOLDS: Final = "entry_line.id IN (SELECT entry_line_id FROM cheque WHERE instr(number, ?) > 0)"
_STATUS: Final = "iif(entry.status = 'N', NULL, lower(entry.status))"
_STATUS_SHOWN: Final = "iif(entry.status = 'N', '', entry.status)"
_NOTE: Final = "(SELECT lower(text) FROM note WHERE record_kind = 'entry' AND record_id = entry.id)"
_TABLE: Final = AskableTable(
    given=_GIVEN,
    select=_SELECT,
    source=_SOURCE,
    scan=_SCAN,
    key="entry_line.id",
    order=("entry.entry_date", "entry.id", "entry_line.position"),
    fields={
        "status": Field(_STATUS, f"coalesce({_STATUS}, '')", alphabet="sv", shown=_STATUS_SHOWN),
        "journal": _looked_up(_CODE_OF_JOURNAL, _SHOWN_JOURNAL, _JOURNAL_HOLDS),
        "day": replace(_DAY, holds=_DAY_HOLDS),
        "piece": text_field("lower(entry_line.piece_number)", "entry_line.piece_number", "entry_line.piece_number"),
        "document": text_field("lower(document_number)", "document_number", "document_number"),
        "account": _looked_up(_NUMBER, _SHOWN_NUMBER, _NUMBER_HOLDS),
        "label": text_field("folded_label", "entry_line.label", "folded_label"),
        "debit": amount_field("debit"),
        "credit": amount_field("credit"),
        "cheque": Field(_CHEQUE, f"coalesce({_CHEQUE}, '')", alphabet=_DIGITS, holds=_CHEQUE_HOLDS),
        "origin": _looked_up(_ORIGIN, _SHOWN_ORIGIN, _ORIGIN_HOLDS),
        "title": _looked_up(_TITLE, _SHOWN_TITLE, _TITLE_HOLDS),
        "piece_date": day_field("coalesce(entry_line.piece_date, entry.piece_date)"),
        "definitive": Field("definitive_number", "coalesce(definitive_number, '')", alphabet=_DIGITS),
        "validated": day_field("substr(validated_at, 1, 10)"),
        "code": _looked_up(_LETTERS, _SHOWN_LETTERS),
        "lettered": day_field(_LETTERED_ON),
        "tick": text_field("lower(tick_code)", "tick_code"),
        "type": _looked_up(_TYPE, _SHOWN_TYPE),
        "user": _looked_up(_USER, _SHOWN_USER),
        "entered": day_field("substr(created_at, 1, 10)"),
        "notes": text_field(_NOTE),
        # it runs over the rows shown: there is nothing in it to search, filter or sort by
        "balance": Field("NULL", "''"),
    },
    sums={"debit": "debit", "credit": "credit"},
)
MANY = 50_000
"""The number of lines from which they are not counted before the next key."""
_LAST_KEY: Final = "SELECT max(id) FROM entry_line"
_WHOLE: Final = """
    SELECT count(*) FROM period WHERE start_date <= ?2 AND end_date >= ?1 AND (start_date < ?1 OR end_date > ?2)
"""
_KEPT: Final = """
    SELECT coalesce(sum(debit_lines + credit_lines), 0), coalesce(sum(debit), 0), coalesce(sum(credit), 0)
      FROM balance_total JOIN period ON period.id = period_id
     WHERE start_date >= ? AND end_date <= ? AND instr(?, status) > 0
"""


class LineScope(NamedTuple):
    """Lines from a day to another of some statuses, in letters; of an amount on either side, within a tolerance."""

    start: date
    end: date
    statuses: str = EVERY_STATUS
    amount: int | None = None
    tolerance: int = 0


class PostedLine(NamedTuple):
    """A line of a posted entry as the list shows it; amounts in cents."""

    entry_id: int
    status: str
    journal: str
    day: date
    piece: str
    document: str
    account: str
    label: str
    debit: int
    credit: int
    cheque: int | None
    origin: str
    title: str
    piece_date: date
    definitive: int | None
    validated: date | None
    code: str | None
    lettered: date | None
    tick: str | None
    type: str | None
    user: str
    entered: date
    notes: str | None
    balance: int | None = None


_DATE_PLACES: Final = tuple(
    PostedLine._fields.index(name) for name in ("day", "piece_date", "validated", "lettered", "entered")
)


class PlainLines(AskedTable):
    """The lines of a scope in their own order; where the kept totals know their number and their sums, they tell."""

    def __init__(self, database: Database, scope: LineScope) -> None:
        super().__init__(database, _TABLE, _parameters(scope), Request(conditions=_amount_group(scope)))
        self._kept: tuple[int, int, int] | None = None
        bounds = (iso(scope.start), iso(scope.end))
        if scope.amount is None and not database.value(_WHOLE, bounds):
            self._kept = database.row(_KEPT, (*bounds, scope.statuses))

    @property
    def known_count(self) -> int | None:
        """The number of lines where the kept totals know it."""
        return None if self._kept is None else self._kept[0]

    def count(self) -> int:
        """Return the number of lines."""
        return self._kept[0] if self._kept is not None else super().count()

    def totals(self) -> dict[str, int]:
        """Return the sums of the lines, in cents."""
        return {"debit": self._kept[1], "credit": self._kept[2]} if self._kept is not None else super().totals()


class PostedLines:
    """The lines of a scope, asked in any way: as they are, found, grouped."""

    def __init__(self, database: Database, scope: LineScope) -> None:
        self._database = database
        self.scope = scope
        self._last: SearchedTable | None = None
        self._big: bool | None = None

    def plain(self) -> PlainLines:
        """Return the lines in their own order."""
        return PlainLines(self._database, self.scope)

    def found(self, request: Request) -> SearchedTable | FoundTable:
        """Return the lines found; a search that goes on looks only at those that the search before found, when few."""
        asked = self._scoped(request)
        if asked.orders:
            return FoundTable(self._database, _TABLE, _parameters(self.scope), asked)
        last = self._last
        among = last.keys if last is not None and last.narrower(asked) else None
        self._last = SearchedTable(self._database, _TABLE, _parameters(self.scope), asked, among, big=self.is_big)
        return self._last

    @property
    def is_big(self) -> bool:
        """Whether the lines are so many that counting some of them takes time, and most of those of the file."""
        if self._big is None:
            count = self.plain().known_count or 0
            self._big = count >= MANY and 2 * count >= (self._database.value(_LAST_KEY) or 0)
        return self._big

    def running(self, request: Request) -> FoundTable:
        """Return the lines found, each with the balance that runs over them in their order (SW-34)."""
        asked = self._scoped(request)
        return FoundTable(self._database, _TABLE, _parameters(self.scope), asked, ("debit", "credit"))

    def grouped(self, request: Request) -> GroupedTable:
        """Return the lines as groups, of which only the headings are read (RECH-09)."""
        return GroupedTable(self._database, _TABLE, _parameters(self.scope), self._scoped(request))

    def asked(self, request: Request) -> AskedTable:
        """Return the lines asked for, to know the values of a column (FLT-02)."""
        return AskedTable(self._database, _TABLE, _parameters(self.scope), self._scoped(request))

    def forget(self) -> None:
        """Forget what the last search found: the data may have changed."""
        self._last = None

    def _scoped(self, request: Request) -> Request:
        conditions = Group((request.conditions, _amount_group(self.scope)))
        return Request(request.words, request.searched, conditions, request.orders)


def posted_line(keyed: KeyedRow) -> PostedLine:
    """Return a row of the table by its names."""
    values = list(keyed[1])
    values[1] = "" if values[1] == EntryStatus.UNVALIDATED else values[1]
    for place in _DATE_PLACES:
        values[place] = parse_iso(values[place]) if values[place] else None
    return PostedLine(*values)


def _parameters(scope: LineScope) -> Sequence[object]:
    return _LABELS, iso(scope.start), iso(scope.end), scope.statuses


def _amount_group(scope: LineScope) -> Group:
    """Return what finds an amount on either side; a line has one amount only, so that zero finds none (RECH-19)."""
    if scope.amount is None:
        return Group()
    low, high = scope.amount - scope.tolerance, scope.amount + scope.tolerance
    sides = tuple(Condition(side, Test.BETWEEN, (low, high)) for side in ("debit", "credit"))
    filled = tuple(Group((Condition(side.column, Test.DIFFERENT, (0,)), side)) for side in sides)
    return Group(filled, every=False)
