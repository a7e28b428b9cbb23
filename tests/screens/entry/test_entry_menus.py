"""The menus of the entry windows, and the views of their columns (SW-02, SW-34 to SW-36, KM-28)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from tests.screens.program import home, morel, played, program, prose, to_field, with_dossier
from tests.services.entries_kit import purchase, save
from tuicompta.screens.frame.actions import Kind
from tuicompta.screens.frame.palette import targets_of
from tuicompta.services.journals.journal_periods import journal_period

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.screens.entry.entry_window import EntryWindow
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.popup import MenuItem, PopupMenu

__all__ = ["home", "morel"]

WINDOWS = ("continuous_entry", "single_entry", "journal_window")


def books(dossier: Dossier) -> None:
    save(dossier, purchase(total=12_000))


async def opened(driver: Driven, function: str, journal: int = 1) -> EntryWindow:
    """Open an entry window; the one of a journal in March, on its first line."""
    if function == "journal_window":
        dossier = cast("Dossier", driver.app.frame.session.dossier)
        await driver.app.frame.open(function, journal=journal_period(dossier.database, journal, 3))
        await driver.settle()
        await driver.keys("ctrl+home")
    else:
        await driver.run(function)
    return cast("EntryWindow", driver.app.frame.windows.front)


async def menu(driver: Driven) -> tuple[PopupMenu, dict[str, list[MenuItem]]]:
    """Open the Actions menu; return it, and its entries under their headings."""
    await driver.keys("f8")
    popup = cast("PopupMenu", driver.app.frame.dialogs.top)
    found: dict[str, list[MenuItem]] = {}
    for item in popup.items:
        if item.is_title:
            found[item.label] = []
        else:
            next(reversed(found.values())).append(item)
    return popup, found


@pytest.mark.spec("SW-01", "SW-02", "SW-33", "ACT-03")
@pytest.mark.parametrize("function", WINDOWS)
@played
async def test_the_menus_hold_every_action_of_the_window_and_so_does_the_palette(morel: Path, function: str) -> None:
    with_dossier(morel, books)
    async with program(morel) as driver:
        window = await opened(driver, function)
        frame = driver.app.frame
        popup, menus = await menu(driver)
        headings = [heading.split(" – ")[0] for heading in menus]
        assert list(dict.fromkeys(headings)) == ["Actions", "Fichier", "Édition", "Vues", "?"]
        assert {"save", "save_and_close", "close_window"} <= {item.identifier for item in menus["Fichier"]}
        assert {"undo", "copy", "search"} <= {item.identifier for item in menus["Édition"]}
        assert [item.identifier for item in menus["Vues"]] == ["edit_entry_views", "change_view"]
        letters = {item.identifier: letter for item, letter in zip(popup.items, popup.letters, strict=True)}
        assert all(item.key or letters[item.identifier] for items in menus.values() for item in items)
        await driver.keys("escape")
        offered = {item.identifier: item for items in menus.values() for item in items}
        own = [
            action.identifier
            for action in frame.table
            if action.kind is Kind.COMMAND and frame.performer(action.identifier) in (window, window.grid)
        ]
        assert len(own) > 20
        assert {name for name in own if name not in offered} <= {"main", "modify_guided_entry", "unlink_entry"}
        palette = {target.identifier: target.key for target in targets_of(frame)}
        assert {name: item.key for name, item in offered.items() if not item.reason}.items() <= palette.items()


@pytest.mark.spec("SW-02", "SW-32")
@played
async def test_the_menu_saves_and_closes_as_f9_does_and_arrows_go_from_heading_to_heading(morel: Path) -> None:
    async with program(morel) as driver:
        await opened(driver, "continuous_entry")
        await driver.keys("f8", "right")
        popup = cast("PopupMenu", driver.app.frame.dialogs.top)
        assert popup.current is not None
        assert popup.current.identifier == "save"
        await driver.keys("right", "right")
        assert popup.current.identifier == "edit_entry_views"
        await driver.keys("left", "left", "left", "left")
        assert popup.current.identifier == "balance"
        await driver.keys("right", "down")
        assert (popup.current.label, popup.current.key) == ("Enregistrer et Fermer", "F9")
        await driver.keys("enter")
        assert driver.app.frame.windows.front is None or driver.app.frame.windows.front.HELP != "continuous_entry"


@pytest.mark.spec("KM-28", "SW-34", "SW-36")
@pytest.mark.parametrize(("function", "imposed"), [("continuous_entry", "Journal"), ("single_entry", "Pièce")])
@played
async def test_a_view_gives_optional_columns_and_never_takes_those_imposed(
    morel: Path, function: str, imposed: str
) -> None:
    async with program(morel, (200, 40)) as driver:
        await opened(driver, function)
        await driver.run("edit_entry_views")
        box = prose(driver)
        optional = ["N° définitif", "Date de validation", "Code lettrage", "Date de lettrage", "Code pointage"]
        optional += ["Type de ligne", "Intitulé du compte", "Solde progressif", "Origine", "Saisi par", "Saisi le"]
        for name in (*optional, "Notes", "Document", "Date d'échéance", "Moyen de paiement", "N° de chèque"):
            assert f"{name} [" in box
        assert not [
            name for name in (imposed, "Date", "Compte", "Libellé", "Débit", "Crédit") if f" {name} [" in f" {box}"
        ]
        await to_field(driver, "account_title")
        await driver.keys("space")
        await to_field(driver, "document")
        await driver.keys("space", "f9")
        heading = next(line for line in driver.lines if "Compte" in line and "Débit" in line)
        assert "Intitulé du c" in heading
        assert "ocument" not in heading
    async with program(morel, (200, 40)) as driver:
        window = await opened(driver, function)
        assert "Intitulé du c" in driver.text
        await driver.run("change_view")
        await driver.keys("ctrl+home", "enter")
        assert window.views.shown is None
        assert "Intitulé du c" not in driver.text


@pytest.mark.spec("KM-28", "KM-05")
@played
async def test_a_column_of_the_store_is_filled_once_the_line_is_saved(morel: Path) -> None:
    async with program(morel, (200, 40)) as driver:
        await opened(driver, "continuous_entry")
        await driver.run("edit_entry_views")
        await to_field(driver, "origin")
        await driver.keys("space", "f9")
        await driver.type("od")
        await driver.keys("enter")
        for cell in ("15032026", "6411", "paie", "100", "421", "100"):
            await driver.type(cell)
            await driver.keys("enter")
        assert "Saisie au k" not in next(line for line in driver.lines if "6411" in line)[40:]
        await driver.keys("ctrl+s")
        assert "Saisie au k" in next(line for line in driver.lines if "6411" in line)[40:]


@pytest.mark.spec("SW-34", "SJ-31")
@played
async def test_a_view_made_in_one_journal_keeps_the_cells_of_the_others(morel: Path) -> None:
    with_dossier(morel, books)
    async with program(morel, (200, 40)) as driver:
        await opened(driver, "journal_window")
        await driver.run("edit_entry_views")
        await to_field(driver, "created_by")
        await driver.keys("space", "f9")
        assert "Date d'échéance" in driver.lines[2]
        await driver.keys("escape")
        codes = [code for (code,) in _journals(driver)]
        await opened(driver, "journal_window", codes.index("BP") + 1)
        assert "Saisi par" in driver.lines[2]
        assert "Moyen de paiement" in driver.lines[2]


def _journals(driver: Driven) -> list[tuple[str]]:
    dossier = cast("Dossier", driver.app.frame.session.dossier)
    return [(code,) for (code,) in dossier.database.rows("SELECT code FROM journal ORDER BY id")]
