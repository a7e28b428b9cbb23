"""Chéquiers: the chequebooks of the banks, their cheques unfolded under them (CHQL)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.cheques import ChequebookState
from tuicompta.screens.banks.chequebook_card import ChequebookCard
from tuicompta.screens.banks.chequebook_columns import CHEQUEBOOKS, CHEQUES, cheque_cells
from tuicompta.screens.frame.actions import Action, some_row
from tuicompta.screens.lists.record_list import RecordList
from tuicompta.services.banks.banks import bank_rows
from tuicompta.services.banks.chequebook_writing import delete_chequebook, removable_chequebooks, set_chequebook_state
from tuicompta.services.banks.chequebooks import chequebook_rows, cheques_of
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.detailed_rows import Detail
from tuicompta.widgets.question import NO, YES
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.widgets.rows import Key

ACTIONS = (
    Action("cancel_chequebooks", "Annuler chéquiers", "Les chéquiers choisis.", condition=some_row),
    Action("finish_chequebooks", "Terminer chéquiers", "Les chéquiers choisis.", condition=some_row),
    Action("purge_chequebooks", "Supprimer chéquiers annulés/terminés", "Ceux dont les mois sont clôturés."),
)
RECORDS = ("new", "modify", "delete", "duplicate")


class ChequebooksWindow(RecordList):
    """The chequebooks, by bank and code."""

    TITLE = "Chéquiers"
    HELP = "chequebooks"
    NAME = "chequebooks"
    CARD = ChequebookCard
    COLUMNS = (CHEQUEBOOKS[0], CHEQUEBOOKS[1], Column("bank", "Banque", ColumnType.CODE, 6), *CHEQUEBOOKS[2:])
    ABLE = frozenset({"new", "modify", "delete"})
    OFFERS: ClassVar[tuple[str, ...]] = (
        "new",
        "modify",
        "delete",
        *(action.identifier for action in ACTIONS),
        *(name for name in RecordList.OFFERS if name not in RECORDS),
    )

    def details(self) -> tuple[Detail, ...]:
        """Return the cheques of a chequebook (CHQL-04)."""
        return (Detail("cheques", "Chèques", CHEQUES, self._cheques),)

    def read_rows(self) -> Iterable[Row]:
        """Return the chequebooks."""
        for book in chequebook_rows(self.dossier.database):
            cells = (
                book.code,
                book.title,
                book.bank,
                book.state.label,
                book.main,
                book.first,
                book.last,
                book.available,
            )
            yield Row(book.id, cells, voice="normal" if book.state is ChequebookState.CURRENT else "quiet")

    async def open_new(self) -> None:
        """Open a blank card; a chequebook needs a bank (BANK-02)."""
        if bank_rows(self.dossier.database):
            await super().open_new()
            return
        text = "Un chéquier appartient à une banque, et ce dossier n'en a pas encore."
        if await self.frame.dialogs.ask("Créer une banque ?", text, (YES, NO)) == YES.value:
            await self.frame.open("bank_card")

    def delete_row(self, key: Key) -> None:
        """Delete a chequebook none of whose cheques is used in an open month."""
        if isinstance(key, int):
            delete_chequebook(self.dossier, key)

    def do_cancel_chequebooks(self) -> None:
        """Give the selected chequebooks the state Annulé (CHQL-05)."""
        self._put(ChequebookState.CANCELLED)

    def do_finish_chequebooks(self) -> None:
        """Give the selected chequebooks the state Terminé (CHQL-06)."""
        self._put(ChequebookState.FINISHED)

    async def do_purge_chequebooks(self) -> None:
        """Delete the chequebooks that are over, after a confirmation that lists them (CHQL-07)."""
        found = removable_chequebooks(self.dossier.database)
        if not found:
            self.frame.say("Aucun chéquier annulé ou terminé dont tous les mois sont clôturés")
            return
        names = [name for _, name in found]
        answer, _ = await self.frame.dialogs.report("Supprimer ces chéquiers ?", "", names, (YES, NO), default=1)
        if answer != YES.value:
            return
        for identifier, _ in found:
            delete_chequebook(self.dossier, identifier)
        self.refresh_rows()
        self.frame.say(f"{len(found)} chéquier{'s' if len(found) > 1 else ''} supprimé{'s' if len(found) > 1 else ''}")

    def _put(self, state: ChequebookState) -> None:
        keys = [key for key in self.list.selection() if isinstance(key, int)]
        set_chequebook_state(self.dossier, keys, state)
        self.list.grid.ticks.clear()
        self.refresh_rows(keys[0])
        self.frame.say(f"{state.label} : {len(keys)}")

    def _cheques(self, key: Key) -> Iterable[Row]:
        for cheque in cheques_of(self.dossier.database, int(str(key))):
            yield Row(cheque.number, tuple(cheque_cells(cheque)))
