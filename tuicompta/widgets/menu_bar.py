"""The first row: the titles of the menus; beside it, the dossier with its fiscal year (UIX-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width, cut
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.safe import safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tuicompta.widgets.painted import Run

ALL = "☰ Menu"
ALL_WIDTH = 7
"""Terminals give «☰» one cell or two: nothing is written after it on the row before the next move of the cursor."""
GAP = 2
WIDEST_LABEL = 40
JOINT = " · "


class MenuBar(Painted):
    """The titles of the menus; when the row is too narrow, «☰ Menu» stands for those that do not fit.

    `chosen` receives the rank of the menu under the mouse.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (name of Textual)
        super().__init__(id=id)
        self._titles: tuple[str, ...] = ()
        self.opened: int | None = None
        self.chosen: Callable[[int], None] = lambda _: None

    def show(self, titles: Sequence[str]) -> None:
        """Show these menus."""
        self._titles = tuple(titles)
        self.repaint()

    def open(self, rank: int | None) -> None:
        """Show which menu is open, None for none."""
        self.opened = rank
        self.repaint()

    def placed(self, width: int) -> list[tuple[int, str, int]]:
        """Return the titles that fit: first cell, text, rank; «☰ Menu» has the rank of the first one it hides."""
        whole = sum(cell_width(title) + GAP for title in self._titles)
        room = width if whole <= width else width - ALL_WIDTH - GAP
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
        return max((x for x, _, first in self.placed(self.room.width) if first <= rank), default=0)

    def paint(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (there is one line)
        """Write the titles."""
        places = self.placed(width)
        open_at = (
            None if self.opened is None else max((rank for _, _, rank in places if rank <= self.opened), default=0)
        )
        end = 0
        for x, title, rank in places:
            yield " " * (x - end), "bar"
            yield title, "bar cursor" if rank == open_at else "bar"
            end = x + cell_width(title)
        yield " " * max(width - end, 0), "bar"

    def clicked(self, x: int, y: int) -> None:  # noqa: ARG002
        """Open the menu under the mouse."""
        for start, title, rank in self.placed(self.room.width):
            if start <= x < start + cell_width(title):
                self.chosen(rank)


class DossierLabel(Painted):
    """The name of the dossier and the dates of its current fiscal year, in as many cells as they take."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (name of Textual)
        super().__init__(id=id)
        self._text = ""

    def show(self, name: str, year: str) -> None:
        """Show a dossier and its fiscal year on at most half a small screen; a long name is cut, never the dates."""
        room = WIDEST_LABEL - cell_width(year) - len(JOINT)
        self._text = JOINT.join(part for part in (cut(safe(name), room), year) if part)
        self.styles.width = cell_width(self._text) + 1
        self.repaint()

    def paint(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (there is one line)
        """Write the text."""
        yield self._text.ljust(width), "bar strong"
