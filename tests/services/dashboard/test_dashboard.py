"""The figures of the dashboard, what they are made of, and what they cost."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.entries_kit import bank, entry, line, purchase, sale, save
from tuicompta.core.entry.model import GridEntry
from tuicompta.core.natures import AccountNature, is_of
from tuicompta.models.transaction import transaction
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.dashboard import dashboard as module
from tuicompta.services.dashboard import dashboard_details, dashboard_sums
from tuicompta.services.dashboard.dashboard import Dashboard, Figure, dashboard, margin_part
from tuicompta.services.dashboard.dashboard_details import FigureOf, accounts_of
from tuicompta.services.dashboard.dashboard_flows import month_flows
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import (
    FiscalYear,
    create_fiscal_year,
    current_fiscal_year,
    fiscal_years,
    set_current_fiscal_year,
)

TODAY = date(2026, 3, 20)
MOST_QUERIES = 14


def detail(dossier: Dossier, root: str) -> str:
    """The first Détail account of a root."""
    query = "SELECT min(number) FROM account WHERE type = 'D' AND number GLOB ? || '*'"
    found = dossier.database.value(query, (root,))
    if found is None:
        found = root.ljust(4, "1")
        create_account(dossier, found, f"Compte {found}")
    return str(found)


def general(dossier: Dossier, *amounts: tuple[str, int], day: date = date(2026, 2, 10), key: int = 1) -> GridEntry:
    """An entry of OD on the first accounts of roots, debit positive, balanced on 4711."""
    lines = [line(detail(dossier, root), max(cents, 0), max(-cents, 0)) for root, cents in amounts]
    rest = -sum(cents for _, cents in amounts)
    lines += [line(detail(dossier, "471"), max(rest, 0), max(-rest, 0))] if rest else []
    return entry(*lines, journal="OD", day=day, key=key)


def simulate(dossier: Dossier, entry_id: int) -> None:
    dossier.database.run("UPDATE entry SET status = 'S' WHERE id = ?", (entry_id,))


def amounts(dossier: Dossier) -> dict[Figure, int]:
    return dashboard(dossier).amounts


@contextmanager
def counted(dossier: Dossier) -> Iterator[list[str]]:
    """The statements run meanwhile."""
    seen: list[str] = []
    dossier.database.connection().set_trace_callback(seen.append)
    yield seen
    dossier.database.connection().set_trace_callback(None)


@pytest.mark.spec("TDB-02")
def test_the_available_funds_of_the_specification(dossier: Dossier) -> None:
    save(dossier, general(dossier, ("53", 500_00), ("512", 10_000_00)))
    save(dossier, general(dossier, ("53", -120_00), ("512", -12_500_00), day=date(2026, 3, 20)))
    found = amounts(dossier)
    assert found[Figure.CASH] == 380_00
    assert found[Figure.BANK] == -2_500_00
    assert found[Figure.OTHER_FUNDS] == 0
    assert found[Figure.FUNDS] == -2_120_00


@pytest.mark.spec("TDB-02", "TDB-03")
def test_postal_and_other_funds_and_sundry_accounts_stand_apart(dossier: Dossier) -> None:
    save(dossier, general(dossier, ("514", 100_00), ("511", 30_00), ("42", -5_00), ("445", 7_00)))
    found = amounts(dossier)
    assert (found[Figure.BANK], found[Figure.OTHER_FUNDS], found[Figure.FUNDS]) == (100_00, 30_00, 130_00)
    assert found[Figure.SUNDRY] == -5_00 - (100_00 + 30_00 - 5_00 + 7_00)


@pytest.mark.spec("TDB-02")
def test_what_comes_after_today_and_what_is_simulated_is_left_out(dossier: Dossier) -> None:
    save(dossier, bank("411MAR", 100_00, day=TODAY))
    save(dossier, bank("411MAR", 20_00, day=date(2026, 3, 21)), bank("411MAR", 3_00, day=date(2026, 4, 2), key=2))
    simulate(dossier, save(dossier, bank("411MAR", 4_00, day=date(2026, 1, 5)))[0].entry_id)
    simulate(dossier, save(dossier, bank("411MAR", 5_00, day=date(2026, 3, 5)))[0].entry_id)
    assert amounts(dossier)[Figure.BANK] == 100_00


@pytest.mark.spec("TDB-05")
def test_the_turnover_and_margin_of_the_specification(dossier: Dossier) -> None:
    parts = (("707", -100_000_00), ("709", 2_000_00), ("713", -3_000_00), ("607", 60_000_00), ("6037", 1_000_00))
    save(dossier, general(dossier, *parts))
    found = amounts(dossier)
    assert found[Figure.TURNOVER] == 98_000_00
    assert found[Figure.MARGIN] == 40_000_00
    assert found[Figure.RESULT] == 40_000_00


@pytest.mark.spec("TDB-05")
def test_root_791_counts_only_in_the_years_opened_before_2025() -> None:
    old, new = (FiscalYear(1, date(year, 1, 1), date(year, 12, 31)) for year in (2024, 2025))
    assert margin_part("7911", old)
    assert not margin_part("7911", new)
    assert margin_part("6037", new)
    assert not margin_part("74", new)


def at(dossier: Dossier, day: date) -> Dossier:
    return replace(dossier, clock=lambda: datetime(day.year, day.month, day.day, 9))  # noqa: DTZ001


@pytest.mark.spec("TDB-04")
def test_cumulated_results_stand_beside_those_of_the_year_before(dossier: Dossier) -> None:
    assert all(month.previous is None for month in dashboard(dossier).months)
    first, second = fiscal_years(dossier.database)
    save(dossier, general(dossier, ("707", -100_00), day=date(2026, 1, 5)))
    save(dossier, general(dossier, ("607", 30_00), day=date(2026, 3, 5)))
    save(dossier, general(dossier, ("707", -55_00), day=date(2027, 2, 5)))
    later = at(dossier, date(2027, 2, 15))
    set_current_fiscal_year(later, second)
    months = dashboard(later).months
    assert [month.previous for month in months[:4]] == [100_00, 100_00, 70_00, 70_00]
    assert [month.result for month in months[:4]] == [0, 55_00, None, None]
    last = dashboard(later).compared
    assert last is not None
    assert (last.result, last.previous) == (55_00, 100_00)
    assert first.id != second.id


@pytest.mark.spec("TDB-04")
def test_a_year_before_of_another_length_is_compared_rank_by_rank(dossier: Dossier) -> None:
    dossier.database.run("DELETE FROM journal_year WHERE fiscal_year_id = 2")
    dossier.database.run("DELETE FROM period WHERE fiscal_year_id = 2")
    dossier.database.run("DELETE FROM fiscal_year WHERE id = 2")
    create_fiscal_year(dossier.database, date(2025, 10, 1), date(2025, 12, 31))
    save(dossier, general(dossier, ("707", -10_00), day=date(2025, 11, 5)))
    months = dashboard(dossier).months
    assert [month.previous for month in months] == [0, 10_00, 10_00, *[None] * 9]


@pytest.mark.spec("TDB-03")
def test_receivables_and_debts_are_split_at_the_system_date(dossier: Dossier) -> None:
    save(dossier, sale(100_00, day=date(2026, 3, 19)), sale(20_00, day=TODAY, key=2))
    save(dossier, sale(3_00, day=date(2026, 4, 1)), purchase("1", total=50_00, day=date(2026, 1, 5), key=2))
    save(dossier, purchase("2", total=7_00, day=date(2026, 5, 1)))
    found = amounts(dossier)
    assert (found[Figure.CUSTOMERS_OVERDUE], found[Figure.CUSTOMERS_COMING]) == (100_00, 23_00)
    assert (found[Figure.SUPPLIERS_OVERDUE], found[Figure.SUPPLIERS_COMING]) == (50_00, 7_00)
    assert dashboard(dossier).to_do.customers_overdue == 1


@pytest.mark.spec("TDB-03")
def test_what_is_matched_credited_or_simulated_is_no_more_due(dossier: Dossier) -> None:
    save(dossier, sale(100_00, day=date(2026, 1, 19)), sale(60_00, day=date(2026, 1, 20), key=2))
    save(dossier, bank("411MAR", 40_00, day=date(2026, 2, 1)))
    credit = entry(line("411MAR", credit=10_00), line("707", 10_00), journal="VE", day=date(2026, 2, 2))
    save(dossier, credit)
    simulate(dossier, save(dossier, sale(7_00, day=date(2026, 1, 21)))[0].entry_id)
    database = dossier.database
    invoice, payment = (
        database.value("SELECT min(id) FROM entry_line"),
        database.value("SELECT id FROM entry_line WHERE line_type = 'payment'"),
    )
    due = database.value("SELECT id FROM due_date WHERE entry_line_id = ?", (invoice,))
    database.run(
        "INSERT INTO matching (source_line_id, due_date_id, amount, matched_at) VALUES (?, ?, 4000, '2026-02-01')",
        (payment, due),
    )
    assert amounts(dossier)[Figure.CUSTOMERS_OVERDUE] == 60_00 + 60_00 - 10_00
    assert dashboard(dossier).to_do.customers_overdue == 3
    parts = accounts_of(dossier, FigureOf(Figure.CUSTOMERS_OVERDUE))
    assert [(part.number, part.amount) for part in parts] == [("411MAR", 110_00)]


@pytest.mark.spec("TDB-08")
def test_receipts_and_expenses_leave_transfers_out(dossier: Dossier) -> None:
    save(dossier, bank("411MAR", 100_00, day=date(2026, 1, 5)), bank("401DUP", -30_00, day=date(2026, 1, 6), key=2))
    inside = entry(line(detail(dossier, "53"), 50_00), line("5121", credit=50_00), journal="OD", day=date(2026, 1, 7))
    save(dossier, inside)
    mixed = (line("5121", credit=100_00), line(detail(dossier, "58"), 40_00), line("401DUP", 60_00))
    save(dossier, entry(*mixed, journal="OD", day=date(2026, 2, 7)))
    both = (line("5121", 300_00), line("411MAR", credit=300_00), line("5121", credit=120_00), line("401DUP", 120_00))
    save(dossier, entry(*both, journal="OD", day=date(2026, 4, 7)))
    simulate(dossier, save(dossier, bank("411MAR", 9_00, day=date(2026, 5, 5)))[0].entry_id)
    flows = month_flows(dossier.database, current_fiscal_year(dossier))
    assert [(flow.received, flow.spent) for flow in flows[:5]] == [
        (100_00, 30_00),
        (0, 60_00),
        (0, 0),
        (300_00, 120_00),
        (0, 0),
    ]


def test_what_is_to_do_is_counted(dossier: Dossier) -> None:
    save(dossier, sale(day=date(2026, 1, 5)), sale(day=date(2026, 2, 28), key=2), sale(day=date(2026, 3, 2), key=3))
    simulate(dossier, save(dossier, sale(day=date(2026, 1, 6)))[0].entry_id)
    database = dossier.database
    database.run(
        "INSERT INTO draft (user_id, screen, started_at, updated_at) VALUES (1, 'journal', '2026-03-01', '2026-03-01')"
    )
    for position, debit in ((1, 10), (2, 20)):
        database.run("INSERT INTO draft_entry VALUES (1, ?, '{}', ?, 10)", (position, debit))
    found = dashboard(dossier).to_do
    assert (found.unvalidated, found.months, found.drafts) == (2, 2, 1)
    assert (found.customers_overdue, found.suppliers_overdue) == (3, 0)
    database.run(
        "INSERT INTO journal_period (journal_id, period_id, closed_at) VALUES"
        " ((SELECT id FROM journal WHERE code = 'VE'), 1, '2026-02-01')"
    )
    assert dashboard(dossier).to_do.months == 1


@pytest.mark.spec("TDB-02")
def test_a_year_not_carried_forward_still_counts_until_it_is(dossier: Dossier) -> None:
    save(dossier, bank("411MAR", 100_00, day=date(2026, 12, 30)))
    save(dossier, bank("411MAR", 5_00, day=date(2027, 1, 4)))
    later = at(dossier, date(2027, 1, 10))
    found = dashboard(later)
    assert found.amounts[Figure.BANK] == 105_00
    assert found.not_carried is not None
    database = dossier.database
    database.run("INSERT INTO journal (code, type, description) VALUES ('AN', 'opening', 'À nouveaux')")
    database.run("INSERT INTO journal_year (journal_id, fiscal_year_id) SELECT id, 2 FROM journal WHERE code = 'AN'")
    opening = entry(line("5121", 100_00), line("411MAR", credit=100_00), journal="OD", day=date(2027, 1, 1))
    save(dossier, opening)
    last = "(SELECT max(id) FROM entry)"
    with transaction(database):
        database.run(f"UPDATE entry SET posted = 0 WHERE id = {last}")  # noqa: S608 (a constant)
        database.run(f"UPDATE entry SET journal_id = (SELECT max(id) FROM journal) WHERE id = {last}")  # noqa: S608
        database.run(f"UPDATE entry SET posted = 1 WHERE id = {last}")  # noqa: S608
    found = dashboard(later)
    assert found.amounts[Figure.BANK] == 105_00
    assert found.not_carried is None


ROOTS = ("53", "512", "514", "511", "42", "467", "445", "707", "709", "713", "607", "6037", "64", "75")


@pytest.mark.spec("UINV-10", "TDB-10")
@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(ROOTS),
            st.integers(-10_000, 10_000).filter(bool),
            st.dates(date(2026, 1, 1), date(2027, 6, 30)),
            st.booleans(),
        ),
        max_size=12,
    ),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)
def test_each_figure_is_the_balance_of_its_accounts_and_the_sum_of_its_details(
    tmp_dossier: Dossier, moves: list[tuple[str, int, date, bool]], day: date
) -> None:
    dossier = at(tmp_dossier, day)
    with suppress(_UndoneError), transaction(dossier.database):
        for root, cents, on, simulated in moves:
            stored = save(dossier, general(dossier, (root, cents), day=on))[0].entry_id
            if simulated:
                simulate(dossier, stored)
        _check(dossier)
        raise _UndoneError


def _check(dossier: Dossier) -> None:
    found = dashboard(dossier)
    assert found.amounts == _by_hand(dossier, found)
    for figure, amount in found.amounts.items():
        assert sum(part.amount for part in accounts_of(dossier, FigureOf(figure))) == amount
    for month in found.months:
        if month.result is not None:
            parts = accounts_of(dossier, FigureOf(Figure.RESULT, month.period))
            assert sum(part.amount for part in parts) == month.result


class _UndoneError(Exception):
    """The end of an example, whose entries are undone."""


@pytest.fixture(scope="module")
def tmp_dossier(dossier_files: tuple[object, object], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dossier]:
    """One dossier for all the examples, emptied after each."""
    import shutil  # noqa: PLC0415

    from tuicompta.services.dossiers.dossier import close_dossier, open_dossier  # noqa: PLC0415

    path = tmp_path_factory.mktemp("board") / "Board.compta"
    shutil.copy(str(dossier_files[1]), path)
    opened = open_dossier(path)
    yield opened
    close_dossier(opened)


def _by_hand(dossier: Dossier, found: Dashboard) -> dict[Figure, int]:
    """The same figures from the lines."""
    rows = dossier.database.rows(
        "SELECT number, entry_line.entry_date, debit - credit FROM entry_line JOIN entry ON entry.id = entry_id"
        " JOIN account ON account.id = account_id WHERE status <> 'S'"
    )
    day, year = dossier.today().isoformat(), found.year
    until = [(number, cents) for number, on, cents in rows if on <= day]
    inside = [(n, -cents) for n, on, cents in rows if year.start.isoformat() <= on <= year.end.isoformat()]

    def at_day(*natures: AccountNature) -> int:
        return sum(cents for number, cents in until if is_of(number, *natures))

    cash, banks = at_day(AccountNature.CASH), at_day(AccountNature.BANK, AccountNature.POSTAL)
    other = at_day(AccountNature.OTHER_FINANCIAL)
    return {
        Figure.CASH: cash,
        Figure.BANK: banks,
        Figure.OTHER_FUNDS: other,
        Figure.FUNDS: cash + banks + other,
        Figure.SUNDRY: at_day(AccountNature.SUNDRY),
        Figure.CUSTOMERS_COMING: 0,
        Figure.CUSTOMERS_OVERDUE: 0,
        Figure.SUPPLIERS_COMING: 0,
        Figure.SUPPLIERS_OVERDUE: 0,
        Figure.TURNOVER: sum(cents for number, cents in inside if number.startswith("70")),
        Figure.MARGIN: sum(cents for number, cents in inside if number.startswith(("70", "71", "72", "73", "60"))),
        Figure.RESULT: sum(cents for number, cents in inside if number[0] in "67"),
    }


def test_a_dashboard_costs_few_queries_none_of_which_reads_all_the_lines(dossier: Dossier) -> None:
    save(dossier, sale(), purchase(key=2))
    simulate(dossier, save(dossier, sale(key=3))[0].entry_id)
    with counted(dossier) as statements:
        dashboard(dossier)
    assert len(statements) <= MOST_QUERIES
    for statement in statements:
        for row in dossier.database.rows(f"EXPLAIN QUERY PLAN {statement}"):
            assert "SCAN entry_line" not in row[3]
            assert "SCAN due_date" not in row[3]


@pytest.mark.parametrize(
    "query",
    [dashboard_details._DUE, dashboard_details._DUE_SIMULATED, dashboard_sums._TOTALS, module._DUE_SIMULATED],
)
def test_a_detail_reads_no_more_than_its_accounts(dossier: Dossier, query: str) -> None:
    parameters = ("6", "8", "[]") if query == dashboard_sums._TOTALS else ("41", "42", "2026-01-01", "2026-02-01")
    plan = [row[3] for row in dossier.database.rows(f"EXPLAIN QUERY PLAN {query}", parameters)]
    assert not any(step.startswith(("SCAN entry_line", "SCAN due_date", "SCAN balance_total")) for step in plan)
