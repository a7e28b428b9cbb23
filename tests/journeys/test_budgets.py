"""What typing costs in the real program on a real dossier: bytes on the line, memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.conftest import DeskOpener
    from tests.journeys.desk import Desk

# Through SSH the theme is that of the terminal, whose colours are the shortest to send.
LINES = {"ssh": "192.0.2.7 50022 192.0.2.1 22", "local": ""}
# An entry line: 13 characters, 6 moves.
CHARACTERS = ("15", "dup", "A", "1234,56")
CHARACTER, MOST_OF_A_LOCAL_CHARACTER, LINE = 250, 450, 6000
FIVE_MEGABYTES = 5 * 1024


def cost(desk: Desk, key: str) -> int:
    """Return the bytes that a key makes the program send."""
    desk.terminal.mark()
    desk.keys(key)
    desk.terminal.wait_idle(0.06)
    return len(desk.terminal.bytes_since_mark())


@pytest.mark.spec("UIX-18")
@pytest.mark.parametrize("line", LINES)
def test_an_entry_line_is_cheap_on_the_line(morel: DeskOpener, line: str) -> None:
    desk = morel(SSH_CONNECTION=LINES[line])
    desk.begin()
    desk.wait_idle()
    characters, moves = [], []
    for text in CHARACTERS:
        characters += [cost(desk, key) for key in text]
        moves.append(cost(desk, "enter"))
    moves += [cost(desk, "up"), cost(desk, "down")]
    assert desk.sheet.lines[0] == "401DUP C 1 234,56"
    assert (len(characters), len(moves)) == (13, 6)
    assert sum(characters) + sum(moves) <= LINE
    assert sum(characters) <= 13 * CHARACTER
    # A character that narrows the list of accounts rewrites that list too.
    assert max(characters) <= (CHARACTER if line == "ssh" else MOST_OF_A_LOCAL_CHARACTER)


def test_a_thousand_moves_between_cells_grow_memory_by_less_than_five_megabytes(morel: DeskOpener) -> None:
    desk = morel()
    desk.begin()
    desk.type("15⏎dup⏎⏎120⏎+")
    desk.wait_at(3, "Date")
    desk.keys("ctrl+home")
    go_round(desk, 100)
    before = desk.terminal.memory
    go_round(desk, 1000)
    assert desk.terminal.memory - before < FIVE_MEGABYTES


def go_round(desk: Desk, moves: int) -> None:
    """Move from cell to cell and back."""
    desk.terminal.send("\t\t\x1b[Z\x1b[Z" * (moves // 4))
    desk.terminal.wait_idle(0.3)
    assert desk.sheet.place[0] == 0
