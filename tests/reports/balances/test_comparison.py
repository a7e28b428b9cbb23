"""The comparison of two fiscal years (ETCP)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reports.books_kit import Books, Line, details, of, pick
from tuicompta.reports.balances.comparison import PeriodsDifferError

NAME = "comparatif"
KEYS = ("account", "balance", "previous_balance", "gap", "gap_percent")


def write(books: Books) -> None:
    """2025: rent 400, sales 1 000; 2026: rent 500, supplies 10, sales 1 250 of which 250 in December."""
    books.post("OD", "10/03/2025", Line("613500", 40_000), Line("512000", -40_000))
    books.post("OD", "11/06/2025", Line("512000", 100_000), Line("706000", -100_000))
    books.post("OD", "10/03/2026", Line("613500", 50_000), Line("512000", -50_000))
    books.post("OD", "11/03/2026", Line("606400", 1_000), Line("512000", -1_000))
    books.post("OD", "11/06/2026", Line("512000", 100_000), Line("706000", -100_000))
    books.post("OD", "11/12/2026", Line("512000", 25_000), Line("706000", -25_000))


@pytest.mark.spec("ETCP-01")
def test_balances_gap_and_percent_blank_when_there_was_nothing(books: Books) -> None:
    write(books)
    assert pick(details(books.report(NAME)), *KEYS) == [
        ("512000", 74_000, 60_000, 14_000, "23,33"),
        ("606400", 1_000, 0, 1_000, ""),
        ("613500", 50_000, 40_000, 10_000, "25,00"),
        ("706000", 125_000, 100_000, 25_000, "25,00"),
    ]


@pytest.mark.spec("ETCP-01")
def test_income_in_credit_is_negative_on_option(books: Books) -> None:
    write(books)
    report = books.report(NAME, options={"produits-negatifs": True})
    assert pick(details(report), *KEYS)[-1] == ("706000", -125_000, -100_000, -25_000, "25,00")
    assert pick(details(report), *KEYS)[2] == ("613500", 50_000, 40_000, 10_000, "25,00")
    assert "Produits négatifs au crédit" in report.heading.filters


@pytest.mark.spec("ETCP-01")
def test_the_percentage_tells_how_a_balance_grows_on_its_own_side(books: Books) -> None:
    for when, account, amount in (
        ("10/03/2025", "101000", -100_000),
        ("10/03/2026", "101000", -150_000),
        ("11/03/2025", "401DUP", -80_000),
        ("11/03/2026", "401DUP", 20_000),
        ("12/03/2025", "421000", -30_000),
    ):
        books.post("OD", when, Line(account, amount), Line("512000", -amount))
    rows = {row[0]: row[1:] for row in pick(details(books.report(NAME)), *KEYS)}
    assert rows["101000"] == (-150_000, -100_000, -50_000, "50,00")
    assert rows["401DUP"] == (20_000, -80_000, 100_000, "n.s.")
    assert rows["421000"] == (0, -30_000, 30_000, "-100,00")


@pytest.mark.spec("ETCP-02")
def test_totals_by_class_and_result(books: Books) -> None:
    write(books)
    report = books.report(NAME)
    assert pick(of(report, "root"), "account", "balance", "previous_balance") == [
        ("5", 74_000, 60_000),
        ("6", 51_000, 40_000),
        ("7", 125_000, 100_000),
    ]
    assert pick(of(report, "result"), *KEYS[1:]) == [(74_000, 60_000, 14_000, "23,33")]
    assert pick(of(books.report(NAME, options={"produits-negatifs": True}), "result"), "balance") == [(74_000,)]


@pytest.mark.spec("ETCP-02")
@pytest.mark.parametrize(
    "part", [{"accounts": "512000"}, {"natures": ("bilan",)}, {"journals": "AC"}, {"accounts": "6*"}]
)
def test_part_of_the_accounts_makes_no_result(books: Books, part: dict[str, object]) -> None:
    write(books)
    assert of(books.report(NAME, **part), "result") == []
    assert len(of(books.report(NAME, accounts="6..7"), "result")) == 1


@pytest.mark.spec("ETCP-02")
@pytest.mark.parametrize(("level", "shown"), [(2, ["51", "60", "61", "70"]), (3, ["512", "606", "613", "706"])])
def test_accounts_united_by_their_first_digits(books: Books, level: int, shown: list[str]) -> None:
    write(books)
    report = books.report(NAME, level=level)
    assert [row["account"] for row in details(report)] == shown
    assert pick(of(report, "root"), "balance") == pick(of(books.report(NAME), "root"), "balance")


@pytest.mark.spec("ETCP-02")
def test_an_account_of_either_year_is_there(books: Books) -> None:
    books.post("OD", "10/03/2025", Line("613500", 40_000), Line("530000", -40_000))
    books.post("OD", "10/03/2026", Line("606400", 1_000), Line("512000", -1_000))
    assert [row["account"] for row in details(books.report(NAME))] == ["512000", "530000", "606400", "613500"]


@pytest.mark.spec("ETCP-02")
def test_any_two_years_and_the_same_months_of_each(books: Books) -> None:
    write(books)
    other = books.report(NAME, year="2025", compare="2026")
    assert pick(details(other), "balance", "previous_balance")[0] == (60_000, 74_000)
    may = books.report(NAME, end=date(2026, 5, 31))
    assert pick(details(may), *KEYS[:3]) == [
        ("512000", -51_000, -40_000),
        ("606400", 1_000, 0),
        ("613500", 50_000, 40_000),
    ]
    assert "Comparé à la période du 01/01/2025 au 31/05/2025" in may.heading.filters
    february = books.report(NAME, compare="N-1", start=date(2026, 2, 1), end=date(2026, 2, 28))
    assert "Comparé à la période du 01/02/2025 au 28/02/2025" in february.heading.filters


@pytest.mark.spec("ETCP-02")
def test_a_year_that_is_too_short_is_refused(books: Books) -> None:
    write(books)
    cut = "UPDATE period SET end_date = '2025-06-30' WHERE start_date = '2025-06-01'"
    books.dossier.database.run("DELETE FROM period WHERE start_date BETWEEN '2025-07-01' AND '2025-12-31'")
    books.dossier.database.run(cut)
    books.dossier.database.run("UPDATE fiscal_year SET end_date = '2025-06-30' WHERE start_date = '2025-01-01'")
    with pytest.raises(PeriodsDifferError, match="du 01/01/2025 au 31/12/2025"):
        books.report(NAME)
    assert details(books.report(NAME, end=date(2026, 6, 30)))


def test_without_a_year_before_there_is_nothing_to_compare(books: Books) -> None:
    write(books)
    report = books.report(NAME, year="2025")
    assert pick(details(report), "previous_balance", "gap_percent") == [(0, "")] * 3
    assert "Aucun exercice de comparaison" in report.heading.filters
