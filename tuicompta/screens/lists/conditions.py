"""Conditions on a column: the box that asks for them, and how they are said in French (FLT-03, FLT-07, VUE-08)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.amounts import format_plain, parse_amount
from tuicompta.core.dates import parse_full_date
from tuicompta.core.text import clean_text
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.arrangement import NUMBER_OPERATORS, TEXT_OPERATORS, Clauses, Condition, Filter, Operator
from tuicompta.widgets.columns import Column, ColumnType, Value, cell_text
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.memory_rows import BLANK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuicompta.screens.frame.dialogs import DialogDesk
    from tuicompta.widgets.arrangement import Arrangement
    from tuicompta.widgets.card_schema import Values

NO_OPERAND = {Operator.EMPTY, Operator.NOT_EMPTY}
NAMES = {Operator.EQUAL: "=", Operator.DIFFERENT: "≠"}


async def ask_filter(dialogs: DialogDesk, title: str, column: Column, known: Filter | None = None) -> Filter | None:
    """Ask for one or two conditions on a column, joined by Et or Ou (FLT-03); None when the user gives up.

    The box begins with those of a filter to change, when there is one.
    """
    before = _typed(known, column) if known else None
    values = await dialogs.fill(f"{title} : {column.title}", _schema(column), before)
    if values is None:
        return None
    conditions = [condition for rank in (1, 2) if (condition := _condition(values, rank, column)) is not None]
    return Filter(tuple(conditions), every=values["join"] == "and") if conditions else None


def in_words(wanted: Filter, column: Column) -> str:
    """Return a filter as a sentence: «Débit ≥ 100,00 et Débit < 200,00»."""
    word = " et " if wanted.every else " ou "
    return word.join(condition_in_words(condition, column) for condition in wanted.conditions)


def condition_in_words(condition: Condition, column: Column) -> str:
    """Return a condition as a sentence."""
    operator = condition.operator
    name = NAMES.get(operator, operator.value) if _is_numeric(column) else operator.value
    joint = " et " if operator is Operator.BETWEEN else ", "
    operands = joint.join(cell_text(value, column) or BLANK for value in condition.operands)
    return f"{column.title} {name} {operands}".rstrip()


def clauses_in_words(clauses: Clauses, columns: Mapping[str, Column]) -> str:
    """Return the conditions of a view as one sentence, groups between parentheses (VUE-08)."""
    parts = [
        f"({clauses_in_words(part, columns)})"
        if isinstance(part, Clauses)
        else condition_in_words(part.condition, columns[part.column])
        for part in clauses.parts
    ]
    return (" et " if clauses.every else " ou ").join(parts)


def hidden_in_words(arrangement: Arrangement, columns: tuple[Column, ...]) -> tuple[str, ...]:
    """Return what hides rows of a list, one line each: what is searched, its filters, the conditions of its view."""
    known = {column.identifier: column for column in columns}
    filters = " et ".join(f"({in_words(wanted, known[name])})" for name, wanted in arrangement.filters.items())
    found = {
        "Recherche": arrangement.search.strip(),
        "Filtres": filters,
        "Conditions": clauses_in_words(arrangement.clauses, known),
    }
    return tuple(f"{name} : {text}" for name, text in found.items() if text)


def _is_numeric(column: Column) -> bool:
    return column.type in {ColumnType.AMOUNT, ColumnType.NUMBER, ColumnType.DATE}


def _schema(column: Column) -> card.CardSchema:
    numeric = _is_numeric(column)
    operators = [
        Option(operator, NAMES.get(operator, operator.value) if numeric else operator.value)
        for operator in (NUMBER_OPERATORS if numeric else TEXT_OPERATORS)
    ]

    def wanted(rank: int) -> tuple[card.FieldSpec | card.Section, ...]:
        def check(value: object) -> None:
            _read(str(value or ""), column)

        return (
            card.choice(f"operator{rank}", "Condition", operators, mandatory=rank == 1),
            card.checked(card.text(f"low{rank}", "Valeur"), check),
            card.enabled_if(
                card.checked(card.text(f"high{rank}", "et"), check),
                lambda values, rank=rank: values[f"operator{rank}"] is Operator.BETWEEN,  # type: ignore[misc]
            ),
        )

    join = card.choice("join", "Joindre par", [Option("and", "Et"), Option("or", "Ou")], mandatory=True)
    return card.CardSchema((card.Tab("Filtre", (*wanted(1), join, *wanted(2))),))


def _typed(known: Filter, column: Column) -> dict[str, object] | None:
    """Return what the fields of the box hold for a filter; None for one that keeps values picked in a list."""
    if any(condition.operator is Operator.AMONG for condition in known.conditions):
        return None
    values: dict[str, object] = {"join": "and" if known.every else "or"}
    for rank, condition in enumerate(known.conditions[:2], 1):
        low, high, *_ = (*(_written(value, column) for value in condition.operands), "", "")
        values |= {f"operator{rank}": condition.operator, f"low{rank}": low, f"high{rank}": high}
    return values


def _written(value: Value, column: Column) -> str:
    """Return an operand as it can be typed again."""
    return (
        format_plain(value) if column.type is ColumnType.AMOUNT and isinstance(value, int) else cell_text(value, column)
    )


def _condition(values: Values, rank: int, column: Column) -> Condition | None:
    operator = values[f"operator{rank}"]
    if not isinstance(operator, Operator):
        return None
    if operator in NO_OPERAND:
        return Condition(operator)
    low = _read(str(values[f"low{rank}"] or ""), column)
    if operator is not Operator.BETWEEN:
        return Condition(operator, (low,))
    return Condition(operator, (low, _read(str(values[f"high{rank}"] or ""), column)))


def _read(text: str, column: Column) -> Value:
    """Return the operand typed, in the type of the column; raises the refusal of an amount or of a date."""
    clean = clean_text(text).strip()
    if column.type is ColumnType.AMOUNT:
        return parse_amount(clean)
    if column.type is ColumnType.NUMBER:
        return parse_amount(clean) // 100
    if column.type is ColumnType.DATE:
        return parse_full_date(clean)
    return clean
