"""«Consultation/Lettrage»: filter cells, source documents, what is seen on paper."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.screens.browsing.test_ledger_window import books, fill
from tests.screens.program import home, morel, played, program, prose, with_dossier
from tests.services.entries_kit import entry, line, purchase
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.browse.account_lines import LineFilter
from tuicompta.services.browse.consultation import consulted_account
from tuicompta.services.browse.request import Condition, Group, Test
from tuicompta.services.browse.scanned_lines import ScannedLines
from tuicompta.services.entries.reverse import propose_reversal, reverse_entry
from tuicompta.services.entries.save import save_entries
from tuicompta.services.fiscal_years.fiscal_years import create_fiscal_year, fiscal_years, set_current_fiscal_year
from tuicompta.services.lettering.letter import letter_lines

if TYPE_CHECKING:
    from pathlib import Path

    from rich.segment import Segment

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

OPEN = "UPDATE entry SET posted = 0 WHERE id = (SELECT entry_id FROM entry_line WHERE id = ?)"
OF_CUSTOMER = """
    SELECT entry_line.id FROM entry_line JOIN account ON account.id = account_id
     WHERE number = '411MAR' ORDER BY entry_line.entry_date, entry_line.id
"""
__all__ = ["books", "fill", "home", "morel"]


def lines(driver: Driven) -> list[str]:
    top = next(rank for rank, text in enumerate(driver.lines) if "Libellé" in text and "Débit" in text)
    found = [" ".join(text[3:].split()) for text in driver.lines[top + 1 : 18]]
    return [text for text in found if "/26" in text or "/27" in text or "Solde au" in text]


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
        await driver.keys("down", "alt+d")
        assert type(driver.app.frame.windows.front).__name__ == "SingleEntryWindow"
        assert "2 400,00" in driver.text
        await driver.keys("escape")
        await driver.app.frame.open("simple_lettering", number="411MAR")
        await driver.settle()
        before = driver.lines[1:-2]
        await driver.keys("alt+e")
        assert "VE V2 du 02/03/2026 · 2 lignes" in driver.text
        await driver.keys("escape", "alt+d")
        assert type(driver.app.frame.windows.front).__name__ == "SingleEntryWindow"
        await driver.keys("escape")
        assert driver.lines[1:-2] == before


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


def apart(driver: Driven, text: str) -> list[tuple[bool, bool]]:
    """Whether each writing of a text is dimmed, less bright than what follows it on its line, and in italics."""
    found = []
    for strip in driver.app.screen._compositor.render_strips():
        segments = [segment for segment in strip if segment.style is not None]
        for segment, following in pairwise(segments):
            if segment.text.strip() == text:
                found.append((light(segment) < light(following), bool(segment.style and segment.style.italic)))
    return found


def light(segment: Segment) -> int:
    color = segment.style.color if segment.style is not None else None
    return sum(color.get_truecolor()) if color is not None else 0


@pytest.mark.spec("CONS-12")
@played
async def test_a_line_lettered_in_a_later_year_shows_its_code_apart_and_is_unlettered_there_only(morel: Path) -> None:
    def carry(dossier: Dossier) -> None:
        create_fiscal_year(dossier.database, date(2027, 1, 1), date(2027, 12, 31))
        set_current_fiscal_year(dossier, fiscal_years(dossier.database)[0])
        invoice = entry(line("411MAR", 50_000), line("707", credit=50_000), journal="VE", key=1)
        copy = entry(line("411MAR", 50_000), line("707", credit=50_000), journal="VE", day=date(2027, 1, 1), key=2)
        paid = entry(line("5121", 50_000), line("411MAR", credit=50_000), journal="BP", day=date(2027, 1, 9), key=3)
        save_entries(dossier, [invoice, copy, paid], EntryOrigin.IMPORT)
        first, second, third = [found for (found,) in dossier.database.rows(OF_CUSTOMER)]
        with dossier.database.atomic():
            dossier.database.run(
                "UPDATE entry SET posted = 0 WHERE id = (SELECT entry_id FROM entry_line WHERE id = ?)", (second,)
            )
            dossier.database.run("UPDATE entry_line SET carried_line_id = ? WHERE id = ?", (first, second))
            dossier.database.run("UPDATE entry SET posted = 1 WHERE posted = 0")
        letter_lines(dossier, "411MAR", [second, third])

    with_dossier(morel, carry)
    async with program(morel) as driver:
        await driver.run("consultation")
        await driver.type("411MAR")
        await driver.keys("enter")
        assert [text.split()[-2] for text in lines(driver)] == ["AA"]
        assert apart(driver, "AA") == [(True, True)]
        await driver.keys("f9")
        assert "AA" in driver.text
        await driver.keys("escape")
        await driver.app.frame.open("consultation", number="411MAR", start=date(2027, 1, 1), end=date(2027, 12, 31))
        await driver.settle()
        assert [text.split()[-2] for text in lines(driver)] == ["AA", "AA"]
        assert apart(driver, "AA") == []  # written as the rest of the line
        await driver.keys("f9", "o")
        assert "AA" not in "".join(lines(driver))
