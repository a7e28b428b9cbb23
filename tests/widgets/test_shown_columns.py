import pytest

from tuicompta.widgets.arrangement import Arrangement, Clause, Clauses, Condition, Operator, ShownColumn
from tuicompta.widgets.columns import Column, ColumnType, Summary, amount_column, summary_text
from tuicompta.widgets.grid_layout import GridLayout
from tuicompta.widgets.memory_rows import MemoryRows
from tuicompta.widgets.rows import Row
from tuicompta.widgets.shown_columns import summed_up

COLUMNS = (
    Column("code", "Code", ColumnType.CODE, 8, mandatory=True),
    Column("kind", "Type", width=10),
    amount_column("debit", "Débit"),
    Column("lines", "Lignes", ColumnType.NUMBER, 6, hidden=True),
)
ROWS = [
    Row(1, ("AC", "Achats", 100, 3)),
    Row(2, ("VE", "Ventes", 305, 5)),
    Row(3, ("BQ", "Achats", -200, None)),
]


def rows(arrangement: Arrangement) -> MemoryRows:
    return MemoryRows(COLUMNS, ROWS).arranged(arrangement)


def keys(arrangement: Arrangement) -> list[object]:
    return [row.key for row in rows(arrangement).first(10)]


@pytest.mark.spec("VUE-07")
def test_a_view_chooses_orders_and_titles_the_columns() -> None:
    layout = GridLayout(COLUMNS)
    assert layout.shown == (0, 1, 2)
    layout.arrange(
        Arrangement(columns=(ShownColumn("debit"), ShownColumn("lines", "Nb"), ShownColumn("code", width=5)))
    )
    assert layout.shown == (2, 3, 0)
    assert layout.columns[3].title == "Nb"
    assert [(place.index, place.width) for place in layout.places(60, 0)] == [(2, 13), (3, 6), (0, 5)]
    layout.arrange(Arrangement())
    assert layout.shown == (0, 1, 2)


@pytest.mark.spec("LST-07")
def test_a_search_looks_in_the_columns_of_the_view_only() -> None:
    without = Arrangement(columns=(ShownColumn("code"), ShownColumn("debit")))
    assert keys(Arrangement(search="achats")) == [1, 3]
    assert keys(Arrangement(search="achats", columns=without.columns)) == []
    assert keys(Arrangement(search="3,05", columns=without.columns)) == [2]


@pytest.mark.spec("VUE-12")
@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        (Summary.TOTAL, "2,05"),
        (Summary.COUNT, "nb 3"),
        (Summary.MINIMUM, "min. -2,00"),
        (Summary.MAXIMUM, "max. 3,05"),
        (Summary.AVERAGE, "moy. 0,68"),
    ],
)
def test_the_foot_sums_up_a_column_as_asked(summary: Summary, expected: str) -> None:
    source = rows(Arrangement(columns=(ShownColumn("code"), ShownColumn("debit", summary=summary))))
    layout = GridLayout(COLUMNS)
    layout.arrange(source.arrangement)
    assert summary_text(source.totals()["debit"], layout.columns[2]) == expected


@pytest.mark.spec("VUE-12", "UINV-09")
def test_a_mean_is_rounded_half_away_from_zero() -> None:
    assert summed_up([1, 2], Summary.AVERAGE) == 2
    assert summed_up([-1, -2], Summary.AVERAGE) == -2
    assert summed_up([], Summary.AVERAGE) is None
    assert summed_up([], Summary.COUNT) == 0


@pytest.mark.spec("VUE-12", "COL-09")
def test_the_headings_of_groups_sum_up_as_the_foot_does() -> None:
    columns = (ShownColumn("code"), ShownColumn("debit", summary=Summary.MAXIMUM))
    shown = rows(Arrangement(columns=columns, groups=("kind",))).first(10)
    assert [(row.values[0], row.values[2]) for row in shown] == [
        ("Achats (2)", "max. 1,00"),
        ("Ventes (1)", "max. 3,05"),
    ]


@pytest.mark.spec("VUE-08")
def test_conditions_nest() -> None:
    purchases = Clause("kind", Condition(Operator.EQUAL, ("achats",)))
    large = Clause("debit", Condition(Operator.MORE, (300,)))
    negative = Clause("debit", Condition(Operator.LESS, (0,)))
    assert keys(Arrangement(clauses=Clauses((purchases, negative)))) == [3]
    assert keys(Arrangement(clauses=Clauses((large, Clauses((purchases, negative))), every=False))) == [2, 3]
    assert keys(Arrangement(clauses=Clauses((Clauses((large, negative), every=False), purchases)))) == [3]
    assert rows(Arrangement(clauses=Clauses((large,)))).total() == 3
