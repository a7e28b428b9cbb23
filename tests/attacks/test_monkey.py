"""A monkey at the keyboard. Whatever is typed anywhere: no crash, the program can be left, the dossier is sound."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

import pytest

from sample_dossier.builder import build
from tests.attacks.audit import faults_of
from tests.screens.drive import Driven, driven
from tuicompta.core.text import cell_width
from tuicompta.screens.program import make_program
from tuicompta.screens.registry import FUNCTIONS
from tuicompta.services.folders import log_file

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from tuicompta.screens.app import TuicomptaApp

pytestmark = pytest.mark.attack

ROUNDS, KEYS_OF_A_ROUND = 3, 100
FUNCTION_KEYS = [f"f{number}" for number in range(1, 13)] + ["shift+f4", "shift+f5", "shift+f6", "shift+f10"]
MOVES = "up down left right home end pageup pagedown tab shift+tab enter escape backspace delete insert space".split()
MOVES += [f"ctrl+{key}" for key in "home end up down left right pageup pagedown".split()]
# Ctrl+Q is how the monkey leaves, at the end.
CONTROLS = [f"ctrl+{letter}" for letter in "acdefgjklnoprstuvwxyz"] + [
    f"alt+{letter}" for letter in "acdefhilmnoprstvxw"
]
SNIPPETS = "15 1503 15032026 31 dup 401 6064 44566 /p ac od b v 1234,56 -50 /120 + * = (250+30)*3 1/0 0 o n".split()
SNIPPETS += "9999999999999 [b] é漢 % 2026-02-30 ../.. ~ , . 1 2 FR7630006000011234567890189 732829320".split()
SNIPPETS += [" ", "a" * 130, "Libellé 'x'; --"]
PASTES = ("15\tdup\t\t120\n\t\t6064", "a\nb\nc", "\x1b[2J\x07", "1;2;3\r\n", "\u202e01\u200b")
SIZES = ((80, 24), (120, 40), (79, 23), (100, 30), (40, 10), (200, 60))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration dossier, which has something of everything."""
    path = tmp_path_factory.mktemp("sample") / "Démonstration.compta"
    build(path)
    return path


def acts_of(chance: Random) -> list[tuple[str, object]]:
    """Return what the monkey does in a round."""
    commands = [function.identifier for function in FUNCTIONS if not function.called]
    acts: list[tuple[str, object]] = []
    for _ in range(KEYS_OF_A_ROUND):
        kind = chance.choices(
            ["move", "text", "function", "control", "command", "paste", "size"], [9, 8, 4, 4, 2, 1, 1]
        )
        choices: dict[str, object] = {
            "move": chance.choice(MOVES),
            "text": chance.choice(SNIPPETS),
            "function": chance.choice(FUNCTION_KEYS),
            "control": chance.choice(CONTROLS),
            "command": chance.choice(commands),
            "paste": chance.choice(PASTES),
            "size": chance.choice(SIZES),
        }
        acts.append((kind[0], choices[kind[0]]))
    return acts


async def act(driver: Driven, kind: str, what: object) -> None:
    """Do one thing."""
    if kind == "text":
        await driver.type(str(what))
    elif kind == "paste":
        await driver.paste(str(what))
    elif kind == "command":
        await driver.run(str(what))
    elif kind == "size":
        assert isinstance(what, tuple)
        await driver.resize(*what)
    else:
        await driver.keys(str(what))


async def leave(driver: Driven) -> None:
    """Leave the program as a user who wants nothing kept; Esc closes what is open in front."""
    for _ in range(40):
        await driver.keys("escape", "escape", "escape", "ctrl+q")
        if driver.app._exit:
            return
        await driver.type("n")
        if driver.app._exit:
            return
    raise AssertionError(f"the program cannot be left:\n{driver.text}")


async def play(app: TuicomptaApp, acts: list[tuple[str, object]]) -> None:
    """Play a round; what was done last is told with a failure."""
    async with driven(app) as driver:
        for rank, (kind, what) in enumerate(acts):
            try:
                await act(driver, kind, what)
                width, height = driver.app.size
                assert len(driver.lines) == height
                assert all(cell_width(line) <= width for line in driver.lines)
            except BaseException as error:
                error.add_note(f"after {acts[max(0, rank - 12) : rank + 1]}")
                raise
            if driver.app._exit or driver.app._exception:
                break
        if driver.app._exception is None:
            await driver.resize(80, 24)
            await leave(driver)


@pytest.mark.spec("UIX-20", "DOSQ-01")
def test_a_monkey_breaks_nothing(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chance: Random, attack_factor: int
) -> None:
    for name in ("TUICOMPTA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    for number in range(ROUNDS * attack_factor):
        path = tmp_path / f"{number}.compta"
        shutil.copy(sample, path)
        acts = acts_of(chance)
        app = make_program(path, {"TERM": "xterm-256color", "LANG": "fr_FR.UTF-8"})
        try:
            asyncio.run(play(app, acts))
        except BaseException as error:
            error.add_note(f"round {number}")
            raise
        finally:
            app._release()
        assert app._exception is None
        assert not log_file().exists()
        assert faults_of(path) == []
        path.unlink()
