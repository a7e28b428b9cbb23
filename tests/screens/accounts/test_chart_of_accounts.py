"""«Plan comptable entreprise» and the card of an account, by keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, value, with_dossier
from tests.services.entries_kit import purchase
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.entries.save import save_entries

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven

__all__ = ["home", "morel"]


@pytest.fixture
def books(morel: Path) -> Path:
    """One purchase of 1 200,00 in March."""
    entry = purchase(total=120_000, day=date(2026, 3, 15))
    with_dossier(morel, lambda dossier: save_entries(dossier, [entry], EntryOrigin.CONTINUOUS_ENTRY))
    return morel


def numbers(driver: Driven) -> list[str]:
    return [line[5:15].split()[0] for line in driver.lines[4:19] if line[5:6].isdigit()]


def current(driver: Driven) -> str:
    row = driver.app.frame.windows.front.list.current  # type: ignore[union-attr]
    return "" if row is None else str(row.values[0])


@pytest.mark.spec("PC-04", "PC-14", "KEY-49")
@played
async def test_tabs_by_root_go_round(books: Path) -> None:
    async with program(books, (80, 24)) as driver:
        await driver.run("chart_of_accounts")
        assert numbers(driver)[0] == "1"
        assert "Tous   Capitaux" in driver.lines[1]
        await driver.run("previous_tab")
        assert all(number.startswith("7") for number in numbers(driver))
        assert "Produits" in driver.lines[1]
        for _ in range(5):
            await driver.run("previous_tab")
        assert numbers(driver)[:3] == ["40", "401", "4011"]
        await driver.run("next_tab")
        assert all(number.startswith("41") for number in numbers(driver))


@pytest.mark.spec("PC-05", "PC-06")
@played
async def test_amounts_are_those_of_the_year_and_the_total_follows_tab_and_search(books: Path) -> None:
    async with program(books, (120, 40)) as driver:
        await driver.run("chart_of_accounts")
        await driver.type("401D")
        shown = next(line for line in driver.lines if "401DUP" in line)
        assert "1 200,00     -1 200,00" in shown
        total = next(line for line in driver.lines if "│Total" in line)
        assert total.split("Total")[1].split() == ["1", "200,00", "-1", "200,00"]
        await driver.keys("escape")
        total = next(line for line in driver.lines if "│Total" in line)
        assert total.split("Total")[1].split() == ["1", "200,00", "1", "200,00", "0,00"]


@pytest.mark.spec("PC-12")
@played
async def test_digits_go_to_a_number_and_letters_narrow(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("chart_of_accounts")
        await driver.type("606")
        assert current(driver) == "606"
        assert "sur" not in driver.lines[22].split("·")[0]
        await driver.type("4")
        assert current(driver) == "6064"
        await driver.keys("backspace", "down")
        await driver.type("47")
        assert current(driver) == "47"
        await driver.keys("escape")
        await driver.type("fournitures ADM")
        assert numbers(driver) == ["6064"]
        await driver.keys("escape")
        await driver.type("1200,00")
        assert "401DUP" in numbers(driver)


@pytest.mark.spec("PC-11")
@played
async def test_the_moved_accounts_alone(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("chart_of_accounts")
        await driver.run("moved_accounts")
        assert numbers(driver) == ["401DUP", "44566", "6064"]
        assert "Comptes mouvementés" in driver.lines[2]
        await driver.run("moved_accounts")
        assert "Comptes mouvementés" not in driver.text
        assert "403" in numbers(driver)
        await driver.run("change_view")
        assert "Comptes mouvementés (système)" in driver.text
        await driver.keys("down", "enter")
        assert numbers(driver) == ["401DUP", "44566", "6064"]


@pytest.mark.spec("PC-08")
@played
async def test_flags_turn_over_on_the_ticked_accounts(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("chart_of_accounts")
        await driver.run("moved_accounts")
        await driver.keys("ctrl+a")
        await driver.run("sale_nature")
    query = "SELECT number FROM account WHERE sale_nature = 1 AND number IN ('401DUP', '44566', '6064', '401')"
    assert rows(books, query + " ORDER BY 1") == [("401DUP",), ("44566",), ("6064",)]


@pytest.mark.spec("PC-03", "LST-05")
@played
async def test_deletion_lists_what_stays_and_why(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("chart_of_accounts")
        await driver.type("411M")
        await driver.run("tick")
        await driver.keys("escape")
        await driver.type("401D")
        await driver.run("tick")
        await driver.keys("ctrl+d", "o")
        assert "1 supprimée, 1 refusée" in prose(driver)
        assert "401DUP : Le compte 401DUP ne peut pas être supprimé : il porte 1 ligne" in prose(driver)
    assert value(books, "SELECT count(*) FROM account WHERE number = '411MAR'") == 0
    assert value(books, "SELECT count(*) FROM account WHERE number = '401DUP'") == 1


@pytest.mark.spec("FC-02", "FC-20", "FC-22", "FC-18")
@played
async def test_the_card_shows_the_account_and_only_its_title_changes_once_used(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("chart_of_accounts")
        await driver.type("401D")
        await driver.keys("enter")
        assert "N° de compte * 401DUP Intitulé * Dupont SARL Type de compte * Détail" in prose(driver)
        assert "Nature Fournisseurs et comptes rattachés" in prose(driver)
        await driver.type("Dupont Frères")
        await driver.keys("f9")
        assert "Dupont Frères" in driver.text
    assert value(books, "SELECT number || title FROM account WHERE number = '401DUP'") == "401DUPDupont Frères"


@pytest.mark.spec("FC-43", "FC-14", "LST-03")
@played
async def test_a_new_number_brings_its_nature_and_the_settings_of_its_relative(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("chart_of_accounts")
        await driver.keys("insert")
        await driver.type("401edf")
        await driver.keys("tab")
        assert "Paramètres repris du compte 401" in driver.message
        assert "Nature Fournisseurs et comptes rattachés" in prose(driver)
        assert "Autoriser le lettrage [x]" in prose(driver)
        assert "Gestion des échéanciers Échéancier" in prose(driver)
        await driver.type("Électricité de France")
        await driver.keys("f9")
        assert current(driver) == "401EDF"
    assert (
        value(books, "SELECT name FROM third_party JOIN account ON account.id = account_id WHERE number = '401EDF'")
        == "Électricité de France"
    )


@pytest.mark.spec("FC-17", "FIC-04")
@played
async def test_a_number_against_the_rules_stays_in_the_card(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("chart_of_accounts")
        await driver.keys("insert")
        await driver.type("x12")
        await driver.keys("tab")
        assert "X12" in driver.message
        await driver.type("41a")
        await driver.keys("tab")
        await driver.type("Essai")
        await driver.keys("f9")
        assert "41A" in prose(driver)
    assert value(books, "SELECT count(*) FROM account WHERE title = 'Essai'") == 0


@pytest.mark.spec("FC-29", "FLD-06")
@played
async def test_fields_of_other_natures_are_skipped(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("chart_of_accounts")
        await driver.type("44571")
        await driver.keys("enter")
        names = []
        for _ in range(20):
            names.append(driver.app.frame.focused.field_name)  # type: ignore[union-attr]
            await driver.keys("tab")
            if driver.app.frame.focused.field_name == names[0]:  # type: ignore[union-attr]
                break
        assert {"vat_direction", "vat_territory", "vat_rate", "vat_operation", "vat_basis"} <= set(names)
        assert not {"vat_exempt", "proposed_vat", "due_date_mode", "reconciliation", "control_account"} & set(names)


@pytest.mark.spec("PC-13", "LST-06")
@played
async def test_a_copy_keeps_the_settings_and_not_the_number(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("chart_of_accounts")
        await driver.type("401D")
        await driver.keys("enter")
        await driver.run("next_tab")
        await driver.keys("space", "ctrl+s")
        assert driver.message == "Enregistré"
        await driver.keys("ctrl+r")
        assert "N° de compte * Intitulé * Type" in prose(driver)
        await driver.type("401BIS")
        await driver.keys("tab")
        await driver.type("Copie")
        await driver.keys("f9")
    assert rows(books, "SELECT blocked, title FROM account WHERE number = '401BIS'") == [(1, "Copie")]


@pytest.mark.spec("FIC-14")
@played
async def test_page_down_goes_to_the_next_account_of_the_list(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("chart_of_accounts")
        await driver.run("moved_accounts")
        await driver.keys("enter")
        await driver.keys("pagedown")
        assert "44566" in driver.lines[1]
        await driver.keys("pagedown", "pagedown")
        assert driver.message == "Pas d'autre fiche dans la liste"


@pytest.mark.spec("FLD-01")
@played
async def test_f2_in_a_linked_field_opens_the_card_of_its_account(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("chart_of_accounts")
        await driver.type("6064")
        await driver.keys("enter", "tab", "tab")
        assert driver.app.frame.focused.field_name == "proposed_vat"  # type: ignore[union-attr]
        await driver.keys("f2")
        assert "Compte 44566" in driver.lines[1]
        await driver.keys("escape")
        assert driver.app.frame.focused.field_name == "proposed_vat"  # type: ignore[union-attr]


@pytest.mark.spec("PC-07")
@played
async def test_a_root_account_is_not_consulted(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("chart_of_accounts")
        await driver.type("606")
        await driver.keys("f7")
        assert driver.message == "Le compte 606 est de type Racine : il n'a pas de lignes"
        await driver.keys("space", "space", "f7")
        assert driver.message == "Une seule ligne à la fois"
