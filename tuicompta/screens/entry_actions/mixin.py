"""The actions on the entry under the cursor, for any window that shows stored entries.

A window inherits from `EntryActions`, says what is under its cursor, and offers `ENTRY_OFFERS`; its module adds
`ENTRY_ACTIONS` to its own ``ACTIONS``. Each action is done at once in the dossier; the window then reads its entries
again.
"""

from __future__ import annotations

from functools import partialmethod
from typing import TYPE_CHECKING

from tuicompta.core.amounts import format_amount
from tuicompta.core.entry.copies import copied
from tuicompta.screens.entry_actions.due_dates import edit_matchings, edit_schedule
from tuicompta.screens.entry_actions.files import show_files
from tuicompta.screens.entry_actions.links import ask_guided, ask_unlink
from tuicompta.screens.entry_actions.notes import edit_notes
from tuicompta.screens.entry_actions.opening import shown, view_document
from tuicompta.screens.entry_actions.reasons import NO_ENTRY, NO_LINE, UNSAVED, Reasons
from tuicompta.screens.entry_actions.reversal import ask_reversal
from tuicompta.screens.entry_actions.table import GROUPS
from tuicompta.screens.entry_actions.transfer import ask_transfer
from tuicompta.screens.entry_actions.validation import ask_validation, ask_validation_of_month
from tuicompta.screens.entry_actions.vat import show_vat
from tuicompta.screens.frame.window import Window
from tuicompta.services.entries.foot.rules import is_entry_at_foot
from tuicompta.services.entries.invert import invert_entry
from tuicompta.services.entries.read import read_entry
from tuicompta.services.entries.status import confirm_entry, simulate_entry

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from tuicompta.core.entry.model import GridEntry
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier

_ONLY_WHEN_LINKED = frozenset({"modify_guided_entry", "unlink_entry"})


class EntryActions(Window):
    """Simulate, validate, reverse, transfer, duplicate, invert, unlink; due dates, documents, files, VAT of a line."""

    GROUPS = GROUPS

    # -- what the window says ------------------------------------------------------------------------------------------

    @property
    def entry_dossier(self) -> Dossier:
        """The dossier of the entries."""
        raise NotImplementedError

    @property
    def current_entry_id(self) -> int | None:
        """The stored entry under the cursor."""
        raise NotImplementedError

    @property
    def current_line_id(self) -> int | None:
        """The stored line under the cursor."""
        raise NotImplementedError

    @property
    def current_is_saved(self) -> bool:
        """Whether nothing of the entry waits for a save."""
        return True

    @property
    def current_grid_entry(self) -> GridEntry | None:
        """The entry under the cursor as it is typed, in the windows where one types."""
        return None

    @property
    def current_month(self) -> tuple[int, int] | None:
        """The journal and the period that «Valider tout» is about: those of the entry, unless the window shows one."""
        now = self._reasons.now(self.current_entry_id, None) if self.current_entry_id is not None else None
        return None if now is None else (now.journal_id, now.period_id)

    @property
    def refusal_of_new_entry(self) -> str:
        """Why the window takes no new entry, empty when it does."""
        return ""

    def reload_entries(self) -> None:
        """Read the stored entries again."""
        raise NotImplementedError

    def add_entry(self, entry: GridEntry) -> None:
        """Show an unsaved entry to be completed."""
        raise NotImplementedError

    # -- reasons -------------------------------------------------------------------------------------------------------

    @property
    def _reasons(self) -> Reasons:
        found: Reasons | None = self.__dict__.get("_reasons_of_entry")
        if found is None:
            found = self.__dict__["_reasons_of_entry"] = Reasons(self.entry_dossier)
        return found

    @property
    def offers(self) -> Sequence[str]:
        """The actions of the window; those of a link are absent once it is broken (CTX-07, CTX-12)."""
        return [name for name in self.OFFERS if name not in _ONLY_WHEN_LINKED or self._why_not(name) is None]

    def _why_not(self, identifier: str) -> str | None:
        entry_id = self.current_entry_id
        if entry_id is None or not self.current_is_saved:
            return self._what_waits()
        return self._reasons.of(identifier, entry_id, self.current_line_id)

    def _what_waits(self) -> str:
        """Say what the typed entry lacks before anything else can be done with it (VAL-03)."""
        typed = self.current_grid_entry
        if typed is not None and not typed.lines:
            return NO_ENTRY
        if typed is None or typed.is_balanced:
            return UNSAVED if typed is not None or self.current_entry_id is not None else NO_ENTRY
        if typed.difference:
            return f"Écriture non équilibrée (écart {format_amount(typed.difference)}) : équilibrez-la"
        return "Écriture de moins de deux lignes : ajoutez sa contrepartie"

    why_not_simulate_entry = partialmethod(_why_not, "simulate_entry")
    why_not_confirm_entry = partialmethod(_why_not, "confirm_entry")
    why_not_validate_entry = partialmethod(_why_not, "validate_entry")
    why_not_reverse_entry = partialmethod(_why_not, "reverse_entry")
    why_not_transfer_entry = partialmethod(_why_not, "transfer_entry")
    why_not_invert_entry = partialmethod(_why_not, "invert_entry")
    why_not_guide_from_entry = partialmethod(_why_not, "guide_from_entry")
    why_not_modify_guided_entry = partialmethod(_why_not, "modify_guided_entry")
    why_not_unlink_entry = partialmethod(_why_not, "unlink_entry")
    why_not_attached_files = partialmethod(_why_not, "attached_files")
    why_not_entry_notes = partialmethod(_why_not, "entry_notes")

    def why_not_duplicate_entry(self) -> str | None:
        """Ask for a window that takes new entries."""
        return self._why_not("duplicate_entry") or self.refusal_of_new_entry or None

    def why_not_view_document(self) -> str | None:
        """Ask for a document that the program can show (SW-16)."""
        reason = self._why_not("view_document")
        if reason is not None:
            return reason
        documents = self._reasons.documents(self._acted_entry(), self.current_line_id)
        return None if shown(self.frame, documents) else "Aucun document pour cette écriture"

    def why_not_validate_month(self) -> str | None:
        """Ask for a journal/month."""
        return None if self.current_month is not None else NO_ENTRY

    def _why_not_of_line(self, identifier: str) -> str | None:
        return self._why_not(identifier) or (NO_LINE if self.current_line_id is None else None)

    why_not_vat_information = partialmethod(_why_not_of_line, "vat_information")
    why_not_invoice_schedule = partialmethod(_why_not_of_line, "invoice_schedule")
    why_not_line_matchings = partialmethod(_why_not_of_line, "line_matchings")

    # -- status --------------------------------------------------------------------------------------------------------

    def do_simulate_entry(self) -> None:
        """Simulate the entry (VAL-01)."""
        simulate_entry(self.entry_dossier, self._acted_entry())
        self._acted("Écriture simulée")

    def do_confirm_entry(self) -> None:
        """Confirm the simulated entry (VAL-02)."""
        confirm_entry(self.entry_dossier, self._acted_entry())
        self._acted("Écriture confirmée")

    async def do_validate_entry(self) -> None:
        """Validate the entry: it never changes again; above a foot its whole month is (VAL-03, VAL-06, CTP-05)."""
        if is_entry_at_foot(self.entry_dossier.database, self._acted_entry()):
            await self.do_validate_month()
        else:
            await self._then_reload(ask_validation)

    async def do_validate_month(self) -> None:
        """Validate every unvalidated entry of the journal/month (VAL-07)."""
        month = self.current_month
        if month is not None and await ask_validation_of_month(self.frame, self.entry_dossier, *month):
            self.reload_entries()

    # -- other entries made of this one --------------------------------------------------------------------------------

    async def do_reverse_entry(self) -> None:
        """Reverse the entry (CPS)."""
        if await ask_reversal(self.frame, self.entry_dossier, self._acted_entry()) is not None:
            self.reload_entries()

    async def do_transfer_entry(self) -> None:
        """Transfer the entry (TRF)."""
        await self._then_reload(ask_transfer)

    def do_duplicate_entry(self) -> None:
        """Begin a new entry with the lines of this one (CTX-16)."""
        entry = self.current_grid_entry or read_entry(self.entry_dossier.database, self._acted_entry())
        if entry is not None:
            self.add_entry(copied(entry, entry.key))

    def do_invert_entry(self) -> None:
        """Swap debit and credit on all the lines (CTX-17)."""
        entry = read_entry(self.entry_dossier.database, self._acted_entry())
        if entry is not None:
            invert_entry(self.entry_dossier, self._acted_entry(), entry.version)
            self._acted("Sens inversé")

    async def do_guide_from_entry(self) -> None:
        """Open a new guide model with the lines of the entry, amounts left open (MG-13)."""
        await self.frame.open("guide_model_card", from_entry=self._acted_entry())

    # -- links, documents ----------------------------------------------------------------------------------------------

    async def do_modify_guided_entry(self) -> None:
        """Let the entry change in the journal (CTX-05)."""
        await self._then_reload(ask_guided)

    async def do_unlink_entry(self) -> None:
        """Make an ordinary entry of a linked import (CTX-11)."""
        await self._then_reload(ask_unlink)

    async def do_view_document(self) -> None:
        """Show what produced the entry, or hangs on it (SW-16)."""
        await view_document(self.frame, self.entry_dossier, self._acted_entry())

    async def do_attached_files(self) -> None:
        """Show the files of the entry (SW-38)."""
        await show_files(self.frame, self.entry_dossier, self._acted_entry())

    async def do_entry_notes(self) -> None:
        """Edit the notes of the entry, validated or not (VAL-05)."""
        await self._then_reload(edit_notes)

    # -- the line ------------------------------------------------------------------------------------------------------

    async def do_vat_information(self) -> None:
        """Show the VAT data of the line (SW-18)."""
        await show_vat(self.frame, self.entry_dossier, self._acted_line())

    async def do_invoice_schedule(self) -> None:
        """Edit the due dates of the invoice line (CTX-02)."""
        if await edit_schedule(self.frame, self.entry_dossier, self._acted_line()):
            self.reload_entries()

    async def do_line_matchings(self) -> None:
        """Choose what the credit note, payment or refund line settles (CTX-03)."""
        if await edit_matchings(self.frame, self.entry_dossier, self._acted_line()):
            self.reload_entries()

    # ------------------------------------------------------------------------------------------------------------------

    async def _then_reload(self, ask: Callable[[Frame, Dossier, int], Awaitable[bool]]) -> None:
        if await ask(self.frame, self.entry_dossier, self._acted_entry()):
            self.reload_entries()

    def _acted(self, text: str) -> None:
        self.reload_entries()
        self.frame.say(text)

    def _acted_entry(self) -> int:
        entry_id = self.current_entry_id
        if entry_id is None:
            raise LookupError
        return entry_id

    def _acted_line(self) -> int:
        line_id = self.current_line_id
        if line_id is None:
            raise LookupError
        return line_id
