"""Saisie par journal: all the entries of a journal and month in one grid, typed and corrected there (SJ, SW)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.dates import YearMonth
from tuicompta.core.entry.keys import Command
from tuicompta.core.entry.machine import EntryMachine
from tuicompta.core.entry.model import Column
from tuicompta.core.entry.profile import JOURNAL_WINDOW
from tuicompta.core.enums import EntryOrigin
from tuicompta.screens.entry.entry_header import EntryHeader
from tuicompta.screens.entry.entry_menus import in_menus
from tuicompta.screens.entry.entry_settings import PRINT_DRAFT, RECAP
from tuicompta.screens.entry.entry_views import EDIT_VIEWS
from tuicompta.screens.entry.journal_foot import JournalFoot
from tuicompta.screens.entry_actions.table import DELETE_ENTRY, ENTRY_ACTIONS, ENTRY_OFFERS, GUIDE_FROM_ENTRY
from tuicompta.screens.frame.actions import Action
from tuicompta.services.dossiers.drafts import draft_context
from tuicompta.services.entries.month import entry_of_line
from tuicompta.services.entries.typing_window import TypingWindow
from tuicompta.services.journals.journal_month import JournalMonth, journal_month, month_of_draft

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from tuicompta.core.entry.details import Shown
    from tuicompta.core.entry.model import Grid, GridEntry
    from tuicompta.core.entry.profile import GridProfile
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.journals.journal_periods import JournalPeriodRow, Scope

ACTIONS = (
    DELETE_ENTRY,
    Action("previous_month", "Précédent", "Le journal ou le mois d'avant, dans l'ordre de la liste."),
    Action("next_month", "Suivant", "Le journal ou le mois d'après, dans l'ordre de la liste."),
    Action("choose_period", "Période", "Un autre mois du même journal."),
    Action("choose_journal", "Journal", "Un autre journal du même mois."),
    EDIT_VIEWS,
    RECAP,
    PRINT_DRAFT,
    *ENTRY_ACTIONS,
    GUIDE_FROM_ENTRY,
)


class JournalWindow(JournalFoot):
    """The window «Saisie par journal»."""

    HELP = "journal_window"
    PROFILE = JOURNAL_WINDOW
    ORIGIN = EntryOrigin.JOURNAL_WINDOW
    TITLES: ClassVar[Mapping[Shown, str]] = {
        Column.DATE: "Jour",
        Column.PIECE: "N° de pièce",
        Column.DOCUMENT: "N° de document",
        Column.DUE_DATE: "Date d'échéance",
        Column.PAYMENT_METHOD: "Moyen de paiement",
        Column.CHEQUE: "N° de chèque",
    }
    OFFERS: ClassVar[tuple[str, ...]] = in_menus(
        (
            *JournalFoot.OFFERS,
            DELETE_ENTRY.identifier,
            *ENTRY_OFFERS,
            GUIDE_FROM_ENTRY.identifier,
            "previous_month",
            "next_month",
            "choose_period",
            "choose_journal",
            "refresh_data",
            "print",
        )
    )

    def __init__(
        self,
        dossier: Dossier,
        journal: JournalPeriodRow | None = None,
        *,
        scope: Scope | None = None,
        draft: int | None = None,
    ) -> None:
        self.month = self._month_of(dossier, journal, draft)
        self.scope = scope
        self._saved_by_itself: dict[int, GridEntry] = {}
        self._was_shown = False
        super().__init__(dossier, draft)
        self.header = EntryHeader(self.title)
        self.show_foot()
        self._to_first_line_if_closed()

    def _month_of(self, dossier: Dossier, journal: JournalPeriodRow | None, draft: int | None) -> JournalMonth:
        if draft is not None:
            return month_of_draft(dossier, draft_context(dossier, draft).get("place") or ())
        if journal is None:
            raise TypeError("a journal window is opened on a journal and a month")
        return journal_month(dossier, journal)

    def open_work(self, dossier: Dossier, draft: int | None) -> TypingWindow:  # noqa: ARG002 (the draft names the month)
        """Work on the fiscal year of the month, with the columns of its journal (SJ-04)."""
        row = self.month.row
        return TypingWindow(
            dossier, self.profile(), self.ORIGIN, self.month.year, place=(row.journal_id, row.period_id)
        )

    def profile(self) -> GridProfile:
        """Return the window on its journal, with the columns of its view (SJ-04, SW-34)."""
        profile = super().profile().of_journal(self.month.journal)
        return replace(profile, several=False) if self.month.refusal else profile

    def start_machine(self, draft: int | None) -> EntryMachine:
        """Start with all the entries of the month, whatever their origin (SJ-02)."""
        options, stored = self.work.options(), self.stored_month()
        return EntryMachine(self.work.lookup, self.start_grid(draft), options, self.work.profile, stored=stored)

    def start_grid(self, draft: int | None) -> Grid:
        """Return what an interrupted input adds to the stored entries, in the bounds of the period (SJ-05)."""
        row, refusal = self.month.row, self.month.refusal
        grid = replace(self.work.grid(draft), start=row.start, end=row.end, journal=row.journal, read_only=refusal)
        return replace(grid, working_month=None)

    def _to_first_line_if_closed(self) -> None:
        if self.month.refusal:
            self.machine.run(Command.FIRST_ROW)

    def start_again(self) -> None:
        """Show the month chosen from its beginning (SW-10)."""
        self.work = self.open_work(self.work.dossier, None)
        self.machine = self.start_machine(None)
        self.show_foot()
        self._to_first_line_if_closed()
        self.grid.show_model(self.machine, self.work.profile.shown)
        self.draft.start_again()
        self.header.entitle(self.title)
        self._show_header()

    def _changed(self) -> None:
        """Save the balanced entries that the cursor has left, where the option says so (SW-05, OSA-06)."""
        super()._changed()
        if self.machine.is_stale:
            self.call_later(self.reload_entries)
        here = self.machine.current.key
        left = [entry for entry in self.machine.waiting if entry.key != here and self.is_finished(entry)]
        new = [entry for entry in left if self._saved_by_itself.get(entry.key) != entry]
        if new and self.work.saves_by_itself():
            self._saved_by_itself |= {entry.key: entry for entry in new}
            self.frame.dispatcher.start(self._save_left({entry.key for entry in new}))

    async def _save_left(self, keys: set[int]) -> None:
        self.machine.set_options(self.work.options())
        await self.saver.save(keys)
        if self.at_foot:
            self.reload_entries()

    # -- the frame -----------------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """Journal and month, and whether it is only read (SJL-24)."""
        closed = " (lecture seule)" if self.month.refusal else ""
        return f"Journal {self.month.row.journal} – {self.month.period}{closed}"

    @property
    def current_month(self) -> tuple[int, int]:
        """The journal and the period shown (VAL-07)."""
        return self.month.row.journal_id, self.month.row.period_id

    @property
    def refusal_of_new_entry(self) -> str:
        """Why nothing can be entered, empty when something can (SJL-24)."""
        return self.month.refusal

    @property
    def identity(self) -> Hashable:
        """One window a journal and month."""
        return JournalWindow, self.month.row.journal_id, self.month.row.period_id

    def header_words(self) -> tuple[str, ...]:
        """Tell the name of the journal, and the fiscal year."""
        return self.month.row.description, *super().header_words()

    def shown(self) -> None:
        """Read again on coming back from another window (CTX-08)."""
        super().shown()
        if self._was_shown:
            self.reload_entries()
        self._was_shown = True

    def do_refresh_data(self) -> None:
        """Read the journal/month again; the cursor stays on its line, what is typed waits (CTX-08)."""
        self.reload_entries()
        self.frame.say("Journal relu")

    def reload_entries(self) -> None:
        """Read the stored entries again; what waits for a save and the cursor stay (CTX-08)."""
        self.show_foot()
        self.take(self.machine.reload())

    def go_to_line(self, line_id: int) -> None:
        """Put the cursor on a stored line of the journal/month."""
        entry_id = line_id if self.at_foot else entry_of_line(self.work.dossier.database, line_id)
        if entry_id is not None:
            self.take(self.machine.go_to_stored(entry_id, line_id))

    async def do_print(self) -> None:
        """Print the journal of the month (IMP-09)."""
        await self._print("journal")

    async def do_print_draft(self) -> None:
        """Print the entries of the month that are still to validate (KM-40, ETBR-01)."""
        await self._print("brouillard")

    async def _print(self, report: str) -> None:
        row = self.month.row
        await self.frame.open(
            "report_filters", report=report, use="list", journals=row.journal, month=YearMonth.of(row.start)
        )
