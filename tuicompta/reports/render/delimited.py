"""CSV output: one heading row, then the detail rows (ETSO-05, ETSO-06).

A ledger of a million lines spends its time here: rows are written by batches, column by column, and the quoting of
the csv module is called for the batches that hold a sign to quote.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import StringIO
from typing import NamedTuple, cast

from tuicompta.core.amounts import format_plain, format_point
from tuicompta.reports.model import ColumnType, Details, Part, Report, Row, RowKind, Value
from tuicompta.reports.render.cells import Dates, french_dates, safe

_ROWS_IN_A_BATCH = 1000
_END = "\r\n"
# What a spreadsheet would run: the four signs, and their full-width forms that some programs fold.
_FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # noqa: RUF001 - full-width on purpose

Cells = Sequence[str]
_WriteColumn = Callable[[Sequence[Value]], Cells]


class CsvForm(NamedTuple):
    """Form of a CSV file; `guarded` puts an apostrophe before a text that a spreadsheet would take for a formula."""

    delimiter: str = ";"
    decimal: str = ","
    guarded: bool = False


def csv_chunks(report: Report, form: CsvForm) -> Iterator[str]:
    """Yield the CSV of a report in chunks of whole rows ending with CR LF."""
    yield _lines([[column.title] for column in report.columns], form)
    dates = french_dates()
    writers = [_column_writer(column.type, dates, form) for column in report.columns]
    for columns in _batches(report.parts()):
        yield _lines([write(column) for write, column in zip(writers, columns, strict=True)], form)


def _batches(parts: Iterable[Part]) -> Iterator[Sequence[Sequence[Value]]]:
    """Yield the detail rows by columns; rows that come alone are put together."""
    alone: list[tuple[Value, ...]] = []
    for part in parts:
        if isinstance(part, Row):
            if part.kind is RowKind.DETAIL:
                alone.append(part.values)
            if len(alone) < _ROWS_IN_A_BATCH:
                continue
        if alone:
            yield list(zip(*alone, strict=True))
            alone.clear()
        if isinstance(part, Details):
            yield part.columns
    if alone:
        yield list(zip(*alone, strict=True))


def _lines(columns: Sequence[Cells], form: CsvForm) -> str:
    """Return the rows of a batch given by its columns; what must be cleaned or quoted is told from the result."""
    text = _END.join(map(form.delimiter.join, zip(*columns, strict=True))) + _END
    signs = len(columns[0]) * (len(columns) - 1)
    if '"' in text or text.count(form.delimiter) > signs or not _bare(text, form).isprintable():
        return _quoted(columns, form)
    return text


def _bare(text: str, form: CsvForm) -> str:
    """Return rows without what parts them, when that is not printable."""
    bare = text.replace(_END, "")
    return bare if form.delimiter.isprintable() else bare.replace(form.delimiter, "")


def _quoted(columns: Sequence[Cells], form: CsvForm) -> str:
    """Return the same rows, each cell freed of terminal sequences and quoted when it must be."""
    buffer = StringIO()
    rows = zip(*(map(safe, column) for column in columns), strict=True)
    csv.writer(buffer, delimiter=form.delimiter, lineterminator=_END).writerows(rows)
    return buffer.getvalue()


def _column_writer(kind: ColumnType, dates: Dates, form: CsvForm) -> _WriteColumn:
    """Return what writes the cells of a column of that type."""
    if kind is ColumnType.TEXT:
        return _guarded if form.guarded else lambda column: cast("Cells", column)
    write: Callable[[Value], str] = cast("Callable[[Value], str]", dates.__getitem__)
    if kind is not ColumnType.DATE:
        write = _plain if form.decimal == "," else _pointed
    return lambda column: list(map(write, column))


def _guarded(column: Sequence[Value]) -> Cells:
    texts = map(safe, cast("Cells", column))
    return ["'" + text if text.startswith(_FORMULA_SIGNS) else text for text in texts]


def _plain(cents: Value) -> str:
    """Write an amount; half of those of a book are zero."""
    if not cents:
        return "" if cents is None else "0,00"
    return format_plain(cast("int", cents))


def _pointed(cents: Value) -> str:
    return "" if cents is None else format_point(cast("int", cents))
