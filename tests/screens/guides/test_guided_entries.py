"""«Saisie par guide», by keys: the list, the form, posting (SGL, SGE)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, with_dossier
from tests.services.guides_kit import guided, new_model
from tuicompta.core.entry.model import Column
from tuicompta.core.enums import Side
from tuicompta.core.guide_formulas import BALANCE
from tuicompta.services.guides.lines import GuideModelLine

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.screens.guides.guided_card import GuidedEntryCard
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

LINES = """
    SELECT number, debit, credit, label, document_number FROM entry_line JOIN account ON account.id = account_id
     ORDER BY entry_line.id
"""
STATES = "SELECT number, state FROM guided_entry ORDER BY id"
DUP = {1: "401DUP", 2: "6064"}


def card(driver: Driven) -> GuidedEntryCard:
    return cast("GuidedEntryCard", driver.app.frame.windows.front)


def enabled(driver: Driven) -> set[str]:
    return {name for name, field in card(driver).card.fields.items() if field.enabled}


async def new_entry(driver: Driven, kind: str, guide: str, month: str = "mars") -> None:
    """Open a form by its type (first letter), choose the guide by its code and the month, and go to the grid."""
    await driver.run("guided_entry")
    await driver.keys("insert", *(["down"] * "avto".index(kind)), "enter")
    await driver.type(guide)
    await driver.keys("enter")
    await driver.type(month)
    await driver.keys("enter")


@pytest.mark.spec("SGL-05", "SGL-06", "SGE-03", "SGE-04", "SGE-08", "SGE-09", "SGE-11", "SGE-17", "SGE-18", "INVT-02")
@played
async def test_a_purchase_is_filled_saved_then_posted(morel: Path) -> None:
    async with program(morel) as driver:
        await new_entry(driver, "a", "a20")
        assert driver.app.frame.focused is card(driver).grid
        assert "Type de journal Achats" in prose(driver)
        assert "Journal AC" in prose(driver)
        for keys in ("15", "dup", "1234,56", "6064"):
            await driver.type(keys)
            await driver.keys("enter")
        assert "Débit 1 234,56 Crédit 1 234,56 équilibrée" in prose(driver)
        assert "à enregistrer" in driver.text
        await driver.keys("ctrl+s")
        assert "Écriture guidée ACH00001" in driver.text
        assert "En cours" in driver.text
        assert rows(morel, "SELECT * FROM entry") == []
        await driver.run("post_guided")
        assert driver.message == "Écriture guidée ACH00001 comptabilisée"
        assert "Comptabilisé" in driver.text
        assert enabled(driver) == set()
        before = driver.text
        await driver.type("9")
        await driver.keys("delete")
        assert "1 234,56" in before
        assert "1 234,56" in driver.text
        assert "post_guided" in driver.app.frame.offers()
        assert driver.app.frame.why_not("post_guided") is not None
    assert rows(morel, LINES) == [
        ("401DUP", 0, 123_456, "Dupont SARL", "ACH00001"),
        ("6064", 102_880, 0, "Dupont SARL", "ACH00001"),
        ("44566", 20_576, 0, "Dupont SARL", "ACH00001"),
    ]
    assert rows(morel, STATES) == [("ACH00001", "posted")]


@pytest.mark.spec("SGE-17", "SGE-10", "SGE-19", "SGE-01")
@played
async def test_an_unbalanced_entry_is_kept_with_its_notes_and_found_again(morel: Path) -> None:
    async with program(morel) as driver:
        await new_entry(driver, "o", "salaires")
        await driver.type("31")
        await driver.keys("enter")
        await driver.type("3000")
        await driver.keys("tab", "shift+tab")
        await driver.keys("f9")
        assert "OD00001" in driver.text
        assert "Salaires" in driver.text
        await driver.keys("enter")
        assert "Paie mars 2026" in driver.text
        await driver.keys("ctrl+pagedown")
        await driver.type("Vérifier le brut")
        await driver.keys("f9")
        await driver.keys("enter", "ctrl+pagedown")
        assert "Vérifier le brut" in driver.text
        await driver.keys("ctrl+pageup")
        assert driver.app.frame.focused is card(driver).grid
        await driver.keys("escape")
    assert rows(morel, "SELECT debit, credit FROM guided_entry_line ORDER BY position")[:2] == [(300_000, 0), (0, 0)]
    assert rows(morel, STATES) == [("OD00001", "in_progress")]
    assert rows(morel, "SELECT text FROM note WHERE record_kind = 'guided_entry'") == [("Vérifier le brut",)]


@pytest.mark.spec("SGE-13", "SGE-14", "SGE-02")
@played
async def test_the_header_is_locked_while_a_cell_is_filled(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("guided_entry")
        await driver.keys("insert", "enter")
        assert card(driver).machine.row_count == 0
        await driver.type("v20")
        await driver.keys("tab")
        assert "Valeur inconnue : «v20»" in driver.text
        await driver.keys("escape")
        await driver.type("a10")
        await driver.keys("enter", "enter")
        assert card(driver).machine.row_count == 3
        assert {"label", "model", "month"} <= enabled(driver)
        await driver.type("15")
        await driver.keys("enter")
        assert not {"label", "model", "month"} & enabled(driver)
        await driver.run("empty_guided")
        assert {"label", "model", "month"} <= enabled(driver)
        await driver.type("15")
        await driver.keys("enter", "up", "home", "delete")
        assert {"label", "model", "month"} <= enabled(driver)
        await driver.keys("shift+tab")
        assert driver.app.frame.focused is card(driver).card.fields["month"]


@pytest.mark.spec("SGE-02", "MG-12")
@played
async def test_a_model_without_short_code_is_found_by_its_name(morel: Path) -> None:
    pair = GuideModelLine("6411", "x", Side.DEBIT), GuideModelLine("421", "x", Side.CREDIT, formula=BALANCE)
    with_dossier(morel, lambda dossier: new_model(dossier, *pair, name="Prime de fin d'année"))
    async with program(morel) as driver:
        await new_entry(driver, "o", "prime de fin")
        await driver.type("31")
        await driver.keys("enter")
        await driver.type("500")
        await driver.keys("enter", "ctrl+s")
        assert "Prime de fin d'année" in driver.text
    assert rows(morel, "SELECT debit, credit FROM guided_entry_line ORDER BY position") == [(50_000, 0), (0, 50_000)]


def several(dossier: Dossier) -> None:
    guided(dossier, "A20", {1: 120_000}, DUP)
    guided(dossier, "A20", {1: 100})
    guided(dossier, "V20", {1: 240_000}, {1: "411MAR"})
    guided(dossier, "FRBST", {1: 890})
    guided(dossier, "P", {1: 100, 3: 100})


@pytest.mark.spec("SGL-07")
@played
async def test_the_tabs_show_one_type(morel: Path) -> None:
    with_dossier(morel, several)
    async with program(morel, (120, 40)) as driver:
        await driver.run("guided_entry")
        assert "1/5" in driver.text
        for tab, number in (
            ("guided_purchases_tab", "ACH00001"),
            ("guided_sales_tab", "VEN00001"),
            ("guided_treasury_tab", "TRE00001"),
            ("guided_general_tab", "OD00001"),
        ):
            await driver.run(tab)
            shown = {found for found in ("ACH00001", "VEN00001", "TRE00001", "OD00001") if found in driver.text}
            assert shown == {number}
        await driver.keys("ctrl+pagedown")
        assert "Saisie par guide – Tous" in driver.text
        assert "VEN00001" in driver.text


@pytest.mark.spec("SGL-08", "SGL-06")
@played
async def test_the_chosen_ones_are_posted_with_a_report(morel: Path) -> None:
    with_dossier(morel, several)
    async with program(morel, (120, 40)) as driver:
        await driver.run("guided_entry")
        await driver.keys("ctrl+a")
        await driver.run("post_guided_rows")
        text = prose(driver)
        assert "4 comptabilisées sur 5" in text
        assert "ACH00001 : OK" in text
        assert "ACH00002 : L'écriture" in text
        await driver.keys("enter")
        assert driver.text.count("Comptabilisé") == 4
        assert driver.text.count("En cours") == 1
    assert rows(morel, "SELECT count(*), sum(linked), min(status) FROM entry") == [(4, 4, "N")]


@pytest.mark.spec("NUM-05")
@played
async def test_a_piece_number_taken_asks_what_to_do(morel: Path) -> None:
    with_dossier(morel, several)
    async with program(morel) as driver:
        for _ in range(2):
            await new_entry(driver, "a", "a20")
            await driver.keys("tab", "tab")
            assert card(driver).machine.cursor.column is Column.PIECE
            await driver.type("F12")
            await driver.keys("shift+tab")
            for keys in ("dup", "120", "6064"):
                await driver.type(keys)
                await driver.keys("enter")
            await driver.run("post_guided")
            if "Doublons" in driver.text:
                break
            await driver.keys("escape")
        assert "AC F12 du" in driver.text
        await driver.keys("escape")
        assert "En cours" in driver.text
        await driver.run("post_guided")
        await driver.keys("right", "right", "enter")
        assert "Comptabilisé" in driver.text
        assert {line.piece for line in card(driver).machine.body.lines} == {"00001"}
    assert rows(morel, "SELECT piece_number FROM entry ORDER BY id") == [("F12",), ("00001",)]


@pytest.mark.spec("SGE-18", "SGE-12", "CTX-04", "CTX-05", "CTX-06", "SW-16")
@played
async def test_a_refusal_is_said_and_a_broken_link_shows(morel: Path) -> None:
    with_dossier(morel, several)
    async with program(morel) as driver:
        await driver.run("guided_entry")
        await driver.run("guided_purchases_tab")
        await driver.keys("enter")
        await driver.run("post_guided")
        assert "compte de la ligne 1 manque" in prose(driver)
        await driver.keys("enter", "escape")
        await driver.keys("down", "enter")
        await driver.run("post_guided")
        await driver.keys("escape")
        await driver.app.frame.open("single_entry", entry=1)
        await driver.settle()
        await driver.run("view_document")
        assert "Écriture guidée ACH00001" in driver.text
        await driver.keys("escape")
        await driver.run("modify_guided_entry")
        await driver.keys("left", "enter")
        await driver.run("guided_entry")
        assert rows(morel, STATES)[0] == ("ACH00001", "changed")
