"""The opening balance: entries of journal RAN on the first day of the first open fiscal year (BO)."""

from collections.abc import Sequence
from dataclasses import replace

from tuicompta.core.entry.model import GridEntry
from tuicompta.core.enums import EntryOrigin, JournalType, NumberingMode
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.saved import SavedEntry
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, open_fiscal_years

JOURNAL = "RAN"
DESCRIPTION = "Report à nouveau, balance d'ouverture"
_CARRIED_FORWARD = """
    SELECT 1 FROM entry JOIN journal ON journal.id = journal_id WHERE code = 'AN' AND fiscal_year_id = ? LIMIT 1
"""
_ADD_JOURNAL = """
    INSERT INTO journal (code, type, description) SELECT ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM journal WHERE code = ?)
"""
_ADD_YEAR = """
    INSERT INTO journal_year (journal_id, fiscal_year_id, numbering, repeat_piece)
    SELECT id, ?, ?, 0 FROM journal WHERE code = ? ON CONFLICT DO NOTHING
"""


class NoOpenFiscalYearError(TuicomptaError):
    """An opening balance belongs to the first open fiscal year (BO-04)."""

    template = "Aucun exercice n'est ouvert : créez un exercice avant de saisir la balance d'ouverture."


class CarriedForwardYearError(TuicomptaError):
    """A fiscal year has a carry-forward or an opening balance, never both (BO-06)."""

    template = (
        "L'exercice {year} a des à-nouveaux générés : supprimez-les avant de saisir une balance d'ouverture "
        "(Exercices/Clôtures – Exercices – Supprimer les À nouveaux)."
    )


def save_opening_balance(dossier: Dossier, entry: GridEntry) -> SavedEntry:
    """Save an entry of the opening balance, as `save_opening_entries` does."""
    return save_opening_entries(dossier, [entry])[0]


def save_opening_entries(dossier: Dossier, entries: Sequence[GridEntry]) -> list[SavedEntry]:
    """Save entries of the opening balance; their journal, period and day are imposed (BO-03 to BO-07).

    Journal RAN appears in the fiscal year with its first entry. Raises the refusals of this module and of a save;
    nothing is then stored, the journal neither.
    """
    dossier.require_writable()
    with transaction(dossier.database):
        year = opening_year(dossier.database)
        ensure_opening_journal(dossier.database, year.id)
        imposed = [replace(entry, journal=JOURNAL, entry_date=year.start) for entry in entries]
        return save_entries(dossier, imposed, EntryOrigin.OPENING_BALANCE)


def ensure_opening_journal(database: Database, year_id: int) -> None:
    """Make journal RAN appear in a fiscal year, when it is not there yet (BO-07)."""
    database.run(_ADD_JOURNAL, (JOURNAL, JournalType.OPENING.value, DESCRIPTION, JOURNAL))
    database.run(_ADD_YEAR, (year_id, NumberingMode.MANUAL.value, JOURNAL))


def opening_year(database: Database) -> FiscalYear:
    """Return the first open fiscal year, which receives the opening balance (BO-04).

    Raises `NoOpenFiscalYearError`, or `CarriedForwardYearError` where carry-forward entries exist (BO-06).
    """
    years = open_fiscal_years(database)
    if not years:
        raise NoOpenFiscalYearError
    if database.row(_CARRIED_FORWARD, (years[0].id,)):
        raise CarriedForwardYearError(year=years[0].label)
    return years[0]
