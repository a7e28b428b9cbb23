"""The stored entries as they are now, what the window holds of its own being kept (CTX-08, SW-31, SW-39)."""

from collections.abc import Callable
from dataclasses import replace

from tuicompta.core.entry import moves
from tuicompta.core.entry.answers import refresh
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.history import Cursor
from tuicompta.core.entry.model import Column, GridEntry


def reload(desk: Desk, read: Callable[[int], GridEntry | None] | None) -> None:
    """Show the entries as they are stored now; one that is gone disappears, what waits for a save stays (CTX-08).

    `read` gives a stored entry by its identifier, where the grid has no store. The cursor stays on its line.
    """
    key, line_id, column = desk.entry.key, desk.line.line_id, desk.column
    if desk.book.entries.stored is not None:
        moved = desk.book.refresh()
    else:
        moved = read is not None and not desk.profile.locks_saved
        _read_again(desk, read if moved else None)
    if moved:
        desk.history.clear()
    if not len(desk.book) or (desk.book.entries[-1].complete and not desk.book.grid.read_only):
        desk.open_new_entry()
    desk.facts.forget()
    desk.proposals.amounts.forget()
    if moved:
        desk.lay_out()
    else:
        desk.measure_own()
    _return_to(desk, key, line_id, column)


def _read_again(desk: Desk, read: Callable[[int], GridEntry | None] | None) -> None:
    for position, entry in reversed(desk.book.entries.own()) if read else ():
        if not entry.saved or entry.entry_id is None or read is None:
            continue
        stored = read(entry.entry_id)
        if stored is None:
            desk.delete_entry(position)
        else:
            desk.book.put(position, replace(stored, key=entry.key))


def _return_to(desk: Desk, key: int, line_id: int | None, column: Column) -> None:
    """Put the cursor back on its line, else on the nearest one; what is being typed there goes on."""
    found = desk.book.entries.position_of(key)
    position = min(desk.position, len(desk.book) - 1) if found is None else found
    ranks = [rank for rank, line in enumerate(desk.book.entries[position].lines) if line_id and line.line_id == line_id]
    index = ranks[0] if ranks else min(desk.index, desk.rows.count(position) - 1)
    if desk.editor and found is None:
        desk.stop_editing()
    desk.cursor = Cursor(position, index, column)


def abandon(desk: Desk, key: int) -> None:
    """Forget what the window changed of an entry; one typed here disappears (SW-31, SW-39)."""
    desk.stop_editing()
    position, here = desk.book.entries.position_of(key), desk.entry.key
    if position is None or not desk.book.entries.is_own(position):
        return
    if desk.book.entries.original(key) is not None:
        desk.book.revert(position)
    else:
        desk.delete_entry(position)
        desk.open_new_entry()
    desk.history.clear()
    refresh(desk)
    desk.lay_out()
    found = desk.book.entries.position_of(here)
    at = min(desk.position, len(desk.book) - 1) if found is None else found
    desk.point(at, min(desk.index, desk.rows.count(at) - 1), desk.column)
    if desk.book.entries[at].is_new:
        moves.start_entry(desk, at)


def go_to_entry(desk: Desk, key: int) -> None:
    """Put the cursor on the last line of an entry, where what it lacks is typed."""
    position = desk.book.entries.position_of(key)
    if position is not None:
        moves.go(desk, position, desk.rows.count(position) - 1, desk.column)


def go_to_stored(desk: Desk, entry_id: int, line_id: int | None) -> None:
    """Put the cursor on a stored entry, or on one of its lines."""
    position = desk.book.entries.position_of_stored(entry_id)
    if position is None:
        return
    lines = desk.book.entries[position].lines
    index = next((rank for rank, line in enumerate(lines) if line_id and line.line_id == line_id), 0)
    moves.go(desk, position, index, desk.column)
