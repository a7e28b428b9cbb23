"""The sheet of a workbook: heading, titles, rows, written from top to bottom."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from functools import partial
from typing import TYPE_CHECKING, Final, cast, get_args

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tuicompta.core.amounts import read_number
from tuicompta.core.text import cell_width
from tuicompta.exchange.lists.workbook import AMOUNT_FORM, DATE_FORM, sheet_name
from tuicompta.reports.model import OPENING, SEPARATOR, Column, ColumnType, Heading, Report, Row, RowKind, Side, Value
from tuicompta.reports.render.cells import safe
from tuicompta.reports.render.layout import FIGURES, Measure
from tuicompta.reports.render.paper import edition_words, paged, period_words
from tuicompta.reports.render.text import NOTHING

if TYPE_CHECKING:
    from datetime import date

_WHOLE_FORM: Final = AMOUNT_FORM.partition(".")[0]
_A4: Final = 9
_MARGIN, _WIDEST = 2, 60  # cells
_STYLES: Final[Mapping[RowKind, Mapping[str, object]]] = {
    RowKind.DETAIL: {},
    RowKind.SUBTOTAL: {"bold": True},
    RowKind.TOTAL: {"bold": True, "top": 1},
}
_NOTHING = Row(RowKind.SUBTOTAL, caption=NOTHING)
_Write = Callable[[int, int, Value], object]


def heading_lines(heading: Heading) -> list[str]:
    """Return the lines above the titles (ETSO-02)."""
    marks = SEPARATOR.join(heading.marks)
    lines = [
        SEPARATOR.join((heading.company.name, heading.title)),
        period_words(heading),
        SEPARATOR.join(filter(None, (*heading.filters, marks))),
        edition_words(heading.edition),
    ]
    return [safe(line) for line in (*lines, *(paged(line, 1, 1) for line in heading.above))]


def first_row(report: Report) -> int:
    """Return the place of the first row under the titles, from 0."""
    return len(heading_lines(report.heading)) + 1


class Sheet:
    """One sheet, named after the report."""

    def __init__(self, report: Report, book: Workbook) -> None:
        self._report = report
        self._book = book
        self._sheet = book.add_worksheet(sheet_name(report.heading.title))
        self._first = first_row(report)
        self._texts = [place for place, column in enumerate(report.columns) if column.type is ColumnType.TEXT]

    def written(self, measured: Measure) -> Iterator[int]:
        """Write everything; yield the number of rows written after each."""
        self._set_up(measured)
        self._write_head()
        writers = {kind: self._writers(kind) for kind in _STYLES}
        ruled, bold = (self._book.add_format(dict(_STYLES[kind])) for kind in (RowKind.TOTAL, RowKind.SUBTOTAL))
        last = place = self._first - 1
        for row in _with_nothing(self._report.rows()):
            place += 1
            for index, (write, value) in enumerate(zip(writers[row.kind], self._values(row), strict=True)):
                if value not in {None, ""}:
                    write(place, index, value)
                elif row.kind is RowKind.TOTAL:
                    self._sheet.write_blank(place, index, "", ruled)  # the rule above it goes on
            if row.caption and not self._texts:
                self._sheet.write_string(place, len(self._report.columns), safe(row.caption), bold)
            last = last if row.kind is RowKind.TOTAL else place
            yield place - self._first + 1
        for line, words in enumerate(self._report.heading.below, start=place + 2):
            self._sheet.write_string(line, 0, safe(paged(words, 1, 1)))
        self._sheet.autofilter(self._first - 1, 0, last, len(self._report.columns) - 1)
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{place + 1}"})

    def _set_up(self, measured: Measure) -> None:
        """Set what the rows do not change: frozen head, widths, form of the printed pages."""
        sheet, heading = self._sheet, self._report.heading
        sheet.freeze_panes(self._first, 0)
        for index, (column, width) in enumerate(zip(self._report.columns, measured.widths, strict=True)):
            word = max(map(cell_width, column.title.split()), default=1)
            sheet.set_column(index, index, (column.width or min(max(width, word), _WIDEST)) + _MARGIN)
        sheet.set_paper(_A4)
        if self._report.paper.landscape is not False:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(self._first - 1)
        sheet.set_footer("&R&P/&N")
        hour = heading.edition.hour or time()
        self._book.set_properties(
            {
                "title": heading.title,
                "company": safe(heading.company.name),
                "created": datetime.combine(heading.edition.day, hour),
            }
        )

    def _write_head(self) -> None:
        """Write the heading, then the titles."""
        bold = self._book.add_format({"bold": True})
        for place, line in enumerate(heading_lines(self._report.heading)):
            self._sheet.write_string(place, 0, line, None if place else bold)
        base = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}
        sides = {side: self._book.add_format(base | {"align": side}) for side in get_args(Side)}
        for index, column in enumerate(self._report.columns):
            self._sheet.write_string(self._first - 1, index, column.title, sides[column.leaning])

    def _values(self, row: Row) -> Sequence[Value]:
        """Return the values of a row, the caption of a total where it hides none of them."""
        if not row.caption or not self._texts:
            return row.values or [None] * len(self._report.columns)
        values = list(row.values) or [None] * len(self._report.columns)
        values[self._caption_place(values)] = row.caption
        return values

    def _caption_place(self, values: Sequence[Value]) -> int:
        """Return the last column of words that is blank, else the first blank one of texts, else the first text."""
        blank = [place for place in self._texts if not values[place]]
        words = [place for place in blank if self._report.columns[place].flexible]
        return (words or blank[:1] or self._texts[:1])[-1]

    def _writers(self, kind: RowKind) -> list[_Write]:
        """Return what writes each column in a row of that kind."""
        made: dict[object, _Write] = {}
        for column in self._report.columns:
            form = _form(column)
            if form not in made:
                made[form] = self._writer(kind, column)
        return [made[_form(column)] for column in self._report.columns]

    def _writer(self, kind: RowKind, column: Column) -> _Write:
        """Return what writes a column; figures already written are whole or have two decimals, value by value."""
        style = _style(kind, column)
        if column.figures:
            whole, parts = (self._book.add_format(style | form) for form in ({}, {"num_format": AMOUNT_FORM}))
            return partial(_write_figures, self._sheet, whole, parts)
        return partial(_WRITE[column.type], self._sheet, self._book.add_format(style))


def _form(column: Column) -> object:
    """Return what columns written alike have in common."""
    return column.type, column.figures, column.side, column.decimals


def _style(kind: RowKind, column: Column) -> dict[str, object]:
    """Return the format of a column in a row of that kind."""
    style = dict(_STYLES[kind])
    if column.type is ColumnType.DATE:
        style |= {"num_format": DATE_FORM, "align": "left"}
    elif column.type.is_amount:
        figures = f"{_WHOLE_FORM}.{'0' * column.decimals}".rstrip(".")
        blank_zero = column.type is ColumnType.AMOUNT and kind is not RowKind.TOTAL
        style["num_format"] = (
            f"{figures};-{figures};" if blank_zero else figures
        )  # the number is there and shows nothing
    side = column.side or ("right" if column.figures else None)
    return style | ({"align": side} if side else {})


def _with_nothing(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows that files show; a report without any line says so before its totals (ETSO-10)."""
    silent = True
    for row in rows:
        if row.kind in FIGURES:
            if silent and row.kind is not RowKind.DETAIL and row.of != OPENING:
                yield _NOTHING
            silent = False
            yield row
    if silent:
        yield _NOTHING


def _write_text(sheet: Worksheet, style: Format, row: int, column: int, value: Value) -> None:
    """Write a text as text, never as a formula or a link."""
    sheet.write_string(row, column, safe(cast("str", value)), style)


def _write_figures(sheet: Worksheet, whole: Format, parts: Format, row: int, column: int, value: Value) -> None:
    """Write as a number what reads as one, the rest, such as `–` or `n.s.`, as text."""
    text = cast("str", value)
    number = read_number(text.removeprefix("-").replace(" ", ""))
    if number is None:
        sheet.write_string(row, column, safe(text), whole)
    else:
        sign = -1 if text.startswith("-") else 1
        sheet.write_number(row, column, float(sign * number), parts if "," in text else whole)


def _write_date(sheet: Worksheet, style: Format, row: int, column: int, value: Value) -> None:
    sheet.write_datetime(row, column, datetime.combine(cast("date", value), time()), style)


def _write_amount(sheet: Worksheet, style: Format, row: int, column: int, value: Value) -> None:
    """Write cents as the nearest number that a sheet can hold, which shows and reads back the same cents."""
    sheet.write_number(row, column, cast("int", value) / 100, style)


_WRITE: Final = {
    ColumnType.TEXT: _write_text,
    ColumnType.DATE: _write_date,
    ColumnType.AMOUNT: _write_amount,
    ColumnType.BALANCE: _write_amount,
}
