"""The line of an entry behind a line of a printed report (IMP-10)."""

from datetime import date
from typing import NamedTuple

from tuicompta.core.dates import iso
from tuicompta.models.database import Database

_FIND = """
    SELECT entry_line.id, entry.journal_id, entry.period_id
      FROM account JOIN entry_line ON entry_line.account_id = account.id JOIN entry ON entry.id = entry_line.entry_id
      JOIN journal ON journal.id = entry.journal_id
     WHERE account.number = ? AND entry_line.entry_date = ? AND debit = ? AND credit = ? AND journal.code = ?
       AND ? IN (entry.piece_number, entry_line.piece_number)
     ORDER BY entry_line.label = ? DESC, entry.id, entry_line.position LIMIT 1
"""


_FIND_DUE = """
    SELECT entry_line.id
      FROM account JOIN due_date ON due_date.account_id = account.id JOIN entry_line ON entry_line.id = entry_line_id
      JOIN entry ON entry.id = entry_line.entry_id JOIN journal ON journal.id = entry.journal_id
     WHERE account.number = ? AND due_on = ? AND journal.code = ? AND entry_line.piece_number = ?
       AND entry_line.label = ?
     ORDER BY due_date.id LIMIT 1
"""


class PrintedDue(NamedTuple):
    """What reports print of a due date."""

    account: str
    due_date: date
    journal: str
    piece: str
    label: str


class PrintedLine(NamedTuple):
    """What reports print of a line."""

    account: str
    date: date
    debit: int
    credit: int
    journal: str
    piece: str
    label: str


class FoundLine(NamedTuple):
    """A line of an entry and where it is."""

    line_id: int
    journal_id: int
    period_id: int


def find_printed_line(database: Database, printed: PrintedLine) -> FoundLine | None:
    """Return the first line that prints so, None when a report prints a sum, or the line changed since."""
    number, day, *others = printed
    found = database.row(_FIND, (number, iso(day), *others))
    return None if found is None else FoundLine(*found)


def find_printed_due(database: Database, printed: PrintedDue) -> int | None:
    """Return the first line with a due date that prints so, None when its schedule changed since."""
    number, day, *others = printed
    found = database.value(_FIND_DUE, (number, iso(day), *others))
    return None if found is None else int(found)
