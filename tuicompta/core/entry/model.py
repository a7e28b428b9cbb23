"""What is typed in an entry grid: lines, entries, and the grid that holds them in order.

Lines and entries are values: a change makes a new one, so that a step of the history is a pair of references and
whatever was computed from an entry stays true for it. Amounts are whole cents, dates are `datetime.date`, a cell
without value holds "", 0 or None.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import Final, Self

from tuicompta.core.dates import YearMonth
from tuicompta.core.enums import EntryStatus, Side


class Column(StrEnum):
    """Columns of an entry grid that hold a cell, in the order of the screen (KM-08, SE-09)."""

    JOURNAL = "journal"
    DATE = "date"
    PIECE = "piece"
    PIECE_DATE = "piece_date"
    DOCUMENT = "document"
    ACCOUNT = "account"
    LABEL = "label"
    DEBIT = "debit"
    CREDIT = "credit"
    DUE_DATE = "due_date"
    PAYMENT_METHOD = "payment_method"
    CHEQUE = "cheque"


COLUMNS: Final = tuple(column for column in Column if column is not Column.PIECE_DATE)
HEADER: Final = frozenset({Column.JOURNAL, Column.DATE})
AMOUNTS: Final = (Column.DEBIT, Column.CREDIT)
DATES: Final = frozenset({Column.DATE, Column.PIECE_DATE, Column.DUE_DATE})

AMOUNT_OF: Final = MappingProxyType({Side.DEBIT: Column.DEBIT, Side.CREDIT: Column.CREDIT})
SIDE_OF: Final = MappingProxyType({Column.DEBIT: Side.DEBIT, Column.CREDIT: Side.CREDIT})
REPEATED_ENTRY: Final = "*"

CellValue = str | int | date | None


class Provenance(StrEnum):
    """Where the value of a cell comes from.

    TYPED: the user's own, no rule ever replaces it. ACCEPTED: a proposal taken with Enter, Tab or `+`. REPEATED: copied
    from the first line, which it follows (NUM-09, KM-70). CLEARED: emptied by the user, nothing is proposed there any
    more (KM-69). What is proposed and not accepted is in no entry, only in the view (KM-81).
    """

    TYPED = "typed"
    ACCEPTED = "accepted"
    REPEATED = "repeated"
    CLEARED = "cleared"


_OF_LINES: Final = tuple(column for column in Column if column not in HEADER)

Marks = Mapping[Column, Provenance]


@dataclass(frozen=True, slots=True)
class DuePart:
    """One due date of a line as edited in the due-date window (ECH-09): a date, whole cents, a payment method."""

    due_date: date
    amount: int
    payment_method: str = ""
    bank: str = ""


@dataclass(frozen=True, slots=True)
class GridLine:
    """One line of an entry: one account, one amount on one side.

    `marks` gives the provenance of each cell that holds a value. `due_parts` holds the schedule of the due-date window
    when it was opened, else nothing and the payment terms rule. `guide` is the rank of the line in the guide model or
    the entry it was copied from, while the entry has a `template`. `line_id` is the stored line this one shows, if any;
    the cells `locked` of a protected line cannot be typed in, for the reason `lock_reason` (SJ-38). `piece_date` is
    nothing when it is that of the entry (SW-40, BO-13).
    """

    piece: str = ""
    document: str = ""
    account: str = ""
    label: str = ""
    debit: int = 0
    credit: int = 0
    due_date: date | None = None
    payment_method: str = ""
    cheque: str = ""
    marks: Marks = field(default_factory=dict)
    due_parts: tuple[DuePart, ...] = ()
    guide: int | None = None
    line_id: int | None = None
    locked: frozenset[Column] = frozenset()
    lock_reason: str = ""
    piece_date: date | None = None

    def value(self, column: Column) -> CellValue:
        """Return what a cell of the line holds; the journal and the date belong to the entry."""
        held: CellValue = getattr(self, column.value)
        return held

    def provenance(self, column: Column) -> Provenance | None:
        """Return where the value of a cell comes from, nothing when it is empty."""
        return self.marks.get(column)

    def with_value(self, column: Column, value: CellValue, provenance: Provenance) -> Self:
        """Return the line with another value in a cell; an empty value takes its mark away."""
        marks = {name: mark for name, mark in self.marks.items() if name is not column}
        if value or provenance is Provenance.CLEARED:
            marks[column] = provenance
        # A line changes several times a key: `replace`, which asks the class for its fields, costs four times as much.
        held = dict(zip(_FIELDS, _ALL_FIELDS(self), strict=True))
        return type(self)(**{**held, column.value: value, "marks": marks})

    def with_amount(self, side: Side, cents: int, provenance: Provenance) -> Self:
        """Return the line with this amount, in cents, on this side and nothing on the other."""
        emptied = self.with_value(AMOUNT_OF[side.opposite], 0, provenance)
        return emptied.with_value(AMOUNT_OF[side], cents, provenance)

    @property
    def side(self) -> Side | None:
        """Side that holds the amount of the line, nothing while it has none."""
        if self.debit:
            return Side.DEBIT
        return Side.CREDIT if self.credit else None

    @property
    def balance(self) -> int:
        """Debit − credit in cents."""
        return self.debit - self.credit

    @property
    def is_whole(self) -> bool:
        """Whether the line has its account and its amount."""
        return bool(self.account and (self.debit or self.credit))

    @property
    def is_blank(self) -> bool:
        """Whether the line holds nothing but what it repeats of the first one, or a piece number proposed to it."""
        return not any(self.value(column) and self._is_own(column) for column in _OF_LINES)

    def _is_own(self, column: Column) -> bool:
        mark = self.marks.get(column)
        proposed = column is Column.PIECE and mark is Provenance.ACCEPTED
        return mark is not Provenance.REPEATED and not proposed


_FIELDS: Final = tuple(each.name for each in fields(GridLine))
_ALL_FIELDS: Final = attrgetter(*_FIELDS)


@dataclass(frozen=True)
class GridEntry:
    """One entry of the grid: its journal, its date and its real lines; ghost lines are never among them.

    `key` identifies the entry in the grid for as long as the window is open, and in the draft. `entry_id` and `version`
    are those of the stored entry it shows, once saved or when it was read from the journal. `saved`: nothing of it
    waits for a save. `read_only` is the reason why nothing of it can change, empty when it can (KM-05, SJ-38).
    `complete`: ended by its last stop, or read from the journal; a separator is drawn below (KM-24). `template` is the
    code of the guide model, its name when it has no code, or `REPEATED_ENTRY`, until the entry is complete: the cursor
    then stops only on the date and on the amounts that no formula gives (KM-91, KM-92). `declined` holds the accounts
    of the ghost lines the user dropped. `piece_date` is nothing when equal to the date (SW-40).
    """

    key: int
    journal: str = ""
    entry_date: date | None = None
    piece_date: date | None = None
    lines: tuple[GridLine, ...] = ()
    marks: Marks = field(default_factory=dict)
    complete: bool = False
    saved: bool = False
    read_only: str = ""
    status: EntryStatus = EntryStatus.UNVALIDATED
    entry_id: int | None = None
    version: int = 0
    template: str = ""
    declined: tuple[str, ...] = ()

    @cached_property
    def debit(self) -> int:
        """Sum of the debits of the lines, in cents."""
        return sum(line.debit for line in self.lines)

    @cached_property
    def credit(self) -> int:
        """Sum of the credits of the lines, in cents."""
        return sum(line.credit for line in self.lines)

    @property
    def difference(self) -> int:
        """Debits − credits of the entry in cents, 0 when it balances."""
        return self.debit - self.credit

    @property
    def is_balanced(self) -> bool:
        """Whether the entry has at least two lines and balances (KM-47)."""
        return len(self.lines) > 1 and self.difference == 0

    @property
    def is_new(self) -> bool:
        """Whether the entry is an empty new one: it has no line, hence nothing to save."""
        return not self.lines

    @property
    def piece(self) -> str:
        """Piece number of the entry: that of its first line."""
        return self.lines[0].piece if self.lines else ""

    def value(self, line: int, column: Column) -> CellValue:
        """Return what the cell of a line holds, the journal and the date being those of the entry."""
        if column is Column.JOURNAL:
            return self.journal
        if column is Column.DATE:
            return self.entry_date
        return self.lines[line].value(column) if line < len(self.lines) else None

    def with_journal(self, journal: str, provenance: Provenance) -> Self:
        """Return the entry in another journal."""
        return replace(self, journal=journal, marks=self._marked(Column.JOURNAL, provenance if journal else None))

    def with_date(self, day: date | None, provenance: Provenance) -> Self:
        """Return the entry at another date, all its lines with it (SJ-07)."""
        return replace(self, entry_date=day, marks=self._marked(Column.DATE, provenance if day else None))

    def with_lines(self, lines: tuple[GridLine, ...]) -> Self:
        """Return the entry with other lines; it is complete no longer when they do not balance."""
        changed = replace(self, lines=lines)
        return changed if changed.is_balanced or not changed.complete else replace(changed, complete=False)

    def with_line(self, index: int, line: GridLine) -> Self:
        """Return the entry with one line replaced, or added when `index` is just after the last one."""
        return self.with_lines((*self.lines[:index], line, *self.lines[index + 1 :]))

    def is_stored_as(self, stored: Self | None) -> bool:
        """Tell whether the entry is still stored as it was read, whatever was typed in it since (SW-39).

        One validated, deleted or lettered meanwhile is not.
        """
        if stored is None or (self.version, self.status) != (stored.version, stored.status):
            return False
        held = {line.line_id: line.locked for line in self.lines}
        same = all(held.get(line.line_id, line.locked) == line.locked for line in stored.lines)
        return same and self.read_only == stored.read_only

    def _marked(self, column: Column, provenance: Provenance | None) -> Marks:
        marks = {name: mark for name, mark in self.marks.items() if name is not column}
        return marks | ({column: provenance} if provenance else {})


@dataclass
class Grid:
    """The entries in the order of the screen, the last one being the empty new entry.

    `start` and `end` bound the fiscal year of the header, or its period (KM-07, SJ-05). `working_month` is the month
    chosen in the header, nothing while it follows the entries (KM-42). `journal` and `entry_date` are those that the
    header gives to every entry, in the windows where it does (SJ-05, SE-09). `read_only` is the reason why nothing can
    be entered, empty when something can (SJL-24).
    """

    start: date
    end: date
    entries: list[GridEntry] = field(default_factory=list)
    working_month: YearMonth | None = None
    journal: str = ""
    entry_date: date | None = None
    read_only: str = ""
