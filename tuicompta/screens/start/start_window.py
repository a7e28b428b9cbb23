"""The windows of the start pages (START, EDD)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.screens.frame.dispatcher import Command
from tuicompta.screens.frame.window import Window
from tuicompta.screens.start import start_pages
from tuicompta.widgets.boxes import BoxChain, BoxItem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult


class StartWindow(Window):
    """A page of boxes; a box whose function does not exist is not drawn.

    `frame.figures` gives the figures of work to do, by name, when a dossier is open.
    """

    PAGE: ClassVar[start_pages.StartPage]
    HELP = "start"

    def compose(self) -> ComposeResult:
        """Put the boxes."""
        self.chain = BoxChain(self.PAGE.title, self._items())
        self.chain.chosen = self._open
        yield self.chain

    @property
    def title(self) -> str:
        """The title of the page."""
        return self.PAGE.title

    def shown(self) -> None:
        """Count again what is to do."""
        self.chain.show(self._items())

    def _items(self) -> list[BoxItem]:
        figures: Mapping[str, str] = self.frame.figures()
        return [
            BoxItem(box.function, box.label, figures.get(box.figure, ""))
            for box in self.PAGE.boxes
            if box.function in self.frame.table
        ]

    def _open(self, item: BoxItem) -> None:
        self.frame.dispatcher.feed(Command(item.identifier), at_once=True)


class StartDaily(StartWindow):
    """Quotidien – Démarrer une tâche."""

    PAGE = start_pages.DAILY


class StartReading(StartWindow):
    """Consultation – Démarrer une tâche."""

    PAGE = start_pages.READING


class StartTreasury(StartWindow):
    """Échéancier/Trésorerie – Démarrer une tâche."""

    PAGE = start_pages.TREASURY


class StartClosing(StartWindow):
    """Exercices/Clôtures – Démarrer une tâche."""

    PAGE = start_pages.CLOSING


class StartSettings(StartWindow):
    """Paramètres – Démarrer une tâche."""

    PAGE = start_pages.SETTINGS


class StartScreen(StartWindow):
    """Affichage – Écran de démarrage."""

    PAGE = start_pages.HOME
