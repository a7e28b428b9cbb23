from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.amounts import MAX_CENTS
from tuicompta.core.payment_terms import (
    WHOLE,
    Due,
    NoTermLineError,
    TermLine,
    TermLineError,
    TermPercentagesError,
    TermType,
    check_terms,
    due_date,
    exceeds_legal_delay,
    schedule,
)

_NET_ON_15 = TermType.NET_ON, 15


def net(days: int, *, in_months: bool = False) -> TermLine:
    return TermLine(days=days, type=TermType.NET, in_months=in_months)


@pytest.mark.spec("MR-09")
def test_ch30_is_30_days_net() -> None:
    assert schedule([net(30)], date(2008, 1, 1), 10000) == [Due(date(2008, 1, 31), 10000)]


@pytest.mark.spec("MR-10", "MR-07")
def test_prel4_is_a_quarter_at_once_and_three_on_the_15th() -> None:
    lines = [TermLine(2500), *(TermLine(2500, days, *_NET_ON_15) for days in (30, 60, 90))]
    check_terms(lines)
    assert schedule(lines, date(2008, 1, 1), 10000) == [
        Due(date(2008, 1, 1), 2500),
        Due(date(2008, 2, 15), 2500),
        Due(date(2008, 3, 15), 2500),
        Due(date(2008, 4, 15), 2500),
    ]


@pytest.mark.spec("MR-14", "MR-07")
@pytest.mark.parametrize(
    ("line", "document_date", "due"),
    [
        (TermLine(days=30, type=TermType.END_OF_MONTH_ON, day=10), date(2025, 1, 15), date(2025, 3, 10)),
        (TermLine(days=30, type=TermType.END_OF_MONTH), date(2025, 1, 15), date(2025, 2, 28)),
        (TermLine(days=45, type=TermType.END_OF_MONTH), date(2025, 1, 10), date(2025, 2, 28)),
    ],
)
def test_ends_of_month(line: TermLine, document_date: date, due: date) -> None:
    assert due_date(line, document_date) == due


@pytest.mark.spec("MR-07")
@pytest.mark.parametrize(
    ("line", "document_date", "due"),
    [
        (TermLine(type=TermType.NET_ON, day=15), date(2025, 1, 15), date(2025, 1, 15)),
        (TermLine(type=TermType.NET_ON, day=15), date(2025, 1, 16), date(2025, 2, 15)),
        (TermLine(type=TermType.NET_ON, day=31), date(2025, 2, 10), date(2025, 2, 28)),
        (TermLine(type=TermType.NET_ON, day=30), date(2025, 2, 28), date(2025, 2, 28)),
        (TermLine(type=TermType.NET_ON, day=30), date(2025, 1, 31), date(2025, 2, 28)),
        (TermLine(type=TermType.END_OF_MONTH_ON, day=31), date(2025, 1, 5), date(2025, 2, 28)),
        (TermLine(type=TermType.END_OF_MONTH), date(2025, 2, 28), date(2025, 2, 28)),
        (TermLine(type=TermType.CASH), date(2025, 2, 28), date(2025, 2, 28)),
    ],
)
def test_the_day_comes_last_and_stays_in_its_month(line: TermLine, document_date: date, due: date) -> None:
    assert due_date(line, document_date) == due


@pytest.mark.spec("MR-06")
@pytest.mark.parametrize(
    ("days", "due"),
    [
        (30, date(2025, 2, 15)),
        (31, date(2025, 2, 15)),
        (32, date(2025, 2, 17)),
        (45, date(2025, 3, 2)),
        (60, date(2025, 3, 15)),
        (61, date(2025, 3, 15)),
        (62, date(2025, 3, 15)),
        (90, date(2025, 4, 15)),
        (93, date(2025, 4, 15)),
        (10, date(2025, 1, 25)),
    ],
)
def test_accounting_months_count_days_as_months(days: int, due: date) -> None:
    assert due_date(net(days, in_months=True), date(2025, 1, 15)) == due


@pytest.mark.spec("MR-06")
def test_a_month_from_the_31st_ends_on_the_last_day() -> None:
    assert due_date(net(30, in_months=True), date(2025, 1, 31)) == date(2025, 2, 28)


@pytest.mark.spec("MR-12")
def test_the_last_line_takes_the_rest() -> None:
    thirds = [TermLine(3333), TermLine(3333), TermLine(3334)]
    assert [due.amount for due in schedule(thirds, date(2025, 1, 1), 10000)] == [3333, 3333, 3334]
    assert [due.amount for due in schedule(thirds, date(2025, 1, 1), 10)] == [3, 3, 4]
    assert [due.amount for due in schedule(thirds, date(2025, 1, 1), -10)] == [-3, -3, -4]


def test_no_line_takes_more_than_what_is_left() -> None:
    tenths = [TermLine(1000)] * 10
    assert [due.amount for due in schedule(tenths, date(2025, 1, 1), 5)] == [1, 1, 1, 1, 1, 0, 0, 0, 0, 0]


@pytest.mark.spec("ECH-08")
def test_without_payment_term_all_is_due_at_the_document_date() -> None:
    assert schedule([], date(2026, 3, 5), 120000) == [Due(date(2026, 3, 5), 120000)]
    assert schedule([TermLine(days=31, type=TermType.NET)], date(2026, 3, 4), 120000) == [Due(date(2026, 4, 4), 120000)]


@st.composite
def _terms(draw: st.DrawFn) -> list[TermLine]:
    """Lines that a payment term may have: percentages add up to 100, every type in its bounds."""
    cuts = sorted(draw(st.sets(st.integers(1, WHOLE - 1), max_size=8)))
    bounds = [0, *cuts, WHOLE]
    lines = []
    for first, last in pairwise(bounds):
        kind = draw(st.sampled_from(TermType))
        shortest = 1 if kind is TermType.NET else 0
        days = 0 if kind is TermType.CASH else draw(st.integers(shortest, 365))
        day = draw(st.integers(1, 31)) if kind.needs_day else None
        lines.append(TermLine(last - first, days, kind, day, draw(st.booleans())))
    return lines


@pytest.mark.spec("SINV-08")
@given(_terms(), st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(-MAX_CENTS, MAX_CENTS))
def test_due_amounts_add_up_and_no_due_date_is_before_the_document(
    lines: list[TermLine], document_date: date, amount: int
) -> None:
    check_terms(lines)
    dues = schedule(lines, document_date, amount)
    assert len(dues) == len(lines)
    assert sum(due.amount for due in dues) == amount
    assert all(due.date >= document_date for due in dues)
    assert all(due.amount * amount >= 0 for due in dues)
    for due, line in zip(dues[:-1], lines[:-1], strict=True):
        assert abs(due.amount * WHOLE - amount * line.percent) <= WHOLE * len(lines)


def test_a_payment_term_has_at_least_one_line() -> None:
    with pytest.raises(NoTermLineError):
        check_terms([])


def test_percentages_that_do_not_add_up_are_refused_with_their_sum() -> None:
    with pytest.raises(TermPercentagesError, match=r"99,99 au lieu de 100,00"):
        check_terms([TermLine(5000), TermLine(4999)])


@pytest.mark.parametrize(
    "line",
    [
        TermLine(0),
        TermLine(WHOLE + 1),
        TermLine(days=1),
        TermLine(days=0, type=TermType.NET),
        TermLine(days=366, type=TermType.NET),
        TermLine(days=-1, type=TermType.END_OF_MONTH),
        TermLine(type=TermType.NET_ON),
        TermLine(type=TermType.NET_ON, day=32),
        TermLine(type=TermType.END_OF_MONTH_ON, day=0),
        TermLine(days=30, type=TermType.NET, day=10),
    ],
)
def test_a_line_out_of_bounds_is_refused_with_its_rank(line: TermLine) -> None:
    with pytest.raises(TermLineError, match="Ligne 2"):
        check_terms([TermLine(), line])


def test_the_reason_of_a_refused_delay_follows_the_type() -> None:
    for line, reason in (
        (TermLine(days=1), "le nombre de jours est 0 au comptant"),
        (net(0), "le nombre de jours va de 1 à 365"),
        (TermLine(days=366, type=TermType.END_OF_MONTH), "le nombre de jours va de 0 à 365"),
    ):
        with pytest.raises(TermLineError) as refusal:
            check_terms([line])
        assert str(refusal.value) == f"Ligne 1 du mode de règlement : {reason}."


def test_long_delays_are_those_beyond_60_days_net_or_45_end_of_month() -> None:
    assert not exceeds_legal_delay(net(60))
    assert exceeds_legal_delay(net(61))
    assert not exceeds_legal_delay(TermLine(days=45, type=TermType.END_OF_MONTH))
    assert exceeds_legal_delay(TermLine(days=46, type=TermType.END_OF_MONTH))
    assert exceeds_legal_delay(TermLine(days=46, type=TermType.END_OF_MONTH_ON, day=10))
