"""Finding a text in the grid: labels, accounts, pieces, documents, amounts (SJ-40, KM-50)."""

from collections.abc import Iterator

from tuicompta.core.amounts import format_amount, format_plain
from tuicompta.core.entry import moves
from tuicompta.core.entry.commit import commit
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.model import AMOUNTS, Column, GridLine
from tuicompta.core.entry.refusals import TextNotFoundError
from tuicompta.core.text import fold

_SEARCHED = (Column.ACCOUNT, Column.LABEL, Column.PIECE, Column.DOCUMENT)


def find(desk: Desk, text: str) -> None:
    """Put the cursor on the next cell that holds the text, going round the grid; raises TextNotFoundError (KEY-23)."""
    commit(desk)
    desk.sought = text
    sought = fold(text.strip())
    for position, index in _places_after(desk, text):
        column = _column_with(desk.book.entries[position].lines[index], sought) if sought else None
        if column:
            moves.go(desk, position, index, column)
            return
    raise TextNotFoundError(text=text)


def _places_after(desk: Desk, text: str) -> Iterator[tuple[int, int]]:
    """Return the lines that may hold the text, from the one after the cursor round to the one under it."""
    entries = desk.book.entries
    places = [(at, rank) for at, entry in entries.own() for rank in range(len(entry.lines))]
    if entries.stored is not None:
        stored = entries.stored_positions()
        found = ((stored.get(identifier), rank) for identifier, rank in entries.stored.found(text.strip()))
        places += [(at, rank) for at, rank in found if at is not None]
    places.sort()
    here = (desk.position, desk.index)
    yield from (place for place in places if place > here)
    yield from (place for place in places if place <= here)


def _column_with(line: GridLine, sought: str) -> Column | None:
    for column in _SEARCHED:
        if sought in fold(str(line.value(column))):
            return column
    for column, cents in zip(AMOUNTS, (line.debit, line.credit), strict=True):
        if cents and (sought in format_amount(cents) or sought in format_plain(cents)):
            return column
    return None
