"""One row of a report as one line of text, in the columns of a layout: for the text output and for the screen."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from tuicompta.core.text import fit
from tuicompta.reports.model import Column, ColumnType, Row, RowKind
from tuicompta.reports.render.cells import Dates, Write, amount_writer, french_dates, safe
from tuicompta.reports.render.layout import Layout

if TYPE_CHECKING:
    from datetime import date


class LineWriter:
    """Writes the rows that take one line: details, totals, captions of blocks, rules."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._details = _writers(layout, blank_zero=True)
        self._totals = _writers(layout, blank_zero=False)
        self.rule = "─" * layout.used
        self._write: dict[RowKind, Callable[[Row], str]] = {
            RowKind.DETAIL: self.detail,
            RowKind.SUBTOTAL: lambda row: self._figures(row, self._details),
            RowKind.TOTAL: lambda row: self._figures(row, self._totals),
            RowKind.GROUP: lambda row: fit(safe(row.caption), layout.width),
            RowKind.RULE: lambda _: self.rule,
            RowKind.PAGE: lambda _: "",
        }

    def line(self, row: Row) -> str:
        """Return the line of a row, blank for a new page."""
        return self._write[row.kind](row)

    def detail(self, row: Row) -> str:
        """Return the line of a detail row."""
        values = row.values
        return self._layout.gap.join(
            [write(values[index]) for index, write in zip(self._layout.indexes, self._details, strict=True)]
        )

    def _figures(self, row: Row, writers: Sequence[Write]) -> str:
        """Return a total: its caption where the texts are, then what is under the amounts."""
        layout, caption = self._layout, safe(row.caption)
        if not row.values:
            return fit(caption, layout.width if layout.captioned.first else layout.caption_width)
        first, last = layout.captioned
        cells = [write(row.values[index]) for index, write in zip(layout.indexes, writers, strict=True)]
        cells[first:last] = [fit(caption, layout.caption_width)]
        return layout.gap.join(cells)


def _writers(layout: Layout, *, blank_zero: bool) -> list[Write]:
    dates = french_dates()
    return [
        _writer(column, width, dates, blank_zero=blank_zero)
        for column, width in zip(layout.columns, layout.widths, strict=True)
    ]


def _writer(column: Column, width: int, dates: Dates, *, blank_zero: bool) -> Write:
    """Return what writes the values of a column in exactly its width."""
    kind = column.type
    side = column.leaning
    if kind is ColumnType.DATE and side == "left":
        return lambda value: dates[cast("date | None", value)].ljust(width)
    if kind is ColumnType.DATE:
        return lambda value: fit(dates[cast("date | None", value)], width, side)
    if kind is ColumnType.TEXT:
        return lambda value: fit(safe(cast("str", value)), width, side)
    write = amount_writer(column, blank_zero=blank_zero)
    if side != "right":
        return lambda value: fit("" if value is None else write(cast("int", value)), width, side)
    return lambda value: ("" if value is None else write(cast("int", value))).rjust(width)
