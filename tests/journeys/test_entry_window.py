"""The kilomètre window: what it shows, what it asks, what it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys import books
from tests.journeys.desk import HOME

if TYPE_CHECKING:
    from tests.journeys.conftest import DeskOpener
    from tests.journeys.desk import Desk

PURCHASE = "15⏎dup⏎⏎120⏎+"
LINES = ("401DUP C 120,00", "6064 D 100,00", "44566 D 20,00")
UNFINISHED = "16⏎dup⏎⏎50⏎"
WARNED = ("401DUP C -50,00", "6064 D -41,67", "44566 D -8,33")


def colour_of(desk: Desk, text: str) -> str:
    """Return the colour of a text on the screen."""
    row = next(rank for rank, line in enumerate(desk.terminal.screen) if text in line)
    return str(desk.terminal.cell(row, desk.terminal.screen[row].index(text)).fg)


@pytest.mark.spec("KM-03")
def test_the_grid_opens_empty(morel: DeskOpener) -> None:
    desk = morel()
    desk.open_grid()
    assert desk.sheet.lines == []
    assert desk.sheet.column("Compte") == []
    assert desk.sheet.place == (0, "Jnl")
    assert desk.sheet.cell("Jnl") == "AC"


@pytest.mark.spec("KM-31")
def test_nothing_is_posted_without_ctrl_s(morel: DeskOpener) -> None:
    desk = morel("INSERT INTO setting (key, value) VALUES ('entry.autosave', 'true')")
    before = books.entries_stored(desk.path)
    desk.begin()
    desk.type(PURCHASE)
    desk.wait_at(3, "Date")
    desk.type("16⏎dup⏎⏎60⏎+")
    desk.wait_at(6, "Date")
    assert books.entries_stored(desk.path) == before
    desk.keys("ctrl+s")
    desk.wait_for("2 écritures enregistrées")
    assert books.entries_stored(desk.path) == before + 2


@pytest.mark.spec("KM-05")
def test_saved_lines_stay_dimmed_and_locked(morel: DeskOpener) -> None:
    desk = morel()
    desk.begin()
    desk.type(PURCHASE)
    desk.wait_at(3, "Date")
    typed = colour_of(desk, "100,00")
    desk.keys("ctrl+s")
    desk.wait_for("1 écriture enregistrée")
    assert desk.sheet.lines == list(LINES)
    assert colour_of(desk, "100,00") != typed
    # The cursor reads a saved line: its account is told under the grid. Nothing changes it.
    desk.keys("ctrl+home", "end", "9")
    desk.wait_for("elle se modifie dans la saisie par journal")
    desk.keys("ctrl+d")
    desk.wait_idle()
    assert desk.sheet.lines == list(LINES)
    desk.keys("ctrl+s")
    desk.wait_for("Rien à enregistrer")
    assert books.lines_stored(desk.path) == list(LINES)


@pytest.mark.spec("KM-36", "KM-33")
def test_warnings_are_listed_once_and_saving_all_is_the_default(morel: DeskOpener) -> None:
    desk = morel()
    before = books.entries_stored(desk.path)
    desk.begin()
    desk.type(PURCHASE + "16⏎dup⏎⏎-50⏎+")
    desk.wait_lines(*LINES, *WARNED)
    assert "négatif" not in desk.text
    desk.keys("ctrl+s")
    desk.wait_for("AC 00004 du 16/03, ligne 1 : Montant négatif : -50,00")
    desk.wait_for("3 alertes")
    desk.type("c")
    desk.wait_gone("3 alertes")
    desk.wait_at(3, "Crédit")
    assert books.entries_stored(desk.path) == before
    desk.keys("ctrl+s")
    desk.wait_for("3 alertes")
    desk.type("⏎")
    desk.wait_for("2 écritures enregistrées")
    assert books.lines_stored(desk.path, last=2) == [*LINES, *WARNED]


@pytest.mark.spec("KM-33", "INV-16")
def test_without_the_option_a_negative_amount_is_saved_without_a_word(morel: DeskOpener) -> None:
    desk = morel("INSERT INTO setting (key, value) VALUES ('entry.warn_amounts', 'false')")
    desk.begin()
    desk.type("16⏎dup⏎⏎-50⏎+")
    desk.wait_lines(*WARNED)
    desk.keys("ctrl+s")
    desk.wait_for("1 écriture enregistrée")


@pytest.mark.spec("KM-37", "UINV-07")
def test_every_error_is_listed_and_enter_goes_to_its_cell(morel: DeskOpener) -> None:
    desk = morel()
    before = books.entries_stored(desk.path)
    desk.begin()
    desk.type(PURCHASE + "1704⏎dup⏎⏎240⏎+" + "1803⏎dup⏎⏎50⏎")
    desk.wait_at(7, "Compte")
    # Meanwhile, elsewhere: an account is blocked, a month closed.
    books.execute(desk.path, "UPDATE account SET blocked = 1 WHERE number = '6064'")
    books.execute(
        desk.path,
        "INSERT INTO journal_period (journal_id, period_id, closed_at) SELECT journal.id, period.id, '2026-05-02'"
        " FROM journal, period WHERE code = 'AC' AND start_date = '2026-04-01'",
    )
    desk.keys("ctrl+s")
    desk.wait_for("4 erreurs")
    for error in (
        "AC 00003 du 15/03, ligne 2 : Compte bloqué : 6064",
        "AC 00004 du 17/04, ligne 1 : Mois clôturé pour le journal AC au 17/04/2026",
        "AC 00004 du 17/04, ligne 2 : Compte bloqué : 6064",
        "AC 00005 du 18/03, ligne 1 : Écriture non équilibrée, différence -50,00",
    ):
        desk.wait_for(error[:60])  # the longest is cut in two lines
    desk.keys("down", "enter")
    desk.wait_gone("4 erreurs")
    desk.wait_at(3, "Date")
    assert books.entries_stored(desk.path) == before
    desk.keys("ctrl+s")
    desk.wait_for("4 erreurs")
    desk.keys("down", "down", "down", "enter")
    desk.wait_at(6, "Crédit")
    assert books.entries_stored(desk.path) == before


@pytest.mark.spec("KM-37")
def test_a_date_in_a_year_closed_meanwhile_is_refused(morel: DeskOpener) -> None:
    desk = morel()
    before = books.entries_stored(desk.path)
    desk.begin()
    desk.type(PURCHASE)
    desk.wait_lines(*LINES)
    books.execute(desk.path, "UPDATE fiscal_year SET closed_at = '2027-03-01' WHERE start_date = '2026-01-01'")
    desk.keys("ctrl+s")
    desk.wait_for("AC 00003 du 15/03, ligne 1 : La date 15/03/2026 n'est plus dans un")
    desk.type("⏎")
    desk.wait_at(0, "Date")
    assert books.entries_stored(desk.path) == before


@pytest.mark.spec("KM-94")
def test_the_correct_entries_may_be_saved_alone(morel: DeskOpener) -> None:
    desk = morel()
    desk.begin()
    desk.type(PURCHASE + UNFINISHED)
    desk.wait_at(4, "Compte")
    desk.keys("ctrl+s")
    desk.wait_for("Enregistrer les écritures correctes")
    desk.keys("right", "enter")
    desk.wait_for("1 écriture enregistrée")
    assert books.lines_stored(desk.path) == list(LINES)
    # The other one stays and can be finished.
    desk.type("+")
    desk.wait_for("Reste 0,00")
    desk.keys("ctrl+s")
    desk.wait_gone("2 écritures · 1 enreg.")
    desk.wait_for("2 écritures · 2 enreg.")
    assert books.lines_stored(desk.path) == ["401DUP C 50,00", "6064 D 41,67", "44566 D 8,33"]


@pytest.mark.spec("KM-95", "UIX-15", "UINV-03")
def test_closing_asks_and_names_the_unfinished_entry(morel: DeskOpener) -> None:
    desk = morel()
    before = books.entries_stored(desk.path)
    desk.begin()
    desk.type(PURCHASE + UNFINISHED)
    desk.wait_at(4, "Compte")
    desk.keys("ctrl+w")
    desk.wait_for("Enregistrer les modifications ?")
    desk.wait_for("AC 00004 du 16/03 : différence -50,00")
    desk.keys("escape")
    desk.wait_gone("Enregistrer les modifications ?")
    assert desk.sheet.lines[:4] == [*LINES, "401DUP C 50,00"]
    # Oui goes through the report of the save; nothing is saved and the window stays.
    desk.keys("ctrl+w", "o")
    desk.wait_for("1 erreur")
    desk.keys("enter")
    desk.wait_at(3, "Crédit")
    assert books.entries_stored(desk.path) == before
    desk.keys("ctrl+w", "n")
    desk.wait_for(HOME)
    desk.wait_stored([(0,)], "SELECT count(*) FROM draft")
    assert books.entries_stored(desk.path) == before


@pytest.mark.spec("KM-95", "KM-50")
def test_esc_on_an_empty_entry_closes_and_oui_saves(morel: DeskOpener) -> None:
    desk = morel()
    desk.begin()
    desk.type(PURCHASE)
    desk.wait_at(3, "Date")
    desk.keys("escape")
    desk.wait_for("Enregistrer les modifications ?")
    desk.type("⏎")
    desk.wait_for(HOME)
    assert books.lines_stored(desk.path) == list(LINES)


@pytest.mark.spec("KM-39")
def test_the_summary_totals_saved_and_unsaved_lines_and_marks_what_differs(morel: DeskOpener) -> None:
    desk = morel()
    desk.begin()
    desk.type(PURCHASE)
    desk.wait_at(3, "Date")
    desk.keys("ctrl+s")
    desk.wait_for("1 écriture enregistrée")
    desk.type("1004⏎dup⏎⏎60⏎+" + UNFINISHED)
    desk.wait_at(7, "Compte")
    desk.run("récapitulatif")
    desk.wait_for("-50,00 !")
    summary = " ".join(desk.text.split())
    assert "│ Journal Mois Débit Crédit Solde │" in summary
    assert "│ AC mars 2026 120,00 120,00 0,00 │" in summary
    assert "│ AC avril 2026 60,00 110,00 -50,00 ! │" in summary


@pytest.mark.spec("KM-42")
def test_the_working_month_completes_a_day_and_follows_the_entry_above(morel: DeskOpener) -> None:
    desk = morel()
    desk.open_grid()
    desk.wait_for("Mois de travail mars 2026")
    desk.run("mois de travail")
    desk.wait_for("septembre 2026")
    desk.keys("down", "down", "down", "enter")
    desk.wait_for("Mois de travail avril 2026")
    desk.type("⏎5⏎")
    desk.wait_cell("Date", "05/04/26")
    desk.type("dup⏎⏎60⏎+")
    desk.wait_at(3, "Date")
    desk.type("1006⏎dup⏎⏎60⏎+")
    desk.wait_at(6, "Date")
    desk.wait_for("Mois de travail juin 2026")
    desk.type("7⏎")
    desk.wait_cell("Date", "07/06/26")


@pytest.mark.spec("KM-44")
def test_a_stop_switched_off_is_passed_and_stays_so(morel: DeskOpener) -> None:
    desk = morel()
    desk.begin()
    desk.run("arrêts de saisie")
    desk.wait_for("Arrêts de saisie – AC")
    desk.keys("down", "down", "down", "down", "down", "space", "f9")
    desk.wait_gone("Arrêts de saisie – AC")
    desk.type("15⏎dup⏎")
    desk.wait_at(0, "Crédit")
    desk.type("120⏎+")
    desk.wait_at(3, "Date")
    desk.keys("ctrl+s")
    desk.wait_for("1 écriture enregistrée")
    assert desk.quit() == 0
    again = morel()
    again.begin()
    again.type("15⏎dup⏎")
    again.wait_at(0, "Crédit")


CLOSE_MARCH = (
    "INSERT INTO journal_period (journal_id, period_id, closed_at) SELECT journal.id, period.id, '2026-04-02'"
    " FROM journal, period WHERE code = 'AC' AND start_date = '2026-03-01'"
)


@pytest.mark.spec("KM-56")
def test_a_date_in_a_closed_month_is_marked_and_can_be_carried_over(morel: DeskOpener) -> None:
    desk = morel(CLOSE_MARCH)
    desk.begin()
    desk.type("15⏎")
    desk.wait_for("Mois clôturé pour ce journal")
    desk.type("dup⏎⏎120⏎+")
    desk.wait_lines(*LINES)
    desk.keys("ctrl+s")
    desk.wait_for("Mois clôturé pour le journal AC au 15/03/2026")
    desk.keys("escape")
    desk.wait_at(0, "Date")
    desk.run("reporter au premier jour ouvert")
    desk.wait_cell("Date", "01/01/26")
    desk.keys("ctrl+s")
    desk.wait_for("1 écriture enregistrée")
    found = books.query(desk.path, "SELECT entry_date, piece_date FROM entry ORDER BY id DESC LIMIT 1")
    assert found == [("2026-01-01", "2026-03-15")]


@pytest.mark.spec("KM-66", "FC-14")
def test_an_account_is_created_on_the_fly_with_its_third_party(morel: DeskOpener) -> None:
    desk = morel()
    desk.begin()
    desk.type("15⏎401zaz⏎")
    desk.wait_for("Créer le compte 401ZAZ")
    desk.wait_for("Nature : Fournisseurs et comptes rattachés")
    desk.keys("escape")
    desk.wait_gone("Créer le compte")
    assert desk.sheet.place == (0, "Compte")
    desk.type("⏎")
    desk.wait_for("Créer le compte 401ZAZ")
    desk.type("⏎")
    desk.wait_for("«Intitulé» est obligatoire")
    desk.type("Zazou et fils⏎")
    desk.wait_gone("Créer le compte")
    desk.wait_at(0, "Libellé")
    assert desk.sheet.cell("Compte") == "401ZAZ"
    found = books.query(
        desk.path,
        "SELECT number, title, third_party.name FROM account JOIN third_party ON third_party.account_id = account.id"
        " WHERE number LIKE '401ZAZ'",
    )
    assert found == [("401ZAZ", "Zazou et fils", "Zazou et fils")]


@pytest.mark.spec("KM-20", "ECH-05")
def test_the_due_date_box_opens_by_itself_when_the_card_says_so(morel: DeskOpener) -> None:
    desk = morel("UPDATE account SET due_date_mode = 'automatic' WHERE number = '401DUP'")
    desk.begin()
    desk.type("15⏎dup⏎⏎1000⏎")
    desk.wait_for("Échéances")
    desk.keys("escape")
    desk.wait_gone("Nombre d'échéances")
    desk.wait_at(1, "Compte")
    desk.type("+")
    desk.wait_at(3, "Date")
    desk.keys("ctrl+s")
    desk.wait_for("1 écriture enregistrée")
    assert due_dates(desk) == [("2026-04-14", 1000_00)]


@pytest.mark.spec("KM-20", "ECH-15")
def test_plus_in_the_due_date_opens_the_box_and_its_dates_are_stored(morel: DeskOpener) -> None:
    desk = morel(size=(120, 40))
    desk.begin()
    desk.type("15⏎dup⏎⏎1000⏎")
    desk.wait_at(1, "Compte")
    desk.keys("up")
    desk.wait_at(0, "Compte")
    desk.type("⇥⇥⇥⇥+")
    desk.wait_for("Nombre d'échéances")
    desk.type("2")
    desk.keys("f9")
    desk.wait_for("Échéance 2")
    desk.keys("f9")
    desk.wait_gone("Nombre d'échéances")
    desk.type("⏎+")
    desk.wait_for("Reste 0,00")
    desk.keys("ctrl+s")
    desk.wait_for("1 écriture enregistrée")
    assert due_dates(desk) == [("2026-04-14", 500_00), ("2026-04-14", 500_00)]


def due_dates(desk: Desk) -> list[tuple[str, int]]:
    found = books.query(
        desk.path,
        "SELECT due_on, amount FROM due_date JOIN entry_line ON entry_line.id = entry_line_id"
        " WHERE entry_id = (SELECT max(id) FROM entry) ORDER BY due_date.id",
    )
    return [(str(day), int(amount)) for day, amount in found]
