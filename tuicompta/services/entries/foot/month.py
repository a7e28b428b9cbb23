"""The lines typed in a foot-of-journal journal/month, read by pages as the grid shows them (SJ-02, CTP-02)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from tuicompta.core.dates import parse_iso
from tuicompta.core.entry.entries import with_key
from tuicompta.core.entry.model import GridEntry
from tuicompta.core.entry.ports import Stub
from tuicompta.services.entries.foot.read import stamp, stamps_of
from tuicompta.services.entries.month import StoredMonth
from tuicompta.services.entries.read import read_entry

_OUTLINE = """
    SELECT entry_line.id FROM entry JOIN entry_line ON entry_id = entry.id
     WHERE journal_id = ? AND period_id = ? AND foot = 0 ORDER BY entry.entry_date, entry.id, position
"""
_TYPED = """
    SELECT coalesce(sum(debit), 0), coalesce(sum(credit), 0) FROM entry JOIN entry_line ON entry_id = entry.id
     WHERE journal_id = ? AND period_id = ? AND foot = 0
"""
_DAYS = """
    SELECT entry.entry_date, sum(debit - credit) FROM entry JOIN entry_line ON entry_id = entry.id
     WHERE journal_id = ? AND period_id = ? AND foot = 0 GROUP BY entry.entry_date
"""
_RANKS = """
    SELECT entry_id, row_number() OVER (PARTITION BY entry_id ORDER BY position) - 1, entry_line.id
      FROM entry JOIN entry_line ON entry_id = entry.id WHERE journal_id = ? AND period_id = ? AND foot = 0
"""
_ENTRY = "SELECT entry_id FROM entry_line WHERE id = ? AND foot = 0"


class FootMonth(StoredMonth):
    """The stored lines of a foot-of-journal journal/month, each a piece of its own known by its identifier (JF-17).

    The counterparts of the days are not among them: the window shows one line at its foot.
    """

    def outline(self) -> Sequence[Stub]:
        """Return all the lines by date, then order of entry."""
        stamps = stamps_of(self._database, *self._place)
        return [Stub(line_id, 1, stamps[line_id]) for (line_id,) in self._database.rows(_OUTLINE, self._place)]

    def totals(self) -> tuple[int, int]:
        """Return the totals of the lines typed, in cents, without their counterparts."""
        debit, credit = self._database.row(_TYPED, self._place) or (0, 0)
        return debit, credit

    def balances(self) -> Mapping[date, int]:
        """Return debit − credit of the lines typed, in cents, by day."""
        return {parse_iso(day): balance for day, balance in self._database.rows(_DAYS, self._place)}

    def read(self, identifiers: Sequence[int]) -> Sequence[GridEntry]:
        """Return lines as they are now, each as an entry of the grid; those that are gone are left out."""
        days: dict[int, GridEntry | None] = {}
        found = []
        for line_id in identifiers:
            entry_id = self._database.value(_ENTRY, (line_id,))
            if entry_id is not None and entry_id not in days:
                days[entry_id] = read_entry(self._database, entry_id)
            day = days.get(entry_id) if entry_id is not None else None
            if day is not None:
                found.append(self._piece(day, line_id))
        return found

    def found(self, text: str) -> Sequence[tuple[int, int]]:
        """Return the lines that may hold a text (SJ-40)."""
        places = {(entry, rank): line for entry, rank, line in self._database.rows(_RANKS, self._place)}
        return [(places[where], 0) for where in super().found(text) if where in places]

    def _piece(self, day: GridEntry, line_id: int) -> GridEntry:
        lines = tuple(line for line in day.lines if line.line_id == line_id)
        return with_key(replace(day, lines=lines, version=stamp(self._database, [line_id])), line_id)
