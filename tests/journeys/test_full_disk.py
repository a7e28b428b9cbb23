"""A disk that refuses to write, at the keyboard and by flags: a sentence in French, and nothing is lost."""

from __future__ import annotations

import resource
import sys
from typing import TYPE_CHECKING

import pytest

from tests.journeys import books
from tests.journeys.terminal import program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.journeys.conftest import DeskOpener, Opener
    from tests.journeys.desk import Desk
    from tests.journeys.terminal import Terminal

PURCHASE = "15⏎dup⏎⏎120⏎+"
LINES = ("401DUP C 120,00", "6064 D 100,00", "44566 D 20,00")
REFUSED = "L'opération a échoué (le disque refuse de lire ou d'écrire). Rien n'est"
# The log of errors still can be written; the log of the dossier is longer.
NO_ROOM = 4096
LIMITED = "import os, resource, sys; size = int(sys.argv[1])\n"
LIMITED += "resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)); os.execv(sys.argv[2], sys.argv[2:])"


# These programs keep no bytecode: Python leaves cut files of it where it can only write their beginning.


def fill_the_disk(desk: Desk) -> None:
    """Let the program make no file longer, as on a full disk."""
    resource.prlimit(desk.terminal.pid, resource.RLIMIT_FSIZE, (NO_ROOM, resource.RLIM_INFINITY))


def make_room(desk: Desk) -> None:
    resource.prlimit(desk.terminal.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def assert_no_crash(home: Path) -> None:
    assert not (home / ".local" / "state" / "tuicompta" / "erreurs.log").exists()


@pytest.mark.spec("UINV-07", "DOSO-10")
def test_typing_goes_on_and_what_was_refused_is_saved_once_there_is_room(morel: DeskOpener, home: Path) -> None:
    desk = morel(PYTHONDONTWRITEBYTECODE="1")
    before = books.entries_stored(desk.path)
    desk.begin()
    fill_the_disk(desk)
    desk.type(PURCHASE)
    desk.wait_at(3, "Date")
    desk.wait_for("! Brouillon non gardé")
    desk.keys("ctrl+s")
    desk.wait_for(REFUSED)
    desk.type("⏎")
    desk.wait_gone(REFUSED)
    desk.wait_lines(*LINES)
    desk.type("16⏎401zaz⏎Zazou et fils⏎")
    desk.wait_for(REFUSED)
    desk.type("⏎")
    desk.wait_gone(REFUSED)
    # The box of the new account comes back as it was typed.
    desk.wait_for("Intitulé * Zazou et fils")
    make_room(desk)
    desk.type("⏎⏎")
    desk.wait_gone("Créer le compte")
    desk.type("⏎60⏎6064⏎⏎⏎")
    desk.wait_at(6, "Date")
    desk.wait_stored([(120_00, 120_00), (60_00, 60_00)], "SELECT debit, credit FROM draft_entry ORDER BY position")
    desk.keys("ctrl+s")
    desk.wait_for("2 écritures enregistrées")
    assert books.entries_stored(desk.path) == before + 2
    assert desk.quit() == 0
    assert_no_crash(home)


@pytest.mark.spec("UINV-07", "DOSQ-02")
def test_the_program_can_be_left_and_what_was_kept_before_is_offered(morel: DeskOpener, home: Path) -> None:
    desk = morel(PYTHONDONTWRITEBYTECODE="1")
    desk.begin()
    desk.type(PURCHASE)
    desk.wait_stored([(120_00, 120_00)], "SELECT debit, credit FROM draft_entry")
    fill_the_disk(desk)
    desk.type("16⏎")
    desk.wait_cell("Date", "16/03/26")
    assert desk.quit_and_drop() == 0
    assert desk.terminal.is_restored
    assert_no_crash(home)
    again = morel()
    again.wait_for("1 écriture, débit 120,00, crédit 120,00")
    again.type("o")
    again.wait_lines(*LINES)


@pytest.mark.spec("UINV-07", "VAL-11")
def test_a_validation_without_room_validates_nothing(morel: DeskOpener, home: Path) -> None:
    desk = morel(PYTHONDONTWRITEBYTECODE="1")
    desk.open_months()
    desk.run("tous les mois")
    desk.wait_for("Tous les mois")
    desk.type("ac mars 2026")
    desk.wait_for("1/1 (sur")
    fill_the_disk(desk)
    desk.run("valider tout")
    desk.wait_for("AC, mars 2026 : 1 écriture.")
    desk.type("o")
    desk.wait_for(REFUSED)
    desk.type("⏎")
    desk.wait_gone(REFUSED)
    assert books.query(desk.path, "SELECT count(*) FROM entry WHERE status = 'V'") == [(0,)]
    make_room(desk)
    desk.run("valider tout")
    desk.wait_for("AC, mars 2026 : 1 écriture.")
    desk.type("o")
    desk.wait_for("1 écriture validée")
    assert books.query(desk.path, "SELECT count(*), max(definitive_number) FROM entry WHERE status = 'V'") == [(1, 1)]
    assert desk.quit() == 0
    assert_no_crash(home)


@pytest.fixture
def without_room(run: Opener) -> Callable[..., Terminal]:
    """Return what runs tuicompta by flags where no file may be longer than a size."""

    def start(size: int, *arguments: str | Path) -> Terminal:
        return run(sys.executable, "-c", LIMITED, str(size), *program(*arguments), PYTHONDONTWRITEBYTECODE="1")

    return start


@pytest.mark.spec("UINV-07", "CEE-09")
def test_an_import_without_room_changes_nothing_and_the_next_one_works(
    without_room: Callable[..., Terminal], tuicompta: Opener, dossier_path: Path, home: Path, tmp_path: Path
) -> None:
    def ask(*arguments: str | Path) -> None:
        terminal = tuicompta(*arguments)
        assert terminal.wait_exit() == 0, terminal.text

    books.morel(dossier_path)
    fec, copy = tmp_path / "732829320FEC20261231.txt", tmp_path / "Copie.compta"
    ask(dossier_path, "--export", "fec", "--year", "2026", "--draft", "--output", fec)
    ask(copy, "--create", "--company", "COPIE", "--start", "2026-01-01", "--end", "2026-12-31")
    before = copy.read_bytes()
    terminal = without_room(NO_ROOM, copy, "--import", "fec", fec)
    assert terminal.wait_exit() != 0
    assert REFUSED in terminal.text.replace("\n", " ") or "Le disque est plein" in terminal.text
    assert copy.read_bytes() == before
    ask(copy, "--import", "fec", fec)
    ask(copy, "--check")
    assert books.entries_stored(copy) == books.entries_stored(dossier_path)
    assert_no_crash(home)


def test_a_full_output_is_said(run: Opener, dossier_path: Path, home: Path) -> None:
    books.morel(dossier_path)
    command = " ".join(f"'{word}'" for word in program(dossier_path, "--report", "balance"))
    terminal = run("sh", "-c", f"{command} > /dev/full")
    assert terminal.wait_exit() == 1
    assert terminal.text.strip() == "La sortie ne peut pas être écrite (disque plein)."
    assert_no_crash(home)
