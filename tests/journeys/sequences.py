"""Cut what a program sends to its terminal into text and control sequences (ECMA-48)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMPLETE = re.compile(
    rb"\x1b(?:"
    rb"(?P<csi>\[[0-?]*[ -/]*[@-~])"
    rb"|(?P<osc>\][^\x07\x1b]*(?:\x07|\x1b\\))"
    rb"|(?P<string>[PX^_][^\x1b]*\x1b\\)"
    rb"|(?P<escape>[ -/]*[0-OQ-WYZ`-~\\])"
    rb")"
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[PX^_][^\x1b]*\x1b?|[ -/]*)\Z")


class Kind(Enum):
    """What a token is."""

    TEXT = auto()
    CSI = auto()
    OSC = auto()
    STRING = auto()  # DCS, SOS, PM, APC
    ESCAPE = auto()  # ESC and one final byte, or an ESC that starts nothing


@dataclass(frozen=True)
class Token:
    """A run of text, or one whole control sequence with its ESC."""

    kind: Kind
    data: bytes


_KINDS = {"csi": Kind.CSI, "osc": Kind.OSC, "string": Kind.STRING, "escape": Kind.ESCAPE}


class Splitter:
    """Cuts a stream received in pieces; a sequence cut by the end of a piece waits for the next one."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[Token]:
        """Yield the tokens that are now complete."""
        data = self._rest + data
        self._rest = b""
        position = 0
        while position < len(data):
            escape = data.find(b"\x1b", position)
            end = len(data) if escape < 0 else escape
            if end > position:
                yield Token(Kind.TEXT, data[position:end])
            if escape < 0:
                return
            found = _COMPLETE.match(data, escape)
            if found:
                yield Token(_KINDS[str(found.lastgroup)], found.group())
                position = found.end()
            elif _UNFINISHED.match(data, escape):
                self._rest = data[escape:]
                return
            else:
                yield Token(Kind.ESCAPE, b"\x1b")
                position = escape + 1

    @property
    def rest(self) -> bytes:
        """Return the bytes of the sequence that is not finished."""
        return self._rest


def split(data: bytes) -> list[Token]:
    """Cut a whole stream; a sequence left unfinished at its end is an ESC that starts nothing, then text."""
    splitter = Splitter()
    tokens = list(splitter.feed(data))
    if splitter.rest:
        tokens += [Token(Kind.ESCAPE, b"\x1b"), Token(Kind.TEXT, splitter.rest[1:])]
    return tokens
