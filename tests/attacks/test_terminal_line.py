"""What happens to terminals: cut, stopped, resized, poor. No traceback, the draft kept, the terminal given back."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys import books
from tests.journeys.conftest import dossier_path, home, morel, run, tuicompta
from tests.journeys.desk import HOME, Desk
from tests.journeys.raw import assert_harmless
from tests.journeys.terminal import program

if TYPE_CHECKING:
    from random import Random

    from tests.journeys.conftest import DeskOpener, Opener

__all__ = ["dossier_path", "home", "morel", "run", "tuicompta"]

pytestmark = pytest.mark.attack

PURCHASE = "15⏎dup⏎⏎120⏎+"
LINES = ("401DUP C 120,00", "6064 D 100,00", "44566 D 20,00")
SIZES = [(1, 1), (1, 24), (80, 1), (2, 3), (79, 23), (80, 24), (81, 25), (500, 3), (20, 200), (300, 100)]


def typing(desk: Desk) -> None:
    """Type an entry and the beginning of another."""
    desk.begin()
    desk.type(PURCHASE)
    desk.wait_at(3, "Date")
    desk.type("16⏎dup⏎En cours")
    desk.wait_cell("Libellé", "En cours")


@pytest.mark.spec("UIX-20", "DOSO-10", "UINV-03")
@pytest.mark.parametrize("cut", range(7, 30, 2))
def test_a_cut_at_any_key_loses_nothing(morel: DeskOpener, cut: int) -> None:
    keys = PURCHASE + "16⏎dup⏎En cours"
    first = morel()
    first.begin()
    first.type(keys[:cut])
    first.wait_idle()
    before = seen(first)
    first.terminal.hang_up()
    assert first.terminal.wait_exit() == 0
    assert books.query(first.path, "SELECT count(*) FROM session") == [(0,)]
    assert books.query(first.path, "PRAGMA integrity_check") == [("ok",)]
    desk = morel()
    desk.wait_for("Reprendre la saisie interrompue")
    desk.type("o")
    desk.wait_for("Mois de travail")
    desk.wait_idle()
    assert seen(desk)[: len(before)] == before
    desk.type(keys[cut:])
    desk.wait_lines(*LINES)
    desk.wait_cell("Libellé", "En cours")


def seen(desk: Desk) -> list[tuple[str, ...]]:
    """Return what the lines of the grid show, an empty new entry left out."""
    titles = ("Date", "Compte", "Libellé", "Débit", "Crédit")
    rows = zip(*(padded(desk.sheet.column(title)) for title in titles), strict=True)
    return [row for row in rows if any(row[1:])]


def padded(texts: list[str]) -> list[str]:
    return texts + [""] * (12 - len(texts))


@pytest.mark.spec("UIX-20")
def test_a_cut_while_a_box_waits_or_a_window_opens(morel: DeskOpener) -> None:
    desk = morel()
    desk.begin()
    desk.type(PURCHASE)
    desk.wait_at(3, "Date")
    desk.keys("ctrl+q")
    desk.wait_for("Enregistrer les modifications ?")
    desk.terminal.hang_up()
    assert desk.terminal.wait_exit() == 0
    assert books.query(desk.path, "SELECT debit, credit FROM draft_entry") == [(120_00, 120_00)]
    opening = morel()
    opening.terminal.hang_up()
    assert opening.terminal.wait_exit() in {0, -signal.SIGHUP}
    assert books.query(desk.path, "SELECT debit, credit FROM draft_entry") == [(120_00, 120_00)]


def is_stopped(desk: Desk) -> bool:
    status = Path(f"/proc/{desk.terminal.pid}/status").read_text()
    return "State:\tT" in status


@pytest.mark.spec("DOSQ-03")
@pytest.mark.parametrize("stop", [signal.SIGSTOP, signal.SIGTSTP, signal.SIGCONT], ids=lambda number: number.name)
@pytest.mark.parametrize("kitty", [False, True], ids=["xterm", "kitty"])
def test_a_stopped_program_goes_on_as_it_was(
    morel: DeskOpener,
    stop: signal.Signals,
    kitty: bool,  # noqa: FBT001
) -> None:
    desk = morel(kitty=kitty)
    typing(desk)
    for _ in range(3):
        desk.terminal.signal(stop)
        if stop is not signal.SIGCONT:
            desk.terminal.wait_until(lambda: is_stopped(desk), "the stop")
        desk.terminal.signal(signal.SIGCONT)
        desk.wait_for("Mois de travail")
        desk.wait_idle()
    desk.type(" mars⏎60⏎+")
    desk.wait_lines(*LINES, "401DUP C 60,00", "6064 D 50,00", "44566 D 10,00")
    desk.keys("ctrl+s")
    desk.wait_for("2 écritures enregistrées")
    assert books.query(desk.path, "SELECT label FROM entry_line ORDER BY id DESC LIMIT 1") == [("En cours mars",)]
    assert desk.quit() == 0
    assert desk.terminal.is_restored


@pytest.mark.spec("INST-01", "UIX-13")
def test_a_resize_storm_changes_nothing(morel: DeskOpener, chance: Random, attack_factor: int) -> None:
    desk = morel()
    typing(desk)
    desk.wait_idle()
    before, cursor = desk.terminal.screen, desk.terminal.cursor
    for _ in range(60 * attack_factor):
        desk.terminal.resize(*chance.choice(SIZES))
    desk.terminal.resize(80, 24)
    desk.wait_cell("Libellé", "En cours")
    desk.wait_idle()
    assert desk.terminal.screen == before
    assert desk.terminal.cursor == cursor
    assert desk.quit_and_drop() == 0


@pytest.mark.spec("INST-01")
@pytest.mark.parametrize("size", [(1, 1), (1, 24), (80, 1), (3, 2)])
def test_a_terminal_of_a_few_cells_starts_grows_and_ends(
    tuicompta: Opener, dossier_path: Path, size: tuple[int, int]
) -> None:
    books.morel(dossier_path)
    desk = Desk(tuicompta(dossier_path, size=size), dossier_path)
    desk.terminal.wait_until(lambda: bool(desk.text.strip()), "something on the screen")
    desk.wait_idle()
    desk.keys("ctrl+k")
    desk.type("saisie par journal⏎zz")
    desk.wait_idle()
    desk.terminal.resize(80, 24)
    desk.wait_for("Recherche : zz")
    desk.terminal.resize(*size)
    assert desk.quit() == 0
    assert desk.terminal.is_restored


POOR = [
    ("TERM", "dumb"),
    ("TERM", "linux"),
    ("TERM", "vt100"),
    ("TERM", "nowhere-known"),
    ("LANG", "C"),
    ("LANG", "fr_FR.ISO-8859-1"),
    ("LC_ALL", "POSIX"),
    ("NO_COLOR", "1"),
]


@pytest.mark.spec("INST-16")
@pytest.mark.parametrize(("name", "value"), POOR)
def test_a_poor_terminal_is_enough_to_type_and_save(run: Opener, dossier_path: Path, name: str, value: str) -> None:
    books.morel(dossier_path)
    command = ("env", "-u", "COLORTERM", f"{name}={value}", *program(dossier_path))
    desk = Desk(run(*command), dossier_path)
    desk.wait_for(HOME)
    desk.keys("ctrl+k")
    desk.wait_for("Commandes")
    desk.type("saisie au kilom⏎")
    desk.wait_for("Mois de travail")
    desk.type("⏎" + PURCHASE)
    desk.wait_for("120,00")
    desk.keys("ctrl+s")
    desk.wait_for("enregistr")
    desk.wait_idle()
    assert books.lines_stored(dossier_path) == list(LINES)
    assert desk.quit() == 0
    assert desk.terminal.is_restored
    assert b"Traceback" not in desk.terminal.raw
    if name == "NO_COLOR":
        assert b"\x1b[38;" not in desk.terminal.raw
    if value != "fr_FR.ISO-8859-1":
        assert_harmless(desk.terminal.sent())


@pytest.mark.spec("INST-16", "KEY-15")
def test_in_a_latin_locale_accents_are_typed_and_shown(run: Opener, dossier_path: Path) -> None:
    books.morel(dossier_path)
    desk = Desk(run("env", "LANG=fr_FR.ISO-8859-1", *program(dossier_path)), dossier_path)
    desk.wait_for(HOME)
    desk.keys("ctrl+k")
    desk.wait_for("Commandes")
    desk.type("saisie au kilom⏎")
    desk.wait_for("Mois de travail")
    desk.type("⏎15⏎dup⏎")
    desk.terminal.send_bytes("Été à Noël".encode("latin-1"))
    desk.type("⏎120⏎+")
    desk.wait_for("Reste 0,00")
    desk.keys("ctrl+s")
    desk.wait_for("enregistr")
    desk.wait_idle()
    labels = books.query(dossier_path, "SELECT label FROM entry_line ORDER BY id DESC LIMIT 1")
    assert labels == [("Été à Noël",)]
    assert "Été à Noël".encode("latin-1") in desk.terminal.raw
    assert desk.quit() == 0


@pytest.mark.spec("DOSQ-03")
@pytest.mark.parametrize("moment", range(4))
def test_sigterm_while_starting_gives_the_terminal_back(tuicompta: Opener, dossier_path: Path, moment: int) -> None:
    books.morel(dossier_path)
    desk = Desk(tuicompta(dossier_path), dossier_path)
    desk.terminal.wait_until(lambda: len(desk.terminal.raw) > moment * 300, "the beginning of the start")
    desk.terminal.signal(signal.SIGTERM)
    assert desk.terminal.wait_exit() in {0, -signal.SIGTERM}
    if desk.terminal.exit_status == 0:
        assert desk.terminal.is_restored
    assert b"Traceback" not in desk.terminal.raw
    assert books.query(dossier_path, "SELECT count(*) FROM session") == [(0,)]


def test_bytes_of_no_keyboard_change_nothing(morel: DeskOpener, chance: Random, attack_factor: int) -> None:
    desk = morel()
    typing(desk)
    before = books.entries_stored(desk.path)
    noise = b"".join(
        bytes(chance.choice(b"\x1b[]?;0123456789<>=~$ \xc3\xa9\xff\xfe\x80\x9b") for _ in range(chance.randint(1, 40)))
        for _ in range(40 * attack_factor)
    )
    # No final letter in it: nothing that is a key of the program.
    desk.terminal.send_bytes(noise + b"\x1b[0n\x1b\\")
    desk.wait_idle()
    assert desk.terminal.exit_status is None
    assert books.entries_stored(desk.path) == before
    desk.terminal.signal(signal.SIGTERM)
    assert desk.terminal.wait_exit() == 0
    assert desk.terminal.is_restored
    assert (120_00, 120_00) in books.query(desk.path, "SELECT debit, credit FROM draft_entry")
