"""Keys of the table of keys that act in every window that has their action (KEY-31 to KEY-47)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, rows, to_field, value
from tuicompta.core.entry.model import Column
from tuicompta.screens.entry.continuous_entry import ContinuousEntryWindow
from tuicompta.screens.journals.journal_card import JournalCard
from tuicompta.screens.menus import path_of
from tuicompta.screens.registry import build_table
from tuicompta.widgets.keys import legend

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.core.entry.model import GridEntry

__all__ = ["home", "morel"]

LINES = "SELECT number, debit, credit FROM entry_line JOIN account ON account.id = account_id ORDER BY position"


async def typed(driver: Driven, *words: str) -> None:
    """Type words, Enter after each."""
    for word in words:
        await driver.type(word)
        await driver.keys("enter")


async def open_grid(driver: Driven) -> ContinuousEntryWindow:
    """Open the kilomètre screen with an entry of one line in journal OD: 6411 at debit, 100,00."""
    await driver.run("continuous_entry")
    await typed(driver, "OD", "15/03/2026", "6411", "Fournitures", "100")
    window = driver.app.frame.windows.front
    assert isinstance(window, ContinuousEntryWindow)
    return window


def title(driver: Driven) -> str:
    window = driver.app.frame.windows.front
    return "" if window is None else window.title


def first(window: ContinuousEntryWindow) -> GridEntry:
    return window.machine.entries[0]


@pytest.mark.spec("KEY-31", "KM-17")
@pytest.mark.parametrize("keys", [("f12",), ("ctrl+e",), ("*",)])
@played
async def test_three_keys_balance_the_entry(morel: Path, keys: tuple[str, ...]) -> None:
    async with program(morel) as driver:
        window = await open_grid(driver)
        await driver.type("401DUP")
        while window.machine.cursor.column not in {Column.DEBIT, Column.CREDIT}:
            await driver.keys("tab")
        await driver.keys(*keys)
        assert [(line.account, line.debit, line.credit) for line in first(window).lines] == [
            ("6411", 10_000, 0),
            ("401DUP", 0, 10_000),
        ]


@pytest.mark.spec("KEY-33")
@played
async def test_inser_inserts_a_line_above_and_ctrl_n_adds_one_at_the_end(morel: Path) -> None:
    async with program(morel) as driver:
        window = await open_grid(driver)
        await driver.type("401DUP")
        await driver.keys("tab", "insert")
        assert [line.account for line in first(window).lines] == ["6411", "", "401DUP"]
        assert window.machine.cursor.row == 1
        await driver.keys("ctrl+z", "ctrl+n")
        assert [line.account for line in first(window).lines] == ["6411", "401DUP"]
        assert window.machine.cursor.row == 2


@pytest.mark.spec("KEY-33")
@pytest.mark.parametrize("key", ["insert", "ctrl+n"])
@played
async def test_both_keys_open_a_new_card_from_a_list(morel: Path, key: str) -> None:
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.keys(key)
        assert title(driver) == "Journal – nouvelle fiche"


@pytest.mark.spec("KEY-35", "KEY-02")
@played
async def test_ctrl_s_saves_a_grid_and_a_card_and_leaves_them_open(morel: Path) -> None:
    async with program(morel) as driver:
        window = await open_grid(driver)
        await typed(driver, "401DUP", "", "")
        await driver.keys("ctrl+s")
        assert rows(morel, LINES) == [("6411", 10_000, 0), ("401DUP", 0, 10_000)]
        assert driver.app.frame.windows.front is window
        await driver.run("journals")
        await driver.keys("insert")
        await driver.type("ZZ")
        await to_field(driver, "description")
        await driver.type("Divers")
        await driver.keys("ctrl+s")
        assert value(morel, "SELECT description FROM journal WHERE code = 'ZZ'") == "Divers"
        assert "ZZ" in title(driver)


@pytest.mark.spec("KEY-37")
@played
async def test_ctrl_r_repeats_the_cell_above_or_the_last_entry_and_duplicates_a_record(morel: Path) -> None:
    async with program(morel) as driver:
        window = await open_grid(driver)
        await driver.type("401DUP")
        await driver.keys("tab", "ctrl+r", "tab")
        assert first(window).lines[1].label == "Fournitures"
        await driver.keys("f12", "enter", "ctrl+r")
        assert [line.account for line in window.machine.entries[1].lines] == ["6411", "401DUP"]
        await driver.run("journals")
        await driver.type("AC")
        await driver.keys("ctrl+r")
        copy = driver.app.frame.windows.front
        assert isinstance(copy, JournalCard)
        assert (copy.title, copy.key) == ("Journal Achats", None)


@pytest.mark.spec("KEY-38")
@played
async def test_ctrl_p_prints_what_the_window_shows(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("chart_of_accounts")
        await driver.keys("ctrl+p")
        assert "Plan comptable" in title(driver) + driver.text


@pytest.mark.spec("KEY-40", "KEY-07")
@played
async def test_undo_redo_and_undo_all(morel: Path) -> None:
    async with program(morel) as driver:
        window = await open_grid(driver)
        await driver.keys("ctrl+z")
        assert first(window).debit == 0
        await driver.keys("ctrl+y")
        assert first(window).debit == 10_000
        await driver.run("journals")
        await driver.type("AC")
        await driver.keys("enter")
        await to_field(driver, "description")
        await driver.keys("tab")
        kept = driver.text
        await driver.keys("shift+tab")
        await driver.type("Autre")
        await driver.keys("tab")
        assert "Autre" in driver.text
        await driver.keys("ctrl+u")
        assert "Annuler toutes les modifications ?" in driver.text
        await driver.keys("o")
        assert driver.text == kept


KEYS = {
    "KEY-20": [("help", "F1", "? – Aide")],
    "KEY-21": [("modify", "F2 Ctrl+O", "")],
    "KEY-22": [("search", "Ctrl+F", "Édition – Rechercher")],
    "KEY-23": [("search_next", "F3", "Édition – Rechercher suivant")],
    "KEY-24": [("open_values", "F4", "")],
    "KEY-25": [("refresh_data", "F5", "Affichage – Rafraîchir")],
    "KEY-26": [("next_zone", "F6", ""), ("previous_zone", "Maj+F6", "")],
    "KEY-27": [("consult", "F7 Ctrl+L", "")],
    "KEY-28": [("actions_menu", "F8 Ctrl+T Maj+F10", "")],
    "KEY-29": [("main", "F9", "")],
    "KEY-30": [("menu_bar", "F10 Ctrl+G", "")],
    "KEY-31": [("balance", "F12 Ctrl+E", "")],
    "KEY-32": [("palette", "Ctrl+K", "? – Commandes")],
    "KEY-33": [
        ("new", "Inser Ctrl+N", "Fichier – Nouveau"),
        ("insert_line", "Inser", ""),
        ("add_line", "Ctrl+N", ""),
    ],
    "KEY-34": [("delete", "Ctrl+D", "Fichier – Supprimer")],
    "KEY-35": [("save", "Ctrl+S", "Fichier – Enregistrer")],
    "KEY-36": [("save_and_new", "Ctrl+N", "Fichier – Enregistrer et Nouveau")],
    "KEY-37": [("duplicate", "Ctrl+R", "Fichier – Dupliquer")],
    "KEY-38": [("print", "Ctrl+P", "Fichier – Imprimer")],
    "KEY-40": [
        ("undo", "Ctrl+Z", "Édition – Annuler"),
        ("redo", "Ctrl+Y", "Édition – Refaire"),
        ("undo_all", "Ctrl+U", "Édition – Annuler tout"),
    ],
    "KEY-41": [
        ("cut", "Ctrl+X", "Édition – Couper"),
        ("copy", "Ctrl+C", "Édition – Copier"),
        ("paste", "Ctrl+V", "Édition – Coller"),
    ],
    "KEY-42": [("select_all", "Ctrl+A", "Édition – Sélectionner tout")],
    "KEY-43": [("tick", "Ctrl+Espace", ""), ("tick_space", "Espace", "")],
    "KEY-44": [("tick_up", "Maj+↑", ""), ("tick_down", "Maj+↓", "")],
    "KEY-45": [("windows", "Alt+W", "Fenêtre – Liste des fenêtres")],
    "KEY-46": [("back", "Échap", ""), ("close_window", "Ctrl+W", "Fichier – Fermer")],
    "KEY-47": [("quit", "Ctrl+Q", "Fichier – Quitter")],
    "KEY-48": [("first", "Ctrl+Début", ""), ("last", "Ctrl+Fin", "")],
    "KEY-49": [("previous_tab", "Ctrl+PgPréc", ""), ("next_tab", "Ctrl+PgSuiv", "")],
    "KEY-50": [
        ("previous_record", "PgPréc", "Affichage – Fiche précédente"),
        ("next_record", "PgSuiv", "Affichage – Fiche suivante"),
    ],
    "KEY-51": [
        ("previous_list", "Ctrl+←", "Affichage – Liste précédente"),
        ("next_list", "Ctrl+→", "Affichage – Liste suivante"),
    ],
    "KEY-52": [("line_start", "Début", ""), ("line_end", "Fin", "")],
}


@pytest.mark.parametrize(
    "commands", [pytest.param(found, id=name, marks=pytest.mark.spec(name)) for name, found in KEYS.items()]
)
def test_each_command_has_the_keys_and_the_menu_of_the_table(commands: list[tuple[str, str, str]]) -> None:
    table = build_table()
    for identifier, keys, menu in commands:
        assert [legend(key) for key in table[identifier].keys] == keys.split(), identifier
        assert path_of(identifier) == menu
