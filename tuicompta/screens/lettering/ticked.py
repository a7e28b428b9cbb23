"""The ticked lines of a grid, and the line where the cursor goes once they are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.widgets.rows import every_row

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from tuicompta.widgets.paged_grid import PagedGrid
    from tuicompta.widgets.rows import Key, RowSource


class TickedLines:
    """The ticked lines of a grid, gone through again only when a tick or the rows change: there may be thousands."""

    def __init__(self, grid: PagedGrid) -> None:
        self._grid = grid
        self._source: RowSource | None = None
        self._ticks: tuple[object, ...] = ()
        self._lines: Sequence[int] = ()

    def __call__(self) -> Sequence[int]:
        """Return their identifiers: all those shown but the unticked ones after «Sélectionner tout»."""
        ticks = self._grid.ticks
        state = (ticks.all_rows, *(row.key for row in ticks.marked))
        if self._source is not self._grid.source or state != self._ticks:
            rows = every_row(self._grid.source) if ticks.all_rows else ticks.marked
            self._lines = [row.key for row in rows if isinstance(row.key, int) and row.key in ticks]
            self._source, self._ticks = self._grid.source, state
        return self._lines


def following_key(grid: PagedGrid, gone: Container[Key]) -> Key | None:
    """Return the first row from the cursor down that is not among those gone, else the nearest one above."""
    rows = list(grid.window.visible)
    line = grid.window.line
    nearest = [*rows[line:], *rows[:line][::-1]]
    return next((row.key for row in nearest if row.key not in gone), None)
