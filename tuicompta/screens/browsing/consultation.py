"""Consultation/Lettrage: the lines of one account with their running balance (CONS)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.accounts.account_choices import AccountChoices, detail_account
from tuicompta.screens.browsing.consultation_filters import ask_columns, ask_filters
from tuicompta.screens.browsing.consultation_head import FiguresLine, opening_words
from tuicompta.screens.browsing.consultation_reader import AT_ONCE, ConsultationReader, counter_words
from tuicompta.screens.browsing.consultation_rows import OPENING, ConsultationRows
from tuicompta.screens.browsing.entry_panel import SHORT, TALL, WHOLE_ENTRY, EntryPanel, show_entry
from tuicompta.screens.browsing.filter_cells import FILTER_ROW, FilterCells
from tuicompta.screens.browsing.line_columns import Room, columns, show_columns
from tuicompta.screens.browsing.lines import EDIT_LINE, OPEN_LINE, open_entry, open_journal, why_no_document
from tuicompta.screens.cards.card_host import CardHost
from tuicompta.screens.entry_actions.opening import view_document
from tuicompta.screens.entry_actions.table import VIEW_DOCUMENT
from tuicompta.screens.frame.actions import Action, one_row
from tuicompta.screens.lettering import acts
from tuicompta.screens.lettering.one_grid import OneGridLettering
from tuicompta.services.browse.account_lines import LineFilter, LineKind
from tuicompta.services.browse.consultation import (
    chosen_columns,
    entry_preview,
    last_account,
    neighbour,
    remember,
)
from tuicompta.services.fiscal_years.fiscal_years import fiscal_year_of
from tuicompta.widgets.fields.linked import LinkedField
from tuicompta.widgets.paged_grid import PagedGrid

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from datetime import date

    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.widget import Widget

    from tuicompta.screens.browsing.consultation_rows import Lines
    from tuicompta.screens.frame.window import Window
    from tuicompta.services.browse.request import Group
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.columns import Column
    from tuicompta.widgets.rows import Key

ACTIONS = (
    OPEN_LINE,
    EDIT_LINE,
    VIEW_DOCUMENT,
    WHOLE_ENTRY,
    FILTER_ROW,
    Action("print_account", "Imprimer le grand livre du compte", "Avec les filtres d'un état."),
    Action("consultation_filters", "Filtres", "Exercice, dates, statuts, type de lignes.", ("alt+r",)),
    Action(
        "cycle_lines", "Toutes, non lettrées, lettrées", "Change le type de lignes.", ("alt+l",), short="Non lettrées"
    ),
    Action("next_account", "Compte suivant", "Le compte mouvementé d'après.", ("ctrl+down",)),
    Action("previous_account", "Compte précédent", "Le compte mouvementé d'avant.", ("ctrl+up",)),
    Action("more_columns", "Autres colonnes", "Échéance, contrepartie, dates, origine…"),
    Action("own_order", "Annuler le tri", "Revient à l'ordre des dates."),
    *acts.ACTIONS,
)
HIGH = 28


class ConsultationWindow(FilterCells, OneGridLettering):
    """The consultation of one account; the account consulted last unless another is asked."""

    TITLE = "Consultation/Lettrage"
    MAIN = "Saisie par journal"
    HELP = "consultation"
    WANTS_DOSSIER = True
    OFFERS: ClassVar[tuple[str, ...]] = (
        "open_line",
        "edit_line",
        "view_document",
        "whole_entry",
        "consultation_filters",
        "filter_row",
        "cycle_lines",
        "next_account",
        "previous_account",
        "modify",
        "print",
        "print_account",
        "search",
        "more_columns",
        "own_order",
        "refresh_data",
    )

    def __init__(self, dossier: Dossier, number: str = "", start: date | None = None, end: date | None = None) -> None:
        """`start` and `end`, days of one fiscal year, limit the lines from the beginning (FC-09)."""
        super().__init__(dossier)
        self._wanted = number or last_account(dossier)
        self.reader = ConsultationReader(dossier)
        year = fiscal_year_of(dossier.database, start) if start is not None else None
        self.dated = year is not None and start is not None and end is not None
        """Whether it was opened on dates."""
        if year is not None and start is not None and end is not None:
            self.reader.shown = replace(LineFilter.of_year(year), start=start, end=end)
        self._more = chosen_columns(dossier)
        self._lines: Lines | None = None
        self._rows: ConsultationRows | None = None
        self.account = LinkedField("account", "Compte", AccountChoices(dossier, detail_account), width=60)
        self.account.changed = lambda field: self.frame.dispatcher.start(self._consult(str(field.value or "")))
        self.account.styles.padding = (0, 0, 0, 1)
        self.figures = FiguresLine()
        self.grid = PagedGrid(columns(Room()))
        self.grid.widened = False
        self.wire()
        self.wire_cells()
        self.grid.empty_label = "" if self._wanted else "Tapez un numéro de compte, un code ou un mot de l'intitulé"
        self.grid.opened = lambda: self.frame.dispatcher.start(self.do_open_line())
        self.grid.sorted_by = self._sort
        self.grid.changed = self._moved
        self.grid.searching = lambda: bool(self.reader.shown.search)
        self.preview = EntryPanel()

    def compose(self) -> ComposeResult:
        """Put the account and its figures over the lines, the entry of the line under them."""
        yield self.account
        yield self.figures
        yield self.cells
        yield self.grid
        yield self.preview

    def on_mount(self) -> None:
        """Consult the account asked for."""
        self.account.host = CardHost(self.frame)
        self.preview.styles.height = SHORT
        self.preview.legend = self.frame.keymap.legend_of(WHOLE_ENTRY.identifier, short=True)
        self.figures.show(self.reader.shown, None)
        if self._wanted:
            self.frame.dispatcher.start(self._consult(self._wanted))

    def on_resize(self, event: Resize) -> None:
        """Give the columns their room, and the entry its lines."""
        self.preview.styles.height = TALL if event.size.height >= HIGH else SHORT
        if self._lines is not None and self._columns(event.size.width) != self.grid.columns:
            self._show(self._current_key, event.size.width)

    # -- what the frame asks -------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """The account."""
        return f"{self.TITLE} {self.reader.account.number}" if self.reader.account else self.TITLE

    @property
    def identity(self) -> Hashable:
        """One window an account."""
        return type(self), self.reader.account.number if self.reader.account else self._wanted

    @property
    def first_focus(self) -> Widget:
        """The lines, or the field while no account is chosen."""
        return self.grid if self.reader.account or self._wanted else self.account

    @property
    def zones(self) -> Sequence[Widget]:
        """The account, the filter cells and the lines."""
        return (self.account, *((self.cells,) if self.cells.display else ()), self.grid)

    @property
    def selected(self) -> int:
        """The line under the cursor."""
        return 0 if self.current_line is None else 1

    @property
    def counter(self) -> str:
        """Lines ticked, lines displayed, and all those of the account where some are hidden (UIX-07)."""
        shown = self.grid.shown_count
        chosen = self.grid.ticks.count(shown) if self.ticked else self.selected
        return counter_words(chosen, shown, self.grid.all_count)

    @property
    def marks(self) -> Sequence[str]:
        """«Filtré» while a filter hides lines."""
        year = self.reader.shown.year
        whole = (self.reader.shown.start, self.reader.shown.end) == (year.start, year.end)
        return () if self.reader.shown.is_plain and whole else ("Filtré",)

    def shown(self) -> None:
        """Read again on coming back from another window (CONS-20)."""
        if self.reader.account is not None:
            self.do_refresh_data()

    # -- reading -------------------------------------------------------------------------------------------------------

    def do_refresh_data(self) -> None:
        """Read the lines again; the cursor stays on its line."""
        self.frame.dispatcher.start(self.reload(self._current_key))

    async def _consult(self, number: str) -> None:
        if not number:
            return
        known = self.frame.windows.find((type(self), number))
        if known is not None and known is not self:
            self.account.value = self.reader.account.number if self.reader.account else None
            self.frame.windows.show(known)
            return
        self.account.value = self.reader.take(number).number
        self.grid.layout_of_columns.own_widths.clear()
        self.grid.ticks.clear()
        self.reader.shown = replace(self.kept_filters, search="")
        await self.reload(None)
        self.frame.acted()

    async def reload(self, keep: Key | None) -> None:
        """Read the lines again; the cursor goes to a row, or to the first one."""
        account = self.reader.account
        if account is None:
            return
        figures = self.reader.figures(account)
        try:
            self._lines = await self.reader.read(self.frame.dialogs, account, figures)
        except TuicomptaError:
            self.reader.go_back()
            raise
        self.figures.show(self.reader.shown, figures)
        remember(self._dossier, account.number, self.kept_filters)
        self.desk.follow(account.number, self.reader.shown.year)
        self._show(keep)
        self.keep_ticks()

    def _show(self, keep: Key | None, width: int = 0) -> None:
        account, filters = self.reader.account, self.reader.shown
        if self._lines is None or account is None:
            return
        shown = self._columns(width or self.size.width)
        since = filters.start - timedelta(days=1) if filters.start > filters.year.start else None
        self._rows = ConsultationRows(self._lines, shown, since, self.reader.count_every(account))
        self.grid.empty_label = "Aucune ligne"
        # Columns and rows change together: a row has one value a column.
        show_columns(self.grid, shown)
        self.grid.show(self._rows, self.reader.arrangement, keep=keep)

    def _columns(self, width: int) -> tuple[Column, ...]:
        return columns(self.reader.room(width), self._more)

    @property
    def _current_key(self) -> Key | None:
        return self.grid.current.key if self.grid.current is not None else None

    def _moved(self) -> None:
        """Show the entry of the line under the cursor (CONS-25)."""
        if not self.is_attached:
            return
        self.desk.choose(self.chosen)
        entry = self._entry
        most = self.preview.most_lines
        found = entry_preview(self._dossier.database, entry, most) if entry is not None else None
        opening = self._lines is not None and self._current_key == OPENING
        text = opening_words(self.reader.shown, self._lines.opening) if opening and self._lines else ""
        self.preview.show(found, self.reader.account.number if self.reader.account else "", self._label, text)
        self.frame.acted()

    @property
    def _label(self) -> str:
        row = self.grid.current
        place = next(place for place, column in enumerate(self.grid.columns) if column.identifier == "label")
        return str(row.values[place]) if row is not None else ""

    @property
    def _entry(self) -> int | None:
        key = self._current_key
        return self._rows.entries.get(key) if self._rows is not None and key not in (None, OPENING) else None

    # -- moving between accounts and zones -----------------------------------------------------------------------------

    async def do_accept(self) -> None:
        """From the account go to the lines; on a line open its journal (CONS-17)."""
        if self.frame.focused is self.account:
            self.account.leave()
            self.frame.set_focus(self.grid)
        elif self.selected:
            await self.do_open_line()

    def do_next_field(self) -> None:
        """Go from the account to the lines, and back."""
        if self.frame.focused is self.account:
            self.account.leave()
        self.frame.set_focus(self.grid if self.frame.focused is self.account else self.account)

    do_previous_field = do_next_field

    async def do_next_account(self) -> None:
        """Go to the next account with movements, keeping the filters (CONS-23)."""
        await self._step(1)

    async def do_previous_account(self) -> None:
        """Go to the previous account with movements."""
        await self._step(-1)

    async def _step(self, way: int) -> None:
        number = self.reader.account.number if self.reader.account else ""
        found = neighbour(self._dossier.database, number, self.reader.shown.year, way)
        if found is None:
            self.frame.say("Pas d'autre compte mouvementé")
        else:
            await self._consult(found)

    # -- filters -------------------------------------------------------------------------------------------------------

    async def do_consultation_filters(self) -> None:
        """Ask for fiscal year, dates, statuses, kind of lines (CONS-03, CONS-05)."""
        chosen = await ask_filters(self.frame, self._dossier, self.kept_filters)
        if chosen is not None:
            await self._filtered(chosen)

    async def do_cycle_lines(self) -> None:
        """Show all the lines, those not lettered, those lettered (LETT-30)."""
        kinds, kept = list(LineKind), self.kept_filters
        following = kinds[(kinds.index(kept.kind) + 1) % len(kinds)]
        await self._filtered(replace(kept, kind=following))
        self.frame.say(f"Lignes : {following.value}")

    async def filter_by(self, conditions: Group) -> None:
        """Keep the lines that the filter cells ask for (CONS-19)."""
        await self._filtered(replace(self.kept_filters, conditions=conditions))

    async def do_own_order(self) -> None:
        """Return to the order of dates (CONS-11)."""
        self.reader.in_own_order()
        await self.reload(self._current_key)

    async def do_more_columns(self) -> None:
        """Choose the optional columns (CONS-10, CONS-24)."""
        chosen = await ask_columns(self.frame, self._dossier)
        if chosen is not None:
            self._more = chosen
            self._show(self._current_key)

    def _sort(self, column: Column) -> None:
        if self.reader.sort_by(column.identifier):
            self.frame.dispatcher.start(self.reload(None))
        else:
            self.frame.say(f"«{column.title}» ne se trie pas")

    async def _filtered(self, wanted: LineFilter) -> None:
        self.forget_group()
        self.reader.shown = wanted
        await self.reload(self._current_key)

    # -- search --------------------------------------------------------------------------------------------------------

    def typed(self, character: str) -> object:
        """Narrow the lines by one more character; a big account asks for the whole text first."""
        if self.reader.account is None or self.frame.focused is not self.grid:
            return False
        return self._search((self.kept_filters.search + character).lstrip())

    def do_erase(self) -> object:
        """Widen the search."""
        return self._search(self.reader.shown.search[:-1]) if self.reader.shown.search else False

    async def do_search(self) -> None:
        """Ask for a text or an amount among the filters."""
        await self.do_consultation_filters()

    async def do_back(self) -> None:
        """Close the list of the account and forget what is typed there, else empty the search, else close (KEY-06)."""
        if self.account.has_focus and self.account.restore():
            return
        if self.reader.shown.search:
            await self._search("")
        elif not await self.back_from_lines():
            await self.do_close_window()

    async def _search(self, text: str) -> None:
        wanted: LineFilter | None = replace(self.kept_filters, search=text)
        if self._lines is not None and text and self.grid.source.count() > AT_ONCE:
            wanted = await ask_filters(self.frame, self._dossier, replace(self.kept_filters, search=text))
        if wanted is not None:
            await self._filtered(wanted)

    # -- acts on the line ----------------------------------------------------------------------------------------------

    async def do_open_line(self) -> None:
        """Open the journal window on the line (CONS-17)."""
        key, entry = self._current_key, self._entry
        if entry is not None and isinstance(key, int):
            await open_journal(self.frame, self._dossier, entry, key)

    async def do_main(self) -> None:
        """Letter or unletter, where the account allows it; else open the journal of the line."""
        if self.desk.why_not:
            await self.do_open_line()
        else:
            await self.acts.main()

    def why_not_main(self) -> str | None:
        """Ask for a line."""
        return None if self.ticked else one_row(self)

    async def do_whole_entry(self) -> None:
        """Show all the lines of the entry (CONS-25)."""
        if self._entry is not None:
            await show_entry(self.frame, self._dossier, self._entry)

    async def do_edit_line(self) -> None:
        """Open the entry of the line."""
        key, entry = self._current_key, self._entry
        if entry is not None and isinstance(key, int):
            await open_entry(self.frame, self._dossier, entry, key)

    async def do_view_document(self) -> None:
        """Open the source document of the line (CONS-18)."""
        if self._entry is not None:
            await view_document(self.frame, self._dossier, self._entry)

    def why_not_view_document(self) -> str | None:
        """Ask for a line that has one."""
        return why_no_document(self.frame, self._dossier, self._entry)

    async def do_modify(self) -> None:
        """Open the card of the account (CONS-07)."""
        if self.reader.account is not None:
            await self.frame.open("account_card", code=self.reader.account.number)

    async def do_print(self) -> None:
        """Show the lines displayed as they go on paper, with header figures and totals (CONS-26)."""
        account = self.reader.account
        if account is None:
            return
        from tuicompta.screens.browsing.printed import account_table  # noqa: PLC0415 (off the first frame)
        from tuicompta.screens.lists.list_print import ListPrintWindow  # noqa: PLC0415

        table = account_table(self.frame, self.grid, account, self.reader.shown, self.reader.figures(account))
        await self.frame.windows.open(ListPrintWindow(table))

    def why_not_print(self) -> str | None:
        """Ask for an account."""
        return None if self.reader.account is not None else "Choisissez un compte"

    async def do_print_account(self) -> None:
        """Print the ledger of the account, with the filters of a report."""
        if self.reader.account is not None:
            await self.frame.open(
                "report_filters", report="grand-livre", use="card", accounts=self.reader.account.number
            )

    why_not_print_account = why_not_print

    def asked_again(self, other: Window) -> None:
        """Take the dates that this account is consulted again with (BALI-11)."""
        if isinstance(other, ConsultationWindow) and other.dated:
            self.frame.dispatcher.start(self._filtered(other.reader.shown))
