"""The journals that recurring entries may be posted in (ABO-01, MG-04)."""

from tuicompta.core.enums import JournalType
from tuicompta.models.database import Database
from tuicompta.services.recurring.errors import RecurringJournalError
from tuicompta.services.small_tables.choices import Coded

_ALL = """
    SELECT code, description FROM journal
     WHERE type <> 'opening' AND inactive = 0 AND ? IN ('', type)
       AND NOT EXISTS (SELECT 1 FROM journal_year JOIN fiscal_year ON fiscal_year.id = fiscal_year_id
                        WHERE journal_id = journal.id AND closed_at IS NULL AND counterpart_mode = 'foot_of_journal')
     ORDER BY code
"""


def offered_journals(database: Database, kind: JournalType | None = None) -> list[Coded]:
    """Return the journals that a card may have, of the type of its model if it has one."""
    return [Coded(*row) for row in database.rows(_ALL, (kind.value if kind else "",))]


def check_journal(database: Database, journal: str, code: str, kind: JournalType | None) -> None:
    """Refuse a journal that a card cannot have; raises `RecurringJournalError`."""
    if any(found.code == journal for found in offered_journals(database)):
        if any(found.code == journal for found in offered_journals(database, kind)):
            return
        raise RecurringJournalError(journal=journal, code=code, reason=f"le modèle est de type {kind and kind.label}")
    reason = "il est inactif, d'à-nouveaux, ou sa contrepartie est en pied de journal"
    raise RecurringJournalError(journal=journal, code=code, reason=reason)
