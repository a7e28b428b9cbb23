"""A row of filter cells over the lines of a grid that no list arranges (CONS-19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.frame.actions import Action
from tuicompta.screens.frame.window import Window
from tuicompta.screens.lists.asked_rows import group_of
from tuicompta.services.browse.request import Group
from tuicompta.services.browse.scanned_lines import FILTERED_BY
from tuicompta.widgets.filter_row import FilterRow
from tuicompta.widgets.filter_syntax import read_filter

if TYPE_CHECKING:
    from tuicompta.widgets.paged_grid import PagedGrid

FILTER_ROW = Action("filter_row", "Afficher / Cacher le filtre", "Une case de filtre par colonne.", short="Filtre")


class FilterCells(Window):
    """A window with filter cells over its `grid`; `wire_cells` is called once the grid is made."""

    grid: PagedGrid
    cells: FilterRow

    def wire_cells(self) -> None:
        """Make the cells, hidden."""
        self.cells = FilterRow(self.grid)
        self.cells.filtered = self._filter_cell
        self.cells.left = lambda: self.frame.set_focus(self.grid)

    async def filter_by(self, conditions: Group) -> None:
        """Keep the lines that meet conditions."""
        raise NotImplementedError

    async def do_filter_row(self) -> None:
        """Show the filter cells, or hide them, which removes their filters."""
        cells = self.cells
        cells.display = not cells.display
        if cells.display:
            self.frame.set_focus(cells)
            return
        cells.clear()
        self.frame.set_focus(self.grid)
        await self.filter_by(Group())

    def _filter_cell(self, name: str, text: str) -> None:
        column = next(known for known in self.grid.columns if known.identifier == name)
        if text and name not in FILTERED_BY:
            del self.cells.texts[name]
            self.frame.say(f"«{column.title}» ne se filtre pas", warning=True)
            return
        try:
            conditions = Group(tuple(self._condition(known, typed) for known, typed in self.cells.texts.items()))
        except TuicomptaError:
            del self.cells.texts[name]
            raise
        self.frame.dispatcher.start(self.filter_by(conditions))

    def _condition(self, name: str, text: str) -> Group:
        column = next(known for known in self.grid.columns if known.identifier == name)
        wanted = read_filter(text, column)
        return Group() if wanted is None else group_of(name, wanted)
