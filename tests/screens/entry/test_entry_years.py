"""Saisie au kilomètre: the fiscal year of its header (KM-07)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, with_dossier
from tuicompta.services.fiscal_years.fiscal_years import (
    create_fiscal_year,
    fiscal_years,
    set_current_fiscal_year,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]


def two_years(dossier: Dossier) -> None:
    create_fiscal_year(dossier.database, date(2027, 1, 1), date(2027, 12, 31))
    set_current_fiscal_year(dossier, fiscal_years(dossier.database)[0])


async def typed(driver: Driven, *cells: str) -> None:
    for cell in cells:
        await driver.type(cell)
        await driver.keys("enter")


@pytest.mark.spec("KM-07")
@played
async def test_the_header_has_the_current_year_and_lists_the_open_ones(morel: Path) -> None:
    with_dossier(morel, two_years)
    async with program(morel) as driver:
        await driver.run("continuous_entry")
        assert "2026" in driver.lines[1]
        await typed(driver, "od", "1503", "6411", "paie", "100", "421", "")
        await driver.run("entry_year")
        assert "Exercice" in driver.text
        for span in ("2026 (01/01/2026–31/12/2026)", "2027 (01/01/2027–31/12/2027)"):
            assert span in driver.text
        await driver.keys("end", "enter")
        assert "Enregistrez ou supprimez d'abord les lignes saisies" in prose(driver)
        assert "2026" in driver.lines[1]
        await driver.keys("ctrl+s")
        await driver.run("entry_year")
        await driver.keys("end", "enter")
        assert "2027" in driver.lines[1]
        await driver.keys("ctrl+end")
        await typed(driver, "0203", "6411", "paie", "50", "421", "")
        await driver.keys("ctrl+s")
    assert rows(morel, "SELECT entry_date FROM entry ORDER BY id") == [("2026-03-15",), ("2027-03-02",)]


@pytest.mark.spec("KM-07")
@played
async def test_with_a_closed_current_year_the_first_open_one_is_proposed(morel: Path) -> None:
    def close(dossier: Dossier) -> None:
        two_years(dossier)
        dossier.database.run("UPDATE fiscal_year SET closed_at = '2027-02-01' WHERE start_date = '2026-01-01'")

    with_dossier(morel, close)
    async with program(morel) as driver:
        await driver.run("continuous_entry")
        assert "2027" in driver.lines[1]
        await driver.run("entry_year")
        assert "2027 (01/01/2027–31/12/2027)" in driver.text
        assert "2026 (" not in driver.text
