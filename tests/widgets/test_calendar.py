from __future__ import annotations

from datetime import date

import pytest

from tuicompta.core.text import cell_width
from tuicompta.widgets.calendar import HEIGHT, WIDTH, Calendar


def shown(day: date) -> list[str]:
    return ["".join(text for text, _ in Calendar(day).paint(y, WIDTH)) for y in range(HEIGHT)]


@pytest.mark.spec("FLD-08")
def test_the_weeks_are_under_their_days_between_the_edges() -> None:
    assert shown(date(2026, 12, 1)) == [
        "┌──────────────────────┐",
        "│ décembre 2026        │",
        "│ lu ma me je ve sa di │",
        "│     1  2  3  4  5  6 │",
        "│  7  8  9 10 11 12 13 │",
        "│ 14 15 16 17 18 19 20 │",
        "│ 21 22 23 24 25 26 27 │",
        "│ 28 29 30 31          │",
        "│                      │",
        "└──────────────────────┘",
    ]


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2026, 8, 31), date(2027, 5, 1)])
def test_every_line_has_the_width_of_the_box(day: date) -> None:
    assert {cell_width(line) for line in shown(day)} == {WIDTH}
