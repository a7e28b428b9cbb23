"""Numbered boxes drawn as a chain: where the work of a menu begins (START-01, START-08)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.safe import fitted
from tuicompta.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tuicompta.widgets.painted import Run

WIDTH = 22
HEIGHT = 5
LINK = 3
ROW = HEIGHT + 1
TITLE = 2


@dataclass(frozen=True, slots=True)
class BoxItem:
    """A box: what it opens, its label, a figure of work to do, empty for none."""

    identifier: str
    label: str
    figure: str = ""


class BoxChain(Painted, can_focus=True):
    """The boxes of a page in the order of the work; arrows go from one to the next, Enter or a digit opens.

    `chosen` receives the box opened.
    """

    def __init__(self, title: str, items: Sequence[BoxItem]) -> None:
        super().__init__()
        self.title = title
        self.items = list(items)
        self.place = 0
        self.chosen: Callable[[BoxItem], None] = lambda _: None

    def show(self, items: Sequence[BoxItem]) -> None:
        """Show other boxes, or other figures on the same ones."""
        self.items = list(items)
        self.place = min(self.place, max(len(self.items) - 1, 0))
        self.repaint()

    @property
    def per_row(self) -> int:
        """How many boxes stand side by side."""
        return max((self.room.width - 2 + LINK) // (WIDTH + LINK), 1)

    @property
    def first_row(self) -> int:
        """The first row of boxes shown: on a low screen the rows follow the box chosen."""
        shown = max((self.room.height - TITLE + ROW - HEIGHT) // ROW, 1)
        return max(self.place // self.per_row - shown + 1, 0)

    # -- painting ------------------------------------------------------------------------------------------------------

    def paint(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (boxes have their own width)
        """Paint the title, or a line across a row of boxes."""
        if y < TITLE:
            return [(f" {self.title}", "strong")] if y == 0 else ()
        row, line = divmod(y - TITLE, ROW)
        first = (row + self.first_row) * self.per_row
        return self._across(first, line) if line < HEIGHT else self._between(first)

    def _across(self, first: int, line: int) -> Iterator[Run]:
        yield "  ", "normal"
        for place in range(first, min(first + self.per_row, len(self.items))):
            if place > first:
                yield "──►" if line == HEIGHT // 2 else "   ", "rule"
            yield from self._box(place, line)

    def _box(self, place: int, line: int) -> Iterator[Run]:
        chosen = place == self.place and self.active
        edge = "accent" if chosen else "rule"
        if line in {0, HEIGHT - 1}:
            left, right = ("┌", "┐") if line == 0 else ("└", "┘")
            number = f" {place + 1} " if line == 0 else ""
            yield left, edge
            yield number, "key"
            yield "─" * (WIDTH - 2 - cell_width(number)) + right, edge
            return
        texts = _lines(self.items[place].label, WIDTH - 4)
        text = texts[line - 1] if line - 1 < len(texts) else ""
        figure = self.items[place].figure if line == HEIGHT - 2 else ""
        yield "│", edge
        if figure:
            yield fitted(f" {figure}", WIDTH - 2), "wrong"
        else:
            yield fitted(f" {text}", WIDTH - 2), "cursor" if chosen and text else "normal"
        yield "│", edge
        if chosen and line == 1:
            column, row = place % self.per_row, place // self.per_row - self.first_row
            self.place_cursor(2 + column * (WIDTH + LINK) + 2, TITLE + row * ROW + 1)

    def _between(self, first: int) -> Iterable[Run]:
        more = first + self.per_row < len(self.items)
        return [("  " + " " * (WIDTH // 2) + "▼", "rule")] if more else ()

    # -- keys ----------------------------------------------------------------------------------------------------------

    def do_right(self) -> None:
        """Go to the next box."""
        self._go(self.place + 1)

    def do_left(self) -> None:
        """Go to the box before."""
        self._go(self.place - 1)

    def do_down(self) -> None:
        """Go to the box below."""
        self._go(self.place + self.per_row)

    def do_up(self) -> None:
        """Go to the box above."""
        self._go(self.place - self.per_row)

    def do_first(self) -> None:
        """Go to the first box."""
        self._go(0)

    def do_last(self) -> None:
        """Go to the last box."""
        self._go(len(self.items) - 1)

    do_line_start, do_line_end = do_first, do_last

    def do_accept(self) -> None:
        """Open the box."""
        if self.items:
            self.chosen(self.items[self.place])

    def typed(self, character: str) -> bool:
        """Open the box of a number."""
        if character.isascii() and character.isdigit() and 0 < int(character) <= len(self.items):
            self.place = int(character) - 1
            self.repaint()
            self.do_accept()
            return True
        return False

    def clicked(self, x: int, y: int) -> None:
        """Open the box under the mouse."""
        self.screen.set_focus(self)
        row, line = divmod(y - TITLE, ROW)
        column, inside = divmod(x - 2, WIDTH + LINK)
        place = (row + self.first_row) * self.per_row + column
        if y >= TITLE and line < HEIGHT and inside < WIDTH and column < self.per_row and 0 <= place < len(self.items):
            self._go(place)
            self.do_accept()

    def _go(self, place: int) -> None:
        if 0 <= place < len(self.items):
            self.place = place
            self.repaint()


def _lines(label: str, width: int) -> list[str]:
    """Cut a label in two lines at most, after a stroke rather than inside a word."""
    return wrapped(label if cell_width(label) <= width else label.replace("/", "/ "), width)[:2]
