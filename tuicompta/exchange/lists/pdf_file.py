"""A list as a PDF, through the renderer of the reports: its groups, its totals, its pages (LST-10)."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import cast

from tuicompta.exchange.lists.cells import clean, shown_text
from tuicompta.exchange.lists.table import Banner, ListColumn, ListRow, ListTable
from tuicompta.reports.model import NOTE, Column, Company, Edition, Heading, Report, Row, RowKind, Value
from tuicompta.reports.render.pdf.document import PdfReport

_INDENT = "  "
_NARROW, _WIDE = 8, 40  # cells; what a page can give a column at the least and at the best


def pdf_chunks(table: ListTable) -> Iterator[bytes]:
    """Yield the file in pieces; raises `PageTooNarrowError`."""
    return PdfReport(_report(table)).chunks()


def _report(table: ListTable) -> Report:
    """Return a list as a report whose values are written as the screen shows them."""
    heading = Heading(
        company=Company(table.owner, ""),
        title=table.title,
        year=None,
        start=None,
        end=None,
        filters=table.heading,
        marks=(),
        edition=table.edition or Edition(datetime.now().astimezone().date(), None, ""),
    )
    widths = [_NARROW] * len(table.columns)
    for row in _rows(table):
        widths = list(map(max, widths, map(_length, row.values or ("",) * len(widths))))
    columns = tuple(map(_column, table.columns, widths))
    return Report(table.name, heading, columns, partial(_rows, table), {})


def _length(value: Value) -> int:
    return len(cast("str", value))


def _column(column: ListColumn, width: int) -> Column:
    preferred = min(width, _WIDE)
    return Column(column.key, clean(column.title), preferred=preferred, flexible=True, figures=column.leans_right)


def _rows(table: ListTable) -> Iterator[Row]:
    for row in table.rows:
        yield _banner(row, RowKind.GROUP) if isinstance(row, Banner) else _detail(row, table.columns)
    for total in table.totals:
        yield _banner(total, RowKind.TOTAL)


def _banner(banner: Banner, kind: RowKind) -> Row:
    figures = ("", *banner.texts[1:]) if any(banner.texts[1:]) else ()
    return Row(kind, figures, _INDENT * banner.level + clean(banner.caption), NOTE if banner.note else "list")


def _detail(row: ListRow, columns: tuple[ListColumn, ...]) -> Row:
    first, *others = (shown_text(value, column) for value, column in zip(row.values, columns, strict=True))
    return Row(RowKind.DETAIL, (_INDENT * row.level + first, *others))
