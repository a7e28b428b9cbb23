"""The small tables of «Divers», by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, to_field, value, with_dossier
from tuicompta.services.notes import note
from tuicompta.services.settings.setting_changes import change_settings

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["home", "morel"]

WINDOWS = {
    "titles": ("Civilités", "Mme"),
    "postal_codes": ("Codes postaux", "Le Mans"),
    "departments": ("Départements", "Sarthe"),
    "countries": ("Pays", "France"),
    "naf_codes": ("Codes NAF", "Activités comptables"),
}


@pytest.mark.spec("DV-01", "DV-02", "DV-03", "DV-04")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("name", WINDOWS)
@played
async def test_each_table_is_searched_opened_and_closed(morel: Path, name: str, size: tuple[int, int]) -> None:
    title, text = WINDOWS[name]
    async with program(morel, size) as driver:
        await driver.run(name)
        assert title in driver.lines[1]
        await driver.type(text.lower())
        assert text in driver.text
        await driver.keys("enter")
        assert text in driver.text
        assert "Notes" in driver.lines[2]
        await driver.keys("escape", "escape", "escape")
        assert title not in driver.lines[1]


@pytest.mark.spec("DV-01", "NOT-01", "LST-03", "FIC-04")
@played
async def test_a_title_is_added_with_notes_and_a_second_one_of_the_same_name_refused(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("titles")
        await driver.keys("insert")
        await driver.type("Régie autonome des transports parisiens")
        await driver.keys("ctrl+pagedown")
        await driver.type("à vérifier")
        await driver.keys("ctrl+n")
        await driver.type("Mme")
        await driver.keys("f9")
        assert "Civilité «Mme» : cette ligne existe déjà" in prose(driver)
    stored = rows(morel, "SELECT id, label FROM title WHERE label LIKE 'R%'")
    assert stored[0][1] == "Régie autonome des transp"
    assert with_dossier(morel, lambda dossier: note(dossier.database, "title", stored[0][0])) == "à vérifier"


@pytest.mark.spec("DV-02", "ADR-06", "DDL-04")
@played
async def test_a_postal_code_takes_the_country_of_its_department(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("departments")
        await driver.keys("insert")
        await driver.type("bru")
        await driver.keys("tab")
        await driver.type("Bruxelles")
        await driver.keys("tab")
        await driver.type("belgi")
        await driver.keys("tab", "f9")
        await driver.run("postal_codes")
        await driver.keys("insert")
        await driver.type("1000")
        await driver.keys("tab")
        await driver.type("Bruxelles")
        await driver.keys("tab")
        assert "Pays * FR France" in prose(driver)
        await driver.keys("tab")
        await driver.type("bru")
        await driver.keys("tab", "shift+tab")
        assert "Pays * BE Belgique" in prose(driver)
        await driver.keys("f9")
    query = (
        "SELECT postal_code.code, town, country.code, department.name FROM postal_code"
        " JOIN country ON country.id = postal_code.country_id JOIN department ON department.id = department_id"
        " WHERE town = 'Bruxelles'"
    )
    assert rows(morel, query) == [("1000", "Bruxelles", "BE", "Bruxelles")]


@pytest.mark.spec("ADR-06", "DDL-09")
@played
async def test_a_department_is_created_from_the_card_of_a_postal_code_and_selected_on_return(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("postal_codes")
        await driver.keys("insert")
        await driver.type("98000")
        await driver.keys("tab")
        await driver.type("Monaco")
        await driver.keys("tab", "tab")
        await driver.type("98")
        await driver.keys("insert")
        assert "Département" in driver.lines[1]
        await driver.type("Principauté")
        await driver.keys("tab")
        await driver.type("monaco")
        await driver.keys("tab", "f9")
        assert "Code postal" in driver.lines[1]
        await driver.keys("tab", "ctrl+s", "shift+tab")
        assert "Pays * MC Monaco" in prose(driver)
        assert "Département 98 Principauté" in prose(driver)
    assert value(morel, "SELECT count(*) FROM postal_code WHERE department_id IS NOT NULL AND code = '98000'") == 1


@pytest.mark.spec("DDL-15")
@pytest.mark.parametrize(("answer", "created"), [("o", True), ("n", False)])
@played
async def test_enter_on_an_unknown_department_creates_it_on_yes(morel: Path, answer: str, created: bool) -> None:  # noqa: FBT001
    async with program(morel) as driver:
        await driver.run("postal_codes")
        await driver.keys("insert")
        await driver.type("98000")
        await to_field(driver, "department")
        await driver.type("98")
        await driver.keys("enter")
        assert "Créer 98 ?" in driver.text
        await driver.keys(answer)
        if created:
            assert "Numéro * 98" in prose(driver)
            await to_field(driver, "name")
            await driver.type("Principauté")
            await to_field(driver, "country")
            await driver.type("monaco")
            await driver.keys("tab", "f9")
            assert "Département 98 Principauté" in prose(driver)
        else:
            assert driver.app.frame.focused.field_name == "department"  # type: ignore[union-attr]
    assert value(morel, "SELECT count(*) FROM department WHERE number = '98'") == int(created)


@pytest.mark.spec("FLD-01")
@played
async def test_f2_opens_the_country_of_a_department(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("departments")
        await driver.type("sarthe")
        await driver.keys("enter")
        await to_field(driver, "country")
        await driver.keys("f2")
        assert "Pays FR France" in driver.lines[1]
        await driver.keys("escape")
        assert "Département 72 Sarthe" in driver.lines[1]


@pytest.mark.spec("DV-04")
@played
async def test_inactive_countries_are_hidden_until_all_are_asked_for(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("countries")
        await driver.type("afghan")
        await driver.keys("enter", "tab", "tab", "space", "f9")
        await driver.keys("escape")
        assert "Afghanistan" not in driver.text
        await driver.run("inactive_rows")
        await driver.keys("ctrl+home")
        assert "Afghanistan" in driver.text
        assert "Pays – Tous les pays" in driver.lines[1]
        await driver.run("inactive_rows")
        assert "Afghanistan" not in driver.text


@pytest.mark.spec("DV-07", "LST-05")
@played
async def test_a_used_row_stays_and_says_how_many_cards_use_it(morel: Path) -> None:
    with_dossier(morel, lambda dossier: change_settings(dossier, {"company.legal_form": "SARL"}))
    async with program(morel) as driver:
        await driver.run("titles")
        await driver.type("sarl")
        await driver.keys("delete", "o")
        assert "«SARL» ne peut pas être supprimé : utilisé par 1 fiche société" in prose(driver)
        await driver.keys("enter", "escape")
        await driver.type("maître")
        await driver.keys("delete", "o")
        assert driver.message == "1 ligne supprimée"
    assert rows(morel, "SELECT label FROM title WHERE label IN ('SARL', 'Maître')") == [("SARL",)]


@pytest.mark.spec("LST-06")
@played
async def test_a_copy_has_no_code(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("naf_codes")
        await driver.type("62.01")
        await driver.keys("ctrl+r")
        assert "Libellé * Programmation informatique" in prose(driver)
        await driver.keys("f9")
        assert "«Code» est obligatoire" in driver.message
    assert value(morel, "SELECT count(*) FROM naf_code") == 732


@pytest.mark.spec("BANK-04", "ADR-01", "ADR-06")
@played
async def test_a_postal_code_completes_the_address_of_a_bank(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("banks")
        await driver.keys("insert")
        await driver.keys("ctrl+pagedown", "ctrl+pagedown")
        await to_field(driver, "address_postal_code")
        await driver.type("44100")
        await driver.keys("tab")
        assert "Ville Nantes" in prose(driver)
        assert "Département Loire-Atlantique" in prose(driver)
        await to_field(driver, "contact_title")
        await driver.type("mm")
        await driver.keys("tab")
        assert "Civilité Mme" in prose(driver)
