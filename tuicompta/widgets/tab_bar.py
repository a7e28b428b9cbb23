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
    """Titles on one row, the one of the tab shown underlined; ← and → go from one to the next.

    A tab whose title is empty is passed over.
    """

    def __init__(self, titles: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002 (name of Textual)
        super().__init__(id=id)
        self.titles = list(titles)
        self.place = 0
        self._first = 0
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
        self.chosen(min(self.beside(-1), self.place))

    def do_right(self) -> None:
        """Open the tab at right."""
        self.chosen(max(self.beside(1), self.place))

    def beside(self, way: int) -> int:
        """Return the rank of the next tab that has a title, one way or the other, round and round."""
        place = (self.place + way) % len(self.titles)
        while not self.titles[place] and place != self.place:
            place = (place + way) % len(self.titles)
        return place

    def placed(self) -> list[tuple[int, int, str]]:
        """Return the rank, the first cell and the text of each title from the first one shown.

        When the row is too narrow for all, the first titles make room for the one of the tab shown.
        """
        self._first = min(self._first, self.place)
        while self._first > 0 and self._end(self._first - 1, len(self.titles) - 1) <= self.content_size.width:
            self._first -= 1
        while self._first < self.place and self._end(self._first, self.place) > self.content_size.width:
            self._first += 1
        return [
            (rank, self._end(self._first, rank) - cell_width(title), title)
            for rank, title in enumerate(self.titles)
            if rank >= self._first and title
        ]

    def _end(self, first: int, last: int) -> int:
        """Return the cell after a title, when the row begins with another."""
        shown = [title for title in self.titles[first : last + 1] if title]
        return sum(cell_width(title) for title in shown) + GAP * (len(shown) - 1)

    def paint(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (one line)
        """Write the titles."""
        end = 0
        for rank, x, title in self.placed():
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
        for rank, start, title in self.placed():
            if start <= x < start + cell_width(title):
                self.chosen(rank)
