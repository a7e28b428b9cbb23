"""The centralising journal (ETJC)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reports.books_kit import Books, Line, details, of, pick
from tuicompta.models.transaction import transaction
from tuicompta.reports.books.centralising_journal import CONTROL
from tuicompta.reports.model import RowKind

NAME = "journal-centralisateur"
KEYS = ("month", "journal", "description", "debit", "credit")


def write(books: Books) -> None:
    """January: two purchases and a sale; March: a purchase, and a simulated one."""
    books.post("AC", "10/01/2026", Line("401DUP", -120_000), Line("606400", 100_000), Line("445660", 20_000))
    books.post("AC", "20/01/2026", Line("401MAR", -5_000), Line("613500", 5_000))
    books.post("VE", "31/01/2026", Line("411ABC", 30_000), Line("706000", -30_000))
    books.post("AC", "05/03/2026", Line("401DUP", -7_000), Line("606400", 7_000))
    books.post("AC", "06/03/2026", Line("401DUP", -999), Line("606400", 999), status="S")


@pytest.mark.spec("ETJC-01", "ETJC-02")
def test_one_row_for_each_journal_that_moves_in_a_month(books: Books) -> None:
    write(books)
    report = books.report(NAME)
    assert pick(details(report), *KEYS) == [
        ("janvier 2026", "AC", "Achats", 125_000, 125_000),
        ("janvier 2026", "VE", "Ventes", 30_000, 30_000),
        ("mars 2026", "AC", "Achats", 7_000, 7_000),
    ]
    assert pick(of(report, "month"), "caption", "debit") == [
        ("Total janvier 2026", 155_000),
        ("Total mars 2026", 7_000),
    ]
    assert pick(of(report, "cumulated"), "caption", "credit") == [
        ("Cumul au 31/01/2026", 155_000),
        ("Cumul au 31/03/2026", 162_000),
    ]
    assert pick(of(report, "general"), "debit", "credit") == [(162_000, 162_000)]


@pytest.mark.spec("ETJC-01")
def test_every_journal_of_every_month_on_option(books: Books) -> None:
    write(books)
    rows = details(books.report(NAME, options={"tous": True}, start=date(2026, 2, 1), end=date(2026, 3, 31)))
    assert len(rows) == 2 * len(books.journals)
    assert [row["journal"] for row in rows if row["debit"]] == ["AC"]


@pytest.mark.spec("ETJC-02")
def test_what_comes_before_the_period_is_cumulated(books: Books) -> None:
    write(books)
    report = books.report(NAME, start=date(2026, 3, 2), end=date(2026, 3, 31))
    assert pick(of(report, "cumulated"), "debit") == [(162_000,)]
    assert pick(of(report, "general"), "debit") == [(7_000,)]


@pytest.mark.spec("ETJC-02")
def test_one_block_a_journal_with_its_months(books: Books) -> None:
    write(books)
    report = books.report(NAME, group="journal")
    assert [row.caption for row in report.rows() if row.kind is RowKind.GROUP] == ["AC – Achats", "VE – Ventes"]
    assert pick(details(report), "journal", "month", "debit") == [
        ("AC", "janvier 2026", 125_000),
        ("AC", "mars 2026", 7_000),
        ("VE", "janvier 2026", 30_000),
    ]
    assert pick(of(report, "journal"), "caption", "debit") == [
        ("Total du journal AC", 132_000),
        ("Total du journal VE", 30_000),
    ]


@pytest.mark.spec("ETJC-03")
def test_accounts_under_each_journal_and_month_third_parties_as_one(books: Books) -> None:
    write(books)
    report = books.report(NAME, detail=True, end=date(2026, 1, 31))
    assert pick(details(report), "journal", "account", "title", "debit", "credit") == [
        ("AC", "40", "Fournisseurs", 0, 125_000),
        ("AC", "445660", "TVA déductible", 20_000, 0),
        ("AC", "606400", "Fournitures administratives", 100_000, 0),
        ("AC", "613500", "Locations mobilières", 5_000, 0),
        ("VE", "41", "Clients", 30_000, 0),
        ("VE", "706000", "Prestations de services", 0, 30_000),
    ]
    assert pick(of(report, "journal_month"), "caption", "debit") == [
        ("Total AC, janvier 2026", 125_000),
        ("Total VE, janvier 2026", 30_000),
    ]


@pytest.mark.spec("ETJC-04")
def test_the_control_gives_both_totals_and_ok(books: Books) -> None:
    write(books)
    report = books.report(NAME)
    (control,) = of(report, "control")
    assert (control["caption"], control["debit"], control["credit"]) == (f"{CONTROL} : OK", 162_000, 162_000)
    (ledger,) = of(books.report("grand-livre"), "general")
    assert (ledger["debit"], ledger["credit"]) == (162_000, 162_000)


@pytest.mark.spec("ETJC-04")
def test_the_control_gives_the_difference(books: Books) -> None:
    write(books)
    with transaction(books.dossier.database):
        books.dossier.database.run("UPDATE balance_total SET debit = debit + 250 WHERE debit = 100000")
    (control,) = of(books.report(NAME), "control")
    assert control["caption"] == f"{CONTROL} : écart 2,50 au débit, 0,00 au crédit"
    assert (control["debit"], control["credit"]) == (162_250, 162_000)


@pytest.mark.spec("ETFI-03", "ETFI-02")
def test_it_takes_the_common_filters(books: Books) -> None:
    write(books)
    assert pick(details(books.report(NAME, journals="VE")), "debit") == [(30_000,)]
    assert pick(details(books.report(NAME, accounts="606400")), "debit", "credit") == [(100_000, 0), (7_000, 0)]
    (simulated,) = details(books.report(NAME, statuses=frozenset({"S"})))
    assert simulated["debit"] == 999
