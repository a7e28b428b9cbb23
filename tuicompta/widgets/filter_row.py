"""A row of filter cells over the lines of a grid, one under each heading (RECH-18, CONS-19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.widgets.line_editor import LineEditor
from tuicompta.widgets.line_keys import LineKeys, edited_runs
from tuicompta.widgets.safe import fitted, safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tuicompta.widgets.grid_layout import Place
    from tuicompta.widgets.paged_grid import PagedGrid
    from tuicompta.widgets.painted import Run

LONGEST = 60


class FilterRow(LineKeys):
    """The filter cells of a grid, hidden until they are asked for.

    `filtered` receives the name of a column and its text when a cell that changed is left; `left` is called when the
    keys are to go back to the lines.
    """

    def __init__(self, grid: PagedGrid) -> None:
        super().__init__()
        self._grid = grid
        self.texts: dict[str, str] = {}
        self.editor = LineEditor(limit=LONGEST)
        self.filtered: Callable[[str, str], None] = lambda *_: None
        self.left: Callable[[], None] = lambda: None
        self.display = False

    @property
    def _column_name(self) -> str:
        return self._grid.columns[self._grid.column].identifier

    def arrived(self) -> None:
        """Take the text of the column of the cursor."""
        self.editor.load(self.texts.get(self._column_name, ""))
        super().arrived()

    def departed(self) -> None:
        """Filter by what is typed."""
        self._take()
        super().departed()

    def clear(self) -> None:
        """Empty every cell."""
        self.texts.clear()
        self.editor.load("")
        self.repaint()

    # -- keys ----------------------------------------------------------------------------------------------------------

    def text_changed(self) -> None:
        """Show the text; it filters when the cell is left."""
        self.repaint()

    def do_tick_space(self) -> bool:
        """Add a space."""
        return self.typed(" ")

    do_tick = do_tick_space

    def do_delete_key(self) -> bool:
        """Empty the cell."""
        self.editor.load("")
        self.repaint()
        return True

    def do_left(self) -> bool:
        """Go back in the text, then to the cell at left."""
        if not self.editor.move(-1):
            return self._step(-1)
        self.repaint()
        return True

    def do_right(self) -> bool:
        """Go on in the text, then to the cell at right."""
        if not self.editor.move(1):
            return self._step(1)
        self.repaint()
        return True

    def do_next_field(self) -> bool:
        """Go to the cell at right."""
        return self._step(1)

    def do_previous_field(self) -> bool:
        """Go to the cell at left."""
        return self._step(-1)

    def do_accept(self) -> bool:
        """Filter, and go back to the lines."""
        self._take()
        self.left()
        return True

    do_down = do_accept

    def do_back(self) -> bool:
        """Forget what is typed in the cell, else go back to the lines."""
        if self.editor.text != self.texts.get(self._column_name, ""):
            self.editor.load(self.texts.get(self._column_name, ""))
            self.repaint()
        else:
            self.left()
        return True

    def _step(self, way: int) -> bool:
        self._take()
        self._grid.step_column(way)
        self.editor.load(self.texts.get(self._column_name, ""))
        self.repaint()
        return True

    def _take(self) -> None:
        """Filter by the cell when its text is another one."""
        text = self.editor.text.strip()
        if text == self.texts.get(self._column_name, ""):
            return
        self.texts = {name: kept for name, kept in {**self.texts, self._column_name: text}.items() if kept}
        self.filtered(self._column_name, text)

    # -- painting ------------------------------------------------------------------------------------------------------

    def paint(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (one line)
        """Write the cells under the headings of their columns."""
        end = 0
        for place in self._grid.layout_of_columns.places(width, self._grid.column):
            yield " " * (place.x - end), "normal"
            yield from self._cell(place)
            end = place.x + place.width

    def _cell(self, place: Place) -> Iterable[Run]:
        column = self._grid.columns[place.index]
        if not (self.active and place.index == self._grid.column):
            yield fitted(self.texts.get(column.identifier, ""), place.width), "field"
            return
        runs, at = edited_runs(self.editor, safe(self.editor.text), place.width)
        self.place_cursor(place.x + at, 0)
        yield from runs
