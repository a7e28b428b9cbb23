"""The list of a small table, made from its declaration (DV)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.screens.frame.actions import Action
from tuicompta.screens.lists.record_list import RecordList
from tuicompta.screens.settings import small_table_card as cards
from tuicompta.services.small_tables.small_table_rows import delete_row, table_rows
from tuicompta.services.small_tables.small_tables import (
    COUNTRIES,
    DEPARTMENTS,
    NAF_CODES,
    POSTAL_CODES,
    TITLES,
    Cell,
    SmallTable,
)
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.rows import Key

ACTIONS = (Action("inactive_rows", "Tous les pays", "Avec les pays inactifs, ou de nouveau sans."),)
WIDEST = 30
TICK_WIDTH = 8


class SmallTableList(RecordList):
    """The rows of `TABLE` in its own order."""

    TABLE: ClassVar[SmallTable]
    HELP = "small_tables"

    def __init__(self, dossier: Dossier) -> None:
        self._inactive = False
        super().__init__(dossier)

    def definition(self) -> ListDefinition:
        """Return one column a cell."""
        columns = tuple(_column(cell, first=cell is self.TABLE.cells[0]) for cell in self.TABLE.cells)
        return ListDefinition(self.TABLE.name, self.TABLE.title, columns, MemoryTable(columns, self.read_rows))

    def read_rows(self) -> Iterable[Row]:
        """Return the rows; inactive countries are hidden unless asked for (DV-04)."""
        place = next((rank for rank, cell in enumerate(self.TABLE.cells) if cell.name == "inactive"), None)
        for identifier, cells in table_rows(self.dossier.database, self.TABLE):
            inactive = place is not None and bool(cells[place])
            if not inactive or self._inactive:
                shown = tuple(cell if isinstance(cell, bool) else str(cell) for cell in cells)
                yield Row(identifier, shown, voice="quiet" if inactive else "normal")

    def delete_row(self, key: Key) -> None:
        """Delete a row that nothing names (DV-07)."""
        if isinstance(key, int):
            delete_row(self.dossier, self.TABLE, key)


def _column(cell: Cell, *, first: bool) -> Column:
    if cell.tick:
        return Column(cell.name, cell.label, ColumnType.TICK, TICK_WIDTH)
    kind = ColumnType.CODE if cell.upper else ColumnType.TEXT
    width = max(min(cell.width or cell.length, WIDEST), len(cell.label))
    return Column(cell.name, cell.label, kind, width, stretch=cell.name in {"label", "name", "town"}, mandatory=first)


class TitlesWindow(SmallTableList):
    """Civilités."""

    TABLE = TITLES
    TITLE = TITLES.title
    CARD = cards.TitleCard


class PostalCodesWindow(SmallTableList):
    """Codes postaux."""

    TABLE = POSTAL_CODES
    TITLE = POSTAL_CODES.title
    CARD = cards.PostalCodeCard


class DepartmentsWindow(SmallTableList):
    """Départements."""

    TABLE = DEPARTMENTS
    TITLE = DEPARTMENTS.title
    CARD = cards.DepartmentCard


class CountriesWindow(SmallTableList):
    """Pays: those in use, or all."""

    TABLE = COUNTRIES
    TITLE = COUNTRIES.title
    CARD = cards.CountryCard
    OFFERS: ClassVar[tuple[str, ...]] = ("inactive_rows", *RecordList.OFFERS)

    def do_inactive_rows(self) -> None:
        """Show the inactive countries too, or no more (DV-04)."""
        self._inactive = not self._inactive
        self.list.head.title = f"{self.TITLE} – Tous les pays" if self._inactive else self.TITLE
        self.list.reload()


class NafCodesWindow(SmallTableList):
    """Codes NAF."""

    TABLE = NAF_CODES
    TITLE = NAF_CODES.title
    CARD = cards.NafCodeCard
