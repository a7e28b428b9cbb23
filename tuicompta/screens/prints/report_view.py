"""The lines of a computed report: titles that stay, scrolling both ways, a cursor on a line (IMP-10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width
from tuicompta.reports.model import RowKind
from tuicompta.reports.render.line_writer import LineWriter
from tuicompta.reports.render.on_screen import ADDED
from tuicompta.reports.render.paper import title_lines
from tuicompta.screens.prints.report_foot import whole_texts
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tuicompta.reports.model import Row
    from tuicompta.reports.render.layout import Layout
    from tuicompta.reports.render.on_screen import ShownReport
    from tuicompta.widgets.painted import Run

VOICES = {
    RowKind.DETAIL: "normal",
    RowKind.GROUP: "accent",
    RowKind.SUBTOTAL: "strong",
    RowKind.TOTAL: "strong",
    RowKind.RULE: "rule",
    RowKind.PAGE: "normal",
}
MARGIN = 1
LEFT, RIGHT = "<", ">"
CAPTION_ROOM = 30
MOST_FOOT = 4


class ReportView(Painted, can_focus=True):
    """The lines of a report under the titles of its columns.

    The first column stays where columns are passed over. Under the lines stands in full what the line of the cursor
    has no room for. `changed` is called after each move of the cursor; `opened` on a second click on its line.
    """

    DEFAULT_CSS = "ReportView { height: 1fr; }"

    def __init__(self, shown: ShownReport, *, has_foot: bool = True) -> None:
        super().__init__()
        self.shown = shown
        self._has_foot = has_foot
        self.whole = False
        self.top = self.line = self.passed = 0
        self.foot: list[str] = []
        self.changed: Callable[[], None] = lambda: None
        self.opened: Callable[[], None] = lambda: None
        self._arrange()

    # -- columns -------------------------------------------------------------------------------------------------------

    def resized(self, width: int, height: int) -> None:  # noqa: ARG002 (the height is asked when scrolling)
        """Share the new width between the columns."""
        self._arrange()
        self._keep_in_view()

    def show_whole(self, *, whole: bool) -> None:
        """Show texts whole, be they wider than the screen, or cut to it."""
        self.whole = whole
        self.passed = 0
        self._arrange()
        self.repaint()

    def show(self, shown: ShownReport) -> None:
        """Show the same report computed again."""
        self.shown = shown
        self._arrange()
        self.go(min(self.line, len(shown.lines) - 1))

    def _arrange(self) -> None:
        """Share the width between the columns that are not passed over."""
        self._room = max(self.room.width - 2 * MARGIN, 1)
        self._every = self.shown.layout(self._room, whole=self.whole)
        self.passed = min(self.passed, self._most_passed)
        layout = _columns(self._every, self._kept(self.passed))._replace(width=self._room)
        if self.passed:
            first = max(layout.widths[0], min(self._first_width, layout.widths[0] + self._room - layout.used))
            layout = layout._replace(widths=(first, *layout.widths[1:]))
        self._layout = layout
        self._writer = LineWriter(layout)
        self.titles = list(title_lines(layout))
        self._more = layout.columns[-1] is not self._every.columns[-1]
        self._write_foot()

    @property
    def _first_width(self) -> int:
        """The width of the first column once others are passed over: the captions of the totals can be told apart."""
        return max(self._every.widths[0], min(self.shown.measured.caption, CAPTION_ROOM))

    @property
    def _most_passed(self) -> int:
        """The columns that may be passed over: the last one is then in view."""
        last = len(self._every.columns) - 1
        return next((passed for passed in range(last) if last in self._kept(passed)), max(last - 1, 0))

    def _kept(self, passed: int) -> list[int]:
        """Return the places of the columns that are whole in view: the first, then those after the passed ones."""
        every = self._every
        kept, used = [0], self._first_width if passed else every.widths[0]
        for place in range(1 + passed, len(every.columns)):
            used += len(every.gap) + every.widths[place]
            if used > self._room and len(kept) > 1:
                break
            kept.append(place)
        return kept

    def do_right(self) -> None:
        """Pass over one more column."""
        self._pass(self.passed + 1)

    def do_left(self) -> None:
        """Come back to a column passed over."""
        self._pass(self.passed - 1)

    def do_line_start(self) -> None:
        """Show the first columns."""
        self._pass(0)

    def do_line_end(self) -> None:
        """Show the last columns."""
        self._pass(len(self._every.columns))

    def _pass(self, passed: int) -> None:
        self.passed = max(passed, 0)
        self._arrange()
        self.repaint()

    # -- lines ---------------------------------------------------------------------------------------------------------

    @property
    def current(self) -> Row:
        """The row under the cursor."""
        return self.shown.lines.row(self.line)

    @property
    def _lines(self) -> int:
        """Number of lines under the titles, over the foot."""
        foot = max(len(self.foot), 1) if self._has_foot else 0
        return max(self.room.height - len(self.titles) - 1 - foot, 1)

    def go(self, line: int) -> None:
        """Put the cursor on a line."""
        self.line = max(min(line, len(self.shown.lines) - 1), 0)
        self._write_foot()
        self._keep_in_view()
        self.repaint()
        self.changed()

    def do_up(self) -> None:
        """Go up by a line."""
        self.go(self.line - 1)

    def do_down(self) -> None:
        """Go down by a line."""
        self.go(self.line + 1)

    def do_page_up(self) -> None:
        """Go up by a page."""
        self.top = max(self.top - self._lines, 0)
        self.go(self.line - self._lines)

    def do_page_down(self) -> None:
        """Go down by a page."""
        self.top = max(min(self.top + self._lines, len(self.shown.lines) - self._lines), 0)
        self.go(self.line + self._lines)

    def do_first(self) -> None:
        """Go to the first line."""
        self.go(0)

    def do_last(self) -> None:
        """Go to the last line."""
        self.go(len(self.shown.lines) - 1)

    def scrolled(self, lines: int) -> None:
        """Move by the lines of the wheel."""
        self.top = max(min(self.top + lines, len(self.shown.lines) - self._lines), 0)
        self.go(max(min(self.line, self.top + self._lines - 1), self.top))

    def clicked(self, x: int, y: int) -> None:  # noqa: ARG002
        """Go to a line; a second click opens it."""
        self.screen.set_focus(self)
        place = y - len(self.titles) - 1
        if self.top + place == self.line:
            self.opened()
        elif 0 <= place < self._lines:
            self.go(self.top + place)

    def _keep_in_view(self) -> None:
        lowest = max(self.line - self._lines + 1, 0)
        self.top = min(max(self.top, lowest), self.line)

    def _write_foot(self) -> None:
        """Write in full what the line of the cursor has no room for."""
        text = whole_texts(self.current, self.shown.report, self._layout) if len(self.shown.lines) else ""
        self.foot = wrapped(text, self._room)[:MOST_FOOT] if text and self._has_foot else []

    # -- painting ------------------------------------------------------------------------------------------------------

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Write a title, the rule under them, a line, or the foot."""
        if y < len(self.titles):
            return self._title(y, width)
        if y == len(self.titles):
            return [("─" * width, "rule")]
        line = y - len(self.titles) - 1
        if line >= self._lines:
            rank = line - self._lines
            return [(" " * MARGIN + self.foot[rank], "quiet")] if rank < len(self.foot) else ()
        place = self.top + line
        if place >= len(self.shown.lines):
            return ()
        row = self.shown.lines.row(place)
        text = " " * MARGIN + self._writer.line(row)
        if place == self.line and self.active:
            self.place_cursor(0, y)
            return [(text, "row"), (" " * max(width - cell_width(text), 0), "row")]
        return [(text, "quiet" if row.of == ADDED and row.caption else VOICES[row.kind])]

    def _title(self, y: int, width: int) -> Iterable[Run]:
        """Write a line of the titles; the last one says whether there are columns at its left or right."""
        at_end = y == len(self.titles) - 1
        left = LEFT if at_end and self.passed else " "
        right = RIGHT if at_end and self._more else ""
        text = self.titles[y]
        blank = max(width - MARGIN - cell_width(text) - cell_width(right), 0)
        return [(left, "accent"), (text + " " * blank, "heading"), (right, "accent")]


def _columns(layout: Layout, kept: Sequence[int]) -> Layout:
    """Return a layout with some of its columns."""
    return layout._replace(
        indexes=tuple(layout.indexes[place] for place in kept),
        columns=tuple(layout.columns[place] for place in kept),
        widths=tuple(layout.widths[place] for place in kept),
    )
