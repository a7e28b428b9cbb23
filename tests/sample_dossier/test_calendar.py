"""Dates of the sources, working days, and the clock of the story."""

import re
from datetime import date, datetime

import pytest

from sample_dossier.calendar import Calendar, StoryClock, tokens, working_day

NOW = datetime(2028, 3, 20, 12, 0)  # noqa: DTZ001 - the program works on local time
CALENDAR = Calendar(NOW.date())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("08/01/N-1", date(2027, 1, 8)),
        ("08/01/N", date(2028, 1, 8)),
        ("04/03/N+1", date(2029, 3, 4)),
        ("fin/02/N", date(2028, 2, 29)),
        ("fin/02/N-1", date(2027, 2, 28)),
    ],
)
def test_a_date_is_written_from_the_year_of_the_creation(text: str, expected: date) -> None:
    assert CALENDAR.day(text) == expected


@pytest.mark.parametrize("text", ["", "8/1/N", "08/01/2027", "08/01", "T+12"])
def test_another_text_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        CALENDAR.day(text)


@pytest.mark.parametrize(
    ("today", "validated", "lettered", "matched"),
    [
        (date(2028, 1, 1), date(2027, 12, 31), date(2027, 12, 31), date(2027, 12, 31)),
        (date(2028, 2, 29), date(2027, 12, 31), date(2028, 1, 31), date(2028, 2, 19)),
        (date(2028, 3, 5), date(2028, 1, 31), date(2028, 2, 29), date(2028, 2, 29)),
        (date(2028, 12, 31), date(2028, 10, 31), date(2028, 11, 30), date(2028, 12, 21)),
    ],
)
def test_the_work_of_the_last_weeks_is_left_to_do(today: date, validated: date, lettered: date, matched: date) -> None:
    calendar = Calendar(today)
    assert (calendar.validated_until, calendar.lettered_until, calendar.matched_until) == (validated, lettered, matched)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 16), date(2026, 3, 16)),  # a Monday
        (date(2026, 3, 14), date(2026, 3, 16)),  # a Saturday
        (date(2026, 5, 1), date(2026, 5, 4)),  # a holiday, then a weekend
        (date(2026, 5, 31), date(2026, 5, 29)),  # the last Sunday of a month
        (date(2026, 11, 1), date(2026, 11, 2)),
    ],
)
def test_a_day_off_gives_the_next_working_day_of_its_month(day: date, expected: date) -> None:
    assert working_day(day) == expected


def test_tokens_of_a_day() -> None:
    assert tokens(date(2028, 3, 5)) == {
        "aa": "28",
        "aaaa": "2028",
        "aa-1": "27",
        "aaaa-1": "2027",
        "jj": "05",
        "mm": "03",
        "mois": "mars",
    }


def test_the_story_never_passes_the_present() -> None:
    clock = StoryClock(lambda: NOW)
    assert clock() == NOW
    clock.move(date(2028, 1, 31), 17)
    assert clock() == datetime(2028, 1, 31, 17, 0)  # noqa: DTZ001 - the program works on local time
    clock.move(date(2028, 6, 30), 17)
    assert clock() == NOW
