"""The list of the cheques on tabs, opened from the cheque cell of an entry grid (CHQ-04 to CHQ-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.services.banks.cheque_lists import ChequeTab, ListedCheque, check_own_cheque, listed_cheques
from tuicompta.widgets.box import PickBox
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.rows import Row
from tuicompta.widgets.tab_bar import TabBar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier

COLUMNS = (
    Column("number", "N° de chèque", ColumnType.NUMBER, 12),
    Column("book", "Chéquier", ColumnType.CODE, 9),
    Column("bank", "Banque", ColumnType.CODE, 7),
    Column("state", "État", width=10),
    Column("payee", "Règlement", width=14, stretch=True),
    Column("day", "Date", ColumnType.DATE, 8),
)
TABS = tuple(ChequeTab)


class ChequeListBox(PickBox):
    """The cheques of the bank of a journal, then those of all banks; answers the cheque picked."""

    def __init__(self, dossier: Dossier, journal: str) -> None:
        self._dossier = dossier
        self._journal = journal
        self._tab = ChequeTab.MAIN
        self._cheques: list[ListedCheque] = []
        table = MemoryTable(COLUMNS, self._read)
        super().__init__("Chèques", ListDefinition("cheques", "Chèques", COLUMNS, table, ticks=False))
        self.tabs = TabBar([tab.label for tab in TABS])
        self.tabs.chosen = self._turn

    def compose(self) -> ComposeResult:
        """Put the tabs over the list."""
        yield self.tabs
        yield self.list

    def size_in(self, width: int, height: int) -> tuple[int, int]:
        """Return the same size on all the tabs."""
        wanted, _ = super().size_in(width, height)
        return wanted, min(height, 20)

    def do_next_tab(self) -> None:
        """Show the next tab."""
        self._turn((self.tabs.place + 1) % len(TABS))

    def do_previous_tab(self) -> None:
        """Show the tab before."""
        self._turn((self.tabs.place - 1) % len(TABS))

    def do_main(self) -> None:
        """Answer the cheque under the cursor; refuse one of another bank (CHQ-07)."""
        picked = next(iter(self.list.selection()), None)
        if picked is None:
            return
        cheque = self._cheques[cast("int", picked)]
        check_own_cheque(self._dossier.database, self._journal, cheque)
        self.finished(cheque)

    def _turn(self, place: int) -> None:
        self._tab = TABS[place]
        self.tabs.go(place)
        self.list.reload()

    def _read(self) -> Iterable[Row]:
        self._cheques = listed_cheques(self._dossier.database, self._journal, self._tab)
        for rank, cheque in enumerate(self._cheques):
            payment = cheque.payee, cheque.paid_on
            yield Row(rank, (cheque.number, cheque.book, cheque.bank, cheque.state.label, *payment))


async def pick_cheque(frame: Frame, dossier: Dossier, journal: str) -> ListedCheque | None:
    """Return the cheque picked, None when the box is closed without."""
    found: ListedCheque | None = await frame.dialogs.show(ChequeListBox(dossier, journal))
    return found
