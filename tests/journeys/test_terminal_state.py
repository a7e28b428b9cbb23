"""The terminal around the program: its size, its modes, and the state it is given back in."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from tests.journeys import books
from tests.journeys.raw import assert_harmless

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import DeskOpener

PURCHASE = "15⏎dup⏎⏎120⏎+"
LINES = ("401DUP C 120,00", "6064 D 100,00", "44566 D 20,00")


@pytest.mark.spec("INST-01", "UIX-13")
@pytest.mark.parametrize("size", [(72, 20), (79, 24), (80, 23), (10, 5)])
def test_a_terminal_too_small_says_so_and_loses_nothing(morel: DeskOpener, size: tuple[int, int]) -> None:
    desk = morel()
    desk.begin()
    desk.type(PURCHASE + "16⏎dup⏎Frap")
    desk.wait_cell("Libellé", "Frap")
    desk.wait_idle()
    before, cursor = desk.terminal.screen, desk.terminal.cursor
    desk.terminal.resize(*size)
    sentence = f"Terminal trop petit ({size[0]}×{size[1]}) : 80×24 au minimum"
    desk.terminal.wait_until(lambda: "".join(desk.text.split()).startswith("Terminal"[: size[0]]), sentence)
    desk.wait_idle()
    assert " ".join(desk.text.split()) == sentence if size[0] > 40 else "Dupont" not in desk.text
    # What is typed meanwhile is typed.
    desk.type("pe")
    desk.wait_idle()
    desk.terminal.resize(80, 24)
    desk.wait_cell("Libellé", "Frappe")
    desk.wait_idle()
    changed = [row for row, (old, new) in enumerate(zip(before, desk.terminal.screen, strict=True)) if old != new]
    assert changed == [cursor[0]]
    assert desk.terminal.cursor == (cursor[0], cursor[1] + 2)


@pytest.mark.spec("UIX-13", "UINV-05")
def test_a_resize_keeps_focus_cursor_and_text(morel: DeskOpener) -> None:
    desk = morel()
    desk.begin()
    desk.type(PURCHASE + "16⏎dup⏎Acompte")
    desk.wait_cell("Libellé", "Acompte")
    for size in ((120, 40), (99, 30), (200, 60), (80, 24)):
        desk.terminal.resize(*size)
        desk.wait_at(3, "Libellé")
        desk.wait_cell("Libellé", "Acompte")
        desk.wait_lines(*LINES)
        # Below 100 columns the navigation panel is a strip of initials.
        if size == (99, 30):
            desk.wait_gone("Démarrer une tâche")
        elif size == (200, 60):
            desk.wait_for("Démarrer une tâche")
    desk.type("⏎60⏎+")
    desk.wait_lines(*LINES, "401DUP C 60,00", "6064 D 50,00", "44566 D 10,00")


@pytest.mark.spec("UIX-13")
def test_a_box_never_exceeds_the_screen(morel: DeskOpener) -> None:
    desk = morel(size=(120, 40))
    desk.begin()
    desk.type(PURCHASE + "16⏎dup⏎⏎50⏎")
    desk.wait_at(4, "Compte")
    desk.keys("ctrl+s")
    desk.wait_for("┌ 1 erreur")
    desk.terminal.resize(80, 24)

    def is_whole() -> bool:
        edges = [line for line in desk.terminal.screen if "┌ 1 erreur" in line or "└──" in line]
        return len(edges) == 2 and edges[0][-1] == "┐" and edges[1][-1] == "┘" and len({*map(len, edges)}) == 1

    # The terminal shows what was there, cut, until the program has drawn its screen again.
    desk.terminal.wait_until(lambda: desk.text.startswith(" Fichier") and is_whole(), "the whole box")
    assert "Enregistrer les écritures correctes" in desk.text
    desk.type("c")
    desk.wait_at(3, "Crédit")


@pytest.mark.spec("UIX-14")
def test_a_message_takes_no_focus_and_stays_readable(morel: DeskOpener) -> None:
    desk = morel()
    desk.begin()
    desk.type(PURCHASE)
    desk.wait_at(3, "Date")
    desk.keys("ctrl+s")
    desk.wait_for("1 écriture enregistrée")
    # Typing goes on at once, and the message is still there.
    desk.type("16⏎")
    desk.wait_cell("Date", "16/03/26")
    assert "1 écriture enregistrée" in desk.text
    desk.run("messages")
    desk.wait_for("┌ Messages")
    desk.terminal.wait_until(lambda: "1 écriture enregistrée  " in desk.text, "the message and its time")


@pytest.mark.spec("DOSQ-01", "DOSQ-03")
@pytest.mark.parametrize("kitty", [False, True], ids=["xterm", "kitty"])
def test_quitting_gives_the_terminal_back(morel: DeskOpener, kitty: bool) -> None:  # noqa: FBT001
    desk = morel(kitty=kitty)
    desk.open_grid()
    assert not desk.terminal.is_restored
    assert desk.quit() == 0
    assert desk.terminal.is_restored
    assert desk.text.strip() == ""
    assert_harmless(desk.terminal.sent())


@pytest.mark.spec("DOSQ-02")
def test_quitting_with_unsaved_work_asks(morel: DeskOpener) -> None:
    desk = morel()
    before = books.entries_stored(desk.path)
    desk.begin()
    desk.type(PURCHASE)
    desk.wait_at(3, "Date")
    desk.keys("ctrl+q")
    desk.wait_for("Enregistrer les modifications ?")
    desk.wait_for("Saisie au kilomètre : 1 écriture non enregistrée")
    desk.keys("escape")
    desk.wait_gone("Enregistrer les modifications ?")
    assert desk.terminal.exit_status is None
    assert desk.sheet.lines == list(LINES)
    desk.keys("ctrl+q", "o")
    assert desk.terminal.wait_exit() == 0
    assert desk.terminal.is_restored
    assert books.entries_stored(desk.path) == before + 1
    assert books.query(desk.path, "SELECT count(*) FROM draft") == [(0,)]


@pytest.mark.spec("DOSQ-02", "DOSO-10")
def test_quitting_and_dropping_leaves_no_draft(morel: DeskOpener) -> None:
    desk = morel()
    before = books.entries_stored(desk.path)
    desk.begin()
    desk.type(PURCHASE)
    desk.wait_at(3, "Date")
    desk.keys("ctrl+q", "n")
    assert desk.terminal.wait_exit() == 0
    assert books.entries_stored(desk.path) == before
    assert books.query(desk.path, "SELECT count(*) FROM draft_entry") == [(0,)]


@pytest.mark.spec("DOSQ-03")
@pytest.mark.parametrize("kitty", [False, True], ids=["xterm", "kitty"])
def test_sigterm_gives_the_terminal_back(morel: DeskOpener, kitty: bool) -> None:  # noqa: FBT001
    desk = morel(kitty=kitty)
    desk.open_grid()
    desk.terminal.signal(signal.SIGTERM)
    assert desk.terminal.wait_exit() == 0
    assert desk.terminal.is_restored
    assert "Traceback" not in desk.text


@pytest.mark.spec("DOSQ-03", "DOSO-10")
@pytest.mark.parametrize("kitty", [False, True], ids=["xterm", "kitty"])
def test_a_crash_gives_the_terminal_back_and_one_sentence(
    morel: DeskOpener,
    home: Path,
    kitty: bool,  # noqa: FBT001
) -> None:
    damage_the_program(home, "tuicompta.screens.help.help_window")
    desk = morel(kitty=kitty, PYTHONPATH=f"{home}:{os.environ.get('PYTHONPATH', '')}")
    desk.begin()
    desk.type(PURCHASE)
    desk.wait_at(3, "Date")
    desk.keys("f1")
    assert desk.terminal.wait_exit() != 0
    assert desk.terminal.is_restored
    text = "".join(desk.text.split("\n"))
    assert text.startswith("Le programme s'est arrêté sur une erreur imprévue. Le détail est dans")
    log = home / ".local" / "state" / "tuicompta" / "erreurs.log"
    assert str(log) in text
    assert "Traceback" not in text
    assert "help_window" in log.read_text()
    assert books.query(desk.path, "SELECT debit, credit FROM draft_entry") == [(120_00, 120_00)]
    assert books.query(desk.path, "SELECT count(*) FROM session") == [(0,)]


def damage_the_program(folder: Path, module: str) -> None:
    """Make a module of the program missing, as in a damaged installation, for what finds `folder` in its path."""
    (folder / "sitecustomize.py").write_text(f"import sys\nsys.modules[{module!r}] = None\n")
