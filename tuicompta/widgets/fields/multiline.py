"""A field of several lines of text (FLD-05, NOT-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width
from tuicompta.widgets.edges import first_shown
from tuicompta.widgets.fields.base import Field
from tuicompta.widgets.safe import fitted, safe
from tuicompta.widgets.text_buffer import TextBuffer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.widgets.painted import Run


class MultiLineField(Field):
    """Several lines of text; its value is a `str`. Enter begins a line, Tab leaves."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        mandatory: bool = False,
        width: int = 60,
        lines: int = 5,
        max_length: int = 10_000,
    ) -> None:
        super().__init__(name, label, mandatory=mandatory, width=width)
        self.lines_shown = lines
        self.buffer = TextBuffer(limit=max_length)
        self._value = ""
        self._top = 0
        self.styles.height = lines

    @property
    def value(self) -> object:
        """The text."""
        return self._value

    @value.setter
    def value(self, value: object) -> None:
        self._value = str(value or "")
        self.buffer.load(self._value)
        self._top = 0
        self.repaint()

    @property
    def pending(self) -> str | None:
        """What is typed and not taken yet, None when nothing is."""
        return self.buffer.text if self.buffer.text != self._value else None

    def leave(self) -> None:
        """Take what is typed."""
        if self.pending is not None:
            self._value = self.buffer.text
            self.changed(self)

    def restore(self) -> bool:
        """Give back the text from before."""
        if self.pending is None:
            return False
        self.value = self._value
        return True

    def typed(self, character: str) -> bool:
        """Insert a character."""
        return self.pasted(character)

    def pasted(self, text: str) -> bool:
        """Insert a text; a longer one is cut, with a message."""
        if not self.buffer.insert(text):
            self.say(f"Texte coupé à {self.buffer.limit} caractères", warning=True)
        return self._show()

    def do_accept(self) -> bool:
        """Begin a line."""
        return self.pasted("\n")

    def do_erase(self) -> bool:
        """Delete before the caret."""
        self.buffer.erase()
        return self._show()

    def do_delete_key(self) -> bool:
        """Delete after the caret."""
        self.buffer.delete()
        return self._show()

    def do_erase_word(self) -> bool:
        """Delete the word before the caret."""
        self.buffer.erase_word()
        return self._show()

    def do_left(self) -> bool:
        """Move the caret."""
        self.buffer.move(-1)
        return self._show()

    def do_right(self) -> bool:
        """Move the caret."""
        self.buffer.move(1)
        return self._show()

    def do_up(self) -> bool:
        """Go to the line above."""
        self.buffer.move_lines(-1)
        return self._show()

    def do_down(self) -> bool:
        """Go to the line below."""
        self.buffer.move_lines(1)
        return self._show()

    def do_line_start(self) -> bool:
        """Go to the start of the line."""
        self.buffer.line_start()
        return self._show()

    def do_line_end(self) -> bool:
        """Go to the end of the line."""
        self.buffer.line_end()
        return self._show()

    def do_first(self) -> bool:
        """Go to the start of the text."""
        self.buffer.caret = 0
        return self._show()

    def do_last(self) -> bool:
        """Go to the end of the text."""
        self.buffer.caret = len(self.buffer.text)
        return self._show()

    def do_page_up(self) -> bool:
        """Go up by the lines shown."""
        self.buffer.go(max(self.buffer.place[0] - self.lines_shown, 0), self.buffer.place[1])
        return self._show()

    def do_page_down(self) -> bool:
        """Go down by the lines shown."""
        last = len(self.buffer.lines) - 1
        self.buffer.go(min(self.buffer.place[0] + self.lines_shown, last), self.buffer.place[1])
        return self._show()

    def do_undo(self) -> bool:
        """Undo in the text being typed; False leaves it to the card."""
        return self.buffer.undo() and self._show()

    def do_redo(self) -> bool:
        """Redo in the text being typed."""
        return self.buffer.redo() and self._show()

    def do_select_all(self) -> bool:
        """Select the whole text (KEY-42)."""
        self.buffer.select_all()
        return self._show(selected=True)

    def do_copy(self) -> bool:
        """Copy the whole text."""
        self.app.copy_to_clipboard(self.buffer.text)
        return True

    def do_cut(self) -> bool:
        """Copy the whole text and delete it."""
        self.do_copy()
        self.buffer.select_all()
        self.buffer.erase()
        return self._show()

    def do_paste(self) -> bool:
        """Insert what was copied."""
        return self.pasted(self.app.clipboard)

    def _show(self, *, selected: bool = False) -> bool:
        """Bring the caret in sight; unless the whole text is selected now, nothing is."""
        if not selected:
            self.buffer.unselect()
        line, _ = self.buffer.place
        self._top = min(max(self._top, line - self.lines_shown + 1), line)
        self.repaint()
        return True

    def paint_value(self, y: int, width: int) -> Iterable[Run]:
        """Write a line of the text; the line of the caret scrolls sideways to show it."""
        lines = self.buffer.lines
        place = self._top + y
        text = safe(lines[place]) if place < len(lines) else ""
        line, column = self.buffer.place
        if self.active and self.buffer.whole and place != line:
            yield fitted(text, width), "cursor"
            return
        if not self.active or place != line:
            yield fitted(text, width), self.value_voice
            return
        start = first_shown(text, column, width)
        self.place_cursor(self.label_width + cell_width(text[start:column]), y)
        if self.buffer.whole:
            yield fitted(text[start:], width), "cursor"
            return
        before, under = text[start:column], text[column : column + 1] or " "
        yield before, "field"
        yield under, "cursor"
        yield fitted(text[column + 1 :], width - cell_width(before) - cell_width(under)), "field"
