"""Undo and redo: each act is kept as the entries it changed, before and after (SW-07)."""

from collections import deque
from dataclasses import dataclass
from typing import Final

from tuicompta.core.dates import YearMonth
from tuicompta.core.entry.model import Column, GridEntry

DEPTH: Final = 200


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next key goes: position of an entry, rank of a line in it, column."""

    entry: int
    line: int
    column: Column


@dataclass(frozen=True, slots=True)
class Change:
    """One entry put in place of another at a position; inserted when there was none, deleted when there is none."""

    position: int
    before: GridEntry | None
    after: GridEntry | None

    @property
    def inverse(self) -> "Change":
        """The change that undoes this one."""
        return Change(self.position, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Place:
    """What comes back with the entries when an act is undone: the cursor, the month of the header, the next key."""

    cursor: Cursor
    working_month: YearMonth | None
    next_key: int


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the user."""

    changes: tuple[Change, ...]
    before: Place
    after: Place


class History:
    """The last acts since the save, and those undone."""

    def __init__(self) -> None:
        self._done: deque[Step] = deque(maxlen=DEPTH)
        self._undone: list[Step] = []

    def record(self, step: Step) -> None:
        """Keep an act; what was undone can be redone no longer."""
        self._done.append(step)
        self._undone.clear()

    def clear(self) -> None:
        """Forget everything: what is saved is not undone."""
        self._done.clear()
        self._undone.clear()

    def undo(self) -> Step | None:
        """Take back the last act, nothing when there is none."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def redo(self) -> Step | None:
        """Do again the last act undone, nothing when there is none."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]
