"""A sample of the layout of a report: its columns on fixed data, never those of the dossier (IMP-07)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from tuicompta.reports.model import Column, ColumnType, Company, Edition, Heading, Report, Row, RowKind, Value, YearSpan

_ROWS: Final = 3
_DAYS: Final = (date(2025, 3, 3), date(2025, 3, 12), date(2025, 3, 28))
_AMOUNTS: Final = (120_000, 45_050, 6_799)
_TEXTS: Final = {
    "journal": ("VE", "VE", "BP"),
    "code": ("AC", "BP", "VE"),
    "piece": ("VE0041", "VE0042", "BP0017"),
    "document": ("F-2041", "F-2042", ""),
    "account": ("411DURAND", "411MARTIN", "512000"),
    "number": ("411000", "512000", "707000"),
    "control_account": ("411000", "411000", ""),
    "title": ("Durand SARL", "Martin et fils", "Banque"),
    "description": ("Achats", "Banque", "Ventes"),
    "label": ("Facture 2041", "Facture 2042", "Règlement Durand"),
    "lettering": ("AA", "", "AA"),
    "status": ("V", "V", ""),
    "entered_by": ("ADM", "ADM", "ADM"),
}
_DEBIT, _CREDIT, _BALANCE = "debit", "credit", "balance"
_YEAR: Final = YearSpan(date(2025, 1, 1), date(2025, 12, 31), closed=False)
_HEADING: Final = Heading(
    company=Company("SOCIÉTÉ EXEMPLE", ""),
    title="",
    year=_YEAR,
    start=_YEAR.start,
    end=_YEAR.end,
    filters=(),
    marks=(),
    edition=Edition(date(2025, 12, 31), None, "ADM"),
)


def sample_of(report: Report) -> Report:
    """Return the layout of a report on three rows and a total of sample data."""
    heading = _HEADING._replace(title=report.heading.title)
    return report._replace(heading=heading, parts=lambda: _rows(report.columns), criteria={})


def _rows(columns: tuple[Column, ...]) -> Iterator[Row]:
    if any(column.group for column in columns):
        yield Row(RowKind.GROUP, caption="Exemple")
    details = [tuple(_value(column, rank) for column in columns) for rank in range(_ROWS)]
    yield from (Row(RowKind.DETAIL, values) for values in details)
    if any(column.type.is_amount for column in columns):
        sums = (_sum(column, [row[place] for row in details]) for place, column in enumerate(columns))
        yield Row(RowKind.TOTAL, tuple(sums), "Total général", "general")


def _value(column: Column, rank: int) -> Value:
    if column.type is ColumnType.DATE:
        return _DAYS[rank]
    if not column.type.is_amount:
        return _TEXTS.get(column.key, ("", "", ""))[rank]
    debit = rank < _ROWS - 1
    if column.key.endswith(_DEBIT):
        return _AMOUNTS[rank] if debit else 0
    if column.key.endswith(_CREDIT):
        return 0 if debit else _AMOUNTS[rank]
    if column.key == _BALANCE:
        return sum(_AMOUNTS[: rank + 1]) if debit else sum(_AMOUNTS[:rank]) - _AMOUNTS[rank]
    return _AMOUNTS[rank]


def _sum(column: Column, values: list[Value]) -> Value:
    if column.type.is_amount:
        return values[-1] if column.key == _BALANCE else sum(value for value in values if isinstance(value, int))
    return None if column.type is ColumnType.DATE else ""
