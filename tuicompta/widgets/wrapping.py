"""Cutting a text into lines of a given number of cells."""

from __future__ import annotations

import re
from typing import Final

from tuicompta.core.text import cell_width

_BREAK: Final = re.compile(" (?![:;!?»](?: |$))")
"""A space at which a line may end: French puts one before its high signs, which never begin a line."""


def wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text in at most `width` cells each, broken at spaces; line feeds and margins are kept."""
    return [line for paragraph in text.split("\n") for line in _indented(paragraph, max(width, 1))]


def _indented(text: str, width: int) -> list[str]:
    """Return the lines of a paragraph, each with the margin of the first one where there is room for it."""
    margin = text[: len(text) - len(text.lstrip(" "))]
    if not margin or len(margin) >= width // 2:
        return _paragraph(text, width)
    return [f"{margin}{line}" for line in _paragraph(text[len(margin) :], width - len(margin))]


def _paragraph(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in _BREAK.split(text):
        for part in _pieces(word, width):
            joined = f"{line} {part}" if line else part
            if cell_width(joined) <= width:
                line = joined
            else:
                lines.append(line)
                line = part
    return [*lines, line]


def _pieces(word: str, width: int) -> list[str]:
    """Return a word in pieces of at most `width` cells."""
    if cell_width(word) <= width:
        return [word]
    pieces = [""]
    for char in word:
        if cell_width(pieces[-1] + char) > width:
            pieces.append("")
        pieces[-1] += char
    return pieces
