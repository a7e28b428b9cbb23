"""The fields that a report offers to its models, read from the report itself (EDM-04)."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from tuicompta.core.report_models.model import FieldKind, ModelColumn, ReportField, ReportModel, system_name
from tuicompta.reports.catalogue import ReportSpec, build_report
from tuicompta.reports.model import Column, ColumnType, Report
from tuicompta.reports.models.derived import net_columns, sources_of, with_nets
from tuicompta.reports.request import Request
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year

_ITSELF: Final = "N"
_MOST_COLUMNS: Final = 8
# Columns that a period has as many of as it has months are one field.
_SERIES: Final = re.compile(r"(month|quarter)_[0-9]{4}_[0-9]{2}")
_TITLES: Final = {"month": "Mois", "quarter": "Trimestres"}


def field_of(column: Column) -> str:
    """Return the key of the field of a column; it does not change with the fiscal year."""
    series = _SERIES.fullmatch(column.key)
    return series[1] if series else column.key


def is_series(column: Column) -> bool:
    """Tell whether a column is one of several of the same field, which keep their own titles."""
    return field_of(column) != column.key


def offered_fields(dossier: Dossier, spec: ReportSpec) -> tuple[ReportField, ...]:
    """Return every field of a report, those on option too, in the order of its columns, then its net balances."""
    request = _usual(dossier, spec)
    for wider in _wider(spec, request):
        request = wider(request)
    columns = build_report(dossier, request).columns
    return _fields((*columns, *net_columns(columns)))


def system_model(dossier: Dossier, spec: ReportSpec) -> ReportModel:
    """Return the model delivered with a report: its own columns, blocks and texts (EDM-01)."""
    fields = _fields(build_report(dossier, _usual(dossier, spec)).columns)
    return ReportModel(system_name(spec.title), spec.name, tuple(ModelColumn(field.key) for field in fields))


def report_with(dossier: Dossier, spec: ReportSpec, request: Request, wanted: Collection[str]) -> Report:
    """Build a report with the columns on option that some fields ask; what it has none of is left out."""
    report, sources = build_report(dossier, request), sources_of(wanted)
    for wider in _wider(spec, request):
        missing = sources - {field_of(column) for column in report.columns}
        if not missing:
            break
        found = build_report(dossier, wider(request))
        if missing & {field_of(column) for column in found.columns}:
            report, request = found, wider(request)
    return with_nets(report, wanted)


def _usual(dossier: Dossier, spec: ReportSpec) -> Request:
    """Return a request of the usual columns, those of a period that starts later too."""
    compare = _ITSELF if "compare" in spec.flags else None
    later = "period" in spec.flags and "from" in spec.flags
    start = current_fiscal_year(dossier).end if later else None
    return Request(spec.name, start=start, compare=compare)


class _Wider:
    """A way of asking for more columns."""

    def __init__(self, **changes: object) -> None:
        self._changes = changes

    def __call__(self, request: Request) -> Request:
        """Return the same request with more columns; what it already says stays."""
        changes = dict(self._changes)
        if "options" in changes:
            changes["options"] = {**request.options, **self._changes["options"]}  # type: ignore[dict-item]
        if request.columns is not None:
            changes.pop("columns", None)
        return request._replace(**changes)  # type: ignore[arg-type]  # fields of the request


def _wider(spec: ReportSpec, request: Request) -> Iterator[_Wider]:
    """Yield what adds columns to a report: first those that change no row."""
    marks = {option.key: True for option in spec.options if option.adds_column and option.key not in request.options}
    if marks:
        yield _Wider(options=marks)
    if "columns" in spec.flags:
        yield _Wider(columns=_MOST_COLUMNS)
    for flag in ("previous", "detail"):
        if flag in spec.flags:
            yield _Wider(**{flag: True})


def _fields(columns: Sequence[Column]) -> tuple[ReportField, ...]:
    found = {field_of(column): column for column in reversed(columns)}
    return tuple(
        ReportField(key, _TITLES.get(key, column.title), _kind(column), column.cells)
        for key, column in reversed(found.items())
    )


def _kind(column: Column) -> FieldKind:
    if column.type is ColumnType.DATE:
        return FieldKind.DATE
    if column.type.is_amount:
        return FieldKind.AMOUNT
    return FieldKind.COUNT if column.figures else FieldKind.TEXT
