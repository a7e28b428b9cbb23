"""Fields in which a line of text is typed: text, password, amount, whole number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from tuicompta.core.amounts import format_amount, read_number, round_half_away, without_spaces
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.expressions import evaluate_amount
from tuicompta.core.text import clean_text
from tuicompta.widgets.fields.base import Field
from tuicompta.widgets.line_editor import LineEditor
from tuicompta.widgets.line_keys import LineKeys, edited_runs
from tuicompta.widgets.safe import fitted, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tuicompta.widgets.painted import Run


class LineField(Field, LineKeys):
    """A field whose value is typed as one line; subclasses say how a line is read and shown."""

    align: Literal["left", "right"] = "left"

    def __init__(
        self, name: str, label: str, *, mandatory: bool = False, width: int = 30, max_length: int = 60
    ) -> None:
        super().__init__(name, label, mandatory=mandatory, width=width)
        self.editor = LineEditor(limit=max_length)
        self._value: object = self.read("")
        self._typing = False

    # -- value

    def read(self, text: str) -> object:
        """Return the value of a typed line; raises the refusal of the format."""
        return clean_text(text).strip()

    def show(self, value: object) -> str:
        """Return the line that shows a value."""
        return str(value or "")

    @property
    def value(self) -> object:
        """What the field holds."""
        return self._value

    @value.setter
    def value(self, value: object) -> None:
        self._value = value
        self._typing = False
        self.error = ""
        self.editor.load(self.show(value))
        self.repaint()

    @property
    def pending(self) -> str | None:
        """What is typed and not read yet, None when nothing is."""
        return self.editor.text if self._typing else None

    def begin(self) -> None:
        """Select the whole value."""
        if not self._typing:
            self.editor.load(self.show(self._value))

    def leave(self) -> None:
        """Read what is typed."""
        if self._typing:
            self.take(self.read(self.editor.text))

    def take(self, value: object) -> None:
        """Hold a value entered by the user."""
        changed = value != self._value
        self.value = value
        if changed:
            self.changed(self)

    def restore(self) -> bool:
        """Give back the value from before the typing."""
        if not self._typing:
            return False
        self.value = self._value
        return True

    # -- typing

    def text_changed(self) -> None:
        """Take note that something is typed; what was wrong is being mended."""
        self._typing = self._typing or self.editor.text != self.show(self._value)
        self.error = ""
        self.repaint()

    def text_cut(self) -> None:
        """Say that a pasted text was too long (FLD-04)."""
        self.say(f"Texte coupé à {self.editor.limit} caractères", warning=True)

    @property
    def typing(self) -> bool:
        """Whether a text is being typed."""
        return self._typing

    # -- painting

    def masked(self, text: str) -> str:
        """Return what is shown of a text."""
        return safe(text)

    def paint_value(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (one line)
        """Write the text, or the text being edited with its caret."""
        if not self.active:
            return [(fitted(self.masked(self.show(self._value)), width, self.align), self.value_voice)]
        return self._edited(width)

    def _edited(self, width: int) -> Iterator[Run]:
        runs, at = edited_runs(self.editor, self.masked(self.editor.text), width)
        self.place_cursor(self.label_width + at, 0)
        yield from runs


class TextField(LineField):
    """A line of text; its value is a `str`, cleaned and without blanks at its ends."""


class PasswordField(LineField):
    """A line of text that is never shown; its value is what was typed, as it was."""

    def read(self, text: str) -> object:
        """Take the password as it is."""
        return text

    def masked(self, text: str) -> str:
        """Show one mark per character."""
        return "•" * len(text)

    def do_copy(self) -> bool:
        """Never put a password in a clipboard."""
        return True


class AmountField(LineField):
    """An amount or a calculation; its value is a whole number of cents, None when empty (FLD-09, FLD-10)."""

    align: Literal["left", "right"] = "right"

    def __init__(self, name: str, label: str, *, mandatory: bool = False, width: int = 16) -> None:
        super().__init__(name, label, mandatory=mandatory, width=width, max_length=200)

    def read(self, text: str) -> object:
        """Compute what is typed, rounded once to the cent."""
        return evaluate_amount(text) if text.strip() else None

    def show(self, value: object) -> str:
        """Write the amount."""
        return format_amount(value) if isinstance(value, int) else ""


class CapitalField(AmountField):
    """An amount of up to 18 digits, typed without calculation; its value is a whole number of cents (SA-01)."""

    DIGITS = 18

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, width=26)

    def read(self, text: str) -> object:
        """Read the amount; raises CapitalRefusedError."""
        if not text.strip():
            return None
        euros = read_number(without_spaces(text)) if len(text) <= self.editor.limit else None
        cents = round_half_away(euros * 100) if euros is not None else -1
        if not 0 <= cents < 10**self.DIGITS:
            raise CapitalRefusedError(label=self.label, digits=self.DIGITS)
        return cents


class CapitalRefusedError(TuicomptaError):
    """What is typed is no amount of so many digits at most."""

    template = "«{label}» : tapez un montant de {digits} chiffres au plus, décimales comprises."


class NumberField(LineField):
    """A whole number between two bounds; its value is an `int`, None when empty."""

    align: Literal["left", "right"] = "right"

    def __init__(
        self,
        name: str,
        label: str,
        *,
        lowest: int = 0,
        highest: int = 999_999_999,
        mandatory: bool = False,
        width: int = 10,
    ) -> None:
        self.lowest, self.highest = lowest, highest
        super().__init__(name, label, mandatory=mandatory, width=width, max_length=len(str(highest)) + 1)

    def read(self, text: str) -> object:
        """Read the number; raises NumberRefusedError."""
        typed = text.replace(" ", "")
        if not typed:
            return None
        digits = typed.removeprefix("-")
        if not (digits.isascii() and digits.isdigit()) or not self.lowest <= int(typed) <= self.highest:
            raise NumberRefusedError(label=self.label, lowest=self.lowest, highest=self.highest)
        return int(typed)

    def show(self, value: object) -> str:
        """Write the number; zero is shown."""
        return str(value) if isinstance(value, int) else ""


class NumberRefusedError(TuicomptaError):
    """What is typed is not a whole number within the bounds of the field."""

    template = "«{label}» : tapez un nombre entier de {lowest} à {highest}."
