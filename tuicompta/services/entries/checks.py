"""What an entry must be before it is stored: complete, balanced, in a journal and a month that are open to it."""

from datetime import date

from tuicompta.core.amounts import MAX_CENTS, format_amount
from tuicompta.core.dates import month_label
from tuicompta.core.entry.model import GridEntry, GridLine
from tuicompta.core.enums import CounterpartMode, EntryOrigin, JournalType
from tuicompta.models.database import Database
from tuicompta.services.entries.errors import (
    ClosedMonthError,
    IncompleteEntryError,
    LineAmountError,
    ReservedJournalError,
    SingleLineEntryError,
    UnbalancedEntryError,
)
from tuicompta.services.entries.references import JournalRow
from tuicompta.services.fiscal_years.fiscal_years import Period

_FEWEST_LINES = 2
_INTO_OPENING = frozenset({EntryOrigin.OPENING_BALANCE, EntryOrigin.CARRY_FORWARD, EntryOrigin.IMPORT})
_AT_FOOT = frozenset({EntryOrigin.JOURNAL_WINDOW, EntryOrigin.PAYMENT, EntryOrigin.BANK_STATEMENT})


def check_entry(entry: GridEntry, name: str) -> date:
    """Refuse an entry that cannot stand alone: missing cell, single line, debits that differ from credits (KM-37)."""
    day = check_cells(entry, name)
    if len(entry.lines) < _FEWEST_LINES:
        raise SingleLineEntryError(entry=name)
    if not entry.is_balanced:
        raise UnbalancedEntryError(entry=name, gap=format_amount(entry.difference))
    return day


def check_cells(entry: GridEntry, name: str) -> date:
    """Refuse an entry with a missing cell or an amount that cannot be stored; return its date (KM-37, INV-15)."""
    if entry.entry_date is None:
        raise IncompleteEntryError(entry=name, cell="la date")
    for rank, line in enumerate(entry.lines, start=1):
        if missing := _missing_cell(line):
            raise IncompleteEntryError(entry=name, cell=f"{missing} de la ligne {rank}")
        if reason := _wrong_amount(line):
            raise LineAmountError(entry=name, line=rank, reason=reason)
    return entry.entry_date


def _missing_cell(line: GridLine) -> str:
    if not line.account:
        return "le compte"
    if not line.label:
        return "le libellé"
    return "" if line.debit or line.credit else "le montant"


def _wrong_amount(line: GridLine) -> str:
    if line.debit and line.credit:
        return "le montant est au débit ou au crédit, jamais aux deux"
    return "" if abs(line.balance) <= MAX_CENTS else "au plus 13 chiffres avant la virgule"


def check_place(database: Database, journal: JournalRow, period: Period, origin: EntryOrigin, name: str) -> None:
    """Refuse an entry in a journal that its origin does not reach, or in a closed month (INV-04, INV-07, INV-08)."""
    if journal.type is JournalType.OPENING and origin not in _INTO_OPENING:
        raise ReservedJournalError(code=journal.code, reason="il est géré par le programme")
    if journal.counterpart_mode is CounterpartMode.FOOT_OF_JOURNAL and origin not in _AT_FOOT:
        raise ReservedJournalError(code=journal.code, reason="sa contrepartie est en pied de journal")
    query = "SELECT closed_at FROM journal_period WHERE journal_id = ? AND period_id = ?"
    if database.value(query, (journal.id, period.id)):
        raise ClosedMonthError(journal=journal.code, month=month_label(period.start), entry=name)
