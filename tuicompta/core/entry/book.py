"""The grid and what is counted on it, kept true at each change of an entry without reading the others."""

from collections.abc import Iterable

from tuicompta.core.entry.entries import GridEntries
from tuicompta.core.entry.facts import Facts
from tuicompta.core.entry.history import Change
from tuicompta.core.entry.model import Column, Grid, GridEntry, Provenance
from tuicompta.core.entry.pieces import PieceLedger
from tuicompta.core.entry.ports import StoredEntries, Stub
from tuicompta.core.entry.repeats import with_first
from tuicompta.core.entry.traces import Traces


class GridBook:
    """The only way to change the entries of the grid.

    `debit` and `credit` are the totals of the unsaved lines in cents, `saved_debit` and `saved_credit` those of the
    others, `typed` and `saved` the numbers of entries typed and saved in the session (KM-38), `lines` the number of
    lines. `changes` are those made since `take_changes`, `dirty` the keys of the entries changed since the last draft;
    `touched` counts the entries read or written, for the tests of the work done per key.
    """

    def __init__(self, grid: Grid, facts: Facts, piece_length: int, stored: StoredEntries | None = None) -> None:
        self.grid = grid
        self.entries = GridEntries(grid.entries, stored)
        self.changes: list[Change] = []
        self.dirty: set[int] = set()
        self._touched = 0
        self.traces = Traces(self.entries)
        self.pieces = PieceLedger(facts, self.entries, piece_length)
        self._count_all()
        self._renumber()
        self.changes.clear()

    @property
    def touched(self) -> int:
        """Number of entries read or written so far."""
        return self._touched + self.entries.touched

    def _count_all(self) -> None:
        """Count what is stored, less what the window changed of it, and what the window holds."""
        stored = self.entries.stored
        self.saved_debit, self.saved_credit = stored.totals() if stored else (0, 0)
        self.debit = self.credit = self.typed = self.saved = 0
        self.lines = self.entries.stored_lines()
        for original in self.entries.originals():
            self._count(original, -1)
        for _, entry in self.entries.own():
            self._count(entry, 1)

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

    def refresh(self) -> bool:
        """Read again what is stored; return whether positions may have changed, which ends the history (CTX-08)."""
        moved = self.entries.refresh()
        if moved:
            self.traces.rebuild()
            self.pieces.rebuild()
        self._count_all()
        self._renumber()
        return moved

    def revert(self, position: int) -> None:
        """Forget what the window changed of a stored entry; raises KeyError for an entry typed in the window."""
        entry = self.entries[position]
        original = self.entries.original(entry.key)
        if original is None:
            raise KeyError(entry.key)
        self.restore([Change(position, entry, original)])
        self.settle(position, Stub(-original.key, len(original.lines), original.version))

    def settle(self, position: int, stub: Stub) -> None:
        """Give a saved entry back to the store; the window remembers nothing of it."""
        entry = self.entries[position]
        self.traces.forget(position, entry)
        self.pieces.forget(position, entry)
        self._count(entry, -1)
        self.entries.settle(position, stub)
        self.saved_debit += entry.debit
        self.saved_credit += entry.credit
        self.lines += stub.lines

    def take_changes(self) -> list[Change]:
        """Return the changes made since the last call."""
        taken, self.changes = self.changes, []
        return taken

    def _apply(self, change: Change) -> None:
        """Make one change and count it."""
        self._touched += 1
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
        if self.entries.put(position, after):
            self.traces.forget(position, before)
        if numbered:
            self.pieces.forget(position, before)
        self.traces.note(position, after)
        if numbered:
            self.pieces.note(position, after)

    def _move(self, change: Change) -> None:
        """Insert or delete an entry; those below it have another position."""
        position, last = change.position, len(self.entries) - (change.after is None)
        if position == last and change.after is not None:
            self.entries.insert(position, change.after)
            self.traces.note(position, change.after)
            self.pieces.note(position, change.after)
        elif position == last and change.before is not None:
            self.traces.forget(position, change.before)
            self.pieces.forget(position, change.before)
            self.entries.delete(position)
        else:
            if change.after is None:
                self.entries.delete(position)
            else:
                self.entries.insert(position, change.after)
            self._touched += len(self.entries.own())
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
