"""The window of every entry grid: the grid over the keystroke machine, its saves and its draft (SJ-39, KM).

A subclass says which profile of the machine it is and which entries it starts with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.entry.effects import Effect, LinesChanged, Message
from tuicompta.core.entry.machine import EntryMachine
from tuicompta.core.entry.pending import IssueKind
from tuicompta.screens.entry.entry_draft import DraftKeeper
from tuicompta.screens.entry.entry_effects import EffectRunner
from tuicompta.screens.entry.entry_header import EntryHeader
from tuicompta.screens.entry.entry_look import look_of
from tuicompta.screens.entry.entry_menus import COMMON_OFFERS, GROUPS, KEYS_OF_CELLS
from tuicompta.screens.entry.entry_save import EntrySaver
from tuicompta.screens.entry.entry_settings import EntrySettings
from tuicompta.screens.entry.entry_views import EntryViews
from tuicompta.screens.entry_actions.mixin import EntryActions
from tuicompta.services.entries.typing_window import open_typing_window
from tuicompta.widgets.entry_grid import EntryGrid
from tuicompta.widgets.question import CANCEL, NO, YES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.core.entry.details import Shown
    from tuicompta.core.entry.model import Grid, GridEntry
    from tuicompta.core.entry.profile import GridProfile
    from tuicompta.core.enums import EntryOrigin
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.entries.typing_window import TypingWindow


class EntryWindow(EntryActions):
    """A window in which entries are typed."""

    MAIN = "Enregistrer et Fermer"
    WANTS_DOSSIER = True
    PROFILE: ClassVar[GridProfile]
    ORIGIN: ClassVar[EntryOrigin]
    TITLES: ClassVar[Mapping[Shown, str]] = {}
    GROUPS = GROUPS
    OFFERS: ClassVar[tuple[str, ...]] = COMMON_OFFERS

    def __init__(self, dossier: Dossier, draft: int | None = None) -> None:
        super().__init__()
        self.views = EntryViews(dossier, self.PROFILE)
        self.work = self.open_work(dossier, draft)
        self.machine = self.start_machine(draft)
        self.grid = self.make_grid()
        self.header = EntryHeader(self.TITLE)
        self.effects = EffectRunner(self)
        self.draft = DraftKeeper(self)
        self.saver = EntrySaver(self)
        self.settings = EntrySettings(self)
        self.grid.effect = self.run_effect
        self.grid.changed = self._changed
        self.grid.undo_refusal = lambda: self.machine.undo_refusal

    def open_work(self, dossier: Dossier, draft: int | None) -> TypingWindow:
        """Return what the window needs of the dossier."""
        return open_typing_window(dossier, self.profile(), self.ORIGIN, draft)

    def profile(self) -> GridProfile:
        """Return which window of the machine it is, with the columns of its view (SW-34, KM-28)."""
        return self.views.profile

    def start_machine(self, draft: int | None) -> EntryMachine:
        """Return the machine to start with."""
        return EntryMachine(self.work.lookup, self.start_grid(draft), self.work.options(), self.work.profile)

    def make_grid(self) -> EntryGrid:
        """Return the grid over the machine."""
        look = look_of(self.work.dossier)
        return EntryGrid(self.machine, self.shown_columns(), look=look, titles=self.TITLES, id="grid")

    async def do_edit_entry_views(self) -> None:
        """Add or remove optional columns (SW-34, KM-28)."""
        if await self.views.edit(self.frame):
            self.show_view()

    async def do_change_view(self) -> None:
        """Show the columns of another view (SW-36)."""
        if await self.views.choose(self.frame):
            self.show_view()

    def show_view(self) -> None:
        """Take the columns of the view chosen."""
        self.work.profile = self.profile()
        self.machine.set_profile(self.work.profile)
        self.grid.show_columns(self.shown_columns())
        self.grid.update()

    def shown_columns(self) -> tuple[Shown, ...]:
        """Return the columns of the grid."""
        return self.work.profile.shown

    def start_grid(self, draft: int | None) -> Grid:
        """Return the entries to start with: none, or those of an interrupted input (KM-03, KM-97)."""
        return self.work.grid(draft)

    @property
    def keys_of_cursor(self) -> Mapping[str, str | None]:
        """What is used most in the cell under the cursor (SW-03)."""
        return KEYS_OF_CELLS.get(self.machine.cursor.column, {})

    def header_words(self) -> tuple[str, ...]:
        """Return what the header tells at right."""
        return (self.work.year.label,)

    def compose(self) -> ComposeResult:
        """Put the header over the grid."""
        yield self.header
        yield self.grid

    def on_mount(self) -> None:
        """Go on where the input was interrupted."""
        if self.work.typing is not None:
            self.take(self.machine.resume_typing(self.work.typing))
        elif self.work.draft_id is not None:
            self._go_to_unfinished()
        self._show_header()

    def _go_to_unfinished(self) -> None:
        """Put the cursor on what the last entry of an interrupted input lacks; a complete one lacks nothing."""
        errors = self.machine.pending().errors
        of_last = [issue for issue in errors if issue.entry_key == errors[-1].entry_key]
        missing = [issue for issue in of_last if issue.kind is IssueKind.MISSING_CELL]
        for issue in (missing or of_last)[:1]:
            self.take(self.machine.go_to(issue))

    @property
    def first_focus(self) -> Widget:
        """The grid."""
        return self.grid

    def shown(self) -> None:
        """Take the options of the company, and the look of the grid, as they are now (OSA, OEN-01)."""
        self.machine.set_options(self.work.options())
        self.grid.look = look_of(self.work.dossier)
        self.grid.update()

    # -- the machine ---------------------------------------------------------------------------------------------------

    def take(self, effects: list[Effect]) -> None:
        """Carry out what the machine asks after an act that is no key."""
        for effect in effects:
            self.run_effect(effect)
        self.grid.update()

    def run_effect(self, effect: Effect) -> None:
        """Carry out what the machine asks; whatever asks the user goes on by itself."""
        if isinstance(effect, LinesChanged):
            return
        if isinstance(effect, Message):
            self.grid.tell(effect.text, error=effect.is_error)
            return
        self.frame.dispatcher.start(self.effects.run(effect))

    def _changed(self) -> None:
        """Bring the header up to date after a key, and keep what is typed within a few seconds (DOSO-10)."""
        self.machine.set_page(self.grid.page)
        self._show_header()
        self.draft.soon()

    def _show_header(self) -> None:
        self.header.show(*self.header_words())

    # -- what actions on the entry under the cursor need of the window -------------------------------------------------

    @property
    def entry_dossier(self) -> Dossier:
        """The dossier of the entries."""
        return self.work.dossier

    @property
    def current_grid_entry(self) -> GridEntry | None:
        """The entry under the cursor as it is typed."""
        return self.machine.current

    @property
    def current_entry_id(self) -> int | None:
        """The stored entry under the cursor, nothing on an entry that was never saved."""
        return self.machine.current.entry_id

    @property
    def current_line_id(self) -> int | None:
        """The stored line under the cursor, nothing on a line that was never saved."""
        return self.machine.current_line.line_id

    @property
    def current_is_saved(self) -> bool:
        """Whether the entry under the cursor is stored as it is shown: nothing of it waits for a save."""
        return self.machine.current.saved and not self.machine.is_editing

    def reload_entries(self) -> None:
        """Read the stored entries again; what waits for a save and the cursor stay (CTX-08)."""
        self.take(self.machine.reload(self.work.read))

    def outdated(self) -> list[int]:
        """Return the keys of the unsaved entries that are no longer stored as they were read (SW-39)."""
        return self.machine.outdated()

    def forget_changes(self, key: int) -> None:
        """Show an entry as it is stored, whatever was typed in it."""
        self.take(self.machine.abandon(key))

    def add_entry(self, entry: GridEntry) -> None:
        """Put an unsaved entry made by the program at the foot, with the date and piece proposed if it has none."""
        self.take(self.machine.add_entry(entry))

    # -- saving and closing --------------------------------------------------------------------------------------------

    def unsaved(self) -> str:
        """Name what waits for a save, an unfinished entry with its difference (KM-95)."""
        return self.saver.unsaved_sentence()

    def save_everything(self) -> bool:
        """Save what can be saved without asking anything; False when something cannot be (DOSF-02)."""
        return self.saver.save_quietly()

    async def save(self, *, then_close: bool = False) -> None:
        """Save with the report of errors and warnings (KM-36, KM-37, KM-94), by the options of this moment."""
        self.machine.set_options(self.work.options())
        if await self.saver.save() and then_close:
            await self.frame.windows.close(self)

    async def do_recap(self) -> None:
        """Show the totals by journal and month (KM-39)."""
        await self.settings.show_recap()

    async def do_print_draft(self) -> None:
        """Print the lines typed in this window (KM-40)."""
        await self.settings.print_draft()

    async def may_close(self) -> bool:
        """Ask what to do of what is not saved (KM-95)."""
        sentence = self.unsaved()
        if sentence:
            answer = await self.frame.dialogs.ask("Enregistrer les modifications ?", sentence, (YES, NO, CANCEL))
            if answer == CANCEL.value or (answer == YES.value and not await self.saver.save()):
                return False
        self.give_up()
        return True

    def keep_draft(self) -> None:
        """Keep what is typed: the session ends now (UIX-20)."""
        self.draft.at_the_end()

    def give_up(self) -> None:
        """Forget the draft, for good: the window closes, or the program ends (DOSF-02)."""
        self.draft.give_up()
