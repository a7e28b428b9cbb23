"""A list of any size asks SQLite for what it shows: the same rows as in memory, and only those of a page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.screens.program import home, morel, played, program, value, with_dossier
from tests.services.entries_kit import purchase, sale, save
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.screens.accounts.chart_of_accounts import COLUMNS, ChartWindow
from tuicompta.services.dossiers.dossier import open_dossier
from tuicompta.widgets.arrangement import (
    NUMBER_OPERATORS,
    TEXT_OPERATORS,
    Arrangement,
    Clause,
    Clauses,
    Condition,
    Filter,
    Operator,
    ShownColumn,
    Sort,
)
from tuicompta.widgets.columns import ColumnType
from tuicompta.widgets.memory_rows import MemoryRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.columns import Column, Value
    from tuicompta.widgets.rows import RowSource

__all__ = ["home", "morel"]

pytestmark = pytest.mark.usefixtures("home")
NAMES = [column.identifier for column in COLUMNS]
WORDS = ["", "4", "11", "cli", "è", "martin", "1 200", "1234,5", "1234.56", "-1", ",00", "racine", "[x]", "%", "_", "'"]
OPERANDS: dict[ColumnType, list[Value]] = {
    ColumnType.TEXT: ["", "a", "Dé", "compte", "MARTIN SA", " ", "'"],
    ColumnType.CODE: ["4", "401DUP", "411", "6", "z"],
    ColumnType.AMOUNT: [0, 1, -123_456, 123_456, 120_000, 20_576],
    ColumnType.TICK: [True, False],
}


@pytest.fixture
def books(morel: Path) -> Iterator[Dossier]:
    """A dossier with a few movements, of which some are under Racine accounts."""
    dossier = open_dossier(morel)
    save(dossier, purchase(), sale(key=2), purchase("9", total=700, day=date(2026, 6, 1), key=3))
    yield dossier
    dossier.database.close()


def conditions(column: Column) -> st.SearchStrategy[Condition]:
    operand = st.sampled_from(OPERANDS[column.type])
    if column.type is ColumnType.TICK:
        return st.builds(lambda value: Condition(Operator.EQUAL, (value,)), operand)
    names = NUMBER_OPERATORS if column.type is ColumnType.AMOUNT else TEXT_OPERATORS
    return st.one_of(
        st.sampled_from(names).flatmap(lambda operator: made(operator, operand)),
        st.lists(operand, max_size=3).map(lambda values: Condition(Operator.AMONG, tuple(values))),
    )


def made(operator: Operator, operand: st.SearchStrategy[Any]) -> st.SearchStrategy[Condition]:
    number = {Operator.EMPTY: 0, Operator.NOT_EMPTY: 0, Operator.BETWEEN: 2}.get(operator, 1)
    return st.tuples(*[operand] * number).map(lambda operands: Condition(operator, operands))


FILTERS = st.sampled_from(COLUMNS).flatmap(
    lambda column: st.builds(
        lambda some, every: (column.identifier, Filter(tuple(some), every)),
        st.lists(conditions(column), min_size=1, max_size=2),
        st.booleans(),
    )
)
CLAUSES = st.recursive(
    st.sampled_from(COLUMNS).flatmap(
        lambda column: conditions(column).map(lambda condition: Clause(column.identifier, condition))
    ),
    lambda inner: st.builds(Clauses, st.lists(inner, max_size=3).map(tuple), st.booleans()),
    max_leaves=4,
)
ARRANGEMENTS = st.builds(
    lambda words, sorts, filters, clauses, shown: Arrangement(
        search=" ".join(words),
        sorts=tuple(Sort(name, down) for name, down in dict(sorts).items()),
        filters=dict(filters),
        clauses=Clauses((clauses,)) if clauses is not None else Clauses(),
        columns=tuple(ShownColumn(name) for name in dict.fromkeys(shown)),
    ),
    st.lists(st.sampled_from(WORDS), max_size=2),
    st.lists(st.tuples(st.sampled_from(NAMES), st.booleans()), max_size=3),
    st.lists(FILTERS, max_size=2),
    st.none() | CLAUSES,
    st.lists(st.sampled_from(NAMES), max_size=4),
)


def keys(source: RowSource, size: int) -> list[Any]:
    """Return the keys of all the rows, read forwards by pages."""
    found, rows = [], source.first(size)
    while rows:
        found += [row.key for row in rows]
        rows = source.after(rows[-1].key, size)
    return found


def keys_backwards(source: RowSource, size: int) -> list[Any]:
    found: list[Any] = []
    rows = source.last(size)
    while rows:
        found = [row.key for row in rows] + found
        rows = source.before(rows[0].key, size)
    return found


@pytest.mark.spec("LST-15", "LST-07", "LST-16", "FLT-01", "FLT-03", "COL-01", "UINV-04")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arrangement=ARRANGEMENTS, size=st.sampled_from([60, 300, 1000]), column=st.sampled_from(NAMES))
def test_what_is_asked_of_sqlite_is_what_memory_would_show(
    books: Dossier, arrangement: Arrangement, size: int, column: str
) -> None:
    window = ChartWindow(books)
    table = window.list.definition.source
    everything = list(window._read_all())
    expected = MemoryRows(COLUMNS, everything, arrangement)
    found = table.arranged(arrangement)
    assert not isinstance(found, MemoryRows)
    assert keys(found, size) == keys(expected, 1000)
    assert keys_backwards(found, size) == keys(expected, 1000)
    assert (found.count(), found.total()) == (expected.count(), expected.total())
    counted = MemoryRows(COLUMNS, [row for row in everything if row.values[5] == "Détail"], arrangement).totals()
    shown = {name: cents for name, cents in found.totals().items() if name in counted}
    assert shown == {name: counted[name] for name in shown}
    assert distinct(table.distinct(column, arrangement)) == distinct(expected.distinct(column))
    first = next(iter(expected.first(1)), None)
    if first is not None:
        assert found.row(first.key) == replace(first)


def distinct(values: list[tuple[Value, int]]) -> list[tuple[Value, int]]:
    """Two writings of one value are one; which of them is shown does not matter."""
    return [(value.casefold() if isinstance(value, str) else value, count) for value, count in values]


class Counter:
    """Counts what comes out of a dossier file."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.queries = self.read = 0
        plain = Database.rows

        def rows(database: Database, sql: str, parameters: Any = ()) -> Any:  # noqa: ANN401 (as the method itself)
            found = plain(database, sql, parameters)
            self.queries += 1
            self.read += len(found)
            return found

        monkeypatch.setattr(Database, "rows", rows)

    def start(self) -> None:
        self.queries = self.read = 0


ACCOUNTS = 100_000


def many_accounts(dossier: Dossier) -> None:
    """Add customers until there are a hundred thousand."""
    with transaction(dossier.database):
        dossier.database.run_many(
            "INSERT INTO account (number, title, folded_title) VALUES (?, ?, ?)",
            ((f"411{n:07}", f"Client n° {n}", f"client n° {n}") for n in range(ACCOUNTS)),
        )


@pytest.mark.spec("LST-15")
@played
async def test_a_hundred_thousand_accounts_scroll_search_sort_and_filter_by_pages(
    morel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_dossier(morel, many_accounts)
    counter = Counter(monkeypatch)
    async with program(morel) as driver:
        await driver.run("chart_of_accounts")
        window = driver.app.frame.windows.front
        assert isinstance(window, ChartWindow)
        for keys_pressed, last in (
            (["ctrl+end"], ""),
            (["ctrl+home"], ""),
            ([*"client", "space", *"99999"], "4110099999"),
            (["ctrl+end"], "4110099999"),
            (["escape", "ctrl+home", "up", "right", "enter", "enter", "down"], ""),
            (["ctrl+end"], ""),
        ):
            counter.start()
            await driver.keys(*keys_pressed)
            shown = window.list.current
            assert shown is not None
            assert not last or shown.values[0] == last
            assert counter.read <= 1_500 * len(keys_pressed)
            assert counter.queries <= 12 * len(keys_pressed)
        assert window.list.grid.shown_count > ACCOUNTS
        counter.start()
        await driver.run("filter_value")
        assert window.list.grid.shown_count == 1
        assert counter.read < 3_000


def many_sales(number: int) -> Callable[[Dossier], object]:
    def add(dossier: Dossier) -> object:
        return save(
            dossier, *(sale(total=1200 + rank, day=date(2026, 3, 1 + rank % 28), key=rank) for rank in range(number))
        )

    return add


SALES_OF_MARCH = """
    SELECT count(*) FROM entry JOIN journal ON journal.id = journal_id
     WHERE code = 'VE' AND entry_date BETWEEN '2026-03-01' AND '2026-03-31'
"""


@pytest.mark.spec("LST-15")
@played
async def test_the_lines_of_a_journal_and_of_an_account_are_read_by_pages_whatever_their_number(
    morel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter = Counter(monkeypatch)
    found = []
    for more in (300, 900):
        with_dossier(morel, many_sales(more))
        async with program(morel) as driver:
            await driver.run("journal_months")
            await driver.run("all_months_tab")
            await driver.type("ventes mars")
            counter.start()
            await driver.keys("enter")
            await driver.keys("ctrl+end")
            await driver.keys("pageup")
            await driver.keys("ctrl+home")
            # The outline of the month is one row an entry, read once.
            lines = counter.queries, counter.read - int(value(morel, SALES_OF_MARCH))
            frame = driver.app.frame
            frame.dispatcher.start(frame.open("consultation", number="411MAR"))
            await driver.settle()
            counter.start()
            await driver.keys("ctrl+end")
            await driver.keys("pageup")
            await driver.keys("ctrl+home")
            found.append((lines, (counter.queries, counter.read)))
    assert found[0] == found[1]
    assert all(0 < read < 1_000 for each in found for _, read in each)
