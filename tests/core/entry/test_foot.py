"""The counterpart at the foot of a journal."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.entry.foot import (
    FootOfMonth,
    counterpart_line,
    foot_balance,
    foot_of_month,
    side_of_foot,
    with_changes,
)
from tuicompta.core.entry.model import GridEntry, GridLine, Provenance
from tuicompta.core.enums import Side

DAY = date(2026, 3, 12)
AMOUNTS = st.integers(-10_000_00, 10_000_00).filter(bool)


@pytest.mark.spec("JF-21")
def test_the_counterpart_is_on_the_side_that_balances() -> None:
    typed = [GridLine(account="411A", credit=300_00), GridLine(account="401B", debit=120_00)]
    line = counterpart_line(typed, "512000", DAY)
    assert line is not None
    assert (line.account, line.debit, line.credit, line.piece) == ("512000", 180_00, 0, "")
    paid = counterpart_line([GridLine(account="401B", debit=120_00)], "512000", DAY)
    assert paid is not None
    assert (paid.debit, paid.credit) == (0, 120_00)
    assert counterpart_line([GridLine(debit=5), GridLine(credit=5)], "512000", DAY) is None


@given(st.lists(st.tuples(st.sampled_from(Side), AMOUNTS), min_size=1))
def test_the_counterpart_balances_whatever_the_signs(typed: list[tuple[Side, int]]) -> None:
    lines = [GridLine(debit=cents) if side is Side.DEBIT else GridLine(credit=cents) for side, cents in typed]
    foot = counterpart_line(lines, "512000", DAY)
    total = sum(line.debit - line.credit for line in lines)
    assert total + (foot.balance if foot else 0) == 0
    assert side_of_foot(foot_balance(lines))[1] >= 0
    assert foot is None or min(foot.debit, foot.credit) == 0 < max(foot.debit, foot.credit)


DAYS = st.integers(1, 4).map(lambda day: date(2026, 3, day))
TYPED = st.lists(st.tuples(DAYS, st.sampled_from(Side), AMOUNTS), max_size=8)


def entries(typed: list[tuple[date, Side, int]]) -> list[GridEntry]:
    lines = ((day, GridLine().with_amount(side, cents, Provenance.TYPED)) for day, side, cents in typed)
    return [GridEntry(key, "CA", day, lines=(line,)) for key, (day, line) in enumerate(lines)]


@pytest.mark.spec("SINV-02")
@given(TYPED, TYPED, TYPED)
def test_the_foot_of_a_month_follows_what_is_typed_and_changed(
    kept: list[tuple[date, Side, int]], before: list[tuple[date, Side, int]], after: list[tuple[date, Side, int]]
) -> None:
    stored = with_changes({}, [], entries([*kept, *before]))
    days = with_changes(stored, entries(before), entries(after))
    final = entries([*kept, *after])
    found = foot_of_month(sum(one.debit for one in final), sum(one.credit for one in final), days)
    assert found.balance == sum(one.credit - one.debit for one in final)
    assert found.debit == found.credit
    assert days == {day: sum(one.difference for one in final if one.entry_date == day) for day in days}


def test_a_month_of_two_days_has_one_counterpart_and_the_totals_of_both() -> None:
    typed = entries([(date(2026, 3, 2), Side.CREDIT, 300_00), (date(2026, 3, 9), Side.DEBIT, 120_00)])
    assert foot_of_month(120_00, 300_00, with_changes({}, [], typed)) == FootOfMonth(180_00, 420_00, 420_00)
