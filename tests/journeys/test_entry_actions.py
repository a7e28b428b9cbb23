"""The actions on an entry by their keys, in a real terminal: reversed, transferred, duplicated, validated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys import books
from tests.journeys.test_journal_window import open_month

if TYPE_CHECKING:
    from tests.journeys.conftest import DeskOpener

ENTRIES = """
    SELECT journal.code, entry_date, piece_number, status, reversed_entry_id IS NOT NULL FROM entry
      JOIN journal ON journal.id = journal_id WHERE journal.code IN ('OD', 'VE') AND entry_date >= '2026-04-01'
     ORDER BY entry.id
"""


@pytest.mark.spec("CPS-01", "TRF-01", "CTX-16")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_an_entry_is_reversed_transferred_copied_and_validated(morel: DeskOpener, size: tuple[int, int]) -> None:
    desk = morel(size=size)
    desk.begin()
    desk.type("o⏎15042026⏎6411⏎paie⏎120⏎421⏎⏎")
    desk.wait_at(2, "Date")
    desk.keys("f9")
    open_month(desk, "od", "avril 2026")
    desk.keys("ctrl+home")
    desk.run("contrepasser")
    desk.wait_for("Contrepassation paie")
    desk.keys("f9")
    desk.wait_for("Écriture contrepassée par OD")
    desk.wait_stored([("OD", "2026-04-15", "00001", "N", 0), ("OD", "2026-04-15", "00002", "N", 1)], ENTRIES)
    desk.run("transférer")
    desk.wait_for("Période *")
    desk.type("v")
    desk.keys("f9")
    desk.wait_for("Écriture transférée : VE 00001 du 15/04/2026")
    desk.run("dupliquer l'écriture")
    desk.wait_for("00003")
    desk.keys("ctrl+s")
    desk.wait_for("1 écriture enregistrée")
    desk.keys("ctrl+home")
    desk.run("valider l'écriture")
    desk.wait_for("Une écriture validée ne change plus")
    desk.type("o")
    desk.wait_for("Écriture validée sous le n° OD 1")
    desk.run("voir document")
    desk.wait_for("VE")
    assert desk.quit() == 0
    assert books.query(desk.path, ENTRIES) == [
        ("VE", "2026-04-15", "00001", "N", 0),
        ("OD", "2026-04-15", "00002", "V", 1),
        ("OD", "2026-04-15", "00003", "N", 0),
    ]
