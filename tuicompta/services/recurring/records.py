"""Recurring entries as their cards and their list hold them (ABO-01)."""

from dataclasses import dataclass
from datetime import date

from tuicompta.core.dates import parse_iso
from tuicompta.core.enums import EntryStatus
from tuicompta.core.recurrence import Recurrence, RecurrenceUnit
from tuicompta.models.database import Database, Row
from tuicompta.services.dossiers.record_locks import RecordGoneError

KIND = "recurring_entry"
CODE_LENGTH = 10

_COLUMNS = """
    recurring_entry.code, recurring_entry.label, journal.code, coalesce(guide_model.name, ''), piece,
    step, unit, first_date, last_date, occurrences, month_end, status, active
"""
_FROM = """
      FROM recurring_entry JOIN journal ON journal.id = recurring_entry.journal_id
      LEFT JOIN guide_model ON guide_model.id = guide_model_id
"""
_READ = f"SELECT {_COLUMNS}, recurring_entry.version {_FROM} WHERE recurring_entry.id = ?"
_ALL = f"SELECT {_COLUMNS}, recurring_entry.id {_FROM} ORDER BY recurring_entry.code"
_LINES = """
    SELECT number, label, amount FROM recurring_line JOIN account ON account.id = account_id
     WHERE recurring_entry_id = ? ORDER BY position
"""


@dataclass(frozen=True, slots=True)
class RecurringLine:
    """A line of a card: its account, its own label, its amount, debit − credit in cents.

    An amount of None is left to the formula of the guide model.
    """

    account: str
    label: str = ""
    amount: int | None = 0


@dataclass(frozen=True, slots=True)
class RecurringEntry:
    """What a card holds; `model` is the name of its guide model, "" when the lines are its own."""

    code: str
    label: str
    journal: str
    recurrence: Recurrence
    model: str = ""
    piece: str = ""
    status: EntryStatus = EntryStatus.UNVALIDATED
    active: bool = True
    lines: tuple[RecurringLine, ...] = ()


def read_recurring_entry(database: Database, identifier: int) -> tuple[RecurringEntry, int]:
    """Return a card and its version; raises `RecordGoneError`."""
    row = database.row(_READ, (identifier,))
    if row is None:
        raise RecordGoneError(name="L'abonnement")
    return _entry(database, identifier, row), row[-1]


def recurring_entries(database: Database) -> list[tuple[int, RecurringEntry]]:
    """Return every card by its code."""
    return [(row[-1], _entry(database, row[-1], row)) for row in database.rows(_ALL)]


def recurring_entry_id(database: Database, code: str) -> int | None:
    """Return the identifier of a card, nothing when the code is unknown."""
    found: int | None = database.value("SELECT id FROM recurring_entry WHERE code = ?", (code,))
    return found


def _entry(database: Database, identifier: int, row: Row) -> RecurringEntry:
    code, label, journal, model, piece, step, unit, first, last, occurrences, month_end, status, active, _ = row
    recurrence = Recurrence(
        parse_iso(first), step, RecurrenceUnit(unit), bool(month_end), _day(last), occurrences=occurrences
    )
    lines = tuple(RecurringLine(*line) for line in database.rows(_LINES, (identifier,)))
    return RecurringEntry(code, label, journal, recurrence, model, piece, EntryStatus(status), bool(active), lines)


def _day(text: str | None) -> date | None:
    return parse_iso(text) if text else None
