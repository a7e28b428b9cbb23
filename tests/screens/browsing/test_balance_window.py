"""«Balance interactive» by keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.browsing.test_ledger_window import books, fill
from tests.screens.program import home, morel, played, program, to_field, with_dossier
from tests.services.entries_kit import purchase
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.entries.save import save_entries
from tuicompta.services.fiscal_years.fiscal_years import create_fiscal_year, fiscal_years, set_current_fiscal_year

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["books", "fill", "home", "morel"]


def beside(text: str) -> str:
    """What stands beside the panel."""
    return text.replace("┤", "│").partition("│")[2]


def rows(driver: Driven) -> list[str]:
    """The rows of the grid, without blanks in a row."""
    top = next(rank for rank, text in enumerate(driver.lines) if "Intitulé" in text and "Compte" in text)
    end = next(rank for rank, text in enumerate(driver.lines) if rank > top and beside(text).startswith("──"))
    return [text for line in driver.lines[top + 1 : end] if (text := " ".join(beside(line).split()))]


def foot(driver: Driven) -> str:
    return driver.lines[-3].partition("│")[2].strip()


async def balance(driver: Driven, *ticked: str, **filters: str) -> None:
    await driver.run("interactive_balance")
    if ticked or filters:
        await driver.keys("alt+r")
        for name, text in filters.items():
            await to_field(driver, name)
            await driver.type(text)
        for name in ticked:
            await to_field(driver, name)
            await driver.keys("space")
        await driver.keys("f5")


@pytest.mark.spec("BALI-01", "BALI-02", "BALI-10", "BALI-15")
@played
async def test_one_row_an_account_with_totals_and_result(books: Path) -> None:
    async with program(books, (98, 30)) as driver:
        await balance(driver)
        assert rows(driver) == [
            "401DUP Dupont SARL 12,00 12,00",
            "411MAR Martin SA 3 600,00 1 200,00 2 400,00",
            "44566 TVA sur autres biens et s… 2,00 2,00",
            "5121 Comptes en euros 1 200,00 1 200,00",
            "6064 Fournitures administrativ… 10,00 10,00",
            "707 Ventes de marchandises 3 600,00 3 600,00",
        ]
        assert "Total 4 812,00 4 812,00 3 612,00 3 612,00" in " ".join(driver.text.split())
        assert foot(driver) == "Balance entière : débit = crédit · Résultat : bénéfice 3 590,00"


@pytest.mark.spec("BALI-03", "BALI-05", "BALI-09")
@played
async def test_the_period_and_the_range_wait_for_f5(books: Path) -> None:
    async with program(books, (98, 30)) as driver:
        await balance(driver)
        await driver.keys("alt+r")
        await to_field(driver, "end")
        await driver.type("28022026")
        await driver.keys("tab", "escape")
        assert "filtres modifiés" in driver.lines[1]
        assert len(rows(driver)) == 6
        await driver.keys("f5")
        assert rows(driver) == ["411MAR Martin SA 1 200,00 1 200,00", "707 Ventes de marchandises 1 200,00 1 200,00"]
        assert foot(driver) == "sélection partielle · Résultat : bénéfice 1 200,00"
        await driver.keys("alt+r")
        await to_field(driver, "low")
        await driver.type("411")
        await driver.keys("tab")
        await driver.type("411")
        await driver.keys("f5")
        assert rows(driver) == ["411MAR Martin SA 1 200,00 1 200,00"]
        assert foot(driver) == "sélection partielle"


@pytest.mark.spec("BALI-07", "BALI-06")
@played
async def test_accounts_without_movement_and_statuses_are_ticks(books: Path) -> None:
    async with program(books, (98, 30)) as driver:
        await balance(driver, "moved_only", nature="clients")
        found = rows(driver)
        assert "411MAR Martin SA 3 600,00 1 200,00 2 400,00" in found
        assert len(found) > 5
        await driver.keys("alt+r")
        await to_field(driver, "one_customer_line")
        await driver.keys("space")
        await to_field(driver, "S")
        await driver.keys("space", "f5")
        assert rows(driver) == ["41 Clients 3 600,99 1 200,00 2 400,99"]


@pytest.mark.spec("BALI-12")
@played
async def test_six_columns_set_opening_and_movements_apart(books: Path) -> None:
    async with program(books, (200, 30)) as driver:
        await balance(driver, start="01032026")
        await driver.keys("alt+v")
        heading = next(text for text in driver.lines if "Intitulé" in text).partition("│")[2].split()
        assert "Mouvements" in " ".join(heading)
        assert "411MAR Martin SA 1 200,00 2 400,00 1 200,00 2 400,00" in rows(driver)
        await driver.keys("alt+v")
        assert "411MAR Martin SA 3 600,00 1 200,00 2 400,00" in rows(driver)


@pytest.mark.spec("BALI-13")
@played
async def test_sub_totals_come_after_their_accounts_and_count_in_no_total(books: Path) -> None:
    async with program(books, (98, 30)) as driver:
        await balance(driver, "classes", "roots2")
        assert [(text.split("…")[0][:9], text.split()[-1]) for text in rows(driver)] == [
            ("401DUP Du", "12,00"),
            ("Total 40 ", "12,00"),
            ("411MAR Ma", "400,00"),
            ("Total 41 ", "400,00"),
            ("44566 TVA", "2,00"),
            ("Total 44 ", "2,00"),
            ("Total cla", "12,00"),
            ("5121 Comp", "200,00"),
            ("Total 51 ", "200,00"),
            ("Total cla", "200,00"),
            ("6064 Four", "10,00"),
            ("Total 60 ", "10,00"),
            ("Total cla", "10,00"),
            ("707 Vente", "600,00"),
            ("Total 70 ", "600,00"),
            ("Total cla", "600,00"),
        ]
        assert next(text for text in rows(driver) if "classe 4" in text).endswith("3 602,00 1 212,00 2 402,00 12,00")
        assert "Total 4 812,00 4 812,00 3 612,00 3 612,00" in " ".join(driver.text.split())
        await driver.keys("down", "enter")
        assert "n'est pas celle d'un compte" in driver.message


@pytest.mark.spec("BALI-14")
@played
async def test_the_year_before_adds_three_columns(morel: Path) -> None:
    def years(dossier: Dossier) -> None:
        create_fiscal_year(dossier.database, date(2027, 1, 1), date(2027, 12, 31))
        both = [purchase("A1", total=1200), purchase("A2", total=1800, day=date(2027, 1, 5), key=2)]
        save_entries(dossier, both, EntryOrigin.IMPORT)
        set_current_fiscal_year(dossier, fiscal_years(dossier.database)[1])

    with_dossier(morel, years)
    async with program(morel, (200, 30)) as driver:
        await balance(driver, "previous")
        assert rows(driver)[-1] == "6064 Fournitures administratives 15,00 15,00 10,00 5,00 50,00"
        assert rows(driver)[0].endswith("18,00 18,00 -12,00 -6,00 -50,00")
        await driver.keys("alt+r")
        await to_field(driver, "previous")
        await driver.keys("space", "f5")
        assert rows(driver)[-1] == "6064 Fournitures administratives 15,00 15,00"


@pytest.mark.spec("BALI-08")
@played
async def test_filters_stay_for_the_session(books: Path) -> None:
    async with program(books, (98, 30)) as driver:
        await balance(driver, low="7")
        await driver.keys("ctrl+w")
        await balance(driver)
        assert "comptes 7 à …" in driver.lines[1]
        assert [text.split()[0] for text in rows(driver)] == ["707"]
    async with program(books, (98, 30)) as driver:
        await balance(driver)
        assert len(rows(driver)) == 6


@pytest.mark.spec("BALI-11")
@played
async def test_from_a_row_to_the_account_to_the_journal_and_back_to_the_row(books: Path) -> None:
    async with program(books, (98, 30)) as driver:
        await balance(driver)
        await driver.keys("down", "enter")
        assert "Compte 411MAR" in driver.lines[1]
        await driver.keys("enter")
        assert "février 2026" in driver.text
        await driver.keys("escape", "escape")
        assert driver.app.frame.windows.front.list.current.key == "411MAR"  # type: ignore[union-attr]
        await driver.run("account_ledger")
        assert "Grand Livre interactif · Exercice 2026 · comptes 411MAR à 411MAR" in driver.lines[1]
        await driver.keys("escape")
        assert driver.app.frame.windows.front.list.current.key == "411MAR"  # type: ignore[union-attr]
        await driver.run("letter_account")
        assert "Lettrage automatique" in driver.lines[1]
        assert "411MAR" in driver.text
        await driver.keys("escape")
        await driver.run("consult")
        assert "Compte 411MAR" in driver.lines[1]
