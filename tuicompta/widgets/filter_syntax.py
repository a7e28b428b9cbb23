"""What is typed in a filter cell, as conditions on its column (RECH-18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.amounts import AmountError, parse_amount
from tuicompta.core.dates import parse_full_date
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text
from tuicompta.widgets.arrangement import Condition, Filter, Operator
from tuicompta.widgets.columns import Column, ColumnType

if TYPE_CHECKING:
    from tuicompta.widgets.columns import Value

RANGE = ".."
MOST_DIGITS = 15
_COMPARED = {ColumnType.AMOUNT, ColumnType.NUMBER, ColumnType.DATE}
_SIGNS = (
    (">=", Operator.AT_LEAST),
    ("<=", Operator.AT_MOST),
    (">", Operator.MORE),
    ("<", Operator.LESS),
)


class FilterUnreadableError(TuicomptaError):
    """What is typed in a filter cell cannot be compared with the values of its column."""

    template = "Filtre illisible pour «{column}» : «{text}». Écrivez par exemple {example}."


def read_filter(text: str, column: Column) -> Filter | None:
    """Return the filter that a text asks for, None when it is blank.

    `text` contains, `=text` equal, `!text` does not contain, `512*` starts with; amounts, numbers and dates also with
    `>`, `>=`, `<`, `<=` and `a..b`. A sign alone, `=` or `!`, asks for blank cells or filled ones. Raises
    `FilterUnreadableError`.
    """
    clean = clean_text(text).strip()
    if not clean:
        return None
    return Filter(_compared(clean, column) or (_in_text(clean, column),))


def _compared(text: str, column: Column) -> tuple[Condition, ...]:
    """Return the conditions of a comparison, none when it is not one."""
    if column.type not in _COMPARED:
        return ()
    for sign, operator in _SIGNS:
        if text.startswith(sign):
            return (Condition(operator, (_operand(text.removeprefix(sign), column),)),)
    if RANGE not in text:
        return ()
    low, high = text.split(RANGE, 1)
    if low and high:
        return (Condition(Operator.BETWEEN, (_operand(low, column), _operand(high, column))),)
    return (Condition(*((Operator.AT_LEAST, (_operand(low, column),)) if low else _up_to(high, column))),)


def _up_to(high: str, column: Column) -> tuple[Operator, tuple[Value, ...]]:
    return Operator.AT_MOST, (_operand(high, column),)


def _in_text(text: str, column: Column) -> Condition:
    if text in {"=", "!"}:
        return Condition(Operator.EMPTY if text == "=" else Operator.NOT_EMPTY)
    if text.startswith("="):
        return Condition(Operator.EQUAL, (_operand(text[1:], column),))
    if text.startswith("!"):
        return Condition(Operator.NOT_CONTAINS, (_written(text[1:], column),))
    if text.endswith("*"):
        return Condition(Operator.STARTS, (_written(text.rstrip("*"), column),))
    return Condition(Operator.CONTAINS, (_written(text, column),))


def _written(text: str, column: Column) -> str:
    """Return a text as the column writes its values: amounts without spaces, with a comma."""
    if column.type is not ColumnType.AMOUNT:
        return text.strip()
    return "".join(text.split()).replace(".", ",")


def _number(text: str) -> int:
    """Return a whole number that the storage can hold; raises `ValueError`."""
    if len(text) > MOST_DIGITS:
        raise ValueError(text)
    return int(text)


def _operand(text: str, column: Column) -> Value:
    """Return a text as a value of the column."""
    wanted = text.strip()
    try:
        match column.type:
            case ColumnType.AMOUNT:
                return parse_amount(wanted)
            case ColumnType.NUMBER:
                return _number(wanted)
            case ColumnType.DATE:
                return parse_full_date(wanted)
            case _:
                return wanted
    except (AmountError, ValueError, TuicomptaError) as error:
        example = ">=01/03/2026" if column.type is ColumnType.DATE else ">=1200"
        raise FilterUnreadableError(column=column.title, text=text, example=example) from error
