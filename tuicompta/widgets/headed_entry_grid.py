"""An entry grid with the cells of its header written over it: journal, date, piece number and its date (SE-09).

The cells belong to the machine as those of the grid do: the same keys type in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuicompta.core.entry.model import Column
from tuicompta.widgets.entry_grid import EntryGrid
from tuicompta.widgets.entry_paint import LONG_DATE, VOICES, caret_offset, cursor_runs
from tuicompta.widgets.safe import fitted, safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from tuicompta.core.entry.details import Shown
    from tuicompta.core.entry.view import CellView
    from tuicompta.widgets.entry_grid import EntryLook, EntryModel
    from tuicompta.widgets.painted import Run

LINES: Final = ((Column.JOURNAL, Column.DATE), (Column.PIECE, Column.PIECE_DATE))
HEADER: Final = tuple(column for line in LINES for column in line)
_TITLES: Final = {
    Column.JOURNAL: "Journal*",
    Column.DATE: "Date*",
    Column.PIECE: "N° de pièce",
    Column.PIECE_DATE: "Date de pièce",
}
_FIRST_TITLE, _FIRST_CELL, _SECOND_TITLE = 12, 20, 14


class HeadedEntryGrid(EntryGrid):
    """The grid of one entry under its header; `told` says more of the journal, such as its description."""

    def __init__(
        self,
        model: EntryModel,
        columns: tuple[Shown, ...],
        *,
        look: EntryLook | None = None,
        titles: Mapping[Shown, str] | None = None,
        id: str | None = None,  # noqa: A002 (name of Textual)
    ) -> None:
        super().__init__(model, columns, look=look, titles=titles, id=id)
        self.told: Callable[[], str] = str

    @property
    def page(self) -> int:
        """The number of lines of the screen, for PageUp and PageDown."""
        return max(super().page - len(LINES), 1)

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Paint a line of the header, then those of the grid."""
        return self._header(y) if y < len(LINES) else super().paint(y - len(LINES), width)

    def place_cursor(self, x: int, y: int) -> None:
        """Put the terminal cursor on a cell of the grid, which is under the header."""
        super().place_cursor(x, y + len(LINES))

    def _header(self, y: int) -> Iterator[Run]:
        first, second = LINES[y]
        view = self.model.row(0)
        yield fitted(f" {_TITLES[first]}", _FIRST_TITLE + 1), "quiet"
        yield from self._cell(first, view.cells.get(first), _FIRST_CELL, _FIRST_TITLE + 1, y)
        yield "  ", "normal"
        yield fitted(_TITLES[second], _SECOND_TITLE), "quiet"
        x = _FIRST_TITLE + 1 + _FIRST_CELL + 2 + _SECOND_TITLE
        yield from self._cell(second, view.cells.get(second), LONG_DATE, x, y)
        yield f"  {self.told()}" if y == 0 else "", "quiet"

    def _cell(self, column: Column, cell: CellView | None, width: int, x: int, y: int) -> Iterator[Run]:
        cursor = self.model.cursor
        text = safe(cell.text) if cell else ""
        if cursor.column is column and cursor.row == 0 and self.active:
            yield from cursor_runs(cell, width, cursor.caret)
            super().place_cursor(x + caret_offset(text, width, cursor.caret, right=False), y)
        else:
            yield fitted(text, width), VOICES[cell.voice] if cell else "normal"
