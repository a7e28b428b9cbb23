"""The runs over many accounts: their words, their fields, their reports; the two tables of a supplier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.lettering.kit import fill
from tests.screens.lettering.test_windows import tables
from tests.screens.program import home, morel, played, program, prose, rows, to_field, with_dossier
from tests.services.lettering.kit import accept_gap, post
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.lettering.letter import letter_lines

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

GAPS = """
    SELECT entry.piece_number, entry_line.label, number, debit, credit FROM entry
      JOIN entry_line ON entry_id = entry.id JOIN account ON account.id = account_id
     WHERE origin = 'lettering_gap' ORDER BY entry.id, position
"""
BY_HAND = "UPDATE journal_year SET numbering = 'manual'"


@pytest.fixture
def books(morel: Path) -> Path:
    with_dossier(morel, fill)
    return morel


def fields(driver: Driven) -> dict[str, bool]:
    """Whether one can type in the fields of the gap entries."""
    page = driver.app.frame.windows.front.page  # type: ignore[union-attr]
    return {name: page.card.fields[name].enabled for name in ("approximate", "piece", "label")}


@pytest.mark.spec("LAUT-04", "LAUT-13", "LAUT-14", "LAUT-15", "LAUT-16", "LAUT-20")
@played
async def test_a_run_posts_the_gaps_under_the_number_and_the_label_typed_and_tells_them(books: Path) -> None:
    def by_hand(dossier: Dossier) -> None:
        dossier.database.run(BY_HAND)
        create_account(dossier, "411ZOE", "Zoé")
        accept_gap(dossier, account="411ZOE")
        post(dossier, 50_00, -49_98, account="411ZOE", pieces=["Z1", "Z1"])
        post(dossier, 120_00, -119_97, pieces=["V9", "V9"])

    with_dossier(books, by_hand)
    async with program(books) as driver:
        await driver.run("automatic_lettering")
        assert driver.lines[-1].startswith("F9 Démarrer")
        assert "Échap Annuler" in driver.lines[-1]
        for field in ("Type de comptes", "Méthode", "Non validées", "Validées", "Régularisation"):
            assert field in driver.text
        assert fields(driver) == {"approximate": True, "piece": False, "label": False}
        await to_field(driver, "method")
        await driver.type("Montant")
        assert fields(driver) == {"approximate": False, "piece": False, "label": False}
        await driver.type("N° de pièce")
        await to_field(driver, "approximate")
        await driver.keys("space")
        assert fields(driver) == {"approximate": True, "piece": True, "label": True}
        await to_field(driver, "piece")
        await driver.type("E7")
        await to_field(driver, "label")
        await driver.type("Soldes de mars")
        await driver.keys("f9")
        text = prose(driver)
        assert "2 groupes et 4 lignes lettrés · 2 écritures d'écart, 0,05" in text
        assert "Écart en OD E7" in text
        assert "Écart en OD E8" in text
        await driver.type("411ZOE")
        await driver.keys("enter")
        assert "Compte 411ZOE" in driver.lines[1]
    assert rows(books, GAPS) == [
        ("E7", "Soldes de mars", "411MAR", 0, 3),
        ("E7", "Soldes de mars", "6588", 3, 0),
        ("E8", "Soldes de mars", "411ZOE", 0, 2),
        ("E8", "Soldes de mars", "6588", 2, 0),
    ]


@pytest.mark.spec("LAUT-06")
@played
async def test_the_types_of_accounts_propose_their_range(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("automatic_lettering")
        page = driver.app.frame.windows.front.page  # type: ignore[union-attr]
        names = [option.label for option in page.card.fields["kind"].options]
        assert sorted(names) == ["Autres Tiers", "Bilan", "Clients", "Clients et Fournisseurs", "Fournisseurs"]
        assert page.values["kind"] == "CUSTOMERS_AND_SUPPLIERS"


@pytest.mark.spec("LSIM-08")
@played
async def test_without_types_a_supplier_has_its_credits_at_left(morel: Path) -> None:
    with_dossier(morel, lambda dossier: post(dossier, -1200, 700, account="401DUP"))
    with_dossier(morel, lambda dossier: dossier.database.run("UPDATE entry_line SET line_type = NULL"))
    async with program(morel) as driver:
        await driver.app.frame.open("simple_lettering", number="401DUP")
        await driver.settle()
        assert tables(driver) == [[(0, 1200)], [(700, 0)]]


@pytest.mark.spec("DLET-04", "DLET-08", "DLET-11", "DLET-12")
@played
async def test_the_wizard_narrows_its_range_says_launch_then_tells_what_was_left(books: Path) -> None:
    def letter(dossier: Dossier) -> None:
        create_account(dossier, "401ZOE", "Zoé")
        for account in ("411MAR", "401ZOE", "401DUP"):
            letter_lines(dossier, account, post(dossier, 700, -700, account=account))
        dossier.database.run("UPDATE account SET lettering = 0 WHERE number = '401ZOE'")

    with_dossier(books, letter)
    async with program(books) as driver:
        await driver.run("automatic_unlettering")
        assert driver.lines[-1].startswith("F9 Suivant")
        assert "Échap Annuler" in driver.lines[-1]
        await driver.keys("f9")
        assert "Précédent" in driver.lines[-1]
        await to_field(driver, "start")
        await driver.type("01012026")
        await driver.keys("tab")
        await driver.type("31122026")
        await driver.keys("f9")
        for words in ("F9 Suivant", "Précédent", "Échap Annuler"):
            assert words in driver.lines[-1]
        await to_field(driver, "kind")
        await driver.type("Fournisseurs")
        await to_field(driver, "first")
        await driver.type("411MAR")
        await driver.keys("tab", "f9")
        assert "Le compte 411MAR est hors des comptes proposés" in driver.message
        await to_field(driver, "first")
        await driver.type("401DUP")
        await driver.keys("tab", "f9", "f9")
        assert driver.lines[-1].startswith("F9 Lancer")
        await driver.keys("f9")
        assert driver.lines[-1].startswith("F9 Fermer")
        text = prose(driver)
        assert "2 comptes examinés, dont 1 ignoré · 1 groupe et 2 lignes délettrés" in text
        assert "401DUP Dupont SARL : 1 groupe, 2 lignes" in text
        assert "401ZOE Zoé : lettrage non autorisé" in text
    left = "SELECT number FROM lettering JOIN account ON account.id = lettering.account_id ORDER BY number"
    assert rows(books, left) == [("401ZOE",), ("411MAR",)]
