"""The keystroke machine of the entry grids: a key in, what to do out, and at any moment what to paint (KM).

The machine holds no widget and no database. The screen gives it keys, carries out the effects it returns, and paints
the rows that changed; the lookup answers its questions. Nothing is posted by the machine itself (KM-31).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tuicompta.core.dates import YearMonth
from tuicompta.core.entry import (
    answers,
    chaining,
    checks,
    find,
    moves,
    painter,
    pasting,
    reloading,
    reports,
    saving,
    typed,
    undoing,
)
from tuicompta.core.entry.commands import ACTS
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.effects import CreateAccount, Effect, LinesChanged, Message
from tuicompta.core.entry.history import Change, Cursor, Step
from tuicompta.core.entry.keys import KEYMAP, Command, KeyStroke
from tuicompta.core.entry.model import Column, DuePart, Grid, GridEntry, GridLine
from tuicompta.core.entry.pending import Issue, Pending
from tuicompta.core.entry.ports import AccountInfo, EntryLookup, JournalInfo, StoredEntries
from tuicompta.core.entry.profile import CONTINUOUS_ENTRY, EntryOptions, GridProfile
from tuicompta.core.entry.reading import AccountToCreateError
from tuicompta.core.entry.refusals import UnsavedLinesError
from tuicompta.core.entry.view import ContextView, CursorView, HeaderView, ListView, RecapRow, RowView, TotalsView
from tuicompta.core.errors import TuicomptaError


class EntryMachine:
    """An entry window without its screen.

    `grid` gives the fiscal year and the entries shown at the start, `keymap` the keys of the user (KEY-19). Every
    method that acts returns the effects to carry out, in their order. `stored` gives the stored entries that the grid
    shows before those, if any.
    """

    def __init__(
        self,
        lookup: EntryLookup,
        grid: Grid,
        options: EntryOptions | None = None,
        profile: GridProfile = CONTINUOUS_ENTRY,
        keymap: Mapping[str, Command] = KEYMAP,
        stored: StoredEntries | None = None,
    ) -> None:
        self._desk = Desk(lookup, grid, options or EntryOptions(), profile, stored)
        self._keymap = keymap
        self._start()

    def _start(self) -> list[Effect]:
        """Put the cursor on the new entry at the foot of the grid (KM-03)."""
        effects = self._act(lambda desk: moves.start_entry(desk, len(desk.book) - 1))
        self._desk.history.clear()
        return effects

    # Keys and commands

    def press(self, key: KeyStroke) -> list[Effect]:
        """Do what a key asks; a key without meaning here does nothing."""
        command = self._keymap.get(key.name)
        if command is not None:
            return self.run(command)
        if key.character and key.character.isprintable():
            return self._act(lambda desk: typed.type_character(desk, key.character))
        return []

    def run(self, command: Command) -> list[Effect]:
        """Do what a command asks, from a key, a menu or the palette."""
        return self._act(ACTS[command])

    def paste(self, text: str) -> list[Effect]:
        """Type a text pasted from the terminal (KEY-18)."""
        return self._act(lambda desk: pasting.paste(desk, text))

    # Answers of the screen

    def fill(self, value: str | date) -> list[Effect]:
        """Put in the cell what was picked outside the grid: a day of the calendar, a cheque."""
        return self._act(lambda desk: answers.fill(desk, value))

    def account_created(self, account: AccountInfo) -> list[Effect]:
        """Take the account created from the cell, and go on as Enter does (KM-66)."""
        return self._act(lambda desk: answers.take_account(desk, account))

    def account_changed(self, account: AccountInfo) -> list[Effect]:
        """Take note of an account whose card was changed (FLD-01)."""
        self._desk.facts.accounts.put(account)
        return self.refresh()

    def set_due_parts(self, entry_key: int, line: int, parts: Sequence[DuePart]) -> list[Effect]:
        """Take the due dates edited in their window; those that miss the amount of the line are refused (ECH-13)."""
        return self._act(lambda desk: answers.set_due_parts(desk, entry_key, line, parts))

    def find(self, text: str) -> list[Effect]:
        """Put the cursor on the next cell that holds a text (SJ-40)."""
        return self._act(lambda desk: find.find(desk, text))

    def go_to(self, issue: Issue) -> list[Effect]:
        """Put the cursor on the cell of an error or a warning (KM-36, KM-37)."""
        return self._act(lambda desk: answers.go_to(desk, issue))

    def refresh(self) -> list[Effect]:
        """Ask the outside world again: something changed in the dossier."""
        return self._act(answers.refresh)

    # The entry under the cursor

    @property
    def current(self) -> GridEntry:
        """The entry under the cursor; its `entry_id` is that of the stored entry it shows, if any."""
        return self._desk.entry

    @property
    def current_line(self) -> GridLine:
        """The line under the cursor; its `line_id` is that of the stored line it shows, if any."""
        return self._desk.line

    def add_entry(self, entry: GridEntry) -> list[Effect]:
        """Put an unsaved entry made by the program at the foot of the grid, the cursor on its first stop (CTX-16)."""
        return self._act(lambda desk: answers.add_entry(desk, entry))

    def reload(self, read: Callable[[int], GridEntry | None] | None = None) -> list[Effect]:
        """Take the stored entries as they are now; the unsaved ones and the cursor stay (CTX-08).

        `read` gives a stored entry by its identifier, where the grid has no store of its own.
        """
        return self._act(lambda desk: reloading.reload(desk, read))

    def abandon(self, entry_key: int) -> list[Effect]:
        """Forget what the window changed of an entry: one typed here disappears (SW-31, SW-39)."""
        return self._act(lambda desk: reloading.abandon(desk, entry_key))

    def leave_cell(self) -> list[Effect]:
        """Take what is typed in the cell under the cursor, and tidy its line, before the window is left."""
        return self._act(moves.tidy_all)

    def go_to_entry(self, entry_key: int) -> list[Effect]:
        """Put the cursor on the last line of an entry."""
        return self._act(lambda desk: reloading.go_to_entry(desk, entry_key))

    def go_to_stored(self, entry_id: int, line_id: int | None = None) -> list[Effect]:
        """Put the cursor on a stored entry, or on one of its lines."""
        return self._act(lambda desk: reloading.go_to_stored(desk, entry_id, line_id))

    def start_again(self, journal: str, day: date | None = None) -> list[Effect]:
        """Put an empty entry in the place of the one shown, in a window that holds one (SE-08)."""
        return self._act(lambda desk: chaining.start_again(desk, journal, day))

    def show_stored(self, entry: GridEntry) -> list[Effect]:
        """Put an entry as it is stored now in the place of the one shown, in a window that holds one (SW-39)."""
        return self._act(lambda desk: chaining.show_stored(desk, entry))

    def set_foot_days(self, days: Mapping[date, int] | None) -> None:
        """Take the balances of the stored lines by day, in a foot-of-journal journal/month (CTP-02)."""
        self._desk.foot_days = days

    # Settings of the header

    def set_working_month(self, month: YearMonth) -> list[Effect]:
        """Choose the month that completes a day typed alone (KM-42)."""
        self._desk.book.grid.working_month = month
        return self.refresh()

    @property
    def chosen_month(self) -> YearMonth | None:
        """The working month chosen in the header, nothing while it follows the entries (KM-42)."""
        return self._desk.book.grid.working_month

    def set_fiscal_year(self, start: date, end: date) -> list[Effect]:
        """Change the fiscal year of the header; refused while lines wait for a save (KM-07)."""
        desk = self._desk
        if desk.book.entries.waiting():
            return [Message(str(UnsavedLinesError()), is_error=True)]
        grid = Grid(start, end, [entry for entry in desk.book.entries if entry.saved])
        self._desk = Desk(desk.facts.lookup, grid, desk.options, desk.profile)
        self._desk.page = desk.page
        return [*self._start(), LinesChanged(0, None)]

    def set_stops(self, stops: Mapping[str, Mapping[Column, bool]]) -> None:
        """Take the stops that the user switched on or off, per journal code (KM-44)."""
        self._desk.options = replace(self._desk.options, stops=stops)

    def set_options(self, options: EntryOptions) -> None:
        """Take the options of the company, changed while the window was open; they apply at once."""
        self._desk.options = options
        self._desk.book.pieces.set_length(options.piece_length)

    def set_profile(self, profile: GridProfile) -> None:
        """Take other columns, those of a view (SW-34); the cursor leaves a cell that is no longer shown."""
        desk = self._desk
        desk.profile = profile
        if desk.column not in profile.columns:
            desk.point(desk.position, desk.index, profile.columns[0])

    def set_page(self, rows: int) -> None:
        """Take the number of rows of a screen, for PageUp and PageDown (KM-50)."""
        self._desk.page = max(rows, 1)

    # Saving

    def pending(self, keys: Collection[int] | None = None) -> Pending:
        """Return what waits for a save, with the errors and warnings to report (KM-32 to KM-37, KM-94, KM-100).

        `keys` are those of the entries to look at, all of them unless said.
        """
        return checks.pending(self._desk, keys)

    def mark_saved(self, saved: Mapping[int, saving.SavedEntry]) -> list[Effect]:
        """Lock the entries that were saved, by key (KM-05, KM-96)."""
        effects = self._act(lambda desk: saving.mark_saved(desk, saved))
        self._desk.history.clear()
        return effects

    def renumber(self, entry_keys: Iterable[int]) -> list[Effect]:
        """Give other numbers to the entries with duplicate piece numbers (NUM-05, «Renuméroter»)."""
        return self._act(lambda desk: checks.renumber(desk, set(entry_keys)))

    def take_draft_changes(self) -> saving.DraftChanges:
        """Return the drafts to write and to remove since the last call (KM-97)."""
        return saving.take_draft_changes(self._desk)

    def put_draft_changes_back(self, changes: saving.DraftChanges) -> None:
        """Return the changes of a draft that could not be written with the next ones."""
        saving.put_draft_changes_back(self._desk, changes)

    def resume_typing(self, typing: tuple[int, int, str, str]) -> list[Effect]:
        """Put back the text that was being typed when a draft was kept (KM-97)."""
        return self._act(lambda desk: answers.resume_typing(desk, *typing))

    # The view

    @property
    def entries(self) -> Sequence[GridEntry]:
        """The entries of the grid, in their order."""
        return self._desk.book.entries

    @property
    def waiting(self) -> Sequence[GridEntry]:
        """The entries that wait for a save, in their order."""
        return self._desk.book.entries.waiting()

    @property
    def undo_refusal(self) -> str:
        """Why nothing is undone in this window, "" when it is (SW-08)."""
        return undoing.refusal(self._desk)

    @property
    def is_stale(self) -> bool:
        """Whether another session changed what the grid is about to show: a reload is due (CTX-08)."""
        return self._desk.book.entries.stale

    def outdated(self) -> list[int]:
        """Return the keys of the unsaved entries that the store no longer holds as they were read (SW-39)."""
        return self._desk.book.entries.outdated()

    def entry(self, key: int) -> GridEntry:
        """Return the entry of a key; raises LookupError when it is no longer in the grid."""
        position = self._desk.book.entries.position_of(key)
        if position is None:
            raise LookupError(key)
        return self._desk.book.entries[position]

    @property
    def row_count(self) -> int:
        """Number of rows of the grid."""
        return len(self._desk.rows)

    def row(self, number: int) -> RowView:
        """Return a row of the grid."""
        return painter.row(self._desk, number)

    def rows(self, first: int = 0, last: int | None = None) -> list[RowView]:
        """Return rows of the grid, from `first` up to `last` excluded."""
        end = self.row_count if last is None else min(last, self.row_count)
        return [self.row(number) for number in range(max(first, 0), end)]

    @property
    def cursor(self) -> CursorView:
        """Where the next key goes."""
        desk = self._desk
        row = desk.rows.start(desk.position) + desk.index
        editor = desk.editor
        return CursorView(row, desk.column, editor.caret if editor and not editor.whole else None)

    @property
    def journal(self) -> JournalInfo | None:
        """Journal of the entry under the cursor, or the one proposed."""
        return self._desk.journal

    @property
    def is_editing(self) -> bool:
        """Whether a text is being typed in the cell under the cursor (KEY-46)."""
        return self._desk.editor is not None

    @property
    def error(self) -> str:
        """Reason why the text of the cell is refused, while it stays there (KM-32)."""
        return self._desk.error

    def open_list(self, height: int = 8) -> ListView | None:
        """Return the open list with at most `height` rows round the highlighted one."""
        return reports.open_list(self._desk, height)

    def context(self) -> ContextView:
        """Return the line under the grid (KM-68, SW-37)."""
        return reports.context(self._desk)

    def totals(self) -> TotalsView:
        """Return the foot of the grid (KM-38)."""
        return reports.totals(self._desk)

    def header(self) -> HeaderView:
        """Return the header: fiscal year and working month (KM-07, KM-42)."""
        return reports.header(self._desk)

    def recap(self) -> list[RecapRow]:
        """Return «Récapitulatif»: totals by journal and month of all the lines of the session (KM-39)."""
        return reports.recap(self._desk)

    @property
    def touched(self) -> int:
        """Number of entries read or written by the changes so far, a measure of the work done per key."""
        return self._desk.book.touched

    # Machinery

    def _act(self, act: Callable[[Desk], None]) -> list[Effect]:
        """Run an act: its refusal becomes a message, what it changed a step of the history and rows to paint."""
        desk = self._desk
        desk.effects, desk.layout = [], None
        before = desk.place
        row = self.cursor.row
        try:
            act(desk)
        except AccountToCreateError as refusal:
            desk.effects.append(CreateAccount(str(refusal.fields["number"])))
        except TuicomptaError as refusal:
            desk.say(str(refusal), is_error=True)
        changes = desk.book.take_changes()
        if changes and act not in (ACTS[Command.UNDO], ACTS[Command.REDO]):
            desk.history.record(Step(tuple(changes), before, desk.place))
        return [*desk.effects, *self._repaint(before.cursor, row, changes)]

    def _repaint(self, before: Cursor, row: int, changes: Sequence[Change]) -> list[LinesChanged]:
        """Return the rows to paint again: the entries that changed, and those the cursor left and reached.

        What the new entry at the foot proposes may follow from any change above it.
        """
        desk = self._desk
        moved = (before.entry, before.line) != (desk.position, desk.index)
        if not changes and not moved and desk.layout is None:
            return [LinesChanged(row, row)]
        last = len(desk.book) - 1
        touched = {before.entry, desk.position, *(change.position for change in changes), *([last] if changes else [])}
        positions = sorted(position for position in touched if position <= last)
        spans = [(desk.rows.start(at), desk.rows.start(at) + desk.rows.count(at) - 1) for at in positions]
        if desk.layout is not None:
            return [LinesChanged(min(desk.layout, spans[0][0]), None)]
        return [LinesChanged(first, end) for first, end in _merged(spans)]


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in spans:
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged
