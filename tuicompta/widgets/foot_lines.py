"""Two lines at the foot of a window: the help of the field with the cursor, or all of what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.widgets.painted import Painted
from tuicompta.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.widgets.painted import Run

LINES = 2


class FootLines(Painted):
    """A text cut into the lines there are."""

    DEFAULT_CSS = "FootLines { height: 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._voice = "quiet"

    def show(self, text: str, voice: str = "quiet") -> None:
        """Show another text."""
        if (text, voice) != (self._text, self._voice):
            self._text, self._voice = text, voice
            self.repaint()

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Write a line."""
        lines = wrapped(self._text, width - 2)
        if y == LINES - 1:
            lines = [*lines[:y], " ".join(lines[y:])]
        yield f" {lines[y]}" if y < len(lines) else "", self._voice
