"""Fiscal years of a dossier: list, current one, creation with their periods (EX)."""

from dataclasses import dataclass
from datetime import date, timedelta

from tuicompta.core.dates import format_date, iso, next_day, parse_iso
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.fiscal_years import Span, check_length, periods, year_label
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.user_state import state, store_state

_ALL = "SELECT id, start_date, end_date, closed_at FROM fiscal_year ORDER BY start_date"
_CLOSED_MONTH = """
    SELECT 1 FROM journal_period JOIN period ON period.id = period_id WHERE fiscal_year_id = ? AND closed_at IS NOT NULL
"""
_CURRENT = "current_fiscal_year"
MOST_OPEN = 2


class TooManyOpenYearsError(TuicomptaError):
    """Never more than two open fiscal years (EX-03)."""

    template = "Clôturez d'abord l'exercice {oldest} : deux exercices au plus sont ouverts à la fois."


class FiscalYearGapError(TuicomptaError):
    """Fiscal years neither overlap nor leave a gap (EX-05)."""

    template = "L'exercice du {start} au {end} est refusé : il doit commencer le {expected}."


class FirstYearClosedError(TuicomptaError):
    """Nothing comes before a closed fiscal year or a closed month (EX-07)."""

    template = "Aucun exercice ne peut précéder l'exercice {first} : il est clôturé, ou l'un de ses mois l'est."


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A fiscal year as stored."""

    id: int
    start: date
    end: date
    closed: bool = False

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def label(self) -> str:
        """Short name: «2026», or «2025-2026»."""
        return year_label(self.start, self.end)

    @property
    def span(self) -> Span:
        """Its two dates."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar month of a fiscal year, or the part of it inside the year."""

    id: int
    fiscal_year_id: int
    start: date
    end: date


def fiscal_years(database: Database) -> list[FiscalYear]:
    """Return all the fiscal years, oldest first."""
    return [
        FiscalYear(number, parse_iso(start), parse_iso(end), closed is not None)
        for number, start, end, closed in database.rows(_ALL)
    ]


def open_fiscal_years(database: Database) -> list[FiscalYear]:
    """Return the fiscal years where entry is possible, oldest first."""
    return [year for year in fiscal_years(database) if not year.closed]


def fiscal_year_of(database: Database, day: date) -> FiscalYear | None:
    """Return the fiscal year that holds a day."""
    return next((year for year in fiscal_years(database) if day in year), None)


def period_of(database: Database, day: date) -> Period | None:
    """Return the period that holds a day."""
    row = database.row(
        "SELECT id, fiscal_year_id, start_date, end_date FROM period WHERE ? BETWEEN start_date AND end_date",
        (iso(day),),
    )
    return None if row is None else Period(row[0], row[1], parse_iso(row[2]), parse_iso(row[3]))


def periods_of(database: Database, year: FiscalYear) -> list[Period]:
    """Return the periods of a fiscal year in order."""
    query = "SELECT id, fiscal_year_id, start_date, end_date FROM period WHERE fiscal_year_id = ? ORDER BY start_date"
    return [Period(row[0], row[1], parse_iso(row[2]), parse_iso(row[3])) for row in database.rows(query, (year.id,))]


def current_fiscal_year(dossier: Dossier) -> FiscalYear:
    """Return the fiscal year the user works on (EX-09): his choice, else the default of EX-10."""
    years = fiscal_years(dossier.database)
    chosen = state(dossier, _CURRENT)
    by_choice = [year for year in years if year.id == chosen]
    today = [year for year in years if dossier.today() in year and not year.closed]
    opened = [year for year in years if not year.closed]
    return next(iter([*by_choice, *today, *opened, years[-1]]))


def set_current_fiscal_year(dossier: Dossier, year: FiscalYear) -> None:
    """Make a fiscal year the one the user works on (EX-12)."""
    store_state(dossier, _CURRENT, year.id)


def create_fiscal_year(database: Database, start: date, end: date) -> FiscalYear:
    """Create a fiscal year with its periods; the journals take the settings of the year before (JF-07).

    Raises the refusals of EX-03, EX-05, EX-07 and EX-08.
    """
    check_length(start, end)
    with transaction(database):
        years = fiscal_years(database)
        _check_neighbours(database, years, start, end)
        _check_open(years)
        year_id = database.run("INSERT INTO fiscal_year (start_date, end_date) VALUES (?, ?)", (iso(start), iso(end)))
        database.run_many(
            "INSERT INTO period (fiscal_year_id, start_date, end_date) VALUES (?, ?, ?)",
            [(year_id, iso(span.start), iso(span.end)) for span in periods(start, end)],
        )
        _copy_journal_settings(database, years, year_id, start)
    return FiscalYear(year_id, start, end)


def _check_neighbours(database: Database, years: list[FiscalYear], start: date, end: date) -> None:
    if not years:
        return
    following, preceding = next_day(years[-1].end), years[0].start - timedelta(days=1)
    if start == following:
        return
    if end != preceding:
        raise FiscalYearGapError(start=format_date(start), end=format_date(end), expected=format_date(following))
    if years[0].closed or database.row(_CLOSED_MONTH, (years[0].id,)):
        raise FirstYearClosedError(first=years[0].label)


def _check_open(years: list[FiscalYear]) -> None:
    opened = [year for year in years if not year.closed]
    if len(opened) >= MOST_OPEN:
        raise TooManyOpenYearsError(oldest=opened[0].label)


def _copy_journal_settings(database: Database, years: list[FiscalYear], year_id: int, start: date) -> None:
    if not years:
        return
    source = years[-1] if start > years[-1].end else years[0]
    database.run(
        """
        INSERT INTO journal_year (journal_id, fiscal_year_id, forbidden_roots, numbering, prefix, repeat_piece,
               counterpart_mode, counterpart_account_id, repeat_date, label_rule, label_template)
        SELECT journal_id, ?, forbidden_roots, numbering, prefix, repeat_piece,
               counterpart_mode, counterpart_account_id, repeat_date, label_rule, label_template
          FROM journal_year JOIN journal ON journal.id = journal_id
         WHERE fiscal_year_id = ? AND journal.type <> 'opening'
        """,
        (year_id, source.id),
    )
