"""The pages of a window at its left, with a field above them that finds one by a word (SET-01, SET-05)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuicompta.core.text import fold
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.safe import fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tuicompta.widgets.painted import Run

HEADS = 2
"""The lines of the search and of the rule under it."""
SEARCH = "Rechercher : "


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page, or the title of several when `place` is nothing; `words` is what a search looks in."""

    title: str
    place: int | None
    level: int = 0
    words: str = ""


class PageList(Painted, can_focus=True):
    """Titles one under the other; going to one shows its page, Enter goes into it.

    `chosen` receives the place of the page and the word searched; `entered` is called to go into the page. `marks` are
    the places of the pages to complete.
    """

    DEFAULT_CSS = "PageList { height: 1fr; }"

    def __init__(self, entries: Sequence[PageEntry]) -> None:
        super().__init__()
        self._all = list(entries)
        self._entries = list(entries)
        self._rank = next(rank for rank, entry in enumerate(entries) if entry.place is not None)
        self._top = 0
        self.search = ""
        self.marks: frozenset[int] = frozenset()
        self.chosen: Callable[[int], None] = lambda _: None
        self.entered: Callable[[], None] = lambda: None

    @property
    def place(self) -> int | None:
        """The place of the page under the cursor, nothing when no page has what is searched."""
        return self._entries[self._rank].place if self._entries else None

    def go(self, place: int) -> None:
        """Put the cursor on a page that is shown."""
        self._rank = next((rank for rank, entry in enumerate(self._entries) if entry.place == place), self._rank)
        self.repaint()

    def set_entries(self, entries: Sequence[PageEntry], place: int) -> None:
        """Show other titles, the cursor on a page; what is searched is forgotten."""
        self._all, self._entries, self.search = list(entries), list(entries), ""
        self.go(place)

    # -- moving --------------------------------------------------------------------------------------------------------

    def do_down(self) -> bool:
        """Go to the next page."""
        return self._move(1)

    def do_up(self) -> bool:
        """Go to the page before."""
        return self._move(-1)

    def do_first(self) -> bool:
        """Go to the first page."""
        return self._move(-len(self._entries))

    def do_last(self) -> bool:
        """Go to the last page."""
        return self._move(len(self._entries))

    do_line_start, do_line_end = do_first, do_last

    def do_accept(self) -> bool:
        """Go into the page."""
        if self._entries:
            self.entered()
        return True

    do_next_field = do_right = do_accept

    # -- search --------------------------------------------------------------------------------------------------------

    def typed(self, character: str) -> bool:
        """Narrow to the pages that have an option with these words."""
        return self._look_for(self.search + character)

    def pasted(self, text: str) -> bool:
        """Search a pasted text."""
        return self._look_for(self.search + text)

    def do_tick_space(self) -> bool:
        """Type a space between two words."""
        return self._look_for(f"{self.search} ") if self.search else True

    def do_erase(self) -> bool:
        """Widen the search."""
        return self._look_for(self.search[:-1])

    def do_back(self) -> bool:
        """Forget the search; False leaves the key to the window."""
        return bool(self.search) and self._look_for("")

    def _look_for(self, text: str) -> bool:
        place = self.place
        self.search = text
        words = fold(text).split()
        found = [entry for entry in self._all if all(word in fold(f"{entry.title} {entry.words}") for word in words)]
        self._entries = self._all if not words else [entry for entry in found if entry.place is not None]
        self._rank = next((rank for rank, entry in enumerate(self._entries) if entry.place == place), 0)
        self._show()
        return True

    def _move(self, lines: int) -> bool:
        way = 1 if lines > 0 else -1
        line = min(max(self._rank + lines, 0), len(self._entries) - 1)
        while 0 <= line < len(self._entries) and self._entries[line].place is None:
            line += way
        if 0 <= line < len(self._entries):
            self._rank = line
        self._show()
        return True

    def _show(self) -> None:
        self.repaint()
        if self.place is not None:
            self.chosen(self.place)

    # -- painting ------------------------------------------------------------------------------------------------------

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Write the search, a rule, then the titles."""
        if y == 0:
            yield SEARCH[: width - 1], "quiet"
            yield self.search[-max(width - len(SEARCH), 1) :], "strong"
            return
        if y == 1:
            yield "─" * width, "rule"
            return
        room = self.room.height - HEADS
        self._top = min(max(self._top, self._rank - room + 1), self._rank)
        rank = self._top + y - HEADS
        if rank >= len(self._entries):
            yield " Aucune option" if not self._entries and y == HEADS else "", "quiet"
            return
        yield from self._title(rank, y, width)

    def _title(self, rank: int, y: int, width: int) -> Iterable[Run]:
        entry = self._entries[rank]
        here = rank == self._rank
        mark = "!" if entry.place in self.marks else " "
        if here and self.active:
            self.place_cursor(1, y)
        voice = "strong" if entry.place is None else "normal"
        if here:
            voice = "cursor" if self.active else "row"
        yield fitted(f" {'  ' * entry.level}{entry.title}", width - 2), voice
        yield f"{mark} ", f"{voice} wrong" if mark == "!" else voice

    def clicked(self, x: int, y: int) -> None:  # noqa: ARG002 (a line is a page)
        """Go to the page under the mouse."""
        rank = self._top + y - HEADS
        if 0 <= rank < len(self._entries) and self._entries[rank].place is not None:
            self._rank = rank
            self._show()
            self.screen.set_focus(self)
