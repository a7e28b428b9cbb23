"""A view as plain values, to keep it in a dossier or in a file, and back (VUE-11).

Whatever is read is checked: a view comes from a file that anybody may have written.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from tuicompta.core.dates import iso, parse_iso
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text, excerpt
from tuicompta.widgets.arrangement import Arrangement, Clause, Clauses, Condition, Filter, Operator, ShownColumn, Sort
from tuicompta.widgets.columns import Column, ColumnType, Summary, Value
from tuicompta.widgets.shown_columns import NUMERIC, shown_columns

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

LONGEST_TITLE, NARROWEST, WIDEST = 40, 2, 200
_DEEPEST, _MOST = 8, 5000
_TEXTS = {ColumnType.TEXT, ColumnType.CODE, ColumnType.TICK}
_OPERANDS = {Operator.EMPTY: 0, Operator.NOT_EMPTY: 0, Operator.BETWEEN: 2}

Named = TypeVar("Named", bound=Enum)


class UnknownViewColumnError(TuicomptaError):
    """A view names a column that its list has not (VUE-11)."""

    template = "La vue nomme une colonne que cette liste n'a pas : «{column}»."


class ViewUnreadableError(TuicomptaError):
    """What should be a view is something else (VUE-11)."""

    template = "La vue ne peut pas être lue : {reason}."


def layout_of(arrangement: Arrangement, columns: tuple[Column, ...]) -> dict[str, object]:
    """Return an arrangement as plain values; what is searched and unfolded is no part of a view."""
    return {
        "columns": [_column_out(shown) for shown in shown_columns(columns, arrangement)],
        "sorts": [{"column": sort.column, "descending": sort.descending} for sort in arrangement.sorts],
        "groups": list(arrangement.groups),
        "filters": {name: _filter_out(wanted) for name, wanted in arrangement.filters.items()},
        "clauses": _clauses_out(arrangement.clauses),
        "detail": arrangement.detail,
    }


def arrangement_of(layout: object, columns: tuple[Column, ...], details: Collection[str] = ()) -> Arrangement:
    """Return the arrangement of a layout read; `details` are the names of those the list has.

    Raises `UnknownViewColumnError`, `ViewUnreadableError` and the refusal of an impossible date.
    """
    return _Reader(columns, details).arrangement(layout)


def _column_out(shown: ShownColumn) -> dict[str, object]:
    summary = shown.summary.name.lower() if shown.summary is not None else None
    return {"column": shown.identifier, "title": shown.title, "width": shown.width, "summary": summary}


def _filter_out(wanted: Filter) -> dict[str, object]:
    return {"every": wanted.every, "conditions": [_condition_out(condition) for condition in wanted.conditions]}


def _condition_out(condition: Condition) -> dict[str, object]:
    operands = [iso(value) if isinstance(value, date) else value for value in condition.operands]
    return {"operator": condition.operator.name.lower(), "operands": operands}


def _clauses_out(clauses: Clauses) -> dict[str, object]:
    parts = [
        _clauses_out(part) if isinstance(part, Clauses) else {"column": part.column, **_condition_out(part.condition)}
        for part in clauses.parts
    ]
    return {"every": clauses.every, "parts": parts}


class _Reader:
    """Reads the layout of a view of one list."""

    def __init__(self, columns: tuple[Column, ...], details: Collection[str]) -> None:
        self._details = details
        self._columns = {column.identifier: column for column in columns}

    def arrangement(self, layout: object) -> Arrangement:
        values = _mapping(layout)
        filters = _mapping(values.get("filters", {}))
        groups = tuple(self._column(name).identifier for name in _list(values.get("groups", [])))
        return Arrangement(
            sorts=tuple(self._sort(_mapping(sort)) for sort in _list(values.get("sorts", []))),
            filters={self._column(name).identifier: self._filter(name, _mapping(f)) for name, f in filters.items()},
            groups=tuple(dict.fromkeys(groups)),
            columns=self._shown(_list(values.get("columns", []))),
            clauses=self._clauses(_mapping(values.get("clauses", {})), 0),
            detail=self._detail(values.get("detail", "")),
        )

    def _column(self, name: object) -> Column:
        column = self._columns.get(name) if isinstance(name, str) else None
        if column is None:
            raise UnknownViewColumnError(column=excerpt(str(name)))
        return column

    def _shown(self, columns: Sequence[object]) -> tuple[ShownColumn, ...]:
        """Read the columns, each once; the mandatory ones that are missing come first (VUE-07)."""
        read = {shown.identifier: shown for shown in (self._shown_column(_mapping(column)) for column in columns)}
        missing = [column for column in self._columns.values() if column.mandatory and column.identifier not in read]
        return (*(ShownColumn(column.identifier) for column in missing), *read.values()) if read else ()

    def _shown_column(self, values: Mapping[str, object]) -> ShownColumn:
        column = self._column(values.get("column"))
        title, width, summary = values.get("title", ""), values.get("width", 0), values.get("summary")
        if not isinstance(title, str) or not isinstance(width, int) or not (width == 0 or NARROWEST <= width <= WIDEST):
            raise ViewUnreadableError(reason=f"colonne «{column.identifier}» mal décrite")
        if summary is not None and column.type not in NUMERIC:
            raise ViewUnreadableError(reason=f"la colonne «{column.identifier}» n'est pas numérique")
        kind = None if summary is None else _named(Summary, summary)
        return ShownColumn(column.identifier, clean_text(title).strip()[:LONGEST_TITLE], int(width), kind)

    def _detail(self, name: object) -> str:
        if name == "" or (isinstance(name, str) and name in self._details):
            return name
        raise ViewUnreadableError(reason=f"le détail «{excerpt(str(name))}» est inconnu de cette liste")

    def _sort(self, values: Mapping[str, object]) -> Sort:
        return Sort(self._column(values.get("column")).identifier, _boolean(values.get("descending", False)))

    def _filter(self, name: object, values: Mapping[str, object]) -> Filter:
        conditions = [self._condition(self._column(name), _mapping(c)) for c in _list(values.get("conditions", []))]
        if not conditions:
            raise ViewUnreadableError(reason=f"filtre vide sur «{name}»")
        return Filter(tuple(conditions), _boolean(values.get("every", True)))

    def _clauses(self, values: Mapping[str, object], depth: int) -> Clauses:
        if depth > _DEEPEST:
            raise ViewUnreadableError(reason="trop de groupes de conditions l'un dans l'autre")
        parts: list[Clause | Clauses] = []
        for part in map(_mapping, _list(values.get("parts", []))):
            if "parts" in part:
                parts.append(self._clauses(part, depth + 1))
            else:
                column = self._column(part.get("column"))
                parts.append(Clause(column.identifier, self._condition(column, part)))
        return Clauses(tuple(parts), _boolean(values.get("every", True)))

    def _condition(self, column: Column, values: Mapping[str, object]) -> Condition:
        operator = _named(Operator, values.get("operator"))
        operands = tuple(_operand(value, column) for value in _list(values.get("operands", [])))
        if operator is not Operator.AMONG and len(operands) != _OPERANDS.get(operator, 1):
            raise ViewUnreadableError(reason=f"condition incomplète sur «{column.identifier}»")
        return Condition(operator, operands)


def _operand(value: object, column: Column) -> Value:
    """Return the operand of a condition in the type of its column."""
    if value is None:
        return None
    if column.type is ColumnType.DATE and isinstance(value, str):
        return parse_iso(value)
    if column.type in NUMERIC and isinstance(value, int):
        return value
    if column.type is ColumnType.TICK and isinstance(value, bool):
        return value
    if column.type in _TEXTS and isinstance(value, str):
        return clean_text(value)
    raise ViewUnreadableError(reason=f"valeur impossible dans «{column.identifier}»")


def _named(kind: type[Named], name: object) -> Named:
    found = next((member for member in kind if isinstance(name, str) and member.name.lower() == name), None)
    if found is None:
        raise ViewUnreadableError(reason=f"«{excerpt(str(name))}» est inconnu")
    return found


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise ViewUnreadableError(reason="ce n'est pas la description d'une vue")
    return value


def _list(value: object) -> Sequence[object]:
    if not isinstance(value, list) or len(value) > _MOST:
        raise ViewUnreadableError(reason="une suite de valeurs y manque, ou elle est trop longue")
    return value


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise ViewUnreadableError(reason="un oui ou non y est autre chose")
    return value
