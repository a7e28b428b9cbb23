"""Sending changed cells and nothing else.

The library sends a changed span from the left edge of its widget: sixty cells for one typed at the right of a grid.
Here a span is cut on both sides, and a style is written only where it changes. Each widget is put in its own place on
every line, also when the whole screen is drawn: a sign that a terminal draws wider than announced («☰») pushes nothing
but the rest of its own widget. It leans on internals of the pinned version of the library; the byte budgets of the
tests tell when a new version asks for another look.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.control import Control
from textual._compositor import ChopsUpdate, Compositor
from textual._context import visible_screen_stack

if TYPE_CHECKING:
    from rich.color import ColorSystem
    from rich.console import Console, RenderableType
    from rich.style import Style
    from textual.screen import Screen
    from textual.strip import Strip

RESET = "\x1b[0m"


class TightUpdate(ChopsUpdate):
    """Changed spans of the screen."""

    def render_segments(self, console: Console) -> str:
        """Return what is sent to the terminal."""
        parts: list[str] = []
        lines = len(self.chops)
        for y, first, last in self.spans:
            # A span may come from before the terminal grew smaller.
            if y >= lines:
                break
            for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                start, stop = max(x, first), min(end, last)
                if strip is not None and start < stop:
                    parts.append(Control.move_to(start, y).segment.text)
                    parts.append(written(strip.crop(start - x, stop - x), console))
        return "".join(parts)


def written(strip: Strip, console: Console) -> str:
    """Return a strip as the terminal takes it: a style is set where it changes, and taken away at the end.

    A style always begins from nothing, so the colours of the terminal itself need not be named.
    """
    parts: list[str] = []
    before = ""
    for text, style, _ in strip:
        codes = codes_of(style, console._color_system)  # noqa: SLF001 (no public way)
        if codes != before:
            parts.append(f"\x1b[{';'.join(filter(None, ('0' if before else '', codes)))}m")
            before = codes
        parts.append(text)
    return "".join(parts) + (RESET if before else "")


@lru_cache(maxsize=1024)
def codes_of(style: Style | None, system: ColorSystem | None) -> str:
    """Return the codes of a style on a terminal of so many colours, the default colours left out."""
    if style is None or system is None:
        return ""
    codes = style._make_ansi_codes(system)  # noqa: SLF001 (no public way)
    if "38;" in codes or "48;" in codes:
        return codes
    return ";".join(code for code in codes.split(";") if code not in {"39", "49"})


class TightCompositor(Compositor):
    """The compositor of the library, whose updates are tight."""

    def render_update(
        self,
        full: bool = False,  # noqa: FBT001, FBT002 (signature of the library)
        screen_stack: list[Screen[object]] | None = None,
        simplify: bool = False,  # noqa: FBT001, FBT002
    ) -> RenderableType | None:
        """Return what changed, or the whole screen."""
        if simplify:
            return super().render_update(full, screen_stack, simplify)
        visible_screen_stack.set(screen_stack or [])
        if full:
            self._dirty_regions = {self.size.region}
        return self.render_partial_update()

    def render_partial_update(self) -> ChopsUpdate | None:
        """Return the changed spans."""
        update = super().render_partial_update()
        return None if update is None else TightUpdate(update.chops, update.spans, update.chop_ends)
