"""What an entry window needs of the dossier: proposals, options, saves, and the draft of what is not saved yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tuicompta.core.dates import YearMonth
from tuicompta.core.entry.drafts import to_entry
from tuicompta.core.entry.model import Column, Grid, GridEntry
from tuicompta.core.entry.ports import JournalInfo
from tuicompta.core.entry.profile import EntryOptions, GridProfile
from tuicompta.core.entry.saving import DraftChanges, SavedEntry
from tuicompta.core.enums import EntryOrigin
from tuicompta.models.transaction import transaction
from tuicompta.services.accounts.account_batch import account_length
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.drafts import (
    DraftEntry,
    discard_draft,
    draft_context,
    keep_draft,
    start_draft,
    take_over_draft,
)
from tuicompta.services.dossiers.user_state import state, store_state
from tuicompta.services.entries.read import read_entry
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.saved import SavedEntry as StoredEntry
from tuicompta.services.fiscal_years.fiscal_years import (
    FiscalYear,
    current_fiscal_year,
    fiscal_year_of,
    open_fiscal_years,
)
from tuicompta.services.lookup import DossierLookup
from tuicompta.services.settings.settings import number_setting, setting

_STOPS = "entry_stops"


@dataclass
class TypingWindow:
    """One entry window open on a dossier, for one fiscal year; `draft_id` once something typed waits for a save.

    `place` is the journal and the period of a window on one of them, by their identifiers.
    """

    dossier: Dossier
    profile: GridProfile
    origin: EntryOrigin
    year: FiscalYear
    lookup: DossierLookup = field(init=False)
    draft_id: int | None = None
    typing: tuple[int, int, str, str] | None = None
    place: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        self.lookup = DossierLookup(self.dossier, self.year)

    def change_year(self, year: FiscalYear) -> None:
        """Work on another fiscal year."""
        self.year = self.lookup.year = year

    def journal_of_year(self, code: str, day: date) -> JournalInfo | None:
        """Return a journal with its settings of the fiscal year of a day."""
        year = fiscal_year_of(self.dossier.database, day)
        return None if year is None else DossierLookup(self.dossier, year).journal(code)

    def options(self) -> EntryOptions:
        """Return the options that rule entry, and the stops this user changed (OSA, KM-44)."""
        database = self.dossier.database
        length, pad = account_length(database)
        return EntryOptions(
            negative_alerts=bool(setting(database, "entry.warn_amounts")),
            account_alerts=bool(setting(database, "entry.warn_accounts")),
            duplicate_piece_alerts=bool(setting(database, "entry.warn_duplicate_pieces")),
            missing_piece_alerts=bool(setting(database, "entry.warn_missing_pieces")),
            duplicate_entry_alerts=bool(setting(database, "entry.warn_duplicate_entries")),
            vat_alerts=bool(setting(database, "entry.warn_vat")),
            undo=bool(setting(database, "entry.undo")),
            account_length=length,
            complete_with_zeros=pad,
            piece_length=number_setting(database, "entry.piece_length"),
            stops=self.stops(),
        )

    def saves_by_itself(self) -> bool:
        """Tell whether an entry of the journal window is saved as soon as it balances (OSA-06)."""
        return bool(setting(self.dossier.database, "entry.autosave"))

    def stops(self) -> dict[str, dict[Column, bool]]:
        """Return the stops this user changed, per journal (KM-44)."""
        stored = state(self.dossier, _STOPS) or {}
        return {journal: {Column(name): bool(on) for name, on in cells.items()} for journal, cells in stored.items()}

    def store_stops(self, journal: str, cells: Mapping[Column, bool]) -> None:
        """Keep the stops of a journal for this user."""
        stored = state(self.dossier, _STOPS) or {}
        stored[journal] = {column.value: on for column, on in cells.items()}
        store_state(self.dossier, _STOPS, stored)

    def grid(self, draft_id: int | None = None) -> Grid:
        """Return the grid to start with: empty, or as it was when its input was interrupted (KM-03, KM-97)."""
        entries, month = [], None
        if draft_id is not None:
            context = draft_context(self.dossier, draft_id)
            drafts = {draft["key"]: to_entry(draft) for draft in take_over_draft(self.dossier, draft_id)}
            order = [key for key in context.get("order", []) if key in drafts]
            entries = [drafts[key] for key in [*order, *(key for key in drafts if key not in order)]]
            if context.get("started"):
                entries.append(to_entry(context["started"]))
            month = YearMonth(*context["month"]) if context.get("month") else None
            self.typing = tuple(context["typing"]) if context.get("typing") else None
            self.draft_id = draft_id
        return Grid(self.year.start, self.year.end, entries, month)

    def grid_of(self, entry: GridEntry, day: date | None, draft_id: int | None = None) -> Grid:
        """Return the grid of one entry, in the month and the fiscal year of a day (SE-05)."""
        if draft_id is not None:
            return self.grid(draft_id)
        year = fiscal_year_of(self.dossier.database, day) if day else None
        if year is not None:
            self.change_year(year)
        return Grid(self.year.start, self.year.end, [entry], YearMonth.of(day) if day else None)

    def read(self, entry_id: int) -> GridEntry | None:
        """Return a stored entry as it is now, nothing when it is gone (CTX-08)."""
        return read_entry(self.dossier.database, entry_id)

    def save(self, entries: Sequence[GridEntry]) -> dict[int, SavedEntry]:
        """Store entries and return, by key, what each received (KM-96).

        They leave the draft in the same transaction: a crash never offers again what is stored.
        """
        with transaction(self.dossier.database):
            saved = self.store(entries)
            if self.draft_id is not None:
                keep_draft(self.dossier, self.draft_id, (), [entry.key for entry in entries])
        self.lookup.forget_labels()
        return {entry.key: _given(entry) for entry in saved}

    def store(self, entries: Sequence[GridEntry]) -> list[StoredEntry]:
        """Store entries as those of this window; raises the refusals of a save."""
        return save_entries(self.dossier, entries, self.origin)

    def keep(self, changes: DraftChanges, entries: Sequence[GridEntry], month: YearMonth | None) -> None:
        """Write what changed in the draft since the last time (KM-97)."""
        if self.dossier.readonly or (self.draft_id is None and not changes.order):
            return
        if self.draft_id is None:
            self.draft_id = start_draft(self.dossier, self.profile.name, {})
        totals = {entry.key: (entry.debit, entry.credit) for entry in entries if entry.key in changes.written}
        rows = [DraftEntry(key, content, *totals[key]) for key, content in changes.written.items()]
        context = {
            "year": [self.year.start.isoformat(), self.year.end.isoformat()],
            "order": list(changes.order),
            "month": list(month) if month else None,
            "typing": list(changes.typing) if changes.typing else None,
            "started": changes.started,
            "place": list(self.place) if self.place else None,
        }
        keep_draft(self.dossier, self.draft_id, rows, sorted(changes.removed), context)

    def forget_draft(self) -> None:
        """Erase the draft: nothing waits for a save any more, or the user gave it up."""
        if self.draft_id is not None:
            discard_draft(self.dossier, self.draft_id)
            self.draft_id = None


def _given(saved: StoredEntry) -> SavedEntry:
    """Return what the grid learns of a save."""
    stored_as = saved.line_ids[0] if saved.at_foot else None
    return SavedEntry(saved.entry_id, saved.pieces[0], saved.version, saved.line_ids, stored_as)


def open_typing_window(
    dossier: Dossier, profile: GridProfile, origin: EntryOrigin, draft_id: int | None = None
) -> TypingWindow:
    """Open an entry window on the fiscal year of an interrupted input, else on the current one when open (KM-07)."""
    year = _year_of_draft(dossier, draft_id) if draft_id is not None else None
    if year is None:
        current, opened = current_fiscal_year(dossier), open_fiscal_years(dossier.database)
        year = current if current in opened or not opened else opened[0]
    return TypingWindow(dossier, profile, origin, year)


def _year_of_draft(dossier: Dossier, draft_id: int) -> FiscalYear | None:
    bounds = draft_context(dossier, draft_id).get("year")
    return fiscal_year_of(dossier.database, date.fromisoformat(bounds[0])) if bounds else None
