"""The ticked lines of a grid, and the line where the cursor goes once they are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.widgets.rows import every_row

if TYPE_CHECKING:
    from collections.abc import Container

    from tuicompta.widgets.paged_grid import PagedGrid
    from tuicompta.widgets.rows import Key


def ticked_lines(grid: PagedGrid) -> list[int]:
    """Return the identifiers of the ticked lines, all those shown but the unticked ones after «Sélectionner tout»."""
    rows = every_row(grid.source) if grid.ticks.all_rows else grid.ticks.marked
    return [row.key for row in rows if isinstance(row.key, int) and row.key in grid.ticks]


def following_key(grid: PagedGrid, gone: Container[Key]) -> Key | None:
    """Return the first row from the cursor down that is not among those gone, else the nearest one above."""
    rows = list(grid.window.visible)
    line = grid.window.line
    nearest = [*rows[line:], *rows[:line][::-1]]
    return next((row.key for row in nearest if row.key not in gone), None)
