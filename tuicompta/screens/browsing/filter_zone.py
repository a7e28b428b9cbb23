"""The filters over a list of figures: one line that tells them, and their fields when they are being changed.

What is changed takes effect on F5, or on Enter in the last field (RECH-08, GLI-09).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from tuicompta.core.text import cell_width, cut
from tuicompta.screens.wizards.wizard_pages import StepCard
from tuicompta.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from textual.app import ComposeResult

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.widgets.card_schema import CardSchema, Values
    from tuicompta.widgets.fields.base import Field, FieldHost
    from tuicompta.widgets.painted import Run

MODIFIED = "filtres modifiés"
TALLEST = 12


class FilterLine(Painted):
    """The filters in words; at right whether others are waiting."""

    def __init__(self) -> None:
        super().__init__()
        self._words = self._state = ""

    def show(self, words: str, state: str) -> None:
        """Show other words."""
        if (words, state) != (self._words, self._state):
            self._words, self._state = words, state
            self.repaint()

    def paint(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (one line)
        """Write the line."""
        room = max(width - cell_width(self._state) - 3, 0)
        words = cut(f" {self._words}", room)
        yield words, "quiet"
        yield " " * (width - cell_width(words) - cell_width(self._state) - 1), "normal"
        yield self._state, "accent"


class FilterZone(Vertical):
    """The filters of a window.

    `words` tells them in French, after `title`; `follow` gives the values that follow from a change, from those
    before and after; `applied` are those in force, `changed` is called when others come in force, `left` when the keys
    go to the list.
    """

    DEFAULT_CSS = "FilterZone { height: auto; }"

    def __init__(
        self,
        schema: CardSchema,
        values: Values,
        words: Callable[[Values], str],
        follow: Callable[[Values, Values], Mapping[str, object]] = lambda *_: {},
        title: str = "",
    ) -> None:
        super().__init__()
        self._words = words
        self._follow = follow
        self._title = f"{title} · " if title else ""
        self.line = FilterLine()
        self.card = StepCard(schema, values)
        self.card.styles.height = min(len(schema.fields), TALLEST)
        self.card.display = False
        self.card.changed = self._field_changed
        self.applied: Values = dict(self.card.state.values)
        self._before: Values = self.applied
        self.changed: Callable[[], None] = lambda: None
        self.left: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """Put the fields under the line that tells them."""
        yield self.line
        yield self.card

    def set_host(self, host: FieldHost) -> None:
        """Give the fields what they talk to."""
        self.card.set_host(host)
        self.tell()

    @property
    def opened(self) -> bool:
        """Whether the fields are shown."""
        return bool(self.card.display)

    @property
    def field(self) -> Field | None:
        """The field that the keys go to when the zone is entered, nothing while it is closed."""
        return (self.card.current or self.card.first_field) if self.opened else None

    @property
    def modified(self) -> bool:
        """Whether filters that are not in force are typed."""
        pending = (getattr(field, "pending", None) for field in self.card.fields.values())
        return dict(self.card.state.values) != self.applied or any(text is not None for text in pending)

    def tell(self) -> None:
        """Bring the words up to date."""
        self.line.show(self._title + self._words(self.applied), MODIFIED if self.modified else "")

    def enter(self, frame: Frame) -> None:
        """Show the fields and go to the first one."""
        self.card.display = True
        first = self.card.first_field
        if first is not None:
            frame.set_focus(first)

    def put(self, values: Values) -> None:
        """Put filters in force without typing them."""
        self.card.load(values)
        self._before = self.applied = dict(self.card.state.values)
        self.tell()

    def apply(self) -> bool:
        """Put what is typed in force; False when a field is wrong, which it then shows."""
        if not self.card.leave_current():
            return False
        faults = self.card.faults()
        if faults:
            self.card.display = True
            self.card.show_faults(faults)
            faulty = self.card.fields.get(faults[0][0])
            if faulty is not None:
                faulty.say(faults[0][1], warning=True)
            return False
        self.card.show_faults([])
        self.card.display = False
        self.applied = dict(self.card.state.values)
        self.tell()
        self.changed()
        return True

    def do_accept(self) -> bool:
        """Put what is typed in force and go to the list."""
        if self.apply():
            self.left()
        return True

    do_main = do_accept

    def do_back(self) -> bool:
        """Go back to the list; what is typed waits for F5."""
        self.card.display = False
        self.tell()
        self.left()
        return True

    def _field_changed(self) -> None:
        following = self._follow(self._before, self.card.state.values)
        if following:
            self.card.give(following)
        self._before = dict(self.card.state.values)
        self.tell()
