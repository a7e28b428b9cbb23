"""Piece numbers: the counter of each journal, what a save takes from it and what a deletion gives back (NUM, JF-13)."""

from dataclasses import dataclass
from datetime import date

from tuicompta.core.enums import CounterpartMode, NumberingMode
from tuicompta.core.numbering import automatic_number, counter_of, increment
from tuicompta.models.database import Database
from tuicompta.services.entries.references import JournalRow
from tuicompta.services.fiscal_years.fiscal_years import Period
from tuicompta.services.settings.settings import number_setting

_TAKEN_IN_YEAR = """
    SELECT id FROM entry WHERE journal_id = ? AND fiscal_year_id = ? AND piece_number = ? AND id <> ? LIMIT 1
"""
_TAKEN_IN_PERIOD = """
    SELECT id FROM entry
     WHERE journal_id = ? AND fiscal_year_id = ? AND piece_number = ? AND id <> ? AND period_id = ? LIMIT 1
"""
_TAKEN_AT_FOOT = """
    SELECT entry_id FROM entry JOIN entry_line ON entry_id = entry.id
     WHERE journal_id = ? AND fiscal_year_id = ? AND entry_line.piece_number = ? AND (? IS NULL OR period_id = ?)
     LIMIT 1
"""
_LAST = """
    SELECT piece_number FROM entry
     WHERE journal_id = ? AND fiscal_year_id = ? AND piece_number <> '' ORDER BY id DESC LIMIT 1
"""
_SET_YEAR = "UPDATE journal_year SET next_number = ? WHERE journal_id = ? AND fiscal_year_id = ?"
_SET_PERIOD = """
    INSERT INTO journal_period (journal_id, period_id, next_number) VALUES (?, ?, ?)
    ON CONFLICT (journal_id, period_id) DO UPDATE SET next_number = excluded.next_number
"""


@dataclass(frozen=True, slots=True)
class PieceScope:
    """Where piece numbers of a journal are unique: its fiscal year, or its period (NUM-04)."""

    database: Database
    journal: JournalRow
    period: Period
    day: date

    @property
    def by_period(self) -> bool:
        """Whether each period has its own sequence."""
        return self.journal.numbering is NumberingMode.PER_PERIOD

    def holder(self, piece: str, other_than: int | None = None) -> int | None:
        """Return an entry that bears a number in this scope, besides one of them."""
        if self.journal.counterpart_mode is CounterpartMode.FOOT_OF_JOURNAL:
            return self._holder_at_foot(piece)
        keys: tuple[object, ...] = (self.journal.id, self.period.fiscal_year_id, piece, other_than or 0)
        if self.by_period:
            found: int | None = self.database.value(_TAKEN_IN_PERIOD, (*keys, self.period.id))
        else:
            found = self.database.value(_TAKEN_IN_YEAR, keys)
        return found

    def _holder_at_foot(self, piece: str) -> int | None:
        """Return the day that has a line of that number: each line is a piece of its own (JF-17)."""
        period = self.period.id if self.by_period else None
        keys = (self.journal.id, self.period.fiscal_year_id, piece, period, period)
        found: int | None = self.database.value(_TAKEN_AT_FOOT, keys)
        return found

    def counter(self) -> int:
        """Return «Prochain numéro» of the scope (JF-12)."""
        if self.by_period:
            query = "SELECT next_number FROM journal_period WHERE journal_id = ? AND period_id = ?"
            found = self.database.value(query, (self.journal.id, self.period.id))
        else:
            query = "SELECT next_number FROM journal_year WHERE journal_id = ? AND fiscal_year_id = ?"
            found = self.database.value(query, (self.journal.id, self.period.fiscal_year_id))
        return int(found or 1)

    def set_counter(self, value: int) -> None:
        """Store «Prochain numéro»."""
        if self.by_period:
            self.database.run(_SET_PERIOD, (self.journal.id, self.period.id, value))
        else:
            self.database.run(_SET_YEAR, (value, self.journal.id, self.period.fiscal_year_id))

    def number(self, counter: int) -> str:
        """Return the automatic number of a counter (JF-06)."""
        length = number_setting(self.database, "entry.piece_length")
        return automatic_number(self.journal.prefix, counter, length, self.journal.code, self.day)

    def next_free_counter(self) -> int:
        """Return the counter of the next proposal, numbers already saved skipped (JF-13)."""
        counter = self.counter()
        while self.holder(self.number(counter)) is not None:
            counter += 1
        return counter

    def last(self) -> str:
        """Return the piece number of the last entry of the journal in the fiscal year, or ""."""
        return str(self.database.value(_LAST, (self.journal.id, self.period.fiscal_year_id)) or "")

    def proposed(self) -> str:
        """Return the number proposed to a new entry: the next one of the journal, or what follows the last (NUM-01)."""
        if self.journal.numbering is NumberingMode.MANUAL:
            last = self.last()
            return increment(last) if last else ""
        return self.number(self.next_free_counter())

    def free_number_after(self, taken: str) -> str:
        """Return the number that replaces a proposed one taken meanwhile by another save (KM-96, NUM-03)."""
        if self.journal.numbering is not NumberingMode.MANUAL:
            return self.number(self.next_free_counter())
        following = increment(taken)
        while following != taken and self.holder(following) is not None:
            taken, following = following, increment(following)
        return following

    def take(self, piece: str) -> None:
        """Move the counter after a number that has just been saved (JF-13, NUM-02)."""
        used = self._counter_of(piece)
        if used is not None and used >= self.counter():
            self.set_counter(used + 1)

    def give_back(self, piece: str) -> None:
        """Give a number back when its entry is deleted and it was the last one taken (JF-13)."""
        used = self._counter_of(piece)
        if used is not None and used == self.counter() - 1 and self.holder(piece) is None:
            self.set_counter(used)

    def _counter_of(self, piece: str) -> int | None:
        if self.journal.numbering is NumberingMode.MANUAL:
            return None
        return counter_of(piece, self.journal.prefix, self.journal.code, self.day)
