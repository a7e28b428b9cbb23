"""Calendar dates: how they are typed, completed, shown and moved."""

import re
from calendar import monthrange
from datetime import MAXYEAR, date, timedelta
from typing import NamedTuple

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import excerpt

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)

_DIGITS = re.compile(r"([0-9]{1,2}) | ([0-9]{2}) ([0-9]{2}) ([0-9]{4}|[0-9]{2})?", re.VERBOSE)
_PART = r"(?:\s*[/.-]\s*|\s+)"
_PARTED = re.compile(rf"([0-9]{{1,2}}) {_PART} ([0-9]{{1,2}}) (?: {_PART} ([0-9]{{4}}|[0-9]{{2}}) )?", re.VERBOSE)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FRENCH = re.compile(r"[0-9]{2}/[0-9]{2}/[0-9]{4}")
_FIRST_YEAR_OF_19XX = 80
# 29 February comes back within eight years (1896 to 1904).
_LONGEST_WAIT_IN_MONTHS = 97


class ImpossibleDateError(TuicomptaError):
    """No day of the calendar is written so (FLD-07, KM-55)."""

    template = "Date impossible"


class DateOutsideFiscalYearError(TuicomptaError):
    """The date is not in the fiscal year (KM-55)."""

    template = "Date hors de l'exercice {start:%d/%m/%Y}–{end:%d/%m/%Y}"


class YearMonth(NamedTuple):
    """A month of the calendar."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "YearMonth":
        """Return the month of a date."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """First day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Last day of the month."""
        return month_end(self.first)


class PartialDate(NamedTuple):
    """A date typed without its year, perhaps without its month."""

    day: int
    month: int | None = None


def format_date(day: date) -> str:
    """Return `15/03/2026` (UIX-17)."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def format_short(day: date) -> str:
    """Return `15/03/26`."""
    return f"{day.day:02}/{day.month:02}/{day.year % 100:02}"


def iso(day: date) -> str:
    """Return `2026-03-15`, the stored form."""
    return day.isoformat()


def month_name(day: date | YearMonth) -> str:
    """Return `mars`."""
    return MONTHS[day.month - 1]


def month_label(day: date | YearMonth) -> str:
    """Return `mars 2026`."""
    return f"{month_name(day)} {day.year}"


def month_end(day: date) -> date:
    """Return the last day of the month of a date."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_days(start: date, days: int) -> date:
    """Return the date `days` later, earlier when negative; raises ImpossibleDateError outside the calendar."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        raise ImpossibleDateError(text=iso(start)) from None


def next_day(day: date) -> date:
    """Return the day after; raises ImpossibleDateError after the last day of the calendar."""
    return add_days(day, 1)


def add_months(start: date, months: int, day: int | None = None) -> date:
    """Return the date `months` later (earlier when negative), on the same day or on the day given.

    A day beyond the end of the month gives its last day: 31/01 and one month give 28/02 (FLD-08, MR-06, MR-07).
    Raises ImpossibleDateError outside the calendar.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= MAXYEAR:
        raise ImpossibleDateError(text=iso(start))
    length = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day or start.day, length))


def full_year(two_digits: int) -> int:
    """Return the year of its last two digits: 00 to 79 are 20xx, 80 to 99 are 19xx (FLD-07)."""
    return two_digits + (1900 if two_digits >= _FIRST_YEAR_OF_19XX else 2000)


def _day(year: int, month: int, day: int) -> date | None:
    """Return a date, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _existing(found: date | None, typed: str) -> date:
    if found is None:
        raise ImpossibleDateError(text=excerpt(typed))
    return found


def parse_iso(text: str) -> date:
    """Return the date of its stored form `2026-03-15`; raises ImpossibleDateError for anything else."""
    found = _day(*map(int, text.split("-"))) if _ISO.fullmatch(text) else None
    return _existing(found, text)


def parse_full_date(text: str) -> date:
    """Return a date of the command line, AAAA-MM-JJ or JJ/MM/AAAA (INST-17); raises ImpossibleDateError."""
    if _FRENCH.fullmatch(text):
        return parse_iso("-".join(reversed(text.split("/"))))
    return parse_iso(text)


def read_date(text: str) -> date | PartialDate:
    """Return what was typed in a date cell: `5`, `1503`, `150326`, `15032026`, `5/3`, `5.3.26`, `5-3-2026`, `5 3`.

    Raises ImpossibleDateError for any other form, 3, 5 or 7 digits included (KM-51 to KM-55).
    """
    typed = text.strip()
    if match := _PARTED.fullmatch(typed):
        day, month, year = match.groups()
    elif match := _DIGITS.fullmatch(typed):
        day, month, year = match[1] or match[2], match[3], match[4]
    else:
        raise ImpossibleDateError(text=excerpt(text))
    if year is None:
        return PartialDate(int(day), int(month) if month else None)
    complete = full_year(int(year)) if len(year) == len("26") else int(year)
    return _existing(_day(complete, int(month), int(day)), text)


def _occurrences(month: int, day: int, start: date, end: date) -> list[date]:
    """Return the dates with this day and month in the calendar years from `start` to `end`, earliest first."""
    found = (_day(year, month, day) for year in range(start.year, end.year + 1))
    return [occurrence for occurrence in found if occurrence]


def _distance(day: date, month: YearMonth) -> int:
    """Return the number of days between a date and a month, 0 inside it."""
    return max((month.first - day).days, (day - month.last).days, 0)


def parse_date(text: str, *, start: date, end: date, working: YearMonth, today: date) -> date:
    """Return the date typed in an entry of the fiscal year `start` to `end` (KM-51 to KM-55).

    A day alone is in the working month; a day and a month are in the fiscal year, nearest to the working month when
    they occur twice (the earlier when equally near); `*` is today.
    Raises ImpossibleDateError or DateOutsideFiscalYearError.
    """
    typed = today if text.strip() == "*" else read_date(text)
    if isinstance(typed, date):
        found: date | None = typed
    elif typed.month is None:
        found = _day(working.year, working.month, typed.day)
    else:
        possible = _occurrences(typed.month, typed.day, start, end)
        inside = [day for day in possible if start <= day <= end]
        found = min(inside or possible, key=lambda day: _distance(day, working), default=None)
    result = _existing(found, text)
    if not start <= result <= end:
        raise DateOutsideFiscalYearError(start=start, end=end, day=result)
    return result


def parse_field_date(text: str, *, start: date, end: date, month: YearMonth, today: date) -> date:
    """Return the date typed in a field that may leave the fiscal year `start` to `end` (FLD-07).

    A day alone is in the month in hand; a day and a month are in the fiscal year, nearer to today when they occur twice
    (the earlier when equally near), in the calendar year of today when they do not occur; `*` is today.
    Raises ImpossibleDateError.
    """
    typed = today if text.strip() == "*" else read_date(text)
    if isinstance(typed, date):
        return typed
    if typed.month is None:
        return _existing(_day(month.year, month.month, typed.day), text)
    possible = _occurrences(typed.month, typed.day, start, end)
    inside = (day for day in possible if start <= day <= end)
    nearest = min(inside, key=lambda day: abs(day - today), default=None)
    return nearest or _existing(_day(today.year, typed.month, typed.day), text)


def parse_due_date(text: str, *, entry_date: date) -> date:
    """Return the due date typed on a line: without year, the first such date on or after the entry date (KM-19).

    Raises ImpossibleDateError.
    """
    typed = read_date(text)
    if isinstance(typed, date):
        return typed
    for ahead in range(_LONGEST_WAIT_IN_MONTHS):
        month = YearMonth.of(add_months(entry_date, ahead, 1))
        if typed.month in {None, month.month}:
            found = _day(month.year, month.month, typed.day)
            if found and found >= entry_date:
                return found
    raise ImpossibleDateError(text=excerpt(text))
