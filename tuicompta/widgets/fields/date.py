"""A date, typed in few digits, moved by a key, or picked in a calendar (FLD-07, FLD-08)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tuicompta.core.dates import YearMonth, add_months, format_date, parse_field_date
from tuicompta.core.errors import TuicomptaError
from tuicompta.widgets.calendar import HEIGHT, WEEK, WIDTH, Calendar
from tuicompta.widgets.fields.text import LineField

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTH = 10


@dataclass(frozen=True, slots=True)
class DateScope:
    """What completes a date typed without month or year: the fiscal year and the month in hand, today."""

    start: date
    end: date
    month: YearMonth
    today: date

    @classmethod
    def of_year(cls, today: date) -> DateScope:
        """Return the scope of the calendar year of a day."""
        return cls(date(today.year, 1, 1), date(today.year, 12, 31), YearMonth(today.year, today.month), today)


class DateField(LineField):
    """A date; its value is a `date`, None when empty. `*` typed alone is today."""

    def __init__(self, name: str, label: str, scope: Callable[[], DateScope], *, mandatory: bool = False) -> None:
        self._scope = scope
        self.calendar: Calendar | None = None
        self._opened_on = date.min
        super().__init__(name, label, mandatory=mandatory, width=LENGTH + 1, max_length=LENGTH + 2)

    def read(self, text: str) -> object:
        """Read the date; raises ImpossibleDateError."""
        if not text.strip():
            return None
        scope = self._scope()
        return parse_field_date(text, start=scope.start, end=scope.end, month=scope.month, today=scope.today)

    def show(self, value: object) -> str:
        """Write JJ/MM/AAAA."""
        return format_date(value) if isinstance(value, date) else ""

    def typed(self, character: str) -> bool:
        """Move a complete date by one day with + and -; otherwise type."""
        day = self._complete()
        if character in "+-" and day is not None:
            return self._move(lambda: self._shift(day, timedelta(days=1 if character == "+" else -1)))
        return super().typed(character)

    def do_page_up(self) -> bool:
        """Go back by one month on a complete date."""
        return self._month(-1)

    def do_page_down(self) -> bool:
        """Go on by one month on a complete date."""
        return self._month(1)

    def do_open_values(self) -> bool:
        """Open or close the calendar."""
        if self.calendar is None:
            self._opened_on = self._complete() or self._scope().today
            self.calendar = Calendar(self._opened_on)
            self.calendar.open_under(self, self.label_width, WIDTH, HEIGHT)
        else:
            self._close()
        return True

    def do_down(self) -> bool:
        """Open the calendar (FLD-03), or go to the next week in it."""
        if self.calendar is None:
            return self.do_open_values()
        self.calendar.move(WEEK)
        return True

    def do_up(self) -> bool:
        """Go to the week before in the calendar."""
        return self._in_calendar(-WEEK)

    def do_left(self) -> bool:
        """Go to the day before in the calendar, else move the caret."""
        return self._in_calendar(-1) or super().do_left()

    def do_right(self) -> bool:
        """Go to the next day in the calendar, else move the caret."""
        return self._in_calendar(1) or super().do_right()

    def do_accept(self) -> bool:
        """Take the day of the calendar; without it the card goes to the next field."""
        if self.calendar is None:
            return False
        day = self.calendar.day
        self._close()
        self.take(day)
        return True

    do_main = do_accept

    def do_next_field(self) -> bool:
        """Take the day gone to in the calendar; the card then goes on."""
        if self.calendar is not None and self.calendar.day != self._opened_on:
            self.do_accept()
        return False

    do_previous_field = do_next_field

    def restore(self) -> bool:
        """Close the calendar, else give back the value from before the typing."""
        if self.calendar is not None:
            self._close()
            return True
        return super().restore()

    def departed(self) -> None:
        """Close the calendar."""
        self._close()
        super().departed()

    def _month(self, months: int) -> bool:
        if self.calendar is not None:
            self.calendar.move_months(months)
            return True
        day = self._complete()
        if day is None:
            return False
        return self._move(lambda: self._set(add_months(day, months)))

    def _in_calendar(self, days: int) -> bool:
        if self.calendar is None:
            return False
        self.calendar.move(days)
        return True

    def _complete(self) -> date | None:
        """Return the date of the field when what it shows is one."""
        if self.pending is None:
            return self.value if isinstance(self.value, date) else None
        try:
            found = self.read(self.pending)
        except TuicomptaError:
            return None
        whole = len(self.pending.strip()) >= LENGTH - 2
        return found if isinstance(found, date) and whole else None

    def _shift(self, day: date, by: timedelta) -> bool:
        return self._set(day + by)

    def _set(self, day: date) -> bool:
        self.take(day)
        return True

    def _close(self) -> None:
        if self.calendar is not None:
            self.calendar.close()
            self.calendar = None
