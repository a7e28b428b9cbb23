"""The counterpart at the foot of a journal."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.entry.foot import counterpart_line, foot_balance, side_of_foot
from tuicompta.core.entry.model import GridLine
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
