"""The ledger and the balance on screen against the printed ones and the consultation, on random books (INVV)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports.books_kit import Line, details, of
from tests.reports.random_books import ACCOUNTS, BOOKS, STATUSES, RandomEntry, periods, written
from tuicompta.core.enums import EntryStatus
from tuicompta.core.errors import TuicomptaError
from tuicompta.reports.interactive.filters import (
    BookFilter,
    BookNature,
    BoundOutsideNatureError,
    BoundUnreadableError,
    read_bound,
)
from tuicompta.reports.interactive.ledger import ledger_accounts, month_totals
from tuicompta.reports.interactive.trial_balance import balance_accounts, result_of, root_titles
from tuicompta.reports.request import Lettering
from tuicompta.reports.selection import ReversedRangeError
from tuicompta.services.browse.account_lines import LineKind, Sums, account_sums
from tuicompta.services.browse.consultation import consulted_account, year_figures
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.journals.journal_periods import Scope, journal_periods

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reports.books_kit import Books

FEW = settings(max_examples=15)
Made = list[RandomEntry]
Statuses = frozenset[EntryStatus]
Dates = tuple[date, date]
OPENING_JOURNALS = """
    INSERT INTO journal_year (journal_id, fiscal_year_id)
    SELECT journal.id, fiscal_year.id FROM journal CROSS JOIN fiscal_year WHERE code IN ('AN', 'RAN')
"""
SIMULATED = """
    SELECT coalesce(sum(debit), 0) FROM entry_line JOIN entry ON entry.id = entry_id
     WHERE status = 'S' AND entry.entry_date >= '2026-01-01'
"""


def asked_of(books: Books, dates: Dates | None = None, statuses: Statuses | None = None, year: int = 1) -> BookFilter:
    found = fiscal_years(books.dossier.database)[year]
    asked = BookFilter.of_year(found)
    if dates is not None:
        asked = replace(asked, start=dates[0], end=dates[1])
    return asked if statuses is None else replace(asked, statuses="".join(statuses))


def accounts_of(books: Books, asked: BookFilter) -> list[str]:
    return [account.number for account in ledger_accounts(books.dossier, asked)]


@pytest.mark.spec("INVV-01", "BALI-10", "BALI-12")
@FEW
@given(made=BOOKS, statuses=STATUSES, dates=st.none() | periods())
def test_consultation_ledger_balance_and_prints_have_the_same_figures(
    template: Path, made: Made, statuses: Statuses, dates: Dates | None
) -> None:
    with written(template, made) as books:
        asked = asked_of(books, dates, statuses)
        criteria = {"year": "2026", "start": asked.start, "end": asked.end, "statuses": statuses}
        balance = {row.number: row for row in balance_accounts(books.dossier, asked)}
        ledger = {row.number: row for row in ledger_accounts(books.dossier, asked)}
        printed = {row["account"]: row for row in details(books.report("balance", columns=8, **criteria))}
        later = asked.start > asked.year.start
        book = {row["account"]: row for row in of(books.report("grand-livre", **criteria), _totals(later=later))}
        assert set(balance) == set(printed) == set(ledger) == set(book)
        for number, row in balance.items():
            paper = printed[number]
            for name in ("opening_debit", "opening_credit", "debit_balance", "credit_balance"):
                assert getattr(row, name) == paper[name]
            assert (row.moved_debit, row.moved_credit) == (paper["debit"], paper["credit"])
            assert (row.debit, row.credit) == (paper["cumulated_debit"], paper["cumulated_credit"])
            opening, moved = row.opening_debit - row.opening_credit, row.moved_debit - row.moved_credit
            assert opening + moved == row.balance == row.debit_balance - row.credit_balance
            account = books.accounts[number]
            until = asked.end + timedelta(days=1)
            read = account_sums(books.dossier.database, account, asked.year.start, until, asked.statuses)
            total = ledger[number].total
            assert (read.debit, read.credit) == (total.debit, total.credit)
            assert total.balance == row.balance == book[number]["balance"]
            assert (total.debit, total.credit) == (book[number]["debit"], book[number]["credit"])


@pytest.mark.spec("INVV-01")
@FEW
@given(made=BOOKS)
def test_the_header_of_the_consultation_is_the_row_of_the_balance_of_the_year(template: Path, made: Made) -> None:
    with written(template, made) as books:
        asked = asked_of(books)
        for row in balance_accounts(books.dossier, replace(asked, moved_only=False)):
            account = consulted_account(books.dossier.database, row.number)
            figures = year_figures(books.dossier.database, account, asked.year)
            assert figures.balance == row.balance
            if row.number in accounts_of(books, asked):
                found = next(one for one in ledger_accounts(books.dossier, asked) if one.number == row.number)
                assert (figures.debit, figures.credit) == (found.total.debit, found.total.credit)


def _totals(*, later: bool) -> str:
    return "account_cumulated" if later else "account"


@pytest.mark.spec("INVV-02")
@FEW
@given(made=BOOKS, simulated=st.booleans())
def test_the_ledger_the_balance_and_the_journals_of_the_year_have_one_total(
    template: Path, made: Made, *, simulated: bool
) -> None:
    statuses = frozenset(EntryStatus) if simulated else frozenset({EntryStatus.UNVALIDATED, EntryStatus.VALIDATED})
    with written(template, made) as books:
        asked = asked_of(books, statuses=statuses)
        ledger = [account.total for account in ledger_accounts(books.dossier, asked)]
        balance = balance_accounts(books.dossier, asked)
        with books.dossier.database.atomic():
            books.dossier.database.run(OPENING_JOURNALS)
        months = [row for row in journal_periods(books.dossier, Scope.ALL_MONTHS) if row.start in asked.year]
        left_out = 0 if simulated else books.dossier.database.value(SIMULATED)
        expected = sum(month.debit or 0 for month in months) - left_out
        assert sum(total.debit for total in ledger) == sum(total.credit for total in ledger) == expected
        assert sum(row.debit for row in balance) == sum(row.credit for row in balance) == expected
        assert sum(row.debit_balance for row in balance) == sum(row.credit_balance for row in balance)


@pytest.mark.spec("INVV-04", "GLI-04")
@FEW
@given(made=BOOKS, nature=st.sampled_from(BookNature), bounds=st.tuples(*[st.sampled_from(["", *ACCOUNTS])] * 2))
def test_a_filter_only_removes_accounts(
    template: Path, made: Made, nature: BookNature, bounds: tuple[str, str]
) -> None:
    low, high = bounds
    with written(template, made) as books:
        whole = asked_of(books)
        every = accounts_of(books, whole)
        narrow = replace(whole, nature=nature, low=low, high=high)
        try:
            found = accounts_of(books, narrow)
        except TuicomptaError:
            return
        assert found == [number for number in every if number in set(found)]
        assert found == [row.number for row in balance_accounts(books.dossier, narrow)]
        assert accounts_of(books, whole) == every


@pytest.fixture
def posted(books: Books) -> Books:
    books.post("AN", "01/01/2026", Line("512000", 100_000), Line("101000", -100_000))
    books.post("AC", "05/02/2026", Line("606400", 50_000), Line("401DUP", -50_000))
    books.post("AC", "06/02/2026", Line("613500", 20_000), Line("401MAR", -20_000))
    books.post("VE", "05/03/2026", Line("411ABC", 90_000), Line("706000", -90_000))
    books.post("BP", "10/03/2026", Line("401DUP", 50_000), Line("512000", -50_000))
    books.post("OD", "31/12/2025", Line("606400", 40_000), Line("512000", -40_000))
    return books


@pytest.mark.spec("GLI-04", "BALI-04")
def test_natures_keep_what_their_numbers_begin_with(posted: Books) -> None:
    def numbers(nature: BookNature) -> list[str]:
        asked = replace(asked_of(posted), nature=nature)
        found = accounts_of(posted, asked)
        assert found == [row.number for row in balance_accounts(posted.dossier, asked)]
        return found

    every = ["101000", "401DUP", "401MAR", "411ABC", "512000", "606400", "613500", "706000"]
    assert numbers(BookNature.ALL) == every
    assert numbers(BookNature.BALANCE_SHEET) == every[:5]
    assert numbers(BookNature.INCOME) == every[5:]
    assert numbers(BookNature.SUPPLIERS) == ["401DUP", "401MAR"]
    assert numbers(BookNature.CUSTOMERS) == ["411ABC"]
    assert numbers(BookNature.THIRD_PARTIES) == ["401DUP", "401MAR", "411ABC"]
    assert numbers(BookNature.SPECIAL) == []
    posted.add_account("801000", "Engagements")
    posted.load()
    posted.post("OD", "01/06/2026", Line("801000", 500), Line("890000", -500))
    assert numbers(BookNature.SPECIAL) == ["801000", "890000"]
    assert numbers(BookNature.ALL) == [*every, "801000", "890000"]
    assert numbers(BookNature.BALANCE_SHEET) == every[:5]


@pytest.mark.spec("GLI-05", "BALI-05")
def test_a_range_takes_any_number_and_the_sub_accounts_of_its_upper_bound(posted: Books) -> None:
    def numbers(low: str, high: str) -> list[str]:
        asked = replace(asked_of(posted), low=low, high=high)
        assert [row.number for row in balance_accounts(posted.dossier, asked)] == accounts_of(posted, asked)
        return accounts_of(posted, asked)

    assert numbers("401", "401") == ["401DUP", "401MAR"]
    assert numbers("401DUP", "401DUP") == ["401DUP"]
    assert numbers("402", "599999") == ["411ABC", "512000"]
    assert numbers("6", "") == ["606400", "613500", "706000"]
    assert numbers("", "4") == ["101000", "401DUP", "401MAR", "411ABC"]


@pytest.mark.spec("GLI-05", "BALI-05")
def test_a_bound_outside_the_nature_is_refused() -> None:
    assert read_bound(" 401dup ", BookNature.SUPPLIERS) == "401DUP"
    assert read_bound("4", BookNature.SUPPLIERS) == "4"
    with pytest.raises(BoundOutsideNatureError, match="La borne 411ABC n'est pas de la nature «Fournisseurs»"):
        read_bound("411ABC", BookNature.SUPPLIERS)
    for hostile in ("401..", "4*", "401,411", "é", "401\x1b[2J"):
        with pytest.raises((BoundUnreadableError, BoundOutsideNatureError)):
            read_bound(hostile + "~", BookNature.ALL)


def test_a_range_that_ends_before_it_starts_is_refused(posted: Books) -> None:
    with pytest.raises(ReversedRangeError):
        ledger_accounts(posted.dossier, replace(asked_of(posted), low="7", high="6"))


@pytest.mark.spec("GLI-06", "BALI-06")
def test_each_kind_of_third_parties_may_be_one_collective_line(posted: Books) -> None:
    asked = replace(asked_of(posted), nature=BookNature.THIRD_PARTIES, one_supplier_line=True)
    suppliers, customer = ledger_accounts(posted.dossier, asked)
    assert (suppliers.number, suppliers.title, suppliers.collective) == ("40", "Fournisseurs", True)
    assert (suppliers.total.debit, suppliers.total.credit) == (50_000, 70_000)
    assert (customer.number, customer.collective) == ("411ABC", False)
    row, _ = balance_accounts(posted.dossier, asked)
    assert (row.number, row.debit, row.credit, row.debit_balance, row.credit_balance) == (
        "40",
        50_000,
        70_000,
        0,
        20_000,
    )
    ignored = replace(asked, nature=BookNature.ALL)
    assert "40" not in accounts_of(posted, ignored)


@pytest.mark.spec("BALI-10", "BALI-03")
def test_the_balance_is_that_of_the_end_date_with_what_came_before(posted: Books) -> None:
    asked = asked_of(posted, (date(2026, 3, 1), date(2026, 3, 31)))
    found = {row.number: row for row in balance_accounts(posted.dossier, asked)}
    bank = found["512000"]
    assert (bank.debit, bank.credit, bank.debit_balance, bank.credit_balance) == (100_000, 50_000, 50_000, 0)
    assert (bank.opening_debit, bank.moved_credit) == (100_000, 50_000)
    assert found["401DUP"].balance == 0
    early = {
        row.number: row
        for row in balance_accounts(posted.dossier, asked_of(posted, (date(2026, 1, 1), date(2026, 2, 5))))
    }
    assert set(early) == {"101000", "401DUP", "512000", "606400"}


@pytest.mark.spec("BALI-07")
def test_accounts_without_line_are_left_out_unless_asked(posted: Books) -> None:
    asked = asked_of(posted)
    assert "530000" not in [row.number for row in balance_accounts(posted.dossier, asked)]
    every = {row.number: row for row in balance_accounts(posted.dossier, replace(asked, moved_only=False))}
    assert (every["530000"].debit, every["530000"].credit) == (0, 0)
    assert balance_accounts(posted.dossier, replace(asked, statuses="S")) == []
    assert balance_accounts(posted.dossier, replace(asked, statuses="")) == []


@pytest.mark.spec("BALI-14")
def test_the_year_before_is_compared_at_the_same_date(posted: Books) -> None:
    found = {row.number: row for row in balance_accounts(posted.dossier, asked_of(posted), compared=True)}
    supplies = found["606400"]
    assert (supplies.balance, supplies.previous, supplies.difference, supplies.percentage) == (
        50_000,
        40_000,
        10_000,
        2500,
    )
    assert found["512000"].percentage == 22_500
    assert found["401MAR"].percentage is None
    early = asked_of(posted, (date(2026, 1, 1), date(2026, 11, 30)))
    assert {row.previous for row in balance_accounts(posted.dossier, early, compared=True)} == {0}


@pytest.mark.spec("BALI-15")
def test_the_result_is_class_7_less_class_6_when_they_are_there(posted: Books) -> None:
    assert result_of(balance_accounts(posted.dossier, asked_of(posted))) == 20_000
    third_parties = replace(asked_of(posted), nature=BookNature.THIRD_PARTIES)
    assert result_of(balance_accounts(posted.dossier, third_parties)) is None


@pytest.mark.spec("GLI-07")
def test_the_type_of_lines_keeps_lettered_or_open_ones(posted: Books) -> None:
    dossier = posted.dossier
    found = [
        entry
        for (entry,) in dossier.database.rows(
            "SELECT DISTINCT entry_id FROM entry_line WHERE account_id = ?", (posted.accounts["401DUP"],)
        )
    ]
    posted.letter("AA", "31/12/2026", found, "401DUP")
    lettered = replace(asked_of(posted), kind=LineKind.LETTERED)
    (account,) = ledger_accounts(dossier, lettered)
    assert (account.number, account.own) == ("401DUP", Sums(50_000, 50_000))
    still_open = replace(asked_of(posted), kind=LineKind.OPEN)
    assert "401DUP" not in accounts_of(posted, still_open)
    assert not lettered.is_whole
    assert asked_of(posted).is_whole


@pytest.mark.spec("ETGL-06", "ETGL-03")
def test_a_printed_ledger_of_open_lines_counts_once_what_comes_before_its_period(posted: Books) -> None:
    criteria = {"year": "2026", "start": date(2026, 3, 1), "lettering": Lettering.OPEN}
    report = posted.report("grand-livre", **criteria)
    (opening,) = [row for row in of(report, "opening") if row["account"] == "401DUP"]
    assert (opening["debit"], opening["credit"], opening["balance"]) == (0, 50_000, -50_000)
    (total,) = [row for row in of(report, "account_cumulated") if row["account"] == "401DUP"]
    assert (total["debit"], total["credit"]) == (50_000, 50_000)


@pytest.mark.spec("GLI-10")
def test_a_centralised_account_has_one_total_a_month_and_journal(posted: Books) -> None:
    posted.set_account("512000", centralised=True)
    posted.post("BP", "11/03/2026", Line("401MAR", 20_000), Line("512000", -20_000))
    account = next(one for one in ledger_accounts(posted.dossier, asked_of(posted)) if one.number == "512000")
    assert account.by_month
    assert month_totals(posted.dossier, account, asked_of(posted)) == [
        ("2026-01", "AN", 100_000, 0),
        ("2026-03", "BP", 0, 70_000),
    ]


@pytest.mark.spec("BALI-13")
def test_captions_of_sub_totals_are_the_titles_of_the_roots(posted: Books) -> None:
    titles = root_titles(posted.dossier.database)
    assert titles["6"]
    assert "606400" not in titles
