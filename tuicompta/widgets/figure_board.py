"""A page of figures drawn in characters: titled blocks of rows, each a label, a bar and its figure.

Arrows go from figure to figure, Enter opens what one is made of. Blocks stand side by side where their widths allow,
then one under the other; the page scrolls to the figure under the cursor.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width
from tuicompta.widgets.board_blocks import Place
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.safe import fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from tuicompta.widgets.board_blocks import BoardBlock, BoardCell, BoardRow
    from tuicompta.widgets.painted import Run

EIGHTHS = " ▏▎▍▌▋▊▉"
FULL, BELOW = "█", "▒"
GAP = 3
LEFT_SHARE = 55


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the page: of which block it is the title (row −1) or a row, from which cell, over how many."""

    block: BoardBlock
    row: int
    x: int
    width: int


Spot = tuple[int, int, int]
"""A figure on the page: line, cell where its line begins, rank in its row."""


class FigureBoard(Painted, can_focus=True):
    """The blocks of a page; `chosen` receives the key of the figure opened."""

    DEFAULT_CSS = "FigureBoard { height: 1fr; padding: 0 0 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.blocks: Sequence[BoardBlock] = ()
        self.chosen: Callable[[Hashable], None] = lambda _: None
        self._lines: list[list[_Line]] = []
        self._spots: list[tuple[Spot, Hashable]] = []
        self._at: Hashable | None = None
        self._top = 0

    def show(self, blocks: Sequence[BoardBlock]) -> None:
        """Show other blocks, the cursor on the same figure when it is still there."""
        self.blocks = blocks
        self._lay(self.room.width)
        self.repaint()

    def resized(self, width: int, height: int) -> None:  # noqa: ARG002 (lines depend on the width)
        """Lay the blocks out again."""
        self._lay(width)

    @property
    def current(self) -> Hashable | None:
        """The key of the figure under the cursor."""
        return self._at

    # -- keys ----------------------------------------------------------------------------------------------------------

    def do_accept(self) -> bool:
        """Open what the figure is made of."""
        if self._at is None:
            return False
        self.chosen(self._at)
        return True

    do_modify = do_accept

    def do_down(self) -> bool:
        """Go to the figure below in the same column."""
        return self._step(1)

    def do_up(self) -> bool:
        """Go to the figure above."""
        return self._step(-1)

    def do_right(self) -> bool:
        """Go to the figure at right."""
        return self._aside(1)

    def do_left(self) -> bool:
        """Go to the figure at left."""
        return self._aside(-1)

    def do_page_down(self) -> bool:
        """Go one page down."""
        return self._far(self._place[0] + self.room.height)

    def do_page_up(self) -> bool:
        """Go one page up."""
        return self._far(self._place[0] - self.room.height)

    def do_first(self) -> bool:
        """Go to the first figure."""
        return self._far(0)

    def do_last(self) -> bool:
        """Go to the last figure."""
        return self._far(len(self._lines))

    do_next_field, do_previous_field = do_down, do_up

    @property
    def _place(self) -> Spot:
        return next((spot for spot, key in self._spots if key == self._at), (0, 0, 0))

    def _step(self, way: int) -> bool:
        line, x, rank = self._place
        ahead = [spot for spot, _ in self._spots if (spot[0] - line) * way > 0]
        if not ahead:
            return self._scroll(way)
        column = [spot for spot in ahead if spot[1] == x] or ahead
        nearest = min(column, key=lambda spot: (abs(spot[0] - line), spot[1] != x, abs(spot[2] - rank)))
        return self._go(nearest)

    def _aside(self, way: int) -> bool:
        line, x, rank = self._place
        beside = [
            spot for spot, _ in self._spots if ((spot[1], spot[2]) > (x, rank)) is (way > 0) and spot[1:] != (x, rank)
        ]
        if not beside:
            return True
        return self._go(min(beside, key=lambda spot: (abs(spot[0] - line), abs(spot[1] - x), abs(spot[2] - rank))))

    def _far(self, line: int) -> bool:
        if not self._spots:
            return self._scroll(1 if line > 0 else -1)
        return self._go(min((spot for spot, _ in self._spots), key=lambda spot: (abs(spot[0] - line), spot[1])))

    def _go(self, spot: Spot) -> bool:
        self._at = next(key for other, key in self._spots if other == spot)
        self._keep_in_view()
        self.repaint()
        return True

    def _scroll(self, lines: int) -> bool:
        self._top = min(max(self._top + lines, 0), max(len(self._lines) - self.room.height, 0))
        self.repaint()
        return True

    def scrolled(self, lines: int) -> None:
        """Scroll by the wheel."""
        self._scroll(lines)

    def clicked(self, x: int, y: int) -> None:
        """Open the figure under the mouse."""
        self.screen.set_focus(self)
        under = [spot for spot, _ in self._spots if spot[0] == self._top + y and spot[1] <= x]
        if under:
            self._go(max(under, key=lambda spot: spot[1]))
            self.do_accept()

    # -- layout --------------------------------------------------------------------------------------------------------

    def _lay(self, width: int) -> None:
        columns = {place: [block for block in self.blocks if block.place is place] for place in Place}
        own = (width - GAP) * LEFT_SHARE // 100
        left = _stacked(columns[Place.LEFT], 0, own)
        right = _stacked(columns[Place.RIGHT], own + GAP, width - own - GAP)
        tall = max(len(left), len(right))
        sides = [[*_at(left, line), *_at(right, line)] for line in range(tall)]
        wide = [[line] if line else [] for line in _stacked(columns[Place.WIDE], 0, width)]
        self._lines = [*sides, *([[]] if sides and wide else []), *wide]
        self._spots = [
            ((place, line.x, rank), cell.key)
            for place, lines in enumerate(self._lines)
            for line in lines
            if line.row >= 0
            for rank, cell in enumerate(line.block.rows[line.row].cells)
            if cell.key is not None
        ]
        if all(key != self._at for _, key in self._spots):
            self._at = self._spots[0][1] if self._spots else None
        self._keep_in_view()

    def _keep_in_view(self) -> None:
        line, height = self._place[0], max(self.room.height, 1)
        first = line - 1 if line <= height // 2 else line  # the title above the first rows
        self._top = min(max(self._top, line - height + 1), max(first, 0))

    # -- painting ------------------------------------------------------------------------------------------------------

    def paint(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (lines know their width)
        """Write the parts of a line of the page."""
        place = self._top + y
        end = 0
        for line in self._lines[place] if place < len(self._lines) else []:
            yield " " * (line.x - end), "normal"
            yield from self._title(line) if line.row < 0 else self._row(line, y)
            end = line.x + line.width

    def _title(self, line: _Line) -> Iterable[Run]:
        block = line.block
        room = block.label_width if block.headings else line.width
        title = f"{block.title} "
        yield fitted(title, min(cell_width(title), room)), "strong"
        yield "─" * max(room - cell_width(title), 0), "rule"
        for heading, cell_room in zip(block.headings, _rooms(block, line.width, len(block.headings)), strict=True):
            yield " ", "normal"
            yield fitted(heading, block.figure_room, "right"), "heading"
            yield fitted("", cell_room - block.figure_room), "normal"

    def _row(self, line: _Line, y: int) -> Iterable[Run]:
        block, row = line.block, line.block.rows[line.row]
        label_width = _label_width(block, row, line.width)
        yield fitted(row.label, label_width), "strong" if row.strong else "normal"
        most = _most(block)
        rooms = _rooms(block, line.width, len(row.cells), label_width)
        x = line.x + label_width
        for cell, room in zip(row.cells, rooms, strict=True):
            here = self.active and cell.key is not None and cell.key == self._at
            if here:
                self.place_cursor(x + 1, y)
            yield " ", "normal"
            yield from self._cell(cell, room, block, most, "cursor" if here else "strong" if row.strong else "normal")
            x += room + 1

    def _cell(self, cell: BoardCell, room: int, block: BoardBlock, most: int, voice: str) -> Iterable[Run]:
        figure = min(block.figure_room, room)
        drawn = max(room - figure - 1, 0)
        bar = [*_bar(cell, most, drawn), (" " * (room - drawn - figure), "normal")]
        shown = "wrong" if voice == "normal" and _is_below(cell) else voice
        if block.place is not Place.WIDE:
            yield from bar
        yield fitted(cell.text, figure, "right"), shown
        if block.place is Place.WIDE:
            yield from reversed(bar)


def _label_width(block: BoardBlock, row: BoardRow, width: int) -> int:
    """Return the room of a label: a long one takes that of its bar, never that of its figure."""
    if len(row.cells) > 1:
        return block.label_width
    figure = max((cell_width(cell.text) for cell in row.cells), default=-1)
    return min(max(block.label_width, cell_width(row.label)), max(width - figure - 1, 0))


def _stacked(blocks: Iterable[BoardBlock], x: int, width: int) -> list[_Line | None]:
    """Return the lines of blocks one under the other, a blank between them."""
    lines: list[_Line | None] = []
    for block in blocks:
        lines += [None] if lines else []
        lines += [_Line(block, row, x, width) for row in range(-1, len(block.rows))]
    return lines


def _at(lines: Sequence[_Line | None], place: int) -> list[_Line]:
    found = lines[place] if place < len(lines) else None
    return [found] if found else []


def _rooms(block: BoardBlock, width: int, cells: int, label_width: int | None = None) -> list[int]:
    """Return the room of each figure with its bar, a blank before each left out."""
    left = width - (block.label_width if label_width is None else label_width) - cells
    share, rest = divmod(max(left, 0), max(cells, 1))
    return [share + (1 if rank < rest else 0) for rank in range(cells)]


def _most(block: BoardBlock) -> int:
    numbers = (abs(cell.number or 0) for cell in chain.from_iterable(row.cells for row in block.rows))
    return max(numbers, default=0)


def _is_below(cell: BoardCell) -> bool:
    return cell.number is not None and cell.number < 0


def _bar(cell: BoardCell, most: int, width: int) -> Iterable[Run]:
    """Draw a bar as long as its number is beside the greatest one; a negative one has another drawing."""
    number = cell.number or 0
    eighths = abs(number) * width * 8 // most if most else 0
    eighths = max(eighths, 1 if number and width else 0)
    if number < 0:
        yield fitted(BELOW * max(eighths // 8, 1 if width else 0), width), "wrong"
        return
    full, part = divmod(eighths, 8)
    yield fitted(FULL * full + (EIGHTHS[part] if part else ""), width), cell.voice
