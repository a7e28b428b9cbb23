"""What a page of figures is made of: blocks of rows, each a label and its figures with their bars."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width

if TYPE_CHECKING:
    from collections.abc import Hashable

LABEL_WIDTH = 18


class Place(Enum):
    """Where a block stands: in one of the two columns, or under them over the whole width."""

    LEFT = 0
    RIGHT = 1
    WIDE = 2


@dataclass(frozen=True, slots=True)
class BoardCell:
    """A figure: its text, the number its bar is as long as, None for no bar; `key` is what it opens, None for nothing.

    `voice` paints its bar.
    """

    text: str
    number: int | None = None
    key: Hashable | None = None
    voice: str = "accent"


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A label and its figures; `strong` for a total."""

    label: str
    cells: tuple[BoardCell, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class BoardBlock:
    """Rows under a title; `figure_width` is the least room of a figure, `headings` stand over those of a wide block."""

    title: str
    rows: tuple[BoardRow, ...]
    place: Place = Place.LEFT
    headings: tuple[str, ...] = ()
    label_width: int = LABEL_WIDTH
    figure_width: int = 14

    @property
    def figure_room(self) -> int:
        """Room of every figure of the block: an amount is never cut."""
        return max(self.figure_width, *(cell_width(cell.text) for row in self.rows for cell in row.cells), 0)
