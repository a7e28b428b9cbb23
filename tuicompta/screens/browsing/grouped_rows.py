"""The rows of a table of any size by groups: headings with their figures, lines when a group is unfolded (RECH-09)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuicompta.core.amounts import format_amount
from tuicompta.screens.lists.asked_rows import value_of
from tuicompta.screens.lists.keyset_source import KeysetSource
from tuicompta.widgets.chained_rows import ChainedRows, OneRow, Part
from tuicompta.widgets.columns import cell_text
from tuicompta.widgets.memory_rows import BLANK
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tuicompta.services.browse.found_table import FoundTable
    from tuicompta.services.browse.groups import GroupedTable, GroupHeading, Place
    from tuicompta.services.browse.keyset import KeyedRow
    from tuicompta.widgets.arrangement import Arrangement
    from tuicompta.widgets.columns import Column, Value
    from tuicompta.widgets.rows import Key


@dataclass
class GroupedRows:
    """Builds the rows of an arrangement with groups; `make` turns a line of the table into a row."""

    table: GroupedTable
    columns: tuple[Column, ...]
    make: Callable[[KeyedRow], Row]
    arrangement: Arrangement
    every: Callable[[], int]

    def source(self) -> ChainedRows:
        """Return the rows: only headings are read now, and the groups that are unfolded."""
        self._parts: list[Part] = []
        self._headings: dict[Key, int] = {}
        self._lines: list[tuple[int, FoundTable]] = []
        self._count = 0
        self._sums: dict[str, int] = {}
        self._unfold((), ())
        return ChainedRows(self._parts, self._place, lambda: self._count, self.every, lambda: self._sums)

    def _unfold(self, within: Place, path: tuple[str, ...]) -> None:
        column = next(known for known in self.columns if known.identifier == self.arrangement.groups[len(within)])
        for heading in self.table.headings(column.identifier, within):
            if not within:
                self._count += heading.rows
                self._sums = {name: self._sums.get(name, 0) + value for name, value in heading.sums.items()}
            text = cell_text(value_of(heading.shown, column), column).strip() or BLANK
            here = (*path, text)
            unfolded = here in self.arrangement.unfolded
            self._headings[here] = len(self._parts)
            self._parts.append(OneRow(self._heading(here, heading, folded=not unfolded)))
            if not unfolded:
                continue
            place: Place = (*within, (column.identifier, heading.value))
            if len(place) < len(self.arrangement.groups):
                self._unfold(place, here)
            else:
                self._add_lines(self.table.rows(place))

    def _add_lines(self, table: FoundTable) -> None:
        self._lines.append((len(self._parts), table))
        self._parts.append(KeysetSource(table, self.make, dict))

    def _heading(self, path: tuple[str, ...], heading: GroupHeading, *, folded: bool) -> Row:
        """Return the heading of a group: its value, how many lines it has, their sums and difference."""
        difference = heading.sums.get("debit", 0) - heading.sums.get("credit", 0)
        apart = f" · différence {format_amount(difference)}" if difference else ""
        title = f"{path[-1]} ({heading.rows}){apart}"
        figures: Mapping[str, Value] = heading.sums
        values = tuple(figures.get(column.identifier) for column in self.columns)
        return Row(path, (title, *values[1:]), "strong", len(path) - 1, heading=True, folded=folded)

    def _place(self, key: Key) -> int | None:
        if not isinstance(key, int):
            return self._headings.get(key)
        return next((place for place, table in self._lines if table.place(key) is not None), None)
