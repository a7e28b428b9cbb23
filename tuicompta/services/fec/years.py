"""Fiscal years that accounting files tell, and the one an import may create (FECI-01, FECI-02)."""

from collections.abc import Sequence
from datetime import date, timedelta

from tuicompta.core.dates import add_months
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.fiscal_years import Span, check_length, following_year
from tuicompta.exchange.fec.fiscal_span import fiscal_span
from tuicompta.exchange.fec.openings import is_opening_code
from tuicompta.exchange.fec.survey import FecSurvey
from tuicompta.models.database import Database
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years

_USUAL_MONTHS = 12


class EmptyFileError(TuicomptaError):
    """A file holds no entry: it tells no fiscal year."""

    template = "«{name}» ne contient aucune écriture : donnez les dates de l'exercice avec --start et --end."


def span_of(survey: FecSurvey) -> Span:
    """Return the fiscal year of a file; raises EmptyFileError and the refusal of EX-08."""
    days = [totals.day for totals in survey.days]
    if not days and survey.name is None:
        raise EmptyFileError(name=survey.path.name)
    openings = {totals.day for totals in survey.days if is_opening_code(totals.journal)}
    opening = openings.pop() if len(openings) == 1 else None
    end = survey.name.end if survey.name else date(max(days).year, 12, 31)
    span = fiscal_span(end, min(days, default=end), opening)
    check_length(span.start, span.end)
    return span


def missing_year(database: Database, survey: FecSurvey, missing: Sequence[date]) -> Span | None:
    """Return the fiscal year that would hold days in none, when it touches those of the dossier; None otherwise.

    It is the fiscal year of the file when that one touches, else the twelve months next to those of the dossier.
    """
    years = fiscal_years(database)
    if not missing or not years:
        return None
    of_file, after = span_of(survey), years[-1].end + timedelta(days=1)
    if min(missing) >= after:
        span = of_file if of_file.start == after else following_year(years[-1].end)
    else:
        first = years[0].start
        before = first - timedelta(days=1)
        span = of_file if of_file.end == before else Span(add_months(first, -_USUAL_MONTHS), before)
    return span if all(day in span for day in missing) else None
