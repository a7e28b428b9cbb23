"""The list of the due dates (ETEC)."""

from __future__ import annotations

from datetime import date
from operator import mul
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports.books_kit import Books, Line, details, of, pick
from tests.reports.random_books import written
from tuicompta.models.transaction import transaction
from tuicompta.reports.model import RowKind
from tuicompta.reports.options import OptionValueError, code, read_options
from tuicompta.reports.periods import PeriodReversedError

if TYPE_CHECKING:
    from pathlib import Path

    from tuicompta.reports.model import Report

NAME = "echeancier"
TODAY = date(2026, 3, 31)


def invoice(books: Books, account: str, amount: int, due: date, *, kind: str = "invoice", **more: object) -> int:
    """Post an invoice or a credit note with one due date; return the identifier of the due date."""
    journal, other = ("VE", "706000") if account.startswith("411") else ("AC", "606400")
    lines = Line(account, amount, "Facture", due=due), Line(other, -amount)
    entry = books.post(journal, due.replace(day=1), *lines, piece=f"P{due:%m}", **more)  # type: ignore[arg-type]
    database = books.dossier.database
    with transaction(database):
        # The type of a line is written with it; these books write lines as any import would.
        database.run("UPDATE entry SET posted = 0 WHERE id = ? AND status <> 'V'", (entry,))
        database.run("UPDATE entry_line SET line_type = ? WHERE entry_id = ? AND position = 1", (kind, entry))
        database.run("UPDATE entry SET posted = 1 WHERE id = ? AND status <> 'V'", (entry,))
    return int(database.value("SELECT max(id) FROM due_date"))


def pay(books: Books, due: int, amount: int) -> None:
    """Match a payment with a due date."""
    database = books.dossier.database
    account = database.value(
        "SELECT number FROM account JOIN due_date ON account_id = account.id WHERE due_date.id = ?", (due,)
    )
    sign = -1 if str(account).startswith("411") else 1
    entry = books.post("BP", "20/03/2026", Line(str(account), sign * amount), Line("512000", -sign * amount))
    line = database.value("SELECT id FROM entry_line WHERE entry_id = ? AND position = 1", (entry,))
    with transaction(database):
        database.run(
            "INSERT INTO matching (source_line_id, due_date_id, amount, matched_at) VALUES (?, ?, ?, 'x')",
            (line, due, amount),
        )


def write(books: Books) -> None:
    """DUP: 100 late of which 30 paid, 40 settled; ABC: 90 to come, a credit note of 15; MAR: 7 due today."""
    late = invoice(books, "401DUP", -10_000, date(2026, 2, 28))
    pay(books, late, 3_000)
    settled = invoice(books, "401DUP", -4_000, date(2026, 3, 10))
    pay(books, settled, 4_000)
    invoice(books, "411ABC", 9_000, date(2026, 4, 30))
    invoice(books, "411ABC", -1_500, date(2026, 4, 15), kind="credit_note")
    invoice(books, "401MAR", -700, TODAY)


def shown(report: Report) -> list[tuple[object, ...]]:
    return pick(details(report), "account", "balance")


@pytest.mark.spec("ETEC-01")
def test_the_columns_of_a_due_date(books: Books) -> None:
    write(books)
    report = books.report(NAME, print_date=TODAY)
    assert [column.title for column in report.columns] == [
        *("Échéance", "Compte", "Intitulé", "Journal", "Pièce", "Date de pièce", "Libellé"),
        *("Montant", "Réglé", "Reste dû", "Moyen de paiement", "Retard"),
    ]
    assert tuple(details(report)[0].values()) == (
        *(date(2026, 2, 28), "401DUP", "Dupont SARL", "AC", "P02", date(2026, 2, 1), "Facture"),
        *(10_000, 3_000, 7_000, "", "31"),
    )
    assert pick(details(report), "account", "amount", "days_late") == [
        ("401DUP", 10_000, "31"),
        ("401MAR", 700, ""),
        ("411ABC", -1_500, ""),
        ("411ABC", 9_000, ""),
    ]


@pytest.mark.spec("ETEC-02")
def test_what_is_kept(books: Books) -> None:
    write(books)

    def kept(**criteria: object) -> list[tuple[object, ...]]:
        return shown(books.report(NAME, print_date=TODAY, **criteria))

    every = [("401DUP", 7_000), ("401DUP", 0), ("401MAR", 700), ("411ABC", -1_500), ("411ABC", 9_000)]
    assert kept(options={"reglement": ("toutes",)}) == every
    assert kept(options={"reglement": ("reglees",)}) == [("401DUP", 0)]
    assert kept(options={"terme": ("echues",)}) == [("401DUP", 7_000)]
    assert kept(options={"terme": ("a-echoir",)}) == every[2:]
    assert kept(options={"type": ("avoir",)}) == [("411ABC", -1_500)]
    assert kept(natures=("fournisseurs",)) == [("401DUP", 7_000), ("401MAR", 700)]
    assert kept(accounts="411ABC", options={"type": ("facture",)}) == [("411ABC", 9_000)]
    assert kept(start=date(2026, 3, 1), end=date(2026, 4, 15)) == [("401MAR", 700), ("411ABC", -1_500)]


@pytest.mark.spec("ETEC-02")
def test_the_range_is_tied_to_no_fiscal_year(books: Books) -> None:
    invoice(books, "401DUP", -500, date(2025, 12, 10))
    invoice(books, "401DUP", -600, date(2026, 1, 10))
    far = books.report(NAME, start=date(2020, 1, 1), end=date(2030, 1, 1))
    assert shown(far) == [("401DUP", 500), ("401DUP", 600)]
    assert far.heading.filters[:2] == ("Échéances depuis le 01/01/2020", "Échéances jusqu'au 01/01/2030")
    with pytest.raises(PeriodReversedError):
        books.report(NAME, start=date(2030, 1, 1), end=date(2020, 1, 1))


@pytest.mark.spec("ETEC-02")
def test_payment_method_and_bank(books: Books) -> None:
    first = invoice(books, "401DUP", -500, date(2026, 1, 10))
    invoice(books, "401DUP", -600, date(2026, 2, 10))
    database = books.dossier.database
    with transaction(database):
        database.run(
            "INSERT INTO bank (id, code, name, journal_id, account_id) SELECT 1, 'BQ', 'Banque', ?, ?",
            (books.journals["BP"], books.accounts["512000"]),
        )
        database.run(
            "UPDATE due_date SET bank_id = 1, payment_method_id = (SELECT id FROM payment_method WHERE code = 'VIR')"
            " WHERE id = ?",
            (first,),
        )
    assert shown(books.report(NAME, options={"moyen": ("VIR",)})) == [("401DUP", 500)]
    assert shown(books.report(NAME, options={"banque": ("BQ",)})) == [("401DUP", 500)]
    assert shown(books.report(NAME, options={"banque": ("ZZ",)})) == []
    by_method = books.report(NAME, sort="moyen")
    assert pick(of(by_method, "method"), "caption", "balance") == [
        ("Total sans moyen, à payer", 600),
        ("Total Virement, à payer", 500),
    ]


@pytest.mark.spec("ETEC-03")
def test_subtotals_by_month_week_day_and_account(books: Books) -> None:
    write(books)
    keys = ("caption", "amount", "paid", "balance")
    report = books.report(NAME, print_date=TODAY)
    assert pick(of(report, "mois"), *keys) == [
        ("Total février 2026, à payer", 10_000, 3_000, 7_000),
        ("Total mars 2026, à payer", 700, 0, 700),
        ("Total avril 2026, à encaisser", 7_500, 0, 7_500),
    ]
    weeks = books.report(NAME, print_date=TODAY, options={"sous-total": ("semaine",)})
    assert pick(of(weeks, "semaine"), "caption")[:2] == [
        ("Total semaine du 23/02/2026, à payer",),
        ("Total semaine du 30/03/2026, à payer",),
    ]
    days = books.report(NAME, print_date=TODAY, options={"sous-total": ("jour",)})
    assert pick(of(days, "jour"), "caption")[0] == ("Total 28/02/2026, à payer",)
    accounts = books.report(NAME, print_date=TODAY, sort="compte")
    assert pick(of(accounts, "account"), "caption", "balance") == [
        ("Total 401DUP Dupont SARL, à payer", 7_000),
        ("Total 401MAR Martin SA, à payer", 700),
        ("Total 411ABC Client ABC, à encaisser", 7_500),
    ]


@pytest.mark.spec("ETEC-03")
def test_what_is_to_receive_and_what_is_to_pay_are_not_added_up(books: Books) -> None:
    write(books)
    keys = ("caption", "amount", "paid", "balance")
    invoice(books, "411ZED", 2_000, date(2026, 3, 5))
    invoice(books, "401MAR", 400, date(2026, 3, 6), kind="credit_note")
    report = books.report(NAME, print_date=TODAY)
    assert pick(of(report, "mois"), *keys)[1:3] == [
        ("Total mars 2026, à encaisser", 2_000, 0, 2_000),
        ("Total mars 2026, à payer", 300, 0, 300),
    ]
    assert pick(of(report, "receivable"), *keys) == [("Total à encaisser", 9_500, 0, 9_500)]
    assert pick(of(report, "payable"), *keys) == [("Total à payer", 10_300, 3_000, 7_300)]
    assert pick(of(report, "general"), *keys) == [("Net (à encaisser − à payer)", -800, -3_000, 2_200)]


@pytest.mark.spec("ETEC-03")
@pytest.mark.parametrize(("nature", "total"), [("clients", 7_500), ("fournisseurs", 7_700), ("autres-tiers", 0)])
def test_the_total_of_one_sense_needs_no_net(books: Books, nature: str, total: int) -> None:
    write(books)
    report = books.report(NAME, print_date=TODAY, natures=(nature,))
    words = {"clients": "Total à encaisser", "fournisseurs": "Total à payer", "autres-tiers": "Total général"}
    assert pick(of(report, "general"), "caption", "balance") == [(words[nature], total)]
    assert not of(report, "receivable")
    assert not of(report, "payable")


DUES = st.lists(
    st.tuples(
        st.sampled_from(["401DUP", "401MAR", "411ABC", "421000"]),
        st.integers(1, 10**9),
        st.sampled_from(["invoice", "credit_note"]),
        st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    ),
    max_size=6,
)


@pytest.mark.attack
@pytest.mark.spec("ETEC-03", "RPINV-01")
@settings(max_examples=10)
@given(dues=DUES, order=st.sampled_from(["echeance", "compte", "moyen"]))
def test_what_is_to_receive_and_to_pay_add_up_apart(
    template: Path, dues: list[tuple[str, int, str, date]], order: str
) -> None:
    with written(template, []) as books:
        expected = {"à encaisser": 0, "à payer": 0}
        for account, amount, kind, day in dues:
            receivable = account.startswith("411")
            credit_note = kind == "credit_note"
            invoice(books, account, amount if receivable is not credit_note else -amount, day, kind=kind)
            expected["à encaisser" if receivable else "à payer"] += -amount if credit_note else amount
        report = books.report(NAME, sort=order)
        for sense, total in expected.items():
            blocks = [
                row for row in report.rows() if row.kind is RowKind.SUBTOTAL and row.caption.endswith(f", {sense}")
            ]
            assert sum(row.values[9] for row in blocks) == total  # type: ignore[misc]
        (general,) = of(report, "general")
        signs = (1, -1) if of(report, "payable") else (1, 1)
        assert general["balance"] == sum(map(mul, signs, expected.values()))


def test_simulated_entries_are_left_out_unless_asked(books: Books) -> None:
    invoice(books, "401DUP", -500, date(2026, 1, 10))
    simulated = books.post("AC", "01/02/2026", Line("401MAR", -90, due=date(2026, 2, 10)), Line("606400", 90))
    database = books.dossier.database
    with transaction(database):
        database.run("UPDATE entry SET posted = 0 WHERE id = ?", (simulated,))
        database.run("UPDATE entry_line SET line_type = 'invoice' WHERE entry_id = ? AND position = 1", (simulated,))
        database.run("UPDATE entry SET posted = 1 WHERE id = ?", (simulated,))
        database.run("UPDATE entry SET status = 'S' WHERE id = ?", (simulated,))
    assert shown(books.report(NAME)) == [("401DUP", 500)]
    assert shown(books.report(NAME, statuses=frozenset({"N", "S"}))) == [("401DUP", 500), ("401MAR", 90)]


@pytest.mark.spec("ETCL-05")
def test_a_code_is_read_from_the_command_line() -> None:
    declared = (code("moyen", "moyen de paiement"),)
    assert declared[0].syntax == "moyen=CODE"
    assert read_options(declared, ["moyen= vir"]) == {"moyen": ("VIR",)}
    for wrong in ("moyen", "moyen=", "moyen=\x1b"):
        with pytest.raises(OptionValueError):
            read_options(declared, [wrong])
