"""«Ma trésorerie», by keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

import pytest

from tests.screens.practical.forms import field, opened
from tests.screens.program import home, morel, played, program, prose, rows, to_field, value, with_dossier
from tests.services.entries_kit import entry, line, save
from tests.services.practical.kit import sale
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.practical.cash import BankTransfer
from tuicompta.screens.entry_actions.opening import view_document
from tuicompta.services.banks.bank_writing import write_bank
from tuicompta.services.banks.banks import Bank
from tuicompta.services.entries.unlink import unlink_entry
from tuicompta.services.practical.invoice_saving import save_invoice
from tuicompta.services.practical.transfers import save_transfer

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

LINES = """
    SELECT number, debit, credit FROM entry_line JOIN account ON account.id = account_id ORDER BY entry_id, position
"""
DAY = date(2026, 3, 15)


def shown_fields(driver: Driven) -> list[str]:
    card = driver.app.frame.windows.front.card  # type: ignore[union-attr]
    return [name for name, each in card.fields.items() if each.display]


async def fill(driver: Driven, **texts: str) -> None:
    """Type in some fields, in their order."""
    for name, text in texts.items():
        await to_field(driver, name)
        await driver.type(text)
        await driver.keys("tab")


def two_cheques(dossier: Dossier) -> None:
    for amount in (10_000, 20_000):
        save(dossier, entry(line("411MAR", credit=amount), line("5112", amount), journal="OD", day=DAY))
    write_bank(dossier, None, Bank("B", "Crédit du Nord", "5121", "BP"))


@pytest.mark.spec("SPT-01", "SPT-03", "SPT-06")
@played
async def test_inser_offers_four_operations_and_a_receipt_is_typed(morel: Path) -> None:
    async with opened(morel, "my_treasury") as driver:
        await driver.keys("insert")
        for operation in ("Encaissement", "Décaissement", "Virement", "Remise de chèques"):
            assert operation in driver.text
        await driver.keys("enter")
        wanted = ["category", "day", "treasury", "piece", "description", "amount", "party"]
        assert shown_fields(driver) == wanted
        await fill(driver, description="Règlement", amount="120", party="mar")
        await driver.keys("f9")
        assert "Saisir une autre opération ?" in driver.text
        await driver.keys("o")
        assert "Encaissement" in driver.lines[1]
        assert field(driver, "amount") is None
        assert field(driver, "treasury") == "5121"
        await driver.keys("escape")
        assert "Ma trésorerie" in driver.lines[1]
        assert "Règlement" in driver.text
    assert rows(morel, LINES) == [("411MAR", 0, 12_000), ("5121", 12_000, 0)]


@pytest.mark.spec("SPT-02", "SPT-05")
@played
async def test_the_category_says_which_fields_there_are(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("expense")
        await driver.type("frais")
        assert shown_fields(driver)[6:] == ["account", "rate", "vat"]
        assert (field(driver, "account"), field(driver, "vat")) == ("6271", None)
        await fill(driver, account="6278", amount="15")
        assert field(driver, "vat") is None
        await driver.keys("f9", "n")
        await driver.run("expense")
        await driver.type("carb")
        await fill(driver, amount="120")
        assert (field(driver, "account"), field(driver, "rate"), field(driver, "vat")) == ("6061", 2000, 2000)
        await driver.keys("f9", "n")
        await driver.run("expense")
        await driver.type("éch")
        await fill(driver, amount="500", extra="80")
        await driver.keys("f9", "n")
    assert rows(morel, LINES) == [
        ("6278", 1500, 0),
        ("5121", 0, 1500),
        ("6061", 10_000, 0),
        ("44566", 2000, 0),
        ("5121", 0, 12_000),
        ("1648", 42_000, 0),
        ("66116", 8000, 0),
        ("5121", 0, 50_000),
    ]


@pytest.mark.spec("SPT-02")
@played
async def test_the_user_adds_a_category(morel: Path) -> None:
    async with opened(morel, "my_treasury") as driver:
        await driver.run("cash_categories")
        await driver.keys("insert")
        await driver.type("Parking")
        await driver.keys("tab", "d", "tab")
        await driver.type("6251")
        await driver.keys("tab", "f9")
        assert "Catégories de trésorerie" in driver.lines[1]
        assert "Parking" in driver.text
        await driver.run("expense")
        await driver.type("park")
        assert field(driver, "account") == "6251"
        await fill(driver, amount="6")
        await driver.keys("f9", "n")
    assert rows(morel, LINES) == [("6251", 600, 0), ("5121", 0, 600)]


@pytest.mark.spec("SPT-04", "CHQ-02")
@played
async def test_a_supplier_is_paid_by_a_cheque_of_the_bank(morel: Path) -> None:
    def chequebook(dossier: Dossier) -> None:
        write_bank(dossier, None, Bank("B", "Crédit du Nord", "5121", "BP"))
        book = "INSERT INTO chequebook (code, bank_id, opened_on, main) VALUES ('CH', 1, '2026-01-01', 1)"
        dossier.database.run(book)
        dossier.database.run("INSERT INTO cheque (chequebook_id, bank_id, number) VALUES (1, 1, 77), (1, 1, 78)")

    async with program(morel) as driver:
        await driver.run("expense")
        assert "cheque" not in shown_fields(driver)
    with_dossier(morel, chequebook)
    async with program(morel) as driver:
        await driver.run("expense")
        await fill(driver, amount="50", party="dup", cheque="76")
        await driver.keys("f9")
        assert "Chèque 76 refusé" in prose(driver)
        await driver.keys("enter")
        await fill(driver, cheque="77")
        await driver.keys("f9", "n")
    assert rows(morel, "SELECT number, state, payee FROM cheque ORDER BY number") == [
        (77, "used", "Dupont SARL"),
        (78, "available", ""),
    ]


@pytest.mark.spec("SPT-11")
@played
async def test_due_dates_ticked_fill_the_amount_and_are_settled(morel: Path) -> None:
    def invoices(dossier: Dossier) -> None:
        save_invoice(dossier, sale(12_000))
        save_invoice(dossier, sale(24_000, piece="V2"))

    with_dossier(morel, invoices)
    async with program(morel) as driver:
        await driver.run("receipt")
        assert "dues" not in shown_fields(driver)
        await fill(driver, party="mar")
        assert "120,00" in driver.text
        await to_field(driver, "dues")
        await driver.keys("space")
        assert field(driver, "amount") == 12_000
        await driver.keys("space")
        assert field(driver, "amount") == 36_000
        await driver.keys("up", "space", "f9", "n")
    dues = "SELECT piece_number, amount, matched FROM due_date JOIN entry_line ON entry_line.id = entry_line_id"
    assert rows(morel, dues) == [("V1", 12_000, 0), ("V2", 24_000, 24_000)]
    assert value(morel, "SELECT credit FROM entry_line WHERE line_type = 'payment'") == 24_000


@pytest.mark.spec("SPT-08")
@played
async def test_a_transfer_is_previewed_and_posted_in_both_journals(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("bank_transfer")
        await fill(driver, target="5121", amount="50")
        await driver.keys("f9")
        assert "choisissez deux comptes différents" in driver.message
        await fill(driver, target="530")
        await driver.keys("alt+e")
        assert "Journal BP" in driver.text
        assert "Journal CA" in driver.text
        await driver.keys("enter", "f9", "n")
    assert rows(morel, LINES) == [("5121", 0, 5000), ("580", 5000, 0), ("580", 0, 5000), ("530", 5000, 0)]


@pytest.mark.spec("SPT-09", "SPT-10", "ETCH-03")
@played
async def test_cheques_are_ticked_and_the_slip_printed_from_the_form_and_the_list(morel: Path) -> None:
    with_dossier(morel, two_cheques)
    async with program(morel, (100, 30)) as driver:
        await driver.run("cheque_deposit")
        await fill(driver, day="15/03/26")
        await to_field(driver, "cheques")
        assert "Martin SA" in driver.text
        await driver.keys("f2")
        await driver.type("Martin Jean")
        await driver.keys("tab")
        await driver.type("Banque Postale")
        await driver.keys("tab")
        await driver.type("4567")
        await driver.keys("f9", "space", "space")
        assert field(driver, "total") == 30_000
        await driver.keys("up", "space")
        assert field(driver, "total") == 20_000
        await driver.keys("up", "space", "alt+p")
        for shown in ("Bordereau de remise de chèques", "Martin Jean", "Banque Postale", "4567", "2 chèques", "300,00"):
            assert shown in driver.text
        await driver.keys("escape", "f9", "n")
        await driver.run("my_treasury")
        assert "Remise de c" in driver.text
        await driver.keys("alt+p")
        assert "Compte à créditer : 5121" in driver.text
        assert "Martin Jean" in driver.text
    assert rows(morel, LINES)[-3:] == [("5121", 30_000, 0), ("5112", 0, 10_000), ("5112", 0, 20_000)]
    assert value(morel, "SELECT count(*) FROM lettering WHERE complete = 1") == 2


@pytest.mark.spec("SPT-07")
@played
async def test_operations_are_changed_and_deleted_until_something_holds_them(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("receipt")
        await fill(driver, amount="120", party="mar")
        await driver.keys("f9", "n")
        await driver.run("my_treasury")
        await driver.keys("enter")
        await fill(driver, amount="240")
        await driver.keys("f9")
    assert rows(morel, LINES) == [("411MAR", 0, 24_000), ("5121", 24_000, 0)]
    tick = "UPDATE entry_line SET tick_code = 'A', tick_date = '2026-03-31' WHERE position = 2"
    with_dossier(morel, lambda dossier: dossier.database.run(tick))
    async with opened(morel, "my_treasury") as driver:
        await driver.keys("enter")
        assert "pointée en rapprochement bancaire" in driver.message
        await driver.keys("escape", "ctrl+d", "o")
        assert "pointée en rapprochement bancaire" in prose(driver)
    untick = "UPDATE entry_line SET tick_code = NULL, tick_date = NULL"
    with_dossier(morel, lambda dossier: dossier.database.run(untick))
    async with opened(morel, "my_treasury") as driver:
        await driver.keys("ctrl+d", "o")
    assert value(morel, "SELECT count(*) FROM entry") == 0


@pytest.mark.spec("SP-17")
@played
async def test_every_offer_of_the_menu_opens_its_form(morel: Path) -> None:
    titles = {
        "ma trés": "Ma trésorerie",
        "encaissement client": "Encaissement",
        "règlement": "Décaissement",
        "autre enc": "Encaissement",
        "autre déc": "Décaissement",
        "virement interne": "Virement",
        "remise de ch": "Remise de chèques",
    }
    async with program(morel) as driver:
        for typed, title in titles.items():
            await driver.run("practical_entry")
            await driver.keys("escape")
            await driver.run("practical_entry")
            await driver.type(typed)
            await driver.keys("enter")
            assert title in driver.lines[1], typed
            await driver.keys("escape")


@pytest.mark.spec("SW-16", "INV-09")
@played
async def test_the_document_of_an_entry_is_its_form(morel: Path) -> None:
    def one_of_each(dossier: Dossier) -> None:
        save_invoice(dossier, sale(12_000))
        save_transfer(dossier, BankTransfer(DAY, "5121", "530", "V9", "Retrait", 5000))

    with_dossier(morel, one_of_each)
    async with program(morel) as driver:
        frame = driver.app.frame
        dossier = cast("Dossier", frame.session.dossier)
        for entry_id, title in ((1, "Vente V1 411MAR"), (2, "Virement V9"), (3, "Virement V9")):
            await view_document(frame, dossier, entry_id)
            await driver.settle()
            assert title in driver.lines[1]
        with pytest.raises(TuicomptaError):
            unlink_entry(dossier, 1)
    assert value(morel, "SELECT sum(linked) FROM entry") == 3


@pytest.mark.spec("SPT-07", "SP-12")
@played
async def test_an_account_is_created_from_the_form_with_its_mark(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("expense")
        await driver.type("carb")
        await fill(driver, amount="12")
        await to_field(driver, "account")
        await driver.type("60615")
        await driver.keys("enter", "o")
        assert "Nature d'achat (A) [x]" in prose(driver)
        await driver.type("Essence")
        await driver.keys("f9")
        assert field(driver, "account") == "60615"
        await to_field(driver, "account")
        await driver.type("60616")
        await driver.keys("enter", "o")
        await to_field(driver, "number")
        await driver.type("6138")
        await driver.keys("tab")
        await driver.type("Ailleurs")
        await driver.keys("f9")
        assert "Compte 6138 créé ; il n'est pas proposé ici" in driver.message
    assert rows(morel, "SELECT number, purchase_nature FROM account WHERE number IN ('60615', '6138')") == [
        ("60615", 1),
        ("6138", 1),
    ]


@pytest.mark.spec("SPT-09")
@played
async def test_a_deposit_of_nothing_is_refused(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("cheque_deposit")
        assert "Aucun chèque reçu n'attend au compte 5112" in driver.message
        await driver.keys("f9")
        assert "Aucun chèque coché" in driver.message
    assert value(morel, "SELECT count(*) FROM entry") == 0
