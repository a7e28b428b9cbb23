"""The fiscal year whose balances are missing from the next one, as long as nothing is carried forward from it (AN)."""

from collections.abc import Sequence
from typing import Final

from tuicompta.models.database import Database
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear

_MISSING: Final = """
    SELECT EXISTS (SELECT 1 FROM period JOIN balance_total ON period_id = period.id WHERE fiscal_year_id = ?1)
       AND NOT EXISTS (SELECT 1 FROM period JOIN journal ON journal.type = 'opening'
                         JOIN entry ON entry.journal_id = journal.id AND entry.period_id = period.id
                        WHERE period.fiscal_year_id = ?2)
"""


def year_not_carried_into(database: Database, years: Sequence[FiscalYear], year: FiscalYear) -> FiscalYear | None:
    """Return the open fiscal year before one, when it has entries and nothing opens that one; nothing otherwise.

    `years` are those of the dossier, oldest first.
    """
    before = next((other for other in reversed(years) if other.end < year.start), None)
    if before is None or before.closed:
        return None
    return before if database.value(_MISSING, (before.id, year.id)) else None
