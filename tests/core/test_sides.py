import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.enums import JournalType, Side
from tuicompta.core.sides import balancing_side, proposed_side, usual_side

_D, _C, _BALANCES = Side.DEBIT, Side.CREDIT, None
_TYPES = (JournalType.PURCHASES, JournalType.SALES, JournalType.TREASURY, JournalType.GENERAL)
_NUMBERS = st.from_regex(r"[1-9][0-9]{2}[0-9A-Z]{0,7}", fullmatch=True)


@pytest.mark.spec("KM-77")
@pytest.mark.parametrize(
    ("number", "sides"),
    [
        ("401DUP", (_C, _C, _D, _BALANCES)),
        ("411MAR", (_D, _D, _C, _BALANCES)),
        ("2183", (_D, _D, _D, _D)),
        ("6064", (_D, _D, _D, _D)),
        ("44566", (_D, _D, _D, _BALANCES)),
        ("44562", (_D, _D, _D, _BALANCES)),
        ("707", (_C, _C, _C, _C)),
        ("44571", (_C, _C, _C, _BALANCES)),
        ("4452", (_C, _C, _C, _BALANCES)),
        ("421", (_BALANCES,) * 4),
        ("44551", (_BALANCES,) * 4),
        ("512", (_BALANCES,) * 4),
    ],
)
def test_sides_follow_the_table_by_root_and_journal_type(number: str, sides: tuple[Side | None, ...]) -> None:
    assert tuple(usual_side(number, journal_type) for journal_type in _TYPES) == sides


@pytest.mark.spec("KM-77")
def test_the_counterpart_of_a_treasury_journal_balances_whatever_its_root() -> None:
    assert usual_side("411FACTOR", JournalType.TREASURY, counterpart="411FACTOR") is None
    assert usual_side("411FACTOR", JournalType.SALES, counterpart="411FACTOR") is Side.DEBIT
    assert proposed_side("512", JournalType.TREASURY, counterpart="512", difference=-12000) is Side.DEBIT


@pytest.mark.spec("KM-77", "JF-27")
def test_the_card_comes_before_the_table_then_what_balances_then_debit() -> None:
    purchases = JournalType.PURCHASES
    assert proposed_side("401DUP", purchases, card_side=Side.DEBIT, difference=500) is Side.DEBIT
    assert proposed_side("401DUP", purchases, difference=-500) is Side.CREDIT
    assert proposed_side("421", purchases, difference=500) is Side.CREDIT
    assert proposed_side("421", purchases, difference=-500) is Side.DEBIT
    assert proposed_side("421", purchases) is Side.DEBIT


@pytest.mark.spec("KM-78")
def test_a_reversed_entry_reverses_the_fixed_sides_and_still_balances() -> None:
    purchases = JournalType.PURCHASES
    assert proposed_side("6064", purchases, card_side=Side.DEBIT, difference=12000, reversed_entry=True) is Side.CREDIT
    assert proposed_side("44566", purchases, difference=2000, reversed_entry=True) is Side.CREDIT
    assert (
        proposed_side("512", JournalType.TREASURY, counterpart="512", difference=-9, reversed_entry=True) is Side.DEBIT
    )


@given(st.integers())
def test_the_balancing_side_reduces_the_difference(difference: int) -> None:
    side = balancing_side(difference)
    assert (side is None) == (difference == 0)
    if side:
        assert abs(difference + (1 if side is Side.DEBIT else -1)) < abs(difference)


@given(_NUMBERS, st.sampled_from(JournalType), st.integers(-100, 100))
def test_reversing_swaps_exactly_the_sides_that_the_table_gives(
    number: str, journal_type: JournalType, difference: int
) -> None:
    side = proposed_side(number, journal_type, difference=difference)
    reversed_side = proposed_side(number, journal_type, difference=difference, reversed_entry=True)
    assert (reversed_side is side.opposite) == (usual_side(number, journal_type) is not None)
