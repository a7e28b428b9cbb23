"""Taking the text of the cell under the cursor into the entry, accepting or emptying the cell."""

from dataclasses import replace
from enum import Enum, auto

from tuicompta.core.entry import templates, writing
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.enterable import check_enterable
from tuicompta.core.entry.model import AMOUNTS, DATES, HEADER, CellValue, Column, Provenance
from tuicompta.core.entry.reading import AccountToCreateError, read
from tuicompta.core.errors import TuicomptaError


class Committed(Enum):
    """What became of the text of the cell."""

    NOTHING = auto()
    WRITTEN = auto()
    LOADED = auto()


def value_of_cell(desk: Desk) -> CellValue:
    """Return what the cell under the cursor holds."""
    return desk.entry.value(desk.index, desk.column) if desk.column in HEADER else desk.line.value(desk.column)


def commit(desk: Desk) -> Committed:
    """Take what is typed in the cell; a text that is refused stays there, and the refusal is raised (KM-32).

    LOADED: it called a guide model, and the cursor is already where typing goes on (KM-91).
    """
    if desk.editor is None:
        return Committed.NOTHING
    typed, choices = desk.editor.text, desk.choices
    if choices and choices.models:
        templates.load_picked(desk)
        return Committed.LOADED
    picked = choices is not None and (choices.whole or choices.moved)
    if not picked and typed == desk.editor.original:
        desk.stop_editing()
        return Committed.NOTHING
    if not picked and not typed.strip():
        clear(desk)
        return Committed.WRITTEN
    value = _read(desk, typed)
    desk.stop_editing()
    writing.put_value(desk, desk.column, value, Provenance.TYPED)
    return Committed.WRITTEN


def _read(desk: Desk, typed: str) -> CellValue:
    try:
        return read(desk, typed)
    except AccountToCreateError:
        raise
    except TuicomptaError as refusal:
        desk.error = str(refusal)
        raise


def accept(desk: Desk) -> None:
    """Accept what is proposed in an empty cell (KM-43).

    A line of which nothing was typed stays as it is, and so does a saved entry, which is only gone past.
    """
    untouched = not desk.is_real and not desk.is_ghost and desk.column not in HEADER
    if untouched or desk.entry.saved or desk.entry.read_only or value_of_cell(desk):
        return
    proposed = desk.proposals.value(desk.position, desk.index, desk.column)
    if proposed:
        check_enterable(desk)
        writing.put_value(desk, desk.column, proposed, Provenance.ACCEPTED)


def clear(desk: Desk) -> None:
    """Empty the cell under the cursor, drop what is proposed there, or drop the ghost line (KM-50, KM-69, SJ-17)."""
    desk.stop_editing()
    if desk.is_ghost:
        decline(desk)
        return
    check_enterable(desk)
    column = desk.column
    if column in AMOUNTS and not desk.line.value(column) and desk.line.side:
        return
    if column in HEADER:
        if desk.entry.value(desk.index, column):
            writing.put_value(desk, column, None, Provenance.CLEARED)
    elif desk.is_real or column is not Column.ACCOUNT:
        empty: CellValue = 0 if column in AMOUNTS else None if column in DATES else ""
        writing.put_value(desk, column, empty, Provenance.CLEARED)


def decline(desk: Desk, *, others: bool = False) -> None:
    """Drop the ghost line under the cursor, and those below it if `others` (SJ-17)."""
    rank = desk.index - len(desk.entry.lines)
    ghosts = desk.proposals.ghosts(desk.position)[rank : None if others else rank + 1]
    dropped = tuple(ghost.account for ghost in ghosts)
    desk.put(replace(desk.entry, declined=desk.entry.declined + dropped))
    desk.cursor = replace(desk.cursor, line=min(desk.index, desk.rows.count(desk.position) - 1))
