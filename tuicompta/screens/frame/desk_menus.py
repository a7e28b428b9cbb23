"""The menus on screen: what they offer now, how they open, and the keys by number (NAV-15, KEY-12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.screens.frame.dispatcher import Command
from tuicompta.screens.menus import MENUS, PANEL_MENUS, Group, Menu
from tuicompta.widgets.keys import KeyPress, function_key_of
from tuicompta.widgets.nav_panel import PanelMenu
from tuicompta.widgets.popup import MenuItem, PopupMenu

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuicompta.screens.frame.frame import Frame


class MenuDesk:
    """Makes the menus from the table of actions; an entry whose action does not exist is in none of them."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self.menus: tuple[Menu, ...] = ()

    def refresh(self) -> None:
        """Read the table again: a screen may have come with new functions."""
        table = self._frame.table
        kept = (menu.only(lambda identifier: identifier in table) for menu in MENUS)
        self.menus = tuple(menu for menu in kept if menu.items)

    def panel(self) -> list[PanelMenu]:
        """Return the menus of the navigation panel."""
        known = {menu.identifier: menu for menu in self.menus}
        return [
            PanelMenu(menu.title, menu.initial, tuple(self.items(known[menu.identifier])))
            for menu in PANEL_MENUS
            if menu.identifier in known
        ]

    def items(self, menu: Menu) -> list[MenuItem]:
        """Return the lines of a menu as they are now: greyed, with their reason, when impossible."""
        lines: list[MenuItem] = []
        for item in menu.items:
            if isinstance(item, Group):
                lines.append(MenuItem("", item.title))
                lines += [self.item(entry.identifier, entry.label) for entry in item.entries]
            else:
                lines.append(self.item(item.identifier, item.label))
        return lines

    def item(self, identifier: str, label: str = "") -> MenuItem:
        """Return the line of an action."""
        action = self._frame.table[identifier]
        reason = self._frame.why_not(identifier)
        return MenuItem(identifier, label or action.label, self._frame.keymap.legend_of(identifier), reason or "")

    async def open(self, rank: int = 0) -> None:
        """Open the menu bar on a menu and run what is chosen."""
        bar = self._frame.menu_bar
        visit = _Visit()
        chosen = None
        while visit.way is not None:
            rank = (rank + visit.way) % len(self.menus)
            menu = self.menus[rank]
            bar.open(rank)
            popup = PopupMenu(self.items(menu), title=menu.title, digits="")
            visit.begin(popup)
            chosen = await self._frame.dialogs.pop(popup, bar.place_of(rank), 1)
        bar.open(None)
        self.run(chosen)
        if visit.key:
            self._frame.dispatcher.feed(KeyPress(visit.key), at_once=True)

    def run(self, item: MenuItem | None) -> None:
        """Run an entry chosen in a menu, or say why it is impossible."""
        if item is None:
            return
        if item.reason:
            self._frame.say(item.reason, warning=True)
        else:
            self._frame.dispatcher.feed(Command(item.identifier), at_once=True)

    async def offer(self, identifiers: Sequence[str], *, title: str) -> None:
        """Pop up the actions possible now and run the one chosen (KEY-28)."""
        items = self._grouped(identifiers)
        if not items:
            self._frame.say("Aucune action ici")
            return
        self.run(await self._frame.dialogs.choose(items, title=title))

    def _grouped(self, identifiers: Sequence[str]) -> list[MenuItem]:
        """Return the lines of actions, with the titles that the window in front gives to some of them (STA-07)."""
        front = self._frame.windows.front
        groups = front.GROUPS if front is not None else {}
        items: list[MenuItem] = []
        for before, identifier in zip([None, *identifiers], identifiers, strict=False):
            group = groups.get(identifier, "")
            if group and (before is None or groups.get(before, "") != group):
                items.append(MenuItem("", group))
            items.append(self.item(identifier))
        return items


class _Visit:
    """A walk through the menus: `way` is None once it ends, `key` the function key typed by its number (KEY-12)."""

    def __init__(self) -> None:
        self.way: int | None = 0
        self.key: str | None = None
        self._popup: PopupMenu | None = None

    def begin(self, popup: PopupMenu) -> None:
        """Follow what happens in the next menu."""
        self.way = None
        self._popup = popup
        popup.sideways = self._turn
        popup.unknown = self._number

    def _turn(self, way: int) -> None:
        self.way = way
        self._finish()

    def _number(self, character: str) -> bool:
        self.key = function_key_of(character)
        if self.key is not None:
            self._finish()
        return self.key is not None

    def _finish(self) -> None:
        if self._popup is not None:
            self._popup.finished(None)


class PassThrough:
    """What stays possible while a box waits for an answer: the menu bar, for the function keys by number (KEY-12)."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def do_menu_bar(self) -> object:
        """Open the menu bar."""
        return self._frame.menus.open()

    def do_help(self) -> None:
        """Say what to do first: a box is answered before anything else is looked at."""
        self._frame.say(f"Répondez d'abord, ou {self._frame.keymap.legend_of('back')} pour fermer", warning=True)

    do_actions_menu = do_palette = do_consult = do_windows = do_help
