"""The balance of the third parties (ETBX)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reports.books_kit import Books, Line, details, of, pick
from tuicompta.reports.model import RowKind

if TYPE_CHECKING:
    from tuicompta.reports.model import Report

NAME = "balance-tiers"


def write(books: Books) -> None:
    """401DUP is owed 70, 401MAR has been paid 30 too much; 411ABC owes 90, 411ZED has 20 in advance."""
    books.post("AN", "01/01/2026", Line("401DUP", -50), Line("512000", 50))
    books.post("AC", "10/01/2026", Line("401DUP", -20), Line("606400", 20))
    books.post("BP", "11/01/2026", Line("401MAR", 30), Line("512000", -30))
    books.post("VE", "12/01/2026", Line("411ABC", 90), Line("706000", -90))
    books.post("BP", "13/01/2026", Line("411ZED", -20), Line("512000", 20))
    books.post("OD", "14/01/2026", Line("421000", -5), Line("606400", 5))


def accounts(report: Report) -> list[object]:
    return [row["account"] for row in details(report)]


@pytest.mark.spec("ETBX-01", "ETBG-01")
def test_accounts_by_collective_account_with_its_total(books: Books) -> None:
    write(books)
    report = books.report(NAME)
    assert [row.caption for row in report.rows() if row.kind is RowKind.GROUP] == [
        "401 – Fournisseurs",
        "411 – Clients",
        "Sans compte collectif",
    ]
    assert pick(details(report), "control_account", "account", "opening_credit", "debit", "credit") == [
        ("401", "401DUP", 50, 0, 20),
        ("401", "401MAR", 0, 30, 0),
        ("411", "411ABC", 0, 90, 0),
        ("411", "411ZED", 0, 0, 20),
        ("", "421000", 0, 0, 5),
    ]
    assert pick(of(report, "control"), "control_account", "debit_balance", "credit_balance") == [
        ("401", 30, 70),
        ("411", 90, 20),
        ("", 0, 5),
    ]
    assert pick(of(report, "general"), "debit_balance", "credit_balance") == [(120, 95)]


@pytest.mark.spec("ETBX-01")
def test_the_total_of_a_group_is_that_of_the_general_balance(books: Books) -> None:
    write(books)
    keys = ("opening_debit", "opening_credit", "debit", "credit", "debit_balance", "credit_balance")
    for control, row in zip(("401", "411"), pick(of(books.report(NAME), "control"), *keys), strict=False):
        group = pick(details(books.report("balance", accounts=f"{control}*")), *keys)
        assert row == tuple(map(sum, zip(*group, strict=True)))


@pytest.mark.spec("ETBX-02")
def test_natures_and_sorts(books: Books) -> None:
    write(books)
    assert accounts(books.report(NAME, natures=("clients",))) == ["411ABC", "411ZED"]
    assert accounts(books.report(NAME, natures=("fournisseurs",))) == ["401DUP", "401MAR"]
    assert accounts(books.report(NAME, natures=("autres-tiers",))) == ["421000"]
    books.post("BP", "20/01/2026", Line("401MAR", 500), Line("512000", -500))
    suppliers = {"natures": ("fournisseurs",)}
    assert accounts(books.report(NAME, sort="solde", **suppliers)) == ["401MAR", "401DUP"]
    books.dossier.database.run("UPDATE account SET title = 'Aline' WHERE number = '401MAR'")
    assert accounts(books.report(NAME, sort="nom", **suppliers)) == ["401MAR", "401DUP"]
    assert accounts(books.report(NAME, sort="compte", **suppliers)) == ["401DUP", "401MAR"]


@pytest.mark.spec("ETBX-02")
def test_abnormal_balances_are_customers_in_credit_and_suppliers_in_debit(books: Books) -> None:
    write(books)
    assert accounts(books.report(NAME, options={"anormaux": True})) == ["401MAR", "411ZED"]


def test_columns_and_previous_year_as_the_balance(books: Books) -> None:
    write(books)
    four = books.report(NAME, columns=4, previous=True)
    assert [column.key for column in four.columns[3:]] == [
        *("debit", "credit", "debit_balance", "credit_balance"),
        *("previous_debit_balance", "previous_credit_balance"),
    ]
