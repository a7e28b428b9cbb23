"""Recherche d'écritures: all the lines of posted entries, searched, filtered, grouped (RECH)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.amounts import format_amount
from tuicompta.screens.browsing.deletion import TITLE as DELETION
from tuicompta.screens.browsing.deletion import DeletionWindow
from tuicompta.screens.browsing.figures_foot import FiguresFoot
from tuicompta.screens.browsing.filter_cells import FILTER_ROW
from tuicompta.screens.browsing.filter_zone import FilterZone
from tuicompta.screens.browsing.filtered import FILTER_OFFERS, FILTERS, USUAL, FilteredWindow
from tuicompta.screens.browsing.lines import EDIT_LINE, OPEN_LINE, SINGLE_ENTRY, open_entry, open_journal
from tuicompta.screens.browsing.search_filters import SearchFilters
from tuicompta.screens.browsing.search_rows import COLUMNS, SearchedSource, SearchSource, sized_columns
from tuicompta.screens.entry.entry_window import EntryWindow
from tuicompta.screens.entry_actions.mixin import EntryActions
from tuicompta.screens.entry_actions.table import ENTRY_ACTIONS, ENTRY_OFFERS, GUIDE_FROM_ENTRY
from tuicompta.screens.frame.actions import Action, some_row, writable
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.services.browse.longest import largest_amount
from tuicompta.services.browse.posted_lines import PostedLines
from tuicompta.services.dossiers.apart import ReadingStoppedError, read_apart
from tuicompta.widgets.filter_row import FilterRow
from tuicompta.widgets.filter_syntax import read_filter
from tuicompta.widgets.list_definition import ListDefinition
from tuicompta.widgets.list_view import ListView
from tuicompta.widgets.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.core.entry.model import GridEntry
    from tuicompta.screens.frame.actions import Context
    from tuicompta.services.browse.searched_table import FoundFigures
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import Values
    from tuicompta.widgets.rows import Key, Row


def some_writable_rows(context: Context) -> str | None:
    """Ask for at least one line, in a dossier that can be changed."""
    return writable(context) or some_row(context)


ACTIONS = (
    EDIT_LINE,
    OPEN_LINE,
    FILTERS,
    USUAL,
    *ENTRY_ACTIONS,
    GUIDE_FROM_ENTRY,
    Action("delete_entries", DELETION, "Toutes les lignes des écritures choisies.", condition=some_writable_rows),
    FILTER_ROW,
    Action("create_entry", "Nouvelle écriture comptable", "Une écriture vierge.", condition=writable),
    Action("opening_balance_entry", "Saisir la balance d'ouverture", "Les soldes de départ.", condition=writable),
    Action("advanced_filter", "Filtrage avancé", "Des conditions sur tous les champs, jointes par «et» ou «ou»."),
)
OPENING_BALANCE = "opening_balance"
_OPENED = {"create_entry": SINGLE_ENTRY, "opening_balance_entry": OPENING_BALANCE}
TITLE = "Recherche d'écritures"


class SearchList(ListView):
    """The lines; a row of filter cells may stand over their headings. `refreshed` reads them again."""

    def __init__(self, definition: ListDefinition) -> None:
        super().__init__(definition)
        self.refreshed: Callable[[], None] = lambda: None
        self.grid.widened = False
        self.grid.layout_of_columns.own_widths.clear()
        self.cells = FilterRow(self.grid)
        self.cells.filtered = self._filter_cell

    def compose(self) -> ComposeResult:
        """Put the filter cells between the head and the lines."""
        yield self.head
        yield self.cells
        yield self.grid

    def do_refresh_data(self) -> None:
        """Let the window read again: its filters may wait."""
        self.refreshed()

    def selected_rows(self) -> list[Row]:
        """Return the ticked rows as they were ticked, without reading the lines in between."""
        if not self.grid.ticks or self.grid.ticks.all_rows:
            return super().selected_rows()
        return list(self.grid.ticks.marked)

    def _filter_cell(self, name: str, text: str) -> None:
        column = next(known for known in self.grid.columns if known.identifier == name)
        self.filter(name, read_filter(text, column))


class EntrySearchWindow(EntryActions, FilteredWindow, ListWindow):
    """The lines of all the entries, under the filters of the header."""

    TITLE = TITLE
    MAIN = "Modifier l'écriture comptable"
    HELP = "entry_search"
    MEMORY = "entry_search"
    WANTS_DOSSIER = True
    ABLE: ClassVar[frozenset[str]] = frozenset({"modify", "delete"})
    list: SearchList
    OFFERS: ClassVar[tuple[str, ...]] = (
        "edit_line",
        "open_line",
        "consult",
        "create_entry",
        "opening_balance_entry",
        *FILTER_OFFERS,
        "filter_row",
        "grouping_panel",
        "advanced_filter",
        *ENTRY_OFFERS,
        GUIDE_FROM_ENTRY.identifier,
        "delete_entries",
        *(name for name in ListWindow.OFFERS if name not in {"modify", "delete"}),
    )

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.filters = SearchFilters(dossier)
        usual = self.filters.usual()
        self.zone = FilterZone(self.filters.schema(), usual, self.filters.words, self.filters.follow)
        self.source = SearchSource(self._read)
        self._counting = Progress()
        self._counted: SearchedSource | None = None
        super().__init__()
        self.foot = FiguresFoot()

    def make_list(self) -> SearchList:
        """Return the list with its filter cells."""
        made = SearchList(self.definition())
        made.refreshed = self.do_refresh_data
        return made

    def definition(self) -> ListDefinition:
        """Return what the list is."""
        return ListDefinition("entry_search", TITLE, sized_columns(largest_amount(self.dossier.database)), self.source)

    def compose(self) -> ComposeResult:
        """Put the filters over the lines, the figures under them."""
        yield self.zone
        yield self.list
        yield self.foot

    def on_mount(self) -> None:
        """Begin with the filters left in this session."""
        self.list.cells.left = lambda: self.frame.set_focus(self.body)
        self.wire_zone()
        if self.zone.applied != self.usual_filters():
            self.read_again()
        super().on_mount()
        # the label is the cell whose whole text is worth a line under the list
        self.list.grid.column = next(place for place, column in enumerate(COLUMNS) if column.identifier == "label")
        self._tell_figures()

    # -- what the frame asks -------------------------------------------------------------------------------------------

    @property
    def body(self) -> Widget:
        """The lines."""
        return self.list.grid

    @property
    def zones(self) -> Sequence[Widget]:
        """The filters, the filter cells and the lines."""
        field = self.zone.field
        above = () if field is None else (field,)
        return (*above, *((self.list.cells,) if self.list.cells.display else ()), self.body)

    @property
    def offers(self) -> Sequence[str]:
        """The actions of the list, without those whose window is not there."""
        missing = {action for action, opens in _OPENED.items() if opens not in self.frame.table}
        return [name for name in super().offers if name not in missing]

    def usual_filters(self) -> Values:
        """Return the filters of the start."""
        return self.filters.usual()

    def read_again(self) -> None:
        """Read the lines of the filters in force; the cursor stays on its line."""
        self.list.reload()
        self.list.grid.update()

    def shown(self) -> None:
        """Read again on coming back."""
        self.read_again()

    def acted(self) -> None:
        """Bring the figures under the lines up to date."""
        super().acted()
        self._tell_figures()

    def _read(self) -> PostedLines:
        return PostedLines(self.dossier.database, self.filters.scope(self.zone.applied))

    @property
    def counter(self) -> str:
        """Lines chosen and lines shown, which may still be counted (UIX-07)."""
        return f"{self.list.grid.selected()}/…" if self._pending is not None else super().counter

    @property
    def _pending(self) -> SearchedSource | None:
        source = self.list.grid.source
        return source if isinstance(source, SearchedSource) and source.pending else None

    def _count_beside(self) -> None:
        """Count the lines found while the keys go on; those of a search before are counted no more (RECH-21)."""
        found = self._pending
        if found is self._counted:
            return
        self._counting.stopped = True
        self._counted = found
        if found is not None:
            self._counting = Progress()
            self.frame.dispatcher.start(self._count(found, self._counting))

    async def _count(self, found: SearchedSource, progress: Progress) -> None:
        def job() -> FoundFigures:
            return read_apart(self.dossier, lambda own: found.table.figures_in(own.database), lambda: progress.stopped)

        try:
            found.table.take(await self.frame.dialogs.aside(job, progress))
        except ReadingStoppedError:
            return
        if found is self.list.grid.source:
            self.list.grid.recount()
            self.frame.acted()

    def _tell_figures(self) -> None:
        grid = self.list.grid
        self._count_beside()
        if self._pending is not None:
            self.foot.show("Comptage des lignes…")
            return
        text = _figures(grid.shown_count, grid.source.totals())
        if grid.ticks:
            ticked = grid.ticks.totals(grid.columns, grid.sums)
            text += f"   Sélection : {_figures(grid.ticks.count(grid.shown_count), ticked)}"
        self.foot.show(text)

    # -- filters -------------------------------------------------------------------------------------------------------

    def do_filter_row(self) -> None:
        """Show the filter cells, or hide them, which removes their filters (CONS-19)."""
        cells = self.list.cells
        cells.display = not cells.display
        if cells.display:
            self.frame.set_focus(cells)
            return
        for name in list(cells.texts):
            self.list.filter(name, None)
        cells.clear()
        self.frame.set_focus(self.body)

    def do_clear_filters(self) -> None:
        """Remove all the filters, those of the cells too (FLT-06)."""
        self.list.cells.clear()
        super().do_clear_filters()

    async def do_advanced_filter(self) -> None:
        """Set conditions on any field, joined by «et» or «ou» (RECH-07)."""
        await self.do_edit_view()

    def why_not_advanced_filter(self) -> str | None:
        """Ask for a dossier."""
        return self.why_not_edit_view()

    # -- acts on the line ----------------------------------------------------------------------------------------------

    async def open_row(self, key: Key) -> None:
        """Open the entry of a line (RECH-10)."""
        entry = self._entry_of(key)
        if entry is not None and isinstance(key, int):
            await open_entry(self.frame, self.dossier, entry, key)

    do_main = do_edit_line = ListWindow.do_modify

    def why_not_main(self) -> str | None:
        """Ask for a line."""
        return self.why_not_modify()

    async def do_open_line(self) -> None:
        """Open the journal of the line (RECH-10)."""
        key = self.list.selection()[0]
        entry = self._entry_of(key)
        if entry is not None and isinstance(key, int):
            await open_journal(self.frame, self.dossier, entry, key)

    async def do_consult(self) -> None:
        """Consult the account of the line."""
        row = self.list.selected_rows()[0]
        await self.frame.open("consultation", number=str(row.values[_ACCOUNT]))

    async def do_create_entry(self) -> None:
        """Type a new entry (RECH-11)."""
        await self.frame.open(SINGLE_ENTRY)

    async def do_opening_balance_entry(self) -> None:
        """Type the opening balance (RECH-11)."""
        await self.frame.open(OPENING_BALANCE)

    # -- acts on the entry ---------------------------------------------------------------------------------------------

    @property
    def entry_dossier(self) -> Dossier:
        """The dossier of the lines."""
        return self.dossier

    @property
    def current_entry_id(self) -> int | None:
        """The entry of the line chosen, nothing for several lines."""
        line = self.current_line_id
        return None if line is None else self._entry_of(line)

    @property
    def current_line_id(self) -> int | None:
        """The line chosen, nothing for several."""
        chosen = self.list.selection() if self.selected == 1 else []
        return chosen[0] if chosen and isinstance(chosen[0], int) else None

    def reload_entries(self) -> None:
        """Read the lines again."""
        self.read_again()

    def add_entry(self, entry: GridEntry) -> None:
        """Complete an unsaved copy in the window of one entry (CTX-16)."""
        self.frame.dispatcher.start(self._complete(entry))

    async def _complete(self, entry: GridEntry) -> None:
        window = await self.frame.open(SINGLE_ENTRY)
        if isinstance(window, EntryWindow):
            window.add_entry(entry)

    async def do_delete_entries(self) -> None:
        """Show every line of the entries chosen, to delete them (RECH-14)."""
        entries = [entry for key in self.list.selection() if (entry := self._entry_of(key)) is not None]
        self.list.grid.ticks.clear()
        await self.frame.windows.open(DeletionWindow(self.dossier, list(dict.fromkeys(entries))))

    do_delete = do_delete_entries

    def why_not_delete(self) -> str | None:
        """Ask for a line, in a dossier that can be changed."""
        return some_writable_rows(self.frame)

    def _entry_of(self, key: Key) -> int | None:
        if not isinstance(key, int):
            return None
        if key not in self.source.entries:
            self.list.grid.source.row(key)
        return self.source.entries.get(key)


_ACCOUNT = next(place for place, column in enumerate(COLUMNS) if column.identifier == "account")


def _figures(count: int, sums: Mapping[str, int]) -> str:
    """Return a number of lines and the difference of their totals, which stand over it."""
    difference = sums.get("debit", 0) - sums.get("credit", 0)
    return f"{count} ligne{'s' if count > 1 else ''} · différence {format_amount(difference)}"
