"""The last row: the keys that do something here and now (UIX-02)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width
from tuicompta.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tuicompta.widgets.painted import Run

GAP = 2


@dataclass(frozen=True, slots=True)
class KeyItem:
    """A key of the bar: its legend, what it does, the action it runs."""

    legend: str
    label: str
    identifier: str

    @property
    def width(self) -> int:
        """The cells it takes."""
        return cell_width(self.legend) + 1 + cell_width(self.label)


class KeyBar(Painted):
    """The keys in the order they are given; those that do not fit whole are left out. A click runs one."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (name of Textual)
        super().__init__(id=id)
        self._items: Sequence[KeyItem] = ()
        self.chosen: Callable[[str], None] = lambda _: None

    def show(self, items: Sequence[KeyItem]) -> None:
        """Show other keys; nothing is sent when they are the same."""
        if items != self._items:
            self._items = items
            self.repaint()

    def placed(self, width: int) -> list[tuple[int, KeyItem]]:
        """Return the keys that fit, each with its first cell."""
        places = []
        x = 0
        for item in self._items:
            if x + item.width > width:
                break
            places.append((x, item))
            x += item.width + GAP
        return places

    def paint(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (there is one line)
        """Write the keys that fit."""
        end = 0
        for x, item in self.placed(width):
            yield " " * (x - end), "normal"
            yield item.legend, "key"
            yield f" {item.label}", "normal"
            end = x + item.width

    def clicked(self, x: int, y: int) -> None:  # noqa: ARG002
        """Run the key under the mouse."""
        for start, item in self.placed(self.room.width):
            if start <= x < start + item.width:
                self.chosen(item.identifier)
