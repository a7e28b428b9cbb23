"""A customer account to letter on screen: 411MAR accepts gaps of 5 cents."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.screens.program import with_dossier
from tests.services.entries_kit import entry, line
from tests.services.lettering.kit import accept_gap, codes, post
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.status import simulate_entry

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

BALANCES = (1200_00, 240_00, -1200_00, 1000_00, -400_00, 120_00, -119_97)
PIECES = ("V1", "V2", "P1", "V3", "P2", "V4", "P3")


def fill(dossier: Dossier) -> None:
    """Seven open lines from February to April, and a simulated one in May."""
    accept_gap(dossier)
    days = [date(2026, 2, 3 + 2 * rank) if rank < 4 else date(2026, 3, 10 + rank) for rank in range(len(BALANCES))]
    post(dossier, *BALANCES, days=days, pieces=PIECES)
    simulated = entry(line("411MAR", 99), line("707", credit=99), journal="VE", day=date(2026, 5, 1), key=11)
    saved = save_entries(dossier, [simulated], EntryOrigin.CONTINUOUS_ENTRY)
    simulate_entry(dossier, saved[0].entry_id)


def codes_in(path: Path) -> list[str]:
    """The codes of the lines of 411MAR in a dossier file."""
    found: list[str] = with_dossier(path, codes)
    return found


def note(driver: Driven) -> str:
    """The line between the rows and their totals."""
    place = next(rank for rank, text in enumerate(driver.lines) if text[3:].startswith("Total"))
    return " ".join(driver.lines[place - 1][3:].split())


def shown_pieces(driver: Driven) -> list[object]:
    """The pieces of the lines on screen."""
    grid = driver.app.frame.windows.front.grid  # type: ignore[union-attr]
    place = [column.identifier for column in grid.columns].index("piece")
    return [row.values[place] for row in grid.window.visible]


async def consult(driver: Driven, number: str = "411MAR") -> None:
    """Consult an account."""
    await driver.run("consultation")
    await driver.type(number)
    await driver.keys("enter")
