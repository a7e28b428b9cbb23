"""Records offered by a linked field, in the order a typist expects (DDL-04, DDL-16)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tuicompta.core.text import fold
from tuicompta.widgets.columns import cell_text
from tuicompta.widgets.memory_rows import MemoryRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tuicompta.widgets.columns import Column
    from tuicompta.widgets.rows import Key, Row, RowSource


class Choices(Protocol):
    """The records of a linked field: the first column is the code, the second the label."""

    columns: tuple[Column, ...]

    def search(self, text: str) -> RowSource:
        """Return the records found by a text: code beginning with it, then label, then anywhere; all for no text."""

    def find(self, key: Key) -> Row | None:
        """Return a record, blocked or not."""

    def reload(self) -> None:
        """Read the records again (DDL-11)."""

    def why_not(self, text: str) -> str:
        """Return why the record of this very code is not offered, "" when nothing is known of it."""


class MemoryChoices:
    """Records read at once from `read`; those for which `blocked` holds are never offered (DDL-16)."""

    def __init__(
        self,
        columns: tuple[Column, ...],
        read: Callable[[], Iterable[Row]],
        *,
        blocked: Callable[[Row], bool] = lambda _: False,
    ) -> None:
        self.columns = columns
        self._read = read
        self._blocked = blocked
        self.reload()

    def reload(self) -> None:
        """Read the records again."""
        self._rows = list(self._read())
        self._offered = [row for row in self._rows if not self._blocked(row)]
        self._folded = [
            tuple(fold(cell_text(value, column)) for value, column in zip(row.values, self.columns, strict=True))
            for row in self._offered
        ]

    def search(self, text: str) -> RowSource:
        """Return the records found by a text, ranked (DDL-04)."""
        typed = fold(text.strip())
        if not typed:
            return MemoryRows(self.columns, self._offered)
        ranked: list[list[Row]] = [[], [], []]
        for row, texts in zip(self._offered, self._folded, strict=True):
            rank = _rank(typed, texts)
            if rank is not None:
                ranked[rank].append(row)
        return MemoryRows(self.columns, [row for rows in ranked for row in rows])

    def find(self, key: Key) -> Row | None:
        """Return a record, blocked or not."""
        return next((row for row in self._rows if row.key == key), None)

    def why_not(self, text: str) -> str:
        """Tell of a record that is blocked (DDL-16)."""
        typed = fold(text.strip())
        codes = ((cell_text(row.values[0], self.columns[0]), row) for row in self._rows)
        blocked = next((code for code, row in codes if fold(code) == typed and self._blocked(row)), "")
        return f"{blocked} est bloqué : il ne se choisit plus." if blocked else ""

    def is_blocked(self, key: Key) -> bool:
        """Tell whether a record is blocked or inactive."""
        row = self.find(key)
        return row is not None and self._blocked(row)


class LazyChoices(MemoryChoices):
    """Records read at once, the first time they are wanted: many fields of a card are never opened."""

    _read_yet = False

    def reload(self) -> None:
        """Read the records again when they are wanted next (DDL-11)."""
        self._read_yet = False

    def search(self, text: str) -> RowSource:
        """Return the records found by a text, ranked."""
        self._want()
        return super().search(text)

    def find(self, key: Key) -> Row | None:
        """Return a record, blocked or not."""
        self._want()
        return super().find(key)

    def why_not(self, text: str) -> str:
        """Tell of a record that is blocked."""
        self._want()
        return super().why_not(text)

    def _want(self) -> None:
        if not self._read_yet:
            self._read_yet = True
            super().reload()


def _rank(typed: str, texts: tuple[str, ...]) -> int | None:
    """Return 0 when the code begins with the text, 1 when the label does, 2 when it is anywhere, None when nowhere."""
    if texts[0].startswith(typed):
        return 0
    if len(texts) > 1 and texts[1].startswith(typed):
        return 1
    words = typed.split()
    whole = "\n".join(texts)
    return 2 if all(word in whole for word in words) else None
