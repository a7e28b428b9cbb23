"""CSV output: one heading row, then the detail rows (ETSO-05, ETSO-06).

A ledger of a million lines spends its time here: rows are written by batches, column by column, and the quoting of
the csv module is called for the batches whose texts hold a sign to quote.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple, cast

from tuicompta.core.amounts import format_plain, format_point
from tuicompta.reports.model import ColumnType, Details, Part, Report, Row, RowKind, Value
from tuicompta.reports.render.cells import Dates, french_dates, safe

if TYPE_CHECKING:
    from datetime import date

_ROWS_IN_A_BATCH = 1000
_END = "\r\n"
_SIGNS_OF_FIGURES = {",", ".", "/"}  # that amounts and dates hold, whatever the form
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
    titles = [[column.title] for column in report.columns]
    yield _lines(titles, titles, form)
    dates = french_dates()
    writers = [_column_writer(column.type, dates, form) for column in report.columns]
    texts = [place for place, column in enumerate(report.columns) if column.type is ColumnType.TEXT]
    for columns in _batches(report.parts()):
        written = [write(column) for write, column in zip(writers, columns, strict=True)]
        yield _lines(written, [written[place] for place in texts], form)


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


def _lines(columns: Sequence[Cells], texts: Sequence[Cells], form: CsvForm) -> str:
    """Return the rows of a batch given by its columns, `texts` being those that may hold any sign."""
    alone = len(columns) == 1  # a blank cell alone is quoted: readers skip blank lines
    if alone or form.delimiter in _SIGNS_OF_FIGURES or not all(_is_bare(column, form) for column in texts):
        return _quoted(columns, form)
    return _END.join(map(form.delimiter.join, zip(*columns, strict=True))) + _END


def _is_bare(column: Cells, form: CsvForm) -> bool:
    """Tell whether texts are written as they are, neither cleaned nor quoted; many are the same."""
    text = "".join(set(column))
    return text.isprintable() and '"' not in text and form.delimiter not in text


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
    if kind is ColumnType.DATE:
        return lambda column: [dates[day] for day in cast("Sequence[date | None]", column)]
    write = format_plain if form.decimal == "," else format_point
    return lambda column: _amounts(cast("Sequence[int | None]", column), write)


def _guarded(column: Sequence[Value]) -> Cells:
    texts = map(safe, cast("Cells", column))
    return ["'" + text if text.startswith(_FORMULA_SIGNS) else text for text in texts]


def _amounts(column: Sequence[int | None], write: Callable[[int], str]) -> Cells:
    """Write amounts; half of those of a book are zero."""
    zero = write(0)
    return [write(cents) if cents else "" if cents is None else zero for cents in column]
