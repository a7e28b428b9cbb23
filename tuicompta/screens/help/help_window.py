"""The help: the page of a screen, and the contents of the whole (FIC-17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.text import fold
from tuicompta.screens.frame.window import Window
from tuicompta.screens.help.help_pages import all_pages, page_of
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.screens.menus import labels_of_entries
from tuicompta.widgets.columns import Column
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.rows import Row
from tuicompta.widgets.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Hashable

    from textual.app import ComposeResult

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.widgets.rows import Key

INDEX = (Column("word", "Mot", width=34, mandatory=True), Column("title", "Page", width=30, stretch=True))
COLUMNS = (Column("title", "Page", width=40), Column("text", "Texte", width=20, stretch=True))


class HelpWindow(Window):
    """A page of help; Esc returns to the place it was asked from."""

    OFFERS: ClassVar[tuple[str, ...]] = ("help_contents", "help_index", "search", "search_next")

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self.view = TextView(text)

    def compose(self) -> ComposeResult:
        """Put the text."""
        yield self.view

    @property
    def title(self) -> str:
        """The title of the page."""
        return f"Aide : {self._title}"

    @property
    def identity(self) -> Hashable:
        """The page."""
        return (HelpWindow, self._title)


class HelpContents(ListWindow):
    """The contents of the help; typing searches in the text of all the pages."""

    MAIN = "Lire"
    HELP = "help"
    HAS_VIEWS = False
    OFFERS: ClassVar[tuple[str, ...]] = ("help_index", "search", "search_next")
    ABLE: ClassVar[frozenset[str]] = frozenset({"modify"})

    def definition(self) -> ListDefinition:
        """Return the list of the pages."""
        rows = [Row(page.name, (page.title, page.text)) for page in all_pages()]
        return ListDefinition("help", "Aide : sommaire", COLUMNS, MemoryTable(COLUMNS, lambda: rows), ticks=False)

    do_main = ListWindow.do_modify

    async def open_row(self, key: Key) -> None:
        """Open a page."""
        page = page_of(str(key))
        if page is not None:
            await self.frame.windows.open(HelpWindow(page.title, f"# {page.title}\n\n{page.text}"))


class HelpIndex(HelpContents):
    """The index of the help: a word, the page that explains it."""

    OFFERS: ClassVar[tuple[str, ...]] = ("help_contents", "search", "search_next")

    def definition(self) -> ListDefinition:
        """Return the words of all the pages in their order."""
        found = sorted((fold(word), word, page) for page in all_pages() for word in page.words)
        rows = [Row((page.name, word), (word, page.title)) for _, word, page in found]
        return ListDefinition("help_index", "Aide : index", INDEX, MemoryTable(INDEX, lambda: rows), ticks=False)

    async def open_row(self, key: Key) -> None:
        """Open the page of a word."""
        if isinstance(key, tuple):
            await super().open_row(key[0])


def help_on(frame: Frame) -> HelpWindow:
    """Return the help of the window in front: its page when there is one, then its actions with their keys."""
    window = frame.windows.front
    page = page_of(window.HELP) if window is not None and window.HELP else None
    title = page.title if page is not None else (window.title if window is not None else "tuicompta")
    parts = [f"# {title}", ""]
    if page is not None:
        parts += [page.text, ""]
    return HelpWindow(title, "\n".join([*parts, "# Actions de cet écran", "", *_actions(frame)]))


def _actions(frame: Frame) -> list[str]:
    labels = labels_of_entries()
    lines = []
    for name in dict.fromkeys(["main", *frame.offers(), "actions_menu", "menu_bar", "palette"]):
        action = frame.table[name]
        key = frame.keymap.legend_of(name)
        label = frame.windows.front.main_label if name == "main" and frame.windows.front is not None else ""
        label = label or labels.get(name, action.label)
        lines.append(f"{key:<14} {label}. {action.help}".rstrip())
    return lines
