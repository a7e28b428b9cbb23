"""A list as a workbook of spreadsheet programs: true numbers and dates, texts that stay texts (XPL-01, ETSO-06)."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from fractions import Fraction
from tempfile import TemporaryFile
from typing import ClassVar

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import cell_width
from tuicompta.exchange.lists.cells import clean, rows_of, shown_text
from tuicompta.exchange.lists.table import CellKind, ListColumn, ListTable, Value

MOST_ROWS = 1_048_575
"""Rows of a sheet, its headings left out."""
_LONGEST_TEXT = 32_767
_WIDEST, _NARROWEST = 60, 6
_ROWS_MEASURED = 200
_FORBIDDEN_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_SHEET_NAME = 31
_PIECE = 1 << 16
AMOUNT_FORM, DATE_FORM = "#,##0.00", "dd/mm/yyyy"
_FORMS = {CellKind.AMOUNT: AMOUNT_FORM, CellKind.DATE: DATE_FORM, CellKind.NUMBER: "0"}


class TooManyRowsError(TuicomptaError):
    """A sheet of a spreadsheet program has no room for so many rows."""

    template = (
        "La liste a {rows} lignes, un classeur en reçoit {most} au plus. Choisissez le format csv ou filtrez la liste."
    )
    exit_code: ClassVar[int] = 1


def workbook_chunks(table: ListTable) -> Iterator[bytes]:
    """Yield the workbook in pieces; raises `TooManyRowsError`."""
    if table.count > MOST_ROWS:
        raise TooManyRowsError(rows=table.count, most=MOST_ROWS)
    with TemporaryFile() as file:
        with Workbook(file, {"constant_memory": True}) as workbook:
            _fill(workbook, table)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def sheet_name(title: str) -> str:
    """Return the name of the sheet of a list, as spreadsheet programs accept it."""
    name = " ".join(_FORBIDDEN_IN_A_SHEET_NAME.sub(" ", clean(title)).split())
    return name[:_LONGEST_SHEET_NAME].strip(" '") or "Liste"


def _fill(workbook: Workbook, table: ListTable) -> None:
    sheet = workbook.add_worksheet(sheet_name(table.title))
    heading = workbook.add_format({"bold": True, "bottom": 1})
    forms = {kind: workbook.add_format({"num_format": form}) for kind, form in _FORMS.items()}
    sheet.freeze_panes(1, 0)
    for place, (column, width) in enumerate(zip(table.columns, _widths(table), strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, clean(column.title), heading)
    for number, row in enumerate(rows_of(table), 1):
        for place, (value, column) in enumerate(zip(row.values, table.columns, strict=True)):
            _write(sheet, number, place, value, column, forms)
    sheet.autofilter(0, 0, table.count, len(table.columns) - 1)


def _write(
    sheet: Worksheet, row: int, place: int, value: Value, column: ListColumn, forms: dict[CellKind, Format]
) -> None:
    """Write a cell by its type, never by its look: a label that begins with `=` is a text."""
    if value is None or value == "":
        return
    if isinstance(value, bool) or column.kind is CellKind.TICK:
        sheet.write_boolean(row, place, bool(value))
    elif isinstance(value, int):
        amount = column.kind is CellKind.AMOUNT
        sheet.write_number(row, place, Fraction(value, 100) if amount else value, forms.get(column.kind))
    elif isinstance(value, date):
        sheet.write_datetime(row, place, datetime.combine(value, time()), forms[CellKind.DATE])
    else:
        sheet.write_string(row, place, clean(value)[:_LONGEST_TEXT])


def _widths(table: ListTable) -> list[int]:
    """Return the widths of the columns from the first rows, for a file is written from its start to its end."""
    sizes = [cell_width(clean(column.title)) for column in table.columns]
    for _, row in zip(range(_ROWS_MEASURED), rows_of(table), strict=False):
        for place, (value, column) in enumerate(zip(row.values, table.columns, strict=True)):
            sizes[place] = max(sizes[place], cell_width(shown_text(value, column)))
    return [min(max(size + 1, _NARROWEST), _WIDEST) for size in sizes]
