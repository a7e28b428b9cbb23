from hypothesis import given
from hypothesis import strategies as st

from tests.widgets.sources import Numbers
from tuicompta.widgets.columns import Column, amount_column
from tuicompta.widgets.ticks import Ticks

COLUMNS = (Column("code", "Code"), Column("label", "Libellé"), amount_column("amount", "Montant"))
ACTS = st.lists(st.one_of(st.integers(0, 9), st.just("all"), st.just("none")), max_size=30)


@given(ACTS)
def test_ticks_are_the_set_they_stand_for(acts: list[int | str]) -> None:
    source = Numbers(10)
    ticks, expected = Ticks(), set[int]()
    everything = set(range(10))
    for act in acts:
        if isinstance(act, int):
            ticks.toggle(source.at(act))
            expected ^= {act}
        elif act == "none":
            ticks.clear()
            expected = set()
        else:
            was_all = ticks.all_rows and expected == everything
            ticks.tick_all()
            expected = set() if was_all else set(everything)
        assert {key for key in everything if key in ticks} == expected
        assert ticks.count(10) == len(expected)
        assert ticks.totals(COLUMNS, source.totals()) == {"amount": 100 * sum(expected)}


def test_all_of_a_million_rows_are_ticked_without_reading_them() -> None:
    source = Numbers(1_000_000)
    ticks = Ticks()
    ticks.tick_all()
    ticks.toggle(source.at(5))
    assert ticks.count(source.count()) == 999_999
    assert source.asked == []
