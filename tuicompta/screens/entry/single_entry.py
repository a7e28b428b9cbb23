"""Nouvelle écriture comptable: one entry at a time, under its header (SE)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.dates import YearMonth
from tuicompta.core.entry.model import Column, Grid, GridEntry, Provenance
from tuicompta.core.entry.pending import Issue, IssueKind
from tuicompta.core.entry.profile import SINGLE_ENTRY
from tuicompta.core.enums import EntryOrigin
from tuicompta.screens.entry.entry_look import look_of
from tuicompta.screens.entry.entry_menus import in_menus
from tuicompta.screens.entry.entry_settings import RECAP
from tuicompta.screens.entry.entry_views import EDIT_VIEWS
from tuicompta.screens.entry.journal_acts import JournalActs
from tuicompta.screens.entry.journal_window import JournalWindow
from tuicompta.screens.entry_actions.table import DELETE_ENTRY, ENTRY_ACTIONS, ENTRY_OFFERS, GUIDE_FROM_ENTRY
from tuicompta.services.entries.errors import EntryGoneError
from tuicompta.services.entries.origins import entry_to_show, refusal_to_enter
from tuicompta.services.entries.single_typing import SingleTyping
from tuicompta.services.fiscal_years.fiscal_years import fiscal_year_of
from tuicompta.widgets.headed_entry_grid import HEADER, HeadedEntryGrid

if TYPE_CHECKING:
    from collections.abc import Hashable

    from tuicompta.core.entry.details import Shown
    from tuicompta.screens.frame.window import Window
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.entries.typing_window import TypingWindow
    from tuicompta.services.journals.journal_periods import JournalPeriodRow

_NEW, _STORED, _READ = "Nouvelle écriture comptable", "Écriture comptable", "Écriture comptable (lecture seule)"

ACTIONS = (DELETE_ENTRY, EDIT_VIEWS, RECAP, *ENTRY_ACTIONS, GUIDE_FROM_ENTRY)


class SingleEntryWindow(JournalActs):
    """The window of one entry: a new one, proposed again after each save, or a stored one.

    `entry` and `line` are a stored entry and the line where the cursor goes; `place` is the journal/month of a new one.
    """

    TITLE = _NEW
    HELP = "single_entry"
    PROFILE = SINGLE_ENTRY
    ORIGIN = EntryOrigin.SINGLE_ENTRY
    TITLES = JournalWindow.TITLES
    OFFERS: ClassVar[tuple[str, ...]] = in_menus(
        (
            *(name for name in JournalActs.OFFERS if name != "print_draft"),
            DELETE_ENTRY.identifier,
            *ENTRY_OFFERS,
            GUIDE_FROM_ENTRY.identifier,
        )
    )
    grid: HeadedEntryGrid

    def __init__(
        self,
        dossier: Dossier,
        entry: int | None = None,
        line: int | None = None,
        place: JournalPeriodRow | None = None,
        draft: int | None = None,
    ) -> None:
        self._shown = entry_to_show(dossier, entry) if entry is not None else None
        self.line = line
        self.place = place
        self._refusal = refusal_to_enter(dossier, place.start if place else None)
        super().__init__(dossier, draft)
        self.header.entitle(self.title)

    def open_work(self, dossier: Dossier, draft: int | None) -> TypingWindow:
        """Work on the fiscal year of the draft or of now; every line carries the piece number of the header (SE-09)."""
        year = super().open_work(dossier, draft).year
        return SingleTyping(dossier, self.profile(), self.ORIGIN, year)

    def start_grid(self, draft: int | None) -> Grid:
        """Start with a stored entry, an interrupted one, or a new one in the journal and month asked for (SE-01)."""
        if self._shown is not None:
            return self.work.grid_of(self._shown, self._shown.entry_date, draft)
        if draft is not None or self.place is None:
            grid = self.work.grid(draft)
        else:
            grid = self.work.grid_of(self._new_entry(self.place), self.place.start)
        grid.read_only = self._refusal
        return grid

    def _new_entry(self, place: JournalPeriodRow) -> GridEntry:
        """Return an empty entry in a journal, unless it is not entered here (SE-07, SJL-20)."""
        entry = GridEntry(1, read_only=self._refusal)
        journal = self.work.journal_of_year(place.journal, place.start)
        if journal is None or not self.PROFILE.offers(journal.type, journal.counterpart_mode):
            return entry
        return entry.with_journal(place.journal, Provenance.ACCEPTED)

    def make_grid(self) -> HeadedEntryGrid:
        """Return the grid under its header."""
        look = look_of(self.work.dossier)
        grid = HeadedEntryGrid(self.machine, self.shown_columns(), look=look, titles=self.TITLES, id="grid")
        grid.told = self._told
        return grid

    def shown_columns(self) -> tuple[Shown, ...]:
        """Return the columns of the grid, those of the journal of the entry (SE-09)."""
        journal = self.machine.journal
        profile = self.work.profile.of_journal(journal) if journal else self.work.profile
        return tuple(column for column in profile.shown if column not in HEADER)

    def _told(self) -> str:
        journal = self.machine.journal
        return journal.description if journal else ""

    # -- what it is ----------------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """A new entry, a stored one, or one that is only read."""
        if self._shown is None:
            return f"{_NEW} (lecture seule)" if self._refusal else _NEW
        return _READ if self._shown.read_only else _STORED

    @property
    def identity(self) -> Hashable:
        """One window a stored entry, and one of new entries."""
        return SingleEntryWindow, self._shown.entry_id if self._shown else 0, bool(self._refusal)

    def asked_again(self, other: Window) -> None:
        """Go to the line asked for, or take the journal and month asked for while nothing is typed."""
        if not isinstance(other, SingleEntryWindow):
            return
        if other.line is not None:
            self._go_to_line(other.line)
        if other.place is not None and self._shown is None and self.machine.entries[0].is_new:
            self._take_place(other.place)

    def _take_place(self, place: JournalPeriodRow) -> None:
        year = fiscal_year_of(self.work.dossier.database, place.start)
        if year is not None and year != self.work.year:
            self.take(self.machine.set_fiscal_year(year.start, year.end))
            self.work.change_year(year)
        self.take(self.machine.start_again(self._new_entry(place).journal))
        self.take(self.machine.set_working_month(YearMonth.of(place.start)))

    def on_mount(self) -> None:
        """Put the cursor on the line asked for (SE-02)."""
        super().on_mount()
        if self.line is not None:
            self._go_to_line(self.line)
        reason = self._shown.read_only if self._shown is not None else self._refusal
        if reason:
            self.grid.tell(reason)

    def _go_to_line(self, line_id: int) -> None:
        entry = self.machine.entries[0]
        rank = next((rank for rank, line in enumerate(entry.lines) if line.line_id == line_id), None)
        if rank is not None:
            self.take(self.machine.go_to(Issue(IssueKind.MISSING_CELL, entry.key, rank, Column.ACCOUNT, "")))

    def _changed(self) -> None:
        """Show the columns of the journal chosen."""
        self.grid.show_columns(self.shown_columns())
        super()._changed()

    def add_entry(self, entry: GridEntry) -> None:
        """Show a copy in the place of the entry it is made from (CTX-16)."""
        self._shown = None
        super().add_entry(entry)
        self.header.entitle(self.title)

    # -- acts on the stored entry --------------------------------------------------------------------------------------

    @property
    def refusal_of_new_entry(self) -> str:
        """Why nothing can be entered, empty when something can (SJL-24)."""
        return self._refusal

    def reload_entries(self) -> None:
        """Read the entry again; what waits for a save stays (CTX-08)."""
        self.take(self.machine.reload(self._read))
        if self._shown is not None:
            entry = self.machine.entries[0]
            self._shown = entry if entry.entry_id is not None else None
            self.header.entitle(self.title)
            self.grid.tell(entry.read_only)

    def outdated(self) -> list[int]:
        """Return the key of the entry shown when it is no longer stored as it was read (SW-39)."""
        entry = self.machine.entries[0]
        if entry.entry_id is None or entry.saved:
            return []
        return [] if entry.is_stored_as(self._read(entry.entry_id)) else [entry.key]

    def forget_changes(self, key: int) -> None:
        """Show the entry as it is stored; one that is gone leaves its place to a new one."""
        entry = self.machine.entry(key)
        stored = self._read(entry.entry_id) if entry.entry_id is not None else None
        self.take(self.machine.show_stored(stored) if stored else self.machine.start_again(entry.journal))

    def _read(self, entry_id: int) -> GridEntry | None:
        try:
            return entry_to_show(self.work.dossier, entry_id)
        except EntryGoneError:
            return None

    def why_not_delete_entry(self) -> str | None:
        """Name what holds the entry, or the screen where it is changed (SW-25, SE-04)."""
        return self.machine.current.read_only or super().why_not_delete_entry()

    async def do_delete_entry(self) -> None:
        """Delete the entry after confirmation; the window of a stored one closes with it."""
        entry_id = self.machine.current.entry_id
        await super().do_delete_entry()
        if entry_id is not None and self._read(entry_id) is None:
            await self.frame.windows.close(self)

    # -- saving --------------------------------------------------------------------------------------------------------

    async def save(self, *, then_close: bool = False) -> None:
        """Save; after a new entry, propose another one with the same journal and date (SE-06, SE-08)."""
        entry = self.machine.entries[0]
        await super().save(then_close=then_close)
        if self.is_attached and not then_close and entry.entry_id is None and self.machine.entries[0].saved:
            self.take(self.machine.start_again(entry.journal, entry.entry_date))
