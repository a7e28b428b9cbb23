"""What all fields share: a label, a value, one line, and how they are left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import cell_width
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.safe import fitted, safe
from tuicompta.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from tuicompta.widgets.arrangement import Arrangement
    from tuicompta.widgets.painted import Run


LABEL_ABOVE = 48
"""The widest line of a label that is above its value: what the narrowest page has room for."""


class ValueMissingError(TuicomptaError):
    """A mandatory field is empty (FLD-13)."""

    template = "«{label}» est obligatoire."


class FieldHost(Protocol):
    """What a field may ask of the card or dialog it is in."""

    def say(self, text: str, *, warning: bool = False) -> None:
        """Show a message that needs no answer."""

    def open_card(self, field: Field) -> Awaitable[None] | bool:
        """Open the card of the value of a linked field; False when there is none (FLD-01)."""

    def create(self, field: Field, text: str) -> Awaitable[object]:
        """Open a new card on a typed text and give back what to put in the field, None when given up (DDL-09)."""

    def ways(self, field: Field) -> str:
        """Say what the keys do for a linked field whose text is refused: its list, a new card."""

    def confirm(self, question: str) -> Awaitable[bool]:
        """Ask a question, Oui or Non."""

    def view_of(self, field: Field) -> Arrangement:
        """Return what the list of a linked field shows, as the user chose (DDL-12)."""

    def offer_views(self, field: Field) -> Awaitable[None]:
        """Let the user choose what the list of a linked field shows (DDL-12, DDL-13)."""


class Field(Painted, can_focus=True):
    """A field on one line: its label, its value.

    `value` is what the field holds, of the type of the field; `pending` is what is typed and not read yet. `changed` is
    called when the value becomes another one, by the user.
    """

    DEFAULT_CSS = "Field { width: 100%; }"

    def __init__(self, name: str, label: str, *, mandatory: bool = False, width: int = 30) -> None:
        super().__init__()
        self.field_name = name
        self.label = safe(label)
        self.mandatory = mandatory
        self.width = width
        self.label_width = cell_width(self.shown_label) + 1
        self.enabled = True
        self.label_lines: list[str] = []
        """The lines of a label that is above the value, being too long to be at its left."""
        self.error = ""
        self.host: FieldHost | None = None
        self.changed: Callable[[Field], None] = lambda _: None

    @property
    def shown_label(self) -> str:
        """The label, with the mark of a mandatory field (FLD-13)."""
        return f"{self.label} *" if self.mandatory else self.label

    @property
    def value(self) -> object:
        """What the field holds."""
        raise NotImplementedError

    @value.setter
    def value(self, value: object) -> None:
        raise NotImplementedError

    @property
    def is_empty(self) -> bool:
        """Whether nothing is entered."""
        return self.value in (None, "", ())

    @property
    def focusable(self) -> bool:
        """Whether Tab and Enter stop here: never on a greyed field (FLD-06)."""
        return bool(super().focusable) and self.enabled

    def stack(self, indent: int) -> None:
        """Put the value under the label, after so many cells; the label takes the lines it needs."""
        self.label_lines = wrapped(self.shown_label, LABEL_ABOVE)
        self.label_width = indent
        lines = self.styles.height
        self.styles.height = len(self.label_lines) + int(lines.value if lines is not None else 1)

    def place_cursor(self, x: int, y: int) -> None:
        """Put the terminal cursor on a cell of the value, under the label when it is above."""
        super().place_cursor(x, y + len(self.label_lines))

    def enable(self, *, enabled: bool) -> None:
        """Make the field enterable or grey."""
        if enabled is not self.enabled:
            self.enabled = enabled
            self.repaint()

    def begin(self) -> None:
        """Take note that the cursor arrives: the whole value is selected (FLD-15)."""

    def leave(self) -> None:
        """Read what is typed; raises the refusal that keeps the cursor in the field (FLD-14)."""

    def restore(self) -> bool:
        """Give the field its former value (KEY-06); False when nothing was being typed."""
        return False

    def say(self, text: str, *, warning: bool = False) -> None:
        """Show a message in the status bar."""
        if self.host is not None:
            self.host.say(text, warning=warning)

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Write the label and the value."""
        above = len(self.label_lines)
        if y < above:
            yield self.label_lines[y], "wrong" if self.error else "quiet"
            return
        y -= above
        label = self.shown_label if y == 0 and not above else ""
        yield fitted(label, self.label_width), "wrong" if self.error else "quiet"
        room = max(min(self.width, width - self.label_width), 1)
        yield from self.paint_value(y, room)
        if self.error and y == 0:
            yield f" ! {self.error}", "wrong"

    def paint_value(self, y: int, width: int) -> Iterable[Run]:
        """Write the value in `width` cells."""
        raise NotImplementedError

    @property
    def value_voice(self) -> str:
        """The voice of the value when the cursor is elsewhere."""
        return "field" if self.enabled else "inactive"

    def arrived(self) -> None:
        """Select the value on arrival; what is wrong with it is said in whole."""
        self.begin()
        if self.error:
            self.say(self.error, warning=True)
        super().arrived()

    def clicked(self, x: int, y: int) -> None:  # noqa: ARG002
        """Take the cursor."""
        if self.enabled:
            self.screen.set_focus(self)
