"""A list as it goes on paper, shown before it is kept in a file (LST-10)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from tuicompta.exchange.lists.formats import ListFormat
from tuicompta.exchange.lists.text import text_lines
from tuicompta.reports.output import write_file
from tuicompta.screens.frame.ask_file import ask_new_file
from tuicompta.screens.frame.window import Window
from tuicompta.services.lists.list_export import export_list, file_of, make_folder, proposed_file
from tuicompta.widgets.text_view import MARGIN, TextView

if TYPE_CHECKING:
    from collections.abc import Hashable
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.events import Resize

    from tuicompta.exchange.lists.table import ListTable

NARROWEST = 76
_TEXT = f".{ListFormat.TXT}"


class ListPrintWindow(Window):
    """The text of a list, laid out for the width of the screen; F9 writes its pages to a file."""

    MAIN = "Enregistrer dans un fichier"
    HELP = "list"
    OFFERS: ClassVar[tuple[str, ...]] = ("search", "search_next")

    def __init__(self, table: ListTable) -> None:
        super().__init__()
        self._table = table
        self._text = ""
        self.view = TextView(wraps=False)

    def compose(self) -> ComposeResult:
        """Put the text."""
        yield self.view

    @property
    def title(self) -> str:
        """The title of the list."""
        return f"Impression : {self._table.title}"

    @property
    def identity(self) -> Hashable:
        """Each print is its own."""
        return id(self)

    def on_resize(self, event: Resize) -> None:
        """Lay the list out for the room there is."""
        self._text = "\n".join(text_lines(self._table, max(event.size.width - 2 * MARGIN, NARROWEST)))
        self.view.show(f"# {self._text}")

    async def do_main(self) -> None:
        """Write the pages to a PDF, or the text as it is shown when the file typed is a text."""
        proposed = proposed_file(self._table.title, ListFormat.PDF, datetime.now().astimezone().date())
        path = await ask_new_file(self.frame.dialogs, self.MAIN, proposed, _printed)
        if path is None:
            return
        if path.suffix == _TEXT:
            make_folder(path)
            write_file(path, [f"{self._text}\n".encode()], force=True)
        else:
            table = self._table
            await self.frame.dialogs.work(
                self.title, lambda told: export_list(table, ListFormat.PDF, path, force=True, follower=told)
            )
        self.frame.say(f"Liste imprimée dans {path}")


def _printed(typed: Path) -> Path:
    return typed if typed.suffix == _TEXT else file_of(typed, ListFormat.PDF)
