"""The panel at left: the menus, the functions of the chosen one, the tasks of the present function (NAV-01)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from tuicompta.widgets.painted import Painted
from tuicompta.widgets.safe import fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tuicompta.widgets.painted import Run
    from tuicompta.widgets.popup import MenuItem

STRIP = 3
TASKS_SHOWN = 8


class Part(IntEnum):
    """The parts of the panel, from top to bottom."""

    MENUS = 0
    FUNCTIONS = 1
    TASKS = 2


@dataclass(frozen=True, slots=True)
class PanelMenu:
    """A menu of the panel: its title, its initial, its functions."""

    title: str
    initial: str
    items: tuple[MenuItem, ...]


class NavPanel(Painted, can_focus=True):
    """Three lists one under the other; F6 goes from one to the next, then out of the panel.

    `chosen` receives the action of the entry on which Enter is pressed; `left` is called when F6 or Esc leaves the
    panel, with the way: 1, -1, or 0 for Esc; `turned` receives the rank of another menu. `short` shows the menus as one
    row of initials (NAV-11).
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (name of Textual)
        super().__init__(id=id)
        self.menus: Sequence[PanelMenu] = ()
        self.tasks: Sequence[MenuItem] = ()
        self.part = Part.FUNCTIONS
        self.menu = 0
        self.places = {Part.FUNCTIONS: 0, Part.TASKS: 0}
        self.tops = {Part.FUNCTIONS: 0, Part.TASKS: 0}
        self.short = False
        self.chosen: Callable[[MenuItem], None] = lambda _: None
        self.left: Callable[[int], None] = lambda _: None
        self.turned: Callable[[int], None] = lambda _: None

    def show(self, menus: Sequence[PanelMenu]) -> None:
        """Show these menus."""
        self.menus = menus
        self.menu = min(self.menu, max(len(menus) - 1, 0))
        self._clamp()
        self.repaint()

    def show_tasks(self, tasks: Sequence[MenuItem]) -> None:
        """Show the actions possible on the present function."""
        if tasks != self.tasks:
            self.tasks = tasks
            self._clamp()
            self.repaint()

    @property
    def is_strip(self) -> bool:
        """Whether there is only room for the initials."""
        return self.room.width <= STRIP

    # -- painting ------------------------------------------------------------------------------------------------------

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Paint a line of one of the parts."""
        if self.is_strip:
            return self._initial(y)
        head = self._head
        tail = self.room.height - self._tail
        if y < head:
            return self._menu_line(y, width)
        if y in {head, tail}:
            return [("─" * (width - 1) + "┤", "rule")]
        if y < tail:
            return self._item_line(Part.FUNCTIONS, y - head - 1, width)
        return self._item_line(Part.TASKS, y - tail - 1, width)

    @property
    def _head(self) -> int:
        return 1 if self.short else len(self.menus)

    @property
    def _tail(self) -> int:
        return 1 + min(len(self.tasks), TASKS_SHOWN)

    def _initial(self, y: int) -> Iterator[Run]:
        if y < len(self.menus):
            yield f" {self.menus[y].initial}│", "strong" if y == self.menu else "quiet"
        else:
            yield "  │", "rule"

    def _menu_line(self, y: int, width: int) -> Iterator[Run]:
        active = self.part is Part.MENUS and self.active
        if not self.short:
            chosen = y == self.menu
            yield fitted(f" {self.menus[y].title}", width - 1), self._voice(chosen=chosen, active=active)
        else:
            for place, menu in enumerate(self.menus):
                yield f" {menu.initial} ", self._voice(chosen=place == self.menu, active=active)
            yield " " * (width - 1 - 3 * len(self.menus)), "normal"
        if active and (self.short or y == self.menu):
            self.place_cursor(1 + 3 * self.menu if self.short else 1, y)
        yield "│", "rule"

    def _item_line(self, part: Part, line: int, width: int) -> Iterator[Run]:
        items = self._items(part)
        place = self.tops[part] + line
        if place < len(items):
            item = items[place]
            active = self.part is part and self.active
            chosen = place == self.places[part] and active
            voice = "heading" if item.is_title else self._voice(chosen=chosen, active=active)
            voice = "inactive" if item.reason and not chosen else voice
            yield fitted(f" {item.label}", width - 1), voice
            if chosen:
                self.place_cursor(1, line + 1 + (self._head if part is Part.FUNCTIONS else self._tasks_line))
        else:
            yield " " * (width - 1), "normal"
        yield "│", "rule"

    @property
    def _tasks_line(self) -> int:
        return self.room.height - self._tail

    @staticmethod
    def _voice(*, chosen: bool, active: bool) -> str:
        if not chosen:
            return "normal"
        return "cursor" if active else "strong"

    # -- moving --------------------------------------------------------------------------------------------------------

    def do_up(self) -> None:
        """Go to the entry above."""
        self._step(-1)

    def do_down(self) -> None:
        """Go to the entry below."""
        self._step(1)

    def do_left(self) -> None:
        """Go to the menu before."""
        self._turn(-1)

    def do_right(self) -> None:
        """Go to the menu after."""
        self._turn(1)

    def do_accept(self) -> None:
        """Open the function, or go from a menu to its functions."""
        if self.part is Part.MENUS:
            self.do_next_zone()
            return
        items = self._items(self.part)
        if items:
            self.chosen(items[self.places[self.part]])

    def do_next_zone(self) -> None:
        """Go to the next part, then out (KEY-26)."""
        self._zone(1)

    def do_previous_zone(self) -> None:
        """Go to the part before, then out."""
        self._zone(-1)

    def do_back(self) -> None:
        """Leave the panel."""
        self.left(0)

    def clicked(self, x: int, y: int) -> None:
        """Go to what is under the mouse and open it."""
        self.screen.set_focus(self)
        if self.is_strip:
            return
        if y < self._head:
            self.part = Part.MENUS
            self._turn((min(x // 3, len(self.menus) - 1) if self.short else y) - self.menu)
            return
        part = Part.FUNCTIONS if y < self._tasks_line else Part.TASKS
        place = self.tops[part] + y - 1 - (self._head if part is Part.FUNCTIONS else self._tasks_line)
        items = self._items(part)
        if 0 <= place < len(items) and not items[place].is_title:
            self.part = part
            self.places[part] = place
            self.repaint()
            self.chosen(items[place])

    def _items(self, part: Part) -> Sequence[MenuItem]:
        if part is Part.TASKS:
            return self.tasks
        return self.menus[self.menu].items if self.menus else ()

    def _turn(self, way: int) -> None:
        if self.menus and way:
            self.menu = (self.menu + way) % len(self.menus)
            self.places[Part.FUNCTIONS] = self.tops[Part.FUNCTIONS] = 0
            self._clamp()
            self.turned(self.menu)
        self.repaint()

    def _step(self, way: int) -> None:
        if self.part is Part.MENUS:
            self._turn(way)
            return
        items = self._items(self.part)
        place = self.places[self.part] + way
        while 0 <= place < len(items) and items[place].is_title:
            place += way
        if 0 <= place < len(items):
            self.places[self.part] = place
        self._clamp()
        self.repaint()

    def _zone(self, way: int) -> None:
        parts = [part for part in Part if part is Part.MENUS or self._items(part)]
        place = parts.index(self.part) + way if self.part in parts else 0
        if 0 <= place < len(parts):
            self.part = parts[place]
            self.repaint()
        else:
            self.left(way)

    def _clamp(self) -> None:
        rooms = {
            Part.FUNCTIONS: self.room.height - self._head - self._tail - 1,
            Part.TASKS: self._tail - 1,
        }
        for part, room in rooms.items():
            items = self._items(part)
            place = min(self.places[part], max(len(items) - 1, 0))
            while place < len(items) - 1 and items[place].is_title:
                place += 1
            self.places[part] = place
            self.tops[part] = min(max(self.tops[part], place - max(room, 1) + 1), place)
