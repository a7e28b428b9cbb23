"""«Moyens de paiement» and «Modes de règlement», by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, to_field, value, with_dossier
from tuicompta.services.banks.bank_writing import write_bank
from tuicompta.services.banks.banks import Bank

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

LINES = """
    SELECT share, days, kind, day, accounting_month, payment_method.code
      FROM payment_term_line JOIN payment_term ON payment_term.id = payment_term_id
      LEFT JOIN payment_method ON payment_method.id = payment_method_id
     WHERE payment_term.code = ? ORDER BY position
"""


def add_bank(dossier: Dossier) -> None:
    write_bank(dossier, None, Bank("CDN", "Crédit du Nord", "5121", "BP"))


async def line_box(driver: Driven, percent: str, *keys: str) -> None:
    """Fill the box of a line of a term from its percentage, type first letter and what follows."""
    await driver.type(percent)
    await driver.keys("tab", *keys, "f9")


@pytest.mark.spec("MOYP-01", "MOYP-03")
@played
async def test_the_delivered_methods_and_a_new_one(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("payment_methods")
        assert "Chèque" in driver.text
        assert "Lettre de change (LCR)" in driver.text
        assert "1/8" in driver.text
        await driver.keys("insert")
        await driver.type("che2")
        await driver.keys("tab")
        await driver.type("Chèque de banque")
        await driver.keys("f9")
        assert "2/9" not in driver.text.split("CHE2")[0]
        assert "CHE2" in driver.text
    assert rows(morel, "SELECT label, nature FROM payment_method WHERE code = 'CHE2'") == [
        ("Chèque de banque", "cheque")
    ]


@pytest.mark.spec("MOYP-01")
@played
async def test_a_code_taken_or_badly_formed_keeps_the_card_open(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("payment_methods")
        await driver.keys("insert")
        await driver.type("a b")
        await driver.keys("tab")
        assert "1 à 6 lettres ou chiffres" in driver.message
        assert driver.app.frame.focused.field_name == "code"  # type: ignore[union-attr]
        await driver.type("vir")
        await driver.keys("tab")
        await driver.type("Virement bis")
        await driver.keys("f9")
        assert "Le code VIR est déjà celui de «Virement»" in prose(driver)
        await driver.keys("enter")
        assert "Moyen de paiement" in driver.lines[1]
    assert value(morel, "SELECT count(*) FROM payment_method") == 8


@pytest.mark.spec("MOYP-02", "ADR-06", "DDL-09")
@played
async def test_a_bank_is_created_from_the_field_and_taken(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("payment_methods")
        await driver.type("vir")
        await driver.keys("enter")
        await to_field(driver, "bank")
        await driver.type("cdn")
        await driver.keys("insert")
        assert "Code banque * CDN" in prose(driver)
        await driver.type("Crédit du Nord")
        await driver.keys("tab")
        await driver.type("5121")
        await driver.keys("tab", "f9")
        assert "Moyen de paiement VIR" in driver.lines[1]
        assert "CDN Crédit du Nord" in prose(driver)
        await driver.keys("f9")
    query = "SELECT bank.code FROM payment_method JOIN bank ON bank.id = default_bank_id WHERE payment_method.code = ?"
    assert value(morel, query, "VIR") == "CDN"


@pytest.mark.spec("DDL-09")
@played
async def test_a_bank_given_up_leaves_the_field_as_it_was(morel: Path) -> None:
    with_dossier(morel, add_bank)
    async with program(morel) as driver:
        await driver.run("payment_methods")
        await driver.keys("enter")
        await to_field(driver, "bank")
        await driver.keys("insert", "escape")
        assert "Moyen de paiement AUT" in driver.lines[1]
        assert driver.app.frame.focused.value is None  # type: ignore[union-attr]


@pytest.mark.spec("MR-01", "MR-02", "MR-04", "MR-08", "MR-11")
@played
async def test_a_term_is_made_of_lines_and_tried_at_once(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("payment_terms")
        await driver.keys("insert")
        await driver.type("moit")
        await driver.keys("tab")
        await driver.type("Moitié à 30 jours fin de mois le 10")
        await driver.keys("tab", "insert")
        await line_box(driver, "50")
        await driver.keys("ctrl+n")
        assert "50,00" in prose(driver)
        await driver.keys("tab", "f", "down", "down", "enter", "tab")
        await driver.type("30")
        await driver.keys("tab")
        await driver.type("10")
        await driver.keys("tab", "tab")
        await driver.type("vir")
        await driver.keys("tab", "f9")
        assert "50,00 30 Fin de mois le 10 VIR" in prose(driver)
        await to_field(driver, "trial_day")
        await driver.type("15012025")
        await driver.keys("tab")
        await driver.type("100,01")
        await driver.keys("shift+tab")
        assert "15/01/2025 50,01" in prose(driver)
        assert "10/03/2025 50,00 VIR" in prose(driver)
        await driver.keys("f9")
        assert "MOIT" in driver.text
    expected = [(5000, 0, "cash", None, 0, None), (5000, 30, "end_of_month_on", 10, 0, "VIR")]
    assert rows(morel, LINES, "MOIT") == expected


@pytest.mark.spec("MR-03", "MR-05", "MR-11")
@played
async def test_lines_are_moved_cut_pasted_and_checked_at_the_save(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("payment_terms")
        await driver.type("prel4")
        await driver.keys("enter", "tab", "tab", "down", "ctrl+up", "ctrl+x", "f9")
        assert "Le total des pourcentages est 75,00 au lieu de 100,00" in prose(driver)
        await driver.keys("enter", "ctrl+end", "ctrl+v", "ctrl+s")
        assert "plafond légal" in driver.message
        assert [row[:3] for row in rows(morel, LINES, "PREL4")] == [
            (2500, 0, "cash"),
            (2500, 60, "net_on"),
            (2500, 30, "net_on"),
            (2500, 90, "net_on"),
        ]
        await driver.keys("ctrl+c", "ctrl+v", "f9")
        assert "Le total des pourcentages est 125,00 au lieu de 100,00" in prose(driver)
        await driver.keys("enter", "ctrl+z")
        await driver.keys("delete", "delete", "delete", "delete", "f9")
        assert "Un mode de règlement a au moins une ligne" in prose(driver)
        await driver.keys("enter", "ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z", "f9")
    assert len(rows(morel, LINES, "PREL4")) == 4


@pytest.mark.spec("MR-08")
@played
async def test_the_test_zone_is_nothing_to_save(morel: Path) -> None:
    async with program(morel, (120, 40)) as driver:
        await driver.run("payment_terms")
        await driver.keys("enter")
        await to_field(driver, "trial_amount")
        await driver.type("250")
        await driver.keys("tab", "escape")
        assert "Modes de règlement" in driver.lines[1]


@pytest.mark.spec("MR-15")
@played
async def test_a_delay_beyond_the_legal_one_is_told_and_saved(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("payment_terms")
        await driver.type("vi60")
        await driver.keys("enter", "tab", "tab", "f2", "tab", "tab")
        await driver.type("61")
        await driver.keys("f9", "ctrl+s")
        assert "plafond légal" in driver.message
    assert rows(morel, LINES, "VI60") == [(10000, 61, "net", None, 0, "VIR")]


@pytest.mark.spec("MR-16")
@played
async def test_a_term_in_use_is_not_deleted(morel: Path) -> None:
    with_dossier(
        morel,
        lambda dossier: dossier.database.run(
            "UPDATE account SET payment_term_id = (SELECT id FROM payment_term WHERE code = 'VI60') WHERE number = ?",
            ("401DUP",),
        ),
    )
    async with program(morel) as driver:
        await driver.run("payment_terms")
        await driver.type("vi60")
        await driver.keys("ctrl+d", "o")
        assert "utilisé par 1 compte (401DUP)" in prose(driver)
    assert value(morel, "SELECT count(*) FROM payment_term WHERE code = 'VI60'") == 1
