"""Reading the outputs back: what a report says in each, as the same plain values."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

import openpyxl

from tests.reports.pdf_reader import pages_of
from tuicompta.core.amounts import format_amount, parse_amount
from tuicompta.core.dates import format_date, parse_iso
from tuicompta.reports.model import ColumnType, RowKind
from tuicompta.reports.render.delimited import CsvForm, csv_chunks
from tuicompta.reports.render.structured import json_chunks
from tuicompta.reports.render.text import text_chunks
from tuicompta.reports.render.workbook import workbook_chunks

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tuicompta.reports.model import Column, Report

Cells = tuple[object, ...]


def text_of(report: Report, width: int = 255) -> str:
    return "".join(text_chunks(report, width))


def csv_of(report: Report, form: CsvForm | None = None) -> str:
    return "".join(csv_chunks(report, form or CsvForm()))


def json_of(report: Report) -> Any:  # noqa: ANN401 - any JSON value
    return json.loads("".join(json_chunks(report)))


def rows_from_model(report: Report) -> list[Cells]:
    """Return the detail rows: amounts in cents, dates JJ/MM/AAAA."""
    rows = [row.values for row in report.rows() if row.kind is RowKind.DETAIL]
    return [tuple(map(_plain, report.columns, row)) for row in rows]


def _plain(column: Column, value: object) -> object:
    if column.type is ColumnType.DATE:
        return format_date(value) if isinstance(value, date) else ""
    return value


def rows_from_csv(report: Report) -> list[Cells]:
    heading, *rows = csv.reader(StringIO(csv_of(report), newline=""), delimiter=";")
    assert heading == [column.title for column in report.columns]
    return [tuple(map(_from_csv, report.columns, row)) for row in rows]


def rows_from_json(report: Report) -> list[Cells]:
    rows = [row for row in json_of(report)["rows"] if row["kind"] == "detail"]
    return [tuple(_from_json(column, row[column.key]) for column in report.columns) for row in rows]


def sheet_of(report: Report) -> Worksheet:
    """Return the only sheet of the workbook."""
    (sheet,) = openpyxl.load_workbook(BytesIO(b"".join(workbook_chunks(report)))).worksheets
    return sheet


def rows_from_workbook(report: Report, *, bold: bool = False) -> list[Cells]:
    """Return the detail rows, or those in bold, which are the totals."""
    sheet = sheet_of(report)
    rows = sheet.iter_rows(min_row=int(str(sheet.freeze_panes).lstrip("A")))
    return [
        tuple(map(_from_sheet, report.columns, (cell.value for cell in row)))
        for row in rows
        if any(cell.value is not None for cell in row)
        and any(cell.value is not None and bool(cell.font.b) is bold for cell in row)
    ]


def rows_from_pdf(report: Report) -> list[Cells]:
    """Return the lines of the pages by the places of their texts; blank amounts are zeros."""
    columns = [column for column in report.columns if not column.group]
    return [
        tuple(
            _from_text(column, text) for column, text in zip(columns, page.values(line, columns).values(), strict=True)
        )
        for page in pages_of(report)
        for line in page.details
    ]


def as_cut(row: Cells, printed: Cells) -> Cells:
    """Return a row whose texts are cut where the paper cuts them."""
    return tuple(
        short if isinstance(short, str) and short.endswith("…") and str(value).startswith(short[:-1]) else value
        for value, short in zip(row, printed, strict=True)
    )


def rows_from_text(report: Report) -> list[Cells]:
    """Read the columns of the paper at their places; blank amounts of details are zeros."""
    lines = text_of(report).splitlines()
    rule = next(index for index, line in enumerate(lines) if line.startswith("─"))
    spans = _spans(report, lines)
    shown = [column for column in report.columns if not column.group]
    details = [line for line in lines[rule + 1 :] if re.match(_begins(shown[0]), line)]
    return [
        tuple(_from_text(column, line[start:end].strip()) for column, (start, end) in zip(shown, spans, strict=True))
        for line in details
    ]


def _begins(column: Column) -> str:
    """Return how a line that is no total begins, from its first column."""
    if column.type is ColumnType.DATE or column.key == "entered_at":
        return r"[0-9]{2}/[0-9]{2}/[0-9]{4} "
    return r"[a-zéû]+ [0-9]{4} " if column.key == "month" else r"[1-9][0-9A-Z]* +[A-Z]"


def shown(report: Report, row: Cells) -> Cells:
    """Return the cells of a row that the paper shows on the row itself."""
    return tuple(value for column, value in zip(report.columns, row, strict=True) if not column.group)


def _spans(report: Report, lines: list[str]) -> list[tuple[int, int]]:
    """Return where each column stands, from the layout of the renderer itself."""
    from tuicompta.reports.render.layout import lay_out, measure  # noqa: PLC0415 - beside its only use

    layout = lay_out(report, measure(report), 255)
    assert lines
    spans, start = [], 0
    for width in layout.widths:
        spans.append((start, start + width))
        start += width + len(layout.gap)
    return spans


def _from_csv(column: Column, cell: str) -> object:
    if column.type.is_amount:
        return parse_amount(cell) if cell else None
    return cell


def _from_json(column: Column, cell: Any) -> object:  # noqa: ANN401 - any JSON value
    if column.type.is_amount:
        return None if cell is None else parse_amount(cell)
    if column.type is ColumnType.DATE:
        return "" if cell is None else format_date(parse_iso(cell))
    return cell


def _from_sheet(column: Column, cell: Any) -> object:  # noqa: ANN401 - any value of a sheet
    if column.type.is_amount:
        return None if cell is None else round(cell * 100)
    if column.type is ColumnType.DATE:
        return format_date(cell.date()) if cell else ""
    if column.figures and isinstance(cell, int | float):
        return format_amount(round(cell * 100)) if column.key == "gap_percent" else str(cell)
    return cell or ""


def _from_text(column: Column, cell: str) -> object:
    if column.type is ColumnType.BALANCE:
        amount = parse_amount(cell.rstrip("DC "))
        return -amount if cell.endswith("C") else amount
    return (parse_amount(cell) if cell else 0) if column.type.is_amount else cell
