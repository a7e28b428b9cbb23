"""The open windows: which is in front, in what order they were used, how they open and close (FIC-15, FIC-16)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.containers import Container

from tuicompta.widgets.popup import MenuItem, PopupMenu
from tuicompta.widgets.question import CANCEL, NO, YES

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from textual.widget import Widget

    from tuicompta.screens.frame.dialogs import DialogDesk
    from tuicompta.screens.frame.window import Window


class WorkArea(Container):
    """Where the windows are; one is shown at a time. `ready` is called when the first one may come."""

    ready: Callable[[], None]

    def on_mount(self) -> None:
        """Let the first window come."""
        self.ready()


class WindowDesk:
    """The windows of the work area, the last used first.

    `home` makes the window shown when no other is open; `changed` is called when another window comes in front,
    `opening` before a window is shown for the first time.
    """

    def __init__(self, area: WorkArea, dialogs: DialogDesk) -> None:
        self._area = area
        self._dialogs = dialogs
        self._open: list[Window] = []
        self._focus: dict[Window, Widget] = {}
        self._lists: list[Window] = []
        self._list_place = -1
        self._home: Window | None = None
        self.home: Callable[[], Window] | None = None
        self.changed: Callable[[], None] = lambda: None
        self.opening: Callable[[Window], None] = lambda _: None

    @property
    def front(self) -> Window | None:
        """The window in front."""
        return self._open[0] if self._open else None

    @property
    def all(self) -> list[Window]:
        """The open windows, the last used first."""
        return list(self._open)

    def find(self, identity: Hashable) -> Window | None:
        """Return the open window of an identity."""
        return next((window for window in self._open if window.identity == identity), None)

    async def open(self, window: Window) -> Window:
        """Show a window, or the one already open on the same thing."""
        self.opening(window)
        known = self.find(window.identity)
        if known is not None:
            self.show(known)
            known.asked_again(window)
            return known
        self._remember_focus()
        await self._area.mount(window)
        self._open.insert(0, window)
        self._visit(window)
        self._bring()
        return window

    async def replace(self, window: Window, after: Window) -> None:
        """Show a window instead of one that is saved: closing the new one leads where the former led (FIC-04)."""
        await self.open(after)
        if window is not after and window in self._open:
            await self._drop(window, bring=False)

    def show(self, window: Window) -> None:
        """Bring an open window in front."""
        if window in self._open:
            self._remember_focus()
            self._open.remove(window)
            self._open.insert(0, window)
            self._visit(window)
            self._bring()

    async def close(self, window: Window) -> bool:
        """Close a window if it accepts; the home window alone stays (KEY-06)."""
        if (window is self._home and len(self._open) == 1) or not await window.may_close():
            return False
        await self._drop(window)
        return True

    async def close_all(self, *, keep_home: bool = True) -> bool:
        """Close every window with one question for all that is unsaved (FIC-15, DOSF-02); False when one refuses."""
        if not await self.settle_unsaved():
            return False
        for window in list(self._open):
            if not (keep_home and window is self._home):
                await self._drop(window, bring=False)
        await self._bring_home()
        return True

    async def go_home(self) -> None:
        """Show the home window of now: another one when a dossier was opened or closed."""
        if self._home is not None and self._home in self._open:
            await self._drop(self._home, bring=False)
        if self.home is not None:
            self._home = await self.open(self.home())

    async def settle_unsaved(self) -> bool:
        """Ask once what to do of all that is unsaved: save all, drop, or stay (DOSF-02); False means stay."""
        dirty = [window for window in self._open if window.unsaved()]
        if not dirty:
            return True
        names = "\n".join(window.unsaved() for window in dirty)
        answer = await self._dialogs.ask("Enregistrer les modifications ?", names, (YES, NO, CANCEL))
        if answer == NO.value:
            for window in dirty:
                window.give_up()
            return True
        if answer == CANCEL.value:
            return False
        for window in dirty:
            if not window.save_everything():
                self.show(window)
                return False
        return True

    async def choose(self) -> None:
        """List the windows in the order of use, `*` on the unsaved ones; go to one, or close some (FIC-16)."""
        while True:
            windows = self.all
            popup = PopupMenu(
                [MenuItem(str(rank), f"{'*' if w.unsaved() else ' '} {w.title}") for rank, w in enumerate(windows)],
                title="Fenêtres",
            )
            to_close: list[MenuItem] = []
            popup.removed = partial(_remove, popup, to_close)
            chosen = await self._dialogs.pop(popup)
            if chosen is not None:
                self.show(windows[int(chosen.identifier)])
            if not to_close:
                return
            await self.close(windows[int(to_close[0].identifier)])

    def step_list(self, way: int) -> bool:
        """Go to the list visited before or after (LST-01); False at an end."""
        place = self._list_place + way
        while 0 <= place < len(self._lists) and self._lists[place] not in self._open:
            place += way
        if not 0 <= place < len(self._lists):
            return False
        self._list_place = place
        window = self._lists[place]
        self._remember_focus()
        self._open.remove(window)
        self._open.insert(0, window)
        self._bring()
        return True

    async def _bring_home(self) -> None:
        if self._open:
            self._bring()
        else:
            await self.go_home()

    async def _drop(self, window: Window, *, bring: bool = True) -> None:
        self._open.remove(window)
        self._focus.pop(window, None)
        self._lists = [known for known in self._lists if known is not window]
        self._list_place = min(self._list_place, len(self._lists) - 1)
        if bring:
            await self._bring_home()
        await window.remove()

    def _visit(self, window: Window) -> None:
        """Remember a list visited, forgetting those one had gone back from."""
        if window.IS_LIST and (self._list_place < 0 or self._lists[self._list_place] is not window):
            self._lists = [*self._lists[: self._list_place + 1], window]
            self._list_place = len(self._lists) - 1

    def _remember_focus(self) -> None:
        front = self.front
        focused = self._area.screen.focused
        if front is not None and focused is not None and front in focused.ancestors:
            self._focus[front] = focused

    def _bring(self) -> None:
        front = self.front
        for window in self._open:
            window.display = window is front
        if front is not None:
            self._area.screen.set_focus(self._focus.get(front) or front.first_focus)
            front.shown()
        self.changed()


def _remove(popup: PopupMenu, to_close: list[MenuItem], item: MenuItem) -> None:
    to_close.append(item)
    popup.finished(None)
