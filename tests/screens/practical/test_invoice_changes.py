"""Invoices copied, changed by two at once, with due dates and rates of their own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.practical.forms import (
    LINES,
    field,
    line,
    opened,
    party_and_total,
    usual,
)
from tests.screens.program import home, morel, played, program, prose, rows, to_field, value, with_dossier
from tests.services.practical.kit import block, purchase
from tuicompta.services.accounts.account_deletion import delete_account
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.practical.invoice_saving import save_invoice

if TYPE_CHECKING:
    from pathlib import Path

    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]


@pytest.mark.spec("LST-06", "SP-19")
@played
async def test_a_copy_takes_its_own_number_and_is_not_held_by_what_holds_its_original(morel: Path) -> None:
    async with opened(morel, "my_purchases") as driver:
        await usual(driver)
        await driver.keys("f9", "n")
    tick = "UPDATE entry_line SET tick_code = 'A', tick_date = '2026-03-31' WHERE position = 1"
    with_dossier(morel, lambda dossier: dossier.database.run(tick))
    async with opened(morel, "my_purchases") as driver:
        await driver.keys("ctrl+r")
        assert (field(driver, "piece"), field(driver, "total")) == ("00002", 12_000)
        await to_field(driver, "total")
        await driver.type("240")
        await driver.keys("f9", "n")
    assert rows(morel, "SELECT piece_number, amount FROM practical_operation") == [("00001", 12_000), ("00002", 24_000)]


@pytest.mark.spec("FIC-14", "SP-20")
@played
async def test_the_next_invoice_of_the_list_shows_its_own_rates(morel: Path) -> None:
    two = (block(2000, 4000, ("6063", 20_000)), block(550, 1355, ("6061", 24_645)))

    def invoices(dossier: Dossier) -> None:
        save_invoice(dossier, purchase(50_000, *two, day=date(2026, 3, 20)))
        save_invoice(dossier, purchase(12_000, piece="F2", day=date(2026, 3, 10)))

    with_dossier(morel, invoices)
    async with opened(morel, "my_purchases") as driver:
        await driver.keys("enter")
        assert "TTC à ce taux (2)" in driver.text
        await driver.keys("tab", "pagedown")
        assert "TTC à ce taux" not in driver.text
        assert field(driver, "total") == 12_000
        await to_field(driver, "total")
        await driver.type("240")
        await driver.keys("enter", "f9")
    assert rows(
        morel, "SELECT amount, practical_block.vat FROM practical_operation JOIN practical_block ON operation_id = id"
    ) == [
        (50_000, 4000),
        (50_000, 1355),
        (24_000, 4000),
    ]


@pytest.mark.spec("FIC-19")
@pytest.mark.parametrize(("answer", "stored"), [("g", 36_000), ("p", 24_000)])
def test_of_two_sessions_the_second_chooses(morel: Path, answer: str, stored: int) -> None:
    @played
    async def play() -> None:
        with_dossier(morel, lambda dossier: save_invoice(dossier, purchase()))
        async with program(morel) as driver:
            await driver.run("my_purchases")
            await driver.keys("enter")
            with_dossier(morel, lambda dossier: save_invoice(dossier, purchase(24_000), 1, 1))
            await to_field(driver, "total")
            await driver.type("360")
            await driver.keys("f9")
            assert "Fiche modifiée entre-temps" in driver.text
            assert "Total TTC : 360,00 / 240,00" in driver.text
            await driver.keys(answer)
            if answer == "p":
                assert "HT 200,00   TVA 40,00   TTC 240,00   Facture équilibrée" in driver.text

    play()
    assert value(morel, "SELECT amount FROM practical_operation") == stored
    assert value(morel, "SELECT sum(debit) FROM entry_line") == stored


@pytest.mark.spec("SP-21")
@played
async def test_the_due_date_of_the_terms_is_shown_and_can_be_another(morel: Path) -> None:
    def terms(dossier: Dossier) -> None:
        term = dossier.database.run("INSERT INTO payment_term (code, label) VALUES ('J45', '45 jours')")
        line = """
            INSERT INTO payment_term_line (payment_term_id, position, share, days, kind) VALUES (?, 1, 10000, 45, 'net')
        """
        dossier.database.run(line, (term,))
        dossier.database.run("UPDATE account SET payment_term_id = ? WHERE number = '401DUP'", (term,))

    with_dossier(morel, terms)
    async with opened(morel, "my_purchases") as driver:
        await usual(driver)
        await to_field(driver, "day")
        await driver.type("15/03/26")
        await driver.keys("enter")
        assert line(driver, "Date d'échéance") == "29/04/2026"
        await driver.keys("f9", "n", "enter")
        assert line(driver, "Date d'échéance") == "29/04/2026"
        await to_field(driver, "due")
        await driver.type("15/05/26")
        await driver.keys("f9")
    assert rows(morel, "SELECT due_on, amount FROM due_date") == [("2026-05-15", 12_000)]
    assert rows(morel, "SELECT due_on FROM practical_operation") == [("2026-05-15",)]


@pytest.mark.spec("SP-05", "SP-03")
@played
async def test_the_standard_rate_is_proposed_and_follows_the_nature_until_it_is_chosen(morel: Path) -> None:
    async with opened(morel, "my_purchases") as driver:
        await party_and_total(driver)
        assert (field(driver, "rate1"), field(driver, "vat1"), field(driver, "net1_1")) == (2000, 2000, 10_000)
        await driver.keys("enter", "enter")
        await driver.type("6251")
        await driver.keys("enter")
        assert (field(driver, "rate1"), field(driver, "vat1"), field(driver, "net1_1")) == (0, None, 12_000)
        await to_field(driver, "rate1")
        await driver.type("10")
        await driver.keys("enter")
        assert field(driver, "vat1") == 1091
        await to_field(driver, "nature1_1")
        await driver.type("6064")
        await driver.keys("enter")
        assert (field(driver, "rate1"), field(driver, "vat1")) == (1000, 1091)


@pytest.mark.attack
@played
async def test_a_third_party_deleted_while_its_invoice_is_typed_is_told(morel: Path) -> None:
    with_dossier(morel, lambda dossier: create_account(dossier, "401TMP", "Éphémère"))
    async with opened(morel, "my_purchases") as driver:
        await usual(driver, "tmp")
        remove = "SELECT id FROM account WHERE number = '401TMP'"
        with_dossier(morel, lambda dossier: delete_account(dossier, dossier.database.value(remove)))
        await driver.keys("f9")
        assert "Le compte 401TMP n'existe pas dans le plan comptable du dossier" in prose(driver)
        await driver.keys("enter")
        await to_field(driver, "party")
        await driver.type("dup")
        await driver.keys("enter", "f9", "n")
    assert rows(morel, LINES)[0] == ("401DUP", 0, 12_000)
