import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.errors import TuicomptaError
from tuicompta.widgets.arrangement import Arrangement, Clause, Clauses, Condition, Filter, Operator, ShownColumn, Sort
from tuicompta.widgets.columns import Column, ColumnType, Summary, amount_column
from tuicompta.widgets.memory_rows import MemoryRows
from tuicompta.widgets.rows import Row
from tuicompta.widgets.shown_columns import own_columns
from tuicompta.widgets.view_layout import UnknownViewColumnError, ViewUnreadableError, arrangement_of, layout_of

COLUMNS = (
    Column("code", "Code", ColumnType.CODE, 8, mandatory=True),
    Column("day", "Date", ColumnType.DATE, 10),
    Column("label", "Libellé", stretch=True),
    amount_column("debit", "Débit"),
    Column("lines", "Lignes", ColumnType.NUMBER, 6, hidden=True),
)
TEXT_CLAUSE = Clause("label", Condition(Operator.CONTAINS, ("achat",)))
VALUES = {
    "code": st.text("AB", max_size=3),
    "day": st.dates(),
    "label": st.text("éa ", max_size=4),
    "debit": st.integers(-(10**15), 10**15),
    "lines": st.integers(0, 99),
}


def conditions(column: str) -> st.SearchStrategy[Condition]:
    values = VALUES[column]
    one = st.sampled_from([Operator.EQUAL, Operator.DIFFERENT, Operator.AT_LEAST])
    return st.one_of(
        st.builds(lambda operator, value: Condition(operator, (value,)), one, values),
        st.builds(lambda low, high: Condition(Operator.BETWEEN, (low, high)), values, values),
        st.builds(lambda many: Condition(Operator.AMONG, tuple(many)), st.lists(values | st.none(), max_size=3)),
        st.just(Condition(Operator.EMPTY)),
    )


NAMES = st.sampled_from([column.identifier for column in COLUMNS])
CLAUSES = st.recursive(
    NAMES.flatmap(lambda name: st.builds(Clause, st.just(name), conditions(name))),
    lambda parts: st.builds(
        lambda many, every: Clauses(tuple(many), every), st.lists(parts, max_size=3), st.booleans()
    ),
    max_leaves=6,
)
SHOWN = st.lists(NAMES, unique=True, max_size=5).flatmap(
    lambda names: st.tuples(
        *(
            st.builds(
                ShownColumn,
                st.just(name),
                st.sampled_from(["", "Mon titre"]),
                st.sampled_from([0, 12]),
                st.sampled_from([None, *Summary]) if name in {"debit", "lines"} else st.none(),
            )
            for name in dict.fromkeys(["code", *names])
        )
    )
)
ARRANGEMENTS = st.builds(
    Arrangement,
    search=st.sampled_from(["", "achat"]),
    sorts=st.lists(st.builds(Sort, NAMES, st.booleans()), max_size=2).map(tuple),
    groups=st.lists(NAMES, unique=True, max_size=2).map(tuple),
    filters=NAMES.flatmap(
        lambda name: st.builds(
            lambda many, every: {name: Filter(tuple(many), every)},
            st.lists(conditions(name), min_size=1, max_size=2),
            st.booleans(),
        )
    ),
    columns=SHOWN,
    clauses=st.builds(lambda part: Clauses((part,)), CLAUSES),
    detail=st.sampled_from(["", "lines"]),
)


@pytest.mark.spec("VUE-11", "FLT-05")
@given(ARRANGEMENTS)
def test_a_view_is_read_back_as_it_was(arrangement: Arrangement) -> None:
    text = json.dumps(layout_of(arrangement, COLUMNS))
    found = arrangement_of(json.loads(text), COLUMNS, ["lines"])
    assert found.search == ""
    assert (found.sorts, found.groups, found.filters) == (arrangement.sorts, arrangement.groups, arrangement.filters)
    assert (found.columns, found.clauses) == (arrangement.columns, arrangement.clauses)
    assert found.detail == arrangement.detail


def test_the_columns_of_the_list_itself_are_written_one_by_one() -> None:
    assert arrangement_of(layout_of(Arrangement(), COLUMNS), COLUMNS).columns == own_columns(COLUMNS)


@pytest.mark.spec("VUE-11")
@pytest.mark.parametrize(
    "layout",
    [
        {"columns": [{"column": "solde"}]},
        {"sorts": [{"column": "solde"}]},
        {"groups": ["solde"]},
        {"filters": {"solde": {"conditions": [{"operator": "empty", "operands": []}]}}},
        {"clauses": {"parts": [{"parts": [{"column": "solde", "operator": "empty"}]}]}},
    ],
)
def test_an_unknown_column_is_refused_by_its_name(layout: dict[str, Any]) -> None:
    with pytest.raises(UnknownViewColumnError, match="«solde»"):
        arrangement_of(layout, COLUMNS)


@pytest.mark.spec("VUE-07")
def test_a_mandatory_column_is_never_left_out() -> None:
    found = arrangement_of({"columns": [{"column": "label"}, {"column": "debit"}, {"column": "label"}]}, COLUMNS)
    assert [shown.identifier for shown in found.columns] == ["code", "label", "debit"]


@pytest.mark.parametrize(
    "layout",
    [
        [],
        {"columns": "code"},
        {"columns": [{"column": "code", "width": 5000}]},
        {"columns": [{"column": "label", "summary": "total"}]},
        {"columns": [{"column": "debit", "summary": "median"}]},
        {"filters": {"debit": {"conditions": []}}},
        {"filters": {"debit": {"conditions": [{"operator": "equal", "operands": ["cent"]}]}}},
        {"filters": {"debit": {"conditions": [{"operator": "between", "operands": [1]}]}}},
        {"sorts": [{"column": "code", "descending": "non"}]},
        {"detail": "lines"},
    ],
)
def test_what_is_no_layout_is_refused(layout: object) -> None:
    with pytest.raises(ViewUnreadableError):
        arrangement_of(layout, COLUMNS)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["code", "equal", "every"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "columns sorts groups filters clauses parts column operator operands every conditions code".split()
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_file_gives_a_view_that_works_or_a_refusal(layout: object) -> None:
    try:
        found = arrangement_of(layout, COLUMNS)
    except TuicomptaError:
        return
    rows = [Row(1, ("A", date(2026, 3, 1), "achat", 100, 2)), Row(2, ("B", None, None, None, None))]
    MemoryRows(COLUMNS, rows).arranged(found).first(10)
