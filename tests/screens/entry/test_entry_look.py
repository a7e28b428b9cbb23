"""«Environnement de saisie»: the look of the entry grids of a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, to_field, with_dossier
from tuicompta.core.settings import SETTINGS, Page, settings_of_page
from tuicompta.screens.entry.entry_look import look_of
from tuicompta.screens.entry.entry_window import EntryWindow
from tuicompta.services.settings.settings import set_settings
from tuicompta.widgets.entry_grid import EntryGrid, EntryLook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven

__all__ = ["home", "morel"]

RULE = "──────────"


def grid_of(driver: Driven) -> EntryGrid:
    window = driver.app.frame.windows.front
    assert isinstance(window, EntryWindow)
    return window.grid


async def two_entries(driver: Driven) -> None:
    """Type an entry that balances and the start of one that does not."""
    await driver.run("continuous_entry")
    await driver.type("OD")
    await driver.keys("enter")
    for text in ("15032026", "6064", "Fournitures", "120"):
        await driver.type(text)
        await driver.keys("enter")
    await driver.settle()


@pytest.mark.spec("OEN-01")
def test_the_defaults_are_those_of_the_specification() -> None:
    assert {one.key.partition(".")[2]: one.default for one in settings_of_page(Page.ENVIRONMENT)} == {
        "separation": "lines",
        "columns": False,
        "frame": True,
        "ground": "theme",
        "unbalanced": "wrong",
    }


@pytest.mark.spec("OEN-01")
@played
async def test_what_is_asked_shows_at_once_in_an_open_grid_and_stays_in_the_dossier(morel: Path) -> None:
    async with program(morel, size=(120, 30)) as driver:
        await two_entries(driver)
        before = driver.lines
        assert grid_of(driver).look == EntryLook()
        await driver.run("entry_environment")
        assert "Société – Environnement de saisie" in driver.text
        await to_field(driver, "environment.columns")
        await driver.keys("space", "tab", "space", "ctrl+s", "ctrl+w")
        assert grid_of(driver).look == EntryLook(frame=False, columns=True)
        assert driver.lines != before
        assert sum(line.count("│") for line in driver.lines) > sum(line.count("│") for line in before) + 4
    async with program(morel) as driver:
        await driver.keys("n")
        await driver.run("entry_environment")
        await driver.run("default_environment")
        await driver.keys("ctrl+s")
    with_dossier(morel, lambda dossier: _is_default(look_of(dossier)))


def _is_default(look: EntryLook) -> None:
    assert look == EntryLook()


@pytest.mark.spec("OEN-01")
@played
async def test_an_entry_that_does_not_balance_always_has_its_sign(morel: Path) -> None:
    chosen = {"environment.unbalanced": "strong", "environment.ground": "tinted", "environment.separation": "shading"}
    assert set(chosen) <= set(SETTINGS)
    with_dossier(morel, lambda dossier: set_settings(dossier.database, chosen))
    async with program(morel, size=(120, 30)) as driver:
        await two_entries(driver)
        assert grid_of(driver).look == EntryLook(rules=False, shading=True, tinted=True, unbalanced="strong")
        assert any("!" in line and "6064" in line for line in driver.lines)
        runs = list(grid_of(driver).paint(1, 110))
        assert "strong shaded" in {voice for _, voice in runs}
        assert "wrong" not in {voice for _, voice in runs}
