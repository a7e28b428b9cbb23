"""A list: one row to search and to tell how it is arranged, the grid under it (LST, COL, FLT)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.containers import Vertical

from tuicompta.core.text import cell_width
from tuicompta.widgets.arrangement import Arrangement, Condition, Filter, Operator, Sort
from tuicompta.widgets.columns import cell_text, natural_width
from tuicompta.widgets.detailed_rows import DetailKey
from tuicompta.widgets.paged_grid import PagedGrid
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.rows import every_row
from tuicompta.widgets.safe import fitted
from tuicompta.widgets.shown_columns import shown_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.app import ComposeResult

    from tuicompta.widgets.columns import Column
    from tuicompta.widgets.list_definition import ListDefinition
    from tuicompta.widgets.painted import Run
    from tuicompta.widgets.rows import Key, Row

SEARCH = "Recherche : "
FILTERED = "Filtré"


class ListHead(Painted):
    """The title of a list, its view, what groups it, and at right what is searched in it.

    The band of a modified view stands at right, or in the place of the title while something is searched.
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.grouped = ""
        self.search = ""
        self.view = ""
        self.band = ""

    def show(self, search: str, grouped: str, view: str = "", band: str = "") -> None:
        """Show what is searched, by what the list is grouped (COL-05), its view and the band of a modified one."""
        self.search, self.grouped, self.view, self.band = search, grouped, view, band
        self.repaint()

    def paint(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (one line)
        """Write the line."""
        searched = f"{SEARCH}{self.search}" if self.search else ""
        right = searched or self.band
        left = self.band if searched and self.band else self._called
        yield fitted(f" {left}", max(width - cell_width(right) - 1, 0)), "accent" if left is self.band else "strong"
        yield right, "accent"

    @property
    def _called(self) -> str:
        """The title, the view when it is not that of the list itself, and what groups the rows."""
        grouped = f"par {self.grouped}" if self.grouped else ""
        return " · ".join(part for part in (self.title, self.view, grouped) if part)


class ListView(Vertical):
    """A list made from a `ListDefinition`.

    Typing searches, Backspace widens, Esc empties the search then the ticks. `changed` is called after each change of
    what is shown; `opened` when a row is chosen by Enter or by the mouse.
    """

    def __init__(self, definition: ListDefinition, *, id: str | None = None) -> None:  # noqa: A002 (name of Textual)
        super().__init__(id=id)
        self.definition = definition
        self.arrangement = Arrangement()
        self._base = Arrangement()
        self._of_view: Arrangement | None = None
        self.view_name = ""
        self.band = ""
        """What the head says of a view that was changed, empty where no view can be kept (VUE-03)."""
        self.head = ListHead(definition.title)
        self.grid = PagedGrid(definition.columns, ticks=definition.ticks)
        self.grid.toggled = self._toggle
        self.grid.sorted_by = self._sort_by
        self.changed: Callable[[], None] = lambda: None
        self.opened: Callable[[], None] = lambda: None
        self.grid.changed = self._changed
        self.grid.opened = self.do_accept
        self.grid.searching = lambda: bool(self.arrangement.search)
        self.grid.show(definition.rows(self.arrangement))

    def compose(self) -> ComposeResult:
        """Put the head over the grid."""
        yield self.head
        yield self.grid

    # -- what is shown -------------------------------------------------------------------------------------------------

    @property
    def counter(self) -> str:
        """The counter of the status bar: `2/20`, `2/15 (sur 20)` when rows are hidden (UIX-07)."""
        shown, total = self.grid.shown_count, self.grid.all_count
        return f"{self.grid.selected()}/{shown}" + (f" (sur {total})" if shown != total else "")

    @property
    def is_filtered(self) -> bool:
        """Whether a filter hides rows (FLT-04)."""
        return bool(self.arrangement.filters)

    @property
    def current(self) -> Row | None:
        """The row under the cursor, None on the title of a group."""
        row = self.grid.current
        return None if row is None or row.heading else row

    def selection(self) -> list[Key]:
        """Return the keys of the selected rows."""
        return [row.key for row in self.selected_rows()]

    def selected_rows(self) -> list[Row]:
        """Return the selected rows: the ticked ones, in their order on screen, else the current one.

        Rows ticked then hidden by a search or a filter come last.
        """
        ticks = self.grid.ticks
        if not ticks:
            return [self.current] if self.current is not None else []
        rows = [row for row in every_row(self.grid.source) if row.key in ticks and not row.heading]
        seen = {row.key for row in rows}
        return rows + ([] if ticks.all_rows else [row for row in ticks.marked if row.key not in seen])

    def shown_rows(self, *, headings: bool) -> Iterable[Row]:
        """Return the rows as shown, with the headings of groups, or every row of the groups without them (XPL-05)."""
        if headings:
            return every_row(self.grid.source)
        asked = {sort.column: sort for sort in self.arrangement.sorts}
        sorts = (*(asked.get(name, Sort(name)) for name in self.arrangement.groups), *self.arrangement.sorts)
        plain = replace(self.arrangement, groups=(), sorts=sorts)
        return every_row(self.definition.source.arranged(plain))

    def all_rows(self) -> Iterable[Row]:
        """Return every record, whatever is searched or filtered (XPL-04)."""
        return every_row(self.definition.source.arranged(Arrangement()))

    def present(self, arrangement: Arrangement) -> None:
        """Show the rows otherwise; the cursor stays on its record when it is still shown."""
        self.arrangement = arrangement
        keep = self._key_to_keep(arrangement)
        self.grid.show(self.definition.rows(arrangement), arrangement, keep=keep)
        self.show_head()

    def _key_to_keep(self, arrangement: Arrangement) -> Key | None:
        """Return what the cursor stays on: its row, the one a line of detail is under, a group while there are any."""
        current = None if self.grid.in_headings else self.grid.current
        if current is None or (current.heading and not current.detail and not arrangement.groups):
            return None
        same_detail = arrangement.detail == self.grid.arrangement.detail
        return current.key.main if isinstance(current.key, DetailKey) and not same_detail else current.key

    def show_head(self) -> None:
        """Say what is searched and grouped, which view is shown, whether it was changed."""
        titles = {column.identifier: column.title for column in self.grid.columns}
        grouped = ", ".join(titles[name] for name in self.arrangement.groups)
        own = self.definition.system_views[0].name
        view = self.view_name if self.view_name != own else ""
        self.head.show(self.arrangement.search, grouped, view, self.band if self.modified else "")

    def take_view(self, name: str, arrangement: Arrangement) -> None:
        """Show a view; what is searched stays (VUE-05)."""
        self.view_name, self._of_view = name, arrangement
        self._base = Arrangement()
        self.present(replace(arrangement, search=self.arrangement.search))

    def view_saved(self, name: str) -> None:
        """Take note that what is shown is now what the view of that name holds."""
        self.view_name, self._of_view = name, self.arrangement
        self.show_head()

    @property
    def modified(self) -> bool:
        """Whether columns, sorts, groups, filters or conditions differ from those of the view (VUE-03)."""
        return self._of_view is not None and self._look(self.arrangement) != self._look(self._of_view)

    def _look(self, arrangement: Arrangement) -> Arrangement:
        shown = shown_columns(self.definition.columns, arrangement)
        return replace(arrangement, search="", unfolded=frozenset(), opened=frozenset(), columns=shown)

    def reload(self, keep: Key | None = None) -> None:
        """Read the data again; cursor and ticks stay on the same records (LST-02)."""
        self.definition.source.reload()
        everything = self.definition.source.arranged(Arrangement())
        ticks = self.grid.ticks
        ticks.keep({row.key: found for row in ticks.marked if (found := everything.row(row.key)) is not None})
        self.present(self.arrangement)
        if keep is not None:
            self.grid.go_to(keep)

    # -- search --------------------------------------------------------------------------------------------------------

    def typed(self, character: str) -> bool:
        """Narrow the list by one more character (LST-08)."""
        return self._search(self.arrangement.search + character)

    def pasted(self, text: str) -> bool:
        """Search a pasted text."""
        return self._search(self.arrangement.search + " ".join(text.split()))

    def do_erase(self) -> bool:
        """Widen the list by one character."""
        return self._search(self.arrangement.search[:-1])

    def do_search(self) -> None:
        """Begin another search (KEY-22)."""
        self._search("")

    def do_search_next(self) -> bool:
        """Go to the next row found, to the first after the last (KEY-23)."""
        before = self.grid.current
        self.grid.window.move(1)
        if self.grid.current is before:
            self.grid.window.first()
        self.grid.update()
        return True

    def do_back(self) -> bool:
        """Empty the search, else untick, else leave the list to its window (KEY-06)."""
        if self.arrangement.search:
            return self._search("")
        if self.grid.ticks:
            self.grid.ticks.clear()
            self.grid.update()
            return True
        if self.grid.in_headings:
            self.grid.do_down()
            return True
        return False

    def do_refresh_data(self) -> None:
        """Read the data again (LST-02)."""
        self.reload()
        self.screen.refresh(layout=True)

    def do_accept(self) -> None:
        """Open the row."""
        self.opened()

    def _search(self, text: str) -> bool:
        wanted = text.lstrip()
        if wanted != self.arrangement.search:
            self.present(replace(self.arrangement, search=wanted))
        return True

    # -- columns -------------------------------------------------------------------------------------------------------

    @property
    def column(self) -> Column:
        """The column of the cursor."""
        return self.grid.columns[self.grid.column]

    def sort(self, *, descending: bool, add: bool = False) -> None:
        """Sort by the column of the cursor, alone or after the present sorts (COL-01, COL-03)."""
        name = self.column.identifier
        others = tuple(sort for sort in self.arrangement.sorts if sort.column != name) if add else ()
        wanted = replace(self.arrangement, sorts=others).sorted_by(name, add=add)
        if descending:
            wanted = wanted.sorted_by(name, add=True)
        self._base = self.arrangement if not add else self._base
        self.present(wanted)

    def unsort(self) -> None:
        """Return to the sort from before the last one (COL-01)."""
        self.present(replace(self.arrangement, sorts=self._base.sorts))
        self._base = Arrangement()

    def group(self, columns: tuple[str, ...]) -> None:
        """Group by columns, from the outermost; by none to ungroup (COL-04, COL-05)."""
        self.present(replace(self.arrangement, groups=columns, unfolded=frozenset()))

    def filter(self, column: str, wanted: Filter | None) -> None:
        """Set or remove the filter of a column (FLT-01)."""
        self.present(self.arrangement.filtered(column, wanted))

    def clear_filters(self) -> None:
        """Remove all the filters (FLT-06)."""
        self.present(replace(self.arrangement, filters={}))

    def filter_on_value(self, *, exclude: bool) -> bool:
        """Keep, or hide, the rows with the value of the cell under the cursor (LST-14); False without a row."""
        if self.current is None:
            return False
        value = self.current.values[self.grid.column]
        operator = Operator.DIFFERENT if exclude else Operator.EQUAL
        self.filter(self.column.identifier, Filter((Condition(operator, (value,)),)))
        return True

    def fit_column(self) -> None:
        """Give the column of the cursor the width of its widest shown value (COL-06)."""
        self._fit([self.grid.column])

    def fit_all_columns(self) -> None:
        """Give every column the width of its widest shown value (COL-07)."""
        self._fit(self.grid.layout_of_columns.shown)

    def _fit(self, places: Iterable[int]) -> None:
        fitted_widths = {}
        for place in places:
            column = self.grid.columns[place]
            texts = [cell_text(row.values[place], column) for row in self.grid.window.visible if not row.heading]
            fitted_widths[column.identifier] = natural_width(column, texts, self.screen.size.width)
        columns = (
            replace(shown, width=fitted_widths.get(shown.identifier, shown.width))
            for shown in shown_columns(self.definition.columns, self.arrangement)
        )
        self.present(replace(self.arrangement, columns=tuple(columns)))

    def _changed(self) -> None:
        self.changed()

    def _sort_by(self, column: Column) -> None:
        self._base = self.arrangement
        self.present(self.arrangement.sorted_by(column.identifier))

    def _toggle(self, row: Row) -> None:
        if row.heading and isinstance(row.key, tuple):
            self.present(self.arrangement.toggled(row.key))
        elif not row.heading:
            self.present(replace(self.arrangement, opened=self.arrangement.opened ^ {row.key}))
