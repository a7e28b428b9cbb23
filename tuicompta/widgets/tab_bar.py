"""The titles of the tabs of a card or of a list (KEY-49)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width
from tuicompta.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tuicompta.widgets.painted import Run

GAP = 3


class TabBar(Painted, can_focus=True):
    """Titles on one row, the one of the tab shown underlined; ← and → go from one to the next."""

    def __init__(self, titles: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002 (name of Textual)
        super().__init__(id=id)
        self.titles = list(titles)
        self.place = 0
        self.chosen: Callable[[int], None] = lambda _: None

    def go(self, place: int) -> None:
        """Show which tab is open."""
        self.place = place
        self.repaint()

    def rename(self, titles: Sequence[str]) -> None:
        """Give the tabs other titles."""
        self.titles = list(titles)
        self.repaint()

    def do_left(self) -> None:
        """Open the tab at left."""
        self.chosen(max(self.place - 1, 0))

    def do_right(self) -> None:
        """Open the tab at right."""
        self.chosen(min(self.place + 1, len(self.titles) - 1))

    def placed(self) -> list[tuple[int, str]]:
        """Return the first cell and the text of each title."""
        places = []
        x = 0
        for title in self.titles:
            places.append((x, title))
            x += cell_width(title) + GAP
        return places

    def paint(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (one line)
        """Write the titles."""
        end = 0
        for rank, (x, title) in enumerate(self.placed()):
            yield " " * (x - end), "normal"
            shown = rank == self.place
            voice = "quiet"
            if shown:
                voice = "cursor" if self.active else "strong letter"
            if shown and self.active:
                self.place_cursor(x, 0)
            yield title, voice
            end = x + cell_width(title)

    def clicked(self, x: int, y: int) -> None:  # noqa: ARG002
        """Open the tab under the mouse."""
        for rank, (start, title) in enumerate(self.placed()):
            if start <= x < start + cell_width(title):
                self.chosen(rank)
