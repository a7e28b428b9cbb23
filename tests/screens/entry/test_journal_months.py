"""The list of journals and months: found by what a bookkeeper types."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, value, with_dossier
from tests.services.entries_kit import entry, line, purchase, save
from tuicompta.screens.entry.journal_window import JournalWindow
from tuicompta.screens.entry.single_entry import SingleEntryWindow
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.fiscal_years.fiscal_years import create_fiscal_year
from tuicompta.widgets.list_view import ListView

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]


def shown(driver: Driven) -> list[tuple[str, str]]:
    """Return the journals and months of the rows on screen."""
    view = driver.app.frame.windows.front
    assert view is not None
    rows = view.query_one(ListView).grid.source.first(100)
    return [(str(row.values[0]), str(row.values[2])) for row in rows]


@pytest.mark.spec("SJL-23")
@pytest.mark.parametrize("typed", ["bp3", "bp 3", "BP 03"])
@played
async def test_a_journal_code_and_a_month_number_leave_that_month_alone(morel: Path, typed: str) -> None:
    async with program(morel) as driver:
        await driver.run("journal_months")
        await driver.run("all_months_tab")
        assert len(shown(driver)) == 60
        await driver.type(typed)
        assert shown(driver) == [("BP", "mars 2026")]
        await driver.keys("escape")
        assert len(shown(driver)) == 60


@pytest.mark.spec("SJL-23")
@played
async def test_what_is_typed_on_the_way_and_any_other_word_search_as_everywhere(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("journal_months")
        await driver.run("all_months_tab")
        await driver.type("bp")
        assert {journal for journal, _ in shown(driver)} == {"BP"}
        await driver.type("1")
        assert shown(driver) == [("BP", "janvier 2026")]
        await driver.type("2")
        assert shown(driver) == [("BP", "décembre 2026")]
        await driver.keys("escape")
        await driver.type("caisse mai")
        assert shown(driver) == [("CA", "mai 2026")]


def cells(driver: Driven) -> list[tuple[object, ...]]:
    """Return all the cells of the rows on screen."""
    view = driver.app.frame.windows.front
    assert view is not None
    return [row.values for row in view.query_one(ListView).grid.source.first(100)]


def two(dossier: Dossier) -> None:
    save(dossier, entry(line("6411", 100, label="Paie"), line("421", credit=100, label="Paie"), journal="OD"))


async def march(driver: Driven, journal: str) -> None:
    """Put the cursor of the list on a journal in March."""
    await driver.run("journal_months")
    await driver.run("all_months_tab")
    await driver.type(f"{journal}3")


@pytest.mark.spec("SJL-01")
@played
async def test_no_key_changes_a_row_of_the_list(morel: Path) -> None:
    with_dossier(morel, two)
    async with program(morel) as driver:
        await driver.run("journal_months")
        await driver.run("all_months_tab")
        before = cells(driver)
        await driver.keys("insert", "ctrl+d", "delete", "ctrl+n")
        assert cells(driver) == before
        await driver.keys("f2", "escape")
        assert cells(driver) == before
    assert value(morel, "SELECT count(*) || '-' || count(changed_at) FROM entry") == "1-0"


@pytest.mark.spec("SJL-04")
@played
async def test_three_tabs_have_the_same_columns_and_the_last_one_opens_first(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("journal_months")
        titles = []
        for tab, name in (
            ("current_month_tab", "Mois en cours"),
            ("all_months_tab", "Tous les mois"),
            ("all_journals_tab", "Tous les journaux"),
        ):
            await driver.run(tab)
            assert driver.lines[1].endswith(f"Saisie par journal – {name}")
            titles.append(driver.lines[2])
        assert len(set(titles)) == 1
    async with program(morel) as driver:
        await driver.run("journal_months")
        assert driver.lines[1].endswith("Saisie par journal – Tous les journaux")
        await driver.run("current_month_tab")
    async with program(morel) as driver:
        await driver.run("journal_months")
        assert driver.lines[1].endswith("Saisie par journal – Mois en cours")


@pytest.mark.spec("SJL-02", "SJL-12", "SJL-13", "SJL-14", "SJL-15", "SJL-16", "SJL-17", "SJL-22")
@played
async def test_the_columns_give_the_figures_of_a_month_and_blanks_where_there_is_none(morel: Path) -> None:
    def prepare(dossier: Dossier) -> None:
        two(dossier)
        simulate_entry(dossier, 1)
        two(dossier)
        save(dossier, purchase())
        validate_entries(dossier, [3])
        dossier.database.run("INSERT INTO journal_period (journal_id, period_id, closed_at) VALUES (5, 3, 'x')")

    with_dossier(morel, prepare)
    async with program(morel, (200, 30)) as driver:
        await driver.run("journal_months")
        await driver.run("all_months_tab")
        await driver.type("mars")
        columns = driver.app.frame.windows.front.list.grid.columns  # type: ignore[union-attr]
        assert [column.title for column in columns] == [
            *("Journal", "Description", "Période", "Débit", "Crédit", "Non validées", "Simulées", "Clôturé"),
            *("Lignes au débit", "Lignes au crédit"),
        ]
        assert [(row[0], *row[2:]) for row in cells(driver)] == [
            ("AC", "mars 2026", 123_456, 123_456, None, None, "", 2, 1),
            ("BP", "mars 2026", None, None, None, None, "", None, None),
            ("CA", "mars 2026", None, None, None, None, "C", None, None),
            ("OD", "mars 2026", 200, 200, 1, 1, "", 2, 2),
            ("VE", "mars 2026", None, None, None, None, "", None, None),
        ]
        printed = [" ".join(re.split("[│┤]", text)[1].split()) for text in driver.lines if "mars 2026" in text]
        assert printed == [
            "AC Achats mars 2026 1 234,56 1 234,56 2 1",
            "BP Banque Principale mars 2026",
            "CA Caisse mars 2026 C",
            "OD Opérations Diverses mars 2026 2,00 2,00 1 1 2 2",
            "VE Ventes mars 2026",
        ]


@pytest.mark.spec("SJL-22")
@played
async def test_what_is_left_to_validate_is_seen_without_moving_on_a_small_screen(morel: Path) -> None:
    with_dossier(morel, two)
    async with program(morel) as driver:
        await march(driver, "od")
        assert "Non val." in driver.lines[2]
        assert driver.lines[3].split()[-3:] == ["1,00", "1,00", "1"]


@pytest.mark.spec("SJL-18")
@played
async def test_the_figures_follow_saves_deletions_and_transfers_made_from_the_list(morel: Path) -> None:
    async with program(morel) as driver:
        await march(driver, "od")
        assert cells(driver)[0][3:6] == (None, None, None)
        await driver.keys("enter")
        for cell in ("15", "6411", "paie", "100", "421", ""):
            await driver.type(cell)
            await driver.keys("enter")
        await driver.keys("ctrl+s", "escape")
        assert shown(driver) == [("OD", "mars 2026")]
        assert cells(driver)[0][3:6] == (10_000, 10_000, 1)
        await driver.keys("enter", "up")
        await driver.run("transfer_entry")
        await driver.keys("tab")
        await driver.type("a")
        await driver.keys("f9", "escape")
        assert cells(driver)[0][3:6] == (None, None, None)
        await driver.keys("escape")
        await driver.type("od4")
        assert cells(driver)[0][3:6] == (10_000, 10_000, 1)
        await driver.keys("enter", "ctrl+home")
        await driver.run("delete_entry")
        await driver.keys("o", "escape")
        assert cells(driver)[0][3:6] == (None, None, None)


@pytest.mark.spec("SJL-19")
@pytest.mark.parametrize("way", ["enter", "open_journal"])
@played
async def test_enter_and_the_task_open_the_journal_of_the_row(morel: Path, way: str) -> None:
    async with program(morel) as driver:
        await march(driver, "bp")
        await (driver.keys("enter") if way == "enter" else driver.run(way))
        window = driver.app.frame.windows.front
        assert isinstance(window, JournalWindow)
        assert window.title == "Journal BP – mars 2026"
        assert driver.app.frame.table["open_journal"].label == "Saisie par journal"


@pytest.mark.spec("SJL-20")
@played
async def test_a_new_entry_takes_the_journal_and_the_period_of_the_row(morel: Path) -> None:
    async with program(morel) as driver:
        await march(driver, "od")
        await driver.run("single_entry")
        await driver.keys("1", "5", "enter")
        window = driver.app.frame.windows.front
        assert isinstance(window, SingleEntryWindow)
        current = window.machine.entries[0]
        assert (current.journal, str(current.entry_date)) == ("OD", "2026-03-15")
        assert driver.app.frame.table["single_entry"].label == "Nouvelle écriture comptable"


@pytest.mark.spec("SJL-20")
@pytest.mark.parametrize("journal", ["ca", "ran"])
@played
async def test_the_journal_stays_empty_on_a_journal_that_is_not_entered_so(morel: Path, journal: str) -> None:
    def prepare(dossier: Dossier) -> None:
        database = dossier.database
        database.run("UPDATE journal_year SET counterpart_mode = 'foot_of_journal' WHERE journal_id = 5")
        database.run("INSERT INTO journal (code, type, description) VALUES ('RAN', 'opening', 'Report')")
        database.run("INSERT INTO journal_year (journal_id, fiscal_year_id) SELECT 6, id FROM fiscal_year")

    with_dossier(morel, prepare)
    async with program(morel) as driver:
        await march(driver, journal)
        assert shown(driver) == [(journal.upper(), "mars 2026")]
        await driver.run("single_entry")
        window = driver.app.frame.windows.front
        assert isinstance(window, SingleEntryWindow)
        assert window.machine.entries[0].journal == ""
        assert window.machine.cursor.column == "journal"
        await driver.type("od")
        await driver.keys("enter", "5", "enter")
        assert str(window.machine.entries[0].entry_date) == "2026-03-05"


@pytest.mark.spec("SJL-24")
@played
async def test_the_windows_of_a_closed_year_are_read_only_and_say_so(morel: Path) -> None:
    def close(dossier: Dossier) -> None:
        two(dossier)
        dossier.database.run("UPDATE fiscal_year SET closed_at = '2027-02-01T10:00:00'")

    with_dossier(morel, close)
    async with program(morel) as driver:
        await march(driver, "od")
        await driver.keys("enter")
        assert "(lecture seule)" in driver.lines[1]
        await driver.keys("home", "right", "right")
        await driver.type("401")
        await driver.keys("enter", "ctrl+d", "ctrl+n", "insert", "ctrl+s", "escape")
        await driver.run("single_entry")
        assert "Nouvelle écriture comptable (lecture seule)" in driver.lines[1]
        assert "l'exercice 2026 est clôturé" in driver.text
        await driver.type("od")
        await driver.keys("enter", "ctrl+s")
    assert value(morel, "SELECT count(*) || '-' || count(changed_at) FROM entry") == "1-0"


@pytest.mark.spec("SJL-24")
@played
async def test_every_open_year_can_be_entered_unless_the_month_is_closed(morel: Path) -> None:
    def prepare(dossier: Dossier) -> None:
        create_fiscal_year(dossier.database, date(2027, 1, 1), date(2027, 12, 31))
        dossier.database.run("INSERT INTO journal_period (journal_id, period_id, closed_at) VALUES (3, 3, 'x')")

    with_dossier(morel, prepare)
    async with program(morel) as driver:
        await driver.run("journal_months")
        await driver.run("all_months_tab")
        assert ("OD", "janvier 2027") in shown(driver)
        for typed, key, title in (
            ("od1", "down", "Journal OD – janvier 2027"),
            ("od3", "", "Journal OD – mars 2026 (lecture seule)"),
            ("bp3", "", "Journal BP – mars 2026"),
        ):
            await driver.type(typed)
            await driver.keys(*filter(None, (key, "enter")))
            window = driver.app.frame.windows.front
            assert isinstance(window, JournalWindow)
            assert window.title == title
            await driver.keys("escape", "escape")
