"""Fields with a closed set of values: a tick box, a choice (FLD-11, FLD-12)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width, fold
from tuicompta.widgets.edges import between_edges, bottom_edge, top_edge
from tuicompta.widgets.fields.base import Field
from tuicompta.widgets.overlay import Overlay
from tuicompta.widgets.safe import fitted
from tuicompta.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tuicompta.widgets.painted import Run

BOX = 4
"""The cells of a tick box and of the blank after it."""


class TickField(Field):
    """A tick box; its value is a `bool`. Space ticks and unticks."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, width=3)
        self._value = False

    @property
    def value(self) -> object:
        """Whether it is ticked."""
        return self._value

    @value.setter
    def value(self, value: object) -> None:
        self._value = bool(value)
        self.repaint()

    def do_tick_space(self) -> bool:
        """Tick or untick."""
        self.value = not self._value
        self.changed(self)
        return True

    do_tick = do_tick_space

    def clicked(self, x: int, y: int) -> None:
        """Tick or untick with the mouse."""
        super().clicked(x, y)
        if self.enabled and x >= self.label_width:
            self.do_tick_space()

    def paint_value(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (one line)
        """Write the box."""
        if self.active:
            self.place_cursor(self.label_width + 1, 0)
        yield "[x]" if self._value else "[ ]", "cursor" if self.active else "normal" if self.enabled else "inactive"


class SentenceTick(TickField):
    """A tick box before its label, which takes the lines it needs: the label is a sentence."""

    DEFAULT_CSS = "SentenceTick { height: auto; }"

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label)
        self.label_width = 0

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """Ask for the lines of the label."""
        return len(wrapped(self.label, width - BOX))

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Write the box, then the label."""
        lines = wrapped(self.label, width - BOX)
        if y == 0:
            yield from self.paint_value(0, BOX)
        yield f"{' ' * (1 if y == 0 else BOX)}{lines[y] if y < len(lines) else ''}", "quiet"


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a choice and what it is called on screen."""

    value: object
    label: str


class OptionList(Overlay):
    """The values of a choice, one under the other."""

    def __init__(self, options: Sequence[Option], place: int) -> None:
        super().__init__()
        self.options = options
        self.place = place

    def go(self, place: int) -> None:
        """Highlight another value."""
        self.place = min(max(place, 0), len(self.options) - 1)
        self.repaint()

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Paint an edge or a value."""
        room = self.room.height - 2
        if y in {0, room + 1}:
            return top_edge(width) if y == 0 else bottom_edge(width)
        top = min(max(self.place - room + 1, 0), max(len(self.options) - room, 0))
        place = top + y - 1
        label = self.options[place].label if place < len(self.options) else ""
        voice = "cursor" if place == self.place else "normal"
        return between_edges([(fitted(f" {label}", width - 2), voice)])


class ChoiceField(Field):
    """A choice among a few values; the first letters typed pick one, ↓ shows them all."""

    def __init__(self, name: str, label: str, options: Sequence[Option], *, mandatory: bool = False) -> None:
        widest = max((cell_width(option.label) for option in options), default=10)
        super().__init__(name, label, mandatory=mandatory, width=widest + 2)
        self._options = list(options)
        self._value: object = options[0].value if mandatory and options else None
        self._typed = ""
        self._moved = False
        """Whether the user went to a value of the open list: Tab then takes it too."""
        self.list: OptionList | None = None

    @property
    def value(self) -> object:
        """The value chosen, None for none."""
        return self._value

    @value.setter
    def value(self, value: object) -> None:
        self._value = value
        self.repaint()

    @property
    def options(self) -> Sequence[Option]:
        """The values to choose from."""
        return self._options

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other values; a value no longer offered stays until another is chosen."""
        self._options = list(options)
        self.repaint()

    def begin(self) -> None:
        """Forget the letters typed at the last visit."""
        self._typed = ""

    def typed(self, character: str) -> bool:
        """Pick the value of the letters typed, else the first that begins so; when none does, begin again."""
        for text in (self._typed + character, character):
            fitting = [option for option in self._options if fold(option.label).startswith(fold(text))]
            if fitting:
                self._typed = text
                self._take(min(fitting, key=lambda option: fold(option.label) != fold(text)))
                return True
        return True

    def do_down(self) -> bool:
        """Show the values, or go to the next one."""
        if self.list is None:
            return self.do_open_values()
        self._moved = True
        self.list.go(self.list.place + 1)
        return True

    def do_up(self) -> bool:
        """Go to the value before in the list."""
        if self.list is None:
            return False
        self._moved = True
        self.list.go(self.list.place - 1)
        return True

    def do_open_values(self) -> bool:
        """Show or hide the values."""
        if self.list is not None:
            self._close()
            return True
        self._moved = False
        self.list = OptionList(self._options, max(self._place, 0))
        self.list.open_under(self, self.label_width, self.width + 2, len(self._options) + 2)
        return True

    do_tick = do_open_values

    def do_tick_space(self) -> bool:
        """Type a space in the middle of a label; typed first, show or hide the values."""
        text = self._typed + " "
        if self.list is None and self._typed and any(fold(o.label).startswith(fold(text)) for o in self._options):
            return self.typed(" ")
        return self.do_open_values()

    def do_accept(self) -> bool:
        """Take the value highlighted in the list."""
        if self.list is None:
            return False
        chosen = self._options[self.list.place]
        self._close()
        self._take(chosen)
        return True

    do_main = do_accept

    def do_next_field(self) -> bool:
        """Take the value gone to in the list; the card then goes on."""
        if self._moved:
            self.do_accept()
        return False

    do_previous_field = do_next_field

    def do_erase(self) -> bool:
        """Choose nothing, where that is allowed."""
        if not self.mandatory and self._value is not None:
            self.value = None
            self.changed(self)
        return True

    do_delete_key = do_erase

    def restore(self) -> bool:
        """Close the list."""
        was_open = self.list is not None
        self._close()
        return was_open

    def departed(self) -> None:
        """Close the list."""
        self._close()
        super().departed()

    def paint_value(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (one line)
        """Write the value, with the sign of a list."""
        label = self._options[self._place].label if self._place >= 0 else ""
        if self.active:
            self.place_cursor(self.label_width, 0)
        yield fitted(label, width - 2), "cursor" if self.active else self.value_voice
        yield " ▼", "quiet"

    @property
    def _place(self) -> int:
        return next((place for place, option in enumerate(self._options) if option.value == self._value), -1)

    def _take(self, option: Option) -> None:
        changed = option.value != self._value
        self.value, self.error = option.value, ""
        if self.list is not None:
            self.list.go(self._place)
        if changed:
            self.changed(self)

    def _close(self) -> None:
        if self.list is not None:
            self.list.close()
            self.list = None
        self._moved = False
