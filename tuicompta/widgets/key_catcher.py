"""A box that waits for one key and gives its name, whatever the key does elsewhere (KEY-19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.widgets.edges import between_edges, bottom_edge, top_edge
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.safe import fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tuicompta.widgets.keys import KeyPress
    from tuicompta.widgets.painted import Run

WIDTH, HEIGHT = 50, 4
GIVES_UP = "escape"


class KeyCatcher(Painted, can_focus=True):
    """`finished` receives the name of the key pressed, nothing when it is Esc."""

    modal = True

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.finished: Callable[[str | None], None] = lambda _: None

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Paint an edge, or what to do."""
        if y == 0:
            return top_edge(width, self._title)
        if y == HEIGHT - 1:
            return bottom_edge(width)
        text, voice = ("Appuyez sur la touche", "strong") if y == 1 else ("Échap : annuler", "quiet")
        return between_edges([(f" {fitted(text, width - 4)} ", voice)])

    def catches(self, press: KeyPress) -> None:
        """Take the key as it is."""
        self.finished(None if press.name == GIVES_UP else press.name)
