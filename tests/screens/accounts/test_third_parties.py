"""«Liste des Tiers» and the card of a third party, by keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, to_field, value, with_dossier
from tests.services.entries_kit import purchase
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.accounts.account_parties import read_coordinates
from tuicompta.services.entries.save import save_entries

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.core.third_parties import Address
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

IBAN = "FR1420041010050500013M02606"


async def to_tab(driver: Driven, title: str) -> None:
    """Turn the tabs of the card until one is shown."""
    card = driver.app.frame.windows.front.card  # type: ignore[union-attr]
    for _ in range(9):
        if card.schema.tabs[card.tabs.place].title == title:
            return
        await driver.run("next_tab")
    raise LookupError(title)


@pytest.mark.spec("TI-01", "TI-02")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@played
async def test_the_list_shows_the_balances_and_copies_no_row(morel: Path, size: tuple[int, int]) -> None:
    with_dossier(morel, lambda dossier: save_entries(dossier, [purchase(total=120_000)], EntryOrigin.CONTINUOUS_ENTRY))
    async with program(morel, size) as driver:
        await driver.run("third_parties")
        shown = next(line for line in driver.lines if "F00001" in line)
        assert "Dupont SARL" in shown
        assert "401DUP" in shown
        assert "-1 200,00" in shown
        assert driver.app.frame.why_not("duplicate") is not None
        await driver.type("martin")
        assert "F00001" not in driver.text
        assert "C00001" in driver.text


@pytest.mark.spec("TI-01", "FC-14")
@played
async def test_inser_tells_that_an_account_creates_its_third_party_and_opens_one(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("third_parties")
        assert "new" not in driver.app.frame.offers()
        assert "new_party_account" in driver.app.frame.offers()
        await driver.keys("insert", "escape")
        assert driver.app.frame.windows.front.title == "Liste des Tiers"  # type: ignore[union-attr]
        await driver.keys("insert")
        assert "Un tiers se crée avec son compte" in prose(driver)
        assert "411… pour un client, 401… pour un fournisseur" in prose(driver)
        await driver.keys("enter")
        assert driver.app.frame.windows.front.title == "Compte – nouvelle fiche"  # type: ignore[union-attr]
        await driver.type("411lef")
        await driver.keys("tab")
        await driver.type("Lefort SA")
        await driver.keys("tab", "f9")
        assert driver.app.frame.windows.front.title == "Liste des Tiers"  # type: ignore[union-attr]
        assert "Lefort SA" in driver.text
    assert value(morel, "SELECT name FROM third_party WHERE code = 'C00002'") == "Lefort SA"


def _address(dossier: Dossier, account: int) -> Address:
    return read_coordinates(dossier.database, account).address


@pytest.mark.spec("FC-07", "FC-14", "FIC-04")
@played
async def test_customers_are_created_in_a_row_with_their_addresses(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("chart_of_accounts")
        await driver.keys("insert")
        for name in ("Abel", "Bruno", "Chloé"):
            await driver.type(f"411{name[:2]}")
            await driver.keys("tab")
            await driver.type(name)
            await driver.keys("ctrl+pagedown", "ctrl+pagedown")
            await to_field(driver, "at_address")
            await driver.type(f"3 rue {name}")
            await to_field(driver, "at_postal_code")
            await driver.type("35000")
            await driver.keys("ctrl+n")
            assert driver.message == f"Enregistré : Compte 411{name[:2].upper()} {name}"
        assert [window.title for window in driver.app.frame.windows.all][:2] == [
            "Compte – nouvelle fiche",
            "Plan comptable entreprise",
        ]
        await driver.keys("escape")
        assert driver.app.frame.windows.front.title == "Plan comptable entreprise"  # type: ignore[union-attr]
    query = "SELECT code, name, account_id FROM third_party WHERE code BETWEEN 'C00002' AND 'C99999' ORDER BY 1"
    found = rows(morel, query)
    assert [row[:2] for row in found] == [("C00002", "Abel"), ("C00003", "Bruno"), ("C00004", "Chloé")]
    for _, name, account in found:
        place = with_dossier(morel, partial(_address, account=account))
        assert (place.address, place.postal_code, place.town) == (f"3 rue {name}", "35000", "Rennes")


@pytest.mark.spec("TI-03", "TI-05", "SINV-11")
@played
async def test_a_wrong_key_warns_and_is_stored(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("third_parties")
        await driver.type("F")
        await driver.keys("enter")
        assert "Identification" in driver.text
        assert "401DUP Dupont SARL" in prose(driver)
        await to_field(driver, "siren")
        await driver.type("732829321")
        await driver.keys("ctrl+s")
        assert "SIREN 732829321 : la clé est fausse" in driver.message
    assert value(morel, "SELECT siren FROM third_party WHERE code = 'F00001'") == "732829321"


@pytest.mark.spec("TI-05")
@played
async def test_the_code_changes_until_the_first_save_only(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("third_parties")
        await driver.keys("enter")
        assert driver.app.frame.focused.field_name == "code"  # type: ignore[union-attr]
        await driver.type("MARTIN")
        await driver.keys("ctrl+s")
        await driver.keys("f9")
        await driver.keys("enter")
        assert driver.app.frame.focused.field_name == "name"  # type: ignore[union-attr]
    assert value(morel, "SELECT code FROM third_party WHERE name = 'Martin SA'") == "MARTIN"


@pytest.mark.spec("TI-06", "SINV-11")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@played
async def test_bank_details_are_added_in_a_box_that_refuses_a_wrong_key(morel: Path, size: tuple[int, int]) -> None:
    async with program(morel, size) as driver:
        await driver.run("third_parties")
        await driver.keys("enter")
        await to_tab(driver, "Coordonnées bancaires")
        await driver.keys("insert")
        await driver.type("FR1420041010050500013M02607")
        await driver.keys("tab")
        assert "clé 14 au lieu de" in prose(driver) or "refusé" in driver.text
        await driver.type(IBAN)
        await driver.keys("f9")
        assert "FR14 2004 1010 0505 0001 3M02 606" in driver.text
        await driver.keys("f9")
    assert rows(morel, "SELECT iban, main FROM bank_details") == [("FR14 2004 1010 0505 0001 3M02 606", 1)]


@pytest.mark.spec("TI-03", "ADR-07", "FC-13")
@played
async def test_the_address_is_typed_and_given_on_one_line(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("third_parties")
        await driver.keys("enter")
        assert driver.app.frame.why_not("postal_line") is not None
        assert driver.app.frame.why_not("company_page") is not None
        await to_tab(driver, "Adresse de facturation")
        await driver.keys("tab")
        await driver.type("1 rue Haute")
        await to_field(driver, "invoicing_at_town")
        await driver.type("Rennes")
        await driver.keys("down", "enter")
        await driver.run("postal_line")
        assert driver.message == "1 rue Haute, 35200 Rennes, France"
        await driver.keys("f9")
    query = "SELECT kind, address, town FROM third_party_address"
    assert rows(morel, query) == [("invoicing", "1 rue Haute", "Rennes")]


@pytest.mark.spec("TI-09")
@played
async def test_the_only_third_party_of_a_moved_account_stays(morel: Path) -> None:
    with_dossier(morel, lambda dossier: save_entries(dossier, [purchase(total=120_000)], EntryOrigin.CONTINUOUS_ENTRY))
    async with program(morel) as driver:
        await driver.run("third_parties")
        await driver.keys("down", "ctrl+d", "o")
        assert "c'est le seul du compte 401DUP, qui porte 1 ligne" in prose(driver)
        await driver.keys("escape", "up", "ctrl+d", "o")
    assert rows(morel, "SELECT code FROM third_party") == [("F00001",)]
    assert value(morel, "SELECT count(*) FROM account WHERE number = '411MAR'") == 1
