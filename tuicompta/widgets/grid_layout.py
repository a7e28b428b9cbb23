"""Where the columns of a grid stand: the first ones frozen, the others scrolling sideways by whole columns."""

from __future__ import annotations

from dataclasses import dataclass

from tuicompta.widgets.columns import Column, widths

TICK_WIDTH = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A column on screen: its index, its first cell and its width."""

    index: int
    x: int
    width: int


class GridLayout:
    """The columns that fit in a width, the column of the cursor always among them."""

    def __init__(self, columns: tuple[Column, ...], *, frozen: int = 1, ticks: bool = True) -> None:
        self.columns = columns
        self.frozen = frozen
        self.ticks = ticks
        self.margin = TICK_WIDTH if ticks else 1
        self.own_widths: dict[str, int] = {}
        self._start = frozen

    def places(self, width: int, cursor: int) -> list[Place]:
        """Return the columns shown in `width` cells, scrolled so that the column `cursor` is whole, or at least there.

        The last one may be cut by the edge of the screen.
        """
        sizes = widths(self.columns, width - self.margin, self.own_widths)
        self._start = min(max(self._start, self.frozen), max(len(sizes) - 1, 0))
        if cursor < self._start:
            self._start = max(cursor, self.frozen)
        while self.frozen <= self._start < cursor and not self._whole(cursor, sizes, width):
            self._start += 1
        self._fill(sizes, width)
        return self._put(sizes, width)

    def _whole(self, cursor: int, sizes: list[int], width: int) -> bool:
        return any(place.index == cursor and place.width == sizes[cursor] for place in self._put(sizes, width))

    def _fill(self, sizes: list[int], width: int) -> None:
        """Scroll back while all the columns up to the last one still fit, so that no width is wasted."""
        while self._start > self.frozen:
            shown = [*range(self.frozen), *range(self._start - 1, len(sizes))]
            if self.margin + sum(sizes[index] + 1 for index in shown) - 1 > width:
                return
            self._start -= 1

    def _put(self, sizes: list[int], width: int) -> list[Place]:
        places = []
        x = self.margin
        for index in [*range(min(self.frozen, len(sizes))), *range(self._start, len(sizes))]:
            if x >= width:
                break
            places.append(Place(index, x, min(sizes[index], width - x)))
            x += sizes[index] + 1
        return places
