"""The grid of every list: it paints itself over pages of rows and never holds more than a few of them.

What it shows, from top to bottom: the headings, the rows, a thin rule (or the totals of the ticked rows), the totals of
the rows shown, and the full text of the cell under the cursor when its column cuts it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width
from tuicompta.widgets.arrangement import Arrangement
from tuicompta.widgets.columns import cell_text, summary_text
from tuicompta.widgets.grid_layout import GridLayout
from tuicompta.widgets.grid_paint import heading_runs, is_cut, row_runs, totals_runs
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.row_window import RowWindow
from tuicompta.widgets.rows import EmptySource
from tuicompta.widgets.ticks import Ticks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tuicompta.widgets.columns import Column
    from tuicompta.widgets.grid_layout import Place
    from tuicompta.widgets.painted import Run
    from tuicompta.widgets.rows import Key, Row, RowSource


class PagedGrid(Painted, can_focus=True):
    """A grid over a `RowSource`, with a cursor on a cell and ticks on rows.

    `changed` is called after each move of the cursor or change of ticks; `toggled` when a group row is to be folded or
    unfolded; `sorted_by` when a heading is chosen; `opened` on a second click on the row of the cursor. `searching`
    tells whether a search goes on. `noted` gives words for the line between the rows and their totals, which say more
    than the rule or the sums of the ticked rows; `may_tick` tells which rows take a tick, `ticked_voice` how they are
    written when not as the others. Without `totalled` the window says the totals elsewhere; without `widened` columns
    are as wide as they are said to be, and a total that is wider begins in the columns at its left.
    """

    def __init__(
        self,
        columns: tuple[Column, ...],
        source: RowSource | None = None,
        *,
        ticks: bool = True,
        frozen: int = 1,
        id: str | None = None,  # noqa: A002 (name of Textual)
    ) -> None:
        super().__init__(id=id)
        self.layout_of_columns = GridLayout(columns, frozen=frozen, ticks=ticks)
        self.source: RowSource = source or EmptySource()
        self.arrangement = Arrangement()
        self.window = RowWindow(self.source)
        self._count: int | None = None
        self._all: int | None = None
        self._sums: Mapping[str, int] | None = None
        self.ticks = Ticks()
        self.ticked_label = "Coché"
        self.empty_label = "Aucune ligne"
        self.column = self.layout_of_columns.shown[0]
        self.in_headings = False
        self.changed: Callable[[], None] = lambda: None
        self.toggled: Callable[[Row], None] = lambda _: None
        self.sorted_by: Callable[[Column], None] = lambda _: None
        self.opened: Callable[[], None] = lambda: None
        self.searching: Callable[[], bool] = lambda: False
        self.noted: Callable[[int], list[Run]] = lambda _: []
        self.may_tick: Callable[[Row], bool] = lambda row: not row.heading
        self.ticked_voice = ""
        self.totalled = self.widened = True

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the list, one for each value of a row; a view may hide some."""
        return self.layout_of_columns.columns

    @property
    def columns_shown(self) -> tuple[Column, ...]:
        """The columns on screen, from left to right."""
        return tuple(self.columns[index] for index in self.layout_of_columns.shown)

    @property
    def has_totals(self) -> bool:
        """Whether a column is added up, and thus the foot has its lines of totals (LST-17)."""
        return self.totalled and any(column.total for column in self.columns_shown)

    @property
    def shown_count(self) -> int:
        """The number of rows shown; asked of the source once."""
        if self._count is None:
            self._count = self.source.count()
        return self._count

    @property
    def all_count(self) -> int:
        """The number of rows without search nor filter; asked of the source once."""
        if self._all is None:
            self._all = self.source.total()
        return self._all

    @property
    def sums(self) -> Mapping[str, int]:
        """The sums of the rows shown; asked of the source once."""
        if self._sums is None:
            self._sums = self.source.totals()
        return self._sums

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self.window.current

    @property
    def body_height(self) -> int:
        """The number of lines given to rows."""
        return max(self.room.height - 1 - self._foot, 1)

    @property
    def _foot(self) -> int:
        return 3 if self.has_totals else 2

    def selected(self) -> int:
        """Return how many rows an action acts on: the ticked ones, else the one under the cursor (UIX-07)."""
        if self.ticks:
            return self.ticks.count(self.shown_count)
        return 1 if self.current is not None and not self.current.heading else 0

    def show(self, source: RowSource, arrangement: Arrangement | None = None, *, keep: Key | None = None) -> None:
        """Show other rows; the cursor goes to the row `keep` when it is among them, else to the first.

        On the row that it was on it keeps its line on screen: what is read again does not move (LST-02).
        Rows ticked one by one stay ticked while they are hidden; «all» means all that is shown, and is forgotten.
        """
        shown = self.shown_count if self.ticks.all_rows else None
        line = self.window.line if self.current is not None and self.current.key == keep else None
        self.source = source
        self._count = self._all = self._sums = None
        if shown is not None and self.shown_count != shown:
            self.ticks.clear()
        self.arrangement = arrangement or Arrangement()
        self.layout_of_columns.arrange(self.arrangement)
        self._keep_column()
        self.window = RowWindow(source, self.body_height)
        if keep is not None and self.window.go_to(keep) and line is not None:
            self.window.put_on_line(line)
        self._make_room()
        self.update()

    def recount(self) -> None:
        """Ask the source again for its figures, which it did not know yet."""
        self._count = self._all = self._sums = None
        self._make_room()
        self.update()

    def _make_room(self) -> None:
        """Widen the columns whose total would be cut: amounts are never shown in part."""
        if not self.widened:
            return
        own = self.layout_of_columns.own_widths
        totals = self.sums if self.has_totals else {}
        for column in self.columns_shown:
            if column.total and column.identifier in totals:
                wanted = cell_width(summary_text(totals[column.identifier], column))
                if wanted > own.get(column.identifier, column.width):
                    own[column.identifier] = wanted

    def update(self) -> None:
        """Paint what changed and tell it."""
        self.repaint()
        self.changed()

    def resized(self, width: int, height: int) -> None:  # noqa: ARG002 (the width is asked when painting)
        """Keep the cursor in sight at the new size."""
        self.window.resize(self.body_height)

    # -- painting ------------------------------------------------------------------------------------------------------

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Paint a line: headings, rows, foot."""
        places = self.layout_of_columns.places(width, self.column)
        if y == 0:
            return self._heading(places)
        if y <= self.body_height:
            return self._row(y - 1, places)
        return self._foot_line(y - 1 - self.body_height, places, width)

    def _heading(self, places: list[Place]) -> Iterable[Run]:
        end = 0
        for place in places:
            yield " " * (place.x - end), "heading"
            chosen = self.in_headings and self.active and place.index == self.column
            voice = "cursor" if chosen else "heading"
            yield from heading_runs(self.columns[place.index], place.width, self.arrangement, voice)
            end = place.x + place.width

    def _row(self, line: int, places: list[Place]) -> Iterable[Run]:
        rows = self.window.visible
        if line >= len(rows):
            if line == 0 and not rows:
                yield "  " + self.empty_label, "quiet"
            return
        row = rows[line]
        here = line == self.window.line and not self.in_headings
        active = here and self.active
        ticked = row.key in self.ticks and not row.heading
        voice = "row" if here else (ticked and self.ticked_voice) or row.voice
        margin = self.layout_of_columns.margin
        cursor = self.column if active else None
        yield from row_runs(row, self.columns, places, margin, ticked=ticked, voice=voice, cursor=cursor)
        if active:
            x = next((place.x for place in places if place.index == self.column), 0)
            self.place_cursor(x, line + 1)

    def _foot_line(self, line: int, places: list[Place], width: int) -> Iterable[Run]:
        margin = self.layout_of_columns.margin
        if line == 0 and (words := self.noted(width)):
            return words
        if line == 0 and self.ticks and self.has_totals:
            sums = self.ticks.totals(self.columns, self.sums)
            label = f"{self.ticked_label} {self.ticks.count(self.shown_count)}"
            return totals_runs(label, sums, self.columns, places, margin)
        if line == 0:
            return [("─" * width, "rule")]
        if line == 1 and self.has_totals:
            return totals_runs("Total", self.sums, self.columns, places, margin)
        return self._detail(places)

    def _detail(self, places: list[Place]) -> Iterable[Run]:
        """Write the full text of the cell under the cursor when its column cuts it (LST-18)."""
        row = self.current
        place = next((place for place in places if place.index == self.column), None)
        if row is None or row.heading or place is None:
            return
        column = self.columns[self.column]
        if is_cut(row, column, place):
            yield f"{column.title} : ", "quiet"
            yield cell_text(row.values[self.column], column), "normal"

    # -- moving --------------------------------------------------------------------------------------------------------

    def do_up(self) -> None:
        """Go to the row above; from the first one, to the headings (COL)."""
        if self.window.on_first:
            self.in_headings = True
        else:
            self.window.move(-1)
        self.update()

    def do_down(self) -> None:
        """Go to the row below, or from the headings to the rows."""
        if self.in_headings:
            self.in_headings = False
        else:
            self.window.move(1)
        self.update()

    def do_left(self) -> None:
        """Go to the column at left; fold a group row, or the details of a row."""
        if not self._toggle(folded=False):
            self.step_column(-1)

    def do_right(self) -> None:
        """Go to the column at right; unfold a group row, or the details of a row (COL-04, VUE-09)."""
        if not self._toggle(folded=True):
            self.step_column(1)

    def do_line_start(self) -> None:
        """Go to the first column."""
        self.column = self.layout_of_columns.shown[0]
        self.update()

    def do_line_end(self) -> None:
        """Go to the last column."""
        self.column = self.layout_of_columns.shown[-1]
        self.update()

    def do_page_up(self) -> None:
        """Go one window up."""
        self._leave_headings()
        self.window.page(-1)
        self.update()

    def do_page_down(self) -> None:
        """Go one window down."""
        self._leave_headings()
        self.window.page(1)
        self.update()

    def do_first(self) -> None:
        """Go to the first row."""
        self._leave_headings()
        self.window.first()
        self.update()

    def do_last(self) -> None:
        """Go to the last row."""
        self._leave_headings()
        self.window.last()
        self.update()

    def do_accept(self) -> bool:
        """On a heading, sort by its column (COL-02)."""
        if self.in_headings:
            self.sorted_by(self.columns[self.column])
        return self.in_headings

    def typed(self, character: str) -> bool:
        """Fold and unfold a group row, or the details of a row, with their signs (COL-04)."""
        return character in "+-" and self._toggle(folded=character == "+")

    def go_to(self, key: Key) -> bool:
        """Put the cursor on the row of a key, if it is shown."""
        there = self.window.go_to(key)
        self.update()
        return there

    def step_column(self, way: int) -> None:
        """Move the cursor among the columns shown."""
        layout = self.layout_of_columns
        place = min(max(layout.rank(self.column) + way, 0), len(layout.shown) - 1)
        self.column = layout.shown[place]
        self.update()

    # -- ticking -------------------------------------------------------------------------------------------------------

    def do_tick(self) -> bool:
        """Tick or untick the row and go to the next one (KEY-43)."""
        row = self.current
        if row is None or self.in_headings or not self.layout_of_columns.ticks:
            return False
        if self.may_tick(row):
            self.ticks.toggle(row)
        self.window.move(1)
        self.update()
        return True

    def do_tick_space(self) -> bool:
        """Tick with Space, unless a search goes on, to which the space then belongs (LST-08)."""
        return not self.searching() and self.do_tick()

    def do_tick_down(self) -> bool:
        """Tick the row and the one below (KEY-44)."""
        return self._extend(1)

    def do_tick_up(self) -> bool:
        """Tick the row and the one above (KEY-44)."""
        return self._extend(-1)

    def do_select_all(self) -> bool:
        """Tick all the rows shown; again, untick them (LST-09)."""
        if not self.layout_of_columns.ticks:
            return False
        self.ticks.tick_all()
        self.update()
        return True

    def _extend(self, lines: int) -> bool:
        if not self.layout_of_columns.ticks:
            return False
        for step in (0, lines):
            self.window.move(step)
            if self.current is not None and self.may_tick(self.current):
                self.ticks.set(self.current, ticked=True)
        self.update()
        return True

    def _toggle(self, *, folded: bool) -> bool:
        row = self.current
        if row is None or self.in_headings or row.detail:
            return False
        closed = row.folded if row.heading else row.opened is False
        if closed is not folded or (not row.heading and row.opened is None):
            return False
        self.toggled(row)
        return True

    def _keep_column(self) -> None:
        """Leave a column that is no longer shown."""
        shown = self.layout_of_columns.shown
        if self.column not in shown:
            self.column = shown[0]

    def _leave_headings(self) -> None:
        self.in_headings = False

    # -- mouse ---------------------------------------------------------------------------------------------------------

    def clicked(self, x: int, y: int) -> None:
        """Move to the cell clicked; tick in the margin; sort on a heading; open on the row of the cursor."""
        self.screen.set_focus(self)
        places = self.layout_of_columns.places(self.room.width, self.column)
        place = next((place for place in reversed(places) if place.x <= x), None)
        if y == 0 and place is not None:
            self.column = place.index
            self.sorted_by(self.columns[self.column])
        elif 0 < y <= len(self.window.visible):
            self._click_row(y - 1 - self.window.line, place)

    def _click_row(self, lines: int, place: Place | None) -> None:
        self._leave_headings()
        self.window.move(lines)
        if place is None:
            if self.current is not None and self.layout_of_columns.ticks and self.may_tick(self.current):
                self.ticks.toggle(self.current)
        elif lines == 0:
            self.opened()
        else:
            self.column = place.index
        self.update()

    def scrolled(self, lines: int) -> None:
        """Move the cursor by the lines of the wheel."""
        self.window.move(lines)
        self.update()
