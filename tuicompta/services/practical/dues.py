"""The open due dates of a customer or supplier that a payment may settle (SPT-11)."""

from datetime import date
from typing import NamedTuple

from tuicompta.core.dates import parse_iso
from tuicompta.core.enums import EntryStatus, LineType
from tuicompta.models.database import Database

_OPEN = """
    SELECT due_date.id, due_on, line.piece_number, line.label, line.line_type, due_date.amount - due_date.matched
      FROM due_date JOIN entry_line AS line ON line.id = due_date.entry_line_id
      JOIN entry ON entry.id = line.entry_id JOIN account ON account.id = due_date.account_id
     WHERE account.number = ? AND due_date.matched < due_date.amount AND entry.status <> ?
       AND line.line_type IN ('invoice', 'credit_note')
     ORDER BY due_on, due_date.id
"""


class OpenDueDate(NamedTuple):
    """A due date not settled; `balance` in cents, below zero for a credit note."""

    id: int
    due_on: date
    piece: str
    label: str
    balance: int


def open_due_dates(database: Database, account: str) -> list[OpenDueDate]:
    """Return the open due dates of an account, the earliest first; credit notes count negatively."""
    rows = database.rows(_OPEN, (account, EntryStatus.SIMULATED.value))
    return [
        OpenDueDate(key, parse_iso(day), piece, label, -left if kind == LineType.CREDIT_NOTE else left)
        for key, day, piece, label, kind, left in rows
    ]
