"""Whatever keys are typed in the single entry, the opening balance and above a foot, the books stand."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.screens.program import home, morel, program, with_dossier
from tests.services.entries.foot.test_save import typed
from tests.services.entries_kit import entry, line, save
from tuicompta.core.text import cell_width
from tuicompta.services.dossiers.check import check_dossier

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

MOVES = [
    "up",
    "down",
    "left",
    "right",
    "home",
    "end",
    "tab",
    "shift+tab",
    "ctrl+home",
    "ctrl+end",
    "pageup",
    "pagedown",
]
ACTS = ["enter", "enter", "escape", "f12", "f4", "insert", "ctrl+n", "ctrl+d", "delete", "ctrl+r", "ctrl+z", "ctrl+y"]
SAVES = ["ctrl+s", "ctrl+x", "ctrl+v", "ctrl+up", "ctrl+down", "backspace", "f5"]
WORDS = [
    "od",
    "bp",
    "15",
    "31",
    "4/3",
    "411MAR",
    "401DUP",
    "6411",
    "421",
    "512",
    "100",
    "-5",
    "10/3",
    "F 1",
    "*",
    "+",
    "/",
]
HOSTILE = ["\u202eevil", "é漢" * 20, "[red]x", "9" * 20, "1/0", "'; DROP TABLE entry; --"]
STEPS = st.one_of(
    st.sampled_from(WORDS + HOSTILE).map(lambda text: f"type:{text}"), st.sampled_from([*MOVES, *ACTS, *SAVES, "enter"])
)
ENTRIES = ("SELECT count(*) FROM entry", "SELECT count(*) FROM entry_line")


def prepare(dossier: Dossier) -> None:
    dossier.database.run("UPDATE journal_year SET counterpart_mode = 'foot_of_journal' WHERE journal_id = 5")
    save(dossier, typed("411MAR", 300_00), typed("401DUP", -120_00, 9, key=2))
    lines = line("6411", 100, label="Paie"), line("421", credit=100, label="Paie")
    save(dossier, entry(*lines, journal="OD"))


async def show(driver: Driven, window: str) -> None:
    if window == "foot":
        await driver.run("journal_months")
        await driver.run("all_months_tab")
        await driver.type("ca3")
        await driver.keys("enter")
    elif window == "stored":
        await driver.app.frame.open("single_entry", entry=3, line=5)
        await driver.settle()
    else:
        await driver.run(window)


async def play(path: Path, window: str, steps: list[str]) -> None:
    async with program(path) as driver:
        await show(driver, window)
        for step in steps:
            if step.startswith("type:"):
                await driver.paste(step[5:])
            else:
                await driver.keys(step)
            width, height = driver.app.size
            assert len(driver.lines) == height
            assert all(cell_width(shown) <= width for shown in driver.lines)


@pytest.mark.attack
@pytest.mark.parametrize("window", ["single_entry", "stored", "opening_balance", "foot"])
def test_the_books_stand_whatever_is_typed(morel: Path, tmp_path: Path, window: str, attack_factor: int) -> None:
    with_dossier(morel, prepare)
    model = shutil.copy(morel, tmp_path / "model.compta")

    @settings(
        max_examples=3 * attack_factor,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    @given(st.lists(STEPS, max_size=40))
    def attack(steps: list[str]) -> None:
        shutil.copy(model, morel)
        asyncio.run(play(morel, window, steps))
        assert with_dossier(morel, lambda dossier: check_dossier(dossier.database)) == []

    attack()
