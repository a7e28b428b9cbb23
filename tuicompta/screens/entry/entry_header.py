"""The line above an entry grid: the name of the window at left, what rules the input at right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width
from tuicompta.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.widgets.painted import Run


class EntryHeader(Painted):
    """One line: title, then for example «Mois de travail mars 2026 · exercice 2026»."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._right = ""

    def entitle(self, title: str) -> None:
        """Show another title."""
        if title != self._title:
            self._title = title
            self.repaint()

    def show(self, *parts: str) -> None:
        """Show other words at right."""
        text = " · ".join(part for part in parts if part)
        if text != self._right:
            self._right = text
            self.repaint()

    def paint(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (one line)
        """Write the title and the words at right."""
        blank = max(width - cell_width(self._title) - cell_width(self._right) - 2, 1)
        yield f" {self._title}", "strong"
        yield " " * blank, "normal"
        yield f"{self._right} ", "quiet"
