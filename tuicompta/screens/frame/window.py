"""What every window of the work area is: a list, a card, a grid, a page.

A window performs the action ``x`` by a method ``do_x`` and refuses it for now, saying why, by ``why_not_x``. It asks,
tells, opens other windows through its `frame`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.containers import Vertical

from tuicompta.widgets.question import CANCEL, NO, YES

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from textual.widget import Widget

    from tuicompta.screens.frame.frame import Frame


class Window(Vertical):
    """A window of the work area.

    `WANTS_DOSSIER` windows receive the open dossier when they are made. `OFFERS` are the actions of its «Actions»
    menu, of its tasks in the panel and of the key bar, in their order; `GROUPS` gives the title above some of them in
    that menu. `MAIN` says what F9 does here; `HELP` names its page of help.
    """

    TITLE: ClassVar[str] = ""
    HELP: ClassVar[str] = ""
    MAIN: ClassVar[str] = ""
    OFFERS: ClassVar[tuple[str, ...]] = ()
    GROUPS: ClassVar[Mapping[str, str]] = {}
    IS_LIST: ClassVar[bool] = False
    WANTS_DOSSIER: ClassVar[bool] = False

    function = ""
    """The function of the menus that opened it, empty for a card."""

    @property
    def frame(self) -> Frame:
        """The frame around the window."""
        return cast("Frame", self.screen)

    @property
    def title(self) -> str:
        """What the list of windows calls it."""
        return self.TITLE

    @property
    def identity(self) -> Hashable:
        """What makes it the same window: the same record is never open twice (FIC-16)."""
        return type(self)

    @property
    def main_label(self) -> str:
        """What F9 does now."""
        return self.MAIN

    @property
    def keys_of_cursor(self) -> Mapping[str, str | None]:
        """The actions that the key bar shows first for what has the cursor: their labels, nothing to leave one out."""
        return {}

    @property
    def counter(self) -> str:
        """The counter of the status bar, empty when there is nothing to count (UIX-07)."""
        return ""

    @property
    def marks(self) -> Sequence[str]:
        """Other words for the status bar: «Filtré»."""
        return ()

    @property
    def offers(self) -> Sequence[str]:
        """The actions of the window."""
        return self.OFFERS

    @property
    def selected(self) -> int:
        """How many rows an action would act on."""
        return 0

    @property
    def first_focus(self) -> Widget | None:
        """The widget that takes the keys when the window opens; the first that can, unless said otherwise."""
        return next((widget for widget in self.query("*") if widget.focusable), None)

    @property
    def zones(self) -> Sequence[Widget]:
        """The widgets F6 goes through inside the window (KEY-26)."""
        first = self.first_focus
        return [first] if first is not None else []

    def unsaved(self) -> str:
        """Return the name of what is typed and not saved, empty when there is nothing."""
        return ""

    def save_everything(self) -> bool:
        """Save what is typed; False when it is refused, which the window has then said."""
        return True

    def keep_draft(self) -> None:
        """Keep what is typed and not saved, for the session ends now (UIX-20, DOSO-10)."""

    def give_up(self) -> None:
        """Forget what is typed and not saved, and its draft: the user said so (DOSF-02)."""

    def shown(self) -> None:
        """Act on coming in front of the others."""

    def asked_again(self, other: Window) -> None:
        """Take what another window of the same identity was opened with: this one is shown instead (FIC-16)."""

    def acted(self) -> None:
        """Bring what the window shows of itself up to date, after each key."""

    async def may_close(self) -> bool:
        """Ask what to do of what is not saved (FIC-09); tell whether the window may close."""
        name = self.unsaved()
        if not name:
            return True
        answer = await self.frame.dialogs.ask("Enregistrer les modifications ?", name, (YES, NO, CANCEL))
        if answer == YES.value:
            return self.save_everything()
        return answer == NO.value

    async def do_close_window(self) -> None:
        """Close, with the checks of the window (KEY-46)."""
        await self.frame.windows.close(self)

    do_back = do_close_window
