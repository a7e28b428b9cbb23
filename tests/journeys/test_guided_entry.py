"""A guided entry from the menus to the journal, in a terminal (SGL, SGE)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.desk import HOME
from tests.journeys.raw import assert_harmless

if TYPE_CHECKING:
    from tests.journeys.conftest import DeskOpener

LINES = """
    SELECT number, debit, credit FROM entry_line JOIN account ON account.id = account_id
      JOIN entry ON entry.id = entry_id WHERE origin = 'guided_entry' ORDER BY position
"""


@pytest.mark.spec("SGL-06", "SGE-17", "SGE-18", "SGL-04", "UIX-13")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_purchase_is_typed_saved_then_posted(morel: DeskOpener, size: tuple[int, int]) -> None:
    desk = morel(size=size)
    desk.wait_for(HOME)
    desk.run("saisie par guide")
    desk.wait_for("Saisie par guide – Tous")
    desk.keys("insert")
    desk.wait_for("Type de l'écriture guidée")
    desk.type("⏎")
    desk.wait_for("Écriture guidée")
    desk.type("a20⏎⏎15⏎dup⏎1234,56⏎6064⏎")
    desk.wait_for("équilibrée")
    desk.keys("ctrl+s")
    desk.wait_for("ACH00001")
    desk.wait_stored([("in_progress",)], "SELECT state FROM guided_entry")
    desk.run("comptabiliser")
    desk.wait_for("ACH00001 comptabilisée")
    desk.wait_stored([("401DUP", 0, 123_456), ("6064", 102_880, 0), ("44566", 20_576, 0)], LINES)
    desk.wait_idle()
    assert_harmless(desk.terminal.sent())
    assert desk.quit() == 0
