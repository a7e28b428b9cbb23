"""Widgets that paint themselves, line by line, and send only the cells that changed.

A painted widget says what each of its lines looks like as runs, (text, voice); `repaint` compares with what is on
screen and refreshes the changed cells alone. The voices are the few ways of speaking that the whole program has; they
belong to the screen, their colours to the stylesheet ``voices.tcss`` and to the themes, never to a widget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from rich.segment import Segment
from textual.geometry import Offset, Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tuicompta.core.text import cell_width, fit
from tuicompta.widgets.safe import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.style import Style
    from textual.events import Click, MouseScrollDown, MouseScrollUp

VOICES = (
    "normal",  # what is saved or typed
    "quiet",  # proposed, repeated, explanatory
    "strong",  # what the eye must find
    "cursor",  # the one cell where the next key goes
    "row",  # the line of the cursor
    "heading",
    "field",  # the line a value is written on
    "rule",
    "letter",  # the letter that runs an entry
    "key",
    "bar",
    "accent",
    "wrong",
    "settled",
    "selection",
    "inactive",  # greyed
    "elsewhere",  # what belongs to another place or time
    "shaded",  # the ground of every other entry
    "simulated",  # an entry that counts in no figure
)

SAME_GROUND = frozenset({"normal", "quiet", "strong", "accent", "key", "rule", "wrong", "settled", "inactive"})
"""Voices in which a blank looks the same: blanks between words then need no change of style."""

Run = tuple[str, str]
"""A text and its voice, or several voices separated by spaces, the last one winning."""


class Speaking(Protocol):
    """A screen that has the voices."""

    def voice(self, names: str) -> Style:
        """Return the style of a voice, or of several."""

    def takes_click(self, widget: Widget) -> bool:
        """Tell whether a click on a widget counts now."""


class Painted(Widget):
    """Base of the widgets that paint their own lines."""

    DEFAULT_CSS = "Painted { height: 1; }"
    fits_anywhere = False
    """Whether it also takes sizes too small for the program; the others keep their place for when the screen grows."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 (name of Textual)
        super().__init__(id=id, classes=classes, markup=False)
        self._painted: dict[int, tuple[Run, ...]] = {}
        self._painted_size = Size(0, 0)

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Return the runs of line `y`, of `width` cells; shorter lines are filled with blanks."""
        raise NotImplementedError

    def clicked(self, x: int, y: int) -> None:
        """Act on a click at a cell of the content."""

    def scrolled(self, lines: int) -> None:
        """Act on the wheel: lines down, negative for up."""

    def repaint(self) -> None:
        """Paint again every line and refresh the cells that are not those on screen."""
        width, height = self._fit()
        for y in range(height):
            before = self._painted.get(y)
            after = self._line(y, width)
            if before is None:
                continue
            if before != after:
                self._painted[y] = after
                first, last = changed_span(before, after)
                self.refresh(Region(first, y, last - first, 1))

    @property
    def room(self) -> Size:
        """The size to paint in: the last one the widget was shown with, whatever hides it now."""
        return self._painted_size

    def voice(self, names: str) -> Style:
        """Return the style of a voice, or of several; the screen has them for all its widgets."""
        found: Style = cast("Speaking", self.screen).voice(names)
        return found

    def place_cursor(self, x: int, y: int) -> None:
        """Put the terminal cursor on a cell, for readers of screens, magnifiers and input methods."""
        region = self.content_region
        if region:
            self.app.cursor_position = region.offset + Offset(x, y)
        else:
            # Hidden until now: the place of the widget is known once it is shown.
            self.call_after_refresh(self._place_cursor_late, x, y)

    def _place_cursor_late(self, x: int, y: int) -> None:
        if self.is_attached and self.active and self.content_region:
            self.place_cursor(x, y)
            self.refresh(Region(x, y, 1, 1))

    def render_line(self, y: int) -> Strip:
        """Return a painted line in the form the screen library wants."""
        width, _ = self._fit()
        row = self._painted.get(y)
        if row is None:
            row = self._painted[y] = self._line(y, width)
        return Strip([Segment(text, self.voice(voice)) for text, voice in row], width)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """Ask for one line where the stylesheet says `auto`."""
        return 1

    def _line(self, y: int, width: int) -> tuple[Run, ...]:
        return simplified(self.paint(y, width), width)

    def _fit(self) -> Size:
        """Take note of the size of the content before anything is painted in it."""
        size = self.content_size
        hidden = not size.area or (not self.fits_anywhere and getattr(self.screen, "cramped", False))
        if size != self._painted_size and not hidden:
            self._painted_size = size
            self._painted.clear()
            self.resized(size.width, size.height)
        return self._painted_size

    def resized(self, width: int, height: int) -> None:
        """Act on a new size of the widget."""

    @property
    def active(self) -> bool:
        """Whether the keys come here."""
        return self.screen.focused is self

    def arrived(self) -> None:
        """Act on taking the keys, before the next one comes."""
        self.repaint()

    def departed(self) -> None:
        """Act on losing the keys."""
        self.repaint()

    def on_click(self, event: Click) -> None:
        """Turn a click into a cell of the content."""
        event.stop()
        offset = event.get_content_offset(self)
        if offset is not None and cast("Speaking", self.screen).takes_click(self):
            self.clicked(offset.x, offset.y)

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Scroll by three lines."""
        event.stop()
        self.scrolled(3)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Scroll back by three lines."""
        event.stop()
        self.scrolled(-3)


def simplified(runs: Iterable[Run], width: int) -> tuple[Run, ...]:
    """Return runs that are safe to display, joined where the voice is the same, in exactly `width` cells."""
    joined: list[Run] = []
    left = width
    for raw, voice in runs:
        text = safe(raw)
        cells = cell_width(text)
        if cells > left:
            # Blanks that do not fit are no text that is cut.
            text, cells = fit(text.rstrip(), left), left
        left -= cells
        if not text:
            continue
        if joined and (joined[-1][1] == voice or (text.isspace() and {voice, joined[-1][1]} <= SAME_GROUND)):
            joined[-1] = (joined[-1][0] + text, joined[-1][1])
        else:
            joined.append((text, voice))
    if left > 0:
        if joined and joined[-1][1] in SAME_GROUND:
            joined[-1] = (joined[-1][0] + " " * left, joined[-1][1])
        else:
            joined.append((" " * left, "normal"))
    return tuple(joined)


def changed_span(before: tuple[Run, ...], after: tuple[Run, ...]) -> tuple[int, int]:
    """Return the first changed cell and the one after the last, between two different lines of the same width."""
    old, new = _cells(before), _cells(after)
    same = (index for index, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1])
    first = next(same, 0)
    back = (index for index, pair in enumerate(zip(reversed(old), reversed(new), strict=False)) if pair[0] != pair[1])
    return first, max(len(old), len(new)) - next(back, 0)


def _cells(runs: tuple[Run, ...]) -> list[tuple[str, str]]:
    cells: list[tuple[str, str]] = []
    for text, voice in runs:
        for char in text:
            width = cell_width(char)
            if width:
                cells.append((char, voice))
                cells.extend([("", voice)] * (width - 1))
            elif cells:
                cells[-1] = (cells[-1][0] + char, voice)
    return cells
