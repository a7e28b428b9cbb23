"""The draft of an entry grid: kept while one types, erased when nothing waits for a save any more (DOSO-10, KM-97)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.errors import TuicomptaError

if TYPE_CHECKING:
    from textual.timer import Timer

    from tuicompta.screens.entry.entry_window import EntryWindow

KEEP_AFTER, TRY_AGAIN_AFTER = 2.0, 10.0


class DraftKeeper:
    """Keeps what is typed in a window; a draft that cannot be written stops nobody: it is said, and tried again."""

    def __init__(self, window: EntryWindow) -> None:
        self._window = window
        self._timer: Timer | None = None
        self._given_up = False
        self._failing = False

    def start_again(self) -> None:
        """Keep the drafts of another input, in the same window."""
        self._stop_timer()
        self._given_up = False

    def soon(self) -> None:
        """Keep what is typed within a few seconds."""
        if self._timer is None:
            self._timer = self._window.set_timer(KEEP_AFTER, self.now)

    def now(self) -> None:
        """Keep what is typed."""
        self._stop_timer()
        window, machine = self._window, self._window.machine
        changes = machine.take_draft_changes()
        try:
            window.work.keep(changes, machine.waiting, machine.chosen_month)
        except TuicomptaError as refusal:
            machine.put_draft_changes_back(changes)
            self._warn(refusal)
            self._timer = window.set_timer(TRY_AGAIN_AFTER, self.now)
        else:
            self._failing = False

    def at_the_end(self) -> None:
        """Keep what is typed: the session ends now (UIX-20)."""
        self._stop_timer()
        if not self._given_up:
            self.now()

    def give_up(self) -> None:
        """Erase the draft, for good: the window closes, or the program ends (DOSF-02)."""
        self._stop_timer()
        self._given_up = True
        self.erase()

    def erase(self) -> None:
        """Erase the draft; one that cannot be erased is offered once more, which is better than a window that stays."""
        try:
            self._window.work.forget_draft()
        except TuicomptaError as refusal:
            self._warn(refusal)

    def _warn(self, refusal: TuicomptaError) -> None:
        if not self._failing:
            self._window.frame.say(f"Brouillon non gardé : {refusal}", warning=True)
        self._failing = True

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
