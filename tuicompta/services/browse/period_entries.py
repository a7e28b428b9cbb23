"""The entries of one journal/month, one row each (VUE-09)."""

from datetime import date
from typing import NamedTuple

from tuicompta.core.dates import parse_iso
from tuicompta.models.database import Database

_ENTRIES = """
    SELECT entry.id, entry.entry_date, entry.piece_number,
           (SELECT label FROM entry_line WHERE entry_id = entry.id AND position = 1),
           (SELECT sum(debit) FROM entry_line WHERE entry_id = entry.id), entry.status
      FROM entry WHERE journal_id = ? AND period_id = ? ORDER BY entry.entry_date, entry.id
"""


class PeriodEntry(NamedTuple):
    """An entry: the label of its first line, the total of its debits in cents, its status as it is stored."""

    id: int
    day: date
    piece: str
    label: str
    amount: int
    status: str


def period_entries(database: Database, journal_id: int, period_id: int) -> list[PeriodEntry]:
    """Return the entries of a journal/month in date order then order of entry, all statuses included."""
    rows = database.rows(_ENTRIES, (journal_id, period_id))
    return [PeriodEntry(row[0], parse_iso(row[1]), row[2], row[3] or "", row[4] or 0, row[5]) for row in rows]
