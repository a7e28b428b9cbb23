"""The journal window on a foot-of-journal journal: lines above, one counterpart at the foot (CTP)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, rows, value, with_dossier
from tests.services.entries.foot.test_save import typed
from tests.services.entries_kit import save
from tuicompta.screens.entry.journal_window import JournalWindow
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.journals.journal_periods import Scope, journal_periods

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.journals.journal_periods import JournalPeriodRow

__all__ = ["home", "morel"]

STORED = """
    SELECT substr(entry.entry_date, 9), account.number, debit, credit, foot FROM entry_line
      JOIN entry ON entry.id = entry_id JOIN account ON account.id = account_id ORDER BY entry.entry_date, position
"""


async def keys(driver: Driven, text: str) -> None:
    """Type a text in which ⏎ is Enter and ⇥ Tab."""
    for part in text:
        await driver.keys({"⏎": "enter", "⇥": "tab", " ": "space"}.get(part, part))


def prepare(dossier: Dossier) -> None:
    dossier.database.run("UPDATE journal_year SET counterpart_mode = 'foot_of_journal' WHERE journal_id = 5")


def with_lines(dossier: Dossier) -> None:
    prepare(dossier)
    save(dossier, typed("411MAR", 300_00), typed("401DUP", -120_00, key=2), typed("6064", -5_00, 9, key=3))


async def march(driver: Driven) -> JournalWindow:
    """Open the journal CA on March."""
    await driver.run("journal_months")
    await driver.run("all_months_tab")
    await driver.type("ca3")
    await driver.keys("enter")
    found = driver.app.frame.windows.front
    assert isinstance(found, JournalWindow)
    return found


def foot(driver: Driven) -> str:
    """Return the line at the foot, in single spaces."""
    line = next((line for line in driver.lines if "Contrepartie en pied" in line), "")
    return " ".join(line.split("│")[-1].split())


def of_list(dossier: Dossier) -> JournalPeriodRow:
    return next(
        row for row in journal_periods(dossier, Scope.ALL_MONTHS) if (row.journal, row.start.month) == ("CA", 3)
    )


@pytest.mark.spec("CTP-02", "JF-21", "INV-07")
@played
async def test_lines_typed_feed_one_counterpart_shown_at_the_foot(morel: Path) -> None:
    with_dossier(morel, prepare)
    async with program(morel) as driver:
        window = await march(driver)
        await keys(driver, "2⏎411MAR⏎acompte⏎300⏎")
        assert foot(driver) == "Contrepartie en pied 530 Caisse 300,00"
        assert "Débit 300,00 Crédit 300,00 Écart 0,00" in " ".join(driver.text.split())
        await keys(driver, "⏎401DUP⏎solde⏎420⏎")
        assert foot(driver) == "Contrepartie en pied 530 Caisse 120,00"
        await keys(driver, "9⏎421⏎avance⏎5⏎")
        assert foot(driver) == "Contrepartie en pied 530 Caisse 125,00"
        amount = next(line for line in driver.lines if "Contrepartie" in line).index("125,00")
        assert amount > driver.lines[2].index("Crédit") - 6
        assert "Débit 425,00 Crédit 425,00 Écart 0,00" in " ".join(driver.text.split())
        await driver.keys("ctrl+s")
        assert "3 écritures enregistrées" in driver.message
        assert foot(driver) == "Contrepartie en pied 530 Caisse 125,00"
        assert [line.account for one in window.machine.entries for line in one.lines] == ["411MAR", "401DUP", "421"]
        await driver.keys("escape")
    assert rows(morel, STORED) == [
        ("02", "411MAR", 0, 300_00, 0),
        ("02", "401DUP", 420_00, 0, 0),
        ("02", "530", 0, 120_00, 1),
        ("09", "421", 5_00, 0, 0),
        ("09", "530", 0, 5_00, 1),
    ]


@pytest.mark.spec("SJ-03")
@played
async def test_a_rule_ends_a_day_not_each_of_its_lines(morel: Path) -> None:
    with_dossier(morel, with_lines)
    async with program(morel) as driver:
        window = await march(driver)
        assert [row.separator for row in window.machine.rows()] == [False, True, True, False]


@pytest.mark.spec("SJ-36")
@played
async def test_the_totals_are_those_of_the_list_of_journals(morel: Path) -> None:
    with_dossier(morel, with_lines)
    row = with_dossier(morel, of_list)
    assert (row.debit, row.credit) == (305_00, 305_00)
    async with program(morel) as driver:
        await march(driver)
        assert "Débit 305,00 Crédit 305,00 Écart 0,00" in " ".join(driver.text.split())
        assert foot(driver) == "Contrepartie en pied 530 Caisse 175,00"


@pytest.mark.spec("CTP-07")
@played
async def test_the_cursor_never_reaches_the_foot_and_no_key_changes_it(morel: Path) -> None:
    with_dossier(morel, with_lines)
    async with program(morel) as driver:
        window = await march(driver)
        before = foot(driver)
        assert window.machine.row_count == 4
        for key in ("ctrl+home", "down", "down", "down", "down", "down", "pagedown", "ctrl+end", "tab", "right"):
            await driver.keys(key)
            accounts = [cell.account for cell in window.machine.current.lines]
            assert "530" not in accounts
            assert foot(driver) == before
        await driver.keys("ctrl+end", "down", "ctrl+d", "delete", "f12")
        assert foot(driver) == before
        await driver.keys("ctrl+f")
        await driver.type("530")
        await driver.keys("enter")
        assert "introuvable" in driver.text or "530" not in [cell.account for cell in window.machine.current.lines]
        assert value(morel, "SELECT count(*) FROM entry_line WHERE foot = 1") == 2


@pytest.mark.spec("CTP-02", "SW-26")
@played
async def test_a_line_changed_or_deleted_changes_the_counterpart_of_its_day(morel: Path) -> None:
    with_dossier(morel, with_lines)
    async with program(morel) as driver:
        window = await march(driver)
        await driver.keys("ctrl+home")
        while window.machine.cursor.column != "credit":
            await driver.keys("tab")
        await keys(driver, "200⏎")
        assert foot(driver) == "Contrepartie en pied 530 Caisse 75,00"
        await driver.keys("ctrl+s")
        await driver.keys("ctrl+home", "down", "ctrl+d")
        assert "Supprimer l'écriture ?" in driver.text
        await driver.keys("o")
        assert foot(driver) == "Contrepartie en pied 530 Caisse 195,00"
        await driver.keys("ctrl+home")
        while window.machine.cursor.column != "date":
            await driver.keys("shift+tab")
        await keys(driver, "9⏎")
        await driver.keys("ctrl+s")
    assert rows(morel, STORED) == [
        ("09", "6064", 5_00, 0, 0),
        ("09", "411MAR", 0, 200_00, 0),
        ("09", "530", 195_00, 0, 1),
    ]


@pytest.mark.spec("CTP-05", "STA-09")
@played
async def test_validating_a_line_validates_the_month_and_nothing_is_added(morel: Path) -> None:
    with_dossier(morel, with_lines)
    async with program(morel) as driver:
        await march(driver)
        await driver.keys("ctrl+home")
        await driver.run("simulate_entry")
        assert value(morel, "SELECT group_concat(DISTINCT status) FROM entry") == "S"
        await driver.run("confirm_entry")
        assert value(morel, "SELECT group_concat(DISTINCT status) FROM entry") == "N"
        await driver.run("validate_entry")
        assert "Valider tout ?" in driver.text
        assert "2 écritures" in driver.text
        await driver.keys("o")
        numbers = "SELECT group_concat(entry_date || '=' || definitive_number) FROM entry"
        assert value(morel, numbers) == "2026-03-02=1,2026-03-09=2"
        await driver.keys("escape", "escape")
        window = await march(driver)
        assert window.title == "Journal CA – mars 2026 (lecture seule)"
        await driver.keys("ctrl+n", "insert", "ctrl+end")
        await keys(driver, "2⏎411MAR⏎x⏎1⏎")
        await driver.keys("ctrl+s", "escape")
    assert value(morel, "SELECT count(*) FROM entry_line") == 5


@pytest.mark.spec("CTP-04")
@played
async def test_a_day_is_neither_reversed_nor_transferred(morel: Path) -> None:
    with_dossier(morel, with_lines)
    async with program(morel) as driver:
        await march(driver)
        await driver.keys("ctrl+home")
        for action in ("reverse_entry", "transfer_entry", "invert_entry"):
            reason = driver.app.frame.why_not(action)
            assert reason is not None
            assert "en pied de journal" in reason


@played
async def test_a_validated_month_opens_read_only_from_the_list(morel: Path) -> None:
    with_dossier(morel, with_lines)
    with_dossier(morel, lambda dossier: validate_entries(dossier, [1]))
    async with program(morel) as driver:
        await march(driver)
        assert "mars 2026 (lecture seule)" in driver.lines[1]
