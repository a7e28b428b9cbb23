"""What a refusal tells under the grid: its reason is read whole, whatever is offered there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.conftest import DeskOpener


@pytest.mark.spec("KM-32", "KM-67")
def test_the_reason_of_a_racine_account_is_not_hidden_by_the_list_of_those_below_it(morel: DeskOpener) -> None:
    desk = morel()
    desk.begin()
    desk.type("⏎606")
    desk.wait_for("6061")
    desk.type("⏎")
    desk.wait_for("Le compte 606 est de type Racine : il ne reçoit pas d'écritures.")
    desk.type("1")
    desk.wait_gone("de type Racine")
    desk.wait_for("6061")


@pytest.mark.spec("KM-32", "KM-61")
def test_a_reason_longer_than_the_screen_goes_on_under_it(morel: DeskOpener) -> None:
    desk = morel()
    desk.begin()
    desk.type("⏎zzz⏎")
    desk.wait_for("Compte inconnu : «zzz».")
    desk.wait_idle()
    under = [line[4:] for line in desk.terminal.screen]
    assert "F4 pour voir le plan." in " ".join(" ".join(under).split())


@pytest.mark.spec("KM-36", "KM-34")
def test_a_warning_longer_than_the_box_is_read_whole(morel: DeskOpener) -> None:
    desk = morel()
    desk.begin()
    desk.type("15⏎411mar⏎x⏎100⏎411mar⏎/100⏎")
    desk.wait_at(2, "Date")
    desk.keys("ctrl+s")
    desk.wait_for("alertes")
    desk.wait_for("À vérifier avant d'enregistrer :")
    inside = " ".join(line.strip("│ ") for line in desk.terminal.screen)
    assert "Le compte 411MAR n'est pas autorisé dans un journal de type Achats" in " ".join(inside.split())
    desk.keys("down")
    desk.type("c")
    desk.wait_gone("À vérifier")
    desk.wait_at(0, "Compte")
