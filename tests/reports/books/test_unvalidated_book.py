"""The book of the entries to check, and the print of a draft (ETBR, KM-40)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reports.books_kit import Books, Line, details, of, pick
from tuicompta.core.dates import YearMonth
from tuicompta.reports.books.draft_book import UNSAVED, BookLine, draft_report
from tuicompta.reports.model import RowKind


def entries(books: Books) -> None:
    books.post("AC", "20/01/2026", Line("606400", 1, "premier"), Line("401DUP", -1), entered="2026-02-01T08:00:00")
    books.post("AC", "10/01/2026", Line("606400", 2, "second"), Line("401DUP", -2), entered="2026-02-02T08:00:00")
    books.post("AC", "11/01/2026", Line("606400", 4, "validé"), Line("401DUP", -4), status="V")
    books.post("AC", "12/02/2026", Line("606400", 8, "simulé"), Line("401DUP", -8), status="S")
    books.post("BP", "12/01/2026", Line("401DUP", 16, "payé"), Line("512000", -16), entered="2026-02-03T08:00:00")


@pytest.mark.spec("ETBR-01", "ETBR-03")
def test_what_is_not_validated_by_journal_and_month_in_the_order_of_typing(books: Books) -> None:
    entries(books)
    report = books.report("brouillard")
    assert [row["label"] for row in details(report)][::2] == ["premier", "second", "simulé", "payé"]
    by_date = books.report("brouillard", sort="date")
    assert [row["label"] for row in details(by_date)][::2] == ["second", "premier", "simulé", "payé"]
    captions = [row.caption for row in report.rows() if row.caption]
    assert captions == [
        "AC – Achats – janvier 2026",
        "Total AC janvier 2026",
        "AC – Achats – février 2026",
        "Total AC février 2026",
        "BP – Banque Principale – janvier 2026",
        "Total BP janvier 2026",
        "Total général",
    ]
    assert report.heading.marks == ("Provisoire", "Avec simulations")


@pytest.mark.spec("ETBR-02")
def test_columns(books: Books) -> None:
    lines = (Line("401DUP", -7, "Encre", document="D7", due=date(2026, 2, 28)), Line("606400", 7))
    books.post("AC", "10/01/2026", *lines, piece="A1", status="S")
    report = books.report("brouillard")
    titles = "Date Pièce Document Compte Intitulé Libellé Débit Crédit Échéance Statut".split()
    assert [column.title for column in report.columns if not column.group] == [*titles, "Saisi par", "Saisi le"]
    assert list(details(report)[0].values()) == [
        "AC",
        date(2026, 1, 10),
        "A1",
        "D7",
        "401DUP",
        "Dupont SARL",
        "Encre",
        0,
        7,
        date(2026, 2, 28),
        "S",
        "ADM",
        date(2026, 3, 15),
    ]


@pytest.mark.spec("ETBR-03")
def test_a_rule_after_each_entry_and_totals_per_entry_on_option(books: Books) -> None:
    entries(books)
    report = books.report("brouillard", entry_totals=True)
    kinds = [row.kind for row in report.rows()]
    assert kinds.count(RowKind.RULE) == 4
    assert pick(of(report, "entry"), "caption", "debit", "credit")[0] == ("Total de l'écriture", 1, 1)
    assert pick(of(report, "month"), "debit") == [(3,), (8,), (16,)]
    assert pick(of(report, "general"), "debit", "credit") == [(27, 27)]


@pytest.mark.spec("ETBR-03")
@pytest.mark.parametrize(
    ("criteria", "labels"),
    [
        ({"entered_start": date(2026, 2, 2), "entered_end": date(2026, 2, 28)}, ["second", "payé"]),
        ({"entered_end": date(2026, 2, 1)}, ["premier"]),
        ({"entered_by": "adm", "journals": "BP"}, ["payé"]),
        ({"entered_by": "ZOE"}, []),
    ],
)
def test_filters_of_entry(books: Books, criteria: dict[str, object], labels: list[str]) -> None:
    entries(books)
    assert [row["label"] for row in details(books.report("brouillard", **criteria))][::2] == labels


def draft_line(entry: int, account: str, amount: int, status: str = "") -> BookLine:
    return BookLine(
        journal="AC",
        block="AC – Achats",
        month=YearMonth(2026, 3),
        entry=entry,
        day=date(2026, 3, 15),
        piece="A1",
        document="",
        account=account,
        title="",
        label="Encre",
        debit=max(amount, 0),
        credit=max(-amount, 0),
        status=status,
    )


@pytest.mark.spec("ETBR-03", "KM-40")
def test_an_unbalanced_entry_of_a_draft_is_marked_with_its_difference(books: Books) -> None:
    lines = [draft_line(1, "606400", 1_250, UNSAVED), draft_line(1, "401DUP", -1_000, UNSAVED)]
    lines += [draft_line(2, "606400", 5), draft_line(2, "401DUP", -5)]
    report = draft_report(books.dossier, lines)
    assert report.heading.title == "Brouillon"
    assert pick(of(report, "entry"), "caption", "debit", "credit") == [("≠ écart 2,50", 1_250, 1_000)]
    assert [row["status"] for row in details(report)] == [UNSAVED, UNSAVED, "", ""]
    assert pick(of(report, "month") + of(report, "general"), "debit", "credit") == [(1_255, 1_005)] * 2
