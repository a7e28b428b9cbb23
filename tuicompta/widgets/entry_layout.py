"""Where the cells of an entry grid stand, at the width of the screen and nothing else: typing moves nothing.

In a narrow grid the secondary cells (document, due date, payment method, cheque) are on the line under the grid that
tells of the current line; from 106 cells on, which is what a terminal of 110 columns leaves, they are columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tuicompta.core.entry.model import AMOUNTS, Column

WIDE: Final = 106
MARGIN: Final = 1
SECONDARY: Final = (Column.DUE_DATE, Column.PAYMENT_METHOD, Column.DOCUMENT, Column.CHEQUE)

TITLES: Final = {
    Column.JOURNAL: "Jnl",
    Column.DATE: "Date",
    Column.PIECE: "Pièce",
    Column.PIECE_DATE: "Daté",
    Column.DOCUMENT: "Document",
    Column.ACCOUNT: "Compte",
    Column.LABEL: "Libellé",
    Column.DEBIT: "Débit",
    Column.CREDIT: "Crédit",
    Column.DUE_DATE: "Échéance",
    Column.PAYMENT_METHOD: "Moyen",
    Column.CHEQUE: "Chèque",
}

_WIDTHS: Final = {
    Column.JOURNAL: 3,
    Column.DATE: 8,
    Column.PIECE: 10,
    Column.PIECE_DATE: 8,
    Column.DOCUMENT: 9,
    Column.ACCOUNT: 10,
    Column.LABEL: 10,
    Column.DEBIT: 11,
    Column.CREDIT: 11,
    Column.DUE_DATE: 8,
    Column.PAYMENT_METHOD: 5,
    Column.CHEQUE: 8,
}


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell of every line: its first screen cell and its width."""

    x: int
    width: int


class EntryLayout:
    """The cells of a line in a grid of `width` cells, and those of the line under the grid."""

    def __init__(self, columns: tuple[Column, ...], width: int) -> None:
        self.width = width
        self.wide = width >= WIDE
        self.below = () if self.wide else tuple(column for column in SECONDARY if column in columns)
        self.columns = tuple(column for column in columns if column not in self.below)
        fixed = sum(_WIDTHS[column] for column in self.columns if column is not Column.LABEL)
        left = width - MARGIN - fixed - (len(self.columns) - 1)
        self.places: dict[Column, CellPlace] = {}
        x = MARGIN
        for column in self.columns:
            size = max(left, _WIDTHS[column]) if column is Column.LABEL else _WIDTHS[column]
            self.places[column] = CellPlace(x, size)
            x += size + 1


def is_right_aligned(column: Column) -> bool:
    """Tell whether the values of a column lean on their decimal comma."""
    return column in AMOUNTS
