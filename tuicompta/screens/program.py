"""The program put together: the frame, the welcome screen, the dossier it starts with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.collection import end_of_start
from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.app import TuicomptaApp
from tuicompta.screens.frame.dossier_session import DossierSession, open_in_frame, release
from tuicompta.screens.frame.kept_preferences import KeptPreferences
from tuicompta.screens.registry import window_class
from tuicompta.services.dossiers.dossier import DEFAULT_USER
from tuicompta.services.folders import log_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tuicompta.screens.frame.window import Window
    from tuicompta.services.dossiers.dossier import Dossier

SIGN_OF_LIFE = 30.0
END_OF_START = 2.0


def make_program(path: Path | None, variables: Mapping[str, str], user_code: str = DEFAULT_USER) -> TuicomptaApp:
    """Return the program, ready to run: on a dossier when a path is given, else on the welcome screen (INST-11).

    `variables` is the environment as it was before the screen library was prepared; `user_code` is who opens the
    dossier given (INST-17).
    """
    program = Program(path, variables, user_code)
    program.leaving += [program.kept.keep_at_the_end, lambda: release(program)]
    return program


class Program(TuicomptaApp):
    """The application on a dossier or on the welcome screen."""

    def __init__(self, path: Path | None, variables: Mapping[str, str], user_code: str = DEFAULT_USER) -> None:
        self.kept = KeptPreferences()
        super().__init__(home=self._home, preferences=self.kept.preferences, log=log_file(), variables=variables)
        self._first = path
        self._user_code = user_code
        self.keep_preferences = self.kept.keep
        self.frame.work.ready = lambda: self.frame.dispatcher.start(self._begin())

    async def on_mount(self) -> None:
        """Give signs of life while a dossier is open; the screen library also calls the method of the base class."""
        self.set_timer(END_OF_START, end_of_start)
        self.set_interval(SIGN_OF_LIFE, self._sign_of_life)

    async def _begin(self) -> None:
        """Open the dossier given at the start; without one, or when it is refused, show the welcome screen."""
        try:
            opened = self._first is not None and await open_in_frame(self.frame, self._first, self._user_code)
        except TuicomptaError as refusal:
            await self.frame.windows.go_home()
            await self.frame.failed(refusal)
            return
        if not opened:
            await self.frame.windows.go_home()
        if self.kept.warning:
            self.frame.say(self.kept.warning, warning=True)

    def _home(self) -> Window:
        if isinstance(self.session, DossierSession):
            return self._home_of(self.session.dossier)
        from tuicompta.screens.start.welcome import WelcomeWindow  # noqa: PLC0415 - only without a dossier

        return WelcomeWindow()

    def _home_of(self, dossier: Dossier) -> Window:
        """Return what a dossier opens on: the dashboard where there is one, the start screen without it (TDB-07)."""
        if not self.preferences.dashboard:
            from tuicompta.screens.start.start_window import StartScreen  # noqa: PLC0415 - only with a dossier

            return StartScreen()
        if "dashboard" in self.table:
            return window_class(self.table["dashboard"].opens, self.table)(dossier=dossier)  # type: ignore[call-arg]
        from tuicompta.screens.entry.journal_months import JournalMonthsWindow  # noqa: PLC0415 - only with a dossier

        return JournalMonthsWindow(dossier)

    def _sign_of_life(self) -> None:
        """Say that the session lives; end it when another session of this user asked to (DOSO-05, DOSO-06)."""
        if not isinstance(self.session, DossierSession):
            return
        try:
            if self.session.asked_to_end():
                self.leave()
        except TuicomptaError as refusal:
            self.frame.say(str(refusal), warning=True)
