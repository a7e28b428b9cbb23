"""Ticked rows of a list of any size: a few keys, or all the rows but a few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.widgets.columns import Summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tuicompta.widgets.columns import Column
    from tuicompta.widgets.rows import Key, Row


class Ticks:
    """The ticks of a list; `all_rows` true means every row shown but those kept in `marked`."""

    def __init__(self) -> None:
        self.all_rows = False
        self._marked: dict[Key, Row] = {}

    def __contains__(self, key: Key) -> bool:
        return (key in self._marked) is not self.all_rows

    def __bool__(self) -> bool:
        return self.all_rows or bool(self._marked)

    @property
    def marked(self) -> Iterator[Row]:
        """The rows ticked one by one, or unticked one by one after «all»."""
        return iter(self._marked.values())

    def set(self, row: Row, *, ticked: bool) -> None:
        """Tick or untick a row."""
        if ticked is self.all_rows:
            self._marked.pop(row.key, None)
        else:
            self._marked[row.key] = row

    def toggle(self, row: Row) -> None:
        """Tick an unticked row, untick a ticked one."""
        self.set(row, ticked=row.key not in self)

    def clear(self) -> None:
        """Untick every row."""
        self.all_rows = False
        self._marked.clear()

    def tick_all(self) -> None:
        """Tick every row shown; when they all are, untick them (LST-09)."""
        was_all = self.all_rows and not self._marked
        self.clear()
        self.all_rows = not was_all

    def count(self, shown: int) -> int:
        """Return how many of the rows shown are ticked."""
        return shown - len(self._marked) if self.all_rows else len(self._marked)

    def totals(self, columns: tuple[Column, ...], shown: Mapping[str, int]) -> dict[str, int]:
        """Return the sums of the ticked rows, in cents, by column; `shown` are the sums of all the rows shown.

        Columns summed up otherwise than by their total have none.
        """
        return {
            column.identifier: shown.get(column.identifier, 0) - self._sum(place) if self.all_rows else self._sum(place)
            for place, column in enumerate(columns)
            if column.total and column.summary is Summary.TOTAL
        }

    def keep(self, rows: Mapping[Key, Row]) -> None:
        """Keep the ticks of the rows that still exist, with their present values (LST-02)."""
        self._marked = {key: rows[key] for key in self._marked if key in rows}

    def _sum(self, place: int) -> int:
        return sum(value for row in self._marked.values() if isinstance(value := row.values[place], int))
