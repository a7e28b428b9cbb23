"""The keystroke counts of the specification, replayed on a real dossier in real terminals."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.core.entry.test_keystrokes import SCENARIOS, Scenario
from tests.journeys import books
from tests.journeys.desk import Desk
from tests.journeys.terminal import program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.journeys.conftest import Opener
    from tests.journeys.terminal import Terminal


def _in_tmux(run: Opener, path: Path) -> Terminal:
    alone = ("-L", "journey", "-f", "/dev/null")
    quiet = ("set-option", "-g", "status", "off", ";")
    return run("tmux", *alone, *quiet, "new-session", *program(path), TMUX_TMPDIR=str(path.parent))


WAYS: dict[str, Callable[[Opener, Path], Terminal]] = {
    "80x24": lambda run, path: run(*program(path)),
    "120x40": lambda run, path: run(*program(path), size=(120, 40)),
    "kitty": lambda run, path: run(*program(path), kitty=True),
}
if shutil.which("tmux"):
    WAYS["tmux"] = _in_tmux


@pytest.mark.spec("KM-99", "KM-04", "KM-45")
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
@pytest.mark.parametrize("way", WAYS)
def test_the_counted_keys_give_the_entry(run: Opener, tmp_path: Path, way: str, scenario: Scenario) -> None:
    path = books.morel(tmp_path / "Morel.compta", journal=scenario.journal, usual=scenario.has_usual_entry)
    before = books.entries_stored(path)
    desk = Desk(WAYS[way](run, path), path)
    desk.begin()
    desk.wait_for("Mois de travail mars 2026")

    keys = "".join(scenario.groups)
    assert len(keys) == scenario.count
    desk.type(keys)
    desk.wait_lines(*scenario.lines)
    desk.wait_at(len(scenario.lines), "Date")

    assert books.entries_stored(path) == before
    desk.keys("ctrl+s")
    desk.wait_for("1 écriture enregistrée")
    assert books.entries_stored(path) == before + 1
    assert books.lines_stored(path) == list(scenario.lines)
    day = "-".join(reversed(scenario.date.split("/")))
    assert books.query(path, "SELECT entry_date FROM entry ORDER BY id DESC LIMIT 1") == [(day,)]
    assert desk.sheet.lines == list(scenario.lines)
    assert desk.sheet.place == (len(scenario.lines), "Date")
    assert desk.quit() == 0
    assert desk.terminal.is_restored
