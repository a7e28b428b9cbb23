"""What F9 does with a selection, by its figures."""

import pytest

from tuicompta.core.lettering.selection import Act, Selection

TWO = Selection(lines=2, debit=100, credit=100, loose=2)


@pytest.mark.spec("LETT-08", "LETT-09")
@pytest.mark.parametrize(
    ("selection", "act"),
    [
        (TWO, Act.LETTER),
        (Selection(lines=3, debit=100, credit=100, loose=3), Act.LETTER),
        (Selection(), Act.NOTHING),
        (Selection(lines=1, debit=100, loose=1), Act.NOTHING),
        (Selection(lines=1, debit=3, loose=1, maximum_gap=5), Act.NOTHING),
        (Selection(lines=2, debit=100, credit=99, loose=2), Act.NOTHING),
        (Selection(lines=2, debit=100, credit=100, loose=1, simulated=1), Act.NOTHING),
        (Selection(lines=2, debit=100, credit=100, lettered=2), Act.UNLETTER),
        (Selection(lines=3, debit=100, credit=100, loose=2, lettered=1), Act.UNLETTER),
        (Selection(lines=1, debit=100, lettered=1), Act.UNLETTER),
    ],
)
def test_letter_when_everything_balances_else_unletter(selection: Selection, act: Act) -> None:
    assert selection.act is act


@pytest.mark.spec("LETT-08", "LETT-17", "OLA-03")
@pytest.mark.parametrize(
    ("gap", "most", "act"),
    [
        (3, 5, Act.LETTER_WITH_GAP),
        (-5, 5, Act.LETTER_WITH_GAP),
        (100, 100, Act.LETTER_WITH_GAP),
        (6, 5, Act.NOTHING),
        (-101, 100, Act.NOTHING),
        (1, 0, Act.NOTHING),
    ],
)
def test_a_gap_within_the_maximum_of_the_account_letters(gap: int, most: int, act: Act) -> None:
    assert Selection(lines=2, debit=12_000 + gap, credit=12_000, loose=2, maximum_gap=most).act is act


@pytest.mark.spec("LETT-33", "LETT-34", "LETT-31")
@pytest.mark.parametrize(
    ("selection", "act", "partial"),
    [
        # An invoice 1 000 and a payment 400 in `ab`; a second payment.
        (Selection(lines=2, credit=100, loose=2), Act.NOTHING, True),
        (Selection(lines=2, credit=700, debit=1000, loose=1, partials=("ab",), others=1, rest=-300), Act.LETTER, False),
        (Selection(lines=2, credit=200, debit=1000, loose=1, partials=("ab",), others=1, rest=-400), Act.GROW, True),
        (Selection(lines=2, credit=200, debit=300, partials=("ab", "ac"), others=2, rest=-50), Act.GROW, True),
        (Selection(lines=1, credit=400, partials=("ab",), others=1, rest=1000), Act.LEAVE, False),
        (Selection(lines=2, debit=1000, credit=400, partials=("ab",)), Act.LEAVE, False),
        (Selection(lines=2, debit=400, credit=400, partials=("ab",)), Act.LETTER, False),
        (Selection(lines=2, debit=1, credit=400, partials=("ab",), loose=1, simulated=1), Act.LEAVE, False),
    ],
)
def test_lines_of_a_partial_group_bring_the_whole_of_it(selection: Selection, act: Act, *, partial: bool) -> None:
    assert selection.act is act
    assert selection.may_be_partial is partial
