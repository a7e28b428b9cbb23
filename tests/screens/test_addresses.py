"""The common address rule, by keys: a postal code completes the address, and the reverse (ADR)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, to_field, value, with_dossier
from tests.screens.settings_kit import field_value, stored
from tuicompta.core.settings import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["home", "morel"]


@pytest.mark.spec("ADR-02")
@played
async def test_a_postal_code_of_several_towns_opens_their_list(morel: Path) -> None:
    town = (
        "INSERT INTO postal_code (code, town, folded_town, country_id, department_id)"
        " SELECT '72100', 'Arnage', 'arnage', country_id, department_id FROM postal_code WHERE code = '72100'"
    )
    with_dossier(morel, lambda dossier: dossier.database.run(town))
    async with program(morel) as driver:
        await driver.run("company_address")
        await to_field(driver, "company.postal_code")
        await driver.type("72100")
        await driver.keys("tab")
        assert driver.message == "Plusieurs possibilités : choisissez, ou Tab pour garder ce texte"
        assert "Arnage" in driver.text
        assert field_value(driver, "company.town") == ""
        await driver.keys("down", "enter")
        assert [field_value(driver, f"company.{name}") for name in ("postal_code", "town")] == ["72100", "Le Mans"]
        await driver.keys("tab")
        assert driver.app.frame.focused.field_name == "company.town"  # type: ignore[union-attr]


@pytest.mark.spec("ADR-03", "ADR-04", "ADR-05")
@played
async def test_an_unknown_code_stays_and_a_town_or_country_is_overtyped(morel: Path) -> None:
    count = "SELECT (SELECT count(*) FROM postal_code), (SELECT count(*) FROM country)"
    before = rows(morel, count)
    async with program(morel) as driver:
        await driver.run("company_address")
        await to_field(driver, "company.postal_code")
        await driver.type("72650")
        await driver.keys("enter")
        assert driver.app.frame.focused.field_name == "company.town"  # type: ignore[union-attr]
        await driver.type("Trangé")
        await driver.keys("tab")
        await driver.type("Sar")
        await driver.keys("tab")
        assert field_value(driver, "company.department") == "Sarthe"
        await driver.type("Atlantide")
        await driver.keys("tab", "ctrl+s")
    expected = ["72650", "Trangé", "Sarthe", "Atlantide"]
    assert stored(morel, *(f"company.{key}" for key in ("postal_code", "town", "department", "country"))) == expected
    assert rows(morel, count) == before


@pytest.mark.spec("ADR-03", "ADR-06", "DDL-09")
@played
async def test_ajouter_creates_the_postal_code_and_completes_the_address(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("company_address")
        await to_field(driver, "company.postal_code")
        await driver.type("72650")
        await driver.keys("insert")
        assert "Code postal" in driver.lines[1]
        assert "Code postal * 72650" in prose(driver)
        await driver.type("Trangé")
        await driver.keys("tab", "tab")
        await driver.type("72")
        await driver.keys("tab", "f9")
        assert "Société – Coordonnées" in driver.lines[1]
        await driver.keys("tab")
        assert [field_value(driver, f"company.{key}") for key in ("town", "department", "country")] == [
            "Trangé",
            "Sarthe",
            "France",
        ]
    assert value(morel, "SELECT town FROM postal_code WHERE code = '72650'") == "Trangé"


@pytest.mark.spec("ADR-06", "DV-01")
@played
async def test_a_title_typed_and_not_added_stays_on_the_card_only(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("company_address")
        await driver.type("Syndicat")
        await driver.keys("tab", "ctrl+s")
        assert value(morel, "SELECT count(*) FROM title WHERE label = 'Syndicat'") == 0
        await driver.keys("shift+tab")
        await driver.type("Régie")
        await driver.keys("insert", "f9", "tab", "ctrl+s")
    assert stored(morel, "company.legal_form") == ["Régie"]
    assert value(morel, "SELECT count(*) FROM title WHERE label = 'Régie'") == 1


ADDRESS = {
    "address": 40,
    "address_2": 40,
    "address_3": 40,
    "address_4": 40,
    "postal_code": 10,
    "town": 35,
    "department": 50,
    "country": 50,
}


@pytest.mark.spec("ADR-07")
@pytest.mark.parametrize(
    ("function", "prefix"),
    [("company_address", "company"), ("tax_office", "tax_centre"), ("tax_office", "sie"), ("accountant", "accountant")],
)
@played
async def test_typing_beyond_the_limit_of_an_address_is_stopped_there(morel: Path, function: str, prefix: str) -> None:
    async with program(morel) as driver:
        await driver.run(function)
        for name, limit in ADDRESS.items():
            await to_field(driver, f"{prefix}.{name}")
            await driver.paste("Z" * 49)
            await driver.type("ZZZ")
            await driver.keys("tab")
            assert len(str(field_value(driver, f"{prefix}.{name}"))) == limit
    named = {"company": "company.website", "accountant": "accountant.website"}
    assert all(SETTINGS[key].length == 100 for key in named.values())
    assert SETTINGS["tax_centre.name"].length == SETTINGS["accountant.name"].length == 60


@pytest.mark.spec("ADR-04", "ADR-05")
@played
async def test_a_town_of_several_codes_asks_which_one_only_without_code(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("company_address")
        await to_field(driver, "company.town")
        await driver.type("Lyon")
        await driver.keys("tab")
        assert "Plusieurs possibilités" in driver.message
        await driver.keys("down", "down", "enter")
        names = ("postal_code", "town", "department")
        assert [field_value(driver, f"company.{name}") for name in names] == ["69003", "Lyon", "Rhône"]
        await driver.keys("tab", "shift+tab")
        await driver.type("LYON")
        await driver.keys("tab")
        assert driver.app.frame.focused.field_name == "company.department"  # type: ignore[union-attr]
        assert [field_value(driver, f"company.{name}") for name in names] == ["69003", "LYON", "Rhône"]
