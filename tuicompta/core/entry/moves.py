"""Moving the cursor: lines left behind are tidied, cells that refuse their text are not left (KM-50, KM-55)."""

from dataclasses import replace

from tuicompta.core.entry.commit import commit
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.model import Column
from tuicompta.core.entry.refusals import LockedCellError
from tuicompta.core.entry.repeats import rearranged
from tuicompta.core.entry.settling import settle
from tuicompta.core.entry.stops import next_cell, next_stop, previous_cell


def go(desk: Desk, position: int, index: int, column: Column) -> None:
    """Put the cursor on a cell, tidying the line it leaves: an empty one disappears, a whole one is settled."""
    if (position, index) != (desk.position, desk.index):
        position, index = _tidy(desk, position, index)
    last = max(desk.rows.count(position) - 1, 0)
    desk.point(position, min(index, last), column)


def _tidy(desk: Desk, position: int, index: int) -> tuple[int, int]:
    """Tidy the line under the cursor; return where the cell to go to is afterwards."""
    at, line = desk.position, desk.index
    if not desk.is_real or desk.entry.read_only:
        return position, index
    if not desk.entry.lines[line].is_blank:
        settle(desk, at, line)
        return position, index
    entry = desk.entry
    remaining = entry.lines[:line] + entry.lines[line + 1 :]
    if not remaining and at < len(desk.book) - 1:
        desk.delete_entry(at)
        return (position - 1 if position > at else position), index
    desk.put(rearranged(entry, remaining))
    return position, (index - 1 if position == at and index > line else index)


def tidy_all(desk: Desk) -> None:
    """Take what is typed and settle the line under the cursor, before a save; raises what refuses the cell."""
    commit(desk)
    go(desk, *_tidy(desk, desk.position, desk.index), desk.column)


def by_rows(desk: Desk, rows: int) -> None:
    """Move by some rows, in the same column (KM-50)."""
    commit(desk)
    row = desk.rows.start(desk.position) + desk.index + rows
    position, index = desk.rows.locate(row)
    go(desk, position, index, desk.column)


def by_cells(desk: Desk, step: int) -> None:
    """Move to the next or previous cell of the line, enterable or not on a locked one (KM-50)."""
    commit(desk)
    columns = desk.profile.columns
    if desk.entry.read_only:
        rank = min(max(columns.index(desk.column) + step, 0), len(columns) - 1)
        desk.point(desk.position, desk.index, columns[rank])
        return
    found = next_cell(desk, desk.column) if step > 0 else previous_cell(desk, desk.column)
    if found:
        desk.point(desk.position, desk.index, found)


def to_line_start(desk: Desk) -> None:
    """Go to the first cell of the line."""
    commit(desk)
    first = desk.profile.columns[0] if desk.entry.read_only else next_cell(desk, None)
    desk.point(desk.position, desk.index, first or desk.column)


def to_line_end(desk: Desk) -> None:
    """Go to the last cell of the line."""
    commit(desk)
    last = desk.profile.columns[-1] if desk.entry.read_only else previous_cell(desk, None)
    desk.point(desk.position, desk.index, last or desk.column)


def to_first_row(desk: Desk) -> None:
    """Go to the first line of the grid."""
    commit(desk)
    go(desk, 0, 0, desk.column)


def to_last_row(desk: Desk) -> None:
    """Go to the last line of the grid: the empty new entry, on its first stop, or an entry not ended yet."""
    commit(desk)
    last = len(desk.book) - 1
    if desk.book.entries[last].is_new:
        start_entry(desk, last)
    else:
        go(desk, last, desk.rows.count(last) - 1, desk.column)


def to_new_entry(desk: Desk) -> None:
    """Open a new entry at the foot of the grid and go to its first stop (KM-27, KM-45), a new line in a single one."""
    commit(desk)
    if not desk.profile.several and desk.entry.lines:
        _to_new_line(desk)
        return
    desk.open_new_entry()
    start_entry(desk, len(desk.book) - 1)


def _to_new_line(desk: Desk) -> None:
    """Go to the line after those of the entry (SW-21)."""
    if desk.entry.read_only:
        raise LockedCellError(reason=desk.entry.read_only)
    desk.put(replace(desk.entry, complete=False))
    go(desk, desk.position, desk.rows.count(desk.position) - 1, Column.ACCOUNT)


def start_entry(desk: Desk, position: int) -> None:
    """Put the cursor where a new entry starts: on Date, or on Journal in the very first one (KM-45)."""
    go(desk, position, 0, Column.ACCOUNT)
    very_first = desk.position == 0 and Column.JOURNAL not in desk.profile.fixed and not desk.entry.journal
    first = Column.JOURNAL if very_first else next_stop(desk, None)
    desk.cursor = replace(desk.cursor, column=first or Column.ACCOUNT)
