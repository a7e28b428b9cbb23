"""The chart of accounts by pages, with its movements."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.entries_kit import entry, line, purchase
from tuicompta.core.enums import AccountType, EntryOrigin
from tuicompta.services.browse.chart import ChartRange, ChartRow, ChartTable, chart_row, chart_table
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years


def table(dossier: Dossier, within: ChartRange | None = None, *, year: int = 0) -> ChartTable:
    found = fiscal_years(dossier.database)[year]
    return chart_table(dossier.database, found, within or ChartRange())


def by_number(rows: ChartTable) -> dict[str, ChartRow]:
    return {row.number: row for row in map(chart_row, rows.all())}


@pytest.fixture
def books(dossier: Dossier) -> Dossier:
    sale = entry(line("411MAR", 12_000), line("707", credit=10_000), line("44571", credit=2_000), journal="VE", key=2)
    later = purchase("9", total=600, day=date(2027, 1, 5), key=3)
    saved = save_entries(dossier, [purchase(total=1200), sale, later], EntryOrigin.CONTINUOUS_ENTRY)
    simulated = save_entries(dossier, [purchase("7", total=700, key=4)], EntryOrigin.CONTINUOUS_ENTRY)
    simulate_entry(dossier, simulated[0].entry_id)
    assert len(saved) == 3
    return dossier


@pytest.mark.spec("PC-05")
def test_movements_are_those_of_the_year_without_simulations_and_roots_add_up(books: Dossier) -> None:
    rows = by_number(table(books))
    assert (rows["401DUP"].debit, rows["401DUP"].credit) == (0, 1200)
    assert (rows["6064"].debit, rows["606"].debit, rows["60"].debit, rows["6"].debit) == (1000,) * 4
    assert (rows["4"].debit, rows["4"].credit) == (12_000 + 200, 1200 + 2000)
    assert rows["401DUP"].scheduled
    assert (rows["6064"].purchases, rows["6064"].sales, rows["707"].sales) == (True, False, True)
    assert (rows["606"].type, rows["6064"].type) == (AccountType.ROOT, AccountType.DETAIL)
    assert by_number(table(books, year=1))["401DUP"].credit == 600


@pytest.mark.spec("PC-04")
def test_tabs_keep_the_numbers_that_begin_with_their_root(books: Dossier) -> None:
    def numbers(within: ChartRange) -> set[str]:
        return set(by_number(table(books, within)))

    assert {"401", "401DUP"} <= numbers(ChartRange("40", "41"))
    assert all(number.startswith("40") for number in numbers(ChartRange("40", "41")))
    others = numbers(ChartRange("4", "5", ("40", "41")))
    assert {"4", "42", "445"} <= others
    assert not any(number.startswith(("40", "41")) for number in others)
    everything = numbers(ChartRange())
    assert {number[0] for number in everything} >= set("1234567")


@pytest.mark.spec("PC-06")
def test_the_total_row_adds_the_detail_accounts_only(books: Dossier) -> None:
    assert table(books).totals() == (1200 + 12_000, 1200 + 12_000)
    assert table(books, ChartRange("40", "41")).totals() == (0, 1200)
    assert table(books, ChartRange("4", "5", ("40", "41"))).totals() == (200, 2000)


@pytest.mark.spec("PC-12")
def test_digits_find_the_first_account_that_begins_with_them(books: Dossier) -> None:
    rows = table(books)

    def found(prefix: str) -> str | None:
        key = rows.locate(prefix)
        row = None if key is None else rows.row(key)
        return None if row is None else str(row[1][0])

    assert [found(prefix) for prefix in ("4", "401D", "6064", "69", "0")] == ["4", "401DUP", "6064", "69", None]
    assert table(books, ChartRange("41", "42")).locate("401") is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=st.integers(1, 90), within=st.sampled_from([ChartRange(), ChartRange("4", "5", ("40", "41"))]))
def test_pages_both_ways_give_what_reading_all_gives(books: Dossier, size: int, within: ChartRange) -> None:
    rows = table(books, within)
    forward, page = [], rows.first(size)
    while page:
        forward += page
        page = rows.after(page[-1][0], size)
    backward = list[tuple[int, tuple[object, ...]]]()
    page = rows.last(size)
    while page:
        backward = [*page, *backward]
        page = rows.before(page[0][0], size)
    assert forward == backward == rows.all()
    assert len(forward) == rows.count()
