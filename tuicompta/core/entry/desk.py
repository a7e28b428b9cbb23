"""What the user has in hand: the grid, the cursor, the text being typed, the open list. Acts work on it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from tuicompta.core.entry.book import GridBook
from tuicompta.core.entry.cells import MAX_LENGTHS, Editor
from tuicompta.core.entry.choices import OpenList
from tuicompta.core.entry.effects import Effect, Message
from tuicompta.core.entry.facts import Facts
from tuicompta.core.entry.history import Change, Cursor, History, Place
from tuicompta.core.entry.model import Column, Grid, GridEntry, GridLine
from tuicompta.core.entry.ports import EntryLookup, JournalInfo, StoredEntries
from tuicompta.core.entry.profile import EntryOptions, GridProfile
from tuicompta.core.entry.proposals import Proposals
from tuicompta.core.entry.rows import RowIndex
from tuicompta.core.enums import CounterpartMode


class Desk:
    """State of an entry window, and the few moves that keep it consistent.

    `error` is the reason why the text of the cell was refused, while it stays there. `layout` is the first row moved
    since it was last read, if any.
    """

    cursor: Cursor
    editor: Editor | None
    choices: OpenList | None
    clipboard: GridLine | None
    layout: int | None
    effects: list[Effect]
    foot_days: Mapping[date, int] | None

    def __init__(
        self,
        lookup: EntryLookup,
        grid: Grid,
        options: EntryOptions,
        profile: GridProfile,
        stored: StoredEntries | None = None,
    ) -> None:
        self.facts = Facts(lookup, grid.start)
        self.options = options
        self.profile = profile
        self.book = GridBook(grid, self.facts, options.piece_length, stored)
        self.proposals = Proposals(self.facts, self.book, profile)
        self.history = History()
        self.rows = RowIndex()
        self.next_key = 1 + max((entry.key for entry in grid.entries if entry.key > 0), default=0)
        self.cursor = Cursor(0, 0, Column.JOURNAL)
        self.editor = None
        self.choices = None
        self.clipboard = None
        self.error = ""
        self.sought = ""
        self.page = 10
        self.foot_days = None
        self.layout = None
        self.effects = []
        self.lay_out()
        self.open_new_entry()
        self.cursor = Cursor(len(self.book) - 1, 0, Column.JOURNAL)

    @property
    def position(self) -> int:
        """Position of the entry under the cursor."""
        return self.cursor.entry

    @property
    def index(self) -> int:
        """Rank, in its entry, of the line under the cursor."""
        return self.cursor.line

    @property
    def column(self) -> Column:
        """Column of the cursor."""
        return self.cursor.column

    @property
    def entry(self) -> GridEntry:
        """Entry under the cursor."""
        return self.book.entries[self.cursor.entry]

    @property
    def line(self) -> GridLine:
        """Line under the cursor as it is shown: real, ghost, or the empty one to come."""
        return self.proposals.line_at(self.cursor.entry, self.cursor.line)

    @property
    def is_real(self) -> bool:
        """Whether the line under the cursor is part of the entry."""
        return self.cursor.line < len(self.entry.lines)

    @property
    def is_ghost(self) -> bool:
        """Whether the line under the cursor is a ghost one."""
        rank = self.cursor.line - len(self.entry.lines)
        return 0 <= rank < len(self.proposals.ghosts(self.cursor.entry))

    @property
    def journal(self) -> JournalInfo | None:
        """Journal of the entry under the cursor, or the one proposed."""
        return self.proposals.headers.journal_info(self.cursor.entry)

    @property
    def place(self) -> Place:
        """What an undone act brings back besides the entries."""
        return Place(self.cursor, self.book.grid.working_month, self.next_key)

    @property
    def is_whole(self) -> bool:
        """Whether the entry under the cursor can end here: it balances, or the foot of the journal balances it.

        In a foot-of-journal journal each line is a piece of its own (KM-47, CTP-02, JF-17).
        """
        journal = self.facts.journal(self.entry.journal)
        if journal and journal.counterpart_mode is CounterpartMode.FOOT_OF_JOURNAL:
            return any(line.side for line in self.entry.lines)
        return self.entry.is_balanced

    def say(self, text: str, *, is_error: bool = False) -> None:
        """Show a sentence under the grid."""
        self.effects.append(Message(text, is_error))

    def put(self, entry: GridEntry, position: int | None = None) -> None:
        """Put an entry in place of the one at a position, under the cursor by default.

        A saved entry that changes waits for a save again (SW-04).
        """
        at = self.position if position is None else position
        before = self.book.entries[at]
        if before.saved and entry.saved and entry != before:
            entry = replace(entry, saved=False)
        self.book.put(at, entry)
        self.measure(at)

    def insert_entry(self, position: int) -> None:
        """Insert an empty entry at a position."""
        self.book.insert(position, GridEntry(self.next_key, read_only=self.book.grid.read_only))
        self.next_key += 1
        self.rows.insert(position, 1)
        self._moved(position)
        self.measure_own(position)

    def delete_entry(self, position: int) -> None:
        """Delete the entry at a position."""
        self.book.delete(position)
        self.rows.delete(position)
        self._moved(position)
        self.measure_own(position)

    def follow(self, change: Change) -> None:
        """Make the rows follow an entry inserted or deleted by a change of the history."""
        if change.before is None:
            self.rows.insert(change.position, 1)
        elif change.after is None:
            self.rows.delete(change.position)
        self._moved(change.position)

    def open_new_entry(self) -> None:
        """Make sure that the grid ends with an empty new entry (KM-03, KM-47)."""
        entries = self.book.entries
        if not entries or (self.profile.several and not entries[-1].is_new):
            self.insert_entry(len(entries))

    def point(self, position: int, index: int, column: Column) -> None:
        """Put the cursor on a cell; what was being typed is dropped."""
        self.editor = self.choices = None
        self.error = ""
        self.cursor = Cursor(position, index, column)
        self.measure(position)

    def edit(self, text: str) -> Editor:
        """Start typing in the cell under the cursor."""
        self.editor = Editor(text, MAX_LENGTHS[self.column])
        self.error = ""
        return self.editor

    def stop_editing(self) -> None:
        """Leave the cell as it was."""
        self.editor = self.choices = None
        self.error = ""

    def return_to(self, place: Place) -> None:
        """Come back to a place of the history."""
        self.book.grid.working_month = place.working_month
        self.next_key = place.next_key
        self.point(place.cursor.entry, place.cursor.line, place.cursor.column)

    def lay_out(self) -> None:
        """Count the rows of all the entries again."""
        self.rows.fill(self.book.entries.line_counts())
        for at in self.book.entries.own_positions():
            self.rows.put(at, self._height(at))
        self._moved(0)

    def measure_own(self, position: int = 0) -> None:
        """Count again the rows of the entries of the window from a position on: the others always show their lines."""
        for at in self.book.entries.own_positions(position):
            self.measure(at)

    def measure(self, position: int) -> None:
        """Count the rows of an entry again."""
        if self.rows.put(position, self._height(position)):
            self._moved(position)

    def _moved(self, position: int) -> None:
        row = self.rows.start(position)
        self.layout = row if self.layout is None else min(self.layout, row)

    def _height(self, position: int) -> int:
        """Return the number of rows of an entry: its lines, then its ghost lines or the empty line to come."""
        if not self.book.entries.is_own(position):
            return max(self.book.entries.lines_at(position), 1)
        entry = self.book.entries[position]
        if not entry.lines:
            return 1
        if entry.complete or entry.read_only or entry.template:
            return len(entry.lines)
        ghosts = len(self.proposals.ghosts(position))
        last = entry.lines[-1]
        return len(entry.lines) + (max(ghosts, 1) if last.is_whole else ghosts)


def with_complete(entry: GridEntry) -> GridEntry:
    """Return an entry ended by its last stop (KM-47)."""
    return replace(entry, complete=True, template="")
