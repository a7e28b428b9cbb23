"""Nouvelle écriture comptable: the window of one entry, new or stored (SE)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, rows, value, with_dossier
from tests.services.entries_kit import bank, change, entry, line, purchase, reread, save
from tuicompta.core.entry.model import Column
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.validate import validate_entries

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.screens.entry.single_entry import SingleEntryWindow
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

ENTRIES = """
    SELECT journal.code, entry_date, piece_date, piece_number, origin FROM entry
      JOIN journal ON journal.id = journal_id ORDER BY entry.id
"""
LINES = """
    SELECT account.number, label, debit, credit, piece_number FROM entry_line
      JOIN account ON account.id = account_id ORDER BY entry_id, position
"""
TO_FOOT = "UPDATE journal_year SET counterpart_mode = 'foot_of_journal' WHERE journal_id = 5"


async def keys(driver: Driven, text: str) -> None:
    """Type a text in which ⏎ is Enter and ⇥ Tab."""
    for part in text:
        await driver.keys({"⏎": "enter", "⇥": "tab", " ": "space"}.get(part, part))


def window(driver: Driven) -> SingleEntryWindow:
    found = driver.app.frame.windows.front
    assert found is not None
    return found  # type: ignore[return-value]


def typed(driver: Driven) -> list[tuple[str, int, int]]:
    return [(one.account, one.debit, one.credit) for one in window(driver).machine.entries[0].lines]


async def payroll(driver: Driven, *, day: str = "15/3") -> None:
    """Type a balanced entry of journal OD in a new window, up to its last stop."""
    await driver.run("single_entry")
    await keys(driver, f"od⏎{day}⏎6411⏎paie⏎100⏎421⏎⏎")


async def stored(driver: Driven, entry_id: int, line_id: int | None = None) -> None:
    """Open a stored entry as lists do."""
    await driver.app.frame.open("single_entry", entry=entry_id, line=line_id)
    await driver.settle()


def two(dossier: Dossier) -> None:
    save(dossier, entry(line("6411", 100, label="Paie"), line("421", credit=100, label="Paie"), journal="OD"))


@pytest.mark.spec("SE-01", "SE-05", "SE-06", "SE-09", "SW-40")
@played
async def test_a_new_entry_goes_to_the_journal_and_the_date_of_its_header(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("single_entry")
        assert "Journal*" in driver.lines[2]
        assert "Date*" in driver.lines[2]
        assert "N° de pièce" in driver.lines[3]
        assert "Date de pièce" in driver.lines[3]
        await keys(driver, "od⏎15/3⇥F 12⇥27/2⇥⇥6411⏎paie⏎100⏎421⏎⏎")
        assert "15/03/2026" in driver.lines[2]
        assert "27/02/2026" in driver.lines[3]
        await driver.keys("ctrl+s")
        assert "1 écriture enregistrée" in driver.message
    assert rows(morel, ENTRIES) == [("OD", "2026-03-15", "2026-02-27", "F 12", "single_entry")]
    assert rows(morel, LINES) == [("6411", "paie", 10000, 0, "F 12"), ("421", "paie", 0, 10000, "F 12")]


@pytest.mark.spec("SE-08")
@played
async def test_another_entry_is_proposed_after_a_save_and_escape_ends(morel: Path) -> None:
    async with program(morel) as driver:
        await payroll(driver)
        await driver.keys("ctrl+s")
        current = window(driver).machine.entries[0]
        assert (current.journal, current.entry_date, current.lines) == ("OD", date(2026, 3, 15), ())
        assert window(driver).machine.cursor.column is Column.DATE
        assert "00002" in driver.lines[3]
        await keys(driver, "⏎6411⏎prime⏎50⏎421⏎⏎")
        await driver.keys("ctrl+s", "escape")
        assert driver.app.frame.windows.find(("x",)) is None
        assert "écriture comptable" not in driver.lines[1]
    assert [row[:2] for row in rows(morel, ENTRIES)] == [("OD", "2026-03-15")] * 2


@pytest.mark.spec("SE-05")
@played
async def test_the_screen_holds_one_entry(morel: Path) -> None:
    async with program(morel) as driver:
        await payroll(driver)
        await driver.keys("enter", "enter", "ctrl+end")
        assert len(window(driver).machine.entries) == 1
        await driver.keys("f9")
    assert value(morel, "SELECT count(*) FROM entry") == 1


@pytest.mark.spec("SE-07", "INV-08", "INV-07")
@played
async def test_journals_at_foot_and_carry_forwards_are_not_offered(morel: Path) -> None:
    def prepare(dossier: Dossier) -> None:
        dossier.database.run(TO_FOOT)
        dossier.database.run("INSERT INTO journal (code, type, description) VALUES ('RAN', 'opening', 'Report')")
        dossier.database.run("INSERT INTO journal_year (journal_id, fiscal_year_id) SELECT 6, id FROM fiscal_year")

    with_dossier(morel, prepare)
    async with program(morel) as driver:
        await driver.run("single_entry")
        await driver.keys("f4")
        offered = window(driver).machine.open_list()
        assert offered is not None
        assert [row.code for row in offered.rows] == ["AC", "BP", "OD", "VE"]
        await driver.keys("escape", "escape")
        for code in ("ca", "ran"):
            await driver.run("single_entry")
            await keys(driver, f"{code}⏎")
            assert window(driver).machine.entries[0].journal == ""
            await driver.keys("escape", "escape")


@pytest.mark.spec("SE-02")
@played
async def test_a_stored_entry_opens_with_its_lines_and_the_cursor_on_the_one_asked_for(morel: Path) -> None:
    with_dossier(morel, lambda dossier: save(dossier, purchase()))
    async with program(morel) as driver:
        await stored(driver, 1, 3)
        assert "Écriture comptable" in driver.lines[1]
        assert [account for account, _, _ in typed(driver)] == ["401DUP", "6064", "44566"]
        cursor = window(driver).machine.cursor
        assert (cursor.row, cursor.column) == (2, Column.ACCOUNT)
        await stored(driver, 1, 2)
        assert window(driver).machine.cursor.row == 1
        await driver.keys("home", "right", "right")
        await keys(driver, "Papier⏎")
        await driver.keys("ctrl+s")
        assert [account for account, _, _ in typed(driver)] == ["401DUP", "6064", "44566"]
    assert value(morel, "SELECT group_concat(label, '|') FROM entry_line") == "Facture|Papier|Facture"
    assert value(morel, "SELECT group_concat(id) FROM entry_line") == "1,2,3"


@pytest.mark.spec("SE-03", "SW-21", "SW-24")
@played
async def test_lines_are_deleted_added_and_inserted_from_inside(morel: Path) -> None:
    with_dossier(morel, two)
    async with program(morel) as driver:
        await stored(driver, 1, 2)
        await driver.keys("ctrl+d")
        assert typed(driver) == [("6411", 100, 0)]
        await driver.keys("ctrl+n")
        await keys(driver, "431⏎1⏎")
        assert typed(driver) == [("6411", 100, 0), ("431", 0, 100)]
        await stored(driver, 1, 1)
        await driver.keys("insert")
        await keys(driver, "645⏎prime⏎0,3⏎")
        assert [account[:3] for account, _, _ in typed(driver)] == ["645", "641", "431"]
        assert len(window(driver).machine.entries) == 1


@pytest.mark.spec("SE-10", "SE-09")
@played
async def test_the_columns_and_the_rules_are_those_of_the_journal(morel: Path) -> None:
    async with program(morel, size=(130, 30)) as driver:
        await driver.run("single_entry")
        await keys(driver, "ac⏎15/3⏎")
        titles = ("Statut", "N° de document", "Compte", "Libellé", "Débit", "Crédit", "Date d'échéance")
        places = [driver.lines[4].index(title) for title in titles]
        assert places == sorted(places)
        assert "Moyen" not in driver.lines[4]
        await keys(driver, "6411⏎x⏎0⏎")
        assert "Montant nul interdit" in driver.text
        await driver.keys("escape")
        await keys(driver, "(250+30)*3⏎")
        assert typed(driver)[0] in {("6411", 840_00, 0), ("6411", 0, 840_00)}


@pytest.mark.spec("SE-09")
@played
async def test_a_treasury_journal_has_a_payment_method_and_no_due_date(morel: Path) -> None:
    async with program(morel, size=(130, 30)) as driver:
        await driver.run("single_entry")
        await keys(driver, "bp⏎15/3⏎")
        assert "Moyen de paiement" in driver.lines[4]
        assert "échéance" not in driver.lines[4]


@pytest.mark.spec("SE-04")
@played
async def test_an_entry_of_another_origin_is_only_read(morel: Path) -> None:
    with_dossier(morel, lambda dossier: save(dossier, bank("411MAR", 100), origin=EntryOrigin.PAYMENT))
    async with program(morel) as driver:
        await stored(driver, 1, 1)
        assert "Écriture comptable (lecture seule)" in driver.lines[1]
        assert "vient de «Règlement»" in driver.text
        before = typed(driver)
        await keys(driver, "401⏎")
        await driver.keys("ctrl+d", "insert", "ctrl+n", "f12")
        assert typed(driver) == before


@pytest.mark.spec("SE-04")
@played
async def test_a_linked_import_is_only_read_until_it_is_unlinked(morel: Path) -> None:
    def prepare(dossier: Dossier) -> None:
        save(dossier, bank("411MAR", 100), origin=EntryOrigin.IMPORT)
        dossier.database.run("UPDATE entry SET linked = 1, source_kind = 'import_lot', source_id = 1")

    with_dossier(morel, prepare)
    async with program(morel) as driver:
        await stored(driver, 1)
        assert "(lecture seule)" in driver.lines[1]
        assert "Écriture importée : utilisez Délier" in driver.text


@pytest.mark.spec("INV-02")
@played
async def test_a_validated_entry_is_only_read(morel: Path) -> None:
    with_dossier(morel, two)
    with_dossier(morel, lambda dossier: validate_entries(dossier, [1]))
    async with program(morel) as driver:
        await stored(driver, 1)
        assert "(lecture seule)" in driver.lines[1]
        await driver.keys("ctrl+d")
        assert len(typed(driver)) == 2


@played
async def test_what_is_typed_is_not_lost_without_an_answer(morel: Path) -> None:
    async with program(morel) as driver:
        await payroll(driver)
        await driver.keys("escape")
        assert "Enregistrer les modifications ?" in driver.text
        await driver.keys("escape")
        assert len(typed(driver)) == 2
        await driver.keys("escape", "n")
    assert value(morel, "SELECT count(*) FROM entry") == 0


@played
async def test_an_interrupted_entry_comes_back(morel: Path) -> None:
    async with program(morel) as driver:
        await payroll(driver)
    async with program(morel) as driver:
        assert "Saisie interrompue" in driver.text
        await driver.keys("o")
        assert typed(driver) == [("6411", 100_00, 0), ("421", 0, 100_00)]
        assert "15/03/2026" in driver.lines[2]
        await driver.keys("ctrl+s")
    assert value(morel, "SELECT count(*) FROM entry") == 1


@pytest.mark.spec("SW-25", "SE-03")
@pytest.mark.parametrize("way", ["delete_entry", "ctrl+d"])
@played
async def test_a_stored_entry_is_deleted_with_its_last_line_or_at_once(morel: Path, way: str) -> None:
    with_dossier(morel, two)
    async with program(morel) as driver:
        await stored(driver, 1, 2)
        await (driver.run(way) if way == "delete_entry" else driver.keys("ctrl+d", "up", "ctrl+d"))
        assert "Supprimer l'écriture ?" in driver.text
        assert value(morel, "SELECT count(*) FROM entry") == 1
        await driver.keys("o")
        assert "Écriture supprimée" in driver.message
        assert "Écriture comptable" not in driver.lines[1]
    assert value(morel, "SELECT count(*) FROM entry") == 0


@pytest.mark.spec("STA-05", "STA-08", "SW-01")
@played
async def test_the_status_is_shown_and_changed_here_too(morel: Path) -> None:
    with_dossier(morel, two)
    async with program(morel) as driver:
        await stored(driver, 1)
        await driver.run("simulate_entry")
        assert [line.split("│")[-1].split()[0] for line in driver.lines[5:7]] == ["S", "S"]
        await driver.run("confirm_entry")
        await driver.run("validate_entry")
        await driver.keys("o")
        assert value(morel, "SELECT status FROM entry") == "V"
        await driver.keys("ctrl+d")
        assert len(typed(driver)) == 2


@pytest.mark.spec("SE-09")
@played
async def test_every_line_carries_the_piece_number_of_the_header(morel: Path) -> None:
    manual = "UPDATE journal_year SET numbering = 'manual', repeat_piece = 0 WHERE journal_id = 3"
    with_dossier(morel, lambda dossier: dossier.database.run(manual))
    async with program(morel) as driver:
        await driver.run("single_entry")
        await keys(driver, "od⏎15/3⏎P7⏎6411⏎paie⏎100⏎421⏎⏎")
        await driver.keys("ctrl+s")
    assert [row[-1] for row in rows(morel, LINES)] == ["P7", "P7"]


@pytest.mark.spec("SW-39")
@pytest.mark.parametrize("other", ["changed", "validated", "deleted"])
@played
async def test_what_another_user_did_meanwhile_is_not_overwritten_and_can_be_shown(morel: Path, other: str) -> None:
    with_dossier(morel, two)

    def act(dossier: Dossier) -> None:
        if other == "changed":
            save(dossier, change(reread(dossier, 1), (0, Column.LABEL, "De l'autre")))
        elif other == "validated":
            validate_entries(dossier, [1])
        else:
            delete_entry(dossier, 1)

    async with program(morel) as driver:
        await stored(driver, 1)
        await keys(driver, "⇥Le mien⏎")
        with_dossier(morel, act)
        await driver.keys("ctrl+s")
        assert "Recharger l'écriture" in driver.text
        await driver.type("r")
        assert driver.message == "Écriture rechargée"
        assert "Le mien" not in driver.text
        shown = window(driver)
        assert shown.unsaved() == ""
        if other == "deleted":
            assert (shown.title, typed(driver)) == ("Nouvelle écriture comptable", [])
        else:
            assert shown.title == "Écriture comptable" + (" (lecture seule)" if other == "validated" else "")
            assert typed(driver) == [("6411", 100, 0), ("421", 0, 100)]
            assert ("De l'autre" in driver.text) is (other == "changed")
    assert value(morel, "SELECT count(*) FROM entry_line WHERE label = 'Le mien'") == 0
