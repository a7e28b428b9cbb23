"""Text pasted from the terminal: never a command, tabs and line ends move to the next cell or line (KEY-18)."""

from tuicompta.core.entry import accept, typed
from tuicompta.core.entry.commit import commit
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.model import Column
from tuicompta.core.entry.refusals import PasteInterruptedError
from tuicompta.core.entry.stops import is_enterable
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_multiline, cut

_TAB = "\t"
_SHOWN = 30


def fragments(text: str) -> list[tuple[str, str]]:
    """Return the parts of a text, each with the separator before it: nothing, a tab or a line end."""
    found: list[tuple[str, str]] = []
    for cell in text.split(_TAB):
        for rank, part in enumerate(clean_multiline(cell).split("\n")):
            found.append(("\n" if rank else _TAB, part))
    return [("", found[0][1]), *found[1:]]


def paste(desk: Desk, text: str) -> None:
    """Type a text in the grid, each line from the column where the first one started.

    It stops at the first part that is refused: raises PasteInterruptedError, which names it and what is left.
    """
    column = desk.column
    parts = fragments(text)
    for rank, (separator, part) in enumerate(parts):
        try:
            _type(desk, column, separator, part)
        except TuicomptaError as refusal:
            left = sum(len(other) for _, other in parts[rank:])
            shown = cut(parts[rank - 1][1] if separator else part, _SHOWN)
            raise PasteInterruptedError(text=shown, reason=str(refusal), left=left) from refusal


def _type(desk: Desk, column: Column, separator: str, part: str) -> None:
    if separator == _TAB:
        accept.tab(desk)
    elif separator:
        _next_line(desk, column)
    if part:
        typed.insert(desk, part)


def _next_line(desk: Desk, column: Column) -> None:
    """Take the cell, end the line, and come back to the column where the pasted text started."""
    commit(desk)
    accept.end_line(desk)
    if is_enterable(desk, column):
        desk.point(desk.position, desk.index, column)
