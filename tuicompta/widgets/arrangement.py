"""How a list is arranged: search, sorts, filters, as plain values that any source of rows can obey."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

from tuicompta.core.amounts import AmountError, format_plain, parse_amount
from tuicompta.core.text import fold
from tuicompta.widgets.columns import Column, ColumnType, Summary, Value, cell_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuicompta.widgets.rows import Key


class Operator(Enum):
    """A condition on a value (FLT-03); the value is the French name on screen."""

    CONTAINS = "contient"
    NOT_CONTAINS = "ne contient pas"
    STARTS = "commence par"
    ENDS = "finit par"
    EQUAL = "égal"
    DIFFERENT = "différent"
    EMPTY = "vide"
    NOT_EMPTY = "non vide"
    LESS = "<"
    AT_MOST = "≤"
    MORE = ">"
    AT_LEAST = "≥"
    BETWEEN = "entre"
    AMONG = "parmi"


TEXT_OPERATORS = tuple(Operator)[:8]
NUMBER_OPERATORS = (Operator.EQUAL, Operator.DIFFERENT, *tuple(Operator)[8:13], Operator.EMPTY, Operator.NOT_EMPTY)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: an operator and its operands (none for empty, two for between, any number for among)."""

    operator: Operator
    operands: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """What a column must satisfy: one or two conditions joined by Et (`every`) or Ou (FLT-03)."""

    conditions: tuple[Condition, ...]
    every: bool = True


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition on a column, among those of a view (VUE-08)."""

    column: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class Clauses:
    """Conditions and groups of conditions, joined by Et (`every`) or Ou, nested at will (VUE-08)."""

    parts: tuple[Clause | Clauses, ...] = ()
    every: bool = True


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column of a view: an empty title and a width of 0 are those of the list; no summary leaves the foot empty."""

    identifier: str
    title: str = ""
    width: int = 0
    summary: Summary | None = None


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort by a column."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What the user asked of a list; sorts and filters name columns by their identifier."""

    search: str = ""
    sorts: tuple[Sort, ...] = ()
    filters: dict[str, Filter] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    unfolded: frozenset[tuple[str, ...]] = frozenset()
    """The groups whose rows are shown, each by the texts of its headings from the outermost (COL-04)."""
    columns: tuple[ShownColumn, ...] = ()
    """The columns shown, from left to right; none stands for those of the list itself (VUE-07)."""
    clauses: Clauses = Clauses()
    detail: str = ""
    """The list that unfolds under the rows, none when empty (VUE-09)."""
    opened: frozenset[Key] = frozenset()
    """The rows whose details are shown."""

    def sorted_by(self, column: str, *, add: bool = False) -> Arrangement:
        """Return the arrangement sorted by a column: ascending, or the other way when it already is (COL-02)."""
        known = next((sort for sort in self.sorts if sort.column == column), None)
        chosen = Sort(column, known is not None and not known.descending)
        if known is not None and add:
            return replace(self, sorts=tuple(chosen if sort is known else sort for sort in self.sorts))
        return replace(self, sorts=(*self.sorts, chosen) if add else (chosen,))

    def filtered(self, column: str, wanted: Filter | None) -> Arrangement:
        """Return the arrangement with the filter of a column replaced, or removed when None."""
        others = {name: value for name, value in self.filters.items() if name != column}
        return replace(self, filters=others if wanted is None else {**others, column: wanted})

    def toggled(self, group: tuple[str, ...]) -> Arrangement:
        """Return the arrangement with a group unfolded, or folded when it was unfolded."""
        return replace(self, unfolded=self.unfolded ^ {group})

    @property
    def hides(self) -> bool:
        """Whether rows may be hidden."""
        return bool(self.search.strip()) or bool(self.filters) or bool(self.clauses.parts)


def is_blank(value: Value) -> bool:
    """Tell whether a value counts as empty: none, or spaces only (FLT-02)."""
    return value is None or (isinstance(value, str) and not value.strip())


OrderKey = tuple[int, int, int, str]


def sort_key(value: Value) -> OrderKey:
    """Return the key of the French order: case and accents ignored, codes as text, empty values last (LST-16)."""
    if value is None or is_blank(value):
        return (1, 0, 0, "")
    if isinstance(value, str):
        return (0, 1, 0, fold(value))
    return (0, 0, value if isinstance(value, int) else value.toordinal(), "")


def satisfies(value: Value, wanted: Filter) -> bool:
    """Tell whether a value passes the filter of its column."""
    results = (_holds(value, condition) for condition in wanted.conditions)
    return all(results) if wanted.every else any(results)


def meets(values: tuple[Value, ...], places: Mapping[str, int], clauses: Clauses) -> bool:
    """Tell whether a row meets the conditions of a view (VUE-08); `places` are those of the columns in its values."""
    results = (
        meets(values, places, part)
        if isinstance(part, Clauses)
        else _holds(values[places[part.column]], part.condition)
        for part in clauses.parts
    )
    return all(results) if clauses.every or not clauses.parts else any(results)


def _holds(value: Value, condition: Condition) -> bool:
    operator = condition.operator
    if operator in {Operator.EMPTY, Operator.NOT_EMPTY}:
        return is_blank(value) is (operator is Operator.EMPTY)
    if operator is Operator.AMONG:
        return any(_same(value, operand) for operand in condition.operands)
    if operator is Operator.BETWEEN:
        low, high = condition.operands
        return not is_blank(value) and sort_key(low) <= sort_key(value) <= sort_key(high)
    operand = condition.operands[0]
    if operator in {Operator.EQUAL, Operator.DIFFERENT}:
        return _same(value, operand) is (operator is Operator.EQUAL)
    if operator in {Operator.LESS, Operator.AT_MOST, Operator.MORE, Operator.AT_LEAST}:
        return not is_blank(value) and _ordered(operator, sort_key(value), sort_key(operand))
    return _text_holds(operator, fold(str(value or "")), fold(str(operand or "")))


def _same(value: Value, operand: Value) -> bool:
    return sort_key(value) == sort_key(operand)


def _ordered(operator: Operator, left: OrderKey, right: OrderKey) -> bool:
    match operator:
        case Operator.LESS:
            return left < right
        case Operator.AT_MOST:
            return left <= right
        case Operator.MORE:
            return left > right
        case _:
            return left >= right


def _text_holds(operator: Operator, text: str, operand: str) -> bool:
    match operator:
        case Operator.CONTAINS:
            return operand in text
        case Operator.NOT_CONTAINS:
            return operand not in text
        case Operator.STARTS:
            return text.startswith(operand)
        case _:
            return text.endswith(operand)


def searchable(values: tuple[Value, ...], columns: tuple[Column, ...]) -> str:
    """Return the text of a row in which a search looks: every column, amounts also without spaces (LST-07)."""
    parts = []
    for value, column in zip(values, columns, strict=True):
        text = cell_text(value, column)
        parts.append(fold(text))
        if column.type is ColumnType.AMOUNT and text:
            parts.append(text.replace(" ", ""))
    return "\n".join(parts)


def words_of(search: str) -> list[tuple[str, ...]]:
    """Return the words of a search, each with the writings that find it: `1234.5` also as `1234,50` (LST-07)."""
    words: list[tuple[str, ...]] = []
    for word in fold(search).split():
        writings = [word]
        if any(mark in word for mark in ",."):
            with suppress(AmountError):
                writings.append(format_plain(parse_amount(word)))
        words.append(tuple(writings))
    return words


def found(text: str, words: list[tuple[str, ...]]) -> bool:
    """Tell whether every word, in one of its writings, is in the text of a row, in any order."""
    return all(any(writing in text for writing in writings) for writings in words)
