"""Rows of the screen: which entry and which of its lines each one shows."""

from bisect import bisect_right
from itertools import accumulate


class RowIndex:
    """Number of rows of each entry, and the first row of each.

    The first rows are summed again from the first entry whose number of rows changed, when they are next asked for:
    typing at the foot of the grid sums nothing.
    """

    def __init__(self) -> None:
        self._counts: list[int] = []
        self._starts: list[int] = []
        self._valid = 0

    def __len__(self) -> int:
        return self.start(len(self._counts))

    def resize(self, entries: int, position: int) -> None:
        """Take note that the entries from a position on have changed places, and are so many in all."""
        self._counts[position:] = [1] * (entries - position)
        self._valid = min(self._valid, position)

    def fill(self, counts: list[int]) -> None:
        """Take the numbers of rows of all the entries."""
        self._counts = counts
        self._valid = 0

    def insert(self, position: int, count: int) -> None:
        """Take note of an entry inserted at a position, with its number of rows."""
        self._counts.insert(position, count)
        self._valid = min(self._valid, position)

    def delete(self, position: int) -> None:
        """Take note that the entry at a position is gone."""
        del self._counts[position]
        self._valid = min(self._valid, position)

    def put(self, position: int, count: int) -> bool:
        """Set the number of rows of an entry; return whether it is another one."""
        changed = self._counts[position] != count
        if changed:
            self._counts[position] = count
            self._valid = min(self._valid, position)
        return changed

    def start(self, position: int) -> int:
        """Return the first row of an entry, or the number of rows for the position after the last one."""
        self._sum(position)
        return self._starts[position]

    def count(self, position: int) -> int:
        """Return the number of rows of an entry."""
        return self._counts[position]

    def locate(self, row: int) -> tuple[int, int]:
        """Return the entry shown at a row, and the rank of the row in it; rows out of bounds give the nearest one."""
        self._sum(len(self._counts))
        inside = min(max(row, 0), self._starts[-1] - 1)
        position = bisect_right(self._starts, inside, hi=len(self._counts)) - 1
        return position, inside - self._starts[position]

    def _sum(self, position: int) -> None:
        """Make the first rows true up to a position."""
        if not self._starts:
            self._starts = [0]
        if position <= self._valid and len(self._starts) == len(self._counts) + 1:
            return
        del self._starts[self._valid + 1 :]
        last = self._starts.pop()
        self._starts.extend(accumulate(self._counts[self._valid :], initial=last))
        self._valid = len(self._counts)
