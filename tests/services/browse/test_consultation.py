"""Consulting one account: which one, with what the user left."""

from datetime import date

import pytest

from tests.services.entries_kit import entry, line, purchase
from tuicompta.core.enums import AccountType, EntryOrigin
from tuicompta.services.accounts.accounts import UnknownAccountError, create_account
from tuicompta.services.browse.account_lines import LineFilter, LineKind, Sums
from tuicompta.services.browse.consultation import (
    RootAccountError,
    consulted_account,
    entry_preview,
    last_account,
    last_filter,
    neighbour,
    remember,
    scan_lines,
    year_figures,
)
from tuicompta.services.browse.scanned_lines import LineOrder
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years, set_current_fiscal_year


@pytest.fixture
def books(dossier: Dossier) -> Dossier:
    sale = entry(line("411MAR", 12_000), line("707", credit=10_000), line("44571", credit=2_000), journal="VE", key=2)
    later = purchase("9", total=600, day=date(2027, 1, 5), key=3)
    save_entries(dossier, [purchase(total=1200), sale, later], EntryOrigin.CONTINUOUS_ENTRY)
    saved = save_entries(dossier, [purchase("7", total=700, key=4)], EntryOrigin.CONTINUOUS_ENTRY)
    simulate_entry(dossier, saved[0].entry_id)
    return dossier


@pytest.mark.spec("CONS-06")
def test_a_root_account_and_an_unknown_one_are_refused(books: Dossier) -> None:
    create_account(books, "999", "Divers", AccountType.ROOT)
    assert consulted_account(books.database, "401DUP").title == "Dupont SARL"
    with pytest.raises(RootAccountError, match=r"999 \(Divers\) est de type Racine"):
        consulted_account(books.database, "999")
    with pytest.raises(UnknownAccountError):
        consulted_account(books.database, "401ZZZ")


@pytest.mark.spec("CONS-08", "CONS-09")
def test_the_figures_are_those_of_the_whole_year_without_simulations(books: Dossier) -> None:
    account = consulted_account(books.database, "401DUP")
    first, second = fiscal_years(books.database)
    assert year_figures(books.database, account, first) == Sums(0, 1200, 1)
    assert year_figures(books.database, account, second) == Sums(0, 600, 1)


@pytest.mark.spec("CONS-23")
def test_neighbours_are_the_accounts_moved_in_the_year(books: Dossier) -> None:
    first, second = fiscal_years(books.database)
    found, number = [], "4"
    while (following := neighbour(books.database, number, first, 1)) is not None:
        found.append(following)
        number = following
    assert found == ["401DUP", "411MAR", "44566", "44571", "6064", "707"]
    assert neighbour(books.database, "411MAR", first, -1) == "401DUP"
    assert neighbour(books.database, "401DUP", first, -1) is None
    assert neighbour(books.database, "401DUP", second, 1) == "44566"


@pytest.mark.spec("CONS-01", "CONS-04", "START-02")
def test_account_and_filters_come_back_dates_only_in_the_same_year(books: Dossier) -> None:
    first, second = fiscal_years(books.database)
    set_current_fiscal_year(books, first)
    assert (last_account(books), last_filter(books)) == ("", LineFilter.of_year(first))
    left = LineFilter(first, date(2026, 2, 1), date(2026, 3, 31), "NVS", LineKind.OPEN)
    remember(books, "411MAR", left)
    assert (last_account(books), last_filter(books)) == ("411MAR", left)
    set_current_fiscal_year(books, second)
    assert last_filter(books) == LineFilter(second, second.start, second.end, "NVS", LineKind.OPEN)


@pytest.mark.spec("CONS-25")
def test_the_preview_is_the_whole_entry(books: Dossier) -> None:
    identifier = books.database.value(
        "SELECT entry.id FROM entry WHERE journal_id = (SELECT id FROM journal WHERE code = 'VE')"
    )
    found = entry_preview(books.database, identifier, 9)
    assert found is not None
    assert (found.journal, found.day) == ("VE", date(2026, 3, 15))
    assert [(row.account, row.debit, row.credit) for row in found.lines] == [
        ("411MAR", 12_000, 0),
        ("707", 0, 10_000),
        ("44571", 0, 2_000),
    ]
    assert entry_preview(books.database, 99_999, 9) is None


def test_lines_are_found_through_a_connection_of_its_own(books: Dossier) -> None:
    account = consulted_account(books.database, "401DUP")
    shown = LineFilter(fiscal_years(books.database)[0], date(2026, 1, 1), date(2026, 12, 31), "NVS")
    lines = scan_lines(
        books, account, shown, LineOrder.CREDIT, descending=True, told=lambda _: None, stopped=lambda: False
    )
    assert [row[1][8] for row in lines.first(9)] == [1200, 700]
