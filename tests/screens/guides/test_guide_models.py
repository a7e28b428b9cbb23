"""«Modèles de guide», their definitions and formulas, by keys (MG, SGF)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, with_dossier
from tests.services.entries_kit import purchase, save
from tests.services.guides_kit import guided, model_of, new_model
from tuicompta.core.enums import Side
from tuicompta.services.guides.lines import GuideModelLine

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.screens.guides.model_card import GuideModelWindow
    from tuicompta.widgets.fields.table import TableField

__all__ = ["home", "morel"]

MODEL = "SELECT name, short_code, journal_type, inactive FROM guide_model WHERE name = ?"
MODEL_LINES = """
    SELECT coalesce(number, ''), label, side, formula FROM guide_model_line
      JOIN guide_model ON guide_model.id = guide_model_id LEFT JOIN account ON account.id = account_id
     WHERE name = ? ORDER BY position
"""


def card(driver: Driven) -> GuideModelWindow:
    return cast("GuideModelWindow", driver.app.frame.windows.front)


async def to_lines(driver: Driven) -> TableField:
    field = cast("TableField", card(driver).card.fields["lines"])
    card(driver).card.focus_field(field)
    await driver.settle()
    return field


async def open_model(driver: Driven, path: Path, code: str) -> None:
    key = with_dossier(path, lambda dossier: model_of(dossier, code))
    await driver.run("guide_models")
    window = driver.app.frame.windows.front
    assert window is not None
    await window.open_row(key)  # type: ignore[attr-defined]
    await driver.settle()


async def fill_line(driver: Driven, account: str, label: str, *, credit: bool, amount: str = "") -> None:
    """Fill the box of a line: account, label, side, and the first letters of the kind of amount."""
    await driver.keys("tab", "tab")
    await driver.type(account)
    await driver.keys("tab", "tab", "tab", "tab")
    await driver.type(label)
    await driver.keys("tab")
    if credit:
        await driver.type("c")
    await driver.keys("tab")
    if amount:
        await driver.type(amount)
    await driver.keys("f9")


@pytest.mark.spec("MG-01", "SGL-02")
@played
async def test_the_list_shows_the_delivered_models(morel: Path) -> None:
    async with program(morel, (120, 40)) as driver:
        await driver.run("guide_models")
        head = next(line for line in driver.lines if "Code court" in line)
        assert all(title in head for title in ("Type", "Nom", "Code court", "Journal", "Inactif"))
        assert "Achat TVA 20 %" in driver.text
        assert "/53" in driver.text


@pytest.mark.spec("SGL-03", "MG-04", "MG-05", "MG-08", "MG-12")
@played
async def test_a_model_is_made_line_by_line(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("guide_models")
        await driver.keys("insert")
        await driver.type("Commission")
        await driver.keys("tab")
        await driver.type("op")
        await driver.keys("tab")
        await driver.type("od")
        await driver.keys("tab")
        await driver.type("com")
        await to_lines(driver)
        await driver.run("add_line")
        await fill_line(driver, "6222", "Commission {mois}", credit=False)
        await driver.run("add_line")
        await fill_line(driver, "467", "Commission {mois}", credit=True, amount="so")
        await driver.keys("f9")
    assert rows(morel, MODEL, "Commission") == [("Commission", "COM", "general", 0)]
    assert rows(morel, MODEL_LINES, "Commission") == [
        ("6222", "Commission {mois}", "D", ""),
        ("467", "Commission {mois}", "C", "balance"),
    ]


@pytest.mark.spec("MG-08")
@played
async def test_lines_are_moved_cut_copied_pasted_and_removed(morel: Path) -> None:
    with_dossier(
        morel,
        lambda dossier: new_model(
            dossier,
            *(GuideModelLine("6411", str(rank), side) for rank, side in enumerate([Side.DEBIT, Side.CREDIT] * 2)),
        ),
    )
    async with program(morel) as driver:
        await open_model(driver, morel, "Essai")
        await to_lines(driver)
        await driver.run("move_line_down")
        await driver.keys("ctrl+x", "ctrl+v")
        await driver.keys("ctrl+end", "ctrl+c", "up", "ctrl+v")
        await driver.keys("ctrl+home", "delete")
        await driver.run("move_line_up")
        await driver.keys("ctrl+s")
        assert driver.message == "Enregistré"
    assert [label for _, label, *_ in rows(morel, MODEL_LINES, "Essai")] == ["0", "3", "2", "3"]


@pytest.mark.spec("MG-14", "SGF-10")
@played
async def test_the_faults_are_listed_with_their_line(morel: Path) -> None:
    with_dossier(
        morel,
        lambda dossier: new_model(dossier, *(GuideModelLine("6411", "x", Side.DEBIT) for _ in range(2))),
    )
    with_dossier(morel, lambda dossier: dossier.database.run("UPDATE account SET blocked = 1 WHERE number = '6411'"))
    async with program(morel) as driver:
        await open_model(driver, morel, "Essai")
        await to_lines(driver)
        await driver.keys("delete")
        await driver.keys("ctrl+s")
        text = prose(driver)
        assert "Modèle refusé" in text
        assert "Un modèle a au moins deux lignes." in text
        assert "Ligne 1 : le compte 6411 est bloqué." in text
        await driver.keys("enter", "escape", "right", "enter")
    assert len(rows(morel, MODEL_LINES, "Essai")) == 2


@pytest.mark.spec("MG-09", "MG-04")
@played
async def test_a_model_that_served_is_frozen_then_duplicated(morel: Path) -> None:
    with_dossier(morel, lambda dossier: guided(dossier, "P", {1: 100}))
    async with program(morel) as driver:
        await open_model(driver, morel, "P")
        assert "Lignes figées par l'écriture guidée OD00001" in driver.message
        await to_lines(driver)
        await driver.keys("delete", "ctrl+s")
        assert "Utilisez «Dupliquer» pour en faire un autre" in prose(driver)
        await driver.keys("enter")
        await driver.run("duplicate")
        assert "Salaires (copie)" in driver.text
        await to_lines(driver)
        await driver.keys("delete", "f9")
    assert len(rows(morel, MODEL_LINES, "Salaires")) == 6
    assert len(rows(morel, MODEL_LINES, "Salaires (copie)")) == 5


@pytest.mark.spec("MG-04")
@played
async def test_a_model_is_made_inactive_from_the_list(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("guide_models")
        await driver.run("guide_model_active")
        assert rows(morel, "SELECT name FROM guide_model WHERE inactive = 1") == [("Achat TVA 10 %",)]
        await driver.run("guided_entry")
        await driver.keys("insert", "enter")
        await driver.type("a10")
        await driver.keys("tab")
        assert "Valeur inconnue" in driver.text


@pytest.mark.spec("MG-13")
@pytest.mark.parametrize("place", ["single_entry", "journal_window", "entry_search"])
@played
async def test_a_model_is_made_from_an_entry(morel: Path, place: str) -> None:
    with_dossier(morel, lambda dossier: save(dossier, purchase()))
    async with program(morel) as driver:
        if place == "single_entry":
            await driver.app.frame.open("single_entry", entry=1)
            await driver.settle()
        else:
            await driver.run("entry_search")
            await (driver.run("open_line") if place == "journal_window" else driver.keys("down"))
        assert "guide_from_entry" in driver.app.frame.offers()
        assert driver.app.frame.table["guide_from_entry"].label == "Créer un modèle depuis cette écriture"
        await driver.run("guide_from_entry")
        assert "Modèle de guide" in driver.text
        assert "401DUP" in driver.text
        await driver.type("Depuis une écriture")
        await driver.keys("f9")
    assert rows(morel, MODEL_LINES, "Depuis une écriture") == [
        ("401DUP", "Facture", "C", ""),
        ("6064", "Facture", "D", ""),
        ("44566", "Facture", "D", ""),
    ]


@pytest.mark.spec("SGF-02", "SGF-03", "SGF-04")
@played
async def test_definitions_and_formulas_have_their_lists(morel: Path) -> None:
    async with program(morel, (100, 30)) as driver:
        await driver.run("guide_definitions")
        assert "Mois en lettres" in driver.text
        await driver.keys("insert")
        await driver.type("Mois 2026")
        await driver.keys("tab")
        await driver.type("mois")
        await driver.keys("tab")
        await driver.type(" 2026")
        await driver.keys("f9")
        await driver.run("guide_formulas")
        await driver.keys("insert")
        await driver.type("Part")
        await driver.keys("tab", "tab")
        await driver.type("L1*/2")
        await driver.keys("f9")
        assert "illisible" in prose(driver)
        await driver.keys("enter")
        await driver.keys("end", *["backspace"] * 3)
        await driver.type("*22%")
        await driver.keys("f9")
        assert "L1*22%" in driver.text
    assert rows(morel, "SELECT prefix, suffix FROM guide_definition WHERE name = 'Mois 2026'") == [
        ("month_name", " 2026")
    ]
    assert rows(morel, "SELECT name, use, formula FROM guide_formula") == [("Part", "amount", "L1*22%")]
