"""The print window: categories, reports, sample, key words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.browsing.test_consultation import fill
from tests.screens.program import home, morel, played, program, prose, with_dossier
from tuicompta.reports.catalogue import SPECS
from tuicompta.screens.prints.print_categories import categories
from tuicompta.screens.prints.prints import PrintsWindow
from tuicompta.services.prints.print_keywords import keywords

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven

__all__ = ["home", "morel"]


def listed(driver: Driven) -> list[str]:
    """The names of the reports in the list."""
    window = driver.app.frame.windows.front
    assert isinstance(window, PrintsWindow)
    return [str(row.key) for row in window.list.shown_rows(headings=True)]


def window_of(driver: Driven) -> PrintsWindow:
    window = driver.app.frame.windows.front
    assert isinstance(window, PrintsWindow)
    return window


async def to_tree(driver: Driven) -> None:
    """Go to the categories."""
    driver.app.frame.set_focus(window_of(driver).tree_of_categories)
    await driver.settle()


@pytest.mark.spec("IMP-03")
def test_each_report_is_in_one_category_and_its_sub_category() -> None:
    parts = [category for category in categories({}) if category.level == 1]
    names = [name for category in parts for name in category.reports]
    assert sorted(names) == sorted(spec.name for spec in SPECS)
    standard = ["Brouillard", "Journal", "Journal centralisateur", "Grand Livre", "Balance", "Comparatif"]
    assert [category.label for category in parts][:7] == [*standard, "Plan comptable"]
    assert {"Avancement de la saisie", "Suivi des écritures"} <= {category.label for category in parts}


@pytest.mark.spec("IMP-01", "KEY-26")
@played
async def test_f6_goes_through_three_zones_and_the_tree_chooses_the_reports(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("prints")
        window = window_of(driver)
        assert list(window.zones) == [window.tree_of_categories, window.list.grid, window.sample]
        await driver.keys("f6")
        assert driver.app.frame.focused is window.sample
        await to_tree(driver)
        await driver.keys("down", "down", "down", "down")
        assert listed(driver) == ["grand-livre", "grand-livre-tiers"]
        await driver.keys("enter", "down", "enter")
        assert driver.app.frame.windows.front.title == "Filtres – Grand Livre auxiliaire"  # type: ignore[union-attr]


@pytest.mark.spec("IMP-03")
@played
async def test_the_search_finds_a_report_of_another_category(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("prints")
        await to_tree(driver)
        await driver.keys("down", "enter")
        assert listed(driver) == ["brouillard"]
        await driver.type("mensuelle")
        assert listed(driver) == ["balance-mensuelle"]
        await driver.keys("escape")
        assert listed(driver) == ["brouillard"]


@pytest.mark.spec("IMP-07")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@played
async def test_the_sample_shows_fixed_data_never_those_of_the_dossier(morel: Path, size: tuple[int, int]) -> None:
    with_dossier(morel, fill)
    async with program(morel, size) as driver:
        await driver.run("prints")
        await driver.keys("down", "down", "down")
        text = prose(driver)
        assert "SOCIÉTÉ EXEMPLE" in text
        assert "03/03/2025" in text
        assert "VE0041" in text
        assert "Total général" in text
        assert "MOREL SARL" not in text
        driver.app.frame.set_focus(window_of(driver).sample)
        await driver.keys("end")
        assert "1 582,51 D" in prose(driver)


@pytest.mark.spec("IMP-04")
@played
async def test_key_words_are_categories_of_their_own(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("prints")
        await driver.keys("down", "down", "down")
        await driver.run("assign_keyword")
        await driver.type("Fin de mois")
        await driver.keys("f9")
        await driver.run("new_keyword")
        await driver.type("fin de MOIS")
        await driver.keys("f9")
        assert "existe déjà" in driver.text
        await driver.keys("enter")
        await driver.run("new_keyword")
        await driver.type("Banquier")
        await driver.keys("f9")
        assert listed(driver) == []
        assert "Banquier" in driver.text
        await to_tree(driver)
        await driver.keys("down")
        assert listed(driver) == ["grand-livre"]
        await driver.run("delete_keyword")
        await driver.keys("o")
        assert "Fin de mois" not in driver.text
        standard = next(iter(categories({})))
        assert listed(driver) == list(standard.reports)
    assert with_dossier(morel, keywords) == {"Banquier": frozenset()}


@pytest.mark.spec("IMP-04")
@played
async def test_a_report_takes_several_key_words(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("prints")
        for word in ("Alpha", "Beta"):
            await driver.run("new_keyword")
            await driver.type(word)
            await driver.keys("f9")
        await to_tree(driver)
        await driver.keys("ctrl+home", "enter", "down")
        await driver.run("assign_keyword")
        await driver.keys("ctrl+a", "f9")
    assert with_dossier(morel, keywords) == {"Alpha": frozenset({"journal"}), "Beta": frozenset({"journal"})}
