"""Esc during a long reading of the books gives back what was on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.browsing.test_ledger_window import books
from tests.screens.program import home, morel, played, program, prose, to_field
from tests.services.dossiers.test_apart import ENDLESS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["books", "home", "morel"]


async def until(driver: Driven, text: str) -> None:
    """Wait for a text on screen."""
    while text not in driver.text:
        await driver.pilot.pause(0.05)


@pytest.mark.spec("UIX-19", "GLI-09")
@pytest.mark.parametrize("window", ["interactive_ledger", "interactive_balance"])
@played
async def test_esc_gives_up_the_reading_and_the_filters_that_asked_for_it(books: Path, window: str) -> None:
    async with program(books, (98, 30)) as driver:
        await driver.run(window)
        before = driver.lines[1:-2]
        front = driver.app.frame.windows.front
        assert front is not None
        read_apart = front.read_apart  # type: ignore[attr-defined]

        async def endless(title: str, _: object) -> None:
            def read(own: Dossier) -> object:
                return own.database.value(ENDLESS)

            await read_apart(title, read)

        front.read_apart = endless  # type: ignore[attr-defined]
        driver.waits_for_work = False
        await driver.keys("alt+r")
        await to_field(driver, "low")
        await driver.type("411")
        await driver.keys("f5")
        await until(driver, "Échap : interrompre")
        await driver.keys("escape")
        await until(driver, "interrompue")
        assert "Lecture interrompue : ce qui est affiché reste tel qu'il était." in prose(driver)
        await driver.keys("enter")
        assert driver.lines[1:-2] == before
