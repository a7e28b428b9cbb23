"""At 80 columns two invoices are told apart, in the consultation, in the ledger and in the search."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, with_dossier
from tests.services.entries_kit import entry, line
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.status import simulate_entry

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]
USEFUL = "Date Jnl Pièce Libellé Débit Crédit Let. Solde"


def fill(dossier: Dossier) -> None:
    """Thirty invoices of a customer, 45 000,00 each: their pieces differ by the last characters."""
    invoices = [
        entry(
            line("411MAR", 45_000_00, label=f"Lot {rank:02} du marché", piece=f"VE2602-000{rank:02}"),
            line("707", credit=45_000_00, label=f"Lot {rank:02} du marché", piece=f"VE2602-000{rank:02}"),
            journal="VE",
            day=date(2026, 2, 3),
            key=rank,
        )
        for rank in range(1, 31)
    ]
    save_entries(dossier, invoices, EntryOrigin.CONTINUOUS_ENTRY)


def simulate(dossier: Dossier) -> None:
    simulate_entry(dossier, dossier.database.value("SELECT max(id) FROM entry"))


@pytest.fixture
def books(morel: Path) -> Path:
    """A customer whose debit goes beyond a million."""
    with_dossier(morel, fill)
    return morel


def heading(driver: Driven) -> tuple[str, list[str]]:
    """The headings, and the lines under them."""
    top = next(rank for rank, text in enumerate(driver.lines) if "Libellé" in text and "Débit" in text)
    return " ".join(driver.lines[top][3:].split()), [text[3:] for text in driver.lines[top + 1 : -2]]


@pytest.mark.spec("CONS-10", "CONS-13", "CONS-14", "UIX-17")
@played
async def test_the_consultation_shows_what_one_works_with(books: Path) -> None:
    async with program(books) as driver:
        await driver.app.frame.open("consultation", number="411MAR")
        await driver.settle()
        titles, shown = heading(driver)
        assert titles == USEFUL
        words = shown[0].split()
        assert words[:3] == ["03/02/26", "VE", "VE2602-00001"]
        assert "Lot 01" in shown[0]
        assert "Lot 02" in shown[1]
        assert " ".join(shown[0].split()).endswith("45 000,00 45 000,00")
        total = next(text for text in shown if text.startswith("Total"))
        assert total.split("  ")[-1].strip() == "1 350 000,00"
        await driver.keys("ctrl+end")
        assert any(" ".join(text.split()).endswith("45 000,00 1 350 000,00") for text in heading(driver)[1])
        await driver.keys("end")
        assert heading(driver)[0].endswith("Document S")


@pytest.mark.spec("LETT-27", "UIX-16")
@played
async def test_the_letter_of_simulated_lines_is_in_sight_while_they_are_shown(books: Path) -> None:
    with_dossier(books, simulate)
    async with program(books) as driver:
        await driver.app.frame.open("consultation", number="411MAR")
        await driver.settle()
        assert heading(driver)[0] == USEFUL
        await driver.run("consultation_filters")
        while getattr(driver.app.frame.focused, "field_name", "") != "S":
            await driver.keys("tab")
        await driver.keys("space", "f9", "ctrl+end")
        assert heading(driver)[0] == f"S {USEFUL}"
        assert any(text.strip().startswith("S 03/02/26 VE") for text in heading(driver)[1])


@pytest.mark.spec("GLI-10")
@played
async def test_the_ledger_shows_the_lettering_code_and_whole_totals(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("interactive_ledger")
        titles, shown = heading(driver)
        assert titles == USEFUL
        assert "VE2602-00001" in shown[1]
        assert "Lot 01" in shown[1]
        assert "Total débit 1 350 000,00   crédit 1 350 000,00 · débit = crédit" in driver.text
        await driver.keys("ctrl+end")
        found = [" ".join(text.split()) for text in heading(driver)[1]]
        assert "Total 707 1 350 000,00 -1 350 000,00" in found


@pytest.mark.spec("RECH-03", "RECH-20", "LST-18")
@played
async def test_the_search_shows_piece_account_label_and_whole_totals(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("entry_search")
        titles, shown = heading(driver)
        assert titles.startswith("S Jnl Jour Pièce N° de co")
        assert titles.endswith("Libellé Débit Crédit")
        assert shown[0].split()[:4] == ["VE", "03/02/26", "VE2602-00001", "411MAR"]
        assert "Lot 01" in shown[0]
        assert any(text.startswith("Total") and text.endswith("1 350 000,00 1 350 000,00") for text in shown)
        if "…" in shown[0]:
            assert any(text.strip() == "Libellé : Lot 01 du marché" for text in shown)
        await driver.keys("end")
        assert "N° de chèque Origine" in " ".join(driver.text.split())
