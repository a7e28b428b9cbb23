"""Calendar dates: how they are typed, completed, shown and moved."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import MAXYEAR, date, timedelta
from typing import NamedTuple

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import cut

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

_DIGITS = re.compile(r"([0-9]{1,2})|([0-9]{2})([0-9]{2})(?:([0-9]{4}|[0-9]{2}))?")
_PARTED = re.compile(
    r"""([0-9]{1,2}) (?:\s*[/.-]\s*|\s+) ([0-9]{1,2}) (?: (?:\s*[/.-]\s*|\s+) ([0-9]{4}|[0-9]{2}) )?""", re.VERBOSE
)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST_YEAR_OF_1900S = 80


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


class TypedDate(NamedTuple):
    """What was typed in a date cell: a day, perhaps a month, perhaps a four-digit year."""

    day: int
    month: int | None
    year: int | None


def format_date(day: date) -> str:
    """Return `15/03/2026` (UIX-17)."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def format_short(day: date) -> str:
    """Return `15/03/26`."""
    return f"{day.day:02}/{day.month:02}/{day.year % 100:02}"


def iso(day: date) -> str:
    """Return `2026-03-15`, the stored form."""
    return day.isoformat()


def parse_iso(text: str) -> date:
    """Return the date of its stored form `2026-03-15`; raises ImpossibleDateError for anything else."""
    try:
        if not _ISO.fullmatch(text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise ImpossibleDateError(text=cut(text, 40)) from None


def month_name(day: date | YearMonth) -> str:
    """Return `mars`."""
    return MONTHS[day.month - 1]


def month_label(day: date | YearMonth) -> str:
    """Return `mars 2026`."""
    return f"{month_name(day)} {day.year}"


def month_end(day: date) -> date:
    """Return the last day of the month of a date."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def next_day(day: date) -> date:
    """Return the day after; raises ImpossibleDateError after the last day of the calendar."""
    if day == date.max:
        raise ImpossibleDateError(text=iso(day))
    return day + timedelta(days=1)


def add_months(start: date, months: int, day: int | None = None) -> date:
    """Return the date `months` later (earlier when negative), on the same day or on `day`.

    A day beyond the end of the month gives its last day: 31/01 and one month give 28/02 (FLD-08, MR-06, MR-07).
    Raises ImpossibleDateError outside the calendar.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= MAXYEAR:
        raise ImpossibleDateError(text=iso(start))
    length = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day or start.day, length))


def full_year(two_digits: int) -> int:
    """Return the year of its two last digits: 00 to 79 are 20xx, 80 to 99 are 19xx (FLD-07)."""
    return two_digits + (1900 if two_digits >= _FIRST_YEAR_OF_1900S else 2000)


def read_date(text: str) -> TypedDate:
    """Return the parts of a typed date, `5`, `1503`, `150326`, `15032026`, `5/3`, `5.3.26`, `5-3-2026` or `5 3`.

    Raises ImpossibleDateError for any other form, 3, 5 or 7 digits included (KM-51 to KM-55).
    """
    typed = text.strip()
    if match := _DIGITS.fullmatch(typed):
        day, month, year = match[1] or match[2], match[3], match[4]
    elif match := _PARTED.fullmatch(typed):
        day, month, year = match[1], match[2], match[3]
    else:
        raise ImpossibleDateError(text=cut(text, 40))
    return TypedDate(int(day), int(month) if month else None, _year(year))


def _year(digits: str | None) -> int | None:
    if digits is None:
        return None
    return int(digits) if len(digits) > len("26") else full_year(int(digits))


def _make(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ImpossibleDateError(text=f"{day}/{month}/{year}") from None


def _possible(years: Iterable[int], month: int, day: int) -> list[date]:
    """Return the dates that exist on this day and month of these years."""
    found = []
    for year in years:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return found


def _distance(day: date, month: YearMonth) -> int:
    """Return the number of days between a date and a month, 0 inside it."""
    return max((month.first - day).days, (day - month.last).days, 0)


def parse_date(text: str, *, start: date, end: date, working: YearMonth, today: date) -> date:
    """Return the date typed in an entry of the fiscal year `start` to `end` (KM-51 to KM-55).

    A day alone is in the working month; a day and a month are in the fiscal year, nearest to the working month when
    they occur twice (the earlier one when both are as near); `*` is today.
    Raises ImpossibleDateError, or DateOutsideFiscalYearError.
    """
    found = today if text.strip() == "*" else _entry_date(read_date(text), start, end, working)
    if not start <= found <= end:
        raise DateOutsideFiscalYearError(start=start, end=end)
    return found


def _entry_date(typed: TypedDate, start: date, end: date, working: YearMonth) -> date:
    if typed.month is None:
        return _make(working.year, working.month, typed.day)
    if typed.year is not None:
        return _make(typed.year, typed.month, typed.day)
    possible = _possible(range(start.year, end.year + 1), typed.month, typed.day)
    if not possible:
        raise ImpossibleDateError(text=f"{typed.day}/{typed.month}")
    inside = [day for day in possible if start <= day <= end]
    return min(inside or possible, key=lambda day: _distance(day, working))


def parse_field_date(text: str, *, start: date, end: date, month: YearMonth, today: date) -> date:
    """Return the date typed in a field that may leave the fiscal year `start` to `end` (FLD-07).

    A day alone is in the month in hand; a day and a month are in the fiscal year, nearer to today when they occur twice
    (the earlier one when both are as near), in the calendar year of today when they do not occur; `*` is today.
    Raises ImpossibleDateError.
    """
    if text.strip() == "*":
        return today
    typed = read_date(text)
    if typed.month is None:
        return _make(month.year, month.month, typed.day)
    if typed.year is not None:
        return _make(typed.year, typed.month, typed.day)
    possible = _possible(range(start.year, end.year + 1), typed.month, typed.day)
    inside = [day for day in possible if start <= day <= end]
    if not inside:
        return _make(today.year, typed.month, typed.day)
    return min(inside, key=lambda day: abs((day - today).days))


def parse_due_date(text: str, *, entry_date: date) -> date:
    """Return the due date typed on a line: without year, the first such date on or after the entry date (KM-19).

    Raises ImpossibleDateError.
    """
    typed = read_date(text)
    if typed.year is not None and typed.month is not None:
        return _make(typed.year, typed.month, typed.day)
    # A day 31 comes back within two months, 29 February within eight years.
    months = range(97) if typed.month else range(3)
    for ahead in months:
        month = YearMonth.of(add_months(entry_date, ahead, 1))
        if typed.month in {None, month.month}:
            found = _possible([month.year], month.month, typed.day)
            if found and found[0] >= entry_date:
                return found[0]
    raise ImpossibleDateError(text=cut(text, 40))


def parse_full_date(text: str) -> date:
    """Return a date written in full, AAAA-MM-JJ or JJ/MM/AAAA (INST-17); raises ImpossibleDateError."""
    if _ISO.fullmatch(text):
        return parse_iso(text)
    typed = read_date(text)
    if typed.month is None or typed.year is None or len(text) != len("15/03/2026"):
        raise ImpossibleDateError(text=cut(text, 40))
    return _make(typed.year, typed.month, typed.day)
