"""Deleting the entry under the cursor of the journal window (SW-25)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.screens.entry.entry_save import name_of
from tuicompta.screens.entry.entry_window import EntryWindow
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.protection import refusal_to_delete
from tuicompta.widgets.question import NO, YES

if TYPE_CHECKING:
    from tuicompta.core.entry.model import GridEntry
    from tuicompta.core.errors import TuicomptaError


class JournalActs(EntryWindow):
    """A window in which entries are deleted."""

    async def do_delete_entry(self) -> None:
        """Delete the entry under the cursor with all its lines, after confirmation (SW-25).

        A stored entry is deleted at once, whatever was changed of it; one typed here leaves the grid.
        """
        entry = self.machine.current
        if not await self._sure("Supprimer l'écriture ?", f"{name_of(entry)}, avec toutes ses lignes"):
            return
        if entry.entry_id is not None:
            self.delete_stored(entry)
        self.take(self.machine.abandon(entry.key))
        self.draft.now()
        self.reload_entries()
        self.frame.say(f"Écriture supprimée : {name_of(entry)}")

    def delete_stored(self, entry: GridEntry) -> None:
        """Delete an entry from the dossier; raises what holds it."""
        if entry.entry_id is not None:
            delete_entry(self.work.dossier, entry.entry_id)

    def why_not_delete_entry(self) -> str | None:
        """Name what holds the entry (SW-25)."""
        entry = self.machine.current
        if not entry.lines:
            return self.refusal_of_new_entry or "Aucune écriture sous le curseur"
        if entry.entry_id is None:
            return None
        refusal = self.refusal_of_stored(entry.entry_id)
        return None if refusal is None else str(refusal)

    def refusal_of_stored(self, entry_id: int) -> TuicomptaError | None:
        """Return why a stored entry is not deleted, nothing when it can be."""
        return refusal_to_delete(self.work.dossier.database, entry_id)

    async def _sure(self, question: str, text: str) -> bool:
        return await self.frame.dialogs.ask(question, text, (YES, NO), default=1) == YES.value
