"""One entry at a time, the opening balance and a foot-of-journal journal, typed ahead in a terminal."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.journeys.desk import HOME
from tests.journeys.raw import assert_harmless

if TYPE_CHECKING:
    from tests.journeys.conftest import DeskOpener
    from tests.journeys.desk import Desk

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])
LINES = """
    SELECT journal.code, substr(entry.entry_date, 6), number, debit, credit FROM entry_line
      JOIN entry ON entry.id = entry_id JOIN journal ON journal.id = journal_id
      JOIN account ON account.id = account_id
     WHERE journal.code IN ('OD', 'CA', 'RAN') ORDER BY entry.entry_date, entry.id, position
"""


def leave(desk: Desk) -> None:
    desk.wait_idle()
    assert_harmless(desk.terminal.sent())
    assert desk.quit() == 0


@pytest.mark.spec("SE-01", "SE-06", "SE-08", "UIX-13")
@SIZES
def test_two_entries_are_chained_without_looking_at_the_screen(morel: DeskOpener, size: tuple[int, int]) -> None:
    desk = morel(size=size)
    desk.wait_for(HOME)
    desk.run("nouvelle écriture comptable")
    desk.wait_for("Date de pièce")
    desk.type("od⏎4/3⏎6411⏎paie⏎100⏎421⏎⏎")
    desk.keys("ctrl+s")
    desk.type("⏎6411⏎prime⏎50⏎421⏎⏎")
    desk.keys("ctrl+s")
    first = [("OD", "03-04", "6411", 100_00, 0), ("OD", "03-04", "421", 0, 100_00)]
    second = [("OD", "03-04", "6411", 50_00, 0), ("OD", "03-04", "421", 0, 50_00)]
    desk.wait_stored([*first, *second], LINES)
    desk.keys("escape")
    desk.wait_for(HOME)
    leave(desk)


@pytest.mark.spec("BO-01", "BO-03", "BO-05", "UIX-13")
@SIZES
def test_balances_are_taken_over_in_one_burst(morel: DeskOpener, size: tuple[int, int]) -> None:
    desk = morel(size=size)
    desk.wait_for(HOME)
    desk.run("saisir la balance")
    desk.wait_for("Journal RAN au 01/01/2026")
    desk.type("⏎5121⏎Solde repris⏎1000⏎1068⏎")
    desk.keys("f12", "enter", "ctrl+s")
    desk.wait_stored([("RAN", "01-01", "5121", 1000_00, 0), ("RAN", "01-01", "1068", 0, 1000_00)], LINES)
    leave(desk)


@pytest.mark.spec("CTP-02", "UIX-13")
@SIZES
def test_the_foot_follows_what_is_typed_above_it(morel: DeskOpener, size: tuple[int, int]) -> None:
    desk = morel(size=size)
    desk.wait_for(HOME)
    with closing(sqlite3.connect(desk.path)) as connection, connection:
        connection.execute("UPDATE journal_year SET counterpart_mode = 'foot_of_journal' WHERE journal_id = 5")
    desk.open_months()
    desk.run("tous les mois")
    desk.wait_for("Tous les mois")
    desk.type("ca mars 2026⏎")
    desk.wait_for("Contrepartie en pied  530")
    desk.type("2⏎411MAR⏎acompte⏎300⏎⏎401DUP⏎solde⏎120⏎")
    desk.wait_for("180,00")
    desk.keys("ctrl+s")
    stored = [("411MAR", 0, 300_00), ("401DUP", 120_00, 0), ("530", 180_00, 0)]
    desk.wait_stored([("CA", "03-02", *line) for line in stored], LINES)
    leave(desk)
