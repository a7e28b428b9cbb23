"""The navigation panel in the frame: when it is a strip, and how F6 goes in and out of it (NAV-01, NAV-03, KEY-26)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.screens.frame.preferences import NARROW, NORMAL
from tuicompta.screens.frame.preferences import WIDE as WIDE_PANEL

if TYPE_CHECKING:
    from textual.widget import Widget

    from tuicompta.screens.frame.frame import Frame

WORK_AREA = 80
"""What every window is drawn for: the panel is open beside it only where this is left."""
WIDTHS = {NARROW: 24, NORMAL: 30, WIDE_PANEL: 40}
"""The widths of the stylesheet."""


class PanelDesk:
    """Reduces the panel, and moves from zone to zone: the panel, then those of the window in front."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._before: Widget | None = None

    def reduce(self) -> None:
        """Give the panel its width; make it a strip at will, or when the window needs the room (UIX-13)."""
        frame = self._frame
        width = frame.application.preferences.panel_width
        frame.set_class(width == NARROW, "-narrow-panel")
        frame.set_class(width == WIDE_PANEL, "-wide-panel")
        reduced = frame.size.width < self._room() or frame.application.preferences.panel_reduced
        frame.set_class(reduced, "-strip")

    def _room(self) -> int:
        return self._needed() + WIDTHS.get(self._frame.application.preferences.panel_width, WIDTHS[NORMAL])

    def _needed(self) -> int:
        front = self._frame.windows.front
        if front is None or not front.query("EntryGrid"):
            return WORK_AREA
        from tuicompta.widgets.entry_layout import WIDE as GRID  # noqa: PLC0415 (off the first frame)

        return GRID

    def zone(self, way: int) -> None:
        """Go to the next zone, or to the one before."""
        frame = self._frame
        window = frame.windows.front
        zones: list[Widget] = [frame.panel, *(window.zones if window else ())]
        around = frame.focused.ancestors_with_self if frame.focused is not None else []
        here = next((rank for rank, zone in enumerate(zones) if zone in around), 0)
        target = zones[(here + way) % len(zones)]
        if target is frame.panel:
            self._before = frame.focused
        frame.set_focus(target)

    def leave(self, way: int) -> None:
        """Leave the panel for the first or the last zone of the window, or, with 0, for where one came from."""
        window = self._frame.windows.front
        zones = window.zones if window else ()
        if zones and way:
            target: Widget | None = zones[0 if way > 0 else -1]
        elif self._before is not None and self._before.is_attached:
            target = self._before
        else:
            target = window.first_focus if window else None
        self._frame.set_focus(target)
