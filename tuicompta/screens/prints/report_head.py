"""The heading of a report on the screen: what it is, of when, what it keeps (ETSO-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width, cut
from tuicompta.reports.model import SEPARATOR
from tuicompta.reports.render.paper import edition_words, paged, period_words
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tuicompta.reports.model import Heading
    from tuicompta.widgets.painted import Run


MOST_LINES = 8


class ReportHead(Painted):
    """Title and edition, company and fiscal year, then period, filters and marks on as many lines as they need."""

    DEFAULT_CSS = "ReportHead { height: auto; }"

    def __init__(self, heading: Heading) -> None:
        super().__init__()
        self._heading = heading
        self._laid: tuple[Heading, int] | None = None
        self._lines: list[tuple[Run, Run]] = []

    def show(self, heading: Heading) -> None:
        """Show another heading."""
        self._heading = heading
        self.refresh(layout=True)
        self.repaint()

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """Ask for the lines of the heading, and a blank one under them."""
        return len(self._wrapped(width)) + 1

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Write a line, or the blank one under them."""
        lines = self._wrapped(width)
        if y >= len(lines):
            return ()
        (left, left_voice), (right, right_voice) = lines[y]
        left = cut(left, max(width - 2 - (cell_width(right) + 1 if right else 0), 0))
        blank = max(width - cell_width(left) - cell_width(right) - 2, 0)
        return [(f" {left}", left_voice), (" " * blank, "normal"), (f"{right} ", right_voice)]

    def _wrapped(self, width: int) -> list[tuple[Run, Run]]:
        """Return the lines of the heading shown now; another of the same height is no new layout."""
        if self._laid != (self._heading, width):
            self._laid = (self._heading, width)
            self._lines = list(heading_lines(self._heading, width - 2))[:MOST_LINES]
        return self._lines


def heading_lines(heading: Heading, width: int) -> Iterator[tuple[Run, Run]]:
    """Yield what stands at the left and at the right of each line; the filters are never cut."""
    yield (heading.title, "strong"), (edition_words(heading.edition), "quiet")
    yield (heading.company.name, "normal"), (period_words(heading._replace(start=None)), "normal")
    marks = (SEPARATOR.join(heading.marks), "accent")
    kept = wrapped(SEPARATOR.join(filter(None, (_period(heading), *heading.filters))), width)
    room = width - cell_width(kept[-1]) - 1
    above, last = (kept[:-1], kept[-1]) if cell_width(marks[0]) <= room else (kept, "")
    yield from (((line, "quiet"), ("", "normal")) for line in above)
    if last or marks[0]:
        yield (last, "quiet"), marks
    for line in heading.above:
        yield from (((part, "normal"), ("", "normal")) for part in wrapped(paged(line, 1, 1), width))


def _period(heading: Heading) -> str:
    """Return the period when it is not the fiscal year."""
    year = heading.year
    whole = year is not None and (year.start, year.end) == (heading.start, heading.end)
    return "" if whole else period_words(heading._replace(year=None))
