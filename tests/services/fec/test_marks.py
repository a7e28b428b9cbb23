"""Due dates and VAT records of imported lines, through the gate and in bulk."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.exchange.fec.samples import SALE
from tests.services.fec.kit import write_fec
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.fec import importing
from tuicompta.services.fec.importing import import_fec

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DUE = """
    SELECT due_on, amount, share, side, edited, payment_method_id IS NULL FROM due_date ORDER BY entry_line_id, position
"""
VAT = """
    SELECT number, kind, direction, vat_record.rate, base, tax FROM vat_record
      JOIN entry_line ON entry_line.id = entry_line_id JOIN account ON account.id = account_id ORDER BY entry_line.id
"""


@pytest.fixture(params=[10**9, 0], ids=["gate", "bulk"])
def dossier(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Dossier]:
    monkeypatch.setattr(importing, "_BULK_LINES", request.param)
    path = create_dossier(tmp_path / "Morel.compta", NewDossier("MOREL SARL", date(2025, 1, 1), date(2025, 12, 31)))
    found = open_dossier(path)
    yield found
    assert check_dossier(found.database) == []
    close_dossier(found)


def pay_in_two(dossier: Dossier, number: str) -> None:
    """Give an account a payment term: a third at once, the rest at thirty days."""
    create_account(dossier, number, "Dupont SA")
    run = dossier.database.run
    term = run("INSERT INTO payment_term (code, label) VALUES ('DEUX', 'En deux fois')")
    line = "INSERT INTO payment_term_line (payment_term_id, position, share, days, kind) VALUES (?, ?, ?, ?, ?)"
    run(line, (term, 1, 3333, 0, "cash"))
    run(line, (term, 2, 6667, 30, "net"))
    run("UPDATE account SET payment_term_id = ? WHERE number = ?", (term, number))


@pytest.mark.spec("ECH-08", "ECHI-30")
def test_invoices_fall_due_as_the_payment_terms_of_their_account_say(dossier: Dossier, tmp_path: Path) -> None:
    pay_in_two(dossier, "411DUPONT")
    import_fec(dossier, write_fec(tmp_path, SALE))
    assert dossier.database.rows(DUE) == [
        ("2025-01-15", 4000, 3333, "D", 0, 0),
        ("2025-02-14", 8000, 6667, "D", 0, 0),
    ]


def test_invoices_without_terms_fall_due_on_their_day(dossier: Dossier, tmp_path: Path) -> None:
    import_fec(dossier, write_fec(tmp_path, SALE))
    assert dossier.database.rows(DUE) == [("2025-01-15", 12000, 10000, "D", 0, 0)]


def test_payment_terms_without_a_line_say_nothing(dossier: Dossier, tmp_path: Path) -> None:
    pay_in_two(dossier, "411DUPONT")
    dossier.database.run("DELETE FROM payment_term_line WHERE payment_term_id = (SELECT max(id) FROM payment_term)")
    import_fec(dossier, write_fec(tmp_path, SALE))
    assert dossier.database.rows(DUE) == [("2025-01-15", 12000, 10000, "D", 0, 0)]


@pytest.mark.parametrize("terms", [False, True])
def test_credit_notes_fall_due_on_their_day_whatever_the_terms(
    dossier: Dossier,
    tmp_path: Path,
    terms: bool,  # noqa: FBT001
) -> None:
    if terms:
        pay_in_two(dossier, "411DUPONT")
    amounts = {"120,00|0,00": "0,00|120,00", "0,00|100,00": "100,00|0,00", "0,00|20,00": "20,00|0,00"}
    text = SALE
    for before, after in amounts.items():
        text = text.replace(before, after)
    import_fec(dossier, write_fec(tmp_path, text))
    assert dossier.database.value("SELECT line_type FROM entry_line WHERE position = 1") == "credit_note"
    assert dossier.database.rows(DUE) == [("2025-01-15", 12000, 10000, "C", 0, 1)]
    assert dossier.database.rows(VAT) == [("445710", "debits", "collected", 2000, -10000, -2000)]


@pytest.mark.spec("TVL-16")
def test_the_base_is_worked_out_when_two_lines_share_the_net_amount(dossier: Dossier, tmp_path: Path) -> None:
    other = "VE|Ventes|1|20250115|445711|TVA collectée|||F-1|20250114|Facture 1|0,00|5,00|||20250131||\n"
    import_fec(dossier, write_fec(tmp_path, SALE.replace("0,00|20,00", "0,00|15,00"), other))
    assert dossier.database.rows(VAT) == [
        ("445710", "debits", "collected", 2000, 7500, 1500),
        ("445711", "debits", "collected", 2000, 2500, 500),
    ]


@pytest.mark.spec("TVL-01")
def test_lines_of_exempt_accounts_are_recorded_and_opening_entries_never(dossier: Dossier, tmp_path: Path) -> None:
    create_account(dossier, "707900", "Ventes exonérées")
    dossier.database.run("UPDATE account SET vat_exempt = 1 WHERE number = '707900'")
    opening = SALE.replace("VE|Ventes|1|20250115", "AN|À nouveaux|1|20250101")
    import_fec(dossier, write_fec(tmp_path, opening, SALE.replace("707000", "707900")))
    assert dossier.database.rows(VAT) == [
        ("707900", "exempt", "exempt", None, 10000, 0),
        ("445710", "debits", "collected", 2000, 10000, 2000),
    ]
