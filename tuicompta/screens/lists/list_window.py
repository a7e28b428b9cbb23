"""The window of a list: every list of the program is a `ListWindow` over a `ListDefinition`.

A subclass says what its list is (`definition`), which card Enter opens (`open_row`), and, where rows can be deleted,
how one is (`delete_row`, which raises the refusal of the rule that forbids it). All the rest is here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.frame.actions import one_row, some_row
from tuicompta.screens.frame.dispatcher import Command
from tuicompta.screens.lists.list_actions import COLUMN_OFFERS, LIST_OFFERS, RECORD_ACTIONS
from tuicompta.screens.lists.list_filters import ask_conditions, choose_groups, choose_values, edit_filters
from tuicompta.screens.lists.list_output import ListOutput
from tuicompta.screens.lists.list_views import VIEW_ACTIONS, ListViews
from tuicompta.widgets.columns import cell_text
from tuicompta.widgets.list_view import FILTERED, ListView
from tuicompta.widgets.question import NO, YES
from tuicompta.widgets.safe import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.widgets.list_definition import ListDefinition
    from tuicompta.widgets.rows import Key

MANY_CARDS = 10


class ListWindow(ListViews, ListOutput):
    """A list with its search, its sorts, its filters and its actions.

    `ABLE` are the actions on records that this list has, among `RECORD_ACTIONS`.
    """

    IS_LIST = True
    OFFERS: ClassVar[tuple[str, ...]] = LIST_OFFERS
    ABLE: ClassVar[frozenset[str]] = RECORD_ACTIONS

    def __init__(self) -> None:
        super().__init__()
        self.list = self.make_list()
        self.list.changed = self._list_changed
        self.list.opened = self._opened

    def make_list(self) -> ListView:
        """Return the list itself."""
        return ListView(self.definition())

    def definition(self) -> ListDefinition:
        """Return what the list is."""
        raise NotImplementedError

    async def open_row(self, key: Key) -> None:
        """Open the card of a row."""

    async def open_new(self) -> None:
        """Open a blank card (LST-03)."""

    async def open_copy(self, key: Key) -> None:
        """Open an unsaved copy of a record (LST-06)."""

    def delete_row(self, key: Key) -> None:
        """Delete a record; raises the refusal of the rule that forbids it."""

    # -- what the frame asks -------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Put the list."""
        yield self.list

    @property
    def title(self) -> str:
        """The title of the list, as its head says it now."""
        return self.list.head.title

    @property
    def counter(self) -> str:
        """Selected rows on shown rows (UIX-07)."""
        return self.list.counter

    @property
    def marks(self) -> Sequence[str]:
        """«Filtré» while a filter hides rows (FLT-04)."""
        return (FILTERED,) if self.list.is_filtered else ()

    @property
    def selected(self) -> int:
        """How many rows an action would act on."""
        return self.list.grid.selected()

    @property
    def dossier_open(self) -> bool:
        """Whether a dossier is open, for the conditions."""
        return self.frame.dossier_open

    @property
    def read_only(self) -> bool:
        """Whether every change is refused, for the conditions."""
        return self.frame.read_only

    @property
    def first_focus(self) -> Widget | None:
        """The grid."""
        return self.list.grid

    @property
    def offers(self) -> Sequence[str]:
        """The actions of the list, without those on records or on views that it has not."""
        without = RECORD_ACTIONS - self.ABLE if self.HAS_VIEWS else (RECORD_ACTIONS | VIEW_ACTIONS) - self.ABLE
        return [name for name in self.OFFERS if name not in without]

    def refresh_rows(self, keep: Key | None = None) -> None:
        """Read the data again, the cursor on a record: a card has just been saved (FIC-05)."""
        self.list.reload(keep)

    # -- actions on rows -----------------------------------------------------------------------------------------------

    async def do_modify(self) -> None:
        """Open the card of each selected row, after a question above ten (LST-04, KEY-05)."""
        keys = self.list.selection()
        if len(keys) > MANY_CARDS and not await self._sure(f"Ouvrir {len(keys)} fiches ?"):
            return
        for key in keys:
            await self.open_row(key)

    async def do_new(self) -> None:
        """Open a blank card."""
        await self.open_new()

    async def do_duplicate(self) -> None:
        """Open a copy of the selected record."""
        await self.open_copy(self.list.selection()[0])

    def why_not_new(self) -> str | None:
        """Ask that the list takes new records."""
        return self._unable("new")

    def why_not_modify(self) -> str | None:
        """Ask for a row."""
        return self._unable("modify") or some_row(self)

    def why_not_delete(self) -> str | None:
        """Ask for a row."""
        return self._unable("delete") or some_row(self)

    def why_not_duplicate(self) -> str | None:
        """Ask for one row."""
        return self._unable("duplicate") or one_row(self)

    def _unable(self, action: str) -> str | None:
        return None if action in self.ABLE else "Pas possible dans cette liste"

    async def do_delete(self) -> None:
        """Delete the selected records, after one confirmation that gives their number (LST-05)."""
        keys = self.list.selection()
        question = f"Supprimer {len(keys)} lignes ?" if len(keys) > 1 else f"Supprimer {self._called(keys[0])} ?"
        if not await self._sure(question):
            return
        refused = [(key, reason) for key in keys if (reason := self._delete(key)) is not None]
        lines = [f"{self._called(key)} : {reason}" for key, reason in refused]
        self.list.grid.ticks.clear()
        self.refresh_rows()
        done = len(keys) - len(refused)
        if refused and len(keys) == 1:
            await self.frame.dialogs.tell("Refusé", refused[0][1])
        elif refused:
            text = f"{done} supprimée{_s(done)}, {len(refused)} refusée{_s(len(refused))}"
            await self.frame.dialogs.report("Suppression", text, lines)
        else:
            self.frame.say(f"{done} ligne{_s(done)} supprimée{_s(done)}")

    def do_delete_key(self) -> None:
        """Delete the selected rows (KEY-34)."""
        self.frame.dispatcher.feed(Command("delete"), at_once=True)

    def do_copy_rows(self) -> None:
        """Put the selected rows, tab separated, in the clipboard of the terminal (XPL-06)."""
        columns = self.list.grid.columns
        places = self.list.grid.layout_of_columns.shown
        rows = self.list.selected_rows()
        lines = ["\t".join(safe(cell_text(row.values[place], columns[place])) for place in places) for row in rows]
        self.app.copy_to_clipboard("\n".join(lines))
        self.frame.say(f"{len(lines)} ligne{_s(len(lines))} copiée{_s(len(lines))}, si le terminal le permet")

    do_copy = do_copy_rows

    # -- filters and columns -------------------------------------------------------------------------------------------

    def do_filter_value(self) -> None:
        """Keep the rows with the value of the cell under the cursor (LST-14)."""
        self.list.filter_on_value(exclude=False)

    def do_exclude_value(self) -> None:
        """Hide the rows with that value."""
        self.list.filter_on_value(exclude=True)

    def do_clear_filters(self) -> None:
        """Remove all the filters (FLT-06)."""
        self.list.clear_filters()

    def why_not_clear_filters(self) -> str | None:
        """Ask for a filter."""
        return None if self.list.is_filtered else "Aucun filtre"

    why_not_filter_editor = why_not_clear_filters

    def do_filter_editor(self) -> object:
        """Show the filters, to remove some (FLT-07)."""
        return edit_filters(self.frame.dialogs, self.list)

    def do_filter_column(self) -> object:
        """Choose among the values of the column (FLT-02)."""
        return choose_values(self.frame.dialogs, self.list)

    def do_custom_filter(self) -> object:
        """Ask for conditions on the column (FLT-03)."""
        return ask_conditions(self.frame.dialogs, self.list)

    def do_sort_up(self) -> None:
        """Sort by the column, ascending (COL-01)."""
        self.list.sort(descending=False)

    def do_sort_down(self) -> None:
        """Sort by the column, descending."""
        self.list.sort(descending=True)

    def do_sort_add(self) -> None:
        """Sort by the column after the present sorts (COL-03)."""
        self.list.sort(descending=False, add=True)

    def do_unsort(self) -> None:
        """Return to the sort from before."""
        self.list.unsort()

    def why_not_unsort(self) -> str | None:
        """Ask for a sort."""
        return None if self.list.arrangement.sorts else "La liste n'est pas triée"

    def do_group_column(self) -> None:
        """Group by the column (COL-04)."""
        self.list.group((self.list.column.identifier,))

    def do_grouping_panel(self) -> object:
        """Choose the columns of the groups (COL-05)."""
        return choose_groups(self.frame.dialogs, self.list)

    def do_fit_column(self) -> None:
        """Give the column the width of its texts (COL-06)."""
        self.list.fit_column()

    def do_fit_columns(self) -> None:
        """Give every column the width of its texts (COL-07)."""
        self.list.fit_all_columns()

    def do_actions_menu(self) -> object:
        """Open the menu of the column on a heading, else the one of the list (KEY-28)."""
        if self.list.grid.in_headings:
            return self.frame.menus.offer(COLUMN_OFFERS, title=self.list.column.title)
        return self.frame.menus.offer(self.frame.offers(), title="Actions")

    # -- inside --------------------------------------------------------------------------------------------------------

    async def _sure(self, question: str) -> bool:
        return await self.frame.dialogs.ask(question, "", (YES, NO), default=1) == YES.value

    def _delete(self, key: Key) -> str | None:
        try:
            self.delete_row(key)
        except TuicomptaError as error:
            return str(error)
        return None

    def _called(self, key: Key) -> str:
        row = self.list.grid.source.row(key)
        return safe(cell_text(row.values[0], self.list.grid.columns[0])) if row is not None else str(key)

    def _list_changed(self) -> None:
        if self.is_attached:
            self.frame.acted()

    def _opened(self) -> None:
        self.frame.dispatcher.start(self.do_modify())


def _s(number: int) -> str:
    return "s" if number > 1 else ""
