"""Opening the palette, running what is chosen, remembering what was (NAV-16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.screens.frame.dispatcher import Command
from tuicompta.screens.frame.palette import HEIGHT, RECENT, WIDTH, Palette, PaletteSource, Target, targets_of

if TYPE_CHECKING:
    from tuicompta.screens.frame.frame import Frame


class PaletteDesk:
    """The palette of the frame; `sources` find the records of the open dossier."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self.sources: list[PaletteSource] = []

    async def open(self) -> None:
        """Show the palette and run what is chosen."""
        frame = self._frame
        recent = frame.application.preferences.recent_commands
        palette = Palette(targets_of(frame), recent, self.sources)
        chosen: Target | None = await frame.dialogs.place(palette, WIDTH, HEIGHT)
        if chosen is None:
            return
        if chosen.identifier in frame.table:
            recent[:] = [chosen.identifier, *(name for name in recent if name != chosen.identifier)][:RECENT]
            frame.dispatcher.feed(Command(chosen.identifier), at_once=True)
        else:
            await chosen.run()
