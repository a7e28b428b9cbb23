"""Changing the dates of a fiscal year, its months with it (EXF-04 to EXF-07, EXF-09)."""

from dataclasses import dataclass
from datetime import date, timedelta

from tuicompta.core.dates import format_date, iso, next_day
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.fiscal_years import Span, check_length, periods
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError, RecordGoneError
from tuicompta.services.events import EventKind, checked_reason, record_event
from tuicompta.services.fiscal_years.fiscal_year_list import KIND, delete_period
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, Period, fiscal_years, periods_of
from tuicompta.services.notes import store_note

_EXCLUDED = """
    SELECT sum(status = 'V'), sum(status <> 'V') FROM entry
     WHERE fiscal_year_id = ? AND (entry_date < ? OR entry_date > ?)
"""
_CLOSED_MONTHS = """
    SELECT 1 FROM journal_period JOIN period ON period.id = period_id
     WHERE closed_at IS NOT NULL AND fiscal_year_id = ? AND end_date > ?
"""
_CLOSED_AFTER = """
    SELECT 1 FROM journal_period JOIN period ON period.id = period_id WHERE closed_at IS NOT NULL AND start_date >= ?
"""


class ClosedYearDatesError(TuicomptaError):
    """A closed fiscal year keeps its dates."""

    template = "L'exercice {year} est clôturé : ses dates ne changent plus."


class ExcludedEntriesError(TuicomptaError):
    """Entries would be left outside the fiscal year (EXF-05, EXF-06)."""

    template = "Les dates de l'exercice {year} sont refusées : {count} écriture(s) {state} en sortiraient. {remedy}"


class ClosedMonthsError(TuicomptaError):
    """Closed months hold the dates (EXF-07)."""

    template = "Les dates de l'exercice {year} sont refusées : {reason}."


@dataclass(frozen=True, slots=True)
class DatesChange:
    """A fiscal year and the dates it would take."""

    year: FiscalYear
    start: date
    end: date

    @property
    def shrinks(self) -> bool:
        """Whether days leave the fiscal year."""
        return self.start > self.year.start or self.end < self.year.end


def changes_of_neighbours(database: Database, year: FiscalYear, start: date, end: date) -> list[DatesChange]:
    """Return the changes that the shared bounds ask of the neighbours of a fiscal year (EXF-09)."""
    years = fiscal_years(database)
    place = next(rank for rank, known in enumerate(years) if known.id == year.id)
    found = []
    if start != year.start and place > 0:
        before = years[place - 1]
        found.append(DatesChange(before, before.start, start - timedelta(days=1)))
    if end != year.end and place < len(years) - 1:
        after = years[place + 1]
        found.append(DatesChange(after, next_day(end), after.end))
    return found


def save_fiscal_year(
    dossier: Dossier, year_id: int, start: date, end: date, *, notes: str, reason: str, version: int
) -> None:
    """Store the dates and the notes of a fiscal year; the log keeps the reason of a change of dates (JE-05).

    `version` is that of the fiscal year as it was read; `reason` counts only when a date changes. The bounds shared
    with neighbours move too; entries keep their dates. Raises the refusals of this module, of EX-08, of the reason,
    and `RecordChangedError`.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        year = next((known for known in fiscal_years(database) if known.id == year_id), None)
        if year is None:
            raise RecordGoneError(name="L'exercice")
        _take_version(database, year, version)
        store_note(database, KIND, year_id, notes)
        if (start, end) != (year.start, year.end):
            _change_dates(dossier, year, start, end, checked_reason(reason))


def _change_dates(dossier: Dossier, year: FiscalYear, start: date, end: date, reason: str) -> None:
    database = dossier.database
    changes = [*changes_of_neighbours(database, year, start, end), DatesChange(year, start, end)]
    for change in changes:
        _check(database, change)
    # Those that shrink first: two fiscal years never overlap, even for a moment.
    for change in sorted(changes, key=lambda change: not change.shrinks):
        _apply(database, change)
    detail = {"avant": str(year.span), "après": str(Span(start, end))}
    record_event(dossier, EventKind.FISCAL_YEAR_DATES, year.label, detail, reason)


def _take_version(database: Database, year: FiscalYear, version: int) -> None:
    query = "UPDATE fiscal_year SET version = version + 1 WHERE id = ? AND version = ?"
    if not database.changed(query, (year.id, version)):
        raise RecordChangedError(name=f"L'exercice {year.label}")


def _check(database: Database, change: DatesChange) -> None:
    year = change.year
    if year.closed:
        raise ClosedYearDatesError(year=year.label)
    check_length(change.start, change.end)
    validated, others = database.row(_EXCLUDED, (year.id, iso(change.start), iso(change.end))) or (0, 0)
    if validated:
        remedy = "Une écriture validée ne se supprime pas."
        raise ExcludedEntriesError(year=year.label, count=validated, state="validée(s)", remedy=remedy)
    if others:
        remedy = "Supprimez-les ou changez leur date d'abord."
        raise ExcludedEntriesError(year=year.label, count=others, state="non validée(s)", remedy=remedy)
    _check_closed_months(database, change)


def _check_closed_months(database: Database, change: DatesChange) -> None:
    year = change.year
    if change.start < year.start and database.row(_CLOSED_AFTER, (iso(change.start),)):
        reason = "un mois serait créé avant un mois clôturé"
    elif change.start > year.start and database.row(_CLOSED_MONTHS, (year.id, iso(year.start))):
        reason = "un de ses mois est clôturé, son début ne peut plus reculer ni avancer"
    elif change.end < year.end and database.row(_CLOSED_MONTHS, (year.id, iso(change.end))):
        reason = f"un mois clôturé va au-delà du {format_date(change.end)}"
    else:
        return
    raise ClosedMonthsError(year=year.label, reason=reason)


def _apply(database: Database, change: DatesChange) -> None:
    """Cut the months to what stays, move the fiscal year, then grow and create months."""
    wanted = {(span.start.year, span.start.month): span for span in periods(change.start, change.end)}
    for period in periods_of(database, change.year):
        span = wanted.get((period.start.year, period.start.month))
        if span is None or span.start > period.end or span.end < period.start:
            delete_period(database, period.id)
        else:
            _set_period(database, period, Span(max(span.start, period.start), min(span.end, period.end)))
    query = "UPDATE fiscal_year SET start_date = ?, end_date = ? WHERE id = ?"
    database.run(query, (iso(change.start), iso(change.end), change.year.id))
    for period in periods_of(database, change.year):
        _set_period(database, period, wanted.pop((period.start.year, period.start.month)))
    database.run_many(
        "INSERT INTO period (fiscal_year_id, start_date, end_date) VALUES (?, ?, ?)",
        [(change.year.id, iso(span.start), iso(span.end)) for span in wanted.values()],
    )


def _set_period(database: Database, period: Period, span: Span) -> None:
    if (period.start, period.end) != (span.start, span.end):
        query = "UPDATE period SET start_date = ?, end_date = ? WHERE id = ?"
        database.run(query, (iso(span.start), iso(span.end), period.id))
