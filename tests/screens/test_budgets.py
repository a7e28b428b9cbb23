"""What typing costs on the line to the terminal and in memory: figures that do not depend on the speed of a machine."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program
from tuicompta.core.collection import start_without_collection

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.terminal import Terminal

__all__ = ["home", "morel"]

# One entry line: 13 characters, 6 moves (Enter).
LINE = ["1", "5", "enter", "A", "1", "enter", "enter", "d", "u", "p", "enter", "enter", "1", "2", "3", "4", ",", "5"]
LINE += ["enter"]
COLOURS = {"truecolor": {}, "ssh": {"SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22"}}


def cost(terminal: Terminal, key: str) -> int:
    """Return the bytes that a key sends to the terminal."""
    terminal.mark()
    terminal.keys(key)
    terminal.wait_idle(0.06)
    return len(terminal.bytes_since_mark())


def ready(demo: Callable[..., Terminal], home: str, **variables: str) -> Terminal:
    terminal = demo(home, **variables)
    terminal.wait_for("MOREL SARL")
    terminal.wait_idle()
    return terminal


@pytest.mark.spec("UIX-18")
@pytest.mark.parametrize("variables", COLOURS.values(), ids=COLOURS.keys())
def test_an_entry_line_costs_less_than_six_thousand_bytes(
    demo: Callable[..., Terminal], variables: dict[str, str]
) -> None:
    terminal = ready(demo, "entries", **variables)
    for key in ("A", "C", "enter"):
        cost(terminal, key)
    costs = [(key, cost(terminal, key)) for key in LINE]
    characters = [size for key, size in costs if key != "enter"]
    assert len(characters) == 13
    assert len(costs) - len(characters) == 6
    assert sum(size for _, size in costs) <= 6000
    assert sum(characters) <= 13 * 250
    assert max(characters) <= (250 if variables else 450)


def test_a_character_of_a_plain_cell_costs_less_than_250_bytes(demo: Callable[..., Terminal]) -> None:
    terminal = ready(demo, "entries")
    terminal.keys(*["tab"] * 6)
    terminal.wait_idle()
    assert all(cost(terminal, key) <= 250 for key in "1234,56")


@pytest.mark.spec("UIX-18")
def test_a_character_of_a_search_and_a_move_in_a_list_stay_small(demo: Callable[..., Terminal]) -> None:
    terminal = ready(demo, "journals")
    assert cost(terminal, "down") <= 1000
    assert all(cost(terminal, key) < 4096 for key in "c0001")


def test_a_character_of_a_field_and_the_next_field_stay_small(demo: Callable[..., Terminal]) -> None:
    terminal = ready(demo, "journals")
    terminal.keys("down", "enter")
    terminal.wait_for("Libellé *")
    terminal.wait_idle()
    assert cost(terminal, "X") <= 250
    assert cost(terminal, "tab") <= 500


def test_a_thousand_moves_between_cells_grow_memory_by_less_than_five_megabytes(demo: Callable[..., Terminal]) -> None:
    terminal = ready(demo, "entries")
    terminal.send("\t\x1b[Z" * 50)
    terminal.wait_idle(0.2)
    before = resident(terminal.pid)
    terminal.send("\t\x1b[Z" * 500)
    terminal.wait_idle(0.3)
    assert resident(terminal.pid) - before < 5 * 1024


def test_a_thousand_moves_between_fields_grow_memory_by_less_than_five_megabytes(demo: Callable[..., Terminal]) -> None:
    terminal = ready(demo, "journals")
    terminal.keys("down", "enter")
    terminal.wait_for("Libellé *")
    terminal.send("\t" * 100)
    terminal.wait_idle(0.2)
    before = resident(terminal.pid)
    terminal.send("\t" * 1000)
    terminal.wait_idle(0.3)
    assert resident(terminal.pid) - before < 5 * 1024


def resident(pid: int) -> int:
    """Return the memory a process holds, in KiB."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


@played
async def test_cycles_are_collected_again_soon_after_the_start(morel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuicompta.screens.program.END_OF_START", 0.01)
    start_without_collection()
    try:
        async with program(morel):
            for _ in range(200):
                await asyncio.sleep(0.01)
                if gc.isenabled():
                    break
            assert gc.isenabled()
            assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
        gc.enable()
