"""The general ledger and that of the third parties (ETGL)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reports.books_kit import Books, Line, details, of, pick
from tuicompta.core.enums import EntryStatus
from tuicompta.reports.model import Row, RowKind
from tuicompta.reports.request import Lettering

COLUMNS = ("date", "journal", "piece", "label", "lettering", "debit", "credit", "balance")


def captions(report: object) -> list[str]:
    return [row.caption for row in report.rows() if row.caption]  # type: ignore[attr-defined]


def bank(books: Books) -> None:
    books.post("AN", "01/01/2026", Line("512000", 1_000, "À nouveaux"), Line("101000", -1_000))
    books.post("BP", "20/02/2026", Line("512000", -200, "Fournitures"), Line("606400", 200), piece="B2")
    books.post("BP", "10/01/2026", Line("512000", 500, "Prestation"), Line("706000", -500), piece="B1")
    books.post("BP", "05/03/2026", Line("512000", -2_000, "Loyer"), Line("613500", 2_000), piece="B3")


@pytest.mark.spec("ETGL-01", "ETGL-02", "ETGL-03", "ETJO-06")
def test_lines_by_date_with_the_running_balance_the_opening_being_lines(books: Books) -> None:
    bank(books)
    report = books.report("grand-livre", accounts="512000")
    assert pick(details(report), *COLUMNS) == [
        (date(2026, 1, 1), "AN", "", "À nouveaux", "", 1_000, 0, 1_000),
        (date(2026, 1, 10), "BP", "B1", "Prestation", "", 500, 0, 1_500),
        (date(2026, 2, 20), "BP", "B2", "Fournitures", "", 0, 200, 1_300),
        (date(2026, 3, 5), "BP", "B3", "Loyer", "", 0, 2_000, -700),
    ]
    assert captions(report) == ["512000 – Banque Populaire", "Total 512000", "Total général"]


@pytest.mark.spec("ETGL-03", "ETGL-04")
def test_a_later_start_begins_with_the_balance_before(books: Books) -> None:
    bank(books)
    report = books.report("grand-livre", accounts="512000", start=date(2026, 2, 1), end=date(2026, 2, 28))
    rows = [
        (
            row.caption,
            *(dict(zip([c.key for c in report.columns], row.values, strict=True))[key] for key in COLUMNS[5:]),
        )
        for row in report.rows()
        if row.values
    ]
    assert rows == [
        ("Solde au 31/01/2026", 1_500, 0, 1_500),
        ("", 0, 200, 1_300),
        ("Total 512000", 0, 200, 1_300),
        ("Cumul 512000 au 28/02/2026", 1_500, 200, 1_300),
        ("Total général", 0, 200, 1_300),
        ("Cumul général au 28/02/2026", 1_500, 200, 1_300),
    ]


@pytest.mark.spec("ETGL-02")
def test_accounts_are_in_the_order_of_the_numbers_as_text(books: Books) -> None:
    books.post("OD", "10/01/2026", Line("706000", -60), Line("401DUP", 10), Line("101000", 20), Line("404IMM", 30))
    assert [row["account"] for row in details(books.report("grand-livre"))] == ["101000", "401DUP", "404IMM", "706000"]


@pytest.mark.spec("ETGL-01")
def test_columns_on_option(books: Books) -> None:
    books.post(
        "AC",
        "10/01/2026",
        Line("401DUP", -120, "Facture 7", document="DOC-7", due=date(2026, 2, 28)),
        Line("606400", 100),
        Line("445660", 20),
        status="S",
    )
    books.post("BP", "11/01/2026", Line("401DUP", 120), Line("512000", -120))
    options = {"document": True, "echeance": True, "contrepartie": True, "statut": True}
    everything = frozenset(EntryStatus)
    report = books.report("grand-livre", accounts="401DUP", options=options, statuses=everything)
    assert pick(details(report), "document", "due_date", "counterpart", "status") == [
        ("DOC-7", date(2026, 2, 28), "Divers", "S"),
        ("", None, "512000", ""),
    ]


@pytest.mark.spec("ETGL-05", "FC-45")
def test_a_centralised_account_prints_one_row_per_month_and_journal(books: Books) -> None:
    bank(books)
    books.post("CA", "25/01/2026", Line("512000", 70), Line("530000", -70))
    books.post("CA", "28/01/2026", Line("512000", 30), Line("530000", -30))
    plain = books.report("grand-livre", accounts="512000")
    books.set_account("512000", centralised=True)
    report = books.report("grand-livre", accounts="512000")
    assert pick(details(report), "date", "journal", "label", "debit", "credit", "balance") == [
        (date(2026, 1, 31), "AN", "Total janvier 2026", 1_000, 0, 1_000),
        (date(2026, 1, 31), "BP", "Total janvier 2026", 500, 0, 1_500),
        (date(2026, 1, 31), "CA", "Total janvier 2026", 100, 0, 1_600),
        (date(2026, 2, 28), "BP", "Total février 2026", 0, 200, 1_400),
        (date(2026, 3, 31), "BP", "Total mars 2026", 0, 2_000, -600),
    ]
    assert of(report, "account") == of(plain, "account")


@pytest.mark.spec("ETGL-05", "ETFI-06")
def test_centralised_customers_are_one_block(books: Books) -> None:
    books.post("VE", "10/01/2026", Line("411ABC", 500), Line("706000", -500))
    books.post("VE", "12/01/2026", Line("411ZED", 200), Line("706000", -200))
    report = books.report("grand-livre", options={"centraliser": ("clients",)})
    assert captions(report)[0] == "41 – Clients"
    assert pick(details(report)[:1], "account", "title", "journal", "debit") == [("41", "Clients", "VE", 700)]


def lettered(books: Books) -> None:
    first = books.post("AC", "10/01/2026", Line("401DUP", -100, "FA1"), Line("606400", 100))
    books.post("AC", "12/01/2026", Line("401DUP", -40, "FA2"), Line("606400", 40))
    paid = books.post("BP", "15/03/2026", Line("401DUP", 100, "Règlement"), Line("512000", -100))
    books.letter("AA", "20/03/2026", [first, paid], "401DUP")


@pytest.mark.spec("ETFI-04", "ETGL-06")
@pytest.mark.parametrize(
    ("lettering", "at", "labels"),
    [
        (Lettering.ALL, None, ["FA1", "FA2", "Règlement"]),
        (Lettering.OPEN, None, ["FA2"]),
        (Lettering.CLOSED, None, ["FA1", "Règlement"]),
        (Lettering.OPEN, date(2026, 3, 19), ["FA1", "FA2", "Règlement"]),
        (Lettering.CLOSED, date(2026, 3, 19), []),
        (Lettering.OPEN, date(2026, 3, 20), ["FA2"]),
    ],
)
def test_lettering_at_a_date(books: Books, lettering: Lettering, at: date | None, labels: list[str]) -> None:
    lettered(books)
    options = {"lettrage-au": at} if at else {}
    report = books.report("grand-livre", accounts="401DUP", lettering=lettering, options=options)
    assert [row["label"] for row in details(report)] == labels


@pytest.mark.spec("ETGL-06")
def test_unlettered_lines_alone_make_the_balance_and_the_heading_says_so(books: Books) -> None:
    lettered(books)
    report = books.report("grand-livre", accounts="401DUP", lettering=Lettering.OPEN, start=date(2026, 3, 1))
    assert pick(of(report, "opening") + of(report, "account"), "debit", "credit", "balance") == [
        (0, 40, -40),
        (0, 0, -40),
    ]
    assert "Lignes non lettrées au 31/12/2026" in report.heading.filters
    assert "Solde des seules lignes imprimées" in report.heading.filters


@pytest.mark.spec("ETGL-06")
def test_lines_by_lettering_code_with_a_subtotal(books: Books) -> None:
    lettered(books)
    partial = books.post("AC", "13/01/2026", Line("401DUP", -7, "FA3"), Line("606400", 7))
    other = books.post("AC", "14/01/2026", Line("401DUP", -8, "FA4"), Line("606400", 8))
    books.letter("ab", "20/03/2026", [partial, other], "401DUP", partial=True)
    report = books.report("grand-livre", accounts="401DUP", group="lettering")
    assert pick(details(report), "label", "lettering", "balance") == [
        ("FA1", "AA", -100),
        ("Règlement", "AA", 0),
        ("FA2", "", -40),
        ("FA3", "ab", -47),
        ("FA4", "ab", -55),
    ]
    assert pick(of(report, "lettering"), "caption", "debit", "credit") == [("Lettrage AA", 100, 100)]


@pytest.mark.spec("LETT-32")
def test_a_partial_group_counts_as_not_lettered(books: Books) -> None:
    first = books.post("AC", "10/01/2026", Line("401DUP", -100, "FA1"), Line("606400", 100))
    paid = books.post("BP", "15/03/2026", Line("401DUP", 60, "Acompte"), Line("512000", -60))
    books.letter("ab", "20/03/2026", [first, paid], "401DUP", partial=True)
    kept = details(books.report("grand-livre", accounts="401DUP", lettering=Lettering.OPEN))
    assert pick(kept, "label", "lettering") == [("FA1", "ab"), ("Acompte", "ab")]
    assert details(books.report("grand-livre", accounts="401DUP", lettering=Lettering.CLOSED)) == []


@pytest.mark.spec("ETGL-07")
def test_third_parties_are_grouped_by_collective_account(books: Books) -> None:
    books.post("AC", "10/01/2026", Line("401MAR", -30), Line("404IMM", -50), Line("401DUP", -20), Line("606400", 100))
    books.post("VE", "10/01/2026", Line("411ABC", 60), Line("706000", -60))
    books.post("OD", "31/01/2026", Line("421000", -10), Line("606400", 10))
    report = books.report("grand-livre-tiers")
    assert pick(details(report), "control_account", "account", "balance") == [
        ("401", "401DUP", -20),
        ("401", "401MAR", -30),
        ("404", "404IMM", -50),
        ("411", "411ABC", 60),
    ]
    assert pick(of(report, "control_account"), "caption", "debit", "credit") == [
        ("Total collectif 401 Fournisseurs", 0, 50),
        ("Total collectif 404 Fournisseurs d'immobilisations", 0, 50),
        ("Total collectif 411 Clients", 60, 0),
    ]
    others = books.report("grand-livre-tiers", options={"autres-tiers": True})
    assert "421000" in {row["account"] for row in details(others)}


@pytest.mark.spec("ETGL-08")
def test_two_fiscal_years_follow_each_other_without_the_second_opening(books: Books) -> None:
    books.post("BP", "10/12/2025", Line("512000", 1_000, "Vente"), Line("706000", -1_000))
    books.post("AN", "01/01/2026", Line("512000", 1_000, "À nouveaux"), Line("101000", -1_000))
    books.post("BP", "10/01/2026", Line("512000", -300, "Achat"), Line("606400", 300))
    report = books.report("grand-livre", accounts="512000", start=date(2025, 1, 1), end=date(2026, 12, 31))
    assert pick(details(report), "label", "balance") == [("Vente", 1_000), ("Achat", 700)]
    later = books.report("grand-livre", accounts="512000", start=date(2025, 12, 15), end=date(2026, 1, 31))
    assert pick(of(later, "opening"), "caption", "balance") == [("Solde au 14/12/2025", 1_000)]
    assert pick(details(later), "label", "balance") == [("Achat", 700)]
    assert (later.heading.year.start, later.heading.year.end) == (  # type: ignore[union-attr]
        date(2025, 1, 1),
        date(2026, 12, 31),
    )


@pytest.mark.spec("ETGL-08")
def test_a_page_per_account_on_option_and_accounts_without_movement_left_out(books: Books) -> None:
    bank(books)
    kinds = [row.kind for row in books.report("grand-livre", options={"saut": ("compte",)}).rows()]
    assert kinds.count(RowKind.PAGE) == kinds.count(RowKind.GROUP) - 1 == 4
    assert kinds[0] is RowKind.GROUP
    every = books.report("grand-livre", accounts="401*", options={"comptes": ("tous",)})
    assert "401DUP – Dupont SARL" in captions(every)


@pytest.mark.spec("ETGL-01")
def test_the_block_names_the_third_party_when_it_is_not_the_title(books: Books) -> None:
    books.set_account("401DUP", third_party="Dupont et Fils SARL")
    books.post("AC", "10/01/2026", Line("401DUP", -30), Line("606400", 30))
    report = books.report("grand-livre", accounts="401DUP")
    assert captions(report)[0] == "401DUP – Dupont SARL – Tiers Dupont et Fils SARL"
    assert details(report)[0]["third_party"] == "Dupont et Fils SARL"


@pytest.mark.spec("ETFI-02")
def test_filters_of_journals_keep_their_lines_and_openings(books: Books) -> None:
    bank(books)
    report = books.report("grand-livre", accounts="512000", journals="BP", start=date(2026, 2, 1))
    assert pick(of(report, "opening"), "balance") == [(500,)]
    assert [row["journal"] for row in details(report)] == ["BP", "BP"]


@pytest.mark.spec("ETGL-04", "ETFI-07")
def test_subtotals_by_root_on_option(books: Books) -> None:
    books.post("AC", "10/01/2026", Line("401DUP", -30), Line("606400", 20), Line("613500", 10))
    report = books.report("grand-livre", options={"racines": ("2",)})
    assert pick(of(report, "root"), "account", "debit", "credit") == [("40", 0, 30), ("60", 20, 0), ("61", 10, 0)]


def test_a_line_carried_forward_shows_the_due_date_of_its_origin(books: Books) -> None:
    database = books.dossier.database
    books.post("VE", "10/12/2025", Line("411ABC", 90, due=date(2026, 1, 31)), Line("706000", -90))
    books.post("AN", "01/01/2026", Line("411ABC", 90), Line("101000", -90))
    origin, carried = (row[0] for row in database.rows("SELECT id FROM entry_line WHERE debit = 90 ORDER BY id"))
    with database.transaction("IMMEDIATE"):
        entry = database.value("SELECT entry_id FROM entry_line WHERE id = ?", (carried,))
        database.run("UPDATE entry SET posted = 0 WHERE id = ?", (entry,))
        database.run("UPDATE entry_line SET carried_line_id = ? WHERE id = ?", (origin, carried))
        database.run("UPDATE entry SET posted = 1 WHERE id = ?", (entry,))
    report = books.report("grand-livre", accounts="411ABC", options={"echeance": True})
    assert [row["due_date"] for row in details(report)] == [date(2026, 1, 31)]


def test_rows_can_be_read_twice(books: Books) -> None:
    bank(books)
    report = books.report("grand-livre")
    first: list[Row] = list(report.rows())
    assert list(report.rows()) == first
