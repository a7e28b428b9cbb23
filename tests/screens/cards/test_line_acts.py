"""The acts on the lines of a table inside a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["home", "morel"]


@pytest.mark.spec("FIC-13", "UINV-01")
@pytest.mark.parametrize("function", ["journals", "chart_of_accounts", "third_parties", "guide_models"])
@played
async def test_the_first_card_opened_offers_to_remove_a_line(morel: Path, function: str) -> None:
    async with program(morel) as driver:
        await driver.run(function)
        await driver.keys("enter", "f8")
        labels = [item.label for item in driver.app.frame.dialogs.top.items]  # type: ignore[union-attr]
        assert "Supprimer la ligne" in labels
