"""Piece numbers already taken, for the proposals of the entry grids (NUM, JF-12)."""

from datetime import date

from tuicompta.core.dates import parse_iso
from tuicompta.core.entry.ports import PieceUse
from tuicompta.services.entries.errors import UnknownJournalError
from tuicompta.services.entries.pieces import PieceScope
from tuicompta.services.entries.references import References
from tuicompta.services.lookup.base import Lookup, database_of

_USE = """
    SELECT entry.entry_date, label FROM entry JOIN entry_line ON entry_id = entry.id AND position = 1 WHERE entry.id = ?
"""


class PieceLookup(Lookup):
    """Piece numbers of the stored entries (`core.entry.ports.Pieces`)."""

    def next_piece_counter(self, journal: str, day: date) -> int:
        """Return «Prochain numéro» of the journal in the scope of that day, numbers already saved skipped (JF-13)."""
        scope = self._scope(journal, day)
        return scope.next_free_counter() if scope else 1

    def piece_use(self, journal: str, day: date, piece: str) -> PieceUse | None:
        """Return the stored entry that bears this number where it would be a duplicate (NUM-04)."""
        scope = self._scope(journal, day)
        holder = scope.holder(piece) if scope and piece else None
        row = None if holder is None else database_of(self).row(_USE, (holder,))
        return None if row is None else PieceUse(journal, piece, parse_iso(row[0]), row[1])

    def last_piece(self, journal: str, day: date) -> str:
        """Return the piece number of the last stored entry of the journal in the fiscal year of that day, or ""."""
        scope = self._scope(journal, day)
        return scope.last() if scope else ""

    def _scope(self, journal: str, day: date) -> PieceScope | None:
        database = database_of(self)
        references = References(database)
        period = references.period(day)
        if period is None:
            return None
        try:
            return PieceScope(database, references.journal(journal, period.fiscal_year_id), period, day)
        except UnknownJournalError:
            return None
