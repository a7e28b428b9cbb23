"""What was typed and not saved outlives the program, whatever ended it."""

from __future__ import annotations

import re
import signal
from typing import TYPE_CHECKING

import pytest

from tests.journeys import books
from tests.journeys.desk import HOME

if TYPE_CHECKING:
    from tests.journeys.conftest import DeskOpener
    from tests.journeys.desk import Desk

PURCHASE = "15⏎dup⏎⏎120⏎+"
LINES = ("401DUP C 120,00", "6064 D 100,00", "44566 D 20,00")
QUESTION = re.compile(r"Reprendre la saisie interrompue du \d\d/\d\d à \d\d:\d\d \?")


def drafted(desk: Desk) -> list[tuple[int, int]]:
    """Return debit and credit of the entries of the draft."""
    return [
        (int(debit), int(credit)) for debit, credit in books.query(desk.path, "SELECT debit, credit FROM draft_entry")
    ]


def type_and_wait_for_the_draft(desk: Desk) -> None:
    """Type an entry and the beginning of another, whose label is being typed, and wait until both are kept."""
    desk.begin()
    desk.type(PURCHASE)
    desk.wait_at(3, "Date")
    desk.type("16⏎dup⏎Acompte sur co")
    desk.wait_cell("Libellé", "Acompte sur co")
    desk.terminal.wait_until(lambda: '"Acompte sur co"' in kept(desk), "the text being typed in the draft")


def kept(desk: Desk) -> str:
    found = books.query(desk.path, "SELECT context FROM draft")
    return str(found[0][0]) if found else ""


@pytest.mark.spec("DOSO-10", "KM-97")
def test_a_killed_session_is_offered_and_resumed_to_the_letter(morel: DeskOpener) -> None:
    first = morel()
    before = books.entries_stored(first.path)
    type_and_wait_for_the_draft(first)
    first.terminal.kill()
    assert books.query(first.path, "PRAGMA integrity_check") == [("ok",)]

    desk = morel()
    desk.wait_for("Reprendre la saisie interrompue")
    assert QUESTION.search(desk.text)
    desk.wait_for("2 écritures, débit 120,00, crédit 120,00")
    desk.type("o")
    desk.wait_lines(*LINES)
    desk.wait_cell("Libellé", "Acompte sur co")
    assert desk.sheet.place == (3, "Libellé")
    desk.type("mmande⏎60⏎+")
    desk.wait_lines(*LINES, "401DUP C 60,00", "6064 D 50,00", "44566 D 10,00")
    desk.keys("ctrl+s")
    desk.wait_for("2 écritures enregistrées")
    assert books.entries_stored(desk.path) == before + 2
    labels = books.query(desk.path, "SELECT label FROM entry_line ORDER BY id DESC LIMIT 3")
    assert labels == [("Acompte sur commande",)] * 3
    assert books.query(desk.path, "SELECT count(*) FROM draft") == [(0,)]
    assert desk.quit() == 0

    last = morel()
    last.wait_for(HOME)
    last.wait_idle()
    assert "interrompue" not in last.text


@pytest.mark.spec("KM-97", "KM-10")
def test_the_date_given_to_an_entry_without_line_comes_back_and_the_next_ones_follow_it(morel: DeskOpener) -> None:
    first = morel()
    first.begin()
    first.type(PURCHASE)
    first.wait_at(3, "Date")
    first.type("28⏎6")
    first.terminal.wait_until(lambda: '"account", "6"' in kept(first), "the account typed in the draft")
    first.terminal.kill()

    desk = morel()
    desk.wait_for("1 écriture, débit 120,00, crédit 120,00")
    desk.type("o")
    desk.wait_cell("Compte", "6")
    assert desk.sheet.cell("Date") == "28/03/26"
    desk.type("⌫dup⏎⏎60⏎+")
    desk.wait_at(6, "Date")
    assert desk.sheet.cell("Date") == "28/03/26"


@pytest.mark.spec("DOSO-10")
def test_non_erases_what_was_interrupted(morel: DeskOpener) -> None:
    first = morel()
    type_and_wait_for_the_draft(first)
    first.terminal.kill()
    desk = morel()
    desk.wait_for("Saisie interrompue")
    desk.type("n")
    desk.wait_gone("Saisie interrompue")
    desk.wait_stored([(0,)], "SELECT count(*) FROM draft_entry")
    desk.wait_stored([(0,)], "SELECT count(*) FROM draft")


@pytest.mark.spec("KM-97", "DOSO-10")
def test_later_asks_again_when_the_screen_is_opened(morel: DeskOpener) -> None:
    first = morel()
    type_and_wait_for_the_draft(first)
    first.terminal.kill()
    desk = morel()
    desk.wait_for("Saisie interrompue")
    desk.type("p")
    desk.wait_gone("Saisie interrompue")
    assert drafted(desk) == [(120_00, 120_00), (0, 0)]
    for _ in range(2):
        desk.run("saisie au kilom")
        desk.wait_for("Reprendre la saisie interrompue")
        desk.type("p")
        desk.wait_at(0, "Jnl")
        desk.keys("ctrl+w")
        desk.wait_for(HOME)
    desk.run("saisie au kilom")
    desk.wait_for("Reprendre la saisie interrompue")
    desk.type("o")
    desk.wait_lines(*LINES)
    desk.wait_cell("Libellé", "Acompte sur co")


@pytest.mark.spec("KM-97")
def test_a_draft_counts_in_no_figure(morel: DeskOpener) -> None:
    desk = morel()
    before = books.query(desk.path, "SELECT sum(debit), sum(credit) FROM balance_total")
    type_and_wait_for_the_draft(desk)
    assert books.query(desk.path, "SELECT sum(debit), sum(credit) FROM balance_total") == before


@pytest.mark.spec("UIX-20", "DOSO-10", "DOSO-05")
@pytest.mark.parametrize("end", ["hang up", signal.SIGHUP, signal.SIGTERM], ids=str)
def test_a_lost_line_keeps_the_very_last_key_and_releases_the_session(morel: DeskOpener, end: object) -> None:
    first = morel()
    first.begin()
    first.type("15⏎dup⏎Juste avant")
    first.wait_cell("Libellé", "Juste avant")
    if isinstance(end, signal.Signals):
        first.terminal.signal(end)
    else:
        first.terminal.hang_up()
    assert first.terminal.wait_exit() == 0
    assert books.query(first.path, "SELECT count(*) FROM session") == [(0,)]
    assert books.query(first.path, "SELECT count(*) FROM record_lock") == [(0,)]
    if isinstance(end, signal.Signals):
        assert first.terminal.is_restored
        assert "Traceback" not in first.text

    desk = morel()
    desk.wait_for("Saisie interrompue")
    desk.wait_for("1 écriture, débit 0,00, crédit 0,00")
    desk.type("o")
    desk.wait_cell("Libellé", "Juste avant")
    assert desk.sheet.place == (0, "Libellé")


@pytest.mark.spec("KM-97", "KM-05")
def test_what_is_saved_is_not_offered_again(morel: DeskOpener) -> None:
    first = morel()
    first.begin()
    first.type(PURCHASE)
    first.wait_at(3, "Date")
    first.keys("ctrl+s")
    first.wait_for("1 écriture enregistrée")
    first.type("16⏎dup⏎⏎60⏎")
    first.wait_at(4, "Compte")
    first.terminal.wait_until(lambda: (0, 60_00) in drafted(first), "the second entry in the draft")
    first.terminal.kill()
    desk = morel()
    desk.wait_for("1 écriture, débit 0,00, crédit 60,00")
    # Nothing was being typed: the cursor is on what the entry lacks.
    desk.type("o")
    desk.wait_lines("401DUP C 60,00", "6064 D 50,00", "44566 D 10,00")
    desk.wait_at(0, "Crédit")


@pytest.mark.spec("DOSO-10", "UINV-03", "OSA-11")
def test_a_correction_in_the_journal_window_is_resumed_too(morel: DeskOpener) -> None:
    first = morel()
    first.open_months()
    first.run("tous les mois")
    first.wait_for("Tous les mois")
    first.type("ac mars 2026⏎")
    first.wait_for("Journal AC – mars 2026")
    first.keys("ctrl+home")
    first.wait_at(0, "Jour")
    first.keys("right", "right", "right", "right")
    first.wait_at(0, "Libellé")
    first.type("Corrigé⏎")
    first.wait_at(0, "Crédit")
    first.terminal.wait_until(lambda: drafted(first) == [(72_00, 72_00)], "the entry in the draft")
    first.terminal.kill()
    desk = morel()
    desk.wait_for("1 écriture, débit 72,00, crédit 72,00")
    desk.type("o")
    desk.wait_lines("401EDF C 72,00", "6061 D 60,00", "44566 D 12,00")
    assert desk.sheet.column("Libellé") == ["Corrigé"] * 3
    before = books.entries_stored(desk.path)
    # It is no probable duplicate of itself.
    desk.keys("ctrl+s")
    desk.wait_for("1 écriture enregistrée")
    assert books.entries_stored(desk.path) == before
    assert books.query(desk.path, "SELECT count(*) FROM entry_line WHERE label = 'Corrigé'") == [(3,)]
