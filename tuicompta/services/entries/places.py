"""Where an entry is, and the journals and months where it may go (CPS-05, CPS-06, TRF-06)."""

from dataclasses import dataclass
from datetime import date

from tuicompta.core.dates import parse_iso
from tuicompta.core.enums import CounterpartMode, EntryStatus, JournalType
from tuicompta.models.database import Database
from tuicompta.services.entries.errors import EntryGoneError
from tuicompta.services.entries.protection import name_of
from tuicompta.services.entries.references import JournalRow, References
from tuicompta.services.fiscal_years.fiscal_years import Period

_ENTRY = """
    SELECT journal.code, entry.fiscal_year_id, entry_date, piece_number, status, entry.version
      FROM entry JOIN journal ON journal.id = journal_id WHERE entry.id = ?
"""
_JOURNALS = """
    SELECT code FROM journal JOIN journal_year ON journal_id = journal.id AND fiscal_year_id = ?
     WHERE inactive = 0 AND type <> 'opening' AND counterpart_mode <> 'foot_of_journal' ORDER BY code
"""
_CLOSED = "SELECT 1 FROM journal_period WHERE journal_id = ? AND period_id = ? AND closed_at IS NOT NULL"


@dataclass(frozen=True, slots=True)
class EntryPlace:
    """A stored entry without its lines: its journal with the settings of its fiscal year, its month, its state."""

    id: int
    journal: JournalRow
    period: Period
    day: date
    piece: str
    status: EntryStatus
    version: int

    @property
    def name(self) -> str:
        """How messages name it."""
        return name_of(self.journal.code, self.piece, self.day.isoformat())


def place_of(references: References, entry_id: int) -> EntryPlace:
    """Return where an entry is; raises `EntryGoneError`."""
    row = references.database.row(_ENTRY, (entry_id,))
    if row is None:
        raise EntryGoneError
    code, year, day, piece, status, version = row
    when = parse_iso(day)
    period = references.period(when)
    if period is None:
        raise EntryGoneError
    return EntryPlace(entry_id, references.journal(code, year), period, when, piece, EntryStatus(status), version)


def moves_freely(journal: JournalRow) -> str:
    """Return why the entries of a journal neither move nor are reversed, "" when they may (CTP-04, INV-07, INV-08)."""
    if journal.type is JournalType.OPENING:
        return f"le journal {journal.code} est un journal d'à-nouveaux"
    if journal.counterpart_mode is CounterpartMode.FOOT_OF_JOURNAL:
        return f"le journal {journal.code} a sa contrepartie en pied de journal"
    return ""


def open_journals(references: References, fiscal_year_id: int) -> list[JournalRow]:
    """Return the journals in use that receive moved entries in a fiscal year, by code."""
    codes = references.database.rows(_JOURNALS, (fiscal_year_id,))
    return [references.journal(code, fiscal_year_id) for (code,) in codes]


def is_closed(database: Database, journal_id: int, period_id: int) -> bool:
    """Tell whether a journal/month is closed."""
    return database.row(_CLOSED, (journal_id, period_id)) is not None
