"""What the user likes is kept from one run to the next, and so are his own keys."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program
from tuicompta.services.preference_files import (
    PreferencesNotWrittenError,
    config_file,
    read_config,
    read_state,
    state_file,
    write_config,
    write_state,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven

__all__ = ["home", "morel"]

pytestmark = pytest.mark.usefixtures("home")
WIDE = (120, 40)


@pytest.mark.spec("NAV-04", "NAV-11", "INST-14")
@played
async def test_the_panel_is_found_as_it_was_left(morel: Path) -> None:
    async with program(morel, size=WIDE) as driver:
        await driver.run("options")
        await to_choice(driver, "panel_width", "Large")
        await driver.keys("f9", "f6", "down", "right", "escape")
        await driver.run("panel_headings")
    async with program(morel, size=WIDE) as driver:
        assert driver.app.frame.panel.size.width == 40
        assert driver.app.frame.panel.short
        menu = driver.app.frame.panel.menu
        await driver.run("navigation_panel")
    async with program(morel, size=WIDE) as driver:
        assert driver.app.frame.panel.size.width == 3
        assert driver.app.frame.panel.menu == menu != 0


async def to_choice(driver: Driven, name: str, label: str) -> None:
    """Choose a value of a field of the options."""
    for _ in range(20):
        if getattr(driver.app.frame.focused, "field_name", "") == name:
            break
        await driver.keys("tab")
    await driver.type(label)
    await driver.keys("tab")


@pytest.mark.spec("OPI-04", "OEN-03", "INST-14")
@played
async def test_a_theme_is_shown_at_once_and_written_in_the_folder_of_settings(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("options")
        await to_choice(driver, "theme", "Clair")
        await driver.keys("ctrl+s")
        assert driver.app.theme == "clair"
        assert tomllib.loads(config_file().read_text("utf-8")) == {"theme": "clair"}
    assert config_file().parts[-3:] == ("config", "tuicompta", "config.toml")
    assert config_file().stat().st_mode & 0o777 == 0o600
    async with program(morel) as driver:
        assert driver.app.theme == "clair"


@pytest.mark.spec("KEY-19", "OPI-05")
@played
async def test_a_command_is_given_another_key_which_stays(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("keys_page")
        await driver.type("rafraîchir")
        await driver.keys("f9")
        assert "Appuyez sur la touche" in driver.text
        await driver.keys("shift+f9")
        assert "Maj+F9" in driver.text
    async with program(morel) as driver:
        assert driver.app.keymap.actions_of("shift+f9") == ["refresh_data"]
        assert driver.app.keymap.actions_of("f5") == []
        await driver.run("keys_page")
        await driver.run("original_keys")
        await driver.keys("o")
        assert driver.app.keymap.actions_of("f5") == ["refresh_data"]
    assert read_config() == {"keys": {}}


@pytest.mark.spec("KEY-19", "OPI-05", "KEY-09")
@played
async def test_a_key_that_is_taken_kept_by_terminals_or_typed_is_refused(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("keys_page")
        await driver.type("rafraîchir")
        for key, words in (("ctrl+s", "«Enregistrer»"), ("f11", "ne l'envoient pas"), ("x", "écrit un caractère")):
            await driver.run("add_key")
            await driver.keys(key)
            assert "Refusé" in driver.text
            assert words in driver.text
            await driver.keys("enter")
        await driver.run("add_key")
        await driver.keys("escape")
        assert driver.app.keymap.keys_of("refresh_data") == ("f5",)
        await driver.run("add_key")
        await driver.keys("shift+f9")
        assert driver.app.keymap.keys_of("refresh_data") == ("f5", "shift+f9")
        await driver.run("remove_key")
        await driver.keys("enter")
        assert driver.app.keymap.keys_of("refresh_data") == ("shift+f9",)
        await driver.run("remove_key")
        assert "ne se retire pas" in driver.message


@played
async def test_a_damaged_file_is_said_and_left_as_it_is(morel: Path) -> None:
    config_file().parent.mkdir(parents=True)
    config_file().write_text("theme = clair")
    async with program(morel) as driver:
        assert "config.toml est illisible" in driver.message
        await driver.run("options")
        await to_choice(driver, "theme", "Clair")
        await driver.keys("ctrl+s")
        assert "Refusé" in driver.text
        await driver.keys("enter")
    assert config_file().read_text() == "theme = clair"


@pytest.mark.parametrize("text", ["", "[", "3", "\x00", "[" * 100_000, '{"panel_menu": "x", "recent_commands": 3}'])
def test_a_damaged_state_is_as_good_as_none(text: str) -> None:
    state_file().parent.mkdir(parents=True)
    state_file().write_text(text)
    read_state()
    write_state({"panel_menu": 2})
    assert json.loads(state_file().read_text())["panel_menu"] == 2


def test_two_sessions_do_not_undo_each_other() -> None:
    write_config({"theme": "clair"})
    write_config({"keys": {"save": ["alt+s"]}})
    assert read_config() == {"theme": "clair", "keys": {"save": ["alt+s"]}}
    assert [path.name for path in config_file().parent.iterdir()] == ["config.toml"]


def test_a_folder_that_cannot_be_made_is_said() -> None:
    config_file().parent.parent.write_text("un fichier")
    with pytest.raises(PreferencesNotWrittenError, match=r"config\.toml"):
        write_config({"theme": "clair"})


@played
async def test_keys_that_no_keyboard_sends_are_left_out(morel: Path) -> None:
    write_config({"keys": {"save": ["ctrl+", "++", "f11", "é", "alt+y"], "accept": [], "nothing": ["f5"]}})
    async with program(morel) as driver:
        assert driver.app.keymap.keys_of("save") == ("alt+y",)
        assert driver.app.keymap.keys_of("accept") == ("enter",)
        await driver.run("keys_page")
        assert "Touches" in driver.lines[1]
