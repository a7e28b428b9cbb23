"""From a line to its whole entry, from the entry to an account, and back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, with_dossier
from tests.services.entries_kit import entry, line
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.entries.save import save_entries

if TYPE_CHECKING:
    from pathlib import Path

    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]


def fill(dossier: Dossier) -> None:
    parts = [line("6064", 10_00 + rank, label=f"Part {rank}") for rank in range(30)]
    total = sum(part.debit for part in parts)
    supplier = line("401DUP", credit=total, label="Facture longue")
    other = entry(line("6064", 5_00), line("5121", credit=5_00), journal="BP", day=date(2026, 1, 2), key=9)
    save_entries(dossier, [other, entry(*parts, supplier, journal="AC", key=1)], EntryOrigin.CONTINUOUS_ENTRY)


@pytest.mark.spec("CONS-25")
@played
async def test_a_long_entry_is_counted_under_the_lines_and_read_to_its_end(morel: Path) -> None:
    with_dossier(morel, fill)
    async with program(morel) as driver:
        await driver.app.frame.open("consultation", number="401DUP")
        await driver.settle()
        assert driver.lines[20][3:].strip().endswith("· Facture longue")
        shown = driver.lines[21].count(" D")
        assert f"… {30 - shown} autres lignes : Alt+E" in driver.lines[21]
        await driver.keys("alt+e")
        assert "31 lignes" in driver.text
        assert "Part 0 " in driver.text
        assert "Part 29" not in driver.text
        await driver.keys("ctrl+end")
        assert "Part 29" in driver.text
        assert "Facture longue" in driver.text
        await driver.keys("escape")
        assert "Compte 401DUP" in driver.lines[1]


@pytest.mark.spec("CONS-20")
@played
async def test_a_line_of_the_entry_leads_to_its_account_and_esc_comes_back_to_the_same_place(morel: Path) -> None:
    with_dossier(morel, fill)
    async with program(morel) as driver:
        await driver.app.frame.open("consultation", number="6064")
        await driver.settle()
        await driver.keys("pagedown", *["down"] * 3)
        before = driver.lines[1:-2]
        await driver.keys("alt+e", "ctrl+end", "enter")
        assert "Compte 401DUP" in driver.lines[1]
        await driver.keys("escape")
        assert driver.lines[1:-2] == before
        await driver.keys("enter", "escape")
        assert driver.lines[1:-2] == before
