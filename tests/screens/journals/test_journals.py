"""«Plan de journaux» and the card of a journal, by keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, to_field, value, with_dossier
from tests.services.entries_kit import purchase
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.banks.bank_writing import write_bank
from tuicompta.services.banks.banks import Bank
from tuicompta.services.entries.save import save_entries

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven

__all__ = ["home", "morel"]


def codes(driver: Driven) -> list[str]:
    return [line[5:15].split()[0] for line in driver.lines[3:18] if line[5:6].isupper()]


@pytest.mark.spec("JO-01", "JO-09")
@played
async def test_the_list_and_an_inactive_journal(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("journals")
        assert codes(driver) == ["AC", "BP", "CA", "OD", "VE"]
        assert "Achats              Achats" in driver.lines[3]
        assert "Sur l'exercice" in driver.lines[3]
        grid = driver.app.frame.windows.front.list.grid  # type: ignore[union-attr]
        assert [grid.columns[place].title for place in grid.layout_of_columns.shown] == [
            "Code",
            "Type",
            "Description",
            "Numérotation",
            "Contrepartie",
            "Compte de contrepartie",
            "Inactif",
        ]
        await driver.keys("f2")
        assert "Journal AC" in driver.lines[1]
        await driver.keys("escape")
        await driver.keys("down", "down", "enter", "tab", "space", "f9")
        assert codes(driver) == ["AC", "BP", "OD", "VE"]
        await driver.run("inactive_journals")
        assert codes(driver) == ["AC", "BP", "CA", "OD", "VE"]
    assert value(morel, "SELECT inactive FROM journal WHERE code = 'CA'") == 1


@pytest.mark.spec("JF-01", "JF-02", "JF-04", "JF-29", "JF-10")
@played
async def test_a_new_journal_takes_the_settings_of_its_type_and_shows_its_next_entry(morel: Path) -> None:
    async with program(morel, (80, 40)) as driver:
        await driver.run("journals")
        await driver.keys("insert")
        assert "Racines Racine 41 70" in prose(driver)
        assert "pièce 00001 · {tiers} · Crédit" in prose(driver)
        for group in (
            "Racines non autorisées",
            "Numérotation des pièces",
            "Type et compte de contrepartie",
            "Reprise des dates dans une écriture",
            "Libellé proposé",
        ):
            assert any(group in line and "───" in line for line in driver.lines)
        await driver.type("an")
        await driver.keys("tab")
        assert "code réservé au programme" in driver.message
        await driver.type("bq2")
        await driver.keys("tab")
        await driver.type("T")
        assert "Libellé proposé * Reprise" in prose(driver)
        assert "Type de contrepartie * Ligne à ligne" in prose(driver)
        await driver.keys("tab")
        await driver.type("Banque secondaire")
        await driver.keys("tab", "tab", "tab", "tab")
        await driver.type("B-")
        await driver.keys("tab")
        assert "pièce B-00001" in prose(driver)
        await driver.keys("f9")
        assert "il est obligatoire avec «Ligne à ligne»" in prose(driver)
        await driver.keys("enter")
        await to_field(driver, "counterpart_account")
        await driver.type("5124")
        await driver.keys("tab", "f9")
        assert codes(driver) == ["AC", "BP", "BQ2", "CA", "OD", "VE"]
        await driver.keys("enter")
        assert driver.app.frame.focused.field_name == "description"  # type: ignore[union-attr]
    query = (
        "SELECT prefix, number FROM journal_year JOIN journal ON journal.id = journal_id"
        " JOIN account ON account.id = counterpart_account_id WHERE journal.code = 'BQ2'"
    )
    assert rows(morel, query) == [("B-", "5124")]


@pytest.mark.spec("JF-15", "JE-03")
@played
async def test_another_numbering_asks_a_reason_and_cancelling_leaves_it(morel: Path) -> None:
    entry = purchase(day=date(2026, 3, 15))
    with_dossier(morel, lambda dossier: save_entries(dossier, [entry], EntryOrigin.CONTINUOUS_ENTRY))
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.keys("enter", "tab", "tab", "tab")
        await driver.type("M")
        await driver.keys("f9")
        assert "Changer le type de numérotation" in driver.text
        await driver.keys("escape")
        assert value(morel, "SELECT numbering FROM journal_year LIMIT 1") == "per_year"
        await driver.keys("f9")
        await driver.type("pièces reçues numérotées")
        await driver.keys("f9")
        assert codes(driver)[0] == "AC"
    assert value(morel, "SELECT numbering FROM journal_year WHERE journal_id = 1") == "manual"
    assert value(morel, "SELECT reason FROM event ORDER BY id DESC LIMIT 1") == "pièces reçues numérotées"


@pytest.mark.spec("JF-19")
@played
async def test_a_counterpart_of_another_class_is_confirmed(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.keys("down", "enter")
        await to_field(driver, "counterpart_account")
        await driver.type("401DUP")
        await driver.keys("tab", "f9")
        assert "n'est pas un compte financier de classe 5" in prose(driver)
        await driver.keys("n")
        assert "Journal BP" in driver.lines[1]
        await driver.keys("f9", "o")
    query = "SELECT number FROM journal_year JOIN account ON account.id = counterpart_account_id WHERE journal_id = ?"
    journal = value(morel, "SELECT id FROM journal WHERE code = 'BP'")
    assert value(morel, query, journal) == "401DUP"


@pytest.mark.spec("JO-07", "JO-08")
@played
async def test_a_journal_is_copied_and_deleted(morel: Path) -> None:
    settings = (
        "UPDATE journal_year SET forbidden_roots = '[\"6\"]', numbering = 'per_period', prefix = 'V-', next_number = 8,"
        " repeat_date = 0, label_rule = 'account_title', label_template = ''"
        " WHERE journal_id = (SELECT id FROM journal WHERE code = 'VE')"
    )
    with_dossier(morel, lambda dossier: dossier.database.run(settings))
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.keys("end", "ctrl+end", "ctrl+r")
        await driver.type("VX")
        await driver.keys("f9")
        assert codes(driver)[-1] == "VX"
        assert value(morel, "SELECT description FROM journal WHERE code = 'VX'") == "Ventes"
        columns = (
            "type, forbidden_roots, numbering, prefix, repeat_piece, counterpart_mode, counterpart_account_id,"
            " repeat_date, label_rule, label_template, next_number"
        )
        copied = f"SELECT {columns} FROM journal_year JOIN journal ON journal.id = journal_id WHERE code = 'VX'"  # noqa: S608
        expected = ("sales", '["6"]', "per_period", "V-", 1, "none", None, 0, "account_title", "", 1)
        assert rows(morel, copied) == [expected]
        await driver.keys("ctrl+d", "o")
        assert codes(driver)[-1] == "VE"


@pytest.mark.spec("JF-12")
@played
async def test_a_next_number_already_used_is_told(morel: Path) -> None:
    entry = purchase("00003", day=date(2026, 3, 15))
    with_dossier(morel, lambda dossier: save_entries(dossier, [entry], EntryOrigin.CONTINUOUS_ENTRY))
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.keys("enter", "tab", "tab", "tab", "tab", "tab")
        await driver.type("3")
        await driver.keys("ctrl+s")
        messages = [message.text for message in driver.app.frame.status.messages]
        assert "Numéro déjà porté par l'écriture AC 00003 du 15/03/2026" in messages


@pytest.mark.spec("JF-08")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@played
async def test_forbidden_roots_are_added_and_removed_one_by_one(morel: Path, size: tuple[int, int]) -> None:
    async with program(morel, size) as driver:
        await driver.run("journals")
        await driver.keys("enter")
        await to_field(driver, "forbidden_roots")
        await driver.keys("insert")
        await driver.type("x")
        await driver.keys("f9")
        assert "Racine «x» refusée" in driver.text
        await driver.type("41m")
        await driver.keys("f9", "ctrl+s")
        assert "la racine 41 la couvre déjà" in driver.text
        await driver.keys("delete", "delete", "ctrl+s")
        assert driver.message == "Enregistré"
    query = "SELECT forbidden_roots FROM journal_year JOIN journal ON journal.id = journal_id WHERE code = 'AC'"
    assert value(morel, query) == '["70"]'


@pytest.mark.spec("JF-05", "NOT-01")
@played
async def test_a_journal_has_notes(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.keys("enter")
        await driver.run("next_tab")
        await driver.type("Factures du mois")
        await driver.keys("ctrl+s")
        assert "Notes •" in driver.text
    assert value(morel, "SELECT text FROM note WHERE record_kind = 'journal'") == "Factures du mois"


@pytest.mark.spec("JO-06", "JF-02")
@played
async def test_four_types_are_offered_and_never_that_of_the_program(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.keys("insert", "tab", "f4")
        shown = driver.text
        for kind in ("Achats", "Ventes", "Trésorerie", "Opérations Diverses"):
            assert kind in shown
        assert "nouveaux" not in shown.split("Type")[1]


@pytest.mark.spec("JF-12")
@played
async def test_the_next_numbers_of_the_other_months_are_listed(morel: Path) -> None:
    change = (
        "UPDATE journal_year SET numbering = 'per_period' WHERE journal_id = (SELECT id FROM journal WHERE code = 'AC')"
    )
    with_dossier(morel, lambda dossier: dossier.database.run(change))
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.keys("enter")
        await driver.run("next_numbers")
        assert "décembre 2026 1" in prose(driver)
        await driver.keys("escape", "pagedown")
        assert driver.app.frame.why_not("next_numbers") is not None


@pytest.mark.spec("JF-23")
@played
async def test_the_card_of_a_journal_names_its_bank_whose_account_is_locked(morel: Path) -> None:
    with_dossier(morel, lambda dossier: write_bank(dossier, None, Bank("BNQ", "La Banque", "5121", "BP")))
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.type("BP")
        await driver.keys("enter")
        card = driver.app.frame.windows.front.card  # type: ignore[union-attr]
        assert card.fields["bank"].value == "BNQ La Banque"
        assert not card.fields["counterpart_account"].enabled
        assert card.fields["counterpart_account"].value == "5121"
