"""Small boxes that open beside a field and never take the keys: the field keeps them and drives the box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.widgets.painted import Painted

if TYPE_CHECKING:
    from textual.widget import Widget


class Overlay(Painted):
    """A box over the screen, under a field when there is room, else above it; its lines are inside an edge."""

    _asked: tuple[Widget, int, int, int] | None = None

    def open_under(self, field: Widget, x: int, width: int, height: int) -> None:
        """Show the box beside a field, `x` cells from its left edge, as large as fits (UIX-13)."""
        self._asked = (field, x, width, height)
        screen = field.screen
        region = field.content_region
        wide = min(width, screen.size.width)
        below = screen.size.height - 2 - region.bottom
        above = region.y - 1
        down = below >= min(height, above)
        tall = max(min(height, below if down else above), 3)
        left = min(region.x + x, screen.size.width - wide)
        self.add_class("over")
        self.styles.width, self.styles.height = wide, tall
        self.styles.offset = (max(left, 0), region.bottom if down else region.y - tall)
        if not self.is_attached:
            screen.mount(self)

    def refit(self) -> None:
        """Find its place again on a screen of another size."""
        if self._asked is not None and self.is_attached:
            self.open_under(*self._asked)

    def close(self) -> None:
        """Take the box away."""
        if self.is_attached:
            self.remove()

    def clicked(self, x: int, y: int) -> None:
        """Keep the click from what is under the box."""
