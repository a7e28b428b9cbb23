"""The part of a long line that shows its caret."""

from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.text import cell_width
from tuicompta.widgets.edges import first_shown


@given(text=st.text("ab漢", max_size=12), width=st.integers(-5, 12), data=st.data())
def test_the_caret_is_in_sight_in_any_width(text: str, width: int, data: st.DataObject) -> None:
    caret = data.draw(st.integers(0, len(text)))
    start = first_shown(text, caret, width)
    assert 0 <= start <= caret
    assert cell_width(text[start:caret]) < max(width, 1)
