"""Balance d'ouverture: typed on an imposed journal and day, deleted as a whole (BO)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, rows, value, with_dossier
from tests.services.entries_kit import entry, line, save
from tuicompta.core.enums import EntryOrigin
from tuicompta.screens.entry.journal_window import JournalWindow
from tuicompta.screens.entry.opening_balance import OpeningBalanceWindow
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.fiscal_years.fiscal_years import create_fiscal_year
from tuicompta.services.opening.opening_balance import save_opening_balance

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

ENTRIES = """
    SELECT journal.code, entry_date, origin, status FROM entry JOIN journal ON journal.id = journal_id ORDER BY entry.id
"""
LINES = """
    SELECT account.number, debit, credit, entry_line.piece_number, coalesce(entry_line.piece_date, entry.piece_date),
           (SELECT group_concat(due_on) FROM due_date WHERE entry_line_id = entry_line.id)
      FROM entry_line JOIN entry ON entry.id = entry_id JOIN account ON account.id = account_id
     ORDER BY entry_id, position
"""
EVENT = "SELECT kind, object, user_code, detail FROM event ORDER BY id DESC LIMIT 1"


async def keys(driver: Driven, text: str) -> None:
    """Type a text in which ⏎ is Enter and ⇥ Tab."""
    for part in text:
        await driver.keys({"⏎": "enter", "⇥": "tab", " ": "space"}.get(part, part))


def window(driver: Driven) -> OpeningBalanceWindow:
    found = driver.app.frame.windows.front
    assert isinstance(found, OpeningBalanceWindow)
    return found


def balance(dossier: Dossier) -> None:
    save_opening_balance(dossier, entry(line("5121", 300, label="Solde"), line("1068", credit=300, label="Solde")))


@pytest.mark.spec("BO-01", "BO-02", "BO-03", "BO-04", "BO-05", "BO-07", "SJL-21")
@pytest.mark.parametrize("way", ["journal_months", "fiscal_years"])
@played
async def test_balances_are_typed_on_the_imposed_journal_and_day(morel: Path, way: str) -> None:
    with_dossier(morel, lambda dossier: create_fiscal_year(dossier.database, date(2027, 1, 1), date(2027, 12, 31)))
    async with program(morel) as driver:
        await driver.run(way)
        await driver.keys("down")
        assert "opening_balance" in driver.app.frame.offers()
        assert driver.app.frame.table["opening_balance"].label == "Saisir la balance d'ouverture"
        await driver.run("opening_balance")
        assert isinstance(window(driver), JournalWindow)
        assert "Balance d'ouverture 2026" in driver.lines[1]
        assert "Journal RAN au 01/01/2026" in driver.lines[1]
        assert value(morel, "SELECT count(*) FROM journal WHERE code = 'RAN'") == 0
        await keys(driver, "⏎5121⏎Solde repris⏎1000⏎1068⏎")
        await driver.keys("f12", "enter", "ctrl+s")
        assert "1 écriture enregistrée" in driver.message
    assert rows(morel, ENTRIES) == [("RAN", "2026-01-01", "opening_balance", "N")]
    assert value(morel, "SELECT count(*) FROM journal WHERE code = 'RAN'") == 1


@pytest.mark.spec("BO-13", "BO-08")
@played
async def test_each_open_invoice_has_its_piece_its_dates_and_its_due_date(morel: Path) -> None:
    async with program(morel, size=(140, 30)) as driver:
        await driver.run("opening_balance")
        shown = window(driver).work.profile.shown
        assert len(set(shown)) == len(shown)
        assert "Date de pièce" in driver.lines[2]
        assert driver.lines[2].endswith("Échéance")
        await keys(driver, "F118⇥15/11/2025⇥⇥411MAR⇥Facture 118⇥3600⇥")
        assert window(driver).machine.cursor.column == "credit"
        await keys(driver, "⇥31/1/26⇥")
        await keys(driver, "1068⏎")
        await driver.keys("f12", "enter", "ctrl+s")
        assert "1 écriture enregistrée" in driver.message
        assert rows(morel, LINES) == [
            ("411MAR", 3600_00, 0, "F118", "2025-11-15", "2026-01-31"),
            ("1068", 0, 3600_00, "", "2026-01-01", None),
        ]
        await driver.keys("ctrl+home")
        while window(driver).machine.cursor.column != "due_date":
            await driver.keys("tab")
        await keys(driver, "28/2/26⏎")
        await driver.keys("ctrl+s")
    assert rows(morel, LINES)[0] == ("411MAR", 3600_00, 0, "F118", "2025-11-15", "2026-02-28")
    assert value(morel, "SELECT count(*) FROM entry") == 1


@pytest.mark.spec("BO-12")
@played
async def test_a_charge_or_an_income_is_told_and_typing_goes_on(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("opening_balance")
        await keys(driver, "⏎6064⏎")
        assert "Compte de gestion dans une balance d'ouverture" in driver.text
        await keys(driver, "Reprise⏎50⏎1068⏎")
        assert "Compte de gestion" not in driver.text
        await driver.keys("f12", "enter", "ctrl+s")
    assert value(morel, "SELECT count(*) FROM entry") == 1


@pytest.mark.spec("BO-06")
@played
async def test_it_is_refused_beside_a_carry_forward(morel: Path) -> None:
    def carry(dossier: Dossier) -> None:
        database = dossier.database
        database.run("INSERT INTO journal (code, type, description) VALUES ('AN', 'opening', 'AN')")
        database.run("INSERT INTO journal_year (journal_id, fiscal_year_id) SELECT 6, id FROM fiscal_year")
        carried = entry(line("5121", 100), line("1068", credit=100), journal="AN", day=date(2026, 1, 1))
        save(dossier, carried, origin=EntryOrigin.CARRY_FORWARD)

    with_dossier(morel, carry)
    async with program(morel) as driver:
        await driver.run("opening_balance")
        assert "des à-nouveaux générés : supprimez-les" in " ".join(driver.text.split())
        await driver.keys("enter")
        assert not isinstance(driver.app.frame.windows.front, OpeningBalanceWindow)


@pytest.mark.spec("BO-09", "BO-11")
@played
async def test_it_is_deleted_as_a_whole_after_confirmation(morel: Path) -> None:
    with_dossier(morel, balance)
    with_dossier(morel, balance)
    async with program(morel) as driver:
        await driver.run("opening_balance")
        await driver.run("delete_opening_balance")
        assert "2 écritures, 4 lignes, débit 6,00, crédit 6,00" in driver.text
        await driver.keys("escape")
        assert value(morel, "SELECT count(*) FROM entry") == 2
        await driver.run("delete_opening_balance")
        await driver.keys("o")
        assert "Balance d'ouverture supprimée : 4 lignes" in driver.message
        assert window(driver).machine.row_count == 1
        await keys(driver, "⏎5121⏎Solde⏎10⏎1068⏎")
        await driver.keys("f12", "enter", "ctrl+s")
    assert rows(morel, ENTRIES) == [("RAN", "2026-01-01", "opening_balance", "N")]
    kind, subject, user, detail = rows(morel, EVENT)[0]
    assert (kind, subject, user) == ("Suppression de la balance d'ouverture", "exercice 2026", "ADM")
    assert detail == '{"crédit": "6,00", "débit": "6,00", "lignes": 4}'


@pytest.mark.spec("BO-10")
@played
async def test_a_validated_one_is_not_deleted(morel: Path) -> None:
    with_dossier(morel, balance)
    with_dossier(morel, lambda dossier: validate_entries(dossier, [1]))
    async with program(morel) as driver:
        await driver.run("delete_opening_balance")
        text = " ".join(driver.text.replace("│", " ").split())
        assert "une de ses écritures est validée" in text
        assert "par une écriture d'un journal d'Opérations Diverses au 01/01/2026" in text
    assert value(morel, "SELECT count(*) FROM journal WHERE code = 'RAN'") == 1
