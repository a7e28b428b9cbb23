"""Texts that attack the terminal: whatever a dossier or a file name holds, no screen and no report passes it on."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.attacks.hostile_book import FILE_NAME, hostile_book
from tests.journeys import books
from tests.journeys.conftest import home, run, tuicompta
from tests.journeys.desk import HOME, Desk
from tests.journeys.raw import assert_harmless
from tests.journeys.terminal import program
from tuicompta.reports.catalogue import SPECS, find_report
from tuicompta.screens.frame.actions import Kind
from tuicompta.screens.registry import FUNCTIONS, build_table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Opener
    from tests.journeys.terminal import Terminal

__all__ = ["home", "run", "tuicompta"]

pytestmark = pytest.mark.attack

WITHOUT_TEXTS = {"avancement", "echeancier", "remise-cheques"}
TABLE = build_table()
FUNCTION_LABELS = [
    TABLE[function.identifier].label for function in FUNCTIONS if TABLE[function.identifier].kind is Kind.COMMAND
]


@pytest.fixture(scope="session")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_book(tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def hostile(hostile_file: Path, tmp_path: Path) -> Path:
    """Return a copy of the hostile dossier, for this test alone."""
    copy = tmp_path / FILE_NAME
    shutil.copy(hostile_file, copy)
    return copy


def opened(tuicompta: Opener, path: Path) -> Desk:
    desk = Desk(tuicompta(path), path)
    desk.wait_for(HOME)
    desk.wait_idle()
    return desk


def leave(desk: Desk) -> None:
    """End the program and check all that it has ever sent."""
    desk.keys("ctrl+q")
    desk.wait_idle()
    if desk.terminal.exit_status is None:
        desk.type("n")
    assert desk.terminal.wait_exit() == 0
    assert desk.terminal.is_restored
    assert_harmless(desk.terminal.sent())


@pytest.mark.parametrize("function", FUNCTION_LABELS)
def test_every_function_of_the_menus_is_harmless(tuicompta: Opener, hostile: Path, function: str) -> None:
    desk = opened(tuicompta, hostile)
    desk.run(function)
    desk.wait_gone("┌ Commandes")
    desk.wait_idle()
    desk.keys("end", "down", "pagedown", "ctrl+end", "f4", "escape", "f8", "escape", "up")
    desk.wait_idle()
    assert desk.terminal.exit_status is None
    leave(desk)


def test_entry_windows_are_harmless_whatever_they_propose(tuicompta: Opener, hostile: Path) -> None:
    desk = opened(tuicompta, hostile)
    desk.open_grid()
    desk.type("⏎15⏎6")
    desk.wait_idle()
    desk.keys("f4")
    desk.wait_idle()
    desk.keys("pagedown", "escape", "escape")
    desk.type("401dup⏎")
    desk.wait_at(0, "Libellé")
    desk.type("av")
    desk.wait_idle()
    desk.type("⏎120⏎⏎⏎⏎")
    desk.keys("ctrl+s")
    desk.wait_idle()
    desk.keys("escape", "f2", "escape")
    desk.run("récapitulatif")
    desk.wait_idle()
    desk.keys("escape")
    leave(desk)


def test_the_journal_window_and_its_questions_are_harmless(tuicompta: Opener, hostile: Path) -> None:
    desk = opened(tuicompta, hostile)
    desk.open_months()
    desk.run("tous les mois")
    desk.type("ac mars 2026⏎")
    desk.wait_for("Journal AC")
    desk.keys("ctrl+home")
    desk.wait_for("401EDF")
    for _ in range(30):
        desk.keys("down")
    desk.keys("right", "right", "right", "right", "right", "end")
    desk.keys("ctrl+home")
    desk.run("valider l'écriture")
    desk.wait_idle()
    desk.keys("escape")
    desk.run("supprimer l'écriture")
    desk.wait_idle()
    desk.keys("escape")
    leave(desk)


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("LANG", "C"), ("TERM", "linux")])
def test_poorer_terminals_are_no_way_round(run: Opener, hostile: Path, name: str, value: str) -> None:
    command = ("env", "-u", "COLORTERM", f"{name}={value}", *program(hostile))
    desk = Desk(run(*command), hostile)
    desk.open_months()
    desk.run("tous les mois")
    desk.type("ac mars 2026⏎")
    desk.wait_for("Journal AC")
    desk.keys("ctrl+home")
    desk.wait_for("401EDF")
    desk.wait_idle()
    leave(desk)


def test_what_is_typed_and_pasted_does_not_come_back(tuicompta: Opener, tmp_path: Path) -> None:
    path = books.morel(tmp_path / "Morel.compta")
    desk = opened(tuicompta, path)
    desk.begin()
    desk.type("15⏎dup⏎")
    desk.wait_at(0, "Libellé")
    desk.terminal.paste("av\x1b]0;VOLÉ\x07\x9b2J\u202eap")
    desk.type("⏎120⏎+")
    desk.wait_at(3, "Date")
    desk.keys("ctrl+s")
    desk.wait_for("1 écriture enregistrée")
    labels = books.query(path, "SELECT label FROM entry_line ORDER BY id DESC LIMIT 1")
    assert labels[0][0].isprintable()
    leave(desk)


def test_the_welcome_screen_and_its_refusals_are_harmless(tuicompta: Opener, hostile: Path, tmp_path: Path) -> None:
    first = opened(tuicompta, hostile)
    leave(first)
    hostile.write_bytes(b"\x1b]0;VOL\x07 is no dossier")
    desk = Desk(tuicompta(hostile), hostile)
    desk.wait_for("Refusé")
    desk.keys("enter")
    desk.wait_for("Bienvenue")
    desk.keys("1")
    desk.wait_for("Refusé")
    desk.keys("enter")
    desk.run("ouvrir un dossier")
    desk.wait_idle()
    leave(desk)
    missing = tmp_path / f"absent {FILE_NAME}"
    again = Desk(tuicompta(missing), missing)
    again.wait_for("Refusé")
    again.keys("enter")
    again.wait_for("Bienvenue")
    leave(again)


def test_an_interrupted_input_comes_back_harmless(tuicompta: Opener, hostile: Path) -> None:
    desk = opened(tuicompta, hostile)
    desk.open_grid()
    desk.type("⏎15⏎401dup⏎avant⏎12⏎")
    desk.wait_at(1, "Compte")
    desk.terminal.hang_up()
    desk.terminal.wait_exit()
    poisoned = r"UPDATE draft_entry SET content = replace(content, 'avant', '\u001b]0;VOL\u0007\u202eavant')"
    books.execute(hostile, poisoned)
    again = Desk(tuicompta(hostile), hostile)
    again.wait_for("Reprendre la saisie interrompue")
    again.type("o")
    again.wait_for("VOLavant")
    again.wait_idle()
    leave(again)


def ended(terminal: Terminal) -> bytes:
    terminal.wait_exit()
    return terminal.raw


@pytest.mark.parametrize("form", ["txt", "csv", "json"])
@pytest.mark.parametrize("report", [spec.name for spec in SPECS])
def test_every_report_is_harmless(tuicompta: Opener, hostile: Path, report: str, form: str) -> None:
    spec = find_report(report)
    year = ("--year", "2026") if "year" in spec.flags else ()
    terminal = tuicompta(hostile, "--report", report, *year, "--format", form, size=(132, 40))
    # The mark that begins a CSV and the page breaks of a text are the program's own.
    raw = ended(terminal).removeprefix(b"\xef\xbb\xbf").replace(b"\f", b"")
    assert terminal.exit_status == 0
    # A file of details holds no text typed by someone where the report has only codes, or no line at all.
    assert b"avant" in raw or (form == "csv" and report in WITHOUT_TEXTS)
    assert_harmless(raw, plain=True)


@pytest.mark.parametrize(
    "words",
    [
        ("--report", FILE_NAME),
        ("--report", "balance", "--accounts", FILE_NAME),
        ("--report", "balance", "--output", f"/nowhere/{FILE_NAME}"),
        ("--check",),
        (f"--{FILE_NAME}",),
    ],
    ids=lambda words: words[0][:8] + str(len(words)),
)
def test_every_refusal_of_a_command_is_harmless(tuicompta: Opener, hostile: Path, words: tuple[str, ...]) -> None:
    terminal = tuicompta(hostile, *words)
    raw = ended(terminal)
    assert terminal.exit_status not in {None, 0}
    assert raw.strip()
    assert b"Traceback" not in raw
    assert_harmless(raw, plain=True)
