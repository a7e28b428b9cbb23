"""The title of a window, and a mark while something in it is not saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.safe import fitted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.widgets.painted import Run

UNSAVED = "* à enregistrer"


class WindowHead(Painted):
    """One line: the title at left, what it says of its state at right."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self._title = title
        self._state = ""

    def show(self, title: str, state: str = "") -> None:
        """Show a title and a state."""
        self._title, self._state = title, state
        self.repaint()

    def paint(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (one line)
        """Write the line."""
        yield fitted(f" {self._title}", max(width - cell_width(self._state) - 1, 0)), "strong"
        yield self._state, "accent"
