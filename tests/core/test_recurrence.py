"""The calendar of recurring entries."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.recurrence import (
    LONGEST_STEP,
    MOST_OCCURRENCES,
    Recurrence,
    RecurrenceError,
    RecurrenceUnit,
    check_recurrence,
)

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
UNITS = st.sampled_from(RecurrenceUnit)
OF_MONTHS = st.sampled_from([unit for unit in RecurrenceUnit if unit.months])


def days(recurrence: Recurrence, end: date) -> list[date]:
    return [day for _, day in recurrence.up_to(end)]


@pytest.mark.spec("ABO-02")
def test_the_day_of_the_first_date_is_kept_or_is_the_last_of_the_month() -> None:
    found = days(Recurrence(date(2026, 1, 31)), date(2026, 4, 30))
    assert found == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


@pytest.mark.spec("ABO-02")
def test_end_of_month_always_takes_the_last_day() -> None:
    found = days(Recurrence(date(2026, 2, 28), month_end=True), date(2026, 5, 31))
    assert found == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]
    assert days(Recurrence(date(2026, 2, 28)), date(2026, 4, 30)) == [
        date(2026, 2, 28),
        date(2026, 3, 28),
        date(2026, 4, 28),
    ]
    assert days(Recurrence(date(2026, 1, 10), month_end=True), date(2026, 1, 31)) == [date(2026, 1, 31)]


@pytest.mark.spec("ABO-01")
@pytest.mark.parametrize(
    ("unit", "every", "second", "words"),
    [
        (RecurrenceUnit.DAY, 1, date(2026, 1, 6), "tous les jours"),
        (RecurrenceUnit.DAY, 10, date(2026, 1, 15), "tous les 10 jours"),
        (RecurrenceUnit.WEEK, 1, date(2026, 1, 12), "toutes les semaines"),
        (RecurrenceUnit.WEEK, 2, date(2026, 1, 19), "toutes les 2 semaines"),
        (RecurrenceUnit.MONTH, 1, date(2026, 2, 5), "tous les mois"),
        (RecurrenceUnit.MONTH, 2, date(2026, 3, 5), "tous les 2 mois"),
        (RecurrenceUnit.QUARTER, 1, date(2026, 4, 5), "tous les trimestres"),
        (RecurrenceUnit.HALF_YEAR, 1, date(2026, 7, 5), "tous les semestres"),
        (RecurrenceUnit.YEAR, 1, date(2027, 1, 5), "tous les ans"),
        (RecurrenceUnit.YEAR, 3, date(2029, 1, 5), "tous les 3 ans"),
    ],
)
def test_every_n_of_each_unit(unit: RecurrenceUnit, every: int, second: date, words: str) -> None:
    recurrence = Recurrence(date(2026, 1, 5), every, unit)
    assert recurrence.day_of(2) == second
    assert recurrence.in_words == words


@pytest.mark.spec("ABO-01")
def test_it_ends_after_a_number_of_occurrences_or_on_a_last_date() -> None:
    far = date(2030, 1, 1)
    assert len(days(Recurrence(date(2026, 1, 5), occurrences=3), far)) == 3
    assert days(Recurrence(date(2026, 1, 5), last=date(2026, 3, 4)), far) == [date(2026, 1, 5), date(2026, 2, 5)]
    assert days(Recurrence(date(2026, 1, 5), last=date(2026, 2, 5)), far)[-1] == date(2026, 2, 5)
    assert len(days(Recurrence(date(2026, 1, 5)), far)) == 48


def test_it_stops_at_the_end_of_the_calendar() -> None:
    for unit in RecurrenceUnit:
        recurrence = Recurrence(date(9999, 12, 15), 40, unit)
        assert days(recurrence, date.max) == [date(9999, 12, 15)]


@pytest.mark.spec("ABO-01")
@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (Recurrence(date(2026, 1, 5), 0), "tapez un nombre de 1 à 999"),
        (Recurrence(date(2026, 1, 5), LONGEST_STEP + 1), "tapez un nombre de 1 à 999"),
        (Recurrence(date(2026, 1, 5), last=date(2026, 1, 4)), "la dernière date précède la première"),
        (Recurrence(date(2026, 1, 5), occurrences=0), "le nombre d'échéances va de 1 à 9999"),
        (Recurrence(date(2026, 1, 5), occurrences=MOST_OCCURRENCES + 1), "le nombre d'échéances va de 1 à 9999"),
        (
            Recurrence(date(2026, 1, 5), last=date(2026, 5, 5), occurrences=5),
            "donnez la dernière date ou le nombre d'échéances, pas les deux",
        ),
    ],
)
def test_what_has_no_sense_is_refused(wrong: Recurrence, reason: str) -> None:
    with pytest.raises(RecurrenceError) as refused:
        check_recurrence(wrong)
    assert str(refused.value) == f"Périodicité refusée : {reason}."


@pytest.mark.spec("ABO-02")
@given(st.builds(Recurrence, DAYS, st.integers(1, 24), OF_MONTHS, st.booleans()))
def test_months_follow_each_other_without_drift(recurrence: Recurrence) -> None:
    """Each date is as many months after the one before, on the same day or on the last of a shorter month."""
    first, step = recurrence.first, recurrence.every * recurrence.unit.months
    for rank, day in enumerate(islice(days(recurrence, date(2200, 1, 1)), 30)):
        assert day.year * 12 + day.month == first.year * 12 + first.month + rank * step
        length = monthrange(day.year, day.month)[1]
        assert day.day == (length if recurrence.month_end else min(first.day, length))


@given(st.builds(Recurrence, DAYS, st.integers(1, 60), UNITS, st.booleans()), DAYS)
def test_dates_rise_and_a_later_end_only_adds(recurrence: Recurrence, end: date) -> None:
    found = days(recurrence, end)
    assert all(before < after for before, after in pairwise(found))
    assert all(day <= end for day in found)
    assert days(recurrence, end + timedelta(days=40))[: len(found)] == found
    following = recurrence.day_of(len(found) + 1)
    assert following is not None
    assert following > end
