"""The lines typed in a foot-of-journal journal, read back one by one: the counterpart is no line of the grid."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tuicompta.core.entry.model import GridEntry
from tuicompta.models.database import Database
from tuicompta.services.entries.read import entries_of

_STAMPED = """
    SELECT id, account_id, entry_date, piece_number, document_number, label, debit, credit, payment_method_id,
           (SELECT number FROM cheque WHERE entry_line_id = entry_line.id)
      FROM entry_line WHERE id = ?
"""
_FEET = """
    SELECT entry_line.id FROM entry_line JOIN entry ON entry.id = entry_id
     WHERE journal_id = ? AND period_id = ? AND foot = 1
"""


def pieces_of(database: Database, journal_id: int, period_id: int) -> Iterator[GridEntry]:
    """Yield the lines typed in a journal/month, each a piece of its own, by date then order of entry (JF-17).

    The version of a piece follows what its lines hold, so that two users may type in one day (SW-39).
    """
    feet = {row[0] for row in database.rows(_FEET, (journal_id, period_id))}
    for day in entries_of(database, journal_id, period_id):
        for line in day.lines:
            line_id = line.line_id or 0
            if line_id not in feet:
                yield replace(day, key=line_id, lines=(line,), version=stamp(database, [line_id]))


def stamp(database: Database, line_ids: Iterable[int]) -> int:
    """Return a number that changes with what stored lines hold; those that are gone change it too."""
    rows: Sequence[Any] = [database.row(_STAMPED, (line_id,)) for line_id in line_ids]
    return zlib.crc32(repr(rows).encode())


def foot_totals(database: Database, journal_id: int, period_id: int) -> Mapping[str, int]:
    """Return the counterpart of the journal/month in cents, on each side, as stored (CTP-02)."""
    row = database.row(
        "SELECT coalesce(sum(debit), 0), coalesce(sum(credit), 0) FROM entry_line JOIN entry ON entry.id = entry_id"
        " WHERE journal_id = ? AND period_id = ? AND foot = 1",
        (journal_id, period_id),
    )
    debit, credit = row or (0, 0)
    return {"debit": debit, "credit": credit}
