"""Whole lines: insert, delete, move, cut, copy, paste (KM-27, KM-29, KM-30), and continuing an entry (KM-48)."""

from dataclasses import replace

from tuicompta.core.entry import moves, writing
from tuicompta.core.entry.cells import show
from tuicompta.core.entry.commit import commit, decline
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.effects import Copied, DeleteRequested
from tuicompta.core.entry.model import COLUMNS, HEADER, Column, GridLine, Provenance
from tuicompta.core.entry.refusals import LockedCellError, NothingToRepeatError
from tuicompta.core.entry.repeats import next_line, rearranged


def check_lines(desk: Desk) -> None:
    """Refuse to touch the lines of a saved entry, or a protected line; raises LockedCellError (KM-27, SJ-38)."""
    if desk.entry.read_only:
        raise LockedCellError(reason=desk.entry.read_only)
    if desk.is_real and desk.line.locked:
        raise LockedCellError(reason=desk.line.lock_reason)


def insert_above(desk: Desk) -> None:
    """Insert a line above in the same entry, or an entry above where the window does so (KM-27, SW-22, SW-23)."""
    commit(desk)
    if desk.profile.inserts_entries and desk.index == 0:
        desk.insert_entry(desk.position)
        desk.cursor = replace(desk.cursor, entry=desk.position + 1)
        moves.start_entry(desk, desk.position - 1)
        return
    if desk.entry.read_only:
        raise LockedCellError(reason=desk.entry.read_only)
    journal = desk.journal
    if not desk.is_real or journal is None or desk.line.is_blank:
        return
    _insert(desk, next_line(desk.entry, journal))
    desk.point(desk.position, desk.index, Column.ACCOUNT)


def _insert(desk: Desk, line: GridLine) -> None:
    """Insert a line above the cursor; above the first one, it takes over what the others repeat."""
    lines = desk.entry.lines
    desk.put(rearranged(desk.entry, (*lines[: desk.index], line, *lines[desk.index :])))


def delete(desk: Desk) -> None:
    """Delete the line under the cursor, a ghost line being dropped; the entry goes with its last line (SW-26)."""
    desk.stop_editing()
    if desk.is_ghost:
        decline(desk)
        return
    check_lines(desk)
    if not desk.is_real:
        return
    lines = desk.entry.lines[: desk.index] + desk.entry.lines[desk.index + 1 :]
    if not lines and desk.entry.entry_id is not None:
        desk.effects.append(DeleteRequested())
        return
    position, column = desk.position, desk.column
    if not lines and position < len(desk.book) - 1:
        desk.delete_entry(position)
        desk.point(position, 0, column)
        return
    desk.put(rearranged(desk.entry, lines))
    desk.point(position, min(desk.index, max(desk.rows.count(position) - 1, 0)), column)


def move(desk: Desk, step: int) -> None:
    """Move the line within its entry; at the edge of the entry nothing moves (KM-29)."""
    commit(desk)
    check_lines(desk)
    other = desk.index + step
    lines = list(desk.entry.lines)
    if not desk.is_real or not 0 <= other < len(lines):
        return
    if lines[other].locked:
        raise LockedCellError(reason=lines[other].lock_reason)
    lines[desk.index], lines[other] = lines[other], lines[desk.index]
    desk.put(rearranged(desk.entry, lines))
    desk.point(desk.position, other, desk.column)


def copy(desk: Desk) -> None:
    """Copy the line under the cursor, as a line of this grid and as text."""
    commit(desk)
    if not desk.is_real:
        return
    line = desk.entry.lines[desk.index]
    desk.clipboard = replace(line, line_id=None, locked=frozenset(), lock_reason="", guide=None)
    cells = [desk.entry.value(desk.index, name) if name in HEADER else line.value(name) for name in COLUMNS]
    desk.effects.append(Copied("\t".join(show(value) for value in cells)))


def cut(desk: Desk) -> None:
    """Copy the line under the cursor, then delete it."""
    commit(desk)
    check_lines(desk)
    if desk.is_real:
        copy(desk)
        delete(desk)


def paste(desk: Desk) -> None:
    """Insert the copied line above the cursor; it takes journal, date and piece of the entry it lands in (KM-30)."""
    commit(desk)
    if desk.clipboard is None:
        raise NothingToRepeatError(what="ligne copiée")
    if desk.entry.read_only:
        raise LockedCellError(reason=desk.entry.read_only)
    writing.accept_header(desk)
    column, index = desk.column, min(desk.index, len(desk.entry.lines))
    desk.cursor = replace(desk.cursor, line=index)
    _insert(desk, _landed(desk, desk.clipboard))
    desk.point(desk.position, index, column)


def _landed(desk: Desk, line: GridLine) -> GridLine:
    """Return the copied line with the piece of the entry under the cursor; its label and document are its own."""
    empty = desk.proposals.empty_line(desk.position)
    landed = line.with_value(Column.PIECE, empty.piece, empty.provenance(Column.PIECE) or Provenance.REPEATED)
    for column in (Column.LABEL, Column.DOCUMENT):
        value = landed.value(column)
        if landed.provenance(column) is Provenance.REPEATED and value != empty.value(column):
            landed = landed.with_value(column, value, Provenance.ACCEPTED)
    return landed


def continue_above(desk: Desk) -> bool:
    """Go back to the entry above to add a line to it; return whether the cursor was where this is asked (KM-48)."""
    starts = desk.column in HEADER and desk.index == 0 and desk.entry.is_new
    if not starts or desk.position == 0:
        return False
    above = desk.book.entries[desk.position - 1]
    if above.read_only:
        raise LockedCellError(reason=above.read_only)
    desk.put(replace(above, complete=False), desk.position - 1)
    desk.point(desk.position - 1, len(above.lines), Column.ACCOUNT)
    return True
