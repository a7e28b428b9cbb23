"""The lines typed in a foot-of-journal journal, read back one by one: the counterpart is no line of the grid."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tuicompta.core.entry.model import GridEntry
from tuicompta.models.database import Database
from tuicompta.services.entries.read import entries_of

_CELLS = """
    SELECT entry_line.id, account_id, entry_line.entry_date, entry_line.piece_number, document_number, label, debit,
           credit, payment_method_id, (SELECT number FROM cheque WHERE entry_line_id = entry_line.id)
      FROM entry_line
"""
_STAMPED = f"{_CELLS} WHERE id = ?"
_OF_MONTH = f"{_CELLS} JOIN entry ON entry.id = entry_id WHERE journal_id = ? AND period_id = ? AND foot = 0"
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
    return _digest([database.row(_STAMPED, (line_id,)) for line_id in line_ids])


def stamps_of(database: Database, journal_id: int, period_id: int) -> dict[int, int]:
    """Return the stamps of all the lines typed in a journal/month, by their identifiers."""
    return {row[0]: _digest([row]) for row in database.rows(_OF_MONTH, (journal_id, period_id))}


def _digest(rows: Sequence[Any]) -> int:
    return zlib.crc32(repr([row and tuple(row) for row in rows]).encode())


def foot_totals(database: Database, journal_id: int, period_id: int) -> Mapping[str, int]:
    """Return the counterpart of the journal/month in cents, on each side, as stored (CTP-02)."""
    row = database.row(
        "SELECT coalesce(sum(debit), 0), coalesce(sum(credit), 0) FROM entry_line JOIN entry ON entry.id = entry_id"
        " WHERE journal_id = ? AND period_id = ? AND foot = 1",
        (journal_id, period_id),
    )
    debit, credit = row or (0, 0)
    return {"debit": debit, "credit": credit}
