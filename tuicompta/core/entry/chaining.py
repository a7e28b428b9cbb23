"""One entry after another in a window that holds a single one (SE-05, SE-08)."""

from dataclasses import replace
from datetime import date

from tuicompta.core.entry import moves
from tuicompta.core.entry.answers import refresh
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.model import Column, GridEntry, Provenance


def start_again(desk: Desk, journal: str, day: date | None) -> None:
    """Put an empty entry in the place of the one shown, with a journal and a date, the cursor on its first stop."""
    desk.stop_editing()
    entry = GridEntry(desk.next_key, read_only=desk.book.grid.read_only)
    if journal:
        entry = entry.with_journal(journal, Provenance.ACCEPTED)
    if day:
        entry = entry.with_date(day, Provenance.ACCEPTED)
    desk.next_key += 1
    desk.point(0, 0, Column.ACCOUNT)
    desk.put(entry)
    desk.history.clear()
    moves.start_entry(desk, 0)


def show_stored(desk: Desk, entry: GridEntry) -> None:
    """Put an entry as it is stored now in the place of the one shown, whatever was typed in it (SW-39)."""
    desk.point(0, 0, Column.ACCOUNT)
    desk.put(replace(entry, key=desk.entry.key))
    desk.history.clear()
    refresh(desk)
