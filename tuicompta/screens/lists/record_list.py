"""The list of a small table: its rows are read at once, each opens its card."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.screens.frame.actions import some_row
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.widgets.arrangement import Arrangement
from tuicompta.widgets.list_definition import OWN_VIEW, ListDefinition, MemoryTable, SystemView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.screens.cards.record_card import RecordCard
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.columns import Column
    from tuicompta.widgets.detailed_rows import Detail
    from tuicompta.widgets.rows import Key, Row


class RecordList(ListWindow):
    """A list over `COLUMNS`, whose rows `read_rows` gives; `CARD` is the card of a row."""

    WANTS_DOSSIER = True
    MAIN = "Modifier"
    NAME: ClassVar[str] = ""
    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    CARD: ClassVar[type[RecordCard]]

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        super().__init__()

    def read_rows(self) -> Iterable[Row]:
        """Return the rows of the table."""
        raise NotImplementedError

    def details(self) -> tuple[Detail, ...]:
        """Return the lists that unfold under the rows."""
        return ()

    def definition(self) -> ListDefinition:
        """Return what the list is; the first of its details unfolds unless a view says otherwise."""
        table, details = MemoryTable(self.COLUMNS, self.read_rows), self.details()
        own = Arrangement(detail=details[0].identifier) if details else Arrangement()
        views = (SystemView(OWN_VIEW.name, own),)
        return ListDefinition(self.NAME, self.TITLE, self.COLUMNS, table, system_views=views, details=details)

    def shown(self) -> None:
        """Read again on coming back."""
        self.refresh_rows(self.list.selection()[0] if len(self.list.selection()) == 1 else None)

    do_main = ListWindow.do_modify

    def why_not_main(self) -> str | None:
        """Ask for a row."""
        return some_row(self)

    async def open_row(self, key: Key) -> None:
        """Open the card of a record."""
        await self.frame.windows.open(self.CARD(self.dossier, key, origin=self))

    async def open_new(self) -> None:
        """Open a blank card."""
        await self.frame.windows.open(self.CARD(self.dossier, origin=self))

    async def open_copy(self, key: Key) -> None:
        """Open a copy."""
        await self.frame.windows.open(self.CARD(self.dossier, origin=self, copy_of=key))
