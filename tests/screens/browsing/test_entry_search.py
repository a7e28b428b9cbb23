"""«Recherche d'écritures» by keys: search, filters, groups, and what is done on a line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, to_field, with_dossier
from tests.services.entries_kit import entry, line, numbered, purchase
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.fiscal_years.fiscal_years import create_fiscal_year, fiscal_years, set_current_fiscal_year
from tuicompta.widgets.arrangement import Arrangement, Clause, Clauses, Condition, Operator

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]


def fill(dossier: Dossier) -> None:
    sale = entry(
        numbered("411MAR", "V1", 120_000),
        numbered("707", "V1", credit=120_000),
        journal="VE",
        day=date(2026, 2, 3),
        key=2,
    )
    save_entries(dossier, [purchase("A1", total=123_450)], EntryOrigin.CONTINUOUS_ENTRY)
    save_entries(dossier, [sale], EntryOrigin.JOURNAL_WINDOW)
    simulated = entry(line("411MAR", 99), line("707", credit=99), journal="VE", day=date(2026, 5, 1), key=3)
    saved = save_entries(dossier, [simulated], EntryOrigin.SINGLE_ENTRY)
    simulate_entry(dossier, saved[0].entry_id)


@pytest.fixture
def books(morel: Path) -> Path:
    """Seven lines of three entries, the last one simulated."""
    with_dossier(morel, fill)
    return morel


def rows(driver: Driven) -> list[str]:
    """The lines of the grid, without blanks in a row."""
    top = next(rank for rank, text in enumerate(driver.lines) if " Jour" in text and "Libellé" in text)
    end = next(rank for rank, text in enumerate(driver.lines) if rank > top and (text[3:].startswith(("──", "Coché"))))
    found = [" ".join(text[3:].split()) for text in driver.lines[top + 1 : end]]
    return [text for text in found if text]


def foot(driver: Driven) -> str:
    return next(text[3:].strip() for text in driver.lines if "différence" in text and "ligne" in text)


async def search(driver: Driven, text: str = "") -> None:
    await driver.run("entry_search")
    await driver.type(text)


@pytest.mark.spec("RECH-01", "RECH-20")
@played
async def test_every_line_is_there_by_date_with_its_totals(books: Path) -> None:
    async with program(books) as driver:
        await search(driver)
        assert [text.split()[:4] for text in rows(driver)] == [
            ["VE", "03/02/26", "V1", "411MAR"],
            ["VE", "03/02/26", "V1", "707"],
            ["AC", "15/03/26", "A1", "401DUP"],
            ["AC", "15/03/26", "A1", "6064"],
            ["AC", "15/03/26", "A1", "44566"],
            ["S", "VE", "01/05/26", "411MAR"],
            ["S", "VE", "01/05/26", "707"],
        ]
        assert foot(driver) == "7 lignes · différence 0,00"
        assert "Total" in driver.text
        assert "2 435,49 2 435,49" in " ".join(driver.text.split())
        await driver.keys("space", "space", "down")
        assert foot(driver) == "7 lignes · différence 0,00   Sélection : 2 lignes · différence 0,00"
        await driver.keys("space")
        assert foot(driver).endswith("Sélection : 3 lignes · différence 1 028,75")


@pytest.mark.spec("RECH-03", "RECH-04", "KM-02")
@played
async def test_the_columns_tell_where_an_entry_comes_from(books: Path) -> None:
    async with program(books, (200, 24)) as driver:
        await search(driver)
        heading = next(text for text in driver.lines if "Libellé" in text)
        titles = "S Jnl Jour Pièce N° de compte Libellé Débit Crédit Document N° de chèque Origine"
        assert " ".join(heading[31:].split()) == titles
        origins = [text.rstrip().rsplit("   ", 1)[-1].strip() for text in driver.lines[1:] if "/2026" in text]
        assert origins == [
            *["Saisie par journal"] * 2,
            *["Saisie au kilomètre"] * 3,
            *["Saisie par écriture"] * 2,
        ]


@pytest.mark.spec("RECH-06")
@played
async def test_each_character_narrows_the_list(books: Path) -> None:
    async with program(books) as driver:
        await search(driver, "v")
        assert len(rows(driver)) == 4
        await driver.type("1")
        assert [text.split()[3] for text in rows(driver)] == ["411MAR", "707"]
        await driver.keys("escape")
        await driver.type("1234.5")
        assert [text.split()[3] for text in rows(driver)] == ["401DUP"]
        assert foot(driver) == "1 ligne · différence -1 234,50"


@pytest.mark.spec("RECH-05", "RECH-09", "RECH-18")
@played
async def test_search_filters_and_groups_act_together(books: Path) -> None:
    async with program(books) as driver:
        await search(driver)
        await driver.run("filter_row")
        await driver.keys("left")
        await driver.type("4*")
        await driver.keys("enter")
        assert [text.split()[-3 if "S" in text.split() else 3] for text in rows(driver)] != []
        assert foot(driver) == "4 lignes · différence 172,24"
        await driver.run("filter_row")
        assert foot(driver) == "7 lignes · différence 0,00"
        await driver.run("filter_row")
        await driver.keys("right", "right")
        await driver.type(">=1000")
        await driver.keys("enter")
        assert foot(driver) == "2 lignes · différence 2 228,75"
        await driver.type("fac")
        window = driver.app.frame.windows.front
        window.list.group(("journal",))  # type: ignore[union-attr]
        await driver.settle()
        assert rows(driver) == [
            "+ AC (1) · différence 1 028,75 1 028,75",
            "+ VE (1) · différence 1 200,00 1 200,00",
        ]
        await driver.keys("down", "right")
        assert rows(driver)[2].startswith("VE 03/02/26 V1 411MAR Facture 1 200,00")
        await driver.keys("left")
        assert len(rows(driver)) == 2


@pytest.mark.spec("RECH-18")
@played
async def test_a_filter_that_cannot_be_read_is_refused_by_its_name(books: Path) -> None:
    async with program(books) as driver:
        await search(driver)
        await driver.run("filter_row")
        await driver.keys("left", "left", "left")
        await driver.type(">demain")
        await driver.keys("enter")
        assert "Filtre illisible pour «Jour»" in prose(driver)
        await driver.keys("enter", "escape")
        assert len(rows(driver)) == 7


@pytest.mark.spec("RECH-08", "RECH-19")
@played
async def test_header_filters_wait_for_f5_or_for_enter_in_the_last_field(books: Path) -> None:
    async with program(books) as driver:
        await search(driver)
        await driver.keys("alt+r")
        await to_field(driver, "S")
        await driver.keys("space")
        assert "filtres modifiés" in driver.lines[1]
        await driver.keys("escape")
        assert len(rows(driver)) == 7
        assert "1/7" in driver.text
        await driver.keys("f5")
        assert len(rows(driver)) == 5
        assert "1/5" in driver.text
        assert driver.lines[1][3:].strip() == "Exercices ouverts · Non validées, Validées"
        await driver.keys("alt+r")
        await to_field(driver, "amount")
        await driver.type("1200~40")
        await driver.keys("enter")
        assert [text.split()[3] for text in rows(driver)] == ["411MAR", "707", "401DUP"]
        assert "montant 1 200,00 à 40,00" in driver.lines[1]


@pytest.mark.spec("RECH-02")
@played
async def test_an_open_year_shows_the_open_ones_and_a_closed_one_itself(morel: Path) -> None:
    def years(dossier: Dossier) -> None:
        create_fiscal_year(dossier.database, date(2027, 1, 1), date(2027, 12, 31))
        save_entries(dossier, [purchase("A1"), purchase("A2", day=date(2027, 1, 5), key=2)], EntryOrigin.IMPORT)
        set_current_fiscal_year(dossier, fiscal_years(dossier.database)[0])

    with_dossier(morel, years)
    async with program(morel) as driver:
        await search(driver)
        assert foot(driver).startswith("6 lignes")
        await driver.keys("alt+r")
        await driver.type("2027")
        await driver.keys("f5")
        assert foot(driver).startswith("3 lignes")
        assert "05/01/27" in rows(driver)[0]
    with_dossier(morel, close_first_year)
    async with program(morel) as driver:
        await search(driver)
        assert driver.lines[1][3:].strip() == "Exercice 2026"
        assert foot(driver).startswith("3 lignes")
        await driver.keys("alt+r")
        await driver.type("tous")
        await driver.keys("f5")
        assert foot(driver).startswith("6 lignes")


def close_first_year(dossier: Dossier) -> None:
    database = dossier.database
    with database.atomic():
        database.run("UPDATE fiscal_year SET closed_at = '2027-01-31T08:00:00' WHERE start_date = '2026-01-01'")


@pytest.mark.spec("RECH-17")
@played
async def test_filters_are_kept_for_the_session_and_the_same_current_year(morel: Path) -> None:
    def years(dossier: Dossier) -> None:
        create_fiscal_year(dossier.database, date(2027, 1, 1), date(2027, 12, 31))
        set_current_fiscal_year(dossier, fiscal_years(dossier.database)[0])

    with_dossier(morel, years)
    async with program(morel) as driver:
        await search(driver)
        await driver.keys("alt+r")
        await to_field(driver, "V")
        await driver.keys("space", "f5", "ctrl+w")
        await search(driver)
        assert driver.lines[1][3:].strip() == "Exercices ouverts · Non validées, Simulées"
        await driver.keys("ctrl+w")
        with_dossier(morel, lambda dossier: set_current_fiscal_year(dossier, fiscal_years(dossier.database)[1]))
        await search(driver)
        assert driver.lines[1][3:].strip() == "Exercices ouverts"
    async with program(morel) as driver:
        await search(driver)
        assert driver.lines[1][3:].strip() == "Exercices ouverts"


@pytest.mark.spec("RECH-10")
@played
async def test_a_line_opens_its_journal_and_its_account_and_esc_comes_back_to_it(books: Path) -> None:
    async with program(books) as driver:
        await search(driver)
        await driver.keys("down", "down")
        await driver.run("open_line")
        assert "mars 2026" in driver.text
        await driver.keys("escape")
        assert driver.app.frame.windows.front.list.current.values[4] == "401DUP"  # type: ignore[union-attr]
        await driver.run("consult")
        assert "401DUP" in driver.lines[1]
        await driver.keys("escape")
        assert driver.app.frame.windows.front.list.current.values[4] == "401DUP"  # type: ignore[union-attr]


@pytest.mark.spec("RECH-10", "RECH-11")
@played
async def test_enter_opens_the_entry_on_its_line_and_tasks_open_their_windows(books: Path) -> None:
    async with program(books) as driver:
        await search(driver, "44566")
        await driver.keys("enter")
        window = driver.app.frame.windows.front
        assert type(window).__name__ == "SingleEntryWindow"
        assert "205,75" in driver.text
        assert window.machine.cursor.row == 2  # type: ignore[union-attr]
        await driver.keys("escape")
        assert driver.app.frame.windows.front.title == "Recherche d'écritures"  # type: ignore[union-attr]
        await driver.run("create_entry")
        assert "Nouvelle écriture comptable" in driver.text
        await driver.keys("escape")
        await driver.run("opening_balance_entry")
        assert "Balance d'ouverture 2026" in driver.lines[1]


@pytest.mark.spec("RECH-07")
@played
async def test_advanced_filters_join_conditions_on_any_field_by_and_and_or(books: Path) -> None:
    either = Clauses(
        (
            Clause("account", Condition(Operator.STARTS, ("40",))),
            Clause("credit", Condition(Operator.EQUAL, (120_000,))),
        ),
        every=False,
    )
    both = Clauses((either, Clause("day", Condition(Operator.AT_LEAST, (date(2026, 3, 1),)))))
    async with program(books) as driver:
        await search(driver)
        listed = driver.app.frame.windows.front.list  # type: ignore[union-attr]
        listed.present(replace(listed.arrangement, clauses=either))
        await driver.settle()
        assert [text.split()[3] for text in rows(driver)] == ["707", "401DUP"]
        listed.present(replace(listed.arrangement, clauses=both))
        await driver.settle()
        assert [text.split()[3] for text in rows(driver)] == ["401DUP"]
        await driver.type("zz")
        assert rows(driver) == ["Aucune ligne"]
        await driver.keys("escape")
        await driver.run("advanced_filter")
        assert "Vue «Standard (système)» de la" in driver.lines[1]


@pytest.mark.spec("RECH-14", "RECH-15")
@played
async def test_entries_are_deleted_after_all_their_lines_were_shown(books: Path) -> None:
    async with program(books) as driver:
        await search(driver, "401dup")
        await driver.keys("ctrl+d")
        assert "Supprimer les écritures" in driver.lines[1]
        assert [text[3:].split()[3] for text in driver.lines if "15/03/2026" in text] == ["401DUP", "6064", "44566"]
        await driver.keys("escape")
        assert len(rows(driver)) == 1
        await driver.keys("ctrl+d", "f9")
        assert "1 supprimée, 0 refusée" in prose(driver)
        assert "AC A1 du 15/03/2026 · 1 234,50 : Supprimée" in prose(driver)
        await driver.keys("enter", "escape")
        assert foot(driver).startswith("4 lignes")


@played
async def test_actions_on_the_entry_act_at_once_and_the_list_follows(books: Path) -> None:
    async with program(books) as driver:
        await search(driver, "401dup")
        await driver.run("simulate_entry")
        assert "Écriture simulée" in driver.message
        assert rows(driver)[0].startswith("S AC 15/03/26")
        await driver.run("confirm_entry")
        assert rows(driver)[0].startswith("AC 15/03/26")
        await driver.run("duplicate_entry")
        assert type(driver.app.frame.windows.front).__name__ == "SingleEntryWindow"


@pytest.mark.spec("INVV-03")
@played
async def test_reading_changes_nothing_but_views(books: Path) -> None:
    tables = ("entry", "entry_line", "balance_total", "account", "journal_year", "due_date", "lettering")

    def state(dossier: Dossier) -> object:
        return [dossier.database.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables]  # noqa: S608

    before = with_dossier(books, state)
    async with program(books) as driver:
        await search(driver, "fac")
        await driver.run("filter_row")
        await driver.keys("right", "right")
        await driver.type(">=01/03/2026")
        await driver.keys("enter")
        driver.app.frame.windows.front.list.group(("journal",))  # type: ignore[union-attr]
        await driver.run("print_list")
        for function in ("interactive_ledger", "interactive_balance", "consultation"):
            await driver.run(function)
            await driver.keys("f5", "down", "ctrl+end")
    assert with_dossier(books, state) == before


@pytest.mark.spec("RECH-21", "RECH-06", "RECH-20")
@played
async def test_in_a_big_list_the_page_comes_first_and_its_figures_follow(
    books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuicompta.services.browse.posted_lines.MANY", 3)
    monkeypatch.setattr("tuicompta.services.browse.searched_table.FEW", 1)
    async with program(books) as driver:
        await search(driver)
        source = driver.app.frame.windows.front.source.arranged(Arrangement(search="f"))  # type: ignore[union-attr]
        assert (source.pending, len(source.first(10)), source.totals()) == (True, 7, {})
        await driver.type("f")
        assert foot(driver) == "7 lignes · différence 0,00"
        assert "1/7 ·" in driver.lines[-2]
        await driver.type("act")
        await driver.settle()
        assert foot(driver) == "7 lignes · différence 0,00"
        await driver.keys("escape")
        await driver.type("401dup")
        await driver.settle()
        assert foot(driver) == "1 ligne · différence -1 234,50"
        assert "1/1 (sur 7) ·" in driver.lines[-2]
