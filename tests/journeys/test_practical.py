"""An invoice and its payment typed in a terminal by somebody who knows no account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.desk import HOME
from tests.journeys.raw import assert_harmless

if TYPE_CHECKING:
    from tests.journeys.conftest import DeskOpener

LINES = """
    SELECT number, debit, credit FROM entry_line JOIN account ON account.id = account_id
     WHERE entry_id IN (SELECT entry_id FROM practical_operation) ORDER BY entry_id, position
"""
INVOICE = [("401DUP", 0, 12_000), ("6064", 10_000, 0), ("44566", 2000, 0)]
SETTLED = """
    SELECT kind, matching.amount = practical_operation.amount FROM practical_operation
      JOIN entry_line ON entry_line.entry_id = practical_operation.entry_id
      JOIN matching ON source_line_id = entry_line.id
"""
KEY_BUDGET = 4096


@pytest.mark.spec("SP-01", "SP-02", "SP-05", "SP-08", "SPT-04", "SPT-11", "UIX-13")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_an_invoice_and_its_payment_are_typed_ahead(morel: DeskOpener, size: tuple[int, int]) -> None:
    desk = morel(size=size)
    desk.wait_for(HOME)
    desk.run("mes achats")
    desk.wait_for("Aucune ligne")
    desk.keys("insert")
    desk.wait_for("Nature d'achat")
    desk.type("⏎⏎dup⏎Papier⏎120⏎⏎⏎6064⏎")
    desk.wait_for("Facture équilibrée")
    desk.keys("f9")
    desk.wait_for("Saisir une autre facture ?")
    desk.type("n")
    desk.wait_stored(INVOICE, LINES)
    desk.wait_for("Mes achats")
    desk.run("décaissement")
    desk.wait_for("Compte de trésorerie")
    desk.type("⏎⏎⏎⏎⏎⏎dup⏎")
    desk.wait_for("Reste dû")
    desk.type(" ")
    desk.wait_for("[x]")
    desk.keys("f9")
    desk.wait_for("Saisir une autre opération ?")
    desk.type("n")
    desk.wait_stored([("expense", 1)], SETTLED)
    desk.wait_idle()
    assert_harmless(desk.terminal.sent())
    assert desk.quit() == 0


def test_a_key_in_an_invoice_sends_little_to_the_terminal(morel: DeskOpener) -> None:
    desk = morel()
    desk.wait_for(HOME)
    desk.run("facture fournisseur")
    desk.wait_for("Nature d'achat")
    desk.type("⏎⏎dup⏎")
    desk.wait_idle()
    for character in "Papier":
        desk.terminal.mark()
        desk.type(character)
        desk.wait_idle()
        assert len(desk.terminal.bytes_since_mark()) < KEY_BUDGET
