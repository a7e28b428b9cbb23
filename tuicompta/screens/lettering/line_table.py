"""One of the two tables of the simplified lettering: its title, its lines, their order (LSIM-08, LSIM-09)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.containers import Vertical

from tuicompta.core.text import cell_width
from tuicompta.screens.browsing.consultation_rows import ConsultationRows
from tuicompta.screens.browsing.line_columns import Room, columns, show_columns
from tuicompta.screens.lettering.ticked import TickedLines
from tuicompta.services.browse.scanned_lines import LineOrder
from tuicompta.widgets.arrangement import Arrangement, Sort
from tuicompta.widgets.paged_grid import PagedGrid
from tuicompta.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.app import ComposeResult

    from tuicompta.services.browse.scanned_lines import ScannedLines
    from tuicompta.widgets.columns import Column
    from tuicompta.widgets.painted import Run
    from tuicompta.widgets.rows import Key


_FIRST = frozenset({"day", "piece", "debit", "credit", "code"})
_SHORT_PIECE, _SHORT_DAY = 7, 8


class TableTitle(Painted):
    """What a table holds, over it."""

    DEFAULT_CSS = "TableTitle { height: 1; }"

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def paint(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (one line)
        """Write the title and a rule to its right."""
        yield f" {self._title} ", "strong"
        yield "─" * max(width - cell_width(self._title) - 2, 0), "rule"


class LineTable(Vertical):
    """Lines of the account on one side; `place` is "left" or "right" (LSIM-08)."""

    DEFAULT_CSS = "LineTable { height: 1fr; width: 1fr; } LineTable PagedGrid { height: 1fr; }"

    def __init__(self, place: str, title: str) -> None:
        super().__init__()
        self.place = place
        self.order, self.descending = LineOrder.PLACE, False
        self.resorted: Callable[[], None] = lambda: None
        self.rows: ConsultationRows | None = None
        self._title = TableTitle(title)
        self.grid = PagedGrid(columns(Room()))
        self.grid.widened = False
        self.grid.sorted_by = self._sort
        self.ticked = TickedLines(self.grid)

    def compose(self) -> ComposeResult:
        """Put the title over the lines."""
        yield self._title
        yield self.grid

    def show(self, lines: ScannedLines, room: Room, more: Sequence[str], *, tight: bool, keep: Key | None) -> None:
        """Show other lines; the cursor goes to a row, or to the first one. `tight`: what letters lines comes first."""
        shown = columns(room, more)
        if tight:
            first = (replace(_tight(column), optional=column.identifier not in _FIRST) for column in shown)
            shown = tuple(sorted(first, key=lambda column: column.optional))
        self.rows = ConsultationRows(lines, shown, None)
        show_columns(self.grid, shown)
        own = self.order is LineOrder.PLACE and not self.descending
        arrangement = Arrangement(sorts=() if own else (Sort(self.order.value, self.descending),))
        known = ((row.key, self.rows.row(row.key)) for row in list(self.grid.ticks.marked))
        self.grid.ticks.keep({key: row for key, row in known if row is not None})
        self.grid.show(self.rows, arrangement, keep=keep)

    def in_own_order(self) -> None:
        """Return to the order of dates."""
        self.order, self.descending = LineOrder.PLACE, False

    def _sort(self, column: Column) -> None:
        order = next((order for order in LineOrder if order.value == column.identifier), None)
        if order is not None:
            self.descending = order is self.order and not self.descending
            self.order = order
            self.resorted()


def _tight(column: Column) -> Column:
    """Return a column as it shrinks where two tables share the screen."""
    if column.identifier == "piece":
        return replace(column, least=_SHORT_PIECE)
    return replace(column, width=_SHORT_DAY) if column.identifier == "day" else column
