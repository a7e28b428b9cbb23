"""Rows and where they come from: the contract between a grid and a table of any size."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tuicompta.widgets.columns import Value

Key = Hashable
"""What names a row for good, whatever the order: the identity of its record."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its key and its values, one per column.

    `voice` paints the whole row (``quiet`` for a locked one); `level` is more than zero for what is unfolded under
    another row; `heading` marks the title of a group, whose `folded` state is told by a sign. `opened` tells whether
    the details of a row are unfolded, nothing where it has none; `detail` marks such a line, a heading too: it is no
    record of the list and its one value runs across the columns. The first value of a row that `spans` runs as far as
    the first sum, as the title of a group does: a total, a balance brought forward. `voices` are
    those of some of its cells, by their places.
    """

    key: Key
    values: tuple[Value, ...]
    voice: str = "normal"
    level: int = 0
    heading: bool = False
    folded: bool = False
    opened: bool | None = None
    detail: bool = False
    spans: bool = False
    voices: tuple[tuple[int, str], ...] = ()


class RowSource(Protocol):
    """Rows in one order, read by pages around a key and never by rank, so that a million rows cost what ten do."""

    def first(self, size: int) -> Sequence[Row]:
        """Return at most `size` rows from the start."""

    def last(self, size: int) -> Sequence[Row]:
        """Return at most `size` rows up to the end, in the order of display."""

    def after(self, key: Key, size: int) -> Sequence[Row]:
        """Return at most `size` rows that follow the row of a key."""

    def before(self, key: Key, size: int) -> Sequence[Row]:
        """Return at most `size` rows that come before the row of a key, in the order of display."""

    def row(self, key: Key) -> Row | None:
        """Return the row of a key, or None when it is not among the rows shown."""

    def count(self) -> int:
        """Return the number of rows shown."""

    def total(self) -> int:
        """Return the number of rows without search nor filter."""

    def locate(self, prefix: str) -> Key | None:
        """Return the first row whose first column begins with a text, case and accents ignored."""

    def totals(self) -> Mapping[str, int]:
        """Return the sums of the rows shown, in cents, by identifier of column."""


def every_row(source: RowSource, size: int = 1000) -> Iterator[Row]:
    """Yield all the rows of a source in their order, read by pages."""
    rows = source.first(size)
    while rows:
        yield from rows
        rows = source.after(rows[-1].key, size)


class EmptySource:
    """No row at all: what a grid shows before it is given its rows."""

    def first(self, size: int) -> Sequence[Row]:  # noqa: ARG002 (part of the contract, like the others here)
        """Return nothing."""
        return ()

    last = first

    def after(self, key: Key, size: int) -> Sequence[Row]:  # noqa: ARG002
        """Return nothing."""
        return ()

    before = after

    def row(self, key: Key) -> Row | None:  # noqa: ARG002
        """Return nothing."""
        return None

    def count(self) -> int:
        """Return zero."""
        return 0

    total = count

    def locate(self, prefix: str) -> Key | None:  # noqa: ARG002
        """Return nothing."""
        return None

    def totals(self) -> Mapping[str, int]:
        """Return no sum."""
        return {}
