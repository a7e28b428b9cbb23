"""Fiscal year and dates of a report (ETFI-01, ETCL-04)."""

import re
from collections.abc import Sequence
from datetime import date
from typing import ClassVar, NamedTuple, NoReturn

from tuicompta.core.dates import ImpossibleDateError, format_date, parse_full_date
from tuicompta.core.errors import TuicomptaError
from tuicompta.reports.request import Request
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, current_fiscal_year, fiscal_years

_RELATIVE = re.compile(r"N([+-]1)?")


class UnknownYearError(TuicomptaError):
    """No fiscal year answers to the label or date."""

    template = "Exercice inconnu : «{text}». Exercices du dossier : {known}."
    exit_code: ClassVar[int] = 2


class AmbiguousYearError(TuicomptaError):
    """Two short fiscal years bear the same label."""

    template = "«{text}» désigne plusieurs exercices : {known}. Donnez une date de l'exercice voulu."
    exit_code: ClassVar[int] = 2


class NoYearOfDayError(TuicomptaError):
    """No fiscal year holds a date of the period."""

    template = "Aucun exercice ne contient le {day}. Exercices du dossier : {known}."
    exit_code: ClassVar[int] = 2


class DayOutsideYearError(TuicomptaError):
    """The only date given is of another fiscal year (ETCL-04)."""

    template = "Le {day} est dans l'exercice {other}, l'état porte sur l'exercice {year}. Ajoutez --year {label}."
    exit_code: ClassVar[int] = 2


class PeriodOutsideYearError(TuicomptaError):
    """The period leaves its fiscal year (ETCL-04)."""

    template = "La période du {start} au {end} sort de l'exercice {year}. Choisissez l'exercice avec --year."
    exit_code: ClassVar[int] = 2


class PeriodOutsideDossierError(TuicomptaError):
    """The period of a report that crosses fiscal years leaves those of the dossier."""

    template = "La période du {start} au {end} sort des exercices du dossier, du {first} au {last}."
    exit_code: ClassVar[int] = 2


class PeriodReversedError(TuicomptaError):
    """The period ends before it starts."""

    template = "La date de début ({start}) est après la date de fin ({end})."
    exit_code: ClassVar[int] = 2


class PeriodTwiceError(TuicomptaError):
    """A month and dates are both given."""

    template = "Donnez --period, ou bien --from et --to, pas les deux."
    exit_code: ClassVar[int] = 2


class ReportPeriod(NamedTuple):
    """Dates of a report and the consecutive fiscal years that hold them (one, unless the report crosses them)."""

    years: tuple[FiscalYear, ...]
    start: date
    end: date

    @property
    def first_day(self) -> date:
        """First day of the (first) fiscal year, from which figures are cumulated."""
        return self.years[0].start

    @property
    def from_first_day(self) -> bool:
        """Whether nothing of the fiscal year comes before the period."""
        return self.start == self.first_day

    @property
    def closed(self) -> bool:
        """Whether every fiscal year is closed."""
        return all(year.closed for year in self.years)


def resolve_period(dossier: Dossier, request: Request, *, crosses_years: bool) -> ReportPeriod:
    """Return the period asked for, the whole fiscal year by default; raises the refusals of this module."""
    every = fiscal_years(dossier.database)
    year = find_year(dossier, every, request.year)
    start, end = _dates(request, year)
    if start > end:
        _refuse_order(every, year, request, start, end)
    if start >= year.start and end <= year.end:
        return ReportPeriod((year,), start, end)
    if crosses_years:
        return _across(every, start, end)
    for day in (start, end):
        _year_of(every, day)
    raise PeriodOutsideYearError(start=format_date(start), end=format_date(end), year=named(year))


def _refuse_order(every: Sequence[FiscalYear], year: FiscalYear, request: Request, start: date, end: date) -> NoReturn:
    """Refuse dates in the wrong order: both given, or one that is outside the fiscal year."""
    if request.start and request.end:
        raise PeriodReversedError(start=format_date(start), end=format_date(end))
    day = request.start or end
    other = _year_of(every, day)
    raise DayOutsideYearError(day=format_date(day), other=named(other), year=named(year), label=other.label)


def _year_of(every: Sequence[FiscalYear], day: date) -> FiscalYear:
    """Return the fiscal year of a day; raises `NoYearOfDayError`."""
    for year in every:
        if day in year:
            return year
    raise NoYearOfDayError(day=format_date(day), known=_list(every))


def find_year(dossier: Dossier, every: Sequence[FiscalYear], text: str | None) -> FiscalYear:
    """Return the fiscal year of a label, of a date inside it, of N, N-1 or N+1; the current one without text."""
    current = current_fiscal_year(dossier)
    if text is None:
        return current
    if match := _RELATIVE.fullmatch(text.strip().upper()):
        return _neighbour(every, current, int(match[1] or 0), text)
    found = [year for year in every if text.strip() in {year.label, f"{year.start.year}/{year.end.year}"}]
    found = found or [year for year in every if text.strip() == str(year.end.year)]
    found = found or _holding(every, text)
    if len(found) > 1:
        raise AmbiguousYearError(text=text, known=_list(found))
    if not found:
        raise UnknownYearError(text=text, known=_list(every))
    return found[0]


def named(year: FiscalYear) -> str:
    """Return the label of a fiscal year with its dates."""
    return f"{year.label} ({format_date(year.start)}–{format_date(year.end)})"


def _neighbour(every: Sequence[FiscalYear], current: FiscalYear, step: int, text: str) -> FiscalYear:
    index = [year.id for year in every].index(current.id) + step
    if not 0 <= index < len(every):
        raise UnknownYearError(text=text, known=_list(every))
    return every[index]


def _holding(every: Sequence[FiscalYear], text: str) -> list[FiscalYear]:
    try:
        day = parse_full_date(text.strip())
    except ImpossibleDateError:
        return []
    return [year for year in every if day in year]


def _list(years: Sequence[FiscalYear]) -> str:
    return ", ".join(named(year) for year in years)


def _dates(request: Request, year: FiscalYear) -> tuple[date, date]:
    if request.month is None:
        return request.start or year.start, request.end or year.end
    if request.start or request.end:
        raise PeriodTwiceError
    start, end = request.month.first, request.month.last
    if end < year.start or start > year.end:
        return start, end
    return max(start, year.start), min(end, year.end)


def _across(every: Sequence[FiscalYear], start: date, end: date) -> ReportPeriod:
    years = tuple(year for year in every if year.start <= end and year.end >= start)
    if not years or start < years[0].start or end > years[-1].end:
        raise PeriodOutsideDossierError(
            start=format_date(start),
            end=format_date(end),
            first=format_date(every[0].start),
            last=format_date(every[-1].end),
        )
    return ReportPeriod(years, start, end)
