"""An entry of the journal window saved as soon as it balances (SW-05, OSA-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, value, with_dossier
from tuicompta.services.settings.setting_changes import change_settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven

__all__ = ["home", "morel"]

ENTRIES = "SELECT count(*) FROM entry"


async def type_payroll(driver: Driven, *, last: str = "enter") -> None:
    """Type a balanced entry of two lines in the journal OD; `last` leaves it."""
    await driver.run("journal_months")
    await driver.type("od")
    await driver.keys("enter", "insert")
    await driver.type("15")
    await driver.keys("enter")
    await driver.type("6411")
    await driver.keys("enter")
    await driver.type("paie")
    await driver.keys("enter")
    await driver.type("100")
    await driver.keys("enter")
    await driver.type("421")
    await driver.keys("enter", last)


@pytest.mark.spec("OSA-06", "SW-05")
@pytest.mark.parametrize("on", [True, False])
@played
async def test_a_balanced_entry_is_saved_by_itself_where_the_option_says_so(morel: Path, on: bool) -> None:  # noqa: FBT001
    with_dossier(morel, lambda dossier: change_settings(dossier, {"entry.autosave": on}))
    async with program(morel) as driver:
        await type_payroll(driver)
        assert value(morel, ENTRIES) == int(on)
        assert ("1 écriture enregistrée" in driver.message) is on
        assert bool(driver.app.frame.windows.all[0].unsaved()) is not on


@pytest.mark.spec("OSA-06")
@played
async def test_what_does_not_balance_yet_waits(morel: Path) -> None:
    with_dossier(morel, lambda dossier: change_settings(dossier, {"entry.autosave": True}))
    async with program(morel) as driver:
        await type_payroll(driver, last="escape")
        assert value(morel, ENTRIES) == 0


@pytest.mark.spec("OSA-06", "OSA-10")
@played
async def test_a_warning_is_asked_once_and_correcting_saves_nothing(morel: Path) -> None:
    with_dossier(morel, lambda dossier: change_settings(dossier, {"entry.autosave": True}))
    async with program(morel) as driver:
        await driver.run("journal_months")
        await driver.type("od")
        await driver.keys("enter", "insert")
        await driver.type("15")
        await driver.keys("enter")
        await driver.type("6411")
        await driver.keys("enter")
        await driver.type("paie")
        await driver.keys("enter")
        await driver.type("-100")
        await driver.keys("enter")
        await driver.type("421")
        await driver.keys("enter", "enter")
        assert "À vérifier avant d'enregistrer" in driver.text
        await driver.keys("c")
        await driver.keys("right")
        assert "À vérifier" not in driver.text
        assert value(morel, ENTRIES) == 0
