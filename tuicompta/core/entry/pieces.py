"""Automatic piece numbers of the unsaved entries of the grid (KM-57).

The entries of one journal and scope follow one another in the order of the grid. Each one that still bears a proposed
number takes the next free one; a number typed above it becomes the new base, a lower one changes nothing (NUM-02): a
number typed that another entry already shows is a duplicate, told at the save (NUM-05).
Only the entries below a change are looked at, and no further than the first one that the change leaves as it was.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from tuicompta.core.dates import YearMonth
from tuicompta.core.entry.entries import own_entries
from tuicompta.core.entry.facts import Facts, piece_scope
from tuicompta.core.entry.model import Column, GridEntry, Provenance
from tuicompta.core.entry.ports import JournalInfo
from tuicompta.core.enums import NumberingMode
from tuicompta.core.numbering import automatic_number, counter_of

_OWN = frozenset({Provenance.TYPED, Provenance.CLEARED})
Key = tuple[str, YearMonth | None]


def is_proposed(entry: GridEntry) -> bool:
    """Tell whether the piece number of an entry is a proposal that may still change (KM-96)."""
    return entry.entry_id is None and bool(entry.lines) and entry.lines[0].provenance(Column.PIECE) not in _OWN


@dataclass(slots=True)
class _Scope:
    """Entries numbered together: their positions, and the next counter after each of them.

    Entries of rank `stale` to `moved` have changed since the counters were computed.
    """

    positions: list[int] = field(default_factory=list)
    counters: list[int] = field(default_factory=list)
    stale: int = 0
    moved: int = -1

    def touch(self, rank: int) -> None:
        self.stale = min(self.stale, rank)
        self.moved = max(self.moved, rank)


class PieceLedger:
    """Gives the next automatic number anywhere in the grid, and says which numbers a change moves."""

    def __init__(self, facts: Facts, entries: Sequence[GridEntry], length: int) -> None:
        self._facts = facts
        self._entries = entries
        self._length = length
        self._scopes: dict[Key, _Scope] = {}
        self._touched: set[Key] = set()
        self.rebuild()

    def set_length(self, length: int) -> None:
        """Give the numbers proposed from now on another length (OSA-09)."""
        self._length = length

    def rebuild(self) -> None:
        """Read all the entries again: their positions have changed."""
        self._scopes.clear()
        self._touched.clear()
        for position, entry in own_entries(self._entries):
            self.note(position, entry)

    def key(self, entry: GridEntry) -> Key | None:
        """Return the scope an entry is numbered in, nothing when it takes no automatic number.

        An entry that has lost its date keeps its place in a numbering by year, where the day does not matter.
        """
        journal = self._facts.journal(entry.journal)
        if journal is None or entry.entry_id is not None or not entry.lines:
            return None
        if journal.numbering is NumberingMode.MANUAL:
            return None
        if entry.entry_date is None:
            return (journal.code, None) if journal.numbering is NumberingMode.PER_YEAR else None
        return journal.code, piece_scope(journal, entry.entry_date)

    def same(self, before: GridEntry, after: GridEntry) -> bool:
        """Tell whether a change of an entry leaves the numbers as they are."""
        seen = [(self.key(entry), entry.piece, entry.entry_date, is_proposed(entry)) for entry in (before, after)]
        return seen[0] == seen[1]

    def note(self, position: int, entry: GridEntry) -> None:
        """Take an entry into its scope."""
        key = self.key(entry)
        if key is None:
            return
        scope = self._scopes.setdefault(key, _Scope())
        rank = bisect_left(scope.positions, position)
        insort(scope.positions, position)
        scope.counters.insert(rank, 0)
        scope.touch(rank)
        self._touched.add(key)

    def forget(self, position: int, entry: GridEntry) -> None:
        """Take an entry out of its scope."""
        key = self.key(entry)
        if key is None:
            return
        scope = self._scopes[key]
        rank = bisect_left(scope.positions, position)
        del scope.positions[rank], scope.counters[rank]
        scope.touch(rank)
        self._touched.add(key)

    def proposal(self, position: int, journal: JournalInfo, day: date) -> str:
        """Return the number that an entry of this journal and day takes at a position (NUM-01, KM-57)."""
        scope = self._scopes.get((journal.code, piece_scope(journal, day)), _Scope())
        rank = bisect_left(scope.positions, position)
        return self._free(self._before(scope, rank, journal, day), journal, day)[0]

    def moves(self) -> list[tuple[int, str]]:
        """Return the positions and new numbers of the entries that the changes since the last call have moved."""
        found = [move for key in sorted(self._touched, key=str) for move in self._moves_of(key)]
        self._touched.clear()
        return found

    def _moves_of(self, key: Key) -> Iterator[tuple[int, str]]:
        scope, journal = self._scopes[key], self._facts.journal(key[0])
        rank = scope.stale
        while journal is not None and rank < len(scope.positions):
            position = scope.positions[rank]
            entry = self._entries[position]
            day = entry.entry_date or self._facts.start
            counter = self._before(scope, rank, journal, day)
            if is_proposed(entry):
                number, counter = self._free(counter, journal, day)
                if number != entry.piece:
                    yield position, number
            else:
                typed = counter_of(entry.piece, journal.prefix, journal.code, day)
                counter = counter if typed is None else max(counter, typed + 1)
            if rank > scope.moved and counter == scope.counters[rank]:
                break
            scope.counters[rank] = counter
            rank += 1
        scope.stale, scope.moved = len(scope.positions), -1

    def _before(self, scope: _Scope, rank: int, journal: JournalInfo, day: date) -> int:
        return scope.counters[rank - 1] if rank else self._facts.next_piece_counter(journal, day)

    def _free(self, counter: int, journal: JournalInfo, day: date) -> tuple[str, int]:
        """Return the first number from a counter on that no stored entry bears, and the counter after it."""
        while True:
            number = automatic_number(journal.prefix, counter, self._length, journal.code, day)
            counter += 1
            if self._facts.piece_use(journal.code, day, number) is None:
                return number, counter
