"""The program in the terminal: themes, keys, one frame, and a clean end whatever happens.

`tuicompta.tui` sets the environment that the screen library reads when it is imported, and starts this.
"""

from __future__ import annotations

import asyncio
import os
import signal
import traceback
from datetime import datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.app import App

from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.frame.dispatcher import Paste
from tuicompta.screens.frame.driver import TerminalDriver, TerminalLost
from tuicompta.screens.frame.environment import charset, draws_with_ascii, first_theme
from tuicompta.screens.frame.frame import Frame
from tuicompta.screens.frame.keymap import KeyMap
from tuicompta.screens.frame.preferences import Preferences
from tuicompta.screens.frame.session import NoDossier, Session
from tuicompta.screens.frame.themes import THEMES, register_themes
from tuicompta.screens.registry import build_table
from tuicompta.widgets.keys import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.binding import BindingType
    from textual.driver import Driver

    from tuicompta.screens.frame.actions import ActionTable
    from tuicompta.screens.frame.window import Window

PACKAGE = Path(__file__).parents[1]
ENDING_SIGNALS = (signal.SIGHUP, signal.SIGTERM)


class TuicomptaApp(App[int], inherit_bindings=False):
    """The program.

    `home` makes the window shown when no other is open; `leaving` are called at the end, whatever its cause, so that
    the session is closed and its locks released; `log` is the file of errors; `variables` is the environment the
    program was started in.
    """

    TITLE = "tuicompta"
    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    AUTO_FOCUS = None
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        *sorted(PACKAGE.glob("widgets/*.tcss")),
        *sorted(PACKAGE.glob("screens/**/*.tcss")),
    ]

    def __init__(
        self,
        *,
        home: Callable[[], Window] | None = None,
        session: Session | None = None,
        preferences: Preferences | None = None,
        table: ActionTable | None = None,
        log: Path | None = None,
        variables: Mapping[str, str] | None = None,
        driver_class: type[Driver] | None = None,
    ) -> None:
        self.preferences = preferences or Preferences()
        self.keep_preferences: Callable[[], None] = lambda: None
        """Writes the preferences that changed; raises the refusals of their file."""
        environment = self.variables = os.environ if variables is None else variables
        self.charset = charset(environment)
        self.draws_with_ascii = self.preferences.ascii_drawing or draws_with_ascii(environment)
        super().__init__(driver_class=driver_class or TerminalDriver, watch_css=False)
        register_themes(self)
        known = {theme.name for theme in THEMES}
        self.theme = self.preferences.theme if self.preferences.theme in known else first_theme(environment)
        self.session: Session = session or NoDossier()
        self.table = table or build_table()
        self.keymap = KeyMap(self.table, self.preferences.keys)
        self.log_path = log
        self.leaving: list[Callable[[], None]] = []
        self.frame = Frame(self)
        self.frame.windows.home = home
        self._left = False
        self._crash: Exception | None = None

    def get_default_screen(self) -> Frame:
        """Return the frame."""
        return self.frame

    async def on_mount(self) -> None:
        """Begin to listen."""
        loop = asyncio.get_running_loop()
        for number in ENDING_SIGNALS:
            loop.add_signal_handler(number, self.leave)
        self._listener = asyncio.create_task(self.frame.dispatcher.run())

    async def on_event(self, event: events.Event) -> None:
        """Put keys and pastes in the one queue of the dispatcher; leave the rest to the library."""
        if isinstance(event, events.Key):
            press = normalise(event)
            if press is not None:
                self.frame.dispatcher.feed(press)
        elif isinstance(event, events.Paste):
            self.frame.dispatcher.feed(Paste(event.text))
        else:
            if isinstance(event, events.Resize) and event.size == self.size and self._screen_stack:
                # The terminal was another size in between, and lost what it showed.
                self.frame.refresh()
            await super().on_event(event)

    def watch_app_focus(self, focus: bool) -> None:  # noqa: FBT001 (signature of the library)
        """Keep the focus when the terminal loses it: nothing changes on screen."""

    def on_terminal_lost(self, _: TerminalLost) -> None:
        """End the session: nobody is there any more (UIX-20)."""
        self.leave()

    # -- the end -------------------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """End the program: keep the drafts, release the session, give the terminal back (UIX-20, DOSQ-03)."""
        self._release()
        self.exit(0)

    def crashed(self, error: Exception) -> None:
        """End on an error nobody foresaw: the log has the details, the user one sentence (DOSQ-03)."""
        self._handle_exception(error)

    def _release(self) -> None:
        if self._left:
            return
        self._left = True
        self.frame.dialogs.stop_jobs()
        for act in (*(window.keep_draft for window in self.frame.windows.all), *self.leaving):
            try:
                act()
            except TuicomptaError:
                continue  # a full disk, a file that is gone: nobody can be asked any more
            except Exception as error:  # noqa: BLE001 (the others must still end what is theirs)
                self._handle_exception(error)

    def _fatal_error(self) -> None:
        """Replace the traceback of the library by one sentence; the traceback goes to the log."""
        self._release()
        if not self._exit_renderables:
            self._exit_renderables.append(Text(self._last_words()))
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """End on an error of the library itself, the same way."""
        del renderables
        self._fatal_error()

    def _last_words(self) -> str:
        sentence = "Le programme s'est arrêté sur une erreur imprévue."
        if self.log_path is None or self._exception is None:
            return sentence
        details = "".join(traceback.format_exception(self._exception))
        try:
            self.log_path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self.log_path.open("a", encoding="utf-8") as log:
                log.write(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}\n{details}\n")
        except OSError:
            return sentence
        return f"{sentence} Le détail est dans {self.log_path}"
