"""The columns of the lines of an account, as wide as its amounts and the screen make them (CONS-10)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tuicompta.core.amounts import format_amount
from tuicompta.widgets.columns import Column, ColumnType

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from tuicompta.widgets.paged_grid import PagedGrid

STATUS = Column("status", "S", width=1)
DAY = Column("day", "Date", ColumnType.DATE, 10, least=8)
PIECE = Column("piece", "Pièce", width=14, least=12)
LABEL = Column("label", "Libellé", width=24, stretch=True, least=6)
DOCUMENT = Column("document", "Document", width=13, least=10)
OPTIONAL = (
    Column("due", "Échéance", ColumnType.DATE, 8),
    Column("counterpart", "Contrepartie", width=12),
    Column("piece_date", "Date de pièce", ColumnType.DATE, 13),
    Column("definitive", "N° définitif", ColumnType.NUMBER, 12),
    Column("validated", "Date de validation", ColumnType.DATE, 18),
    Column("lettered", "Date de lettrage", ColumnType.DATE, 16),
    Column("tick", "Code pointage", width=13),
    Column("type", "Type de ligne", width=13),
    Column("title", "Intitulé du compte", width=24),
    Column("origin", "Origine", width=20),
    Column("user", "Saisi par", width=9),
    Column("entered", "Saisi le", ColumnType.DATE, 10),
    Column("notes", "Notes", width=20),
)
"""The columns shown on request (SW-34); lettering code and balance are always there."""
SHORT_LABEL = 14
"""The cells of the label next to the optional columns that were asked for."""
TICKS = 2


@dataclass(frozen=True, slots=True)
class Room:
    """What the columns must hold: cells of the grid, largest amounts in cents, longest codes in cells.

    `simulated` tells whether simulated lines may be shown: their letter is then always in sight (UIX-16).
    """

    cells: int = 0
    debit: int = 0
    credit: int = 0
    balance: int = 0
    journal: int = 3
    code: int = 3
    simulated: bool = False


def columns(room: Room, more: Container[str] = ()) -> tuple[Column, ...]:
    """Return the columns, those optional ones whose names are among `more` too.

    Where there is little room the piece, then the label take it; at the right, one scroll away, stands what one can do
    without: the document, and the status while no simulated line is shown.
    """
    before = (DAY, Column("journal", "Jnl", width=max(room.journal, 3)), PIECE)
    after = (
        LABEL,
        _amount("debit", "Débit", room.debit),
        _amount("credit", "Crédit", room.credit),
        Column("code", "Let.", width=max(room.code, 4)),
        replace(_amount("balance", "Solde", room.balance), signed=True, total=False),
    )
    extra = tuple(column for column in OPTIONAL if column.identifier in more)
    shrunk = LABEL.width - SHORT_LABEL
    whole = (STATUS, *before, DOCUMENT, *after)
    if _comfort(whole) <= room.cells:
        return (*whole, *(extra if _comfort((*whole, *extra)) - shrunk <= room.cells else _aside(extra)))
    marks = (STATUS,) if room.simulated else ()
    aside = (DOCUMENT,) if room.simulated else (DOCUMENT, STATUS)
    needed = (*marks, *before, *after)
    if _comfort((*needed, *extra)) - shrunk <= room.cells:
        return (*needed, *extra, *_aside(aside))
    return (*needed, *_aside((*extra, *aside)))


def show_columns(grid: PagedGrid, shown: tuple[Column, ...]) -> None:
    """Give a grid other columns; the cursor stays in its column, or goes to the label."""
    names = [column.identifier for column in shown]
    own = grid.columns[grid.column].identifier if grid.column < len(grid.columns) else ""
    grid.layout_of_columns.columns = shown
    grid.column = names.index(own if own in names else LABEL.identifier)


def _aside(columns: Iterable[Column]) -> Iterator[Column]:
    return (replace(column, optional=True) for column in columns)


def _comfort(columns: Sequence[Column]) -> int:
    """Return the cells that columns ask for when the label has its own and the others are as narrow as they may be."""
    sizes = (column.width if column.stretch else column.least or column.width for column in columns)
    return TICKS + sum(sizes) + len(columns) - 1


def _amount(identifier: str, title: str, largest: int) -> Column:
    width = max(len(format_amount(largest)), len(title))
    return Column(identifier, title, ColumnType.AMOUNT, width, total=True)
