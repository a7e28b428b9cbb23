import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.widgets.card_state import CardState

SETS = st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 3)), max_size=20)


@pytest.mark.spec("FIC-10")
@given(SETS)
def test_undo_returns_to_the_last_save_and_redo_to_the_last_change(changes: list[tuple[str, int]]) -> None:
    state = CardState({"a": 0, "b": 0})
    for name, value in changes:
        state.set(name, value)
    last = dict(state.values)
    while state.undo():
        pass
    assert state.values == state.saved == {"a": 0, "b": 0}
    while state.redo():
        pass
    assert state.values == last


@pytest.mark.spec("FIC-11")
def test_undoing_all_is_one_step_that_can_be_undone() -> None:
    state = CardState({"a": 0, "b": 0})
    state.set("a", 1)
    state.set("b", 2)
    assert sorted(state.undo_all()) == ["a", "b"]
    assert not state.modified
    state.undo()
    assert state.values == {"a": 1, "b": 2}
