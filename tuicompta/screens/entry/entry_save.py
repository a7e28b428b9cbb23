"""Saving what was typed in an entry grid, with its report of errors and warnings (KM-36, KM-37, KM-94)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.amounts import format_amount
from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.entry.entry_conflict import offer_reload
from tuicompta.widgets.question import CANCEL, Choice

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tuicompta.core.entry.model import GridEntry
    from tuicompta.core.entry.pending import Issue, Pending
    from tuicompta.screens.entry.entry_window import EntryWindow

SAVE, CORRECT = Choice("Enregistrer", "save"), Choice("Corriger", "correct")
SAVE_CORRECT = Choice("Enregistrer les écritures correctes", "save")
KEEP, RENUMBER = Choice("Conserver", "keep"), Choice("Renuméroter", "renumber")


class EntrySaver:
    """Saves the entries of a window; the rules are the machine's, the storage the services'."""

    def __init__(self, window: EntryWindow) -> None:
        self._window = window

    async def save(self, keys: Collection[int] | None = None) -> bool:
        """Save, asking what the report asks; tell whether nothing is left to save.

        `keys` are those of the entries to save, all of them unless said.
        """
        pending = self._window.machine.pending(keys)
        if pending.is_empty:
            self._window.frame.say("Rien à enregistrer")
            return True
        if pending.errors and not await self._accept_errors(pending):
            return False
        pending = self._window.machine.pending(keys)
        if pending.duplicates and not await self._settle_duplicates(pending):
            return False
        pending = self._window.machine.pending(keys)
        others = [issue for issue in pending.warnings if issue not in pending.duplicates]
        if others and not await self._accept_warnings(others):
            return False
        try:
            self._store(pending.entries)
        except TuicomptaError as refusal:
            await offer_reload(self._window, refusal)
            return False
        return not pending.errors

    def save_quietly(self) -> bool:
        """Save without asking; False, and a word about it, when an entry cannot be saved."""
        pending = self._window.machine.pending()
        if pending.errors:
            self._window.frame.say(pending.errors[0].text, warning=True)
            return False
        try:
            self._store(pending.entries)
        except TuicomptaError as refusal:
            self._window.frame.say(str(refusal), warning=True)
            return False
        return True

    def unsaved_sentence(self) -> str:
        """Name what waits for a save: number of entries, and those that do not balance with their difference."""
        waiting = self._window.machine.waiting
        if not waiting:
            return ""
        count = "1 écriture non enregistrée" if len(waiting) == 1 else f"{len(waiting)} écritures non enregistrées"
        return "\n".join([f"{self._window.title} : {count}", *_unfinished(waiting)])

    async def _accept_errors(self, pending: Pending) -> bool:
        """Show the errors; True to go on with the entries that are correct (KM-94)."""
        answers = (CORRECT, SAVE_CORRECT) if pending.entries else (CORRECT,)
        rows = [self._row(issue) for issue in pending.errors]
        title = f"{len(rows)} erreur" if len(rows) == 1 else f"{len(rows)} erreurs"
        text = "Ces écritures ne peuvent pas être enregistrées :"
        answer, row = await self._window.frame.dialogs.report(title, text, rows, answers)
        if answer == SAVE_CORRECT.value:
            return True
        self._window.take(self._window.machine.go_to(pending.errors[row]))
        return False

    async def _accept_warnings(self, warnings: Sequence[Issue]) -> bool:
        """Show the warnings; True to save all the same, which is the default (KM-36)."""
        rows = [self._row(issue) for issue in warnings]
        title = f"{len(rows)} alerte" if len(rows) == 1 else f"{len(rows)} alertes"
        answer, row = await self._window.frame.dialogs.report(
            title, "À vérifier avant d'enregistrer :", rows, (SAVE, CORRECT)
        )
        if answer == SAVE.value:
            return True
        self._window.take(self._window.machine.go_to(warnings[row]))
        return False

    async def _settle_duplicates(self, pending: Pending) -> bool:
        """Ask what to do of the duplicate piece numbers (NUM-05)."""
        rows = [self._row(issue) for issue in pending.duplicates]
        text = "Ces numéros de pièce existent déjà :"
        answer, _ = await self._window.frame.dialogs.report("Doublons", text, rows, (CANCEL, KEEP, RENUMBER))
        if answer == RENUMBER.value:
            self._window.take(self._window.machine.renumber({issue.entry_key for issue in pending.duplicates}))
        return answer != CANCEL.value

    def _row(self, issue: Issue) -> str:
        entry = self._window.machine.entry(issue.entry_key)
        return f"{name_of(entry)}, ligne {issue.line + 1} : {issue.text}"

    def _store(self, entries: Sequence[GridEntry]) -> None:
        """Store, lock what was stored, and forget the draft of what no longer waits (KM-05, KM-96)."""
        window = self._window
        saved = window.work.save(entries)
        window.take(window.machine.mark_saved(saved))
        window.draft.now()
        if not self.unsaved_sentence():
            window.draft.erase()
        count = "1 écriture enregistrée" if len(saved) == 1 else f"{len(saved)} écritures enregistrées"
        window.frame.say(count)


def name_of(entry: GridEntry) -> str:
    """Return how a report names an entry of the grid."""
    day = f" du {entry.entry_date:%d/%m}" if entry.entry_date else ""
    return f"{entry.journal} {entry.piece or 'sans pièce'}{day}"


def _unfinished(entries: Sequence[GridEntry]) -> list[str]:
    return [
        f"{name_of(entry)} : différence {format_amount(entry.difference)}" for entry in entries if not entry.is_balanced
    ]
