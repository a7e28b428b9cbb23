"""One entry of a journal in the grid: a stored one to correct, or a new one (SE)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuicompta.core.dates import month_label
from tuicompta.core.entry.model import Grid, GridEntry
from tuicompta.core.entry.profile import JOURNAL_WINDOW
from tuicompta.core.enums import EntryOrigin
from tuicompta.screens.entry.entry_window import EntryWindow

if TYPE_CHECKING:
    from collections.abc import Hashable

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.journals.journal_periods import JournalPeriodRow


class EditEntryWindow(EntryWindow):
    """One entry of a journal in the grid: a stored one to correct, or a new one."""

    TITLE = "Écriture"
    HELP = "journal_window"
    PROFILE = replace(JOURNAL_WINDOW, name="edit_entry", several=False)
    ORIGIN = EntryOrigin.JOURNAL_WINDOW

    def __init__(
        self,
        dossier: Dossier,
        entry: GridEntry | None = None,
        *,
        month: JournalPeriodRow | None = None,
        draft: int | None = None,
    ) -> None:
        self._edited = entry or GridEntry(1)
        self._month = month
        self._saved_by_itself: GridEntry | None = None
        super().__init__(dossier, draft)
        if draft is not None:
            self._edited = self.machine.entries[0]

    def start_grid(self, draft: int | None) -> Grid:
        """Start with the entry; days are those of its month (SJ-05)."""
        day = self._edited.entry_date or (self._month.start if self._month else None)
        return self.work.grid_of(self._edited, day, draft)

    @property
    def identity(self) -> Hashable:
        """One window a stored entry."""
        return type(self), self._edited.entry_id or id(self)

    def header_words(self) -> tuple[str, ...]:
        """Tell the month and the fiscal year."""
        return f"{self._edited.journal} {month_label(self.machine.header().working_month)}", *super().header_words()

    def _changed(self) -> None:
        """Save a balanced entry once the cursor leaves it, where the option says so (SW-05, OSA-06)."""
        super()._changed()
        entry = self.machine.entries[0]
        waits = entry.complete and entry.is_balanced and not entry.saved and entry != self._saved_by_itself
        if waits and self.work.saves_by_itself():
            self._saved_by_itself = entry
            self.frame.dispatcher.start(self.save())
