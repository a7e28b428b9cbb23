"""Dates of fiscal years and their periods (EX, SW-27)."""

from dataclasses import dataclass
from datetime import date, timedelta

from tuicompta.core.dates import add_months, format_date, month_end
from tuicompta.core.errors import TuicomptaError

LONGEST_MONTHS = 24


class FiscalYearLengthError(TuicomptaError):
    """A fiscal year lasts from 1 day to 24 months (EX-08)."""

    template = "L'exercice du {start} au {end} est refusé : un exercice dure de 1 jour à 24 mois. Corrigez ses dates."


@dataclass(frozen=True, slots=True)
class Span:
    """Two dates, both included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return f"{format_date(self.start)}–{format_date(self.end)}"


def check_length(start: date, end: date) -> None:
    """Refuse a fiscal year shorter than a day or longer than 24 months (EX-08)."""
    if end < start or end >= add_months(start, LONGEST_MONTHS):
        raise FiscalYearLengthError(start=format_date(start), end=format_date(end))


def exceeds_a_year(start: date, end: date) -> bool:
    """Tell whether a fiscal year lasts more than twelve months, which is allowed and told (EX-08)."""
    return end >= add_months(start, 12)


def following_year(end: date) -> Span:
    """Return the twelve months after the end of a fiscal year (EX-07)."""
    return twelve_months(end + timedelta(days=1))


def twelve_months(start: date) -> Span:
    """Return the twelve months that begin on a day."""
    return Span(start, add_months(start, 12) - timedelta(days=1))


def periods(start: date, end: date) -> list[Span]:
    """Return the calendar months of a fiscal year, the first and last cut at its bounds (SW-27)."""
    spans = []
    while start <= end:
        last = min(month_end(start), end)
        spans.append(Span(start, last))
        start = last + timedelta(days=1)
    return spans


def year_label(start: date, end: date) -> str:
    """Return the short name of a fiscal year: «2026», or «2025-2026» when it spans two calendar years."""
    return str(end.year) if start.year == end.year else f"{start.year}-{end.year}"
