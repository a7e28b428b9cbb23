"""Keys that act on the text being typed, and on the cell when none is (KM-49, KM-50)."""

from tuicompta.core.entry import lines, lists, moves, painter, typed
from tuicompta.core.entry.commit import clear, decline, value_of_cell
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.effects import CloseRequested


def left(desk: Desk) -> None:
    """Move the caret, or go to the previous cell."""
    if desk.editor:
        desk.editor.move(-1)
    else:
        moves.by_cells(desk, -1)


def right(desk: Desk) -> None:
    """Move the caret, take the suggested label, or go to the next cell."""
    if desk.editor is None:
        moves.by_cells(desk, 1)
    elif not _take_suggestion(desk):
        desk.editor.move(1)


def home(desk: Desk) -> None:
    """Go to the start of the text, or to the first cell of the line."""
    if desk.editor:
        desk.editor.go(0)
    else:
        moves.to_line_start(desk)


def end(desk: Desk) -> None:
    """Go to the end of the text, edit the text of the cell, or go to the last cell of the line (KM-49)."""
    if desk.editor:
        if not _take_suggestion(desk):
            desk.editor.go(len(desk.editor.text))
    elif value_of_cell(desk) and not desk.entry.read_only:
        typed.edit_present(desk)
    else:
        moves.to_line_end(desk)


def _take_suggestion(desk: Desk) -> bool:
    """Take the label suggested after the caret (KM-71)."""
    found = painter.suggestion(desk)
    if desk.editor and found and found != desk.editor.text:
        desk.editor.replace(found)
        return True
    return False


def escape(desk: Desk) -> None:
    """Close the list, else give the cell its value back, else drop a chain, else close the window (KEY-06, KM-50)."""
    if desk.choices:
        desk.choices = None
        if desk.editor and not desk.editor.text:
            desk.stop_editing()
    elif desk.editor:
        desk.stop_editing()
    elif desk.is_ghost and desk.profile.associated_accounts:
        decline(desk, others=True)
    elif desk.entry.is_new or desk.profile.escape_closes:
        desk.effects.append(CloseRequested())


def close(desk: Desk) -> None:
    """Close the window, or delete the word before the caret while a text is edited (KEY-46, SW-32)."""
    if desk.editor:
        desk.editor.delete_word()
        lists.refresh(desk)
    else:
        desk.effects.append(CloseRequested())


def select_all(desk: Desk) -> None:
    """Select the whole text being typed: the next character takes its place (KEY-42)."""
    if desk.editor:
        desk.editor.select_all()


def backspace(desk: Desk) -> None:
    """Delete the character before the caret, or continue the entry above from a new one (KM-48)."""
    if desk.editor is None:
        if lines.continue_above(desk):
            return
        typed.edit_present(desk)
    if desk.editor:
        desk.editor.backspace()
        desk.error = ""
        lists.refresh(desk)


def clear_cell(desk: Desk) -> None:
    """Delete the character after the caret, or empty the cell."""
    if desk.editor:
        desk.editor.delete()
        desk.error = ""
        lists.refresh(desk)
    else:
        clear(desk)
