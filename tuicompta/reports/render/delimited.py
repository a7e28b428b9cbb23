"""CSV output: one heading row, then the detail rows (ETSO-05, ETSO-06)."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import NamedTuple, cast

from tuicompta.core.amounts import format_plain, format_point
from tuicompta.reports.model import Column, ColumnType, Report, RowKind, Value
from tuicompta.reports.render.cells import Dates, Write, french_dates, safe

_ROWS_IN_A_CHUNK = 1000
# What a spreadsheet would run: the four signs, and their full-width forms that some programs fold.
_FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # noqa: RUF001 - full-width on purpose


class CsvForm(NamedTuple):
    """Form of a CSV file; `guarded` puts an apostrophe before a text that a spreadsheet would take for a formula."""

    delimiter: str = ";"
    decimal: str = ","
    guarded: bool = False


def csv_chunks(report: Report, form: CsvForm) -> Iterator[str]:
    """Yield the CSV of a report in chunks of whole rows ending with CR LF."""
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=form.delimiter, lineterminator="\r\n")
    writer.writerow([column.title for column in report.columns])
    writers = _writers(report.columns, form)
    rows = (row.values for row in report.rows() if row.kind is RowKind.DETAIL)
    while True:
        batch = list(islice(rows, _ROWS_IN_A_CHUNK))
        # Column by column: a million rows spend their time here.
        written = [map(write, column) for write, column in zip(writers, zip(*batch, strict=True), strict=False)]
        writer.writerows(zip(*written, strict=True))
        yield buffer.getvalue()
        if len(batch) < _ROWS_IN_A_CHUNK:
            return
        buffer.seek(0)
        buffer.truncate()


def _writers(columns: tuple[Column, ...], form: CsvForm) -> list[Write]:
    dates = french_dates()
    return [_writer(column.type, dates, form) for column in columns]


def _writer(kind: ColumnType, dates: Dates, form: CsvForm) -> Write:
    if kind is ColumnType.DATE:
        return cast("Write", dates.__getitem__)
    if kind is ColumnType.TEXT:
        return _guarded if form.guarded else cast("Write", safe)
    return _plain if form.decimal == "," else _pointed


def _plain(cents: Value) -> str:
    """Write an amount; half of those of a book are zero."""
    if not cents:
        return "" if cents is None else "0,00"
    return format_plain(cast("int", cents))


def _pointed(cents: Value) -> str:
    return "" if cents is None else format_point(cast("int", cents))


def _guarded(value: Value) -> str:
    text = safe(cast("str", value))
    return "'" + text if text.startswith(_FORMULA_SIGNS) else text
