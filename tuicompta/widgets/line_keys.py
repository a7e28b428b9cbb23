"""The keys of a line of text being edited, whatever the widget around it: a field, the search of the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width, clean_text
from tuicompta.widgets.edges import first_shown
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.safe import fitted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuicompta.widgets.line_editor import LineEditor
    from tuicompta.widgets.painted import Run


class LineKeys(Painted, can_focus=True):
    """What each key does to the text of `editor`; `text_changed` is told of it."""

    editor: LineEditor

    def text_changed(self) -> None:
        """Act on another text."""
        raise NotImplementedError

    def text_cut(self) -> None:
        """Say that a pasted text was too long."""

    @property
    def typing(self) -> bool:
        """Whether a text is being typed: undo, redo and the erasing of a word are about it then."""
        return True

    def typed(self, character: str) -> bool:
        """Insert a character; the length is enforced while typing (FLD-04)."""
        return self._edit(lambda: self.editor.insert(character), always=True)

    def pasted(self, text: str) -> bool:
        """Insert pasted text on one line; a longer one is cut, with a message (FLD-04, KEY-18)."""
        whole = self.editor.insert(clean_text(text))
        self.text_changed()
        if not whole:
            self.text_cut()
        return True

    def do_erase(self) -> bool:
        """Delete before the caret."""
        return self._edit(self.editor.erase, always=True)

    def do_delete_key(self) -> bool:
        """Delete after the caret."""
        return self._edit(self.editor.delete, always=True)

    def do_erase_word(self) -> bool:
        """Delete the word before the caret, while a text is being edited (KEY-46)."""
        return self.typing and self._edit(self.editor.erase_word, always=True)

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
        return self.typing and self._edit(self.editor.undo)

    def do_redo(self) -> bool:
        """Redo inside the text being typed."""
        return self.typing and self._edit(self.editor.redo)

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
            self.text_changed()
        return done or always

    def _move(self, act: Callable[[], object]) -> bool:
        act()
        self.repaint()
        return True


def edited_runs(editor: LineEditor, text: str, width: int) -> tuple[list[Run], int]:
    """Return a text being edited as it shows in `width` cells, and the cell of its caret.

    `text` is what is shown of it, one character for one.
    """
    caret = editor.caret
    start = first_shown(text, caret, width)
    first, last = editor.selection
    shown, at = text[start:], cell_width(text[start:caret])
    if first != last:
        before, selected = shown[: max(first - start, 0)], shown[max(first - start, 0) : last - start]
        left = max(width - cell_width(before + selected), 0)
        return [(before, "field"), (selected, "cursor"), (fitted(shown[last - start :], left), "field")], at
    before, under = shown[: caret - start], shown[caret - start : caret - start + 1] or " "
    left = width - cell_width(before) - cell_width(under)
    return [(before, "field"), (under, "cursor"), (fitted(shown[caret - start + 1 :], left), "field")], at
