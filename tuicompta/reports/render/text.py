"""Text output: fixed columns, pages with their heading, amounts never cut (ETSO-02 to ETSO-04)."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from tuicompta.core.amounts import format_amount
from tuicompta.core.text import fit
from tuicompta.reports.model import ColumnType, Report, Row, RowKind
from tuicompta.reports.render.cells import Dates, Write, format_balance, french_dates, safe
from tuicompta.reports.render.layout import Layout, lay_out, measure
from tuicompta.reports.render.paper import heading_lines, title_lines

if TYPE_CHECKING:
    from datetime import date

NEW_PAGE = "\f"
NOTHING = "Aucune ligne"
_LINES_IN_A_CHUNK = 200


def text_chunks(report: Report, width: int) -> Iterator[str]:
    """Yield the text of a report in chunks of whole lines; raises `WidthTooSmallError`."""
    measured = measure(report)
    writer = _Writer(report, lay_out(report, measured, width), measured.pages)
    lines: list[str] = []
    for line in writer.lines():
        lines.append(line)
        if len(lines) >= _LINES_IN_A_CHUNK:
            yield "".join(lines)
            lines.clear()
    yield "".join(lines)


class _Writer:
    """Writes the rows of one report, page after page, line by line."""

    def __init__(self, report: Report, layout: Layout, pages: int) -> None:
        self._report = report
        self._layout = layout
        self._pages = pages
        self._page = 0
        self._detailed = False
        self._totalled = False
        self._at_top = True
        self._rule = "─" * layout.used
        self._details = _writers(layout, blank_zero=True)
        self._totals = _writers(layout, blank_zero=False)
        self._write: dict[RowKind, Callable[[Row], Iterator[str]]] = {
            RowKind.DETAIL: self._detail,
            RowKind.SUBTOTAL: self._subtotal,
            RowKind.TOTAL: self._total,
            RowKind.GROUP: self._group,
            RowKind.RULE: lambda _: iter((self._rule,)),
            RowKind.PAGE: self._new_page,
        }

    def lines(self) -> Iterator[str]:
        """Yield each line with its end."""
        for line in self._all():
            yield line if line == NEW_PAGE else line.rstrip() + "\n"

    def _all(self) -> Iterator[str]:
        yield from self._top()
        for row in self._report.rows():
            yield from self._write[row.kind](row)
            self._at_top = row.kind is RowKind.PAGE
        yield from self._say_nothing()

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
        yield self._rule

    def _new_page(self, _row: Row) -> Iterator[str]:
        yield NEW_PAGE
        yield from self._top()

    def _detail(self, row: Row) -> Iterator[str]:
        self._detailed = True
        values = row.values
        yield self._layout.gap.join(
            [write(values[index]) for index, write in zip(self._layout.indexes, self._details, strict=True)]
        )

    def _subtotal(self, row: Row) -> Iterator[str]:
        yield from self._say_nothing()
        yield self._figures(row, self._details)

    def _total(self, row: Row) -> Iterator[str]:
        yield from self._say_nothing()
        if not self._totalled:
            self._totalled = True
            yield self._rule
        yield self._figures(row, self._totals)

    def _group(self, row: Row) -> Iterator[str]:
        if not self._at_top:
            yield ""
        yield fit(safe(row.caption), self._layout.width)

    def _figures(self, row: Row, writers: Sequence[Write]) -> str:
        """Return a total: its caption where the texts are, then what is under the amounts."""
        layout, first = self._layout, self._layout.leading
        cells = [fit(safe(row.caption), layout.caption_width)]
        if row.values:
            cells += [
                write(row.values[index]) for index, write in zip(layout.indexes[first:], writers[first:], strict=True)
            ]
        return layout.gap.join(cells)


def _writers(layout: Layout, *, blank_zero: bool) -> list[Write]:
    dates = french_dates()
    return [
        _writer(column.type, width, dates, blank_zero=blank_zero)
        for column, width in zip(layout.columns, layout.widths, strict=True)
    ]


def _writer(kind: ColumnType, width: int, dates: Dates, *, blank_zero: bool) -> Write:
    """Return what writes the values of a column in exactly its width."""
    if kind is ColumnType.DATE:
        return lambda value: dates[cast("date | None", value)].ljust(width)
    if kind is ColumnType.TEXT:
        return lambda value: fit(safe(cast("str", value)), width)
    write = format_balance if kind is ColumnType.BALANCE else partial(format_amount, blank_zero=blank_zero)
    return lambda value: ("" if value is None else write(cast("int", value))).rjust(width)
