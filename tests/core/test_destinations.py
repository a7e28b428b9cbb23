"""The day and the month where a transferred or reversed entry goes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.destinations import day_in, reversal_month
from tuicompta.core.fiscal_years import Span, periods

MONTHS = periods(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.spec("TRF-02")
@pytest.mark.parametrize(
    ("day", "period", "expected"),
    [
        (date(2026, 1, 31), MONTHS[1], date(2026, 2, 28)),
        (date(2028, 1, 31), Span(date(2028, 2, 1), date(2028, 2, 29)), date(2028, 2, 29)),
        (date(2026, 1, 31), MONTHS[3], date(2026, 4, 30)),
        (date(2026, 1, 15), MONTHS[3], date(2026, 4, 15)),
        (date(2026, 3, 31), MONTHS[4], date(2026, 5, 31)),
        (date(2026, 3, 5), Span(date(2026, 1, 15), date(2026, 1, 31)), date(2026, 1, 31)),
        (date(2026, 3, 20), Span(date(2027, 1, 1), date(2027, 1, 14)), date(2027, 1, 14)),
    ],
)
def test_the_day_is_kept_or_becomes_the_last_one(day: date, period: Span, expected: date) -> None:
    assert day_in(day, period) == expected


@given(st.dates(date(2000, 1, 1), date(2050, 12, 31)), st.dates(date(2000, 1, 1), date(2050, 12, 31)), st.data())
def test_the_day_is_always_inside_its_period(day: date, start: date, data: st.DataObject) -> None:
    last = (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    period = Span(start, data.draw(st.dates(start, last)))
    found = day_in(day, period)
    assert found in period
    assert found.day == day.day or found == period.end


@pytest.mark.spec("CPS-06")
def test_a_reversal_goes_to_its_month_or_to_the_first_open_one() -> None:
    assert reversal_month(MONTHS, MONTHS[:2], MONTHS[4]) == MONTHS[4]
    assert reversal_month(MONTHS, MONTHS[:2], MONTHS[0]) == MONTHS[2]
    assert reversal_month(MONTHS, [MONTHS[3]], MONTHS[3]) == MONTHS[0]
    assert reversal_month(MONTHS, MONTHS, MONTHS[4]) is None
