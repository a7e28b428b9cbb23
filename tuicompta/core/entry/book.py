"""The grid and what is counted on it, kept true at each change of an entry without reading the others."""

from collections.abc import Iterable

from tuicompta.core.entry.facts import Facts
from tuicompta.core.entry.history import Change
from tuicompta.core.entry.model import Column, Grid, GridEntry, Provenance
from tuicompta.core.entry.pieces import PieceLedger
from tuicompta.core.entry.repeats import with_first
from tuicompta.core.entry.traces import Traces


class GridBook:
    """The only way to change the entries of the grid.

    `debit` and `credit` are the totals of the unsaved lines in cents, `saved_debit` and `saved_credit` those of the
    others, `typed` and `saved` the numbers of entries typed and saved in the session (KM-38), `lines` the number of
    lines. `changes` are those made since `take_changes`, `dirty` the keys of the entries changed since the last draft;
    `touched` counts the entries read or written, for the tests of the work done per key.
    """

    def __init__(self, grid: Grid, facts: Facts, piece_length: int) -> None:
        self.grid = grid
        self.entries = grid.entries
        self.debit = self.credit = self.saved_debit = self.saved_credit = 0
        self.typed = self.saved = self.lines = self.touched = 0
        self.changes: list[Change] = []
        self.dirty: set[int] = set()
        self.traces = Traces(grid.entries)
        self.pieces = PieceLedger(facts, grid.entries, piece_length)
        for entry in grid.entries:
            self._count(entry, 1)
        self._renumber()
        self.changes.clear()

    def __len__(self) -> int:
        return len(self.entries)

    def put(self, position: int, entry: GridEntry) -> None:
        """Put an entry in place of the one at a position."""
        if entry != self.entries[position]:
            self._apply(Change(position, self.entries[position], entry))
            self._renumber()

    def insert(self, position: int, entry: GridEntry) -> None:
        """Insert an entry at a position."""
        self._apply(Change(position, None, entry))
        self._renumber()

    def delete(self, position: int) -> None:
        """Delete the entry at a position."""
        self._apply(Change(position, self.entries[position], None))
        self._renumber()

    def restore(self, changes: Iterable[Change]) -> None:
        """Make changes that were recorded, or the inverse of them in the reverse order."""
        for change in changes:
            self._apply(change)
        self._renumber()

    def take_changes(self) -> list[Change]:
        """Return the changes made since the last call."""
        taken, self.changes = self.changes, []
        return taken

    def _apply(self, change: Change) -> None:
        """Make one change and count it."""
        self.touched += 1
        self.changes.append(change)
        if change.before is not None:
            self._count(change.before, -1)
        if change.after is not None:
            self._count(change.after, 1)
        if change.before is not None and change.after is not None:
            self._replace(change.position, change.before, change.after)
        else:
            self._move(change)

    def _replace(self, position: int, before: GridEntry, after: GridEntry) -> None:
        numbered = not self.pieces.same(before, after)
        self.traces.forget(position, before)
        if numbered:
            self.pieces.forget(position, before)
        self.entries[position] = after
        self.traces.note(position, after)
        if numbered:
            self.pieces.note(position, after)

    def _move(self, change: Change) -> None:
        """Insert or delete an entry; those below it have another position."""
        position, last = change.position, len(self.entries) - (change.after is None)
        if position == last and change.after is not None:
            self.entries.append(change.after)
            self.traces.note(position, change.after)
            self.pieces.note(position, change.after)
        elif position == last and change.before is not None:
            self.traces.forget(position, change.before)
            self.pieces.forget(position, change.before)
            self.entries.pop()
        else:
            self.entries[position : position + (change.after is None)] = [] if change.after is None else [change.after]
            self.touched += len(self.entries) - position
            self.traces.rebuild()
            self.pieces.rebuild()

    def _count(self, entry: GridEntry, sign: int) -> None:
        self.dirty.add(entry.key)
        self.lines += sign * len(entry.lines)
        self.saved += sign * entry.saved
        self.typed += sign * (not entry.is_new)
        if entry.saved:
            self.saved_debit += sign * entry.debit
            self.saved_credit += sign * entry.credit
        else:
            self.debit += sign * entry.debit
            self.credit += sign * entry.credit

    def _renumber(self) -> None:
        """Give the entries below the last changes the numbers that these free or take (KM-57)."""
        while moves := self.pieces.moves():
            for position, number in moves:
                entry = self.entries[position]
                self._apply(Change(position, entry, renumbered(entry, number)))


def renumbered(entry: GridEntry, number: str) -> GridEntry:
    """Return an entry with another proposed piece number, on all the lines that carry the old one (NUM-09).

    Where the number was taken away to be given anew, the lines left without one take it too (NUM-05).
    """
    return with_first(entry, Column.PIECE, number, Provenance.ACCEPTED, spread=not entry.piece)
