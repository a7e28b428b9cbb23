"""Several terminals on one dossier, and a dossier that cannot be written."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

import pytest

from tests.journeys import books
from tests.journeys.desk import HOME, Desk
from tests.journeys.terminal import program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.journeys.conftest import DeskOpener, Opener

# Root may write any file: the program runs without that right (CAP_DAC_OVERRIDE, 1).
WITHOUT_THE_RIGHT = (
    "import ctypes, os, sys; ctypes.CDLL(None).prctl(24, 1, 0, 0, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
PURCHASE = "15⏎dup⏎⏎120⏎+"
ALREADY = "Utilisateur déjà connecté : ADM sur"


def sessions(desk: Desk) -> list[int]:
    return [int(process) for (process,) in books.query(desk.path, "SELECT process FROM session ORDER BY id")]


@pytest.mark.spec("DOSO-05")
def test_each_session_is_recorded_and_a_dead_one_is_removed_silently(morel: DeskOpener) -> None:
    first = morel()
    first.wait_for(HOME)
    assert sessions(first) == [first.terminal.pid]
    row = books.query(
        first.path, "SELECT code, machine, started_at, last_seen_at FROM session JOIN user ON user.id = user_id"
    )
    assert row[0][:2] == ("ADM", os.uname().nodename)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", moment) for moment in row[0][2:])
    first.terminal.kill()
    second = morel()
    second.wait_for(HOME)
    second.wait_idle()
    assert "déjà connecté" not in second.text
    assert sessions(second) == [second.terminal.pid]
    assert second.quit() == 0
    assert sessions(second) == []


@pytest.mark.spec("DOSO-06")
def test_the_same_user_twice_may_go_on_or_give_up(morel: DeskOpener) -> None:
    first = morel()
    first.wait_for(HOME)
    second = morel()
    second.wait_for(ALREADY)
    hour = books.query(first.path, "SELECT substr(started_at, 12, 5) FROM session")[0][0]
    second.wait_for(f"depuis {hour}")
    second.keys("escape")
    second.wait_for("Bienvenue")
    assert sessions(first) == [first.terminal.pid]
    third = morel()
    third.wait_for(ALREADY)
    third.type("c")
    third.wait_for(HOME)
    assert sessions(first) == [first.terminal.pid, third.terminal.pid]


@pytest.mark.spec("DOSO-06", "DOSO-10")
def test_closing_the_other_session_keeps_its_input_and_offers_it_here(morel: DeskOpener) -> None:
    first = morel()
    first.begin()
    first.type(PURCHASE + "16⏎dup⏎En cours")
    first.wait_cell("Libellé", "En cours")
    second = morel()
    second.wait_for(ALREADY)
    second.type("f")
    assert first.terminal.wait_exit() == 0
    assert first.terminal.is_restored
    second.wait_for("2 écritures, débit 120,00, crédit 120,00")
    second.type("o")
    second.wait_cell("Libellé", "En cours")
    assert second.sheet.lines == ["401DUP C 120,00", "6064 D 100,00", "44566 D 20,00"]
    assert sessions(second) == [second.terminal.pid]
    events = books.query(second.path, "SELECT kind, object FROM event ORDER BY id DESC LIMIT 1")
    assert events == [("Session fermée par un autre utilisateur", "ADM")]


@pytest.mark.spec("KM-96", "NUM-03", "DOSO-05")
def test_a_proposed_number_taken_meanwhile_is_replaced_and_shown(morel: DeskOpener) -> None:
    first = morel()
    first.begin()
    first.type(PURCHASE + "1603⏎dup⏎⏎60⏎+")
    wait_pieces(first, "00003", "00004", "00005")
    second = morel()
    second.wait_for(ALREADY)
    second.type("c")
    second.begin()
    # A number typed by hand is kept as it was typed.
    second.type("17⏎dup⏎⏎24⏎+")
    second.wait_at(3, "Date")
    second.keys("ctrl+s")
    second.wait_for("1 écriture enregistrée")
    first.keys("ctrl+s")
    first.wait_for("2 écritures enregistrées")
    pieces = books.query(first.path, "SELECT entry_date, piece_number FROM entry ORDER BY id DESC LIMIT 3")
    assert pieces == [("2026-03-16", "00005"), ("2026-03-15", "00004"), ("2026-03-17", "00003")]
    wait_pieces(first, "00004", "00005", "00006")


def wait_pieces(desk: Desk, *pieces: str) -> None:
    """Wait until the entries of three lines of the grid, and the new one, show these piece numbers."""
    desk.terminal.wait_until(lambda: desk.sheet.column("Pièce")[::3] == list(pieces), f"pieces {pieces}")


@pytest.fixture
def unwritable(tmp_path: Path) -> Iterator[Path]:
    """Return a dossier that cannot be written, in a folder that cannot either."""
    folder = tmp_path / "archives"
    folder.mkdir()
    path = books.morel(folder / "Morel.compta")
    path.chmod(0o444)
    folder.chmod(0o555)
    yield path
    folder.chmod(0o755)


@pytest.mark.spec("DOSO-09", "UINV-07")
def test_a_dossier_that_cannot_be_written_is_only_read(run: Opener, unwritable: Path) -> None:
    before = unwritable.read_bytes()
    desk = Desk(run(sys.executable, "-c", WITHOUT_THE_RIGHT, *program(unwritable)), unwritable)
    desk.wait_for("Lecture seule : le fichier du dossier ne peut pas être modifié")
    assert re.search(r"modifié +Lecture seule", desk.text)
    desk.open_months()
    desk.run("tous les mois")
    desk.wait_for("Tous les mois")
    desk.type("ac mars 2026⏎")
    desk.wait_for("401EDF")
    desk.keys("enter", "delete", "ctrl+n")
    desk.run("saisie au kilom")
    desk.run("messages")
    desk.wait_for("┌ Messages")
    desk.wait_idle()
    assert len(re.findall(r"\d\d:\d\d +! Lecture seule +│", desk.text)) == 1
    desk.keys("enter")
    desk.wait_gone("┌ Messages")
    assert "Journal AC – mars 2026 (lecture seule)" in desk.text
    assert desk.quit() == 0
    assert unwritable.read_bytes() == before
    assert list(unwritable.parent.iterdir()) == [unwritable]
