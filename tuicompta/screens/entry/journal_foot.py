"""The journal window on a foot-of-journal journal: lines typed one by one, one counterpart at the foot (CTP)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.entry.copies import copied
from tuicompta.core.enums import CounterpartMode
from tuicompta.screens.entry.journal_acts import JournalActs
from tuicompta.screens.entry.journal_moves import JournalMoves
from tuicompta.services.entries.foot.month import FootMonth
from tuicompta.services.entries.foot.rules import refusal_at_foot
from tuicompta.services.entries.foot.save import delete_pieces
from tuicompta.services.entries.month import StoredMonth
from tuicompta.services.entries.protection import refusal_to_change

if TYPE_CHECKING:
    from tuicompta.core.entry.model import GridEntry
    from tuicompta.core.errors import TuicomptaError

_NOT_INVERTED = "ses lignes s'inversent une par une, dans leur montant"


class JournalFoot(JournalMoves, JournalActs):
    """What a journal window does otherwise where its journal has its counterpart at the foot.

    Each line is a piece of its own and balances nothing; the foot is no line of the grid: it is neither typed over nor
    deleted (CTP-07).
    """

    @property
    def at_foot(self) -> bool:
        """Whether the journal shown has its counterpart at its foot."""
        return self.month.journal.counterpart_mode is CounterpartMode.FOOT_OF_JOURNAL

    def stored_month(self) -> StoredMonth:
        """Return what is stored in the journal/month: its entries, or the lines typed above its foot."""
        row = self.month.row
        kind = FootMonth if self.at_foot else StoredMonth
        return kind(self.work.dossier.database, row.journal_id, row.period_id)

    def show_foot(self) -> None:
        """Show the counterpart as the lines stored and typed now make it (CTP-02, JF-21)."""
        stored = self.stored_month() if self.at_foot else None
        self.machine.set_foot_days(stored.balances() if isinstance(stored, FootMonth) else None)
        self.grid.with_foot = self.at_foot

    async def save(self, *, then_close: bool = False) -> None:
        """Save; a foot is then read again with the lines of its days (CTP-02)."""
        await super().save(then_close=then_close)
        if self.at_foot and self.is_attached:
            self.reload_entries()

    def is_unbalanced(self, entry: GridEntry) -> bool:
        """Tell whether an entry keeps the window open: a line above a foot never does."""
        return not self.at_foot and super().is_unbalanced(entry)

    def is_finished(self, entry: GridEntry) -> bool:
        """Tell whether an entry can be saved by itself once the cursor has left it (SW-05)."""
        return entry.complete if self.at_foot else entry.is_balanced

    # -- acts ----------------------------------------------------------------------------------------------------------

    def delete_stored(self, entry: GridEntry) -> None:
        """Delete an entry, or the lines of a piece: the counterpart of their day follows (CTP-02)."""
        if self.at_foot:
            delete_pieces(self.work.dossier, [line.line_id for line in entry.lines if line.line_id is not None])
        else:
            super().delete_stored(entry)

    def refusal_of_stored(self, entry_id: int) -> TuicomptaError | None:
        """Return why nothing of a day can be deleted; the marks of a line are its own."""
        if self.at_foot:
            return refusal_to_change(self.work.dossier.database, entry_id)
        return super().refusal_of_stored(entry_id)

    def do_duplicate_entry(self) -> None:
        """Begin a new entry, or a new piece, with the lines of this one (CTX-16)."""
        if self.at_foot:
            self.add_entry(copied(self.machine.current, self.machine.current.key))
        else:
            super().do_duplicate_entry()

    def why_not_invert_entry(self) -> str | None:
        """Refuse to invert a whole day."""
        entry_id = self.current_entry_id
        if entry_id is None or not self.at_foot:
            return super().why_not_invert_entry()
        return str(refusal_at_foot(self.work.dossier.database, entry_id, _NOT_INVERTED))
