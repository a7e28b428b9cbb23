"""Text output: fixed columns, pages with their heading, amounts never cut (ETSO-02 to ETSO-04)."""

from collections.abc import Callable, Iterator
from itertools import chain

from tuicompta.reports.model import OPENING, Report, Row, RowKind
from tuicompta.reports.render.layout import Layout, lay_out_parts, measure
from tuicompta.reports.render.line_writer import LineWriter
from tuicompta.reports.render.paper import foot_lines, heading_lines, title_lines

NEW_PAGE = "\f"
NOTHING = "Aucune ligne"
_LINES_IN_A_CHUNK = 200


def text_chunks(report: Report, width: int) -> Iterator[str]:
    """Yield the text of a report in chunks of whole lines; raises `WidthTooSmallError`."""
    measured = measure(report)
    layouts = lay_out_parts(report, measured, width)
    pages = measured.pages * len(layouts)
    writers = (_Writer(report, layout, part * measured.pages, pages) for part, layout in enumerate(layouts))
    lines: list[str] = []
    for line in chain.from_iterable(writer.lines() for writer in writers):
        lines.append(line)
        if len(lines) >= _LINES_IN_A_CHUNK:
            yield "".join(lines)
            lines.clear()
    yield "".join(lines)


class _Writer:
    """Writes the rows of one report, or of a part of its columns, page after page; `before` are pages written."""

    def __init__(self, report: Report, layout: Layout, before: int, pages: int) -> None:
        self._report = report
        self._layout = layout
        self._pages = pages
        self._page = before
        self._detailed = False
        self._totalled = False
        self._at_top = True
        self._lines = LineWriter(layout)
        self._write: dict[RowKind, Callable[[Row], Iterator[str]]] = {
            RowKind.DETAIL: self._detail,
            RowKind.SUBTOTAL: self._subtotal,
            RowKind.TOTAL: self._total,
            RowKind.GROUP: self._group,
            RowKind.RULE: lambda _: iter((self._lines.rule,)),
            RowKind.PAGE: self._new_page,
        }

    def lines(self) -> Iterator[str]:
        """Yield each line with its end."""
        for line in self._all():
            yield line if line == NEW_PAGE else line.rstrip() + "\n"

    def _all(self) -> Iterator[str]:
        if self._page:
            yield NEW_PAGE
        yield from self._top()
        for row in self._report.rows():
            yield from self._write[row.kind](row)
            self._at_top = row.kind is RowKind.PAGE
        yield from self._say_nothing()
        yield from self._foot()

    def _foot(self) -> Iterator[str]:
        return foot_lines(self._report.heading, self._layout.width, self._page, self._pages)

    def _say_nothing(self) -> Iterator[str]:
        """Say once that the report has no line (ETSO-10)."""
        if not self._detailed:
            self._detailed = True
            yield NOTHING

    def _top(self) -> Iterator[str]:
        self._page += 1
        yield from heading_lines(self._report.heading, self._layout.width, self._page, self._pages)
        yield ""
        yield from title_lines(self._layout)
        yield self._lines.rule

    def _new_page(self, _row: Row) -> Iterator[str]:
        yield from self._foot()
        yield NEW_PAGE
        yield from self._top()

    def _detail(self, row: Row) -> Iterator[str]:
        self._detailed = True
        yield self._lines.detail(row)

    def _subtotal(self, row: Row) -> Iterator[str]:
        if row.of == OPENING:
            self._detailed = True  # a balance brought forward is something, before any line (ETGL-03)
        yield from self._say_nothing()
        yield self._lines.line(row)

    def _total(self, row: Row) -> Iterator[str]:
        yield from self._say_nothing()
        if not self._totalled:
            self._totalled = True
            yield self._lines.rule
        yield self._lines.line(row)

    def _group(self, row: Row) -> Iterator[str]:
        if not self._at_top:
            yield ""
        yield self._lines.line(row)
