"""«Banques» and the card of a bank, by keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, to_field, value, with_dossier
from tuicompta.core.enums import CounterpartMode, JournalType
from tuicompta.services.banks.bank_writing import write_bank
from tuicompta.services.banks.banks import Bank
from tuicompta.services.journals.journal_card import default_settings
from tuicompta.services.journals.journal_writing import write_journal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

RIB, IBAN = "20041 01005 0500013M026 06", "FR14 2004 1010 0505 0001 3M02 606"
STORED = "FR1420041010050500013M02606"


def add_bank(dossier: Dossier) -> None:
    write_bank(dossier, None, Bank("CDN", "Crédit du Nord", "5121", "BP"))


def add_treasury(dossier: Dossier) -> None:
    """A treasury journal without counterpart."""
    settings = replace(
        default_settings(JournalType.TREASURY),
        code="BQ2",
        description="Banque 2",
        counterpart_mode=CounterpartMode.NONE,
    )
    write_journal(dossier, None, settings)


async def blank(driver: Driven, code: str, name: str) -> None:
    await driver.run("banks")
    await driver.keys("insert")
    await driver.type(code)
    await driver.keys("tab")
    await driver.type(name)
    await driver.keys("tab")


@pytest.mark.spec("BANK-01", "BANK-10")
@played
async def test_typing_the_account_gives_its_journal_locked(morel: Path) -> None:
    async with program(morel) as driver:
        await blank(driver, "cdn", "Crédit du Nord")
        await driver.type("5121")
        await driver.keys("tab")
        assert "Journal de banque * BP Banque Principale" in prose(driver)
        assert driver.app.frame.focused.field_name == "overdraft"  # type: ignore[union-attr]
        await driver.keys("f9")
        assert "CDN" in driver.lines[3]
    assert rows(morel, "SELECT code, name FROM bank") == [("CDN", "Crédit du Nord")]


@pytest.mark.spec("BANK-10")
@played
async def test_typing_the_journal_gives_its_account_locked_and_taking_it_away_frees_both(morel: Path) -> None:
    async with program(morel) as driver:
        await blank(driver, "cdn", "Crédit du Nord")
        await driver.keys("tab")
        await driver.type("bp")
        await driver.keys("tab")
        assert "Compte de banque * 5121" in prose(driver)
        await driver.keys("shift+tab")
        assert driver.app.frame.focused.field_name == "journal"  # type: ignore[union-attr]
        await driver.keys("shift+tab")
        assert driver.app.frame.focused.field_name == "name"  # type: ignore[union-attr]
        await to_field(driver, "journal")
        await driver.keys("delete", "tab")
        assert "5121" not in prose(driver)


@pytest.mark.spec("BANK-09", "BANK-10")
@played
async def test_a_journal_without_counterpart_takes_the_account_at_the_save(morel: Path) -> None:
    with_dossier(morel, add_treasury)
    async with program(morel) as driver:
        await blank(driver, "lbp", "La Poste")
        await driver.type("401dup")
        await driver.keys("tab")
        assert "Le compte 401DUP ne convient pas ici : il en faut un de racine 51 ou 53." in driver.message
        await driver.keys("escape")
        await driver.type("5124")
        await driver.keys("tab")
        await driver.type("bq2")
        await driver.keys("tab", "f9")
    query = """
        SELECT number FROM journal_year JOIN journal ON journal.id = journal_id
          JOIN account ON account.id = counterpart_account_id WHERE journal.code = 'BQ2'
    """
    assert rows(morel, query) == [("5124",)]


@pytest.mark.spec("BANK-11", "VPFO-05")
@played
async def test_iban_and_rib_give_each_other_and_a_wrong_key_keeps_the_cursor(morel: Path) -> None:
    with_dossier(morel, add_bank)
    async with program(morel) as driver:
        await driver.run("banks")
        await driver.keys("enter", "ctrl+pagedown")
        await driver.type("FR8420041010050500013M02607")
        await driver.keys("tab")
        assert "clé RIB 07 au lieu de 06" in driver.message
        assert driver.app.frame.focused.field_name == "iban"  # type: ignore[union-attr]
        await driver.keys("escape")
        await driver.type("fr1420041010050500013m02606")
        await driver.keys("tab")
        assert f"IBAN {IBAN}" in prose(driver)
        assert f"RIB {RIB}" in prose(driver)
        await driver.type("30002 00550 0000157845Z 02")
        await driver.keys("tab")
        assert "IBAN FR70 3000 2005 5000 0015 7845 Z02" in prose(driver)
        await driver.type("agri")
        await driver.keys("tab")
        assert "BIC «agri» refusé" in driver.message
        await driver.type("agrifrpp")
        await driver.keys("tab")
        await driver.type("FR73ZZZ123456")
        await driver.keys("tab")
        assert "clé 73 au lieu de 72" in driver.message
        await driver.type("FR72ZZZ123456")
        await driver.keys("f9")
    query = "SELECT iban, bic, creditor_identifier FROM bank"
    assert rows(morel, query) == [("FR7030002005500000157845Z02", "AGRIFRPP", "FR72ZZZ123456")]


@pytest.mark.spec("BANK-03", "BANK-08", "BANK-13", "BANK-16", "ADR-07", "ADR-08")
@played
async def test_formats_address_contact_and_notes_are_kept(morel: Path) -> None:
    with_dossier(morel, add_bank)
    async with program(morel) as driver:
        await driver.run("banks")
        await driver.keys("enter")
        await to_field(driver, "overdraft")
        await driver.type("1500")
        await driver.keys("ctrl+pagedown")
        await to_field(driver, "transfer_format")
        await driver.keys("down", "down", "enter")
        await driver.keys("ctrl+pagedown")
        await to_field(driver, "address_town")
        await driver.type("Lille")
        await to_field(driver, "contact_email")
        await driver.type("petit@banque")
        await driver.keys("ctrl+pagedown", "ctrl+pagedown")
        await driver.type("Agence fermée le lundi")
        await driver.keys("f9")
        assert driver.message == "L'e-mail du contact n'a pas la forme d'une adresse"
    query = "SELECT transfer_format, overdraft, address ->> 'town', contact ->> 'email' FROM bank"
    assert rows(morel, query) == [("pain.001.001.03", 150_000, "Lille", "petit@banque")]
    assert value(morel, "SELECT text FROM note WHERE record_kind = 'bank'") == "Agence fermée le lundi"


@pytest.mark.spec("BANK-12", "CHQF-06")
@played
async def test_the_chequebooks_of_a_bank_are_on_its_card(morel: Path) -> None:
    with_dossier(morel, add_bank)
    async with program(morel) as driver:
        await driver.run("banks")
        await driver.keys("enter")
        await driver.run("new_chequebook")
        assert "Banque associée * CDN" in prose(driver)
        assert "Code * CDN001" in prose(driver)
        await to_field(driver, "first")
        await driver.type("101")
        await driver.keys("tab")
        await driver.type("103")
        await driver.keys("f9", "ctrl+pagedown", "ctrl+pagedown", "ctrl+pagedown")
        assert "+ CDN001" in prose(driver)
        await driver.keys("+")
        assert "101 · Disponible" in prose(driver)
        await driver.keys("-")
        assert "101 · Disponible" not in prose(driver)
        await driver.keys("enter")
        assert "Chéquier CDN001" in driver.lines[1]


@played
async def test_a_bank_with_a_chequebook_is_not_deleted(morel: Path) -> None:
    with_dossier(morel, add_bank)
    with_dossier(
        morel,
        lambda dossier: dossier.database.run(
            "INSERT INTO chequebook (code, bank_id, opened_on) VALUES ('CDN001', 1, '2026-01-01')"
        ),
    )
    async with program(morel) as driver:
        await driver.run("banks")
        await driver.keys("ctrl+d", "o")
        assert "La banque CDN ne peut pas être supprimée : utilisé par 1 chéquier (CDN001)" in prose(driver)
    assert value(morel, "SELECT count(*) FROM bank") == 1
