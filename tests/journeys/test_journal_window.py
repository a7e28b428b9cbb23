"""The list of journals and months, and the journal window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys import books

if TYPE_CHECKING:
    from tests.journeys.conftest import DeskOpener
    from tests.journeys.desk import Desk


def open_month(desk: Desk, journal: str, month: str) -> None:
    """Open the journal window of a journal and month."""
    desk.open_months()
    desk.run("tous les mois")
    desk.wait_for("Tous les mois")
    desk.type(f"{journal} {month}⏎")
    desk.wait_for("Statut Jour N° de pièce")


def test_an_empty_month_has_no_entry_to_act_on(morel: DeskOpener) -> None:
    desk = morel()
    open_month(desk, "ac", "mai 2026")
    desk.keys("ctrl+d", "f9")
    desk.wait_for("Saisie par journal – Tous les mois")
    assert desk.quit() == 0


def test_a_search_without_result_has_no_month_to_validate(morel: DeskOpener) -> None:
    desk = morel()
    desk.open_months()
    desk.type("zzzz")
    desk.wait_for("Aucune ligne")
    desk.keys("f8")
    desk.wait_for("Valider tout")
    desk.type("v")
    desk.wait_for("Aucune ligne choisie")
    assert desk.quit() == 0


@pytest.mark.spec("UINV-02", "NAV-16")
def test_the_palette_offers_only_what_it_can_open(morel: DeskOpener) -> None:
    desk = morel()
    desk.open_months()
    desk.keys("ctrl+k")
    desk.wait_for("Commandes")
    desk.type("journal")
    desk.wait_for("Fiche journal")
    offered = [line.strip(" │") for line in desk.terminal.screen if "fonction" in line]
    assert not any(line.split("  ")[0].endswith(("│ Journal", "Écriture")) for line in offered)


@pytest.mark.spec("VAL-07")
def test_a_month_of_one_entry_is_validated_after_one_confirmation(morel: DeskOpener) -> None:
    desk = morel()
    desk.begin()
    desk.type("o⏎15042026⏎6411⏎paie⏎120⏎421⏎⏎")
    desk.wait_at(2, "Date")
    desk.keys("f9")
    desk.open_months()
    desk.run("tous les mois")
    desk.wait_for("Opérations Diverses")
    desk.type("od avril 2026")
    desk.wait_for("1/1 (sur")
    desk.keys("f8")
    desk.wait_for("Valider tout")
    desk.type("v")
    desk.wait_for("OD, avril 2026 : 1 écriture.")
    desk.type("o")
    desk.wait_for("1 écriture validée")
    assert books.query(desk.path, "SELECT count(*) FROM entry WHERE status = 'V'") == [(1,)]
