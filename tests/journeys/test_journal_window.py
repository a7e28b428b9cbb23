"""The list of journals and months, and the journal window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys import books
from tests.journeys.desk import HOME

if TYPE_CHECKING:
    from tests.journeys.conftest import DeskOpener
    from tests.journeys.desk import Desk


def open_month(desk: Desk, journal: str, month: str) -> None:
    """Open the journal window of a journal and month."""
    desk.wait_for(HOME)
    desk.run("saisie par journal")
    desk.wait_for("Saisie par journal –")
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
    desk.wait_for("– Tous les mois")
    desk.type("od avril 2026")
    desk.wait_for("1/1 (sur")
    desk.keys("f8")
    desk.wait_for("Valider tout")
    desk.type("v")
    desk.wait_for("OD, avril 2026 : 1 écriture.")
    desk.type("o")
    desk.wait_for("1 écriture validée")
    assert books.query(desk.path, "SELECT count(*) FROM entry WHERE status = 'V'") == [(1,)]


@pytest.mark.spec("SJ-01", "SJ-39", "SW-04", "SW-26", "SJ-37")
def test_a_month_is_typed_corrected_and_saved_without_leaving_its_window(morel: DeskOpener) -> None:
    desk = morel()
    open_month(desk, "od", "mars 2026")
    desk.wait_at(0, "Jour")
    # Typed ahead in one burst: no key is lost.
    desk.type("15⏎6411⏎paie⏎120⏎421⏎⏎16⏎6411⏎prime⏎1234,56⏎421⏎⏎")
    desk.wait_lines("6411 D 120,00", "421 C 120,00", "6411 D 1 234,56", "421 C 1 234,56")
    desk.keys("ctrl+s")
    desk.wait_for("2 écritures enregistrées")
    desk.keys("ctrl+home", "ctrl+d")
    desk.wait_for("Reste 120,00 !")
    desk.wait_for("Écart 120,00 !")
    desk.keys("escape")
    desk.wait_for("OD 00001 du 15/03 : différence -120,00")
    desk.type("a")
    desk.wait_for("Saisie par journal – Tous les mois")
    assert books.query(desk.path, "SELECT count(*) FROM entry_line WHERE debit = 12000 OR credit = 12000") == [(2,)]
    assert desk.quit() == 0


@pytest.mark.spec("SW-39", "CTX-08")
def test_two_sessions_on_one_month_lose_nothing_of_each_other(morel: DeskOpener) -> None:
    first = morel()
    first.wait_for(HOME)
    second = morel()
    second.wait_for("Utilisateur déjà connecté")
    second.type("c")
    for desk in (first, second):
        open_month(desk, "ac", "mars 2026")
        desk.wait_lines("401EDF C 72,00", "6061 D 60,00", "44566 D 12,00")
        desk.keys("ctrl+home")
        desk.wait_at(0, "Jour")
        desk.keys("right", "right", "right", "right")
        desk.wait_at(0, "Libellé")
    first.type("Du premier⏎")
    first.keys("ctrl+s")
    first.wait_for("1 écriture enregistrée")
    second.type("Du second⏎")
    second.keys("ctrl+s")
    second.wait_for("a été modifiée par ADM")
    second.type("r")
    second.wait_for("Écriture rechargée")
    second.terminal.wait_until(lambda: second.sheet.column("Libellé")[0] == "Du premier", "the label of the first")
    assert books.query(first.path, "SELECT label FROM entry_line WHERE position = 1 AND label LIKE 'Du %'") == [
        ("Du premier",)
    ]
    assert second.quit() == 0
    assert first.quit() == 0
