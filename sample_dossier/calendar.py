"""Dates of the sources, written from the year of the creation, and the clock that tells the story."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tuicompta.core.dates import add_months, month_end, month_name

_DATE = re.compile(r"(?P<day>fin|[0-9]{2})/(?P<month>[0-9]{2})/N(?P<shift>[+-][0-9])?")
_HOLIDAYS = frozenset({(1, 1), (1, 5), (8, 5), (14, 7), (15, 8), (1, 11), (11, 11), (25, 12)})
_SATURDAY = 5


_DAYS_TO_MATCH = 10


@dataclass(frozen=True, slots=True)
class Calendar:
    """The day of the creation, and the calendar year that follows from it: N."""

    today: date

    @property
    def year(self) -> int:
        """N."""
        return self.today.year

    @property
    def validated_until(self) -> date:
        """End of the last validated month: N-1 is, and the months of N but the present one and the one before."""
        return self._end_of_month(-2)

    @property
    def lettered_until(self) -> date:
        """Last day whose payments are lettered: the end of N-1, or of the month before the present one."""
        return self._end_of_month(-1)

    @property
    def matched_until(self) -> date:
        """Last day whose payments are matched with due dates: those of the last days wait."""
        return max(self.lettered_until, self.today - timedelta(days=_DAYS_TO_MATCH))

    def day(self, text: str) -> date:
        """Return a date of the sources: `08/01/N-1`, or `fin/02/N` for the last day of a month."""
        found = _DATE.fullmatch(text)
        if found is None:
            raise ValueError(text)
        first = date(self.year + int(found["shift"] or 0), int(found["month"]), 1)
        return month_end(first) if found["day"] == "fin" else first.replace(day=int(found["day"]))

    def _end_of_month(self, months: int) -> date:
        return max(month_end(add_months(self.today.replace(day=1), months)), date(self.year - 1, 12, 31))


def working_day(day: date) -> date:
    """Return the first working day from a day on, the last one before it when the month ends meanwhile."""
    found = day
    while _is_off(found):
        found += timedelta(days=1)
    if found.month != day.month:
        found = day
        while _is_off(found):
            found -= timedelta(days=1)
    return found


def _is_off(day: date) -> bool:
    return day.weekday() >= _SATURDAY or (day.day, day.month) in _HOLIDAYS


def tokens(day: date) -> dict[str, str]:
    """Return what `{aa}`, `{aaaa}`, `{aa-1}`, `{aaaa-1}`, `{jj}`, `{mm}` and `{mois}` stand for on a day."""
    return {
        "aa": f"{day.year % 100:02}",
        "aaaa": str(day.year),
        "aa-1": f"{(day.year - 1) % 100:02}",
        "aaaa-1": str(day.year - 1),
        "jj": f"{day.day:02}",
        "mm": f"{day.month:02}",
        "mois": month_name(day),
    }


class StoryClock:
    """The clock of the building: each act happens at its moment of the story, never after the real moment."""

    def __init__(self, real: Callable[[], datetime]) -> None:
        self.now = real()
        self._moment = self.now

    def __call__(self) -> datetime:
        """Return the moment of the story."""
        return self._moment

    def move(self, day: date, hour: int) -> None:
        """Go to an hour of a day; a day to come is the present."""
        self._moment = min(datetime.combine(day, time(hour), self.now.tzinfo), self.now)
