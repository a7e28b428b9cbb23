"""«Tableau de bord», by keys, at both sizes."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, with_dossier
from tests.services.entries_kit import bank, purchase, sale, save
from tuicompta.services.fiscal_years.fiscal_years import create_fiscal_year

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.core.entry.model import GridEntry
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]


def post(dossier: Dossier) -> None:
    """Two sales, one paid, a purchase; amounts that no date of the test changes."""
    january = date(2026, 1, 15)
    entries: list[GridEntry] = [
        sale(120_000, day=january),
        sale(60_000, day=date(2026, 2, 10), key=2),
        purchase(total=24_000, day=january, key=3),
        bank("411MAR", 120_000, day=date(2026, 2, 1), key=4),
    ]
    save(dossier, *entries)


def post_last_year(dossier: Dossier) -> None:
    """The same and a fiscal year before."""
    create_fiscal_year(dossier.database, date(2025, 1, 1), date(2025, 12, 31))
    post(dossier)
    save(dossier, sale(240_000, day=date(2025, 2, 10)))


def line_of(driver: Driven, label: str) -> str:
    return " ".join(next(line for line in driver.lines if label in line).split())


@pytest.mark.spec("TDB-01", "TDB-02", "TDB-03", "TDB-05")
@played
async def test_the_three_parts_stand_in_80_columns(morel: Path) -> None:
    with_dossier(morel, post)
    async with program(morel) as driver:
        await driver.run("dashboard")
        assert "Tableau de bord" in driver.lines[1]
        for label, amount in (
            ("Total", "1 200,00"),
            ("Clients échues", "1 800,00"),
            ("Fournisseurs échues", "240,00"),
            ("Chiffre d'affaires", "1 500,00"),
            ("Marge brute", "1 300,00"),
            ("Résultat", "1 300,00"),
            ("janvier", "800,00"),
        ):
            assert re.search(rf"{label} +\S* +{amount}", driver.text), label
        assert all(len(line) <= 80 for line in driver.lines)
        assert "…" not in prose(driver).split("Résultat cumulé")[0]


@played
async def test_no_amount_is_cut_however_large(morel: Path) -> None:
    large = 99_999_999_999_00
    with_dossier(morel, lambda dossier: save(dossier, sale(large, day=date(2026, 1, 15))))
    async with program(morel) as driver:
        await driver.run("dashboard")
        assert "99 999 999 999,00" in line_of(driver, "Clients échues")
        assert "83 333 333 332,50" in line_of(driver, "Résultat ")
        assert "83 333 333 332,50" in line_of(driver, "janvier")


@pytest.mark.spec("TDB-04")
@played
async def test_the_months_stand_beside_those_of_the_year_before(morel: Path) -> None:
    with_dossier(morel, post_last_year)
    async with program(morel, (120, 40)) as driver:
        await driver.run("dashboard")
        assert "Exercice 2026 Exercice 2025" in prose(driver)
        assert line_of(driver, "février").split("février")[1].split()[:1] == ["1"]
        assert "1 300,00" in line_of(driver, "février")
        assert "2 000,00" in line_of(driver, "février")


@pytest.mark.spec("TDB-04")
@played
async def test_without_a_year_before_one_curve_is_shown(morel: Path) -> None:
    with_dossier(morel, post)
    async with program(morel, (120, 40)) as driver:
        await driver.run("dashboard")
        assert "Exercice 2025" not in driver.text
        assert "Fin" not in prose(driver).split("À faire")[0].split("Exercice 2026")[1]


@pytest.mark.spec("TDB-10")
@played
async def test_enter_opens_what_a_figure_is_made_of(morel: Path) -> None:
    with_dossier(morel, post)
    async with program(morel) as driver:
        await driver.run("dashboard")
        await driver.keys("down", "enter")
        assert "Banque au" in driver.lines[1]
        assert "5121" in driver.lines[3]
        assert "1 200,00" in driver.lines[3]
        assert line_of(driver, "│Total").endswith("1 200,00")
        await driver.keys("enter")
        assert "Compte 5121" in driver.lines[1]
        await driver.keys("escape", "escape")
        assert "Tableau de bord" in driver.lines[1]
        await driver.keys("ctrl+end", "enter")
        assert "Résultat cumulé à fin" in driver.lines[1]


@played
async def test_what_is_to_do_opens_its_screen(morel: Path) -> None:
    with_dossier(morel, post)
    async with program(morel) as driver:
        await driver.run("dashboard")
        assert "Écritures à valider 4" in prose(driver)
        assert "Échéances clients dépassées 2" in prose(driver)
        for _ in range(20):
            if driver.app.frame.focused.current == "entries":  # type: ignore[union-attr]
                break
            await driver.keys("right" if driver.app.frame.focused._place[1] == 0 else "down")  # type: ignore[union-attr]
        await driver.keys("enter")
        assert "Saisie par journal" in driver.lines[1]


@pytest.mark.spec("TDB-08")
@played
async def test_receipts_and_expenses_are_shown_on_request(morel: Path) -> None:
    with_dossier(morel, post)
    async with program(morel, (120, 60)) as driver:
        await driver.run("dashboard")
        assert "février 2026" not in prose(driver)
        await driver.run("show_flows")
        assert "février 2026 1 200,00" in prose(driver)
        await driver.run("show_flows")
        assert "février 2026" not in prose(driver)


@played
async def test_an_empty_dossier_has_its_dashboard_and_nothing_to_do(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("dashboard")
        assert "Rien : tout est à jour" in prose(driver)
        await driver.keys(
            "down", "down", "down", "up", "left", "right", "pagedown", "ctrl+end", "ctrl+home", "f5", "enter"
        )
        assert "Caisse au" in driver.lines[1]


@played
async def test_the_figures_follow_the_entries(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("dashboard")
        assert "Total 0,00" in prose(driver)
        with_dossier(morel, post)
        await driver.keys("f5")
        assert "Total 1 200,00" in prose(driver)


@pytest.mark.spec("TDB-07")
@played
async def test_a_dossier_opens_on_its_dashboard_and_esc_stays_there(morel: Path) -> None:
    async with program(morel) as driver:
        assert [window.title for window in driver.app.frame.windows.all] == ["Tableau de bord"]
        await driver.keys("escape")
        assert "Tableau de bord" in driver.lines[1]
