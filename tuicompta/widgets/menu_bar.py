"""The first row: the titles of the menus, and at right the dossier with its fiscal year (UIX-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.safe import fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tuicompta.widgets.painted import Run

ALL = "☰ Menu"
GAP = 2


class MenuBar(Painted):
    """The titles of the menus; when the row is too narrow, «☰ Menu» stands for those that do not fit.

    `chosen` receives the rank of the menu under the mouse.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (name of Textual)
        super().__init__(id=id)
        self._titles: tuple[str, ...] = ()
        self._right = ""
        self.opened: int | None = None
        self.chosen: Callable[[int], None] = lambda _: None

    def show(self, titles: Sequence[str], right: str) -> None:
        """Show these menus, and this text at right."""
        self._titles = tuple(titles)
        self._right = right
        self.repaint()

    def open(self, rank: int | None) -> None:
        """Show which menu is open, None for none."""
        self.opened = rank
        self.repaint()

    def placed(self, width: int) -> list[tuple[int, str, int]]:
        """Return the titles that fit: first cell, text, rank; «☰ Menu» has the rank of the first one it hides."""
        right = cell_width(self._right) + GAP if self._right else 0
        whole = sum(cell_width(title) + GAP for title in self._titles)
        room = width - right if whole <= width - right else width - right - cell_width(ALL) - GAP
        places = []
        x = 1
        for rank, title in enumerate(self._titles):
            if x + cell_width(title) > room:
                places.append((x, ALL, rank))
                break
            places.append((x, title, rank))
            x += cell_width(title) + GAP
        return places

    def place_of(self, rank: int) -> int:
        """Return the first cell of a menu, which is under «☰ Menu» when it does not fit."""
        return max((x for x, _, first in self.placed(self.content_size.width) if first <= rank), default=0)

    def paint(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (there is one line)
        """Write the titles and the text at right."""
        places = self.placed(width)
        open_at = (
            None if self.opened is None else max((rank for _, _, rank in places if rank <= self.opened), default=0)
        )
        end = 0
        for x, title, rank in places:
            yield " " * (x - end), "bar"
            yield title, "bar cursor" if rank == open_at else "bar"
            end = x + cell_width(title)
        yield fitted(f"{self._right} ", max(width - end, 0), "right"), "bar strong"

    def clicked(self, x: int, y: int) -> None:  # noqa: ARG002
        """Open the menu under the mouse."""
        for start, title, rank in self.placed(self.content_size.width):
            if start <= x < start + cell_width(title):
                self.chosen(rank)
