"""The entries of a grid in their order; the stored ones among them are read by pages, when first looked at (SJ-02).

A month of a hundred thousand lines opens with the identifiers and the numbers of lines of its entries. What was typed
or changed in the window is its *own*: proposals, saves and drafts look at these alone; the dossier answers for the
others.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, overload

from tuicompta.core.entry.details import Detail
from tuicompta.core.entry.model import GridEntry, GridLine
from tuicompta.core.entry.ports import StoredEntries, Stub

PAGE: Final = 24
MOST_READ: Final = 4_000
GONE: Final = "L'écriture n'existe plus : actualisez (F5)."

Slot = GridEntry | Stub


def key_of(stub: Stub) -> int:
    """Return the key in the grid of a stored entry: entries typed in the window have the keys above zero."""
    return -stub.id


class GridEntries(Sequence[GridEntry]):
    """Entries by position. `touched` counts those read from the store, for the tests of the work done per key.

    `stale`: what was read is no longer what the outline said, another session having changed it meanwhile.
    """

    def __init__(self, typed: Iterable[GridEntry], stored: StoredEntries | None = None) -> None:
        self.stored = stored
        self.touched = 0
        self.stale = False
        self._own: list[int] = []
        self._originals: dict[int, GridEntry] = {}
        self._stubs: dict[int, Stub] = {}
        self._details: dict[int, Mapping[int, Mapping[Detail, str]]] = {}
        self._read = 0
        self._slots: list[Slot] = [] if stored is None else list(stored.outline())
        self._arrange([(None, entry) for entry in typed])

    # Reading

    def __len__(self) -> int:
        return len(self._slots)

    @overload
    def __getitem__(self, position: int) -> GridEntry: ...

    @overload
    def __getitem__(self, position: slice) -> list[GridEntry]: ...

    def __getitem__(self, position: int | slice) -> GridEntry | list[GridEntry]:
        slot = self._slots[position]
        if isinstance(slot, GridEntry):
            return slot
        if isinstance(position, slice):
            return [self[at] for at in range(*position.indices(len(self)))]
        return self._page(position % len(self))

    def own(self) -> list[tuple[int, GridEntry]]:
        """Return the entries typed or changed in this window with their positions, in their order."""
        return [(position, self[position]) for position in self._own]

    def own_positions(self, first: int = 0) -> list[int]:
        """Return the positions of the entries typed or changed in this window, from one on."""
        return self._own[bisect_left(self._own, first) :]

    def is_own(self, position: int) -> bool:
        """Tell whether an entry was typed or changed in this window."""
        if self.stored is None:
            return True
        rank = bisect_left(self._own, position)
        return rank < len(self._own) and self._own[rank] == position

    def waiting(self) -> list[GridEntry]:
        """Return the entries that wait for a save, in their order."""
        return [entry for _, entry in self.own() if entry.lines and not entry.saved]

    def lines_at(self, position: int) -> int:
        """Return the number of lines of an entry, without reading it."""
        slot = self._slots[position]
        return len(slot.lines) if isinstance(slot, GridEntry) else slot.lines

    def line_counts(self) -> list[int]:
        """Return the numbers of lines of all the entries, without reading them; an empty one takes a row too."""
        counts = [slot.lines if isinstance(slot, Stub) else len(slot.lines) for slot in self._slots]
        return [count or 1 for count in counts]

    def stored_lines(self) -> int:
        """Return the number of lines stored, whatever the window changed of them."""
        shown = sum(slot.lines if isinstance(slot, Stub) else len(slot.lines) for slot in self._slots)
        changed = sum(len(original.lines) for original in self._originals.values())
        return shown - sum(map(self.lines_at, self._own)) + changed

    def position_of(self, key: int) -> int | None:
        """Return where the entry of a key is, nothing when it is no longer in the grid."""
        own = next((position for position, entry in self.own() if entry.key == key), None)
        if own is not None:
            return own
        keys = (slot.key if isinstance(slot, GridEntry) else key_of(slot) for slot in self._slots)
        return next((position for position, found in enumerate(keys) if found == key), None)

    def stored_positions(self) -> dict[int, int]:
        """Return where the stored entries that nobody changed are, by their identifiers."""
        own = set(self._own)
        return {self._stub(slot).id: at for at, slot in enumerate(self._slots) if at not in own}

    def position_of_stored(self, entry_id: int) -> int | None:
        """Return where a stored entry is, nothing when the grid does not show it."""
        own = next((position for position, entry in self.own() if entry.entry_id == entry_id), None)
        return self.stored_positions().get(entry_id) if own is None else own

    def original(self, key: int) -> GridEntry | None:
        """Return the stored entry that a change of this window started from, nothing for an entry typed here."""
        return self._originals.get(key)

    def originals(self) -> Iterable[GridEntry]:
        """Return the stored entries that were changed in this window, as they were."""
        return self._originals.values()

    def details(self, position: int) -> Mapping[int, Mapping[Detail, str]]:
        """Return what the store alone knows of the lines of an entry, by their identifiers; read once (SW-34)."""
        key = self[position].key
        if self.stored is None or key > 0:
            return {}
        if key not in self._details:
            self._details[key] = self.stored.details(-key)
        return self._details[key]

    def outdated(self) -> list[int]:
        """Return the keys of the changed entries that are no longer stored as they were read (SW-39)."""
        changed = [entry for entry in self.waiting() if entry.key < 0]
        now = {entry.key: entry for entry in self._source.read([-entry.key for entry in changed])} if changed else {}
        return [entry.key for entry in changed if not entry.is_stored_as(now.get(entry.key))]

    # Changing

    def put(self, position: int, entry: GridEntry) -> bool:
        """Put an entry in place of another; return whether the other one was already the window's own."""
        was_own = self.is_own(position)
        if not was_own:
            before = self[position]
            self._originals[before.key] = before
            insort(self._own, position)
        self._slots[position] = entry
        return was_own

    def insert(self, position: int, entry: GridEntry) -> None:
        """Insert an entry of the window."""
        self._shift(position, 1)
        self._slots.insert(position, entry)
        insort(self._own, position)

    def delete(self, position: int) -> None:
        """Take an entry of the window away."""
        del self._slots[position]
        rank = bisect_left(self._own, position)
        if rank < len(self._own) and self._own[rank] == position:
            del self._own[rank]
        self._shift(position, -1)

    def settle(self, position: int, stub: Stub) -> None:
        """Give an entry back to the store, where it is saved: it is read from there when next looked at."""
        self._originals.pop(self[position].key, None)
        self._details.pop(key_of(stub), None)
        self._slots[position] = stub
        del self._own[bisect_left(self._own, position)]

    def refresh(self) -> bool:
        """Take the stored entries in the order they have now; return whether positions may have changed.

        What waits for a save stays where it was among the others, the new entry at the foot last.
        """
        if self.stored is None:
            return False
        outline = list(self.stored.outline())
        self.stale = False
        self._details.clear()
        self._read = 0
        if self._is_still(outline):
            self._slots[: len(outline)] = outline
            return False
        waiting = self._anchored()
        self._slots = list(outline)
        self._own, self._originals, self._stubs = [], {}, {}
        self._arrange(waiting)
        return True

    def _is_still(self, outline: Sequence[Stub]) -> bool:
        """Tell whether the grid shows these stored entries, then at most one of the window, at its foot."""
        count = len(outline)
        at_foot = self._own in ([], [count]) and len(self) == count + len(self._own)
        return at_foot and all(self._stub(slot) == stub for slot, stub in zip(self._slots, outline, strict=False))

    def _anchored(self) -> list[tuple[int | None, GridEntry]]:
        """Return what is kept over a refresh, each with the key of the stored entry above it, None at the foot."""
        kept: list[tuple[int | None, GridEntry]] = []
        foot = len(self)
        while foot and self.is_own(foot - 1):
            foot -= 1
        for position, entry in self.own():
            if (entry.lines and not entry.saved) or (entry.is_new and position == len(self) - 1):
                kept.append((None if position >= foot else self._stored_above(position), entry))
        return kept

    def _stored_above(self, position: int) -> int | None:
        """Return the key of the nearest stored entry above a position; 0 stands for the top of the grid."""
        for at in range(position - 1, -1, -1):
            slot = self._slots[at]
            if isinstance(slot, Stub):
                return key_of(slot)
            if slot.entry_id is not None and slot.key < 0:
                return slot.key
        return 0

    def _arrange(self, typed: Sequence[tuple[int | None, GridEntry]]) -> None:
        """Put entries of the window in the grid: changed ones in place of theirs, the others under their anchor."""
        places = {key_of(slot): at for at, slot in enumerate(self._slots) if isinstance(slot, Stub)} if typed else {}
        changed = {places[entry.key]: entry for _, entry in typed if entry.key in places}
        self._remember(changed)
        followers: dict[int, list[GridEntry]] = {}
        for anchor, entry in typed:
            if entry.key not in places:
                last = len(self._slots)
                after = -1 if anchor == 0 else places.get(anchor, last) if anchor is not None else last
                followers.setdefault(after, []).append(entry)
        slots: list[Slot] = list(followers.get(-1, ()))
        self._own = list(range(len(slots)))
        for at, slot in enumerate(self._slots):
            if at in changed:
                self._own.append(len(slots))
            slots.append(changed.get(at, slot))
            for entry in followers.get(at, ()):
                self._own.append(len(slots))
                slots.append(entry)
        for entry in followers.get(len(self._slots), ()):
            self._own.append(len(slots))
            slots.append(entry)
        self._slots = slots

    def _remember(self, changed: dict[int, GridEntry]) -> None:
        if self.stored is not None and changed:
            for original in self.stored.read([-entry.key for entry in changed.values()]):
                self._originals[original.key] = original

    def _shift(self, position: int, step: int) -> None:
        """Move the positions of the window's own entries from one on."""
        for rank in range(bisect_left(self._own, position), len(self._own)):
            self._own[rank] += step

    # The store

    def _page(self, position: int) -> GridEntry:
        """Read the stored entries round a position, and return the one there."""
        self._forget_some()
        first, last = max(position - PAGE // 2, 0), min(position + PAGE, len(self))
        stubs = {at: slot for at in range(first, last) if isinstance(slot := self._slots[at], Stub)}
        read = {entry.key: entry for entry in self._source.read([stub.id for stub in stubs.values()])}
        for at, stub in stubs.items():
            entry = read.get(key_of(stub)) or _gone(stub)
            self._stubs[key_of(stub)] = stub
            self._slots[at] = entry
            self.stale = self.stale or entry.read_only == GONE or len(entry.lines) != stub.lines
        self.touched += len(stubs)
        self._read += len(stubs)
        return self[position]

    def _forget_some(self) -> None:
        """Let go of the entries read long ago: those that nobody changed are read again when needed."""
        if self._read > MOST_READ:
            own = set(self._own)
            self._slots = [slot if at in own else self._stub(slot) for at, slot in enumerate(self._slots)]
            self._details.clear()
            self._read = 0

    def _stub(self, slot: Slot) -> Stub:
        """Return what stands for a stored entry until it is read."""
        if isinstance(slot, Stub):
            return slot
        return self._stubs.get(slot.key) or Stub(-slot.key, len(slot.lines), slot.version)

    @property
    def _source(self) -> StoredEntries:
        if self.stored is None:
            raise LookupError
        return self.stored


def _gone(stub: Stub) -> GridEntry:
    """Return what is shown of an entry that another session deleted meanwhile."""
    lines = tuple(GridLine() for _ in range(stub.lines))
    return GridEntry(key_of(stub), lines=lines, complete=True, saved=True, read_only=GONE, entry_id=stub.id)


def own_entries(entries: Sequence[GridEntry]) -> Iterator[tuple[int, GridEntry]]:
    """Yield the entries that proposals remember by themselves: those of the window, the dossier knowing the others."""
    yield from entries.own() if isinstance(entries, GridEntries) else enumerate(entries)


def with_key(entry: GridEntry, identifier: int) -> GridEntry:
    """Return a stored entry under its key in the grids that read entries by pages."""
    return replace(entry, key=-identifier)
