"""The entries about to be deleted from the search, line by line, before anything is done (RECH-14, RECH-15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import parse_iso
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.services.entries.delete_found import delete_found_entries, lines_of_entries
from tuicompta.widgets.columns import Column, ColumnType, amount_column
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.entries.delete_found import FoundDeletion

TITLE = "Supprimer les écritures"
COLUMNS = (
    Column("journal", "Jnl", ColumnType.CODE, 4),
    Column("day", "Jour", ColumnType.DATE, 10),
    Column("piece", "Pièce", width=9),
    Column("account", "N° de compte", ColumnType.CODE, 8),
    Column("label", "Libellé", width=10, stretch=True),
    amount_column("debit", "Débit"),
    amount_column("credit", "Crédit"),
)


class DeletionWindow(ListWindow):
    """Every line of the entries chosen; F9 deletes them, Esc changes nothing."""

    TITLE = TITLE
    MAIN = "Confirmer"
    HELP = "entry_search"
    HAS_VIEWS = False
    ABLE: ClassVar[frozenset[str]] = frozenset()
    OFFERS: ClassVar[tuple[str, ...]] = ("search", "print", "close_window")

    def __init__(self, dossier: Dossier, entries: Sequence[int]) -> None:
        self._dossier = dossier
        self._entries = entries
        super().__init__()

    def definition(self) -> ListDefinition:
        """Return what the list is."""
        table = MemoryTable(COLUMNS, self._rows)
        return ListDefinition("entries_to_delete", TITLE, COLUMNS, table, ticks=False)

    @property
    def identity(self) -> Hashable:
        """One window a choice of entries."""
        return type(self), tuple(self._entries)

    async def do_main(self) -> None:
        """Delete, then tell of each entry what became of it."""
        done = delete_found_entries(self._dossier, self._entries)
        deleted = sum(one.refusal is None for one in done)
        text = f"{deleted} supprimée{_s(deleted)}, {len(done) - deleted} refusée{_s(len(done) - deleted)}"
        frame = self.frame
        await frame.windows.close(self)
        await frame.dialogs.report(TITLE, text, [_told(one) for one in done])

    def _rows(self) -> Iterable[Row]:
        for line in lines_of_entries(self._dossier.database, self._entries):
            yield Row(line.id, (line.journal, parse_iso(line.day), *line[3:]))


def _told(one: FoundDeletion) -> str:
    return f"{one.name} · {format_amount(one.amount)} : {'Supprimée' if one.refusal is None else one.refusal}"


def _s(number: int) -> str:
    return "s" if number > 1 else ""
