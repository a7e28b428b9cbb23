"""Balances in one column followed by D or C, where a report has them in two (ETSO-03)."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from tuicompta.reports.model import Column, ColumnType, Details, Part, Report, Row, RowKind, Value


class _Net(NamedTuple):
    """The column of a net balance: its title, the debit and the credit column that it is made of."""

    title: str
    debit: str
    credit: str


_NETS: Final = {
    "net_opening": _Net("Ouverture", "opening_debit", "opening_credit"),
    "net_balance": _Net("Solde", "debit_balance", "credit_balance"),
    "net_previous": _Net("Solde N-1", "previous_debit_balance", "previous_credit_balance"),
}


def net_columns(columns: Sequence[Column]) -> list[Column]:
    """Return the columns of net balances that some columns allow."""
    keys = {column.key for column in columns}
    return [Column(key, net.title, ColumnType.BALANCE) for key, net in _NETS.items() if {net.debit, net.credit} <= keys]


def sources_of(fields: Collection[str]) -> set[str]:
    """Return the fields that a report must have for some fields to be shown."""
    found = {field for field in fields if field not in _NETS}
    for field in set(fields) & _NETS.keys():
        found |= {_NETS[field].debit, _NETS[field].credit}
    return found


def with_nets(report: Report, fields: Collection[str]) -> Report:
    """Return a report with the columns of net balances that are asked for, after its own."""
    added = [column for column in net_columns(report.columns) if column.key in fields]
    if not added:
        return report
    places = {column.key: place for place, column in enumerate(report.columns)}
    pairs = [(places[_NETS[column.key].debit], places[_NETS[column.key].credit]) for column in added]
    return report._replace(columns=(*report.columns, *added), parts=lambda: _parts(report, pairs))


def _parts(report: Report, pairs: Sequence[tuple[int, int]]) -> Iterator[Part]:
    for part in report.parts():
        if isinstance(part, Details):
            nets = [
                [_net(*both) for both in zip(part.columns[debit], part.columns[credit], strict=True)]
                for debit, credit in pairs
            ]
            yield Details((*part.columns, *nets))
        elif part.values and part.kind is not RowKind.RULE:
            yield _row(part, pairs)
        else:
            yield part


def _row(row: Row, pairs: Sequence[tuple[int, int]]) -> Row:
    return row._replace(values=(*row.values, *(_net(row.values[debit], row.values[credit]) for debit, credit in pairs)))


def _net(debit: Value, credit: Value) -> int | None:
    """Return a balance in cents, debit positive; None where neither side is shown."""
    if debit is None and credit is None:
        return None
    return (debit if isinstance(debit, int) else 0) - (credit if isinstance(credit, int) else 0)
