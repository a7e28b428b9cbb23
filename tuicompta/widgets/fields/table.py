"""A field that holds rows: the lines of a payment term, the cheques of a chequebook."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from tuicompta.widgets.columns import Column, cell_text, widths
from tuicompta.widgets.fields.base import Field
from tuicompta.widgets.safe import fitted, safe

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from tuicompta.widgets.columns import Value
    from tuicompta.widgets.painted import Run

Cells = tuple[Any, ...]
HEADING = 1
MORE = "↓"
FOLDED, UNFOLDED = "+", "-"


class _Line(NamedTuple):
    """A line on screen: the rank of its row, and the text unfolded under it, None for the row itself."""

    rank: int
    text: str | None = None


class TableField(Field):
    """Rows under their headings, one of them under the cursor; its value is a tuple of any things.

    `cells` gives the cells of a row, `filled` asks for the contents of one, and gives None when that is given up; it is
    called on Enter, F2 and for each row added, which begins as `added` says. Rows are added, removed, moved, cut and
    pasted only in an `editable` field. `under` gives the lines that + unfolds under a row.
    """

    def __init__(
        self,
        name: str,
        label: str,
        columns: tuple[Column, ...],
        cells: Callable[[Any], Sequence[Value]],
        *,
        lines: int = 6,
        width: int = 70,
        editable: bool = False,
    ) -> None:
        super().__init__(name, label, width=width)
        self.columns = columns
        self.lines_shown = lines
        self.editable = editable
        self.filled: Callable[[Any], Awaitable[Any]] | None = None
        self.added: Callable[[], Any] = tuple
        self.under: Callable[[Any], Sequence[str]] | None = None
        self._cells = cells
        self._value: Cells = ()
        self._kept: Any = None
        self._unfolded: dict[int, Sequence[str]] = {}
        self._lines: list[_Line] = []
        self._place = self._top = 0
        self.styles.height = lines + HEADING

    @property
    def value(self) -> object:
        """The rows."""
        return self._value

    @value.setter
    def value(self, value: object) -> None:
        self._value = tuple(value) if isinstance(value, (tuple, list)) else ()
        self._unfolded.clear()
        self._lay(self.row)

    @property
    def row(self) -> int:
        """The rank of the row under the cursor, 0 when there is none."""
        return self._lines[self._place].rank if self._lines else 0

    @property
    def current(self) -> Any:  # noqa: ANN401 (whatever the rows are)
        """The row under the cursor, None when there is none."""
        return self._value[self.row] if self._value else None

    # -- moving --------------------------------------------------------------------------------------------------------

    def do_up(self) -> bool:
        """Go up; False above the first row leaves the field."""
        return self._place > 0 and self._go(self._place - 1)

    def do_down(self) -> bool:
        """Go down; False under the last row leaves the field."""
        return self._place < len(self._lines) - 1 and self._go(self._place + 1)

    def do_page_up(self) -> bool:
        """Go one page up."""
        return self._go(self._place - self.lines_shown)

    def do_page_down(self) -> bool:
        """Go one page down."""
        return self._go(self._place + self.lines_shown)

    def do_first(self) -> bool:
        """Go to the first row."""
        return self._go(0)

    def do_last(self) -> bool:
        """Go to the last row."""
        return self._go(len(self._lines) - 1)

    # -- rows ----------------------------------------------------------------------------------------------------------

    def do_accept(self) -> bool | Awaitable[object]:
        """Fill the row; False on an empty table, where Enter goes on."""
        return self._fill(self.row, self.current) if self.filled is not None and self.current is not None else False

    do_modify = do_accept

    def do_insert_line(self) -> bool | Awaitable[object]:
        """Insert a row above, and fill it."""
        return self._fill(self.row, self.added(), new=True) if self.editable else False

    def do_add_line(self) -> bool | Awaitable[object]:
        """Add a row at the end, and fill it."""
        return self._fill(len(self._value), self.added(), new=True) if self.editable else False

    def do_delete_key(self) -> bool:
        """Remove the row."""
        if not self.editable or self.current is None:
            return False
        self._take((*self._value[: self.row], *self._value[self.row + 1 :]), self.row)
        return True

    do_remove_row = do_delete_key

    def do_move_line_up(self) -> bool:
        """Move the row up."""
        return self._move(-1)

    def do_move_line_down(self) -> bool:
        """Move the row down."""
        return self._move(1)

    def do_cut(self) -> bool:
        """Remove the row and keep it."""
        return self.do_copy() and self.do_delete_key()

    def do_copy(self) -> bool:
        """Keep a copy of the row."""
        if not self.editable or self.current is None:
            return False
        self._kept = self.current
        return True

    def do_paste(self) -> bool:
        """Put the row kept above the cursor."""
        if not self.editable or self._kept is None:
            return False
        self._take((*self._value[: self.row], self._kept, *self._value[self.row :]), self.row)
        return True

    def put(self, rank: int, row: Any) -> None:  # noqa: ANN401 (whatever the rows are)
        """Give a row other contents."""
        self._take((*self._value[:rank], row, *self._value[rank + 1 :]), rank)

    # -- unfolding -----------------------------------------------------------------------------------------------------

    def typed(self, character: str) -> bool:
        """Unfold what is under the row with +, fold it with -."""
        if self.under is None or character not in (FOLDED, UNFOLDED):
            return False
        return self._unfold() if character == FOLDED else self._fold()

    def do_right(self) -> bool:
        """Unfold what is under the row."""
        return self._unfold()

    def do_left(self) -> bool:
        """Fold it."""
        return self._fold()

    def _unfold(self) -> bool:
        if self.under is None or self.current is None:
            return False
        rank = self.row
        self._unfolded[rank] = self.under(self.current)
        return self._lay(rank)

    def _fold(self) -> bool:
        rank = self.row
        self._unfolded.pop(rank, None)
        return self._lay(rank)

    # -- inside --------------------------------------------------------------------------------------------------------

    async def _fill(self, rank: int, row: Any, *, new: bool = False) -> None:  # noqa: ANN401 (whatever the rows are)
        found = await self.filled(row) if self.filled is not None else row
        if found is not None:
            after = rank if new else rank + 1
            self._take((*self._value[:rank], found, *self._value[after:]), rank)

    def _move(self, way: int) -> bool:
        row, other = self.row, self.row + way
        if not self.editable or self.current is None or not 0 <= other < len(self._value):
            return False
        rows = list(self._value)
        rows[row], rows[other] = rows[other], rows[row]
        self._take(tuple(rows), other)
        return True

    def _take(self, rows: Cells, row: int) -> None:
        self._value = rows
        self._unfolded.clear()
        self.changed(self)
        self._lay(row)

    def _lay(self, row: int) -> bool:
        """Make the lines again, the cursor on a row."""
        self._lines = [
            line
            for rank in range(len(self._value))
            for line in (_Line(rank), *(_Line(rank, text) for text in self._unfolded.get(rank, ())))
        ]
        wanted = min(row, len(self._value) - 1)
        return self._go(next((place for place, line in enumerate(self._lines) if line.rank == wanted), 0))

    def _go(self, place: int) -> bool:
        self._place = min(max(place, 0), max(len(self._lines) - 1, 0))
        self._top = min(max(self._top, self._place - self.lines_shown + 1), self._place)
        self.repaint()
        return True

    # -- painting ------------------------------------------------------------------------------------------------------

    def paint_value(self, y: int, width: int) -> Iterable[Run]:
        """Write the headings, then a row or what is unfolded under it."""
        place = self._top + y - HEADING
        if y < HEADING:
            yield from self._row([column.title for column in self.columns], width, "heading")
        elif place >= len(self._lines):
            yield fitted("", width), "normal"
        else:
            yield from self._shown(place, y, width)

    def _shown(self, place: int, y: int, width: int) -> Iterable[Run]:
        rank, text = self._lines[place]
        here = place == self._place and self.active
        if here:
            self.place_cursor(self.label_width, y)
        voice = "cursor" if here else self.value_voice if text is None else "quiet"
        if text is not None:
            yield fitted(f"    {safe(text)}", width), voice
        else:
            cells = zip(self._cells(self._value[rank]), self.columns, strict=True)
            yield from self._row([safe(cell_text(value, column)) for value, column in cells], width, voice, rank)
        if y == self.lines_shown and place < len(self._lines) - 1:
            yield f" {MORE}", "quiet"

    def _row(self, cells: Sequence[str], width: int, voice: str, rank: int | None = None) -> Iterable[Run]:
        sign = ""
        if self.under is not None:
            sign = "  " if rank is None else f"{UNFOLDED if rank in self._unfolded else FOLDED} "
        shown = _fitting(self.columns, width - len(sign))
        sizes = widths(shown, width - len(sign))
        yield sign, voice
        for place, (text, column, size) in enumerate(zip(cells, shown, sizes, strict=False)):
            yield " " if place else "", voice
            yield fitted(text, size, column.align), voice

    def clicked(self, x: int, y: int) -> None:
        """Take the cursor, on the line clicked."""
        super().clicked(x, y)
        if self.enabled and y >= HEADING:
            self._go(self._top + y - HEADING)


def _fitting(columns: tuple[Column, ...], width: int) -> tuple[Column, ...]:
    """Return the first columns, as many as are shown whole: an amount is never cut; the first one is always there."""
    ends = accumulate(column.width + 1 for column in columns)
    return tuple(
        column for place, (column, end) in enumerate(zip(columns, ends, strict=True)) if end - 1 <= width or not place
    )
