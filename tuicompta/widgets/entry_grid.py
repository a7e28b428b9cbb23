"""The grid in which entries are typed: one widget, painted from what the keystroke machine shows.

It holds no value and decides nothing of accounting: keys, characters and pasted text go to the machine, and what the
machine shows is written line by line, only the changed cells being sent. The line at the top is its own: when the
cursor leaves the screen the grid jumps by half a screen, and nothing else ever scrolls it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tuicompta.core.entry.keys import Command, KeyStroke
from tuicompta.core.text import cell_width
from tuicompta.widgets.entry_layout import EntryLayout, is_right_aligned
from tuicompta.widgets.entry_paint import (
    caret_offset,
    context_runs,
    cursor_runs,
    foot_runs,
    heading_runs,
    hint_runs,
    row_runs,
    shaded,
    totals_runs,
)
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.safe import safe
from tuicompta.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tuicompta.core.entry.details import Shown
    from tuicompta.core.entry.effects import Effect
    from tuicompta.core.entry.view import ContextView, CursorView, ListView, RowView, TotalsView
    from tuicompta.widgets.painted import Run

HEAD = 1
FOOT = 3
FAR = 4
"""Beyond so many screens, the grid goes straight to the cursor."""


class EntryModel(Protocol):
    """What the grid needs of the keystroke machine."""

    @property
    def row_count(self) -> int:
        """Number of rows."""

    def row(self, index: int) -> RowView:
        """Return a row as it is painted."""

    @property
    def cursor(self) -> CursorView:
        """Where the next key goes."""

    def open_list(self) -> ListView | None:
        """Return the list of what is offered, None when there is none."""

    def context(self) -> ContextView:
        """Return what is told of the current line."""

    def totals(self) -> TotalsView:
        """Return the foot."""

    def press(self, stroke: KeyStroke) -> Sequence[Effect]:
        """Take a key that types."""

    def run(self, command: Command) -> Sequence[Effect]:
        """Take a command."""

    def paste(self, text: str) -> Sequence[Effect]:
        """Take pasted text."""


@dataclass(frozen=True, slots=True)
class EntryLook:
    """How the grid looks (OEN-01): rules under complete entries, mark along the current one, rules between columns.

    `shading` shades every other entry, `tinted` all of them; `unbalanced` is the voice of those that do not balance.
    """

    rules: bool = True
    frame: bool = True
    shading: bool = False
    columns: bool = False
    tinted: bool = False
    unbalanced: str = "wrong"


class EntryGrid(Painted, can_focus=True):
    """The grid of entries.

    `effect` receives what the machine asks of the window, in order; `changed` is called after each key. `note` is a
    line shown instead of the context until the next key (KM-32). `with_foot`: the line that balances them all is
    written under the entries, where no cursor goes (CTP-02, CTP-07).
    """

    def __init__(
        self,
        model: EntryModel,
        columns: tuple[Shown, ...],
        *,
        look: EntryLook | None = None,
        titles: Mapping[Shown, str] | None = None,
        id: str | None = None,  # noqa: A002 (name of Textual)
    ) -> None:
        super().__init__(id=id)
        self.model = model
        self.look = look or EntryLook()
        self._columns = columns
        self._titles = titles
        self._layout_of_cells = EntryLayout(columns, 0, titles)
        self._lines: list[tuple[int, RowView] | None] = []
        self.top = 0
        self.with_foot = False
        self.note: tuple[str, bool] | None = None
        self.effect: Callable[[Effect], None] = lambda _: None
        self.changed: Callable[[], None] = lambda: None
        self.undo_refusal: Callable[[], str] = str

    def show_model(self, model: EntryModel, columns: tuple[Shown, ...]) -> None:
        """Show another machine from its cursor, with its columns."""
        self.model, self._columns, self.top, self.note = model, columns, 0, None
        self._layout_of_cells = EntryLayout(columns, self._layout_of_cells.width, self._titles)
        self.update()

    def show_columns(self, columns: tuple[Shown, ...]) -> None:
        """Show other columns: those of a view, or of the journal chosen."""
        if columns != self._columns:
            self._columns = columns
            self._layout_of_cells = EntryLayout(columns, self._layout_of_cells.width, self._titles)

    def why_not_undo(self) -> str | None:
        """Say why nothing is undone here (SW-08)."""
        return self.undo_refusal() or None

    why_not_redo = why_not_undo

    # -- keys ----------------------------------------------------------------------------------------------------------

    def typed(self, character: str) -> None:
        """Give a character to the machine; the operator keys are told by it, whatever the terminal calls them."""
        self._take(self.model.press(KeyStroke("space" if character == " " else character, character)))

    def pasted(self, text: str) -> None:
        """Give pasted text to the machine: it is text, never a command (KEY-18)."""
        self._take(self.model.paste(text))

    def command(self, command: Command) -> None:
        """Give a command to the machine."""
        self._take(self.model.run(command))

    def _take(self, effects: Sequence[Effect]) -> None:
        self.note = None
        for effect in effects:
            self.effect(effect)
        self.update()

    def update(self) -> None:
        """Show what the machine shows now."""
        self._follow_cursor()
        self.repaint()
        self.changed()

    def tell(self, text: str, *, error: bool = False) -> None:
        """Show a line under the grid until the next key (KM-32)."""
        self.note = (text, error)
        self.repaint()

    @property
    def page(self) -> int:
        """The number of lines of the screen, for PageUp and PageDown."""
        return max(self.room.height - HEAD - FOOT - self.with_foot, 1)

    # -- scrolling -----------------------------------------------------------------------------------------------------

    def resized(self, width: int, height: int) -> None:  # noqa: ARG002 (the height is asked when scrolling)
        """Place the columns for the new width; the line at the top stays if the cursor remains in sight."""
        self._layout_of_cells = EntryLayout(self._columns, width, self._titles)
        self._follow_cursor()

    def _follow_cursor(self) -> None:
        """Keep the cursor in sight, jumping by half a screen when it is not; without a place yet, nothing scrolls."""
        if not self.room.height:
            return
        count = self.model.row_count
        row = self.model.cursor.row
        half = max(self.page // 2, 1)
        self.top = min(self.top, max(count - 1, 0))
        if row < self.top:
            self.top = max(row - half + 1, 0)
        elif row > self.top + FAR * self.page:
            self.top = row - self.page
        self._lay()
        while self.top < row and not any(line and line[0] == row for line in self._lines):
            self.top = next((line[0] for line in self._lines[half:] if line), self.top + 1)
            self._lay()

    def _lay(self) -> None:
        """Decide what each line of the screen shows: a row, or None for a rule under a complete entry (KM-24)."""
        self._lines = []
        row = self.top
        count = self.model.row_count
        while len(self._lines) < self.page and row < count:
            view = self.model.row(row)
            self._lines.append((row, view))
            if self.look.rules and view.separator and row + 1 < count:
                self._lines.append(None)
            row += 1
        del self._lines[self.page :]

    # -- painting ------------------------------------------------------------------------------------------------------

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Paint a line: titles, rows, then context, secondary cells or list, totals."""
        foot = y - HEAD - self.page - self.with_foot
        if y < HEAD:
            return heading_runs(self._layout_of_cells)
        if foot < 0:
            under = self.with_foot and foot == -1
            return foot_runs(self.model.totals(), self._layout_of_cells) if under else self._body(y - HEAD, width)
        if foot == FOOT - 1:
            return totals_runs(self.model.totals(), width)
        told = self._told(width)
        if foot < len(told):
            return [(f" {told[foot]}", "wrong" if self.note and self.note[1] else "normal")]
        offered = self.model.open_list()
        if offered is not None and not told:
            return hint_runs(offered, foot, width)
        return context_runs(self.model.context(), width) if foot == 0 else self._secondary_line(y)

    def _told(self, width: int) -> list[str]:
        """Return the lines of the note: a reason too long for one line goes on under it, and hides the open list."""
        return wrapped(self.note[0], width - 1)[: FOOT - 1] if self.note else []

    def _body(self, line: int, width: int) -> Iterable[Run]:
        if line >= len(self._lines):
            return ()
        shown = self._lines[line]
        if shown is None:
            return [(" " + "─" * (width - 1), "rule")]
        row, view = shown
        cursor = self.model.cursor
        here = row == cursor.row and self.active
        if here:
            self._place_cursor_in(view, cursor, line + HEAD)
        look = self.look
        runs = row_runs(
            view,
            self._layout_of_cells,
            cursor if here else None,
            framed=look.frame,
            ruled=look.columns,
            unbalanced=look.unbalanced,
        )
        return shaded(runs, width) if look.tinted or (look.shading and view.shaded) else runs

    def _place_cursor_in(self, view: RowView, cursor: CursorView, y: int) -> None:
        place = self._layout_of_cells.places.get(cursor.column)
        if place is not None:
            cell = view.cells.get(cursor.column)
            right = is_right_aligned(cursor.column)
            text = safe(cell.text) if cell else ""
            self.place_cursor(place.x + caret_offset(text, place.width, cursor.caret, right=right), y)

    def _secondary_line(self, y: int) -> Iterator[Run]:
        """Write the cells that a narrow grid has no column for."""
        cells = self.model.context().secondary or {}
        cursor = self.model.cursor
        x = 1
        yield " ", "normal"
        for column in self._layout_of_cells.below:
            cell = cells.get(column)
            here = cursor.column is column
            if cell is None and not here:
                continue
            title = f"{self._layout_of_cells.titles[column]} "
            yield title, "quiet"
            x += cell_width(title)
            width = max(cell_width(safe(cell.text)) if cell else 0, 10)
            if here and self.active:
                yield from cursor_runs(cell, width, cursor.caret)
                text = safe(cell.text) if cell else ""
                self.place_cursor(x + caret_offset(text, width, cursor.caret, right=False), y)
            else:
                yield (safe(cell.text) if cell else "").ljust(width), "normal"
            yield "  ", "normal"
            x += width + 2

    def clicked(self, x: int, y: int) -> None:  # noqa: ARG002 (the mouse only gives the focus: cells are the machine's)
        """Take the focus."""
        self.screen.set_focus(self)


def _performer(command: Command) -> Callable[[EntryGrid], None]:
    def perform(grid: EntryGrid) -> None:
        grid.command(command)

    perform.__doc__ = f"Give «{command.value}» to the machine."
    return perform


COMMANDS = {
    "accept": Command.ENTER,
    "next_field": Command.TAB,
    "previous_field": Command.BACK_TAB,
    "up": Command.UP,
    "down": Command.DOWN,
    "left": Command.LEFT,
    "right": Command.RIGHT,
    "line_start": Command.HOME,
    "line_end": Command.END,
    "first": Command.FIRST_ROW,
    "last": Command.LAST_ROW,
    "page_up": Command.PAGE_UP,
    "page_down": Command.PAGE_DOWN,
    "back": Command.ESCAPE,
    "erase": Command.BACKSPACE,
    "select_all": Command.SELECT_ALL,
    "close_window": Command.CLOSE,
    "delete_key": Command.CLEAR_CELL,
    "modify": Command.OPEN_CARD,
    "open_values": Command.OPEN_LIST,
    "consult": Command.CONSULT,
    "main": Command.SAVE_AND_CLOSE,
    "save_and_close": Command.SAVE_AND_CLOSE,
    "balance": Command.BALANCE,
    "insert_line": Command.INSERT,
    "add_line": Command.NEW_ENTRY,
    "delete": Command.DELETE_LINE,
    "duplicate": Command.REPEAT,
    "cut": Command.CUT_LINE,
    "copy": Command.COPY_LINE,
    "paste": Command.PASTE_LINE,
    "move_line_up": Command.MOVE_LINE_UP,
    "move_line_down": Command.MOVE_LINE_DOWN,
    "undo": Command.UNDO,
    "redo": Command.REDO,
    "search": Command.FIND,
    "search_next": Command.FIND_NEXT,
    "save": Command.SAVE,
    "accept_ghosts": Command.ACCEPT_ALL,
    "first_open_day": Command.FIRST_OPEN_DAY,
}
"""The actions of the table that the machine performs."""

for _identifier, _command in COMMANDS.items():
    setattr(EntryGrid, f"do_{_identifier}", _performer(_command))
