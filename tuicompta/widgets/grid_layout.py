"""Where the columns of a grid stand: the first ones frozen, the others scrolling sideways by whole columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuicompta.widgets.arrangement import Arrangement
from tuicompta.widgets.columns import Column, widths
from tuicompta.widgets.shown_columns import own_widths, places_shown, viewed

if TYPE_CHECKING:
    from tuicompta.widgets.arrangement import ShownColumn

TICK_WIDTH = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A column on screen: its index among those of the list, its first cell and its width."""

    index: int
    x: int
    width: int


class GridLayout:
    """The columns that fit in a width, the column of the cursor always among them.

    `columns` are those of the list, one for each value of a row; `shown` are the indexes of those on screen, from left
    to right.
    """

    def __init__(self, columns: tuple[Column, ...], *, frozen: int = 1, ticks: bool = True) -> None:
        self.frozen = frozen
        self.ticks = ticks
        self.margin = TICK_WIDTH if ticks else 1
        self.own_widths: dict[str, int] = {}
        self._start = frozen
        self.columns = columns

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the list, as its view titles them and sums them up."""
        return self._viewed

    @columns.setter
    def columns(self, columns: tuple[Column, ...]) -> None:
        self._own = self._viewed = columns
        self._asked: tuple[ShownColumn, ...] = ()
        self.shown = places_shown(columns, Arrangement())

    def arrange(self, arrangement: Arrangement) -> None:
        """Show the columns of an arrangement; widths that were given or needed stay until other columns are asked."""
        if arrangement.columns != self._asked:
            self._asked = arrangement.columns
            self._viewed = viewed(self._own, arrangement)
            self.shown = places_shown(self._own, arrangement)
            self.own_widths = own_widths(arrangement)

    def rank(self, index: int) -> int:
        """Return where a column stands from left to right, the first place when it is not shown."""
        return self.shown.index(index) if index in self.shown else 0

    def places(self, width: int, cursor: int) -> list[Place]:
        """Return the columns shown in `width` cells, scrolled so that the column `cursor` is whole, or at least there.

        The last one may be cut by the edge of the screen, unless it holds figures: «528 7…» reads as another amount.
        """
        shown = tuple(self.columns[index] for index in self.shown)
        sizes = widths(shown, width - self.margin, self.own_widths)
        wanted = self.rank(cursor)
        self._start = min(max(self._start, self.frozen), max(len(sizes) - 1, 0))
        if wanted < self._start:
            self._start = max(wanted, self.frozen)
        while self.frozen <= self._start < wanted and not self._whole(wanted, sizes, width):
            self._start += 1
        self._fill(sizes, width)
        return self._put(sizes, width)

    def _whole(self, rank: int, sizes: list[int], width: int) -> bool:
        index = self.shown[rank]
        return any(place.index == index and place.width == sizes[rank] for place in self._put(sizes, width))

    def _fill(self, sizes: list[int], width: int) -> None:
        """Scroll back while all the columns up to the last one still fit, so that no width is wasted."""
        while self._start > self.frozen:
            shown = [*range(self.frozen), *range(self._start - 1, len(sizes))]
            if self.margin + sum(sizes[rank] + 1 for rank in shown) - 1 > width:
                return
            self._start -= 1

    def _put(self, sizes: list[int], width: int) -> list[Place]:
        places: list[Place] = []
        x = self.margin
        for rank in [*range(min(self.frozen, len(sizes))), *range(self._start, len(sizes))]:
            if x >= width or (places and width - x < sizes[rank] and self._holds_figures(rank)):
                break
            places.append(Place(self.shown[rank], x, min(sizes[rank], width - x)))
            x += sizes[rank] + 1
        return places

    def _holds_figures(self, rank: int) -> bool:
        return self.columns[self.shown[rank]].align == "right"
