"""«Consultation/Lettrage»: filter cells, source documents, what is seen on paper."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.browsing.test_ledger_window import books, fill
from tests.screens.program import home, morel, played, program, prose, with_dossier
from tests.services.entries_kit import purchase
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.browse.account_lines import LineFilter
from tuicompta.services.browse.request import Condition, Group, Test
from tuicompta.services.browse.scanned_lines import ScannedLines
from tuicompta.services.consultation import consulted_account
from tuicompta.services.entries.reverse import propose_reversal, reverse_entry
from tuicompta.services.entries.save import save_entries
from tuicompta.services.fiscal_years import fiscal_years

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossier import Dossier

__all__ = ["books", "fill", "home", "morel"]


def lines(driver: Driven) -> list[str]:
    top = next(rank for rank, text in enumerate(driver.lines) if "Libellé" in text and "Débit" in text)
    found = [" ".join(text[3:].split()) for text in driver.lines[top + 1 : 18]]
    return [text for text in found if "/26" in text or "Solde au" in text]


async def consult(driver: Driven) -> None:
    await driver.run("consultation")
    await driver.type("411MAR")
    await driver.keys("enter")


@pytest.mark.spec("CONS-19", "INVV-05")
@played
async def test_filter_cells_keep_lines_and_hiding_them_removes_their_filters(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        every = lines(driver)
        assert len(every) == 3
        await driver.run("filter_row")
        await driver.keys("right")
        await driver.type(">=01/03/2026")
        await driver.keys("enter")
        assert [text.split()[0] for text in lines(driver)] == ["02/03/26", "10/03/26"]
        assert lines(driver)[-1].endswith("1 200,00 AA 1 200,00")
        await driver.run("filter_row")
        assert lines(driver) == every
        await driver.run("filter_row")
        for _ in range(4):
            await driver.keys("right")
        await driver.type("2400")
        await driver.keys("enter")
        assert [text.split()[0] for text in lines(driver)] == ["02/03/26"]
        await driver.run("filter_row")
        assert lines(driver) == every


@pytest.mark.spec("CONS-19")
@played
async def test_a_cell_that_cannot_be_read_filters_nothing(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        await driver.run("filter_row")
        await driver.keys("right")
        await driver.type(">jamais")
        await driver.keys("enter")
        assert "Filtre illisible pour «Date»" in prose(driver)
        await driver.keys("enter")
        assert len(lines(driver)) == 3


@pytest.mark.spec("CONS-18")
@played
async def test_the_document_of_a_line_is_opened_where_there_is_one(books: Path) -> None:
    def reverse(dossier: Dossier) -> None:
        entry = dossier.database.value("SELECT id FROM entry WHERE entry_date = '2026-03-02'")
        reverse_entry(dossier, entry, propose_reversal(dossier.database, entry).reversal)

    with_dossier(books, reverse)
    async with program(books) as driver:
        await consult(driver)
        await driver.run("view_document")
        assert "Aucun document pour cette écriture" in driver.message
        await driver.keys("down")
        await driver.run("view_document")
        assert type(driver.app.frame.windows.front).__name__ == "SingleEntryWindow"
        assert "2 400,00" in driver.text


@pytest.mark.spec("CONS-26")
@played
async def test_what_is_seen_is_printed_with_figures_and_totals(books: Path) -> None:
    async with program(books, (98, 30)) as driver:
        await consult(driver)
        await driver.keys("alt+l", "alt+l", "ctrl+p")
        words = prose(driver)
        assert "Compte 411MAR Martin SA" in words
        assert "Exercice 2026 : Débit 3 600,00 Crédit 1 200,00 Solde 2 400,00 débiteur" in words
        assert "Lettrées" in words
        assert "03/02/2026 VE V1" in words
        assert "02/03/2026" not in words
        assert "Total 1 200,00 1 200,00" in words


def test_conditions_filter_the_opening_balance_too(books: Path) -> None:
    def check(dossier: Dossier) -> None:
        save_entries(dossier, [purchase("B1", total=600, day=date(2026, 4, 1), key=50)], EntryOrigin.IMPORT)
        year = fiscal_years(dossier.database)[0]
        account = consulted_account(dossier.database, "411MAR")
        only = Group((Condition("debit", Test.EQUAL, (120_000,)),))
        shown = LineFilter(year, date(2026, 3, 1), year.end, conditions=only)
        read = ScannedLines(dossier.database, account.id, shown).read(dossier.database)
        assert (read.opening, read.count()) == (120_000, 0)

    with_dossier(books, check)
