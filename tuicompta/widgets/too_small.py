"""What is shown instead of everything when the terminal is too small (INST-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.widgets.painted import Painted
from tuicompta.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.widgets.painted import Run


class TooSmall(Painted):
    """The real size and the one needed."""

    fits_anywhere = True

    def __init__(self, columns: int, rows: int, *, id: str | None = None) -> None:  # noqa: A002 (name of Textual)
        super().__init__(id=id)
        self._needed = f"{columns}×{rows}"
        self._real = ""

    def tell(self, columns: int, rows: int) -> None:
        """Show the real size of the terminal."""
        self._real = f"{columns}×{rows}"
        self.repaint()

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Write the sentence in the middle, on as many lines as the width asks."""
        lines = wrapped(f"Terminal trop petit ({self._real}) : {self._needed} au minimum", width)
        line = y - max((self.room.height - len(lines)) // 2, 0)
        if 0 <= line < len(lines):
            yield " " * ((width - len(lines[line])) // 2) + lines[line], "strong"
