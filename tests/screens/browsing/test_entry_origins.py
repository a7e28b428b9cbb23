"""Opening an entry from a list: in the single entry, or in the screen that produced it (SE-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, with_dossier
from tests.services.entries.foot.test_save import typed
from tests.services.entries_kit import entry, line, save
from tests.services.guides_kit import guided, new_model
from tests.services.practical.kit import purchase
from tuicompta.core.enums import Side
from tuicompta.screens.browsing.lines import open_entry
from tuicompta.screens.entry.journal_window import JournalWindow
from tuicompta.screens.entry.single_entry import SingleEntryWindow
from tuicompta.screens.guides.guided_card import GuidedEntryCard
from tuicompta.screens.practical.invoice_card import PurchaseCard
from tuicompta.services.guides.lines import GuideModelLine
from tuicompta.services.guides.posting import post_guided_entry
from tuicompta.services.practical.invoice_saving import save_invoice

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.screens.frame.window import Window
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]


async def opened(driver: Driven, entry_id: int = 1, line_id: int = 1) -> Window:
    """Open an entry on one of its lines as the lists do."""
    frame = driver.app.frame
    await open_entry(frame, frame.session.dossier, entry_id, line_id)  # type: ignore[arg-type]
    await driver.settle()
    assert frame.windows.front is not None
    return frame.windows.front


@pytest.mark.spec("SE-04", "INV-09")
@played
async def test_a_practical_entry_opens_on_its_form(morel: Path) -> None:
    with_dossier(morel, lambda dossier: save_invoice(dossier, purchase()))
    async with program(morel) as driver:
        assert isinstance(await opened(driver), PurchaseCard)
        assert "Papier" in driver.text


@pytest.mark.spec("SE-04", "INV-09", "CTX-04")
@played
async def test_a_guided_entry_opens_on_its_form_until_its_link_is_broken(morel: Path) -> None:
    def prepare(dossier: Dossier) -> None:
        lines = GuideModelLine("6411", "Paie", Side.DEBIT), GuideModelLine("421", "Paie", Side.CREDIT)
        new_model(dossier, *lines)
        post_guided_entry(dossier, guided(dossier, "Essai", {1: 100, 2: 100}))

    with_dossier(morel, prepare)
    async with program(morel) as driver:
        assert isinstance(await opened(driver), GuidedEntryCard)
        await driver.keys("escape")
    with_dossier(morel, lambda dossier: dossier.database.run("UPDATE entry SET linked = 0"))
    async with program(morel) as driver:
        assert isinstance(await opened(driver), SingleEntryWindow)


@pytest.mark.spec("SE-02", "SE-04")
@played
async def test_an_entry_typed_in_an_entry_screen_opens_here(morel: Path) -> None:
    lines = line("6411", 100, label="Paie"), line("421", credit=100, label="Paie")
    with_dossier(morel, lambda dossier: save(dossier, entry(*lines, journal="OD")))
    async with program(morel) as driver:
        window = await opened(driver, 1, 2)
        assert isinstance(window, SingleEntryWindow)
        assert window.machine.cursor.row == 1
        assert window.title == "Écriture comptable"


@pytest.mark.spec("INV-07")
@played
async def test_a_day_at_foot_opens_its_journal_on_the_line(morel: Path) -> None:
    def prepare(dossier: Dossier) -> None:
        dossier.database.run("UPDATE journal_year SET counterpart_mode = 'foot_of_journal' WHERE journal_id = 5")
        save(dossier, typed("411MAR", 10), typed("401DUP", -3, key=2))

    with_dossier(morel, prepare)
    async with program(morel) as driver:
        window = await opened(driver, 1, 2)
        assert isinstance(window, JournalWindow)
        assert window.machine.current_line.account == "401DUP"
