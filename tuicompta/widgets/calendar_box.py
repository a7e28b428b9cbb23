"""A calendar that takes the keys by itself, for a grid that keeps its own cursor (FLD-08)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.widgets.calendar import WEEK, Calendar

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


class CalendarBox(Calendar, can_focus=True):
    """A month; `finished` receives the day picked, None when the calendar is closed without one."""

    modal = True

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.finished: Callable[[date | None], None] = lambda _: None

    def do_left(self) -> None:
        """Go to the day before."""
        self.move(-1)

    def do_right(self) -> None:
        """Go to the next day."""
        self.move(1)

    def do_up(self) -> None:
        """Go to the week before."""
        self.move(-WEEK)

    def do_down(self) -> None:
        """Go to the next week."""
        self.move(WEEK)

    def do_page_up(self) -> None:
        """Go to the month before."""
        self.move_months(-1)

    def do_page_down(self) -> None:
        """Go to the next month."""
        self.move_months(1)

    def do_accept(self) -> None:
        """Take the day."""
        self.finished(self.day)

    do_main = do_accept

    def do_back(self) -> None:
        """Close without taking a day."""
        self.finished(None)

    do_open_values = do_back

    def typed(self, character: str) -> bool:
        """Move by one day with + and -; let no character out of the box."""
        if character in "+-":
            self.move(1 if character == "+" else -1)
        return True
