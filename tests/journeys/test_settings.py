"""The company, the options and the small tables set by the keyboard alone, in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.desk import HOME
from tests.journeys.raw import assert_harmless

if TYPE_CHECKING:
    from tests.journeys.conftest import DeskOpener

SETTING = "SELECT json_extract(value, '$') FROM setting WHERE key = "
KEY_BUDGET = 4096


@pytest.mark.spec("SO-02", "ADR-01", "SET-01", "SET-05", "UIX-13")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_stranger_sets_the_address_an_option_and_a_table(morel: DeskOpener, size: tuple[int, int]) -> None:
    desk = morel(size=size)
    desk.wait_for(HOME)
    desk.run("coordonnées")
    desk.wait_for("Société – Coordonnées")
    desk.type("sarl⇥⇥⇥12 rue de la Gare⇥⇥⇥⇥72100⇥")
    desk.wait_for("Sarthe")
    desk.keys("escape")
    desk.type("pièces absentes")
    desk.wait_for("Options comptables – Saisie")
    desk.type("⏎ ")
    desk.wait_for("[ ] Alerte sur les pièces absentes")
    desk.keys("ctrl+s")
    desk.wait_for("Enregistré")
    desk.wait_stored([("Le Mans",)], f"{SETTING}'company.town'")
    desk.wait_stored([(0,)], f"{SETTING}'entry.warn_missing_pieces'")
    desk.run("civilités")
    desk.wait_for("Maître")
    desk.keys("insert")
    desk.wait_for("Libellé *")
    desk.type("Régie")
    desk.keys("f9")
    desk.wait_stored([("Régie",)], "SELECT label FROM title WHERE label LIKE 'R%'")
    assert_harmless(desk.terminal.sent())
    assert desk.quit() == 0


def test_a_key_in_the_settings_sends_little_to_the_terminal(morel: DeskOpener) -> None:
    desk = morel()
    desk.wait_for(HOME)
    desk.run("coordonnées")
    desk.wait_for("Société – Coordonnées")
    desk.keys("tab", "tab")
    desk.wait_idle()
    for character in "Gérante":
        desk.terminal.mark()
        desk.type(character)
        desk.wait_idle()
        assert len(desk.terminal.bytes_since_mark()) < KEY_BUDGET


@pytest.mark.spec("DOSF-02")
def test_what_is_typed_in_the_settings_is_asked_about_before_leaving(morel: DeskOpener) -> None:
    desk = morel()
    desk.wait_for(HOME)
    desk.run("coordonnées")
    desk.wait_for("Société – Coordonnées")
    desk.type("⇥⇥Gérante")
    desk.wait_for("Gérante")
    assert desk.quit_and_drop() == 0
    desk.wait_stored([], f"{SETTING}'company.quality'")
