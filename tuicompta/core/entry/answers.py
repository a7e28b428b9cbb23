"""What the screen brings back to the grid: a value picked, an account created, due dates, a place to go to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tuicompta.core.entry import accept, dues, lists, moves, typed, writing
from tuicompta.core.entry.commit import commit
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.enterable import check_enterable
from tuicompta.core.entry.model import Column, DuePart, GridEntry, Provenance
from tuicompta.core.entry.pending import Issue
from tuicompta.core.entry.ports import AccountInfo
from tuicompta.core.entry.refusals import NotDueError
from tuicompta.core.entry.repeats import with_first


def fill(desk: Desk, value: str | date) -> None:
    """Put in the cell under the cursor what was picked outside the grid: a day, or a text as if it was typed."""
    check_enterable(desk)
    if isinstance(value, date):
        typed.put_date(desk, value)
        return
    desk.edit(value)
    lists.refresh(desk)
    commit(desk)


def take_account(desk: Desk, account: AccountInfo) -> None:
    """Take the account created from the cell and go on (KM-66)."""
    desk.facts.accounts.put(account)
    if desk.column is Column.ACCOUNT:
        desk.edit(account.number)
        lists.refresh(desk)
        accept.enter(desk)


def refresh(desk: Desk) -> None:
    """Forget the answers of the outside world, and count again the rows that depend on them."""
    desk.facts.forget()
    desk.proposals.amounts.forget()
    desk.measure_own()


def add_entry(desk: Desk, entry: GridEntry) -> None:
    """Put an unsaved entry at the foot of the grid, with the journal, date and piece number proposed where it has none.

    The cursor is on its first stop (CTX-16).
    """
    commit(desk)
    desk.open_new_entry()
    position = len(desk.book) - 1
    desk.point(position, 0, Column.ACCOUNT)
    desk.put(replace(entry, key=desk.entry.key, entry_id=None, version=0, saved=False))
    writing.accept_header(desk)
    if not desk.entry.piece:
        number = desk.proposals.headers.piece(position, desk.entry)
        desk.put(with_first(desk.entry, Column.PIECE, number, Provenance.ACCEPTED, spread=True))
    desk.open_new_entry()
    moves.start_entry(desk, position)


def set_due_parts(desk: Desk, entry_key: int, line: int, parts: Sequence[DuePart]) -> None:
    """Give its due dates to a line (ECH-09 to ECH-13); raises DuePartsError or NotDueError."""
    position = _position(desk, entry_key)
    if position is None or line >= len(desk.book.entries[position].lines):
        raise NotDueError
    entry = desk.book.entries[position]
    checked = dues.checked(parts, entry.lines[line])
    first = checked[0].due_date if checked else None
    dated = entry.lines[line].with_value(Column.DUE_DATE, first, Provenance.TYPED)
    desk.put(entry.with_line(line, replace(dated, due_parts=checked)), position)


def go_to(desk: Desk, issue: Issue) -> None:
    """Put the cursor on the cell of an error or a warning (KM-36, KM-37)."""
    position = _position(desk, issue.entry_key)
    if position is not None:
        moves.go(desk, position, issue.line, issue.column)


def resume_typing(desk: Desk, entry_key: int, line: int, column: str, text: str) -> None:
    """Put back a text that was being typed (KM-97)."""
    position = _position(desk, entry_key)
    desk.point(len(desk.book) - 1 if position is None else position, 0, Column(column))
    moves.go(desk, desk.position, line, Column(column))
    check_enterable(desk)
    desk.edit(text)
    lists.refresh(desk)


def _position(desk: Desk, entry_key: int) -> int | None:
    return desk.book.entries.position_of(entry_key)
