"""Where the cells of an entry grid stand, at the width of the screen and nothing else: typing moves nothing.

In a narrow grid the secondary cells (document, due date, payment method, cheque) are on the line under the grid that
tells of the current line; from 106 cells on, which is what a terminal of 110 columns leaves, they are columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tuicompta.core.entry.details import DETAIL_NAMES, Detail
from tuicompta.core.entry.model import AMOUNTS, Column
from tuicompta.core.text import cell_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tuicompta.core.entry.details import Shown

WIDE: Final = 106
MARGIN: Final = 1
SECONDARY: Final = (Column.PIECE_DATE, Column.DUE_DATE, Column.PAYMENT_METHOD, Column.DOCUMENT, Column.CHEQUE)

TITLES: Final[Mapping[Shown, str]] = {
    **dict(DETAIL_NAMES.items()),
    Column.JOURNAL: "Jnl",
    Column.DATE: "Date",
    Column.PIECE: "Pièce",
    Column.PIECE_DATE: "Date de pièce",
    Column.DOCUMENT: "Document",
    Column.ACCOUNT: "Compte",
    Column.LABEL: "Libellé",
    Column.DEBIT: "Débit",
    Column.CREDIT: "Crédit",
    Column.DUE_DATE: "Échéance",
    Column.PAYMENT_METHOD: "Moyen",
    Column.CHEQUE: "Chèque",
}

_WIDTHS: Final[Mapping[Shown, int]] = {
    **dict.fromkeys(Detail, 10),
    Detail.STATUS: 6,
    Detail.LETTERING: 5,
    Detail.TICK: 5,
    Detail.ACCOUNT_TITLE: 16,
    Detail.RUNNING_BALANCE: 13,
    Detail.ORIGIN: 14,
    Detail.NOTES: 14,
    Column.JOURNAL: 3,
    Column.DATE: 8,
    Column.PIECE: 10,
    Column.PIECE_DATE: 13,
    Column.DOCUMENT: 9,
    Column.ACCOUNT: 10,
    Column.LABEL: 10,
    Column.DEBIT: 11,
    Column.CREDIT: 11,
    Column.DUE_DATE: 8,
    Column.PAYMENT_METHOD: 5,
    Column.CHEQUE: 8,
}
_REMOVED_FIRST: Final = frozenset(Detail) - {Detail.STATUS}


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell of every line: its first screen cell and its width."""

    x: int
    width: int


class EntryLayout:
    """The cells of a line in a grid of `width` cells, and those of the line under the grid.

    `titles` are those of the window, where they are not the usual ones; a column is as wide as its title, and that of
    the day no wider. The columns that are only read go under the grid where there is no room for them.
    """

    def __init__(self, columns: tuple[Shown, ...], width: int, titles: Mapping[Shown, str] | None = None) -> None:
        self.width = width
        self.wide = width >= WIDE
        self.titles: Mapping[Shown, str] = {**TITLES, **(titles or {})}
        kept = [column for column in columns if self.wide or column not in SECONDARY]
        while self._left(kept, width) < _WIDTHS[Column.LABEL] and any(column in _REMOVED_FIRST for column in kept):
            kept.remove(next(column for column in reversed(kept) if column in _REMOVED_FIRST))
        self.columns = tuple(kept)
        self.below = (*(each for each in SECONDARY if each in columns and each not in kept), *_details(columns, kept))
        left = self._left(kept, width)
        self.places: dict[Shown, CellPlace] = {}
        x = MARGIN
        for column in self.columns:
            size = max(left, _WIDTHS[column]) if column is Column.LABEL else self._width(column)
            self.places[column] = CellPlace(x, size)
            x += size + 1

    def _width(self, column: Shown) -> int:
        title = cell_width(self.titles[column]) if self.titles[column] != TITLES[column] else 0
        return title if title and column is Column.DATE else max(_WIDTHS[column], title)

    def _left(self, kept: Sequence[Shown], width: int) -> int:
        """Return what the label takes."""
        fixed = sum(self._width(column) for column in kept if column is not Column.LABEL)
        return width - MARGIN - fixed - (len(kept) - 1)


def _details(columns: Iterable[Shown], kept: Sequence[Shown]) -> Iterator[Shown]:
    return (column for column in columns if column in _REMOVED_FIRST and column not in kept)


def is_right_aligned(column: Shown) -> bool:
    """Tell whether the values of a column lean on their decimal comma."""
    return column in AMOUNTS or column is Detail.RUNNING_BALANCE
