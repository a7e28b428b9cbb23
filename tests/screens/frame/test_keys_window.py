"""The page of keys when a search hides every command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["home", "morel"]


@pytest.mark.spec("KEY-19")
@pytest.mark.parametrize("key", ["enter", "f9", "f2"])
@played
async def test_no_key_is_changed_where_no_command_is_shown(morel: Path, key: str) -> None:
    async with program(morel) as driver:
        await driver.run("keys_page")
        await driver.type("zzzz")
        await driver.keys(key)
        assert driver.app.frame.dialogs.top is None
        assert driver.app.frame.keymap.own == {}
