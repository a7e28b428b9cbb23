"""One row of a report as one line of text, in the columns of a layout: for the text output and for the screen."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from tuicompta.core.amounts import format_amount
from tuicompta.core.text import fit
from tuicompta.reports.model import Column, ColumnType, Row, RowKind
from tuicompta.reports.render.cells import Dates, Write, format_balance, french_dates, safe
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
        _writer(column, width, dates, blank_zero=blank_zero)
        for column, width in zip(layout.columns, layout.widths, strict=True)
    ]


def _writer(column: Column, width: int, dates: Dates, *, blank_zero: bool) -> Write:
    """Return what writes the values of a column in exactly its width."""
    kind = column.type
    if kind is ColumnType.DATE:
        return lambda value: dates[cast("date | None", value)].ljust(width)
    if kind is ColumnType.TEXT:
        return lambda value: fit(safe(cast("str", value)), width, "right" if column.figures else "left")
    write = format_balance if kind is ColumnType.BALANCE else partial(format_amount, blank_zero=blank_zero)
    return lambda value: ("" if value is None else write(cast("int", value))).rjust(width)
