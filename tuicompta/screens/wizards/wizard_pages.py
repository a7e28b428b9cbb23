"""The pages of a wizard: text to read, fields to fill, what was chosen (WZ-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from tuicompta.core.text import cell_width, fit
from tuicompta.widgets.card import Card, told
from tuicompta.widgets.fields.choice import ChoiceField, TickField
from tuicompta.widgets.fields.text import LineField, PasswordField
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.text_view import TextView
from tuicompta.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.widgets.card_schema import CardSchema
    from tuicompta.widgets.fields.base import Field, FieldHost
    from tuicompta.widgets.painted import Run

Chosen = tuple[str, str]
"""What is asked, and what was answered."""

INDENT = "  "


class WizardPage(Vertical):
    """A page of a wizard; `name_on_screen` is the title of its step."""

    DEFAULT_CSS = "WizardPage { padding-top: 1; height: 1fr; }"

    def __init__(self, title: str) -> None:
        super().__init__()
        self.name_on_screen = title
        self.needed = True
        """Whether the wizard shows it: some steps depend on the answers before them."""

    @property
    def first_focus(self) -> Widget | None:
        """The widget that takes the keys."""
        return None

    @property
    def modified(self) -> bool:
        """Whether the user typed something in it."""
        return False

    def set_host(self, host: FieldHost) -> None:
        """Give the fields what they talk to."""

    def settle(self, frame: Frame) -> bool:  # noqa: ARG002 (for subclasses)
        """Read and check what is typed; False when a fault is shown instead."""
        return True

    def chosen(self) -> Sequence[Chosen]:
        """Return what the summary says of the page."""
        return ()


class Words(Painted):
    """A few lines over or under the fields of a step; hidden while there is nothing to say."""

    def __init__(self, text: str = "", voice: str = "quiet") -> None:
        super().__init__()
        self._text = text
        self._voice = voice
        self._laid: tuple[str, int] = ("", -1)
        self._lines: list[str] = []
        self.styles.height = "auto"
        self.display = bool(text)

    def show(self, text: str) -> None:
        """Say something else."""
        if text != self._text:
            self._text = text
            self.display = bool(text)
            self.refresh(layout=True)
            self.repaint()

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """Ask for the lines of the text, and a blank one under them."""
        return len(self._wrapped(width)) + 1

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Write a line."""
        lines = self._wrapped(width)
        yield f"  {lines[y]}" if y < len(lines) else "", self._voice

    def _wrapped(self, width: int) -> list[str]:
        """Return the lines of what is said now; another text of the same height is no new layout."""
        if self._laid != (self._text, width):
            self._laid, self._lines = (self._text, width), wrapped(self._text, width - 4)
        return self._lines


class StepCard(Card):
    """The fields of a step: Enter in the last one goes on to the next step."""

    def do_accept(self) -> bool:
        """Go to the next field; False in the last one, whose window then goes on."""
        enterable = [spec.name for spec in self.schema.fields if self.fields[spec.name].enabled]
        if self.current is not None and enterable and self.current.field_name == enterable[-1]:
            return False
        return self.do_next_field()


class CardPage(WizardPage):
    """Fields to fill; `values` are those they begin with, `first` names the one that takes the keys."""

    DEFAULT_CSS = "CardPage StepCard { padding-left: 2; }"

    def __init__(
        self,
        title: str,
        schema: CardSchema,
        values: Mapping[str, object] | None = None,
        *,
        hint: str = "",
        first: str = "",
    ) -> None:
        super().__init__(title)
        self._first = first
        self.hint = Words(hint)
        self.card = StepCard(schema, values or {})

    def compose(self) -> ComposeResult:
        """Put the hint over the fields."""
        yield self.hint
        yield self.card

    @property
    def values(self) -> dict[str, object]:
        """What the fields hold."""
        return self.card.state.values

    @property
    def first_focus(self) -> Widget | None:
        """The field to begin with, the first one unless said otherwise."""
        return self.card.fields[self._first] if self._first else self.card.first_field

    @property
    def modified(self) -> bool:
        """Whether a field differs from what was proposed."""
        return self.card.state.modified

    def set_host(self, host: FieldHost) -> None:
        """Give the fields what they talk to."""
        self.card.set_host(host)

    def settle(self, frame: Frame) -> bool:
        """Check every field; the cursor goes to the first at fault (WZ-01)."""
        if not self.card.leave_current():
            return False
        faults = self.card.faults()
        self.card.show_faults(faults)
        if faults:
            frame.say(told(faults), warning=True)
        return not faults

    def chosen(self) -> Sequence[Chosen]:
        """Return the fields that are filled."""
        fields = [
            field for field in self.card.fields.values() if field.enabled and not isinstance(field, PasswordField)
        ]
        return [(field.label, shown) for field in fields if (shown := shown_value(field, field.value))]


class TextPage(WizardPage):
    """A text to read: the welcome, the summary, the report."""

    DEFAULT_CSS = "TextPage TextView { height: 1fr; }"

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__(title)
        self.view = TextView(text)

    def compose(self) -> ComposeResult:
        """Put the text."""
        yield self.view

    @property
    def first_focus(self) -> Widget | None:
        """The text."""
        return self.view


def shown_value(field: Field, value: object) -> str:
    """Return a value of a field as words, empty for none."""
    if isinstance(field, TickField):
        return "Oui" if value else "Non"
    if isinstance(field, ChoiceField):
        return next((option.label for option in field.options if option.value == value), "")
    if isinstance(field, LineField):
        return field.show(value)
    return str(value or "").split("\n", maxsplit=1)[0]


def summary_text(pages: Iterable[WizardPage]) -> str:
    """Return the text of the summary: the choices of each step under its title."""
    chapters = [(page.name_on_screen, page.chosen()) for page in pages]
    width = max((cell_width(label) for _, chosen in chapters for label, _ in chosen), default=0)
    lines: list[str] = []
    for title, chosen in chapters:
        if chosen:
            lines += ["", f"# {title}", *(f"{INDENT}{fit(label, width)}  {value}" for label, value in chosen)]
    return "\n".join(lines[1:])
