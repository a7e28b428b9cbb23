"""The row of messages, of the counter, of the user and of the dossier (UIX-04 to UIX-07, UIX-14)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.safe import fitted, safe
from tuicompta.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tuicompta.widgets.painted import Run

KEPT = 200
LINES = 3
"""The lines a long message may take: it is read in whole, over the work area's last lines."""
SECONDS_SHOWN = 5.0
SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class Message:
    """What the program said, and when."""

    text: str
    warning: bool = False
    time: datetime = field(default_factory=lambda: datetime.now().astimezone())

    def __str__(self) -> str:
        return f"{self.time:%H:%M:%S}  {'! ' if self.warning else ''}{self.text}"


class StatusBar(Painted):
    """A message at left for at least five seconds, the state at right.

    An old message leaves at the next key, never by itself: nothing moves on a screen nobody touches.
    """

    def __init__(self, *, id: str | None = None, clock: Callable[[], float] = monotonic) -> None:  # noqa: A002
        super().__init__(id=id)
        self.messages: deque[Message] = deque(maxlen=KEPT)
        self._clock = clock
        self._shown: Message | None = None
        self._since = 0.0
        self._parts: tuple[str, ...] = ()

    def say(self, text: str, *, warning: bool = False) -> None:
        """Show a message and keep it among the last two hundred."""
        self._shown = Message(safe(text), warning)
        self._since = self._clock()
        self.messages.append(self._shown)
        self._grow()
        self.repaint()

    def show(self, parts: Sequence[str]) -> None:
        """Show the state: counter, filter mark, user, dossier."""
        kept = tuple(part for part in parts if part)
        if self._shown is not None and self._clock() - self._since >= SECONDS_SHOWN:
            self._shown = None
        self._parts = kept
        self._grow()
        self.repaint()

    @property
    def shown(self) -> str:
        """The message on screen, empty when there is none."""
        return self._shown.text if self._shown else ""

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Write the message, and the state against the right edge of the last line as far as there is room."""
        lines = self._lines(width)
        line = lines[y] if y < len(lines) else ""
        state = self._state(width - cell_width(line) - 1) if y == len(lines) - 1 else ""
        room = width - cell_width(state)
        message = self._shown
        yield fitted(line, room), "bar wrong" if message and message.warning else "bar strong"
        yield state, "bar"

    def _state(self, room: int) -> str:
        """Return the parts of the state that a message leaves room for; alone, all of them, cut."""
        parts = self._parts
        while self._shown is not None and parts and cell_width(SEPARATOR.join(parts)) > room:
            parts = parts[:-1]
        return fitted(text, room) if cell_width(text := SEPARATOR.join(parts)) > room else text

    def resized(self, width: int, height: int) -> None:  # noqa: ARG002 (the width alone counts)
        """Cut the message again for another width."""
        self._grow()

    def _lines(self, width: int) -> list[str]:
        """Return the lines of the message; one when there is none."""
        message = self._shown
        if message is None:
            return [""]
        lines = wrapped(f"{'! ' if message.warning else ''}{message.text}", width)
        return lines if len(lines) <= LINES else [*lines[: LINES - 1], " ".join(lines[LINES - 1 :])]

    def _grow(self) -> None:
        """Take the lines of the message, and give them back with it."""
        if self.room.width:
            lines = len(self._lines(self.room.width))
            if self.styles.height is None or self.styles.height.value != lines:
                self.styles.height = lines
