"""Progress of entry and follow-up of entries (ETAV, ETSU)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.reports.books_kit import Books, Line, details, of, pick
from tuicompta.core.enums import EntryStatus
from tuicompta.models.transaction import transaction
from tuicompta.reports.selection import ORIGINS

if TYPE_CHECKING:
    from tuicompta.reports.model import Report

MARCH = {"start": date(2026, 3, 1), "end": date(2026, 3, 31)}


def second_user(books: Books) -> None:
    books.dossier.database.run("INSERT INTO user (id, code, name) VALUES (2, 'EVE', 'Ève')")


def rewrite(books: Books, statement: str, *parameters: object) -> None:
    """Change what a posted entry keeps, as the save that typed it would have written it."""
    database = books.dossier.database
    with transaction(database):
        database.run("UPDATE entry SET posted = 0 WHERE status = 'N'")
        database.run(statement, parameters)
        database.run("UPDATE entry SET posted = 1 WHERE status = 'N'")


def write(books: Books) -> None:
    """In March: two purchases, one of them validated, and a simulated sale; BP is closed; EVE typed the second one."""
    second_user(books)
    sides = Line("401DUP", -100), Line("606400", 60), Line("445660", 40)
    books.post("AC", "10/03/2026", *sides, status="V", entered="2026-03-11T08:30:00", piece="A1")
    second = books.post("AC", "05/03/2026", *sides, entered="2026-03-12T09:00:00", piece="A2")
    books.post("VE", "20/03/2026", Line("411ABC", 30), Line("706000", -30), status="S", entered="2026-03-21T18:45:59")
    database = books.dossier.database
    change = "UPDATE entry SET created_by = 2, changed_by = 1, changed_at = '2026-04-02T10:00:00' WHERE id = ?"
    rewrite(books, change, second)
    database.run(
        "INSERT INTO journal_period (journal_id, period_id, closed_at)"
        " SELECT ?, id, 'x' FROM period WHERE start_date = '2026-03-01'",
        (books.journals["BP"],),
    )


@pytest.mark.spec("ETAV-01")
def test_one_row_for_each_journal_and_month_a_dash_where_nothing_moved(books: Books) -> None:
    write(books)
    report = books.report("avancement", **MARCH)
    rows = {row["journal"]: row for row in details(report)}
    assert set(rows) == set(books.journals)
    keys = (
        "month",
        "entries",
        "lines",
        "debit",
        "last",
        "entered_by",
        "unvalidated",
        "simulated",
        "validated",
        "closed",
    )
    purchases = ("mars 2026", "2", "6", 200, date(2026, 3, 10), "ADM, EVE", "1", "0", "1", "")
    assert tuple(rows["AC"][key] for key in keys) == purchases
    assert tuple(rows["VE"][key] for key in keys[1:]) == ("1", "2", 30, date(2026, 3, 20), "ADM", "0", "1", "0", "")
    assert tuple(rows["BP"][key] for key in keys[1:]) == ("–", "–", 0, None, "", "–", "–", "–", "Oui")
    assert pick(of(report, "month"), "caption", "entries", "lines", "debit", "validated") == [
        ("Total mars 2026", "3", "8", 230, "1")
    ]


@pytest.mark.spec("ETAV-01", "ETSO-02")
def test_every_month_of_the_fiscal_year(books: Books) -> None:
    write(books)
    report = books.report("avancement")
    assert len(details(report)) == 12 * len(books.journals)
    assert len(of(report, "month")) == 12
    assert pick(of(report, "general"), "entries", "debit") == [("3", 230)]
    assert report.heading.marks == ("Provisoire", "Avec simulations")
    typed = frozenset({EntryStatus.UNVALIDATED, EntryStatus.VALIDATED})
    assert books.report("avancement", statuses=typed).heading.marks == ("Provisoire",)
    assert books.report("avancement", journals="BP").heading.marks == ()


def followed(report: Report) -> list[object]:
    return [row["piece"] or row["journal"] for row in details(report)]


@pytest.mark.spec("ETSU-01")
def test_entries_in_the_order_they_were_typed(books: Books) -> None:
    write(books)
    report = books.report("suivi")
    assert pick(details(report), *(column.key for column in report.columns)) == [
        (
            *("11/03/2026 08:30", "ADM", "", "", "Saisie par écriture", "AC", date(2026, 3, 10), "A1", "Facture", 100),
            *("V", "20/03/2026 18:00"),
        ),
        (
            *("12/03/2026 09:00", "EVE", "02/04/2026 10:00", "ADM", "Saisie par écriture", "AC", date(2026, 3, 5)),
            *("A2", "Facture", 100, "", ""),
        ),
        (
            *("21/03/2026 18:45", "ADM", "", "", "Saisie par écriture", "VE", date(2026, 3, 20), "", "Facture", 30),
            *("S", ""),
        ),
    ]
    assert pick(of(report, "user"), "caption", "amount") == [
        ("Total ADM : 2 écritures", 130),
        ("Total EVE : 1 écriture", 100),
    ]
    assert pick(of(report, "general"), "caption", "amount") == [("Total général : 3 écritures", 230)]


@pytest.mark.spec("ETSU-01")
def test_filters_on_dates_of_entry_or_change_and_on_users(books: Books) -> None:
    write(books)
    assert followed(books.report("suivi", entered_start=date(2026, 3, 12))) == ["A2", "VE"]
    assert followed(books.report("suivi", entered_end=date(2026, 3, 12))) == ["A1", "A2"]
    assert followed(books.report("suivi", entered_start=date(2026, 4, 1))) == ["A2"]
    assert followed(books.report("suivi", entered_by="eve")) == ["A2"]
    assert followed(books.report("suivi", entered_by="ADM")) == ["A1", "A2", "VE"]


@pytest.mark.spec("ETSU-01", "RECH-04")
def test_a_filter_on_origins_named_as_on_screen(books: Books) -> None:
    write(books)
    rewrite(books, "UPDATE entry SET origin = 'recurring_entry' WHERE piece_number = 'A2'")
    assert followed(books.report("suivi", origins=("abonnement",))) == ["A2"]
    assert followed(books.report("suivi", origins=("saisie-par-ecriture", "abonnement"))) == ["A1", "A2", "VE"]
    assert list(ORIGINS)[:4] == ["saisie-par-journal", "saisie-par-ecriture", "saisie-au-kilometre", "mes-achats"]
    assert {"a-nouveaux", "balance-d-ouverture"} <= set(ORIGINS)
