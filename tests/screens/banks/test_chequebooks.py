"""«Chéquiers», the card of a chequebook, and cheque numbers in the entry grid, by keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, to_field, value, with_dossier
from tests.services.entries_kit import entry, line
from tuicompta.core.entry.model import Column
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.banks.bank_writing import write_bank
from tuicompta.services.banks.banks import Bank
from tuicompta.services.banks.chequebook_writing import with_numbers, write_chequebook
from tuicompta.services.banks.chequebooks import Chequebook
from tuicompta.services.entries.save import save_entries
from tuicompta.services.settings.settings import set_settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]


def add_bank(dossier: Dossier) -> None:
    write_bank(dossier, None, Bank("CDN", "Crédit du Nord", "5121", "BP"))


def add_books(dossier: Dossier) -> None:
    """Bank CDN with cheques 101 to 103 in its main chequebook, 500 in another; bank LBP with 900."""
    add_bank(dossier)
    create_account(dossier, "51299", "Banque P")
    dossier.database.run(
        "UPDATE journal_year SET counterpart_account_id = NULL, counterpart_mode = 'none'"
        " WHERE journal_id = (SELECT id FROM journal WHERE code = 'CA')"
    )
    write_bank(dossier, None, Bank("LBP", "Poste", "51299", "CA"))
    for code, bank, main, numbers in (
        ("CDN001", "CDN", True, range(101, 104)),
        ("CDN002", "CDN", False, range(500, 501)),
        ("LBP001", "LBP", True, range(900, 901)),
    ):
        cheques = with_numbers((), numbers)
        book = Chequebook(code, "Carnet", bank, date(2026, 1, 1), main=main, cheques=cheques)
        write_chequebook(dossier, None, book)


async def to_cell(driver: Driven, column: Column) -> None:
    """Go back to a cell of the line above with Maj+Tab."""
    for _ in range(20):
        if driver.app.frame.windows.front.machine.cursor.column is column:  # type: ignore[union-attr]
            return
        await driver.keys("shift+tab")
    raise LookupError(column)


def pays_by_cheque(dossier: Dossier) -> None:
    query = "UPDATE account SET payment_term_id = (SELECT id FROM payment_term WHERE code = 'CH30') WHERE number = ?"
    dossier.database.run(query, ("401DUP",))


def pay(dossier: Dossier) -> None:
    add_books(dossier)
    lines = line("401DUP", 5_000, cheque="101", label="Règlement"), line("5121", credit=5_000)
    save_entries(dossier, [entry(*lines, journal="BP", day=date(2026, 3, 15))], EntryOrigin.JOURNAL_WINDOW)


@played
async def test_a_chequebook_asks_for_a_bank_and_offers_to_create_one(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("chequebooks")
        await driver.keys("insert")
        assert "ce dossier n'en a pas encore" in prose(driver)
        await driver.keys("o")
        assert "Code banque *" in prose(driver)


@pytest.mark.spec("CHQF-06", "CHQF-07", "CHQF-09", "CHQF-01", "CHQF-14")
@played
async def test_a_new_chequebook_gets_its_cheques(morel: Path) -> None:
    with_dossier(morel, add_bank)
    with_dossier(morel, lambda dossier: set_settings(dossier.database, {"payments.cheques": 3}))
    async with program(morel) as driver:
        await driver.run("chequebooks")
        await driver.keys("insert")
        await driver.type("cdn")
        await driver.keys("tab")
        assert "Code * CDN001" in prose(driver)
        assert "État * En cours" in prose(driver)
        assert f"Date d'ouverture * {date.today():%d/%m/%Y}" in prose(driver)  # noqa: DTZ011 - what the card proposes
        await to_field(driver, "first")
        await driver.type("101")
        await driver.keys("tab")
        await driver.type("104")
        await driver.keys("alt+n")
        assert "Un chéquier de 4 chèques est refusé : 3 au plus" in prose(driver)
        await driver.keys("enter")
        await driver.type("103")
        await driver.keys("alt+n")
        assert driver.message == "3 chèques, à enregistrer avec la fiche"
        await driver.keys("ctrl+pagedown")
        assert "101 Disponible" in prose(driver)
        await driver.keys("ctrl+pagedown")
        await driver.type("Au coffre")
        await driver.keys("f9")
        assert "101" in driver.lines[3]
    assert rows(morel, "SELECT number, state FROM cheque") == [(n, "available") for n in (101, 102, 103)]
    assert value(morel, "SELECT text FROM note WHERE record_kind = 'chequebook'") == "Au coffre"


@pytest.mark.spec("CHQL-04", "CHQL-05", "CHQL-06", "CHQL-07")
@played
async def test_the_list_unfolds_the_cheques_and_ends_chequebooks(morel: Path) -> None:
    with_dossier(morel, pay)
    async with program(morel) as driver:
        await driver.run("chequebooks")
        assert "CDN001" in driver.lines[3]
        assert driver.lines[3].split()[-3:] == ["101", "103", "2"]
        await driver.keys("+")
        assert "Utilisé" in driver.lines[5]
        assert "Dupont SARL" in driver.lines[5]
        await driver.keys("-")
        await driver.run("finish_chequebooks")
        assert "Terminé" in driver.lines[3]
        await driver.keys("down")
        await driver.run("cancel_chequebooks")
        assert "Annulé" in driver.lines[4]
        await driver.run("purge_chequebooks")
        assert "CDN002 Carnet" in driver.text
        assert "│ CDN001" not in driver.text.split("Supprimer ces")[1].split("Non")[0]
        await driver.keys("o")
        assert driver.message == "1 chéquier supprimé"
    assert rows(morel, "SELECT code, state FROM chequebook") == [("CDN001", "finished"), ("LBP001", "current")]


@pytest.mark.spec("CHQF-10", "CHQF-11", "CHQF-12")
@played
async def test_a_used_cheque_shows_its_line_and_is_not_freed(morel: Path) -> None:
    with_dossier(morel, pay)
    async with program(morel) as driver:
        await driver.run("chequebooks")
        await driver.keys("enter", "ctrl+pagedown")
        assert "+ 101 Utilisé 15/03/26 Dupont SARL" in prose(driver)
        await driver.keys("+")
        assert "401DUP Dupont SARL · Règlement · Débit 50,00" in prose(driver)
        await driver.run("free_cheque")
        assert "il ne peut pas être libéré" in prose(driver)
        await driver.keys("enter")
        await driver.run("cancel_cheque")
        await driver.keys("down", "down")
        await driver.run("block_cheque")
        await driver.keys("f9")
    found = rows(morel, "SELECT number, state, entry_line_id IS NULL FROM cheque WHERE number < 200 ORDER BY number")
    assert found[0][:2] == (101, "cancelled")
    assert sorted(row[1] for row in found) == ["available", "blocked", "cancelled"]


@pytest.mark.spec("CHQF-13", "CHQF-11")
@played
async def test_a_cheque_is_filled_by_hand_then_freed(morel: Path) -> None:
    with_dossier(morel, add_books)
    async with program(morel) as driver:
        await driver.run("chequebooks")
        await driver.keys("enter", "ctrl+pagedown", "enter")
        assert "Chèque 101" in driver.text
        await driver.keys("tab", "tab")
        await driver.type("Mairie")
        await driver.keys("tab", "tab")
        await driver.type("45,00")
        await driver.keys("f9", "ctrl+s")
        assert rows(morel, "SELECT state, payee, amount FROM cheque WHERE number = 101") == [("used", "Mairie", 4_500)]
        await driver.run("free_cheque")
        await driver.keys("f9")
    assert rows(morel, "SELECT state, payee, amount FROM cheque WHERE number = 101") == [("available", "", None)]


@pytest.mark.spec("CHQF-05", "CHQF-08")
@played
async def test_a_second_main_chequebook_and_a_known_number_are_refused(morel: Path) -> None:
    with_dossier(morel, add_books)
    async with program(morel) as driver:
        await driver.run("chequebooks")
        await driver.keys("down", "enter")
        await to_field(driver, "main")
        await driver.keys("space", "f9")
        assert "La banque CDN a déjà un chéquier principal : CDN001 Carnet" in prose(driver)
        await driver.keys("enter", "space")
        await to_field(driver, "first")
        await driver.type("103")
        await driver.keys("tab")
        await driver.type("103")
        await driver.keys("f9")
        assert "Le numéro de chèque 103 existe déjà : chéquier CDN001" in prose(driver)


@pytest.mark.spec("CHQ-02", "CHQ-03", "CHQ-04", "CHQ-05", "CHQ-06", "CHQ-07")
@played
async def test_a_cheque_is_proposed_picked_by_tabs_and_used_at_the_save(morel: Path) -> None:
    with_dossier(morel, add_books)
    with_dossier(morel, pays_by_cheque)
    async with program(morel, (120, 40)) as driver:
        await driver.run("continuous_entry")
        await driver.type("bp")
        await driver.keys("enter")
        await driver.type("15032026")
        await driver.keys("enter", "enter")
        await driver.type("401dup")
        await driver.keys("enter")
        await driver.type("Acompte")
        await driver.keys("enter")
        await driver.type("50")
        await driver.keys("enter")
        assert driver.lines[3].split()[-2:] == ["CHQ", "101"]
        await to_cell(driver, Column.CHEQUE)
        await driver.keys("f4")
        assert "102 CDN001 CDN Disponible" in prose(driver)
        assert "500 CDN002" not in prose(driver)
        await driver.keys("ctrl+pagedown")
        assert "500 CDN002 CDN Disponible" in prose(driver)
        assert "900 LBP001" not in prose(driver)
        await driver.keys("ctrl+pagedown")
        assert "900 LBP001 LBP Disponible" in prose(driver)
        await driver.keys("end", "ctrl+end", "enter")
        assert "il est de la banque Poste, et le journal est celui de la banque Crédit du Nord" in prose(driver)
        await driver.keys("enter", "ctrl+pagedown", "down", "enter")
        assert driver.lines[3].split()[-2:] == ["CHQ", "102"]
        await driver.keys("down", "enter")
        await driver.keys("ctrl+s")
        await driver.type("16")
        for cell in ("", "401dup", "", "5"):
            await driver.type(cell)
            await driver.keys("enter")
        await to_cell(driver, Column.CHEQUE)
        await driver.keys("f4", "ctrl+pagedown", "ctrl+pagedown")
        assert "102 CDN001 CDN Utilisé Dupont SARL 15/03/26" in prose(driver)
        await driver.keys("escape")
    found = rows(morel, "SELECT number, state, payee, amount, entry_line_id IS NULL FROM cheque WHERE number < 104")
    assert found == [
        (101, "available", "", None, 1),
        (102, "used", "Dupont SARL", 5_000, 0),
        (103, "available", "", None, 1),
    ]
