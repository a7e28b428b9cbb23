"""«À propos»: versions, licence, paths; «Copier» puts it in the clipboard (ABT-01)."""

from __future__ import annotations

import platform
import sqlite3
from importlib.metadata import metadata, version
from typing import TYPE_CHECKING, ClassVar

from tuicompta import __version__
from tuicompta.screens.frame.window import Window
from tuicompta.services.folders import log_file
from tuicompta.services.preference_files import config_file
from tuicompta.widgets.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.screens.frame.session import Session

PROGRAM = "tuicompta"


class AboutWindow(Window):
    """A page about the program."""

    TITLE = "À propos"
    HELP = "about"
    OFFERS: ClassVar[tuple[str, ...]] = ("copy", "search", "search_next")

    def __init__(self) -> None:
        super().__init__()
        self.view = TextView()
        self._lines: list[str] = []

    def compose(self) -> ComposeResult:
        """Put the text."""
        yield self.view

    @property
    def first_focus(self) -> Widget:
        """The text."""
        return self.view

    def shown(self) -> None:
        """Tell of the dossier open now."""
        # not in columns: long paths go on under themselves
        self._lines = [f"{label} : {text}" for label, text in facts(self.frame.session)]
        self.view.show("\n".join([f"# {PROGRAM}", "", *self._lines]))

    def do_copy(self) -> None:
        """Put the page in the clipboard of the terminal (OSC 52)."""
        self.app.copy_to_clipboard("\n".join([PROGRAM, *self._lines]))
        self.frame.say("Page copiée, si le terminal le permet")


def facts(session: Session) -> Iterator[tuple[str, str]]:
    """Yield what the page says."""
    about = metadata(PROGRAM)
    yield "Version", __version__
    yield "Licence", "".join((about.get_all("License-Expression") or about.get_all("License") or [])[:1])
    yield "Python", platform.python_version()
    yield "Écrans (Textual)", version("textual")
    yield "SQLite", sqlite3.sqlite_version
    yield "Dossier", str(getattr(session.dossier, "path", "aucun dossier ouvert"))
    yield "Réglages", str(config_file())
    yield "Journal technique", str(log_file())
    for url in about.get_all("Project-URL") or ():
        yield "Projet", url.partition(", ")[2]
