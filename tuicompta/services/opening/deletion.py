"""Deleting the opening balance as a whole, journal RAN with it (BO-09 to BO-11)."""

from dataclasses import dataclass

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import format_date
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.events import EventKind, record_event
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, current_fiscal_year
from tuicompta.services.journals.journals import journal_id
from tuicompta.services.opening.opening_balance import JOURNAL

_COUNTED = """
    SELECT count(DISTINCT entry.id), count(*), coalesce(sum(debit), 0), coalesce(sum(credit), 0)
      FROM entry JOIN entry_line ON entry_id = entry.id WHERE journal_id = ? AND fiscal_year_id = ?
"""
_ENTRIES = "SELECT id FROM entry WHERE journal_id = ? AND fiscal_year_id = ? ORDER BY id"
_VALIDATED = "SELECT 1 FROM entry WHERE journal_id = ? AND fiscal_year_id = ? AND status = 'V' LIMIT 1"
_CLOSED = """
    SELECT 1 FROM journal_period JOIN period ON period.id = period_id
     WHERE journal_id = ? AND fiscal_year_id = ? AND closed_at IS NOT NULL LIMIT 1
"""
_LEAVE_YEAR = "DELETE FROM journal_year WHERE journal_id = ? AND fiscal_year_id = ?"
_LEAVE_PERIODS = """
    DELETE FROM journal_period
     WHERE journal_id = ? AND period_id IN (SELECT id FROM period WHERE fiscal_year_id = ?)
"""
_USED = "SELECT 1 FROM journal_year WHERE journal_id = ? LIMIT 1"


class NoOpeningBalanceError(TuicomptaError):
    """The current fiscal year has no opening balance (BO-09)."""

    template = "L'exercice {year} n'a pas de balance d'ouverture : il n'y a rien à supprimer."


class FinalOpeningBalanceError(TuicomptaError):
    """A validated or closed opening balance stays (BO-10)."""

    template = (
        "La balance d'ouverture de l'exercice {year} ne peut pas être supprimée : {reason}. "
        "Corrigez-la par une écriture d'un journal d'Opérations Diverses au {day}."
    )


@dataclass(frozen=True, slots=True)
class OpeningSummary:
    """What a deletion takes away: entries, lines, and totals in cents."""

    year: FiscalYear
    entries: int
    lines: int
    debit: int
    credit: int


def opening_summary(dossier: Dossier) -> OpeningSummary:
    """Return the opening balance of the current fiscal year; raises why it cannot be deleted (BO-09, BO-10)."""
    database, year = dossier.database, current_fiscal_year(dossier)
    journal = journal_id(database, JOURNAL)
    counted = database.row(_COUNTED, (journal, year.id)) if journal is not None else None
    if counted is None or not counted[0]:
        raise NoOpeningBalanceError(year=year.label)
    if reason := _final(database, journal, year):
        raise FinalOpeningBalanceError(year=year.label, reason=reason, day=format_date(year.start))
    return OpeningSummary(year, *counted)


def delete_opening_balance(dossier: Dossier) -> OpeningSummary:
    """Delete all its lines and journal RAN, which leaves an event (BO-09, BO-11); all of it or nothing.

    Raises what holds one of its lines.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        summary = opening_summary(dossier)
        place = journal_id(database, JOURNAL), summary.year.id
        for (entry_id,) in database.rows(_ENTRIES, place):
            delete_entry(dossier, entry_id)
        _delete_journal(database, place)
        detail = {"lignes": summary.lines, "débit": _text(summary.debit), "crédit": _text(summary.credit)}
        record_event(dossier, EventKind.OPENING_BALANCE_DELETED, f"exercice {summary.year.label}", detail)
    return summary


def _final(database: Database, journal: int | None, year: FiscalYear) -> str:
    if year.closed:
        return "l'exercice est clôturé"
    if database.row(_VALIDATED, (journal, year.id)):
        return "une de ses écritures est validée"
    return "son mois est clôturé" if database.row(_CLOSED, (journal, year.id)) else ""


def _delete_journal(database: Database, place: tuple[int | None, int]) -> None:
    """Take journal RAN away from the fiscal year, and from the dossier when no other one has it (JO-05)."""
    database.run(_LEAVE_PERIODS, place)
    database.run(_LEAVE_YEAR, place)
    if not database.row(_USED, place[:1]):
        database.run("DELETE FROM account_usage WHERE journal_id = ?", place[:1])
        database.run("DELETE FROM journal WHERE id = ?", place[:1])


def _text(cents: int) -> str:
    return format_amount(cents)
