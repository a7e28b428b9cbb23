"""The list that opens under a linked field (DDL)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.widgets.edges import between_edges, bottom_edge, top_edge
from tuicompta.widgets.grid_layout import GridLayout
from tuicompta.widgets.grid_paint import row_runs
from tuicompta.widgets.overlay import Overlay
from tuicompta.widgets.row_window import RowWindow
from tuicompta.widgets.ticks import Ticks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.widgets.columns import Column
    from tuicompta.widgets.painted import Run
    from tuicompta.widgets.rows import Key, Row, RowSource

EDGES = 2
ROWS = 8


class DropList(Overlay):
    """Rows of a source in a box; the field drives its cursor and, when several may be taken, its ticks."""

    def __init__(self, columns: tuple[Column, ...], source: RowSource, *, several: bool = False) -> None:
        super().__init__()
        self.cells = GridLayout(columns, ticks=several)
        self.source = source
        self.rows = RowWindow(source, ROWS)
        self.ticks = Ticks()

    @property
    def wanted_width(self) -> int:
        """The cells its columns take, edges included."""
        shown = [self.cells.columns[place] for place in self.cells.shown]
        given = self.cells.own_widths
        return sum(given.get(column.identifier, column.width) + 1 for column in shown) + self.cells.margin + EDGES

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self.rows.current

    def show(self, source: RowSource, key: Key = None) -> None:
        """Show other rows, the cursor on one of them or on the first."""
        self.source = source
        self.rows = RowWindow(source, self.rows.height)
        if key is not None:
            self.rows.go_to(key)
        self.repaint()

    def move(self, lines: int) -> None:
        """Move the cursor."""
        self.rows.move(lines)
        self.repaint()

    def page(self, way: int) -> None:
        """Move the cursor by a page."""
        self.rows.page(way)
        self.repaint()

    def end(self, *, last: bool) -> None:
        """Go to the first or to the last row."""
        self.rows.last() if last else self.rows.first()
        self.repaint()

    def tick(self) -> None:
        """Tick the row and go to the next one (DDL-03)."""
        if self.current is not None:
            self.ticks.toggle(self.current)
            self.move(1)

    def resized(self, width: int, height: int) -> None:  # noqa: ARG002 (the height alone counts)
        """Show as many rows as there is room for."""
        self.rows.resize(height - EDGES)

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Paint an edge or a row; the last edge tells how many rows there are."""
        height = self.room.height
        if y == 0:
            return top_edge(width)
        if y == height - 1:
            return bottom_edge(width, str(self.source.count()))
        return between_edges(self._row(y - 1, width - EDGES))

    def _row(self, line: int, width: int) -> list[Run]:
        shown = self.rows.visible
        if line >= len(shown):
            text = " Aucune valeur" if line == 0 else ""
            return [(text.ljust(width), "quiet")]
        row = shown[line]
        places = self.cells.places(width, 0)
        voice = "cursor" if line == self.rows.line else "normal"
        runs = list(
            row_runs(
                row,
                self.cells.columns,
                places,
                self.cells.margin,
                ticked=row.key in self.ticks,
                voice=voice,
                cursor=None,
            )
        )
        used = places[-1].x + places[-1].width if places else 0
        return [*runs, (" " * max(width - used, 0), voice)]
