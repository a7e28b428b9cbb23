"""The start pages on a real dossier: their boxes, their figures, and what the palette finds in it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, with_dossier
from tests.services.entries_kit import bank, purchase, sale, save
from tuicompta.screens.frame.dossier_desk import figures_of
from tuicompta.screens.registry import build_table, complete
from tuicompta.screens.start.start_pages import CLOSING, DAILY, HOME, READING, SETTINGS, TREASURY
from tuicompta.services.browse.found_records import (
    find_accounts,
    find_journals,
    find_periods,
    find_third_parties,
)
from tuicompta.services.dashboard.work_figures import work_figures
from tuicompta.services.dossiers.dossier import open_dossier
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.preference_files import write_config
from tuicompta.widgets.boxes import BoxItem

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.screens.start.start_pages import StartPage
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

pytestmark = pytest.mark.usefixtures("home")


def boxes(page: StartPage) -> list[tuple[str, str]]:
    return [(box.label, box.function) for box in page.boxes]


def test_the_boxes_of_every_day() -> None:
    assert boxes(DAILY) == [
        ("Saisie par journal", "journal_months"),
        ("Consultation/Lettrage", "last_consultation"),
        ("Rapprochement bancaire", "reconciliations"),
        ("Échéancier/Trésorerie", "start_treasury"),
        ("Déclaration de TVA", "vat_returns"),
        ("Recherche d'écritures", "entry_search"),
    ]


CONSULTATION_BOX = ("Consultation/Lettrage", "last_consultation")


@pytest.mark.spec("START-04", "START-07")
def test_the_boxes_of_consultation_and_of_settings_all_open_something() -> None:
    assert boxes(READING) == [
        CONSULTATION_BOX,
        ("Grand Livre interactif", "interactive_ledger"),
        ("Balance interactive", "interactive_balance"),
        ("Impressions", "prints"),
    ]
    assert boxes(SETTINGS) == [
        ("Plan comptable", "chart_of_accounts"),
        ("Journaux", "journals"),
        ("Informations société", "company_address"),
    ]
    table = complete(build_table())
    assert all(box.function in table for page in (READING, SETTINGS) for box in page.boxes)


def test_the_boxes_of_the_other_menus() -> None:
    assert boxes(TREASURY) == [
        CONSULTATION_BOX,
        ("Échéancier clients", "customer_due_dates"),
        ("Échéancier fournisseurs", "supplier_due_dates"),
        ("Règlements clients", "customer_payments"),
        ("Règlements fournisseurs", "supplier_payments"),
    ]
    assert boxes(CLOSING) == [
        ("Validation des écritures", "journal_manager"),
        ("Clôture mensuelle", "journal_manager"),
        ("Clôture annuelle", "annual_closing"),
    ]


@pytest.mark.spec("EDD-01", "EDD-02", "EDD-03", "START-01", "START-02")
@played
async def test_the_start_screen_opens_what_its_boxes_say(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("journal_months")
        await driver.run("all_months_tab")
        await box(driver, "Saisie mois courant")
        assert "Saisie par journal – Mois en cours" in driver.lines[1]
        await box(driver, "Échéancier/Trésorerie")
        assert driver.app.frame.windows.front is not None
        assert driver.app.frame.windows.front.title == "Échéancier/Trésorerie"
        await box(driver, "Consultation/Lettrage")
        assert driver.app.frame.windows.front.title == "Consultation/Lettrage"
        await driver.type("411MAR")
        await driver.keys("enter")
        await driver.keys("ctrl+w")
        await box(driver, "Consultation/Lettrage")
        assert driver.app.frame.windows.front.title.endswith("411MAR")


@pytest.mark.spec("EDD-06")
@played
async def test_the_start_screen_opens_the_balance_of_customers_and_suppliers(morel: Path) -> None:
    with_dossier(morel, invoices)
    async with program(morel) as driver:
        await box(driver, "Balance Clients et Fournisseurs")
        numbers = [line[3:].split()[0] for line in driver.lines if line[3:].strip().startswith("4")]
        assert numbers == ["401DUP", "411MAR"]


@pytest.mark.spec("EDD-09")
@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("Facture client", "Vente – nouvelle fiche"),
        ("Facture fournisseur", "Achat – nouvelle fiche"),
        ("Encaissement", "Encaissement – nouvelle fiche"),
        ("Décaissement", "Décaissement – nouvelle fiche"),
        ("Remise de chèques", "Remise de chèques – nouvelle fiche"),
    ],
)
@played
async def test_the_start_screen_opens_new_operations(morel: Path, label: str, title: str) -> None:
    async with program(morel) as driver:
        await box(driver, label)
        assert driver.app.frame.windows.front is not None
        assert driver.app.frame.windows.front.title == title


def invoices(dossier: Dossier) -> None:
    save(dossier, purchase(), sale(key=2))


async def box(driver: Driven, label: str) -> None:
    """Open a box of the start screen by its number, or by going on from the first one."""
    await driver.run("start_screen")
    shown = [spec.label for spec in HOME.boxes if spec.function in driver.app.table]
    rank = shown.index(label)
    await driver.keys(*([str(rank + 1)] if rank < 9 else [*["right"] * rank, "enter"]))


@pytest.mark.spec("START-08")
@played
async def test_boxes_carry_the_work_to_do(morel: Path) -> None:
    with_dossier(morel, lambda dossier: save(dossier, purchase(), sale(day=date(2026, 1, 20), key=2)))
    async with program(morel, size=(120, 40)) as driver:
        await driver.run("start_daily")
        assert "2 à valider" in driver.text


def at(path: Path, day: date) -> Dossier:
    """Open a dossier as if it were another day."""
    return open_dossier(path, clock=lambda: datetime(day.year, day.month, day.day, 9))  # noqa: DTZ001 (as the program)


@pytest.mark.spec("START-08")
def test_the_figures_are_those_of_the_current_fiscal_year_at_the_system_date(morel: Path) -> None:
    dossier = at(morel, date(2026, 12, 1))
    save(dossier, purchase(), sale(key=2), bank("411MAR", 500, key=3))
    found = work_figures(dossier)
    assert found.unvalidated_entries == 3
    assert found.months_to_close == 1
    assert (found.customers_overdue, found.suppliers_overdue) == (1, 1)
    assert found.overdue == 2
    (entry,) = save(dossier, sale(total=900, key=4))
    simulate_entry(dossier, entry.entry_id)
    assert work_figures(dossier) == found
    assert figures_of(dossier)["overdue"] == "2 échéances échues"
    assert figures_of(dossier)["customers_overdue"] == "1 échéance échue"
    dossier.database.close()
    early = at(morel, date(2026, 1, 1))
    assert work_figures(early).overdue == 0
    assert "months_to_close" not in figures_of(early)
    early.database.close()


@pytest.mark.spec("NAV-16")
def test_records_are_found_by_parts_of_their_code_and_name(morel: Path) -> None:
    dossier = open_dossier(morel)
    database = dossier.database
    assert [found.code for found in find_accounts(database, ["martin"])] == ["411MAR"]
    assert [found.code for found in find_accounts(database, ["sarl", "401"])] == ["401DUP"]
    assert find_accounts(database, ["5121"])[0].code == "5121"
    assert find_accounts(database, ["%"]) == find_third_parties(database, ["_"]) == []
    assert len(find_accounts(database, ["e"])) == 20
    assert [found.code for found in find_journals(database, ["banque"])] == ["BP"]
    assert [found.name for found in find_periods(database, ["mars"])] == ["mars 2026"]
    assert [found.name for found in find_periods(database, ["03/2026"])] == ["mars 2026"]
    dossier.database.close()


@pytest.mark.spec("NAV-16")
@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("martin sa", "411MAR"),
        ("bp banque", "Journal BP"),
        ("mars 2026", "Saisie par journal – Tous les mois"),
        ("balance trimestrielle", "Balance trimestrielle"),
    ],
)
def test_the_palette_opens_what_it_finds_in_the_dossier(morel: Path, typed: str, title: str) -> None:
    @played
    async def play() -> None:
        async with program(morel) as driver:
            await driver.keys("ctrl+k")
            await driver.type(typed)
            await driver.keys("enter")
            front = driver.app.frame.windows.front
            assert front is not None
            assert title in front.title
            await driver.run("close_dossier")
            assert driver.app.frame.palette.sources == []

    play()


@pytest.mark.spec("NAV-16")
@played
async def test_what_the_user_has_no_right_to_is_not_found(morel: Path) -> None:
    async with program(morel) as driver:
        refused = {"consultation", "journal_card"}
        driver.app.frame.session.may = lambda right: right not in refused  # type: ignore[method-assign]
        for name in refused:
            object.__setattr__(driver.app.table[name], "right", name)
        await driver.keys("ctrl+k")
        await driver.type("martin")
        assert "Rien ne porte ce nom" in driver.text


def test_every_box_is_a_function_of_the_menus_or_a_known_call() -> None:
    table = build_table()
    shown = {box.function for page in (DAILY, READING, TREASURY, CLOSING, SETTINGS, HOME) for box in page.boxes}
    assert {"journal_months", "current_month", "last_consultation", "start_treasury"} <= {
        name for name in shown if name in table
    }


@pytest.mark.spec("TDB-07", "EDD-01")
@played
async def test_without_the_dashboard_a_dossier_opens_on_the_start_screen(morel: Path) -> None:
    write_config({"dashboard": False})
    async with program(morel) as driver:
        assert [window.title for window in driver.app.frame.windows.all] == ["Écran de démarrage"]
        assert "Saisie mois" in driver.text
        await driver.keys("1")
        assert "Saisie par journal – Mois en cours" in driver.lines[1]
        await driver.keys("escape", "escape")
        assert "Écran de démarrage" in driver.text


@pytest.mark.spec("UIX-13")
@played
async def test_on_a_low_screen_the_rows_of_boxes_follow_the_one_chosen(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("start_screen")
        chain = driver.app.frame.windows.front.chain  # type: ignore[union-attr]
        chain.show([BoxItem("about", f"Tâche {rank:02}") for rank in range(1, 14)])
        await driver.settle()
        assert "Tâche 01" in driver.text
        assert "Tâche 13" not in driver.text
        await driver.keys(*["down"] * 4)
        assert "Tâche 13" in driver.text
        assert "Tâche 01" not in driver.text
        await driver.keys(*["up"] * 4)
        assert "Tâche 01" in driver.text
