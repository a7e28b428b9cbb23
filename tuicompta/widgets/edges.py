"""The edges of boxes, and the part of a long line that shows its caret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width

if TYPE_CHECKING:
    from tuicompta.widgets.painted import Run


def top_edge(width: int, title: str = "") -> list[Run]:
    """Return the upper edge of a box, its title in it."""
    shown = f" {title} " if title else ""
    return [("┌", "rule"), (shown, "strong"), ("─" * (width - 2 - cell_width(shown)) + "┐", "rule")]


def bottom_edge(width: int, note: str = "") -> list[Run]:
    """Return the lower edge of a box, a note at its right."""
    shown = f" {note} " if note else ""
    return [("└" + "─" * (width - 2 - cell_width(shown)) + shown + "┘", "rule")]


def between_edges(runs: list[Run]) -> list[Run]:
    """Return the runs of a line, of the width of the box less two, between its sides."""
    return [("│", "rule"), *runs, ("│", "rule")]


def first_shown(text: str, caret: int, width: int) -> int:
    """Return the first character to show of a text so that the caret is in sight in `width` cells."""
    start = 0
    while start < caret and cell_width(text[start:caret]) >= width:
        start += 1
    return start
