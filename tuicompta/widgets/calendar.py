"""A month of days, weeks from Monday (FLD-08)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tuicompta.core.dates import add_months, month_label
from tuicompta.widgets.edges import between_edges, bottom_edge, top_edge
from tuicompta.widgets.overlay import Overlay
from tuicompta.widgets.safe import fitted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tuicompta.widgets.painted import Run

WIDTH = 24
HEIGHT = 10
WEEK = 7
DAYS = "lu ma me je ve sa di"


class Calendar(Overlay):
    """The month of a day; the day is the one the next key moves or takes."""

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day

    def move(self, days: int) -> None:
        """Go to another day; beyond the calendar nothing moves."""
        try:
            self.day += timedelta(days=days)
        except OverflowError:
            return
        self.repaint()

    def move_months(self, months: int) -> None:
        """Go to another month, the day limited to its last."""
        self.day = add_months(self.day, months)
        self.repaint()

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Paint an edge, the name of the month, the names of the days, or a week."""
        if y in {0, HEIGHT - 1}:
            return top_edge(width) if y == 0 else bottom_edge(width)
        return between_edges([(" ", "normal"), *self._inside(y, width - 4), (" ", "normal")])

    def _inside(self, y: int, width: int) -> Iterator[Run]:
        if y == 1:
            yield fitted(month_label(self.day), width), "strong"
        elif y == 2:  # noqa: PLR2004 (the second line of the box)
            yield fitted(DAYS, width), "quiet"
        else:
            yield from self._week(y - 3, width)

    def _week(self, week: int, width: int) -> Iterator[Run]:
        first = self.day.replace(day=1)
        start = week * WEEK - first.weekday()
        for rank in range(WEEK):
            number = start + rank + 1
            inside = 1 <= number <= _length(first)
            yield f"{number:2}" if inside else "  ", "cursor" if inside and number == self.day.day else "normal"
            if rank < WEEK - 1:
                yield " ", "normal"
        yield " " * max(width - len(DAYS), 0), "normal"


def _length(first: date) -> int:
    return (add_months(first, 1) - first).days
