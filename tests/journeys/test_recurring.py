"""A rent typed once in a terminal, then generated month after month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.desk import HOME
from tests.journeys.raw import assert_harmless

if TYPE_CHECKING:
    from tests.journeys.conftest import DeskOpener

LINES = """
    SELECT entry.entry_date, number, debit, credit FROM entry_line JOIN entry ON entry.id = entry_id
      JOIN account ON account.id = account_id WHERE origin = 'recurring_entry' ORDER BY entry.id, position
"""
CARDS = "SELECT code, first_date FROM recurring_entry"


def rent(day: str) -> list[tuple[str, str, int, int]]:
    return [(day, "6132", 100_000, 0), (day, "512", 0, 100_000)]


@pytest.mark.spec("ABO-01", "ABO-04", "ABO-06", "UIX-13")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_rent_is_typed_ahead_then_generated(morel: DeskOpener, size: tuple[int, int]) -> None:
    desk = morel(size=size)
    desk.wait_for(HOME)
    desk.run("abonnements")
    desk.wait_for("Périodicité")
    desk.keys("insert")
    desk.wait_for("Repères")
    desk.type("loyer⏎Loyer {mois}⏎⏎OD⏎⏎")
    desk.keys("insert")
    desk.wait_for("Ligne de l'abonnement")
    desk.type("6132⏎⏎1000⏎⏎")
    desk.wait_gone("Ligne de l'abonnement")
    desk.keys("ctrl+n")
    desk.wait_for("Ligne de l'abonnement")
    desk.type("512⏎⏎⏎⏎")
    desk.wait_gone("Ligne de l'abonnement")
    desk.keys("ctrl+pagedown")
    desk.wait_for("Première date")
    desk.type("⇥⇥050126⇥")
    desk.wait_for("05/01/2026, 05/02/2026, 05/03/2026")
    desk.keys("f9")
    desk.wait_stored([("LOYER", "2026-01-05")], CARDS)
    desk.run("générer les")
    desk.wait_for("Générer jusqu'au")
    desk.keys("alt+d")
    desk.wait_for("Date limite")
    desk.type("310326⏎")
    desk.wait_for("Générer jusqu'au 31/03/2026")
    desk.wait_for("Loyer mars")
    desk.keys("down", "alt+i")
    desk.wait_for("Occurrence du 05/02/2026 ignorée")
    desk.keys("f9")
    desk.wait_for("2 écritures générées")
    desk.wait_stored([*rent("2026-01-05"), *rent("2026-03-05")], LINES)
    desk.wait_idle()
    assert_harmless(desk.terminal.sent())
    assert desk.quit() == 0
