"""Fiscal years of a new dossier before the last two: taken validated, then closed (FECI-02, EX-03)."""

from tuicompta.core.dates import iso
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.events import EventKind, record_event
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear

_UNVALIDATED = "SELECT count(*) FROM entry WHERE fiscal_year_id = ? AND status <> 'V'"
_MONTHS = """
    INSERT INTO journal_period (journal_id, period_id, closed_at, closed_by)
    SELECT journal.id, period.id, ?, ? FROM journal JOIN period ON fiscal_year_id = ? WHERE true
    ON CONFLICT DO UPDATE SET closed_at = excluded.closed_at, closed_by = excluded.closed_by
"""
_YEAR = "UPDATE fiscal_year SET closed_at = ?, version = version + 1 WHERE id = ?"


class UnvalidatedOldYearError(TuicomptaError):
    """An earlier fiscal year would have to stay open: some of its entries bear no validation date."""

    template = (
        "«{name}» : l'exercice {year} doit être clôturé, car deux exercices au plus restent ouverts, mais "
        "{count} écriture(s) n'ont pas de date de validation. Partez des deux derniers exercices."
    )


def close_imported_year(dossier: Dossier, year: FiscalYear, name: str) -> None:
    """Close a fiscal year just imported from a file, and its months; raises UnvalidatedOldYearError.

    Its file is that of a year closed elsewhere: the entries are final, and its carry-forward is in the next file.
    """
    database = dossier.database
    left = int(database.value(_UNVALIDATED, (year.id,)))
    if left:
        raise UnvalidatedOldYearError(name=clean_text(name), year=year.label, count=left)
    now = dossier.now()
    with transaction(database):
        database.run(_MONTHS, (now, dossier.user.id, year.id))
        database.run(_YEAR, (now, year.id))
        detail: dict[str, object] = {"début": iso(year.start), "fin": iso(year.end), "fichier": clean_text(name)}
        record_event(dossier, EventKind.ANNUAL_CLOSING, f"Exercice {year.label}", detail)
