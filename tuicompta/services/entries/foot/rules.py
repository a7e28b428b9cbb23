"""What a foot-of-journal journal refuses, and the status common to its month (CTP-04, CTP-05, STA-09)."""

from collections.abc import Iterable

from tuicompta.core.dates import month_label, parse_iso
from tuicompta.core.enums import CounterpartMode, EntryStatus
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database

_IS_AT_FOOT = "SELECT counterpart_mode FROM journal_year WHERE journal_id = ? AND fiscal_year_id = ?"
_OF_ENTRY = """
    SELECT journal.code, counterpart_mode FROM entry JOIN journal ON journal.id = entry.journal_id
      LEFT JOIN journal_year ON journal_year.journal_id = entry.journal_id
                            AND journal_year.fiscal_year_id = entry.fiscal_year_id
     WHERE entry.id = ?
"""
_MONTH = """
    SELECT other.id FROM entry JOIN entry AS other
        ON other.journal_id = entry.journal_id AND other.period_id = entry.period_id
     WHERE entry.id = ? ORDER BY other.entry_date, other.id
"""
_STATUS = "SELECT status FROM entry WHERE journal_id = ? AND period_id = ? AND id IS NOT ? LIMIT 1"
_MONTH_NAME = "SELECT journal.code, start_date FROM journal, period WHERE journal.id = ? AND period.id = ?"


class FootOfJournalError(TuicomptaError):
    """An act that a foot-of-journal journal forbids (CTP-04)."""

    template = (
        "Le journal {journal} a sa contrepartie en pied de journal : {act}. "
        "Corrigez ses lignes dans la saisie par journal."
    )


class FootValidatedError(TuicomptaError):
    """A validated foot-of-journal journal/month receives no line any more (CTP-05)."""

    template = (
        "Le journal {journal}, {month}, est validé en entier (contrepartie en pied de journal) : il ne reçoit plus "
        "de ligne. Saisissez-la dans un autre mois ou dans un autre journal."
    )


def is_at_foot(database: Database, journal_id: int, fiscal_year_id: int) -> bool:
    """Tell whether a journal has its counterpart at the foot in a fiscal year (JF-18)."""
    found: str | None = database.value(_IS_AT_FOOT, (journal_id, fiscal_year_id))
    return found == CounterpartMode.FOOT_OF_JOURNAL


def is_entry_at_foot(database: Database, entry_id: int) -> bool:
    """Tell whether an entry is a day of a foot-of-journal journal."""
    return refusal_at_foot(database, entry_id) is not None


def refusal_at_foot(
    database: Database, entry_id: int, act: str = "ses écritures ne sont ni contrepassées ni transférées"
) -> FootOfJournalError | None:
    """Return why an entry is neither reversed nor transferred, nothing when its journal allows it (CTP-04)."""
    row = database.row(_OF_ENTRY, (entry_id,))
    if row is None or row[1] != CounterpartMode.FOOT_OF_JOURNAL:
        return None
    return FootOfJournalError(journal=row[0], act=act)


def with_whole_months(database: Database, entry_ids: Iterable[int]) -> list[int]:
    """Return entries with all those of the journal/month of each one at foot: one status a month (STA-09, CTP-05)."""
    found: list[int] = []
    for entry_id in dict.fromkeys(entry_ids):
        at_foot = entry_id not in found and is_entry_at_foot(database, entry_id)
        found += [row[0] for row in database.rows(_MONTH, (entry_id,))] if at_foot else [entry_id]
    return list(dict.fromkeys(found))


def status_of_month(
    database: Database, journal_id: int, period_id: int, besides: int | None = None
) -> EntryStatus | None:
    """Return the status common to the entries of a journal/month, nothing when it has none besides one of them."""
    found = database.value(_STATUS, (journal_id, period_id, besides))
    return EntryStatus(found) if found else None


def check_not_validated(database: Database, journal_id: int, period_id: int) -> None:
    """Refuse a change in a validated journal/month (CTP-05)."""
    if status_of_month(database, journal_id, period_id) is EntryStatus.VALIDATED:
        code, start = database.row(_MONTH_NAME, (journal_id, period_id)) or ("", "")
        raise FootValidatedError(journal=code, month=month_label(parse_iso(start)))
