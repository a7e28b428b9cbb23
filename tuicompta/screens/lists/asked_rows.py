"""What a list asks, put to a table of any size (LST-07, LST-15, COL-01, FLT)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tuicompta.core.dates import iso, parse_iso
from tuicompta.core.text import fold
from tuicompta.services.browse.request import Condition, Group, Operand, Order, Request, Test
from tuicompta.widgets.arrangement import Clauses, Operator, is_blank, words_of
from tuicompta.widgets.columns import ColumnType
from tuicompta.widgets.shown_columns import places_shown

if TYPE_CHECKING:
    from tuicompta.widgets import arrangement as asked
    from tuicompta.widgets.arrangement import Arrangement
    from tuicompta.widgets.columns import Column, Value

IN_TEXTS = frozenset({Operator.CONTAINS, Operator.NOT_CONTAINS, Operator.STARTS, Operator.ENDS})


def request_of(arrangement: Arrangement, columns: tuple[Column, ...]) -> Request:
    """Return what an arrangement asks of a table; its groups are made elsewhere."""
    filters = [group_of(name, wanted) for name, wanted in arrangement.filters.items()]
    return Request(
        tuple(words_of(arrangement.search)),
        tuple(columns[place].identifier for place in places_shown(columns, arrangement)),
        Group((*filters, _of_clauses(arrangement.clauses))),
        tuple(Order(sort.column, sort.descending) for sort in arrangement.sorts),
    )


def value_of(found: object, column: Column) -> Value:
    """Return a value as SQL gives it as the list shows it."""
    if found is None:
        return None
    if column.type is ColumnType.TICK:
        return bool(found)
    if column.type is ColumnType.DATE:
        return parse_iso(str(found))
    return found if isinstance(found, int) else str(found)


def group_of(column: str, wanted: asked.Filter) -> Group:
    """Return what the filter of a column asks of a table."""
    return Group(tuple(_of_condition(column, condition) for condition in wanted.conditions), wanted.every)


def _of_clauses(clauses: Clauses) -> Group:
    parts = (
        _of_clauses(part) if isinstance(part, Clauses) else _of_condition(part.column, part.condition)
        for part in clauses.parts
    )
    return Group(tuple(parts), clauses.every)


def _of_condition(column: str, condition: asked.Condition) -> Condition:
    operand = _text if condition.operator in IN_TEXTS else _operand
    return Condition(column, Test[condition.operator.name], tuple(map(operand, condition.operands)))


def _text(value: Value) -> Operand:
    return fold(str(value or ""))


def _operand(value: Value) -> Operand:
    if is_blank(value):
        return None
    if isinstance(value, date):
        return iso(value)
    return fold(value) if isinstance(value, str) else int(value or 0)
