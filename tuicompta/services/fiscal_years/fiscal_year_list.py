"""Fiscal years as the list and the card show them, those that can be added, the one that can be deleted (EX)."""

from dataclasses import dataclass
from datetime import date, timedelta

from tuicompta.core.dates import add_months, parse_iso
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.fiscal_years import Span, following_year
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, current_fiscal_year, fiscal_years, periods_of
from tuicompta.services.notes import delete_note

KIND = "fiscal_year"
OPEN, CLOSED = "Ouvert", "Clôturé"

_ALL = """
    SELECT id, start_date, end_date, closed_at, carried_forward_at, version FROM fiscal_year ORDER BY start_date DESC
"""
_ENTRIES = "SELECT count(*) FROM entry WHERE fiscal_year_id = ?"


class FiscalYearNotDeletableError(TuicomptaError):
    """Only an empty fiscal year at an end of the list goes away (EX-14)."""

    template = "L'exercice {year} ne peut pas être supprimé : {reason}."


@dataclass(frozen=True, slots=True)
class FiscalYearRow:
    """A fiscal year: its dates, when it was closed and carried forward, whether the user works on it."""

    year: FiscalYear
    closed_on: date | None
    carried_on: date | None
    version: int
    current: bool

    @property
    def state(self) -> str:
        """«Ouvert» or «Clôturé» (EXF-02)."""
        return CLOSED if self.year.closed else OPEN


def fiscal_year_rows(dossier: Dossier) -> list[FiscalYearRow]:
    """Return the fiscal years, the latest first (EX-01)."""
    current = current_fiscal_year(dossier).id
    return [
        FiscalYearRow(
            FiscalYear(identifier, parse_iso(start), parse_iso(end), closed is not None),
            _day(closed),
            _day(carried),
            version,
            identifier == current,
        )
        for identifier, start, end, closed, carried, version in dossier.database.rows(_ALL)
    ]


def fiscal_year_row(dossier: Dossier, year_id: int) -> FiscalYearRow | None:
    """Return one fiscal year, nothing when it is gone."""
    return next((row for row in fiscal_year_rows(dossier) if row.year.id == year_id), None)


def next_span(database: Database) -> Span:
    """Return the twelve months after the last fiscal year (EX-07)."""
    return following_year(fiscal_years(database)[-1].end)


def previous_span(database: Database) -> Span:
    """Return the twelve months before the first fiscal year (EX-07)."""
    end = fiscal_years(database)[0].start - timedelta(days=1)
    return Span(add_months(end + timedelta(days=1), -12), end)


def delete_fiscal_year(dossier: Dossier, year_id: int) -> None:
    """Delete an empty open fiscal year at an end of the list, with its periods (EX-14).

    Raises `FiscalYearNotDeletableError`.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        years = fiscal_years(database)
        year = next((known for known in years if known.id == year_id), None)
        if year is None:
            return
        reason = _reason_to_keep(database, years, year)
        if reason:
            raise FiscalYearNotDeletableError(year=year.label, reason=reason)
        for period in periods_of(database, year):
            delete_period(database, period.id)
        database.run("DELETE FROM journal_year WHERE fiscal_year_id = ?", (year_id,))
        database.run("DELETE FROM guided_counter WHERE fiscal_year_id = ?", (year_id,))
        delete_note(database, KIND, year_id)
        database.run("DELETE FROM fiscal_year WHERE id = ?", (year_id,))


def delete_period(database: Database, period_id: int) -> None:
    """Delete a period without entry, with its counters."""
    database.run("DELETE FROM journal_period WHERE period_id = ?", (period_id,))
    database.run("DELETE FROM period WHERE id = ?", (period_id,))


def _reason_to_keep(database: Database, years: list[FiscalYear], year: FiscalYear) -> str:
    if len(years) == 1:
        return "un dossier a au moins un exercice"
    if year not in {years[0], years[-1]}:
        return "seul le premier ou le dernier peut l'être"
    if year.closed:
        return "il est clôturé"
    entries = int(database.value(_ENTRIES, (year.id,)))
    if entries:
        return f"il porte {entries} écriture{'s' if entries > 1 else ''}"
    guided = database.value("SELECT number FROM guided_entry WHERE fiscal_year_id = ? LIMIT 1", (year.id,))
    return f"il porte l'écriture guidée {guided}" if guided else ""


def _day(moment: str | None) -> date | None:
    return parse_iso(moment[:10]) if moment else None
