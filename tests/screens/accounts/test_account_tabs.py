"""The tabs of the account card: associated accounts, coordinates, third parties, months, approximate lettering."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, to_field, value, with_dossier
from tests.services.entries_kit import bank, purchase
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.entries.save import save_entries
from tuicompta.services.lettering.letter import letter_lines
from tuicompta.services.settings.settings import set_settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

IBAN = "FR14 2004 1010 0505 0001 3M02 606"
SIZES = ((80, 24), (120, 40))


@pytest.fixture
def books(morel: Path) -> Path:
    """One purchase of 1 200,00 in March."""
    entry = purchase(total=120_000, day=date(2026, 3, 15))
    with_dossier(morel, lambda dossier: save_entries(dossier, [entry], EntryOrigin.CONTINUOUS_ENTRY))
    return morel


async def open_account(driver: Driven, number: str) -> None:
    await driver.run("chart_of_accounts")
    await driver.type(number)
    await driver.keys("enter")


def titles(driver: Driven) -> list[str]:
    return [title for title in driver.app.frame.windows.front.card.tabs.titles if title]  # type: ignore[union-attr]


async def to_tab(driver: Driven, title: str) -> None:
    card = driver.app.frame.windows.front.card  # type: ignore[union-attr]
    for _ in range(9):
        if card.tabs.titles[card.tabs.place].startswith(title):
            return
        await driver.run("next_tab")
    raise LookupError(title)


@pytest.mark.spec("FC-01", "FC-04")
@played
async def test_only_third_party_accounts_have_coordinates_and_third_parties(books: Path) -> None:
    async with program(books) as driver:
        await open_account(driver, "401D")
        assert titles(driver) == [
            "Paramétrage",
            "Paramétrage avancé",
            "Coordonnées",
            "Liste des Tiers",
            "Cumuls",
            "Notes",
        ]
        await driver.keys("escape")
        await driver.keys("escape")
        await driver.type("6064")
        await driver.keys("enter")
        assert titles(driver) == ["Paramétrage", "Paramétrage avancé", "Cumuls", "Notes"]
        await driver.keys("escape", "insert")
        assert titles(driver) == ["Paramétrage", "Paramétrage avancé", "Notes"]


@pytest.mark.spec("FC-35")
@pytest.mark.parametrize("size", SIZES)
@played
async def test_associated_accounts_are_added_inserted_moved_and_deleted(books: Path, size: tuple[int, int]) -> None:
    async with program(books, size) as driver:
        await open_account(driver, "401D")
        await to_field(driver, "associated")
        for number, rule in (("6064", "HT"), ("44566", "T")):
            await driver.run("add_line")
            await driver.type(number)
            await driver.keys("tab")
            await driver.type(rule)
            await driver.keys("f9")
        await driver.keys("insert")
        await driver.type("467")
        await driver.keys("tab")
        await driver.type("P")
        await driver.keys("tab")
        await driver.type("20")
        await driver.keys("f9")
        assert "467" in driver.text
        await driver.run("move_line_up")
        await driver.keys("ctrl+s")
    query = (
        "SELECT account.number, amount_rule, percentage FROM associated_account"
        " JOIN account ON account.id = associated_id ORDER BY position"
    )
    assert rows(books, query) == [
        ("467", "percentage", 2000),
        ("6064", "net_of_total", None),
        ("44566", "vat_of_total", None),
    ]
    async with program(books, size) as driver:
        await open_account(driver, "401D")
        await to_field(driver, "associated")
        await driver.keys("delete", "f9")
    assert rows(books, query) == [("6064", "net_of_total", None), ("44566", "vat_of_total", None)]


@pytest.mark.spec("FC-24", "OLA-01")
@played
async def test_approximate_lettering_shows_the_options_it_copies(books: Path) -> None:
    def options(dossier: Dossier) -> None:
        set_settings(dossier.database, {"lettering.maximum_gap": 250})

    with_dossier(books, options)
    async with program(books) as driver:
        await open_account(driver, "401D")
        await to_field(driver, "approximate_lettering")
        await driver.keys("space")
        shown = prose(driver)
        assert "Écart maximum 2,50" in shown
        assert "Compte de régularisation au débit 6581" in shown
        assert "Compte de régularisation au crédit 7581" in shown
        assert "Journal de régularisation OD" in shown
        await driver.keys("f9")
    assert value(books, "SELECT maximum_gap FROM account WHERE number = '401DUP'") == 250


@pytest.mark.spec("FC-07", "TI-04")
@pytest.mark.parametrize("size", SIZES)
@played
async def test_coordinates_typed_on_the_account_are_those_of_the_third_party(
    books: Path, size: tuple[int, int]
) -> None:
    async with program(books, size) as driver:
        await open_account(driver, "401D")
        await to_tab(driver, "Coordonnées")
        await to_field(driver, "at_address")
        await driver.type("1 rue Haute")
        await to_field(driver, "by_last_name")
        await driver.type("Durand")
        await to_field(driver, "bank_iban")
        await driver.type("FR14 2004 1010 0505 0001 3M02 607")
        await driver.keys("tab")
        assert "IBAN" in driver.message
        await driver.type(IBAN)
        await driver.keys("ctrl+s")
        await driver.run("third_party")
        assert "Tiers F00001 Dupont SARL" in driver.lines[1]
        await driver.run("next_tab")
        assert "1 rue Haute" in driver.text
        await driver.type("Dupont facturation")
        await driver.keys("f9")
        await to_field(driver, "at_name")
        assert "Dupont facturation" in driver.text
        assert "* à enregistrer" not in driver.text
    query = (
        "SELECT third_party_address.name, address, last_name, iban"
        " FROM third_party_address, third_party_contact, bank_details"
    )
    assert rows(books, query) == [("Dupont facturation", "1 rue Haute", "Durand", IBAN)]


@pytest.mark.spec("FC-08", "FC-38", "FC-12")
@played
async def test_a_second_third_party_is_added_made_the_main_one_and_taken_out(books: Path) -> None:
    async with program(books) as driver:
        await open_account(driver, "401D")
        await to_tab(driver, "Liste des Tiers")
        assert "F00001" in driver.text
        await driver.keys("insert")
        await driver.type("Dupont Export")
        await driver.keys("f9")
        assert "Tiers F00002 Dupont Export" in driver.lines[1]
        await driver.keys("escape", "down")
        await driver.run("main_party")
        assert rows(books, "SELECT code, main FROM third_party WHERE code LIKE 'F%' ORDER BY 1") == [
            ("F00001", 0),
            ("F00002", 1),
        ]
        await driver.keys("delete", "o")
        assert rows(books, "SELECT code FROM third_party WHERE code LIKE 'F%'") == [("F00002",)]
        await driver.keys("delete", "o")
        assert "c'est le seul du compte 401DUP" in prose(driver)


@pytest.mark.spec("FC-09")
@pytest.mark.parametrize("size", SIZES)
@played
async def test_the_months_of_the_year_and_the_consultation_of_one(books: Path, size: tuple[int, int]) -> None:
    async with program(books, size) as driver:
        await open_account(driver, "401D")
        await to_tab(driver, "Cumuls")
        march = next(line for line in driver.lines if "mars 2026" in line)
        assert march.split("mars 2026")[1].split()[:6] == ["1", "200,00", "-1", "200,00", "-1", "200,00"]
        assert any("Total" in line and "1 200,00" in line for line in driver.lines)
        assert "* à enregistrer" not in driver.text
        await to_field(driver, "months")
        await driver.keys("down", "down", "down", "enter")
        assert "Consultation/Lettrage 401DUP" in driver.app.frame.windows.front.title  # type: ignore[union-attr]
        shown = driver.app.frame.windows.front.reader.shown  # type: ignore[union-attr]
        assert (shown.start, shown.end) == (date(2026, 3, 1), date(2026, 3, 31))


@pytest.mark.spec("FC-09")
@played
async def test_a_root_has_months_and_no_consultation(books: Path) -> None:
    async with program(books) as driver:
        await open_account(driver, "40")
        await to_tab(driver, "Cumuls")
        assert any("mars 2026" in line and "1 200,00" in line for line in driver.lines)
        await to_field(driver, "months")
        await driver.keys("down", "enter")
        assert "Compte de type Racine" in driver.message


@pytest.mark.spec("FC-10", "NOT-01")
@played
async def test_notes_are_kept(books: Path) -> None:
    async with program(books) as driver:
        await open_account(driver, "6064")
        await to_tab(driver, "Notes")
        await driver.type("Papeterie Morin")
        await driver.keys("ctrl+s")
        assert "Notes •" in driver.text
    assert value(books, "SELECT text FROM note WHERE record_kind = 'account'") == "Papeterie Morin"


@pytest.mark.spec("PC-09")
@played
async def test_the_list_turns_approximate_lettering_over_and_names_what_it_skips(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("chart_of_accounts")
        await driver.run("moved_accounts")
        await driver.keys("ctrl+a")
        await driver.run("approximate_lettering")
        shown = prose(driver)
        assert "Autorisé 2, interdit 0, ignoré 1" in shown
        assert "Ignoré : 6064, ce n'est pas un compte de bilan" in shown
    query = "SELECT number, lettering, maximum_gap FROM account WHERE approximate_lettering = 1 ORDER BY number"
    assert rows(books, query) == [("401DUP", 1, 100), ("44566", 1, 100)]


@pytest.mark.spec("FC-11", "IMP-09")
@played
async def test_the_actions_of_the_card(books: Path) -> None:
    async with program(books) as driver:
        await open_account(driver, "401D")
        await driver.run("purchase_nature")
        assert driver.message == "Nature d'achat : oui"
        await driver.run("sale_nature")
        await driver.keys("ctrl+s")
        await driver.run("third_party")
        assert "Tiers F00001 Dupont SARL" in driver.lines[1]
        await driver.keys("escape")
        await driver.run("print")
        assert "401DUP" in prose(driver)
        await driver.keys("escape")
        await driver.run("consult")
        assert "Consultation/Lettrage 401DUP" in driver.app.frame.windows.front.title  # type: ignore[union-attr]
    assert rows(books, "SELECT purchase_nature, sale_nature FROM account WHERE number = '401DUP'") == [(1, 1)]


@pytest.mark.spec("FC-11")
@played
async def test_actions_without_sense_for_the_account_say_why(books: Path) -> None:
    async with program(books) as driver:
        await open_account(driver, "6064")
        assert driver.app.frame.why_not("third_party") == "Ce compte n'a pas de tiers"
        await driver.keys("pageup")
        await driver.run("chart_of_accounts")
        await driver.type("606")
        await driver.keys("enter")
        assert driver.app.frame.why_not("consult") == "Compte de type Racine : il n'a pas de lignes"


@pytest.mark.spec("FC-06")
@played
async def test_changing_the_side_of_a_vat_account_with_lines_warns(books: Path) -> None:
    async with program(books) as driver:
        await open_account(driver, "44566")
        await to_field(driver, "side_general")
        await driver.keys("f4", "down", "enter", "ctrl+s")
        assert "Les montants déjà saisis ne changent de sens que par «Mise à jour" in driver.message


@pytest.mark.spec("PCG-07")
@played
async def test_creating_an_account_that_the_chart_lost_warns(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("chart_of_accounts")
        await driver.keys("insert")
        await driver.type("6751")
        await driver.keys("tab")
        await driver.type("Valeur comptable")
        await driver.keys("ctrl+s")
        assert "Le compte 6751 n'est plus au plan comptable général de l'exercice" in driver.message
    assert value(books, "SELECT count(*) FROM account WHERE number = '6751'") == 1


@pytest.mark.spec("TI-04")
@played
async def test_a_name_that_is_not_the_title_is_told_on_both_cards(books: Path) -> None:
    async with program(books, (120, 40)) as driver:
        await open_account(driver, "401D")
        await to_field(driver, "title")
        await driver.type("Dupont Frères")
        await driver.keys("ctrl+s")
        await to_tab(driver, "Coordonnées")
        assert "F00001 Dupont SARL – autre que l’intitulé du compte" in prose(driver)
        await driver.run("third_party")
        assert "Nom autre que l'intitulé du compte" in prose(driver)
    assert value(books, "SELECT name FROM third_party WHERE code = 'F00001'") == "Dupont SARL"


@pytest.mark.spec("FC-23")
@played
async def test_lettering_taken_away_from_lettered_lines_warns(books: Path) -> None:
    def letter(dossier: Dossier) -> None:
        save_entries(dossier, [bank("401DUP", -120_000, key=9)], EntryOrigin.CONTINUOUS_ENTRY)
        keys = dossier.database.rows(
            "SELECT entry_line.id FROM entry_line JOIN account ON account.id = account_id WHERE number = '401DUP'"
        )
        letter_lines(dossier, "401DUP", [key for (key,) in keys])

    with_dossier(books, letter)
    async with program(books) as driver:
        await open_account(driver, "401D")
        await to_field(driver, "lettering")
        await driver.keys("space", "ctrl+s")
        assert driver.message == "2 lignes lettrées gardent leur code, sans pouvoir être délettrées"
    assert value(books, "SELECT count(*) FROM entry_line WHERE lettering_id IS NOT NULL") == 2
