"""The rows of a source seen through a window of a few lines: cursor, scrolling by half pages, bounded memory."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tuicompta.widgets.rows import Key, Row, RowSource

PAGE = 128
PAGES_KEPT = 8


class PageCache:
    """Remembers the last pages read from a source, and counts the pages asked of it."""

    def __init__(self, source: RowSource) -> None:
        self._source = source
        self._pages: OrderedDict[tuple[str, Key], Sequence[Row]] = OrderedDict()
        self.fetched = 0

    def first(self) -> Sequence[Row]:
        """Return the first page."""
        return self._page("first", None, lambda: self._source.first(PAGE))

    def last(self) -> Sequence[Row]:
        """Return the last page."""
        return self._page("last", None, lambda: self._source.last(PAGE))

    def after(self, key: Key) -> Sequence[Row]:
        """Return the page after a key."""
        return self._page("after", key, lambda: self._source.after(key, PAGE))

    def before(self, key: Key) -> Sequence[Row]:
        """Return the page before a key."""
        return self._page("before", key, lambda: self._source.before(key, PAGE))

    def _page(self, side: str, key: Key, read: Callable[[], Sequence[Row]]) -> Sequence[Row]:
        place = (side, key)
        if place in self._pages:
            self._pages.move_to_end(place)
            return self._pages[place]
        self.fetched += 1
        page = self._pages[place] = read()
        if len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        return page


class RowWindow:
    """A window on the rows of a source.

    `top` and `cursor` are places in the buffer of rows read so far, which slides over the source as the cursor moves
    and holds a few pages at most, whatever the size of the source.
    """

    def __init__(self, source: RowSource, height: int = 1) -> None:
        self.pages = PageCache(source)
        self._source = source
        self._rows: list[Row] = []
        self._at_start = True
        self._at_end = True
        self.height = max(height, 1)
        self.top = 0
        self.cursor = 0
        self.first()

    @property
    def visible(self) -> Sequence[Row]:
        """The rows of the window, from top to bottom."""
        return self._rows[self.top : self.top + self.height]

    @property
    def current(self) -> Row | None:
        """The row under the cursor, None when there is no row."""
        return self._rows[self.cursor] if self._rows else None

    @property
    def line(self) -> int:
        """The line of the window where the cursor is."""
        return self.cursor - self.top

    @property
    def on_first(self) -> bool:
        """Whether the cursor is on the very first row of the source, or there is no row."""
        return self.cursor == 0 and self._at_start

    def resize(self, height: int) -> None:
        """Change the number of lines; the top line stays, unless the cursor would be out of sight."""
        self.height = max(height, 1)
        self._show_cursor()

    def first(self) -> None:
        """Go to the first row."""
        self._load(self.pages.first(), at_start=True)
        self.top = self.cursor = 0
        self._clamp_top()

    def last(self) -> None:
        """Go to the last row, shown at the bottom."""
        rows = self.pages.last()
        self._load(rows, at_end=True)
        self._at_start = len(rows) < PAGE
        self.cursor = max(len(rows) - 1, 0)
        self._fill_up(self.height)
        self.top = max(len(self._rows) - self.height, 0)

    def move(self, lines: int) -> None:
        """Move the cursor by lines; at the edge of the window it jumps by half a window."""
        target = self._reach(lines)
        if not self.top <= target < self.top + self.height:
            half = max(self.height // 2, 1)
            down = target >= self.top
            self.top = target - self.height + half if down else target - half + 1
        self.cursor = target
        self._clamp_top()

    def page(self, pages: int) -> None:
        """Move by whole windows; the cursor keeps its line."""
        line = self.line
        target = self._reach(pages * self.height)
        self.cursor = target
        self.top = target - line
        self._clamp_top()

    def go_to(self, key: Key) -> bool:
        """Put the cursor on the row of a key; without such a row nothing moves and the answer is False."""
        for place, row in enumerate(self._rows):
            if row.key == key:
                self.cursor = place
                self._show_cursor()
                return True
        found = self._source.row(key)
        if found is None:
            return False
        before, after = self.pages.before(key), self.pages.after(key)
        self._rows = [*before, found, *after]
        self._at_start, self._at_end = len(before) < PAGE, len(after) < PAGE
        self.cursor = len(before)
        self.top = max(self.cursor - self.height // 2, 0)
        self._clamp_top()
        return True

    def put_on_line(self, line: int) -> None:
        """Scroll so that the cursor stands on a line of the window, as far as there are rows above it."""
        line = min(max(line, 0), self.height - 1)
        self._fill_up(line)
        self.top = max(self.cursor - line, 0)
        self._clamp_top()

    def _load(self, rows: Sequence[Row], *, at_start: bool = False, at_end: bool = False) -> None:
        self._rows = list(rows)
        self._at_start = at_start or len(rows) < PAGE
        self._at_end = at_end or len(rows) < PAGE

    def _reach(self, lines: int) -> int:
        """Return the place `lines` away from the cursor, reading pages as needed, stopping at the ends."""
        if lines > 0:
            self._fill_down(self.cursor + lines + self.height)
        else:
            self._fill_up(self.height - lines)
        self._slide(self.cursor + max(lines, 0))
        return min(max(self.cursor + lines, 0), max(len(self._rows) - 1, 0))

    def _fill_down(self, place: int) -> None:
        """Read on until the buffer has a row at a place."""
        while not self._at_end and self._rows and len(self._rows) <= place:
            page = self.pages.after(self._rows[-1].key)
            self._rows += page
            self._at_end = len(page) < PAGE

    def _fill_up(self, above: int) -> None:
        """Read back until the buffer has so many rows above the cursor."""
        while not self._at_start and self._rows and self.cursor < above:
            page = self.pages.before(self._rows[0].key)
            self._rows[:0] = page
            self._at_start = len(page) < PAGE
            self.top += len(page)
            self.cursor += len(page)

    def _slide(self, last: int) -> None:
        """Drop the rows far from the cursor and from the last place wanted, so that the buffer stays small."""
        keep = last + self.height + PAGE
        if len(self._rows) > keep + PAGE:
            del self._rows[keep:]
            self._at_end = False
        spare = min(self.cursor, self.top) - self.height - PAGE
        if spare > PAGE:
            del self._rows[:spare]
            self.top -= spare
            self.cursor -= spare
            self._at_start = False

    def _show_cursor(self) -> None:
        if self.cursor < self.top:
            self.top = self.cursor
        elif self.cursor >= self.top + self.height:
            self.top = self.cursor - self.height + 1
        self._clamp_top()

    def _clamp_top(self) -> None:
        self._fill_down(self.top + self.height - 1)
        self._fill_up(self.cursor + self.height - len(self._rows))
        self.top = max(min(self.top, len(self._rows) - self.height), 0)
