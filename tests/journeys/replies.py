"""What a modern terminal answers to the questions that a program asks it."""

from __future__ import annotations

import re
from typing import NamedTuple


class State(NamedTuple):
    """What the answers depend on: size and cursor in cells, the cursor counted from 0."""

    columns: int
    rows: int
    cursor_row: int = 0
    cursor_column: int = 0


_MODE_QUESTION = re.compile(rb"\x1b\[\?(\d+)\$p")
_COLOUR_QUESTION = re.compile(rb"\x1b\](1[01]);\?(?:\x07|\x1b\\)")
# Answer of DECRQM: 2 = known and off now, 0 = unknown. In-band resize (2048) is left unknown: the size travels
# by SIGWINCH, as in most terminals.
_KNOWN_MODES = frozenset({7, 25, 1000, 1002, 1003, 1004, 1006, 1016, 1049, 2004, 2026})
_COLOURS = {b"10": b"cccc/cccc/cccc", b"11": b"0000/0000/0000"}

_FIXED = {
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[0c": b"\x1b[?62;22c",
    b"\x1b[>c": b"\x1b[>1;100;0c",
    b"\x1b[>0c": b"\x1b[>1;100;0c",
    b"\x1b[>q": b"\x1bP>|journeys\x1b\\",
    b"\x1b[>0q": b"\x1bP>|journeys\x1b\\",
    b"\x1b[5n": b"\x1b[0n",
    b"\x1b[?u": b"\x1b[?0u",
}


def reply_to(sequence: bytes, state: State) -> bytes:
    """Return the answer to one control sequence, nothing when it is no question."""
    mode = _MODE_QUESTION.fullmatch(sequence)
    if mode:
        known = 2 if int(mode[1]) in _KNOWN_MODES else 0
        return b"\x1b[?%s;%d$y" % (mode[1], known)
    colour = _COLOUR_QUESTION.fullmatch(sequence)
    if colour:
        return b"\x1b]%s;rgb:%s\x1b\\" % (colour[1], _COLOURS[colour[1]])
    if sequence.startswith(b"\x1bP+q"):
        return b"\x1bP0+r\x1b\\"
    if sequence == b"\x1b[6n":
        return b"\x1b[%d;%dR" % (state.cursor_row + 1, state.cursor_column + 1)
    if sequence == b"\x1b[18t":
        return b"\x1b[8;%d;%dt" % (state.rows, state.columns)
    return _FIXED.get(sequence, b"")
