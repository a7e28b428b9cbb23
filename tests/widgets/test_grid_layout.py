"""The columns of a grid on screen: whole figures, the column of the cursor always there."""

from hypothesis import given
from hypothesis import strategies as st

from tuicompta.widgets.columns import Column, ColumnType, amount_column
from tuicompta.widgets.grid_layout import GridLayout

CODE = Column("code", "Compte", ColumnType.CODE, 10)
TITLE = Column("title", "Intitulé", width=20)
DEBIT, CREDIT, BALANCE = (amount_column(name, name) for name in ("debit", "credit", "balance"))
COLUMNS = (CODE, TITLE, DEBIT, CREDIT, BALANCE)


def test_a_text_may_be_cut_by_the_edge() -> None:
    layout = GridLayout((CODE, TITLE), ticks=False)
    assert [place.width for place in layout.places(25, 0)] == [10, 13]


def test_figures_are_whole_or_not_there() -> None:
    layout = GridLayout(COLUMNS, ticks=False)
    whole = 1 + 10 + 1 + 20 + 1 + DEBIT.width
    assert [place.index for place in layout.places(whole, 0)] == [0, 1, 2]
    assert [place.index for place in layout.places(whole + CREDIT.width, 0)] == [0, 1, 2]
    assert [place.index for place in layout.places(whole + 1 + CREDIT.width, 0)] == [0, 1, 2, 3]


@given(width=st.integers(40, 200), cursor=st.integers(0, 4))
def test_the_column_of_the_cursor_is_on_the_screen_at_any_width(width: int, cursor: int) -> None:
    layout = GridLayout(COLUMNS)
    places = layout.places(width, cursor)
    assert cursor in [place.index for place in places]
    figures = {place.index: place.width for place in places if place.index >= 2}
    assert all(size == COLUMNS[index].width for index, size in figures.items())
