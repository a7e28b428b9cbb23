"""The box of a long work: how far it is, since when, and how to stop it (UIX-19)."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from tuicompta.core.errors import TuicomptaError
from tuicompta.widgets.edges import bottom_edge, top_edge
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.safe import fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tuicompta.widgets.painted import Run

TURNING = "|/-\\"
WIDTH = 56
HEIGHT = 6


class Interrupted(TuicomptaError):  # noqa: N818 (an act of the user, not an error)
    """The user stopped the work with Esc."""

    template = "Travail interrompu : rien n'a été changé."


class Progress:
    """How far a work is; told by its thread, read by the screen."""

    def __init__(self, *, stoppable: bool = True) -> None:
        self.stoppable = stoppable
        self.done = 0
        self.total = 0
        self.label = ""
        self.stopped = False

    def tell(self, done: int, total: int = 0, label: str = "") -> None:
        """Tell what is done, out of how much when it is known."""
        self.done, self.total = done, total
        self.label = label or self.label
        self.check()

    def check(self) -> None:
        """Raise `Interrupted` when the user asked to stop and the work can be."""
        if self.stopped and self.stoppable:
            raise Interrupted


class ProgressBox(Painted, can_focus=True):
    """A bar, or a turning mark when the end is not known, with the time elapsed."""

    modal = True

    def __init__(
        self, title: str, progress: Progress, *, started: float, clock: Callable[[], float] = monotonic
    ) -> None:
        super().__init__()
        self.title = title
        self.progress = progress
        self.wanted_size = (WIDTH, HEIGHT)
        self._started = started
        self._clock = clock
        self._turn = 0
        self.finished: Callable[[object], None] = lambda _: None

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Paint an edge, the label, the bar, or how to stop."""
        inner = width - 4
        if y == 0:
            yield from top_edge(width, self.title)
        elif y == HEIGHT - 1:
            yield from bottom_edge(width)
        else:
            text, voice = (
                (self.progress.label, "normal"),
                (self._bar(inner), "strong"),
                (self._elapsed(), "quiet"),
                (self._how_to_stop(), "quiet"),
            )[y - 1]
            yield "│ ", "rule"
            yield fitted(text, inner), voice
            yield " │", "rule"

    def _bar(self, width: int) -> str:
        if not self.progress.total:
            self._turn += 1
            return fitted(TURNING[self._turn % len(TURNING)], width)
        percent = min(100 * self.progress.done // self.progress.total, 100)
        room = width - 6
        full = room * percent // 100
        return f"{'█' * full}{'░' * (room - full)} {percent:3} %"

    def _elapsed(self) -> str:
        seconds = int(self._clock() - self._started)
        return f"{seconds // 60} min {seconds % 60:02} s"

    def _how_to_stop(self) -> str:
        if not self.progress.stoppable:
            return "Ne peut pas être interrompu"
        return "Interruption demandée…" if self.progress.stopped else "Échap : interrompre"

    def do_back(self) -> None:
        """Ask the work to stop."""
        self.progress.stopped = True
        self.repaint()

    def typed(self, character: str) -> bool:  # noqa: ARG002 (part of the protocol)
        """Take no character."""
        return True

    def pasted(self, text: str) -> bool:  # noqa: ARG002 (part of the protocol)
        """Take no pasted text."""
        return True
