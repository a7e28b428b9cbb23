"""JSON output: one object, its keys in English whatever the titles (ETSO-08). Written row by row."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from tuicompta.core.amounts import format_point
from tuicompta.core.dates import iso
from tuicompta.reports.model import Column, ColumnType, Heading, Report, Row, RowKind
from tuicompta.reports.render.cells import Dates, Write, safe

if TYPE_CHECKING:
    from datetime import date

FORM_VERSION = 1
_ROWS_IN_A_CHUNK = 500
_KINDS = {RowKind.DETAIL, RowKind.SUBTOTAL, RowKind.TOTAL}


def json_chunks(report: Report) -> Iterator[str]:
    """Yield the JSON of a report in chunks; `totals` are the figures of the general total."""
    yield _head(report)
    writers = [_writer(column.type) for column in report.columns]
    totals: Mapping[str, object] = {}
    lines: list[str] = []
    separator = "\n    "
    for row in report.rows():
        if row.kind not in _KINDS:
            continue
        written = _row(report.columns, writers, row)
        if row.of == "general":
            totals = _amounts(report.columns, written)
        lines.append(separator + _dump(written))
        separator = ",\n    "
        if len(lines) >= _ROWS_IN_A_CHUNK:
            yield "".join(lines)
            lines.clear()
    yield "".join(lines) + f'\n  ],\n  "totals": {_dump(totals)}\n}}\n'


def _head(report: Report) -> str:
    heading = report.heading
    parts = {
        "report": report.name,
        "version": FORM_VERSION,
        "company": {"name": safe(heading.company.name), "siren": safe(heading.company.siren)},
        "fiscal_year": _fiscal_year(heading),
        "filters": report.criteria,
        "columns": [_column(column) for column in report.columns],
    }
    listed = "".join(f'  "{key}": {_dump(value)},\n' for key, value in parts.items())
    return "{\n" + listed + '  "rows": ['


def _fiscal_year(heading: Heading) -> object:
    if heading.year is None:
        return None
    year = heading.year
    found = {"start": iso(year.start), "end": iso(year.end), "state": "closed" if year.closed else "open"}
    return {**found, "not_carried_forward": year.lacking} if year.lacking else found


def _column(column: Column) -> Mapping[str, str]:
    kind = ColumnType.AMOUNT if column.type.is_amount else column.type
    return {"key": column.key, "label": column.title, "type": kind.value}


def _row(columns: Sequence[Column], writers: Sequence[Write], row: Row) -> dict[str, object]:
    written: dict[str, object] = {"kind": row.kind.value}
    if row.kind is not RowKind.DETAIL:
        written["of"] = row.of
        written["caption"] = safe(row.caption)
        if not row.values:
            return written
    for column, write, value in zip(columns, writers, row.values, strict=True):
        written[column.key] = None if value is None else write(value)
    return written


def _amounts(columns: Sequence[Column], written: Mapping[str, object]) -> Mapping[str, object]:
    return {column.key: written[column.key] for column in columns if column.type.is_amount and column.key in written}


def _writer(kind: ColumnType) -> Write:
    if kind is ColumnType.DATE:
        dates = Dates(iso)
        return lambda value: dates[cast("date", value)]
    if kind is ColumnType.TEXT:
        return lambda value: safe(cast("str", value))
    return lambda value: format_point(cast("int", value))


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
