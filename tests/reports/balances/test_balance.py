"""The trial balance (ETBG)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reports.books_kit import Books, Line, details, of, pick

FIGURES = ("opening_debit", "opening_credit", "debit", "credit", "debit_balance", "credit_balance")
MARCH = {"start": date(2026, 3, 1), "end": date(2026, 3, 31)}


def worked_row(books: Books) -> None:
    """The account of ETBG-02, its counterpart on 606400."""
    books.post("AN", "01/01/2026", Line("512000", 100_000), Line("101000", -100_000))
    books.post("BP", "10/01/2026", Line("512000", 50_000), Line("706000", -50_000))
    books.post("BP", "20/02/2026", Line("512000", -20_000), Line("606400", 20_000))
    books.post("BP", "05/03/2026", Line("512000", 30_000), Line("706000", -30_000))
    books.post("BP", "25/03/2026", Line("512000", -190_000), Line("606400", 190_000))


@pytest.mark.spec("ETBG-01", "ETBG-02")
def test_the_worked_row(books: Books) -> None:
    worked_row(books)
    report = books.report("balance", accounts="512000", **MARCH)
    assert pick(details(report), "account", *FIGURES) == [("512000", 130_000, 0, 30_000, 190_000, 0, 30_000)]


@pytest.mark.spec("ETBG-01")
def test_over_the_whole_year_the_opening_is_that_of_the_opening_journals(books: Books) -> None:
    worked_row(books)
    report = books.report("balance", accounts="512000")
    assert pick(details(report), *FIGURES) == [(100_000, 0, 80_000, 210_000, 0, 30_000)]


@pytest.mark.spec("ETBG-01")
def test_a_period_that_cuts_months_reads_the_lines(books: Books) -> None:
    worked_row(books)
    report = books.report("balance", accounts="512000", start=date(2026, 2, 21), end=date(2026, 3, 24))
    assert pick(details(report), *FIGURES) == [(130_000, 0, 30_000, 0, 160_000, 0)]


@pytest.mark.spec("ETBG-01")
def test_four_columns_include_the_opening_and_eight_add_the_cumulated_figures(books: Books) -> None:
    worked_row(books)
    four = books.report("balance", accounts="512000", columns=4, **MARCH)
    assert [column.key for column in four.columns[2:]] == ["debit", "credit", "debit_balance", "credit_balance"]
    assert pick(details(four), "debit", "credit", "credit_balance") == [(180_000, 210_000, 30_000)]
    eight = books.report("balance", accounts="512000", columns=8, **MARCH)
    assert pick(details(eight), *FIGURES, "cumulated_debit", "cumulated_credit") == [
        (130_000, 0, 30_000, 190_000, 0, 30_000, 180_000, 210_000)
    ]


@pytest.mark.spec("ETBG-03")
def test_rows_are_in_the_order_of_the_numbers_as_text(books: Books) -> None:
    books.post("OD", "10/01/2026", Line("706000", -60), Line("401DUP", 10), Line("101000", 20), Line("530000", 30))
    assert pick(details(books.report("balance")), "account") == [("101000",), ("401DUP",), ("530000",), ("706000",)]


@pytest.mark.spec("ETBG-04", "ETFI-07")
def test_subtotals_by_root_then_by_family_then_general_then_the_result(books: Books) -> None:
    worked_row(books)
    report = books.report("balance", options={"racines": ("1", "2")}, start=date(2026, 3, 1))
    captions = [(row.caption, row.values[-2:]) for row in report.rows() if row.caption]
    assert captions == [
        ("Total 10 Capital et réserves", (0, 100_000)),
        ("Total classe 1 Comptes de capitaux", (0, 100_000)),
        ("Total 51 Banques, établissements financiers et assimilés", (0, 30_000)),
        ("Total classe 5 Comptes financiers", (0, 30_000)),
        ("Total 60 Achats (sauf 603)", (210_000, 0)),
        ("Total classe 6 Comptes de charges", (210_000, 0)),
        ("Total 70 Ventes de produits fabriqués, prestations de services, marc…", (0, 80_000)),
        ("Total classe 7 Comptes de produits", (0, 80_000)),
        ("Total des comptes de bilan (1 à 5)", (0, 130_000)),
        ("Total des comptes de gestion (6 et 7)", (210_000, 80_000)),
        ("Total général", (210_000, 210_000)),
        ("Résultat (classe 7 − classe 6) : perte", (130_000, None)),
    ]
    (general,) = of(report, "general")
    assert pick([general], *FIGURES) == [(150_000, 150_000, 220_000, 220_000, 210_000, 210_000)]


@pytest.mark.spec("ETBG-04")
@pytest.mark.parametrize(("sale", "word"), [(-300, "bénéfice"), (-100, "perte"), (-200, "nul")])
def test_the_result_is_named(books: Books, sale: int, word: str) -> None:
    books.post("OD", "10/01/2026", Line("606400", 200), Line("512000", -200))
    books.post("OD", "11/01/2026", Line("706000", sale), Line("512000", -sale))
    (result,) = of(books.report("balance"), "result")
    assert result["caption"] == f"Résultat (classe 7 − classe 6) : {word}"


@pytest.mark.spec("ETBG-04")
@pytest.mark.parametrize(
    "part",
    [{"accounts": "512000"}, {"natures": ("clients",)}, {"journals": "BP"}, {"options": {"comptes": ("soldes",)}}],
)
def test_part_of_the_accounts_makes_no_result(books: Books, part: dict[str, object]) -> None:
    worked_row(books)
    assert of(books.report("balance", **part), "result") == []
    assert of(books.report("balance", natures=("gestion",)), "result") == of(books.report("balance"), "result")


@pytest.mark.spec("ETBG-03")
def test_root_accounts_are_subtotals_on_option(books: Books) -> None:
    books.post("AC", "10/01/2026", Line("401DUP", -70), Line("401MAR", -30), Line("606400", 100))
    report = books.report("balance", options={"racines": ("0",), "comptes-racines": True})
    rows = [(row["account"], row["credit_balance"], row["caption"]) for row in of(report, "root")]
    assert rows[:3] == [
        ("401", 100, "Total 401 Fournisseurs"),
        ("40", 100, "Total 40 Fournisseurs et comptes rattachés"),
        ("4", 100, "Total classe 4 Comptes de tiers"),
    ]


@pytest.mark.spec("ETFI-05")
def test_accounts_shown(books: Books) -> None:
    books.post("AC", "10/01/2026", Line("401DUP", -70), Line("606400", 70))
    books.post("BP", "11/01/2026", Line("401DUP", 70), Line("512000", -70))

    def shown(which: str) -> set[object]:
        return {row["account"] for row in details(books.report("balance", options={"comptes": (which,)}))}

    assert shown("mouvementes") == {"401DUP", "606400", "512000"}
    assert shown("soldes") == {"401DUP"}
    assert shown("non-soldes") == {"606400", "512000"}
    assert shown("tous") >= {"401MAR", "101000", *shown("mouvementes")}


@pytest.mark.spec("ETFI-06")
def test_centralised_customers_are_one_line_and_totals_do_not_change(books: Books) -> None:
    books.post("VE", "10/01/2026", Line("411ABC", 500), Line("411ZED", 200), Line("706000", -700))
    books.post("BP", "11/01/2026", Line("411ABC", -900), Line("512000", 900))
    plain, centralised = books.report("balance"), books.report("balance", options={"centraliser": ("clients",)})
    (line,) = [row for row in details(centralised) if row["account"] == "41"]
    assert pick([line], "title", "debit", "credit", "debit_balance", "credit_balance") == [
        ("Clients", 700, 900, 200, 400)
    ]
    assert of(plain, "general") == of(centralised, "general")
    assert not [row for row in details(centralised) if str(row["account"]).startswith("411")]


@pytest.mark.spec("ETBG-07")
def test_the_previous_year_at_the_same_date(books: Books) -> None:
    books.post("BP", "10/03/2025", Line("512000", 1_000), Line("706000", -1_000))
    books.post("BP", "20/04/2025", Line("512000", 5_000), Line("706000", -5_000))
    books.post("BP", "10/03/2026", Line("530000", 300), Line("706000", -300))
    report = books.report("balance", previous=True, end=date(2026, 3, 31))
    keys = ("account", "debit_balance", "credit_balance", "previous_debit_balance", "previous_credit_balance")
    assert pick(details(report), *keys) == [
        ("512000", 0, 0, 1_000, 0),
        ("530000", 300, 0, 0, 0),
        ("706000", 0, 300, 0, 1_000),
    ]
    (result,) = of(report, "result")
    assert pick([result], *keys[1:]) == [(None, 300, None, 1_000)]


@pytest.mark.spec("ETBG-07")
def test_no_previous_year_leaves_zeros(books: Books) -> None:
    books.post("BP", "10/03/2025", Line("512000", 1_000), Line("706000", -1_000))
    report = books.report("balance", year="2025", previous=True)
    assert pick(details(report), "previous_debit_balance", "previous_credit_balance") == [(0, 0), (0, 0)]


@pytest.mark.spec("ETBG-01")
def test_a_negative_amount_stays_on_its_side(books: Books) -> None:
    books.post("OD", "10/01/2026", Line("606400", -50, side="D"), Line("512000", 50, side="C"))
    assert pick(details(books.report("balance")), "account", "debit", "credit", "debit_balance", "credit_balance") == [
        ("512000", 0, -50, 50, 0),
        ("606400", -50, 0, 0, 50),
    ]
