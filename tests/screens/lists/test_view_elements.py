"""Elements of a view, taken out, moved, added, whatever the view is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.widgets.test_view_layout import ARRANGEMENTS, COLUMNS
from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.lists.view_elements import Kind, LastColumnError, added, elements, moved, without
from tuicompta.widgets.arrangement import Arrangement, Clause, Clauses, Condition, Operator, ShownColumn
from tuicompta.widgets.columns import Column
from tuicompta.widgets.shown_columns import shown_columns

CLAUSE = Clause("code", Condition(Operator.EMPTY))


@pytest.mark.spec("VUE-10")
@given(ARRANGEMENTS, st.data())
def test_an_element_taken_out_is_gone_and_nothing_is_added(arrangement: Arrangement, data: st.DataObject) -> None:
    before = list(elements(arrangement, COLUMNS))
    element = data.draw(st.sampled_from(before))
    try:
        after = [found.key for found in elements(without(arrangement, element, COLUMNS), COLUMNS)]
    except TuicomptaError:
        assert element.key == (Kind.COLUMN.name, "code")
        return
    assert len(after) < len(before)
    if element.kind not in {Kind.CLAUSE, Kind.CLAUSES}:
        assert element.key not in after


@given(ARRANGEMENTS, st.data(), st.sampled_from([-1, 1]))
def test_moving_a_column_keeps_them_all(arrangement: Arrangement, data: st.DataObject, way: int) -> None:
    before = [shown.identifier for shown in shown_columns(COLUMNS, arrangement)]
    name = data.draw(st.sampled_from(before))
    after = [shown.identifier for shown in moved(arrangement, COLUMNS, name, way).columns]
    assert sorted(after) == sorted(before)
    assert after.index(name) == min(max(before.index(name) + way, 0), len(before) - 1)


@pytest.mark.spec("VUE-08")
def test_a_condition_goes_in_the_group_under_the_cursor() -> None:
    inner = Clauses((CLAUSE,), every=False)
    arrangement = Arrangement(clauses=Clauses((CLAUSE, inner)))
    assert added(arrangement, (), CLAUSE).clauses.parts == (CLAUSE, inner, CLAUSE)
    assert added(arrangement, (0,), CLAUSE).clauses.parts == (CLAUSE, inner, CLAUSE)
    assert added(arrangement, (1, 0), CLAUSE).clauses.parts == (CLAUSE, Clauses((CLAUSE, CLAUSE), every=False))


def test_a_group_goes_with_its_last_condition() -> None:
    arrangement = Arrangement(clauses=Clauses((Clauses((Clauses((CLAUSE,)),)),)))
    last = list(elements(arrangement, COLUMNS))[-1]
    assert without(arrangement, last, COLUMNS).clauses.parts == ()


def test_a_view_keeps_a_column() -> None:
    columns = (Column("a", "A"), Column("b", "B"))
    arrangement = Arrangement(columns=(ShownColumn("b"),))
    with pytest.raises(LastColumnError, match="La colonne «B» est la dernière de la vue"):
        without(arrangement, next(elements(arrangement, columns)), columns)
