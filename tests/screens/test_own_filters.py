"""The filters that only some reports have, chosen on their page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.prints.test_prints import books, choose, command, filters, put
from tests.screens.program import home, morel, played, program, prose

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["books", "home", "morel"]


@pytest.mark.spec("ETCP-02", "IMP-12")
@played
async def test_digits_and_year_of_a_comparison_are_chosen_on_its_page(books: Path) -> None:
    async with program(books) as driver:
        await filters(driver, "comparatif")
        assert command(driver).endswith("--report comparatif --year 2026")
        await choose(driver, "compare", "2026")
        await driver.keys("ctrl+pagedown")
        await choose(driver, "level", "3")
        assert command(driver).endswith("--report comparatif --year 2026 --level 3 --compare 2026")
        await driver.keys("f9")
        assert "Comparatif N / N-1" in prose(driver)


@pytest.mark.spec("ETSU-01", "IMP-12")
@played
async def test_the_origin_of_the_entries_followed_is_chosen_on_its_page(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("prints")
        await driver.type("suivi")
        await driver.keys("enter")
        await choose(driver, "origins", "a")
        assert command(driver).endswith("--report suivi --year 2026 --origin abonnement")


@pytest.mark.spec("ETEC-02", "IMP-12")
@played
async def test_due_dates_have_a_range_of_their_own(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("prints")
        await driver.type("échéancier")
        await driver.keys("enter")
        assert command(driver).endswith("--report echeancier")
        await put(driver, "start", "01/01/2020")
        await put(driver, "end", "31/12/2019")
        await driver.keys("f9")
        assert "La fin est avant le début" in prose(driver)
        await put(driver, "end", "31/12/2030")
        await driver.keys("ctrl+pagedown")
        await choose(driver, "terme", "é")
        await put(driver, "moyen", "vir")
        ending = "--from 2020-01-01 --to 2030-12-31 --option terme=echues --option moyen=VIR"
        assert command(driver).endswith(f"--report echeancier {ending}")
        await driver.keys("f9")
        assert "Échéances non réglées · Échues · Moyen VIR" in prose(driver)
