"""A text to read in a window of its own: lines in columns are kept whole and scroll sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.screens.frame.window import Window
from tuicompta.widgets.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Hashable

    from textual.app import ComposeResult


class TextWindow(Window):
    """A text; typing finds a word in it, F3 the next one."""

    OFFERS: ClassVar[tuple[str, ...]] = ("search", "search_next")

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self.view = TextView(f"# {title}\n\n{text}")

    def compose(self) -> ComposeResult:
        """Put the text."""
        yield self.view

    @property
    def title(self) -> str:
        """What it is about."""
        return self._title

    @property
    def identity(self) -> Hashable:
        """Each text has its window."""
        return type(self), id(self)
