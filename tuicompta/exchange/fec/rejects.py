"""Faulty lines copied unchanged beside the file they come from (CEE-07)."""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

SUFFIX = ".rejets"

_PIECE = 1 << 16
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r)")


def copy_lines(source: BinaryIO, target: BinaryIO, lines: Iterable[int]) -> int:
    """Copy the first line of a file, then the lines of these increasing numbers, byte for byte; return their count."""
    wanted = iter(lines)
    following, copied = next(wanted, 0), 0
    for number, raw in enumerate(_raw_lines(source), start=1):
        if number == 1:
            target.write(raw)
        if number == following:
            target.write(raw)
            copied += 1
            following = next(wanted, 0)
    return copied


def _raw_lines(source: BinaryIO) -> Iterator[bytes]:
    source.seek(0)
    rest = b""
    while piece := source.read(_PIECE):
        rest += piece
        end = 0
        for match in _LINE.finditer(rest):
            # A carriage return at the end may be the first half of CR LF.
            if match.end() == len(rest) and rest.endswith(b"\r"):
                break
            yield match[0]
            end = match.end()
        rest = rest[end:]
    if rest:
        yield rest
