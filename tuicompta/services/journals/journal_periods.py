"""The list of journals and months with their figures (SJL)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tuicompta.core.dates import iso, parse_iso
from tuicompta.models.database import Database
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, current_fiscal_year, open_fiscal_years

# Figures come from the totals; entries to validate from their own small index.
_ROWS = """
    SELECT journal.id, journal.code, journal.description, period.id, period.start_date, period.end_date,
           total.debit, total.credit, total.debit_lines, total.credit_lines, journal_period.closed_at IS NOT NULL,
           coalesce(pending.unvalidated, 0), coalesce(pending.simulated, 0)
      FROM journal JOIN journal_year ON journal_year.journal_id = journal.id
      JOIN period ON period.fiscal_year_id = journal_year.fiscal_year_id
      LEFT JOIN (SELECT journal_id, period_id, sum(debit) AS debit, sum(credit) AS credit,
                        sum(debit_lines) AS debit_lines, sum(credit_lines) AS credit_lines
                   FROM balance_total GROUP BY journal_id, period_id) AS total
             ON total.journal_id = journal.id AND total.period_id = period.id
      LEFT JOIN (SELECT journal_id, period_id, sum(status = 'N') AS unvalidated, sum(status = 'S') AS simulated
                   FROM entry WHERE status <> 'V' GROUP BY journal_id, period_id) AS pending
             ON pending.journal_id = journal.id AND pending.period_id = period.id
      LEFT JOIN journal_period ON journal_period.journal_id = journal.id AND journal_period.period_id = period.id
     WHERE period.end_date >= ? AND period.start_date <= ? AND (journal.inactive = 0 OR total.debit IS NOT NULL)
     ORDER BY period.start_date, journal.code
"""


class Scope(StrEnum):
    """The three tabs of the list (SJL-04)."""

    CURRENT_MONTH = "Mois en cours"
    ALL_MONTHS = "Tous les mois"
    ALL_JOURNALS = "Tous les journaux"


@dataclass(frozen=True, slots=True)
class JournalPeriodRow:
    """One journal for one period. Amounts in cents, all statuses included; nothing where there is no movement."""

    journal_id: int
    journal: str
    description: str
    period_id: int
    start: date
    end: date
    debit: int | None
    credit: int | None
    debit_lines: int | None
    credit_lines: int | None
    closed: bool
    unvalidated: int
    simulated: int


def current_month(year: FiscalYear, today: date) -> date:
    """Return a day of the current month: today, or the bound of the fiscal year nearest to it (SJL-06, SJL-07)."""
    return min(max(today, year.start), year.end)


def journal_periods(dossier: Dossier, scope: Scope) -> list[JournalPeriodRow]:
    """Return the rows of a tab in its order (SJL-05, SJL-08 to SJL-11)."""
    years = _years_in_scope(dossier)
    start, end = years[0].start, years[-1].end
    if scope is Scope.CURRENT_MONTH:
        start = end = current_month(current_fiscal_year(dossier), dossier.today())
    rows = _read(dossier.database, start, end)
    if scope is Scope.ALL_JOURNALS:
        rows.sort(key=lambda row: (row.journal, row.start))
    return rows


def journal_period(database: Database, journal_id: int, period_id: int) -> JournalPeriodRow | None:
    """Return one journal/month, of any fiscal year, nothing when there is none."""
    span = database.row("SELECT start_date, end_date FROM period WHERE id = ?", (period_id,))
    if span is None:
        return None
    rows = _read(database, parse_iso(span[0]), parse_iso(span[1]))
    return next((row for row in rows if row.journal_id == journal_id), None)


def _years_in_scope(dossier: Dossier) -> Sequence[FiscalYear]:
    current = current_fiscal_year(dossier)
    return [current] if current.closed else open_fiscal_years(dossier.database)


def _read(database: Database, start: date, end: date) -> list[JournalPeriodRow]:
    rows = []
    for row in database.rows(_ROWS, (iso(start), iso(end))):
        cells = [*row[:4], parse_iso(row[4]), parse_iso(row[5]), *row[6:10], bool(row[10]), *row[11:]]
        rows.append(JournalPeriodRow(*cells))
    return rows
