"""The actions that the frame itself performs: menus, zones, windows, panel, messages, help, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

if TYPE_CHECKING:
    from tuicompta.screens.app import TuicomptaApp
    from tuicompta.screens.frame.desk_menus import MenuDesk
    from tuicompta.screens.frame.dialogs import DialogDesk
    from tuicompta.screens.frame.palette_desk import PaletteDesk
    from tuicompta.screens.frame.panel_desk import PanelDesk
    from tuicompta.screens.frame.windows import WindowDesk
    from tuicompta.widgets.key_bar import KeyBar
    from tuicompta.widgets.nav_panel import NavPanel
    from tuicompta.widgets.status_bar import StatusBar


class FrameActions(Screen[None]):
    """The methods ``do_…`` of the frame, the last of the chain of those who may act."""

    _of: TuicomptaApp
    dialogs: DialogDesk
    keys: KeyBar
    menus: MenuDesk
    palette: PaletteDesk
    panel: NavPanel
    panel_desk: PanelDesk
    status: StatusBar
    windows: WindowDesk

    def offers(self) -> list[str]:
        """Return the actions of the window in front."""
        raise NotImplementedError

    def do_menu_bar(self) -> object:
        """Open the menus (KEY-30)."""
        return self.menus.open()

    def do_palette(self) -> object:
        """Open the command palette (KEY-32)."""
        return self.palette.open()

    def do_actions_menu(self) -> object:
        """Pop up the actions of the window (KEY-28)."""
        return self.menus.offer(self.offers(), title="Actions")

    async def do_help(self) -> None:
        """Show the help of the window in front (KEY-20)."""
        from tuicompta.screens.help.help_window import help_on  # noqa: PLC0415 (off the first frame)

        await self.windows.open(help_on(self._of.frame))

    async def do_help_contents(self) -> None:
        """Show the contents of the whole help (FIC-17)."""
        from tuicompta.screens.help.help_window import HelpContents  # noqa: PLC0415 (off the first frame)

        await self.windows.open(HelpContents())

    async def do_help_index(self) -> None:
        """Show the words that the help explains, each with its page (FIC-17)."""
        from tuicompta.screens.help.help_window import HelpIndex  # noqa: PLC0415 (off the first frame)

        await self.windows.open(HelpIndex())

    async def do_keys_page(self) -> None:
        """Show the keys in force, those of this screen first (KEY-19)."""
        from tuicompta.screens.help.keys_window import KeysWindow  # noqa: PLC0415 (off the first frame)

        await self.windows.open(KeysWindow(self._of.frame))

    def do_refresh_data(self) -> None:
        """Redraw the whole screen; a window that has data reads it again first (KEY-25)."""
        self.refresh(layout=True)

    def do_next_zone(self) -> None:
        """Go to the next zone: the panel, then those of the window (KEY-26)."""
        self.panel_desk.zone(1)

    def do_previous_zone(self) -> None:
        """Go to the zone before."""
        self.panel_desk.zone(-1)

    def do_windows(self) -> object:
        """List the open windows; Enter goes there, Suppr closes (FIC-16)."""
        return self.windows.choose()

    async def do_close_all(self) -> None:
        """Close every window, with one question for all that is unsaved (FIC-15)."""
        await self.windows.close_all()

    def do_close_dossier(self) -> object:
        """Close the dossier, not the program (DOSF-01)."""
        from tuicompta.screens.frame.dossier_session import leave_dossier  # noqa: PLC0415 (off the first frame)

        return leave_dossier(self._of.frame)

    async def do_delete_opening_balance(self) -> None:
        """Delete the opening balance of the current fiscal year (BO-09)."""
        from tuicompta.screens.entry.opening_balance import delete_as_a_whole  # noqa: PLC0415 (off the first frame)

        await delete_as_a_whole(self._of.frame)

    async def do_quit(self) -> None:
        """End the program, once what is unsaved is settled (DOSQ-01, DOSQ-02)."""
        if await self.windows.settle_unsaved():
            self._of.leave()

    def do_back(self) -> None:
        """Do nothing: Esc never ends the program (KEY-06)."""

    def do_previous_list(self) -> bool:
        """Go to the list visited before (KEY-51)."""
        return self.windows.step_list(-1)

    def do_next_list(self) -> bool:
        """Go to the list visited after."""
        return self.windows.step_list(1)

    def do_navigation_panel(self) -> None:
        """Reduce the panel to a strip, or give it back its width (NAV-03)."""
        preferences = self._of.preferences
        preferences.panel_reduced = not preferences.panel_reduced
        self.panel_desk.reduce()

    def do_panel_headings(self) -> None:
        """Show the menus of the panel as one row of initials, or in full (NAV-11)."""
        self._of.preferences.panel_headings = self.panel.short = not self.panel.short
        self.panel.show(self.menus.panel())

    def do_key_bar(self) -> None:
        """Show or hide the key bar (UIX-02)."""
        self._of.preferences.key_bar = not self._of.preferences.key_bar
        self.keys.display = self._of.preferences.key_bar

    async def do_messages(self) -> None:
        """Show the last messages, the newest first (UIX-14)."""
        rows = [str(message) for message in reversed(self.status.messages)]
        await self.dialogs.report("Messages", "" if rows else "Aucun message", rows)
