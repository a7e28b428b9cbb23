"""The fiscal years that one reads: the current one proposed, the others chosen, the closed ones only read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, to_field, value, with_dossier
from tests.services.entries_kit import entry, line, numbered
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.entries.save import save_entries
from tuicompta.services.fiscal_years.fiscal_years import create_fiscal_year, fiscal_years, set_current_fiscal_year

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

CURRENT = "SELECT value FROM user_state WHERE key = 'current_fiscal_year'"
CLOSE_FIRST = "UPDATE fiscal_year SET closed_at = '2027-02-01' WHERE start_date = '2026-01-01'"
LETTERED = "SELECT count(*) FROM lettering"


def invoice_and_payment(piece: str, day: date, key: int) -> list[object]:
    invoice = entry(numbered("411MAR", piece, 12_000), line("707", credit=12_000), journal="VE", day=day, key=key)
    paid = line("5121", 12_000), numbered("411MAR", piece, credit=12_000)
    return [invoice, entry(*paid, journal="BP", day=day, key=key + 1)]


def two_years(dossier: Dossier) -> None:
    """An invoice and its payment in 2026 and in 2027, 2026 being current."""
    create_fiscal_year(dossier.database, date(2027, 1, 1), date(2027, 12, 31))
    set_current_fiscal_year(dossier, fiscal_years(dossier.database)[0])
    made = [*invoice_and_payment("A26", date(2026, 3, 2), 1), *invoice_and_payment("B27", date(2027, 3, 2), 3)]
    save_entries(dossier, made, EntryOrigin.IMPORT)  # type: ignore[arg-type]


@pytest.fixture
def years(morel: Path) -> Path:
    with_dossier(morel, two_years)
    return morel


async def consult(driver: Driven) -> None:
    await driver.run("consultation")
    await driver.type("411MAR")
    await driver.keys("enter")


async def choose(driver: Driven, year: str) -> None:
    """Choose another fiscal year among the filters."""
    await driver.keys("alt+r")
    await to_field(driver, "year")
    await driver.type(year)
    await driver.keys("f9")


@pytest.mark.spec("CONS-05")
@played
async def test_the_current_year_is_proposed_and_another_open_one_changes_nothing_else(years: Path) -> None:
    before = value(years, CURRENT)
    async with program(years) as driver:
        await consult(driver)
        assert "A26" in driver.text
        assert "B27" not in driver.text
        await choose(driver, "2027")
        assert "B27" in driver.text
        assert "A26" not in driver.text
        await driver.keys("ctrl+home", "space", "space", "f9", "enter")
        assert "2026" in driver.lines[0]
    assert value(years, CURRENT) == before
    assert value(years, LETTERED) == 1


@pytest.mark.spec("CONS-05")
@played
async def test_a_closed_year_is_chosen_and_only_read(years: Path) -> None:
    def close(dossier: Dossier) -> None:
        set_current_fiscal_year(dossier, fiscal_years(dossier.database)[1])
        dossier.database.run(CLOSE_FIRST)

    with_dossier(years, close)
    async with program(years) as driver:
        await consult(driver)
        assert "B27" in driver.text
        await choose(driver, "2026")
        assert "A26" in driver.text
        assert "Exercice 2026 clôturé" in prose(driver)
        await driver.keys("ctrl+home", "space", "space", "f9", "enter")
    assert value(years, LETTERED) == 0


@pytest.mark.spec("CONS-05")
@played
async def test_a_closed_current_year_is_the_one_proposed_and_only_read(years: Path) -> None:
    def close(dossier: Dossier) -> None:
        dossier.database.run("UPDATE fiscal_year SET closed_at = '2028-02-01'")

    with_dossier(years, close)
    async with program(years) as driver:
        await consult(driver)
        assert "A26" in driver.text
        assert "Exercice 2026 clôturé" in prose(driver)
        await driver.keys("ctrl+home", "space", "space", "f9", "enter")
    assert value(years, LETTERED) == 0


@pytest.mark.spec("CONS-20")
@played
async def test_f5_and_coming_back_show_what_happened_meanwhile(years: Path) -> None:
    def another(piece: str, key: int) -> None:
        made = invoice_and_payment(piece, date(2026, 4, 2), key)
        with_dossier(years, lambda dossier: save_entries(dossier, made, EntryOrigin.IMPORT))  # type: ignore[arg-type]

    async with program(years) as driver:
        await consult(driver)
        another("NEUF", 10)
        assert "NEUF" not in driver.text
        await driver.keys("f5")
        assert "NEUF" in driver.text
        await driver.keys("enter")
        assert "Journal" in driver.lines[1]
        another("DIX", 20)
        await driver.keys("escape")
        assert "Compte 411MAR" in driver.lines[1]
        assert "DIX" in driver.text


@pytest.mark.spec("GLI-02", "BALI-02")
@pytest.mark.parametrize("function", ["interactive_ledger", "interactive_balance"])
@pytest.mark.parametrize("closed", [False, True])
@played
async def test_every_year_can_be_chosen_in_the_books_open_or_closed(
    years: Path,
    function: str,
    closed: bool,  # noqa: FBT001
) -> None:
    def prepare(dossier: Dossier) -> None:
        lines = line("5121", 700), line("707", credit=700)
        save_entries(dossier, [entry(*lines, journal="OD", day=date(2027, 5, 1))], EntryOrigin.IMPORT)
        set_current_fiscal_year(dossier, fiscal_years(dossier.database)[1])
        if closed:
            dossier.database.run(CLOSE_FIRST)

    with_dossier(years, prepare)
    async with program(years, (120, 40)) as driver:
        await driver.run(function)
        assert "Exercice 2027" in driver.text
        assert "127,00" in driver.text
        await driver.keys("alt+r")
        await to_field(driver, "year")
        await driver.type("2026")
        await driver.keys("f5")
        assert "Exercice 2026" in driver.text
        assert "120,00" in driver.text
        assert "127,00" not in driver.text
