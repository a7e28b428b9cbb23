from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.widgets.arrangement import Arrangement, Condition, Filter, Operator, Sort
from tuicompta.widgets.columns import Column, ColumnType, amount_column
from tuicompta.widgets.memory_rows import MemoryRows
from tuicompta.widgets.rows import Row

COLUMNS = (
    Column("code", "Code", ColumnType.CODE, 8),
    Column("kind", "Type"),
    amount_column("debit", "Débit"),
)
ROWS = [
    Row(1, ("AC", "Achats", 100)),
    Row(2, ("VE", "Ventes", 300)),
    Row(3, ("BQ", "Banque", 200)),
    Row(4, ("AN", " ", 400)),
    Row(5, ("OD", "Achats", 500)),
]


def keys(source: MemoryRows) -> list[object]:
    return [row.key for row in source.first(100)]


def arranged(**arguments: object) -> MemoryRows:
    return MemoryRows(COLUMNS, ROWS).arranged(Arrangement(**arguments))  # type: ignore[arg-type]


@pytest.mark.spec("LST-08")
def test_a_search_hides_and_never_reorders() -> None:
    assert keys(arranged(search="ach")) == [1, 5]
    assert keys(arranged(search="")) == [1, 2, 3, 4, 5]


def test_sorting_keeps_the_order_of_equals_and_puts_the_empty_last_both_ways() -> None:
    assert keys(arranged(sorts=(Sort("kind"),))) == [1, 5, 3, 2, 4]
    assert keys(arranged(sorts=(Sort("kind", descending=True),))) == [2, 3, 1, 5, 4]


def test_a_second_sort_decides_between_equals() -> None:
    assert keys(arranged(sorts=(Sort("kind"), Sort("debit", descending=True)))) == [5, 1, 3, 2, 4]


@pytest.mark.spec("FLT-01")
def test_a_filter_hides_and_never_reorders() -> None:
    wanted = Filter((Condition(Operator.AT_LEAST, (300,)),))
    source = arranged(filters={"debit": wanted})
    assert keys(source) == [2, 4, 5]
    assert (source.count(), source.total()) == (3, 5)


@pytest.mark.spec("FLT-02")
def test_distinct_values_are_counted_blanks_together() -> None:
    assert MemoryRows(COLUMNS, ROWS).distinct("kind") == [("Achats", 2), ("Banque", 1), ("Ventes", 1), (None, 1)]


@pytest.mark.spec("LST-17")
def test_totals_are_those_of_the_rows_shown() -> None:
    assert arranged().totals() == {"debit": 1500}
    assert arranged(search="achats").totals() == {"debit": 600}


@pytest.mark.spec("COL-04", "COL-09")
def test_groups_show_their_heading_alone_until_unfolded() -> None:
    source = arranged(groups=("kind",))
    shown = source.first(100)
    assert [(row.values[0], row.values[2], row.folded) for row in shown] == [
        ("Achats (2)", 600, True),
        ("Banque (1)", 200, True),
        ("Ventes (1)", 300, True),
        ("(vide) (1)", 400, True),
    ]
    assert source.count() == 5
    unfolded = arranged(groups=("kind",), unfolded=frozenset({("Achats",)}))
    assert [(row.key, row.level) for row in unfolded.first(100)][:3] == [(("Achats",), 0), (1, 1), (5, 1)]


@pytest.mark.spec("UINV-04")
@given(
    st.lists(st.tuples(st.text("ab éÉ", max_size=4), st.integers(0, 3)), max_size=30),
    st.text("ab e", max_size=3),
    st.integers(0, 3),
    st.booleans(),
)
def test_search_and_filter_only_remove_and_sorting_hides_nothing(
    values: list[tuple[str, int]],
    search: str,
    lowest: int,
    descending: bool,  # noqa: FBT001 (given by hypothesis)
) -> None:
    columns = (COLUMNS[0], COLUMNS[2])
    rows = [Row(place, value) for place, value in enumerate(values)]
    whole = MemoryRows(columns, rows)
    wanted = {"debit": Filter((Condition(Operator.AT_LEAST, (lowest,)),))}
    narrowed = whole.arranged(Arrangement(search=search, filters=wanted))
    kept = [row.key for row in narrowed.first(100)]
    assert kept == [key for key in range(len(rows)) if key in set(kept)]
    assert narrowed.count() + len(set(range(len(rows))) - set(kept)) == narrowed.total() == len(rows)
    ordered = whole.arranged(Arrangement(sorts=(Sort("code", descending),)))
    assert sorted(row.key for row in ordered.first(100)) == list(range(len(rows)))  # type: ignore[type-var]
    assert [row.values for row in narrowed.first(100)] == [values[key] for key in kept if isinstance(key, int)]


def test_pages_around_a_key() -> None:
    source = MemoryRows(COLUMNS, ROWS)
    assert [row.key for row in source.after(2, 2)] == [3, 4]
    assert [row.key for row in source.before(3, 5)] == [1, 2]
    assert [row.key for row in source.last(2)] == [4, 5]
    assert source.locate("b") == 3
    assert source.row(99) is None


def test_dates_are_searched_as_they_are_written() -> None:
    column = Column("day", "Date", ColumnType.DATE, 10)
    rows = [Row(1, (date(2026, 3, 5),)), Row(2, (date(2026, 5, 3),))]
    assert keys(MemoryRows((column,), rows).arranged(Arrangement(search="05/03"))) == [1]
