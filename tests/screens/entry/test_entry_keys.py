"""The key bar of the entry windows follows the cell under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program
from tests.screens.test_journal_grid import opened, typed

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["home", "morel"]


@pytest.mark.spec("SW-03")
@played
async def test_the_key_bar_shows_the_most_used_actions_of_the_cell(morel: Path) -> None:
    async with program(morel) as driver:
        await opened(driver)
        assert driver.lines[-1].startswith("F9 Enregistrer et Fermer  F4 Calendrier  F12 Équilibrer")
        await typed(driver, "15")
        assert driver.lines[-1].startswith("F9 Enregistrer et Fermer  F4 Liste  F2 Fiche  F7 Consulter")
        await typed(driver, "6411")
        assert driver.lines[-1].startswith("F9 Enregistrer et Fermer  F4 Modèles  F12 Équilibrer")
        await typed(driver, "paie")
        assert driver.lines[-1].startswith("F9 Enregistrer et Fermer  F12 Équilibrer")
        assert "F4" not in driver.lines[-1]


@pytest.mark.spec("SW-03")
@played
async def test_the_kilometre_screen_does_the_same(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("continuous_entry")
        assert driver.lines[-1].startswith("F9 Enregistrer et Fermer  F4 Liste  F2 Fiche")
        await typed(driver, "od")
        assert driver.lines[-1].startswith("F9 Enregistrer et Fermer  F4 Calendrier")
