"""The journals (ETJO)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reports.books_kit import Books, Line, details, of, pick
from tuicompta.core.enums import EntryStatus
from tuicompta.reports.model import RowKind


def purchases(books: Books) -> None:
    books.post("AC", "10/02/2026", Line("606400", 100, "Papier"), Line("401DUP", -100, "Papier"), piece="A2")
    books.post("AC", "10/01/2026", Line("606400", 70, "Encre"), Line("401DUP", -70, "Encre"), piece="A9")
    books.post("VE", "15/01/2026", Line("411ABC", 300, "Conseil"), Line("706000", -300, "Conseil"), piece="V1")
    books.post("AC", "05/01/2026", Line("613500", 50, "Loyer"), Line("401MAR", -50, "Loyer"), piece="A10")


@pytest.mark.spec("ETJO-01", "ETJO-02")
def test_journals_by_code_then_date_lines_in_the_order_of_the_entry(books: Books) -> None:
    purchases(books)
    report = books.report("journal")
    keys = ("journal", "date", "piece", "account", "title", "label", "debit", "credit")
    assert pick(details(report), *keys) == [
        ("AC", date(2026, 1, 5), "A10", "613500", "Locations mobilières", "Loyer", 50, 0),
        ("AC", date(2026, 1, 5), "A10", "401MAR", "Martin SA", "Loyer", 0, 50),
        ("AC", date(2026, 1, 10), "A9", "606400", "Fournitures administratives", "Encre", 70, 0),
        ("AC", date(2026, 1, 10), "A9", "401DUP", "Dupont SARL", "Encre", 0, 70),
        ("AC", date(2026, 2, 10), "A2", "606400", "Fournitures administratives", "Papier", 100, 0),
        ("AC", date(2026, 2, 10), "A2", "401DUP", "Dupont SARL", "Papier", 0, 100),
        ("VE", date(2026, 1, 15), "V1", "411ABC", "Client ABC", "Conseil", 300, 0),
        ("VE", date(2026, 1, 15), "V1", "706000", "Prestations de services", "Conseil", 0, 300),
    ]


@pytest.mark.spec("ETJO-02")
def test_on_one_day_validated_entries_come_by_definitive_number(books: Books) -> None:
    unvalidated = {"entered": "2026-01-02T08:00:00"}
    books.post("AC", "10/01/2026", Line("606400", 1, "libre 1"), Line("401DUP", -1), **unvalidated)
    later = books.post("AC", "10/01/2026", Line("606400", 2, "n° 2"), Line("401DUP", -2))
    sooner = books.post("AC", "10/01/2026", Line("606400", 3, "n° 1"), Line("401DUP", -3))
    books.post("AC", "10/01/2026", Line("606400", 4, "libre 2"), Line("401DUP", -4), **unvalidated)
    database = books.dossier.database
    for entry in (sooner, later):
        books._validate(entry, database.value("SELECT fiscal_year_id FROM entry WHERE id = ?", (entry,)), "AC", "2026")
    report = books.report("journal", options={"definitif": True, "statut": True}, accounts="606400")
    assert pick(details(report), "label", "definitive_number", "status") == [
        ("n° 1", "1", "V"),
        ("n° 2", "2", "V"),
        ("libre 1", "", ""),
        ("libre 2", "", ""),
    ]


@pytest.mark.spec("ETJO-02")
def test_sort_by_piece_inside_the_month(books: Books) -> None:
    purchases(books)
    report = books.report("journal", journals="AC", sort="piece", accounts="401*")
    assert [row["piece"] for row in details(report)] == ["A10", "A9", "A2"]


@pytest.mark.spec("ETJO-03")
def test_totals_of_month_cumulated_of_journal_and_general(books: Books) -> None:
    purchases(books)
    report = books.report("journal", start=date(2026, 2, 1))
    rows = [(row.caption, *row.values[-2:]) for row in report.rows() if row.of]
    assert rows == [
        ("Total du mois de février 2026", 100, 100),
        ("Cumul au 28/02/2026", 220, 220),
        ("Total du journal AC", 100, 100),
        ("Total général", 100, 100),
    ]
    whole = books.report("journal")
    assert [caption["caption"] for caption in of(whole, "month")] == [
        "Total du mois de janvier 2026",
        "Total du mois de février 2026",
        "Total du mois de janvier 2026",
    ]


@pytest.mark.spec("ETJO-03")
def test_the_total_of_a_month_starting_with_a_vowel_and_cut_by_the_period(books: Books) -> None:
    books.post("AC", "03/04/2026", Line("606400", 5), Line("401DUP", -5))
    books.post("AC", "20/04/2026", Line("606400", 7), Line("401DUP", -7))
    report = books.report("journal", end=date(2026, 4, 15))
    assert [row.caption for row in report.rows() if row.of in {"month", "cumulated"}] == [
        "Total du mois d'avril 2026",
        "Cumul au 15/04/2026",
    ]


@pytest.mark.spec("ETJO-03")
def test_totals_per_entry_on_option(books: Books) -> None:
    purchases(books)
    report = books.report("journal", journals="AC", entry_totals=True)
    assert pick(of(report, "entry"), "debit", "credit") == [(50, 50), (70, 70), (100, 100)]
    assert of(books.report("journal", journals="AC"), "entry") == []


@pytest.mark.spec("ETJO-03")
@pytest.mark.parametrize(("breaks", "pages"), [("journal", 1), ("mois", 2), ("aucun", 0)])
def test_page_breaks(books: Books, breaks: str, pages: int) -> None:
    purchases(books)
    kinds = [row.kind for row in books.report("journal", options={"saut": (breaks,)}).rows()]
    assert kinds.count(RowKind.PAGE) == pages
    assert kinds[0] is RowKind.GROUP


@pytest.mark.spec("ETJO-05")
def test_the_book_of_all_journals_is_in_the_order_of_validation(books: Books) -> None:
    books.post("AC", "10/02/2026", Line("606400", 3), Line("401DUP", -3), status="V", validated="2026-03-01T10:00:00")
    books.post("VE", "10/01/2026", Line("411ABC", 2), Line("706000", -2), status="V", validated="2026-03-01T09:00:00")
    books.post("AC", "11/01/2026", Line("606400", 1), Line("401DUP", -1), status="V", validated="2026-03-01T09:00:00")
    books.post("AC", "12/01/2026", Line("606400", 9), Line("401DUP", -9))
    report = books.report("journal", options={"livre-journal": True})
    assert report.columns[0].key == "journal"
    assert not report.columns[0].group
    assert pick(details(report), "journal", "debit") == [
        ("AC", 1),
        ("AC", 0),
        ("VE", 2),
        ("VE", 0),
        ("AC", 3),
        ("AC", 0),
    ]
    assert report.heading.marks == ()


@pytest.mark.spec("ETJO-06")
def test_opening_lines_print_as_any_journal_and_can_be_left_out(books: Books) -> None:
    books.post("AN", "01/01/2026", Line("512000", 1_000), Line("101000", -1_000))
    purchases(books)
    assert {row["journal"] for row in details(books.report("journal"))} == {"AN", "AC", "VE"}
    without = books.report("journal", no_opening=True)
    assert {row["journal"] for row in details(without)} == {"AC", "VE"}
    assert "Sans les à-nouveaux" in without.heading.filters


@pytest.mark.spec("ETJO-04")
def test_a_foot_of_journal_prints_its_stored_entries(books: Books) -> None:
    lines = (Line("401DUP", 40, "Règlement"), Line("401MAR", 60, "Règlement"), Line("512000", -100, "Contrepartie"))
    books.post("BP", "12/01/2026", *lines)
    books.post("BP", "13/01/2026", Line("411ABC", -10, "Encaissement"), Line("512000", 10, "Contrepartie"))
    report = books.report("journal", journals="BP")
    assert pick(details(report), "account", "debit", "credit") == [
        ("401DUP", 40, 0),
        ("401MAR", 60, 0),
        ("512000", 0, 100),
        ("411ABC", 0, 10),
        ("512000", 10, 0),
    ]


@pytest.mark.spec("ETJO-01")
def test_columns_on_option(books: Books) -> None:
    entry = books.post(
        "AC", "10/01/2026", Line("606400", 7), Line("401DUP", -7, document="DOC-7", due=date(2026, 2, 9)), status="V"
    )
    paid = books.post("BP", "12/01/2026", Line("401DUP", 7), Line("512000", -7))
    books.letter("AA", "20/03/2026", [entry, paid], "401DUP")
    names = ("document", "echeance", "lettrage", "definitif", "statut")
    report = books.report("journal", journals="AC", accounts="401DUP", options=dict.fromkeys(names, True))
    assert pick(details(report), "document", "due_date", "lettering", "definitive_number", "status") == [
        ("DOC-7", date(2026, 2, 9), "AA", "1", "V")
    ]


@pytest.mark.spec("ETFI-03", "STA-10")
def test_statuses_are_ticked(books: Books) -> None:
    books.post("AC", "10/01/2026", Line("606400", 1, "libre"), Line("401DUP", -1))
    books.post("AC", "11/01/2026", Line("606400", 2, "validé"), Line("401DUP", -2), status="V")
    books.post("AC", "12/01/2026", Line("606400", 3, "simulé"), Line("401DUP", -3), status="S")

    def labels(*statuses: EntryStatus) -> list[object]:
        report = books.report("journal", accounts="606400", statuses=frozenset(statuses) or None)
        return [row["label"] for row in details(report)]

    assert labels() == ["libre", "validé"]
    assert labels(EntryStatus.SIMULATED) == ["simulé"]
    assert labels(EntryStatus.VALIDATED) == ["validé"]
    assert labels(*EntryStatus) == ["libre", "validé", "simulé"]
