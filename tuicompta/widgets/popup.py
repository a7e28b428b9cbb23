"""A menu that pops up over the screen: one line per entry, its letter, its key, greyed when impossible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width, unaccent
from tuicompta.widgets.edges import bottom_edge, top_edge
from tuicompta.widgets.letters import DIGITS, LETTERS, assign_letters
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.safe import fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tuicompta.widgets.painted import Run

EDGES = 2


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry: the action it runs, empty for the title of a group; `reason` says why it is impossible, if it is."""

    identifier: str
    label: str
    key: str = ""
    reason: str = ""
    ticked: bool = False

    @property
    def is_title(self) -> bool:
        """Whether it only names the entries below it."""
        return not self.identifier


class PopupMenu(Painted, can_focus=True):
    """A menu in a box; ↑ ↓ move, ← → go from title to title, Enter or a letter runs, Esc closes.

    `finished` receives the entry chosen, or None; `sideways` receives -1 or 1 where ← or → leaves for the next menu
    instead; `removed` receives the entry on which Suppr is pressed; `unknown` may take a character before the letters
    do. `digits` run entries too, once the letters are taken.
    """

    modal = True

    def __init__(
        self,
        items: Sequence[MenuItem],
        *,
        title: str = "",
        digits: str = DIGITS,
        id: str | None = None,  # noqa: A002 (name of Textual)
    ) -> None:
        super().__init__(id=id)
        self.items = list(items)
        self.title = title
        self.letters = _letters(self.items, digits)
        self.place = next((place for place, item in enumerate(self.items) if not item.is_title), 0)
        self.top = 0
        self.finished: Callable[[MenuItem | None], None] = lambda _: None
        self.sideways: Callable[[int], None] = self._to_title
        self.removed: Callable[[MenuItem], None] = lambda _: None
        self.unknown: Callable[[str], bool] = lambda _: False

    @property
    def wanted_width(self) -> int:
        """The cells the longest entry takes, edges included."""
        longest = max((cell_width(item.label) + cell_width(item.key) for item in self.items), default=0)
        return max(longest + 8, cell_width(self.title) + 6)

    @property
    def wanted_height(self) -> int:
        """The lines of all the entries, edges included."""
        return len(self.items) + EDGES

    @property
    def current(self) -> MenuItem | None:
        """The entry under the cursor."""
        return self.items[self.place] if self.items else None

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Paint an edge or an entry."""
        height = self.room.height
        if y == 0:
            yield from top_edge(width, self.title)
        elif y == height - 1:
            yield from bottom_edge(width, "↓" if self.top + height - EDGES < len(self.items) else "")
        else:
            yield "│", "rule"
            place = self.top + y - 1
            if place < len(self.items):
                yield from self._entry(place, width - 2)
            else:
                yield " " * (width - 2), "normal"
            yield "│", "rule"
            if place == self.place and self.active:
                self.place_cursor(1, y)

    def _entry(self, place: int, width: int) -> Iterator[Run]:
        item = self.items[place]
        if item.is_title:
            yield fitted(f" {item.label}", width), "heading"
            return
        voice = "cursor" if place == self.place else "inactive" if item.reason else "normal"
        mark = "✓" if item.ticked else " "
        before, letter, after = _around(item.label, self.letters[place])
        yield mark + before, voice
        yield letter, f"{voice} letter"
        used = 1 + cell_width(before + letter + after) + cell_width(item.key) + 1
        yield after + " " * max(width - used, 0), voice
        yield item.key + " ", voice

    def do_up(self) -> None:
        """Go to the entry above."""
        self._step(-1)

    def do_down(self) -> None:
        """Go to the entry below."""
        self._step(1)

    def do_first(self) -> None:
        """Go to the first entry."""
        self.place = -1
        self._step(1)

    def do_last(self) -> None:
        """Go to the last entry."""
        self.place = len(self.items)
        self._step(-1)

    do_line_start = do_page_up = do_first
    do_line_end = do_page_down = do_last

    def do_left(self) -> None:
        """Go to the menu at left, or to the title before."""
        self.sideways(-1)

    def do_right(self) -> None:
        """Go to the menu at right, or to the next title."""
        self.sideways(1)

    def do_accept(self) -> None:
        """Run the entry under the cursor."""
        self.finished(self.current)

    do_main = do_accept

    def do_delete_key(self) -> None:
        """Remove the entry, where that means something."""
        if self.current is not None:
            self.removed(self.current)

    def do_back(self) -> None:
        """Close."""
        self.finished(None)

    do_menu_bar = do_actions_menu = do_back

    def typed(self, character: str) -> bool:
        """Run the entry of a letter (NAV-15, ACT-03)."""
        wanted = unaccent(character).upper()
        if not self.unknown(character) and wanted in self.letters and wanted:
            self.place = self.letters.index(wanted)
            self.finished(self.current)
        return True

    def pasted(self, text: str) -> bool:  # noqa: ARG002 (part of the protocol)
        """Take no pasted text."""
        return True

    def clicked(self, x: int, y: int) -> None:  # noqa: ARG002
        """Run the entry under the mouse."""
        place = self.top + y - 1
        if 0 <= place < len(self.items) and not self.items[place].is_title:
            self.place = place
            self.finished(self.current)

    def scrolled(self, lines: int) -> None:
        """Move by the lines of the wheel."""
        self._step(1 if lines > 0 else -1)

    def _to_title(self, way: int) -> None:
        """Go to the first entry under the title before, or the next one."""
        firsts = [place for place, item in enumerate(self.items) if not item.is_title and self._opens_group(place)]
        beyond = [place for place in firsts if (place - self.place) * way > 0]
        if beyond:
            self.place = (min if way > 0 else max)(beyond)
            self.top = max(min(self.place - 1, len(self.items) - self._body), 0)
            self._step(0)

    def _opens_group(self, place: int) -> bool:
        return place == 0 or self.items[place - 1].is_title

    def _step(self, way: int) -> None:
        place = self.place + way
        while 0 <= place < len(self.items) and self.items[place].is_title:
            place += way
        if 0 <= place < len(self.items):
            self.place = place
        self.top = min(max(self.top, self.place - self._body + 1), self.place)
        self.repaint()

    @property
    def _body(self) -> int:
        """The number of entries in sight."""
        return max(self.room.height - EDGES, 1)


def _letters(items: Sequence[MenuItem], digits: str) -> list[str]:
    """Give each entry its letter; where there are too few, the entries that have a key do without (ACT-03)."""
    places = [place for place, item in enumerate(items) if not item.is_title]
    if digits and len(places) > len(LETTERS):
        places = [place for place in places if not items[place].key]
    letters = dict(zip(places, assign_letters((items[place].label for place in places), digits=digits), strict=True))
    return [letters.get(place, "") for place in range(len(items))]


def _around(label: str, letter: str) -> tuple[str, str, str]:
    """Return what comes before the letter of an entry in its label, the letter as written, and what comes after."""
    plain = [unaccent(char).upper()[:1] for char in label]
    if not letter:
        return label, "", ""
    if letter not in plain:
        return f"{label} (", letter, ")"
    place = plain.index(letter)
    return label[:place], label[place], label[place + 1 :]
