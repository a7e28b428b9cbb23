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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tuicompta.widgets.painted import Run

KEPT = 200
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
        self.repaint()

    def show(self, parts: Sequence[str]) -> None:
        """Show the state: counter, filter mark, user, dossier."""
        kept = tuple(part for part in parts if part)
        if self._shown is not None and self._clock() - self._since >= SECONDS_SHOWN:
            self._shown = None
        self._parts = kept
        self.repaint()

    @property
    def shown(self) -> str:
        """The message on screen, empty when there is none."""
        return self._shown.text if self._shown else ""

    def paint(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (there is one line)
        """Write the message, and the state against the right edge."""
        state = SEPARATOR.join(self._parts)
        room = max(width - cell_width(state) - 1, width // 2)
        message = self._shown
        text = f"{'! ' if message.warning else ''}{message.text}" if message else ""
        yield fitted(text, room), "bar wrong" if message and message.warning else "bar strong"
        yield fitted(state, width - room, "right"), "bar"
