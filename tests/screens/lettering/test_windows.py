"""The windows of lettering: two tables, automatic run and its report, proposals, the wizard that undoes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.lettering.kit import codes_in, fill
from tests.screens.program import home, morel, played, program, prose, rows, to_field, value, with_dossier
from tests.services.entries_kit import bank, entry, line, sale, save
from tests.services.lettering.kit import post
from tuicompta.screens.menus import MENUS
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.lettering.letter import letter_lines

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

CODES = """
    SELECT number, coalesce(code, '') FROM entry_line JOIN account ON account.id = entry_line.account_id
      LEFT JOIN lettering ON lettering.id = lettering_id WHERE number LIKE '4%' ORDER BY number, entry_line.id
"""


@pytest.fixture
def books(morel: Path) -> Path:
    with_dossier(morel, fill)
    return morel


def fill_by_type(dossier: Dossier) -> None:
    """A sale, a payment, a credit note and a refund of 411MAR; a sale and a payment of 411ZOE."""
    create_account(dossier, "411ZOE", "Zoé")
    create_account(dossier, "411YVE", "Yves")
    credit_note = entry(line("707", 500), line("411MAR", credit=500), journal="VE", key=3)
    refund = bank("411MAR", -500, key=4)
    save(dossier, sale(1200), bank("411MAR", 1200, key=2), credit_note, refund)
    alone = entry(line("411YVE", 700), line("707", credit=700), journal="VE", key=1)
    zoe = entry(line("411ZOE", 300), line("707", credit=300), journal="VE", key=2)
    save(dossier, alone, zoe, bank("411ZOE", 300, key=3))


def tables(driver: Driven) -> list[list[tuple[object, ...]]]:
    """Debit and credit of the lines of the two tables."""
    window = driver.app.frame.windows.front
    found = []
    for table in window.tables:  # type: ignore[union-attr]
        names = [column.identifier for column in table.grid.columns]
        places = names.index("debit"), names.index("credit")
        found.append([tuple(row.values[place] for place in places) for row in table.grid.window.visible])
    return found


@pytest.mark.spec("LSIM-01", "LSIM-02", "LSIM-08", "LSIM-09", "LSIM-10")
@played
async def test_two_tables_hold_the_lines_by_type_and_letter_across(morel: Path) -> None:
    with_dossier(morel, fill_by_type)
    async with program(morel) as driver:
        await driver.run("simple_lettering")
        await driver.type("411MAR")
        await driver.keys("enter")
        assert "Factures et Remboursements" in driver.lines[3]
        assert tables(driver) == [[(1200, 0), (500, 0)], [(0, 1200), (0, 500)]]
        assert [" ".join(text[3:].split()) for text in driver.lines if text[3:].startswith("Total")] == [
            "Total 17,00",
            "Total 17,00",
        ]
        await driver.type("avoir")
        assert tables(driver) == [[], []]
        await driver.keys("escape")
        await driver.type("5,00")
        assert tables(driver) == [[(500, 0)], [(0, 500)]]
        await driver.keys("escape", "ctrl+home", "space", "tab", "ctrl+home", "space")
        assert "Coché 2 : débit 12,00 crédit 12,00 écart 0,00" in " ".join(driver.lines[21][3:].split())
        await driver.keys("shift+f6")
        assert driver.app.frame.focused is driver.app.frame.windows.front.tables[0].grid  # type: ignore[union-attr]
        await driver.keys("f9", "enter")
        assert driver.message == "Groupe AA lettré : 2 lignes"
        assert tables(driver) == [[(500, 0)], [(0, 500)]]
        await driver.keys("alt+c", "f9", "enter")
        assert tables(driver) == [[], []]
        await driver.keys("alt+l")
        assert driver.message == "Lignes : Lettrées"
        await driver.keys("alt+g")
        assert tables(driver) == [[(1200, 0)], [(0, 1200)]]
        await driver.keys("escape")
        assert driver.lines[-2].endswith("1/4 · Lettrées · ADM · Morel")
        await driver.keys("alt+g", "f9", "o")
        assert driver.message == "1 groupe, 2 lignes délettrées"


@pytest.mark.spec("LSIM-06", "LSIM-09")
@played
async def test_each_table_has_the_columns_of_the_consultation_and_its_own_order(books: Path) -> None:
    async with program(books) as driver:
        await driver.app.frame.open("consultation", number="411MAR")
        await driver.settle()
        consulted = [column.identifier for column in driver.app.frame.windows.front.grid.columns]  # type: ignore[union-attr]
        await driver.app.frame.open("simple_lettering", number="411MAR")
        await driver.settle()
        window = driver.app.frame.windows.front
        for table in window.tables:  # type: ignore[union-attr]
            assert [column.identifier for column in table.grid.columns] == consulted
        assert [debit for debit, _ in tables(driver)[0]] == [1200_00, 240_00, 1000_00, 120_00]
        balances = [row.values[consulted.index("balance")] for row in window.tables[0].grid.window.visible]  # type: ignore[union-attr]
        assert balances == [1200_00, 1440_00, 2440_00, 2560_00]
        grid = window.tables[0].grid  # type: ignore[union-attr]
        grid.sorted_by(next(column for column in grid.columns if column.identifier == "debit"))
        await driver.settle()
        assert [debit for debit, _ in tables(driver)[0]] == [120_00, 240_00, 1000_00, 1200_00]
        assert [credit for _, credit in tables(driver)[1]] == [1200_00, 400_00, 119_97]
        assert "▲" in driver.text


@pytest.mark.spec("LSIM-13")
@played
async def test_once_an_account_is_lettered_the_next_one_with_both_sides_comes(morel: Path) -> None:
    with_dossier(morel, fill_by_type)
    async with program(morel) as driver:
        await driver.app.frame.open("simple_lettering", number="411MAR")
        await driver.settle()
        await driver.keys("ctrl+down")
        assert "Compte 411YVE" in driver.lines[1]
        await driver.keys("ctrl+up")
        assert "Compte 411MAR" in driver.lines[1]
        await driver.keys("ctrl+a", "tab", "ctrl+a", "f9", "enter")
        assert tables(driver) == [[], []]
        await driver.keys("ctrl+down")
        assert "Compte 411ZOE" in driver.lines[1]


@pytest.mark.spec("LSIM-08", "LSIM-11")
@played
async def test_without_types_debits_are_at_left_and_a_wide_screen_puts_the_tables_beside(morel: Path) -> None:
    def some(dossier: Dossier) -> None:
        dossier.database.run("UPDATE account SET lettering = 1 WHERE number = '5121'")
        save(dossier, bank("411MAR", 1200, key=2), bank("411MAR", -700, key=3))

    with_dossier(morel, some)
    async with program(morel, (120, 40)) as driver:
        await driver.app.frame.open("simple_lettering", number="5121")
        await driver.settle()
        assert tables(driver) == [[(1200, 0)], [(0, 700)]]
        heads = next(text for text in driver.lines if "Factures et Remboursements" in text)
        assert "Avoirs et Règlements" in heads
        await driver.run("automatic_lettering")
        assert "Compte 5121" in driver.text
        await driver.keys("escape", "enter")
        assert "Journal BP" in driver.text


@pytest.mark.spec("LAUT-01", "LAUT-04", "LAUT-05", "LAUT-06", "LAUT-13", "LAUT-17", "LAUT-20", "LETT-22", "CONS-16")
@played
async def test_automatic_lettering_of_the_account_consulted_ends_with_its_report(books: Path) -> None:
    async with program(books) as driver:
        await driver.app.frame.open("consultation", number="411MAR")
        await driver.settle()
        await driver.run("automatic_lettering")
        page = driver.app.frame.windows.front.page  # type: ignore[union-attr]
        assert (page.values["kind"], page.values["first"], page.values["last"]) == ("CUSTOMERS", "411MAR", "411MAR")
        assert (page.values["start"], page.values["end"]) == (date(2026, 1, 1), date(2026, 12, 31))
        assert page.card.fields["piece"].enabled is False
        await to_field(driver, "method")
        await driver.type("Montant")
        assert page.values["method"] == "Montant exact"
        assert page.card.fields["approximate"].enabled is False
        await driver.keys("f9")
        assert "1 compte examiné · 1 groupe et 2 lignes lettrés" in prose(driver)
        assert codes_in(books)[:3] == ["AA", "", "AA"]
        await driver.keys("enter")
        assert "Compte 411MAR" in driver.lines[1]


@pytest.mark.spec("LAUT-02", "LAUT-06", "LAUT-07", "LAUT-12", "LAUT-14", "LAUT-16", "LAUT-20", "LAUT-03")
@played
async def test_many_accounts_with_gaps_and_the_range_of_the_type(books: Path) -> None:
    def more(dossier: Dossier) -> None:
        create_account(dossier, "411ZOE", "Zoé")
        post(dossier, 100, -100, account="411ZOE")
        dossier.database.run("UPDATE account SET lettering = 0 WHERE number = '411ZOE'")

    with_dossier(books, more)
    async with program(books) as driver:
        entered = [
            menu.title for menu in MENUS for _, item in menu.entries() if item.identifier == "automatic_lettering"
        ]
        assert entered == ["Consultation", "Échéancier/Trésorerie"]
        await driver.run("automatic_lettering")
        page = driver.app.frame.windows.front.page  # type: ignore[union-attr]
        assert page.values["kind"] == "CUSTOMERS_AND_SUPPLIERS"
        await driver.type("Clients")
        await driver.keys("tab")
        assert str(page.values["first"]).startswith("41")
        await driver.keys("shift+tab")
        await driver.type("Fournisseurs")
        assert str(page.values["last"]).startswith("40")
        await driver.type("Clients")
        page.card.give({"kind": "CUSTOMERS", "first": "401DUP", "last": None})
        await driver.keys("f9")
        assert "Le compte 401DUP est hors des comptes proposés" in driver.message
        page.card.give({"first": "411MAR", "last": None})
        await to_field(driver, "method")
        await driver.type("Solde")
        await to_field(driver, "approximate")
        await driver.keys("space")
        assert page.card.fields["label"].enabled is True
        assert page.values["label"] == "Écart de lettrage"
        await driver.keys("f9")
        text = prose(driver)
        assert "2 comptes examinés, dont 1 ignoré" in text
        assert "lettrage non autorisé" in text
    assert value(books, "SELECT count(*) FROM lettering WHERE partial = 0") == 0


@pytest.mark.spec("LAUT-22", "LAUT-20")
@played
async def test_proposals_are_ticked_shown_and_lettered(books: Path) -> None:
    async with program(books) as driver:
        await driver.app.frame.open("automatic_lettering", number="411MAR")
        await driver.settle()
        await to_field(driver, "method")
        await driver.type("Montant")
        await to_field(driver, "propose")
        await driver.keys("space", "f9")
        assert "Groupes proposés" in driver.text
        assert codes_in(books)[0] == ""
        assert any("✓ 411MAR" in text for text in driver.lines)
        await driver.keys("enter")
        assert "03/02/2026" in prose(driver)
        assert "1 200,00" in prose(driver)
        await driver.keys("enter", "space")
        assert not any("✓" in text for text in driver.lines)
        await driver.keys("f9")
        assert driver.message == "Cochez au moins un groupe"
        await driver.keys("ctrl+home", "space", "f9")
        assert "1 groupe et 2 lignes lettrés" in prose(driver)
    assert codes_in(books)[:3] == ["AA", "", "AA"]


@pytest.mark.spec("LAUT-17")
@played
async def test_esc_leaves_without_lettering(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("automatic_lettering")
        await driver.keys("escape")
        assert "Lettrage automatique" not in driver.lines[1]
    assert set(codes_in(books)) == {""}


@pytest.mark.spec("DLET-04", "DLET-05", "DLET-06", "DLET-08", "DLET-09", "DLET-10", "DLET-11", "DLET-12", "DLET-02")
@played
async def test_the_wizard_undoes_what_its_summary_says(books: Path) -> None:
    def letter(dossier: Dossier) -> None:
        found = [row[0] for row in dossier.database.rows("SELECT id FROM entry_line WHERE debit + credit = 120000")]
        customer = "SELECT id FROM account WHERE number = '411MAR'"
        lines = [
            one
            for (one,) in dossier.database.rows(
                "SELECT id FROM entry_line WHERE account_id = ? AND debit + credit = 120000",
                (dossier.database.value(customer),),
            )
        ]
        assert set(lines) <= set(found)
        letter_lines(dossier, "411MAR", lines)

    with_dossier(books, letter)
    async with program(books) as driver:
        await driver.run("automatic_unlettering")
        assert "efface le code et la date de lettrage de groupes entiers" in prose(driver)
        assert "Une sauvegarde du dossier avant de commencer" in prose(driver)
        assert "backup_now" in driver.app.frame.windows.front.offers  # type: ignore[union-attr]
        await driver.keys("enter")
        await to_field(driver, "start")
        await driver.type("01012026")
        await driver.keys("tab")
        await driver.type("28022026")
        await driver.keys("f9")
        assert "Type de comptes" in driver.text
        await driver.keys("f9", "f9")
        text = prose(driver)
        assert "1 compte et 1 groupe concernés" in text
        assert "Par date d'écriture" in text
        assert codes_in(books)[0] == "AA"
        await driver.keys("alt+p")
        assert "Du code" in driver.text
        await driver.keys("f9", "f9")
        assert "1 groupe et 2 lignes délettrés" in prose(driver)
        await driver.keys("f9")
    assert set(codes_in(books)) == {""}


@pytest.mark.spec("DLET-04", "DLET-06", "DLET-07")
@played
async def test_entry_dates_of_a_closed_year_are_refused_and_lettering_dates_are_not(books: Path) -> None:
    with_dossier(books, lambda dossier: dossier.database.run("UPDATE fiscal_year SET closed_at = '2027-01-15'"))
    async with program(books) as driver:
        await driver.run("automatic_unlettering")
        await driver.keys("enter")
        await to_field(driver, "start")
        await driver.type("01012026")
        await driver.keys("tab")
        await driver.type("28022026")
        await driver.keys("f9")
        assert "Le 01/01/2026 est dans l'exercice 2026, clôturé" in prose(driver)
        driver.app.frame.windows.front.page.card.give({"method": "lettering"})  # type: ignore[union-attr]
        await driver.keys("f9")
        assert "Type de comptes" in driver.text
        await driver.keys("escape")
        await driver.type("o")
    assert rows(books, CODES)[0][1] == ""
