"""What a list is made of, as data: its columns and where its rows come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from tuicompta.widgets.arrangement import Arrangement
from tuicompta.widgets.detailed_rows import DetailedRows
from tuicompta.widgets.memory_rows import MemoryRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tuicompta.widgets.columns import Column, Value
    from tuicompta.widgets.detailed_rows import Detail
    from tuicompta.widgets.rows import Row, RowSource


class ArrangedSource(Protocol):
    """A table that can be searched, sorted, filtered and grouped."""

    def arranged(self, arrangement: Arrangement) -> RowSource:
        """Return its rows as asked."""

    def distinct(self, column: str, arrangement: Arrangement) -> list[tuple[Value, int]]:
        """Return the values of a column among the rows shown, with their counts (FLT-02)."""

    def reload(self) -> None:
        """Read the data again."""


SYSTEM = "(système)"
"""What the name of a view that nobody changes ends with (VUE-02)."""


@dataclass(frozen=True, slots=True)
class SystemView:
    """A view delivered with the program."""

    name: str
    arrangement: Arrangement = field(default_factory=Arrangement)


OWN_VIEW = SystemView(f"Standard {SYSTEM}")


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """A list: a name that its views are kept under, a title, columns, rows.

    `system_views` are delivered, the first one is the default; `details` are the lists that a view may unfold under
    the rows (VUE-09).
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    source: ArrangedSource
    ticks: bool = True
    system_views: tuple[SystemView, ...] = (OWN_VIEW,)
    details: tuple[Detail, ...] = ()

    def rows(self, arrangement: Arrangement) -> RowSource:
        """Return the rows as asked, with their details where they are unfolded."""
        source = self.source.arranged(arrangement)
        detail = next((detail for detail in self.details if detail.identifier == arrangement.detail), None)
        return source if detail is None else DetailedRows(source, detail, arrangement.opened)


class MemoryTable:
    """A small table read at once from `read`; rows are made again only by `reload`."""

    def __init__(self, columns: tuple[Column, ...], read: Callable[[], Iterable[Row]]) -> None:
        self._columns = columns
        self._read = read
        self._rows = MemoryRows(columns, read())

    def arranged(self, arrangement: Arrangement) -> MemoryRows:
        """Return the rows as asked."""
        return self._rows.arranged(arrangement)

    def distinct(self, column: str, arrangement: Arrangement) -> list[tuple[Value, int]]:
        """Return the values of a column among the rows shown."""
        return self._rows.arranged(arrangement).distinct(column)

    def reload(self) -> None:
        """Read the rows again."""
        self._rows = MemoryRows(self._columns, self._read())
