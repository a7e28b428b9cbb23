"""Fields in which a line of text is typed: text, password, amount, whole number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from tuicompta.core.amounts import format_amount, read_number, round_half_away, without_spaces
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.expressions import evaluate_amount
from tuicompta.core.text import cell_width, clean_text
from tuicompta.widgets.edges import first_shown
from tuicompta.widgets.fields.base import Field
from tuicompta.widgets.line_editor import LineEditor
from tuicompta.widgets.safe import fitted, safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tuicompta.widgets.painted import Run


class LineField(Field):
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

    def typed(self, character: str) -> bool:
        """Insert a character; the length is enforced while typing (FLD-04)."""
        return self._edit(lambda: self.editor.insert(character), always=True)

    def pasted(self, text: str) -> bool:
        """Insert pasted text on one line; a longer one is cut, with a message (FLD-04, KEY-18)."""
        whole = True

        def insert() -> bool:
            nonlocal whole
            whole = self.editor.insert(clean_text(text))
            return True

        self._edit(insert)
        if not whole:
            self.say(f"Texte coupé à {self.editor.limit} caractères", warning=True)
        return True

    def do_erase(self) -> bool:
        """Delete before the caret."""
        return self._edit(self.editor.erase, always=True)

    def do_delete_key(self) -> bool:
        """Delete after the caret."""
        return self._edit(self.editor.delete, always=True)

    def do_erase_word(self) -> bool:
        """Delete the word before the caret, while a text is being edited (KEY-46)."""
        return self._typing and self._edit(self.editor.erase_word, always=True)

    def do_left(self) -> bool:
        """Move the caret."""
        return self._move(lambda: self.editor.move(-1))

    def do_right(self) -> bool:
        """Move the caret."""
        return self._move(lambda: self.editor.move(1))

    def do_line_start(self) -> bool:
        """Go to the start of the text."""
        return self._move(lambda: self.editor.go(0))

    def do_line_end(self) -> bool:
        """Go to the end of the text."""
        return self._move(lambda: self.editor.go(len(self.editor.text)))

    do_first, do_last = do_line_start, do_line_end

    def do_select_all(self) -> bool:
        """Select the whole text (KEY-42)."""
        self.editor.select_all()
        self.repaint()
        return True

    def do_undo(self) -> bool:
        """Undo inside the text being typed, word by word; False leaves it to the card (FIC-10)."""
        return self._typing and self._edit(self.editor.undo)

    def do_redo(self) -> bool:
        """Redo inside the text being typed."""
        return self._typing and self._edit(self.editor.redo)

    def do_copy(self) -> bool:
        """Copy the selection, in the program and in the clipboard of the terminal (FIC-12)."""
        if self.editor.selected:
            self.app.copy_to_clipboard(self.editor.selected)
        return True

    def do_cut(self) -> bool:
        """Copy the selection and delete it."""
        self.do_copy()
        return self._edit(self.editor.clear_selection, always=True)

    def do_paste(self) -> bool:
        """Insert what was copied."""
        return self.pasted(self.app.clipboard)

    def _edit(self, act: Callable[[], bool], *, always: bool = False) -> bool:
        done = act()
        if done or always:
            self._typing = self._typing or self.editor.text != self.show(self._value)
            self.error = ""
            self.repaint()
        return done or always

    def _move(self, act: Callable[[], bool]) -> bool:
        act()
        self.repaint()
        return True

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
        text, caret = self.masked(self.editor.text), self.editor.caret
        start = first_shown(text, caret, width)
        first, last = self.editor.selection
        shown = text[start:]
        self.place_cursor(self.label_width + cell_width(text[start:caret]), 0)
        if first != last:
            yield shown[: max(first - start, 0)], "field"
            yield shown[max(first - start, 0) : last - start], "cursor"
            yield fitted(shown[last - start :], max(width - cell_width(shown[: last - start]), 0)), "field"
            return
        at = caret - start
        yield shown[:at], "field"
        yield shown[at : at + 1] or " ", "cursor"
        left = width - cell_width(shown[:at]) - cell_width(shown[at : at + 1] or " ")
        yield fitted(shown[at + 1 :], left), "field"


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
