"""A text to read: it scrolls, and a word can be found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width, fold
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.safe import safe
from tuicompta.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.widgets.painted import Run

MARGIN = 2
STEP = 8
COLUMNS = "   "
"""Blanks between the cells of a line in columns."""


class TextView(Painted, can_focus=True):
    """Lines of text; a line that begins with `# ` is a title. Typing finds a word, F3 finds the next one.

    Long lines go on under themselves, unless they are in columns: those with wide blanks, or all of them when `wraps`
    is false, are kept whole and ← → show their ends.
    """

    def __init__(self, text: str = "", *, wraps: bool = True, id: str | None = None) -> None:  # noqa: A002 (name of Textual)
        super().__init__(id=id)
        self._text = text
        self._wraps = wraps
        self._lines: list[tuple[str, bool]] = []
        self.top = self.left = 0
        self.wanted = ""
        self.found = -1

    def show(self, text: str) -> None:
        """Show another text from its start."""
        self._text = text
        self.top, self.left, self.found = 0, 0, -1
        self._wrap(self.room.width)
        self.repaint()

    def resized(self, width: int, height: int) -> None:  # noqa: ARG002 (the height is asked when scrolling)
        """Cut the text to the new width."""
        self._wrap(width)

    def _wrap(self, width: int) -> None:
        self._lines = []
        for line in self._text.split("\n"):
            title = line.startswith("# ")
            shown = safe(line.removeprefix("# "))
            in_columns = not self._wraps or COLUMNS in shown.strip()
            parts = [shown] if in_columns else wrapped(shown, width - 2 * MARGIN)
            self._lines += [(part, title) for part in parts]

    def paint(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (lines are cut beforehand)
        """Write a line."""
        place = self.top + y
        if place >= len(self._lines):
            return
        text, title = self._lines[place]
        yield " " * MARGIN, "normal"
        yield text[self.left :], "row" if place == self.found else "strong" if title else "normal"

    def do_up(self) -> None:
        """Scroll up by a line."""
        self._scroll(self.top - 1)

    def do_down(self) -> None:
        """Scroll down by a line."""
        self._scroll(self.top + 1)

    def do_right(self) -> bool:
        """Show what is further right on lines that are not cut."""
        return self._slide(self.left + STEP)

    def do_left(self) -> bool:
        """Show what is further left."""
        return self._slide(self.left - STEP)

    def do_page_up(self) -> None:
        """Scroll up by a page."""
        self._scroll(self.top - self._room)

    def do_page_down(self) -> None:
        """Scroll down by a page."""
        self._scroll(self.top + self._room)

    def do_first(self) -> None:
        """Go to the start."""
        self._scroll(0)

    def do_last(self) -> None:
        """Go to the end."""
        self._scroll(len(self._lines))

    do_line_start, do_line_end = do_first, do_last

    def typed(self, character: str) -> bool:
        """Find a word while it is typed."""
        self.wanted += character
        self._find(max(self.found, 0))
        return True

    def do_erase(self) -> None:
        """Shorten the word."""
        self.wanted = self.wanted[:-1]
        self._find(0)

    def do_search(self) -> None:
        """Begin another word."""
        self.wanted, self.found = "", -1
        self.repaint()

    def do_search_next(self) -> None:
        """Find the next place of the word, the first after the last."""
        self._find(self.found + 1)

    def do_back(self) -> bool:
        """Forget the word; False leaves the text to its window."""
        if not self.wanted:
            return False
        self.do_search()
        return True

    def scrolled(self, lines: int) -> None:
        """Scroll by the lines of the wheel."""
        self._scroll(self.top + lines)

    @property
    def _room(self) -> int:
        return max(self.room.height, 1)

    def _scroll(self, top: int) -> None:
        self.top = max(min(top, len(self._lines) - self._room), 0)
        self.repaint()

    def _slide(self, left: int) -> bool:
        longest = max((cell_width(text) for text, _ in self._lines), default=0)
        most = longest - self.room.width + 2 * MARGIN
        if most <= 0:
            return False
        self.left = max(min(left, most), 0)
        self.repaint()
        return True

    def _find(self, start: int) -> None:
        word = fold(self.wanted)
        order = [*range(start, len(self._lines)), *range(min(start, len(self._lines)))]
        self.found = next((place for place in order if word and word in fold(self._lines[place][0])), -1)
        if self.found >= 0 and not self.top <= self.found < self.top + self._room:
            self.top = max(min(self.found - self._room // 2, len(self._lines) - self._room), 0)
        self.repaint()
