"""One line of figures at the foot of a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.widgets.painted import Run


class FiguresFoot(Painted):
    """Figures of what is shown; nothing is sent while they stay the same."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""

    def show(self, text: str) -> None:
        """Show other figures."""
        if text != self._text:
            self._text = text
            self.repaint()

    def paint(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (one line)
        """Write the line."""
        yield f" {self._text}", "normal"
