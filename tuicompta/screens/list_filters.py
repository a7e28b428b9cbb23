"""The boxes by which a list is filtered and grouped (FLT-02, FLT-03, FLT-07, COL-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.amounts import parse_amount
from tuicompta.core.dates import parse_full_date
from tuicompta.core.text import clean_text
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.arrangement import NUMBER_OPERATORS, TEXT_OPERATORS, Condition, Filter, Operator
from tuicompta.widgets.columns import Column, ColumnType, Value, cell_text
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.memory_rows import BLANK
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from tuicompta.screens.dialogs import DialogDesk
    from tuicompta.widgets.card_schema import Values
    from tuicompta.widgets.list_view import ListView

NO_OPERAND = {Operator.EMPTY, Operator.NOT_EMPTY}
NAMES = {Operator.EQUAL: "=", Operator.DIFFERENT: "≠"}
COUNT = Column("count", "Nombre", ColumnType.NUMBER, 8)


async def choose_values(dialogs: DialogDesk, view: ListView) -> None:
    """List the values of the column of the cursor with their counts; the ones picked are kept (FLT-02)."""
    column = view.column
    values = view.definition.source.distinct(column.identifier, view.arrangement)
    shown = Column("value", column.title, width=max(column.width, 24), stretch=True)
    rows = [Row(rank, (cell_text(value, column) or BLANK, count)) for rank, (value, count) in enumerate(values)]
    definition = ListDefinition("values", column.title, (shown, COUNT), MemoryTable((shown, COUNT), lambda: rows))
    picked = await dialogs.pick("Filtrer", definition)
    if picked:
        kept = tuple(values[rank][0] for rank in picked if isinstance(rank, int))
        view.filter(column.identifier, Filter((Condition(Operator.AMONG, kept),)))


async def ask_conditions(dialogs: DialogDesk, view: ListView) -> None:
    """Ask for one or two conditions on the column of the cursor, joined by Et or Ou (FLT-03)."""
    column = view.column
    values = await dialogs.fill(f"Filtre personnalisé : {column.title}", _conditions_schema(column))
    if values is None:
        return
    conditions = [condition for rank in (1, 2) if (condition := _condition(values, rank, column)) is not None]
    if conditions:
        view.filter(column.identifier, Filter(tuple(conditions), every=values["join"] == "and"))


async def edit_filters(dialogs: DialogDesk, view: ListView) -> None:
    """Show the filters of the list as one readable condition; those picked are removed (FLT-07)."""
    columns = {column.identifier: column for column in view.definition.columns}
    filters = view.arrangement.filters
    text = Column("text", "Condition", width=60, stretch=True)
    rows = [Row(name, (described(wanted, columns[name]),)) for name, wanted in filters.items()]
    definition = ListDefinition("filters", "Filtres à supprimer", (text,), MemoryTable((text,), lambda: rows))
    picked = await dialogs.pick("Éditeur de filtres", definition)
    for name in picked or ():
        view.filter(str(name), None)


async def choose_groups(dialogs: DialogDesk, view: ListView) -> None:
    """Choose the columns the list is grouped by, in the order they are ticked (COL-05)."""
    title = Column("title", "Colonne", width=30, stretch=True)
    rows = [Row(column.identifier, (column.title,)) for column in view.definition.columns]
    definition = ListDefinition("groups", "Regrouper par", (title,), MemoryTable((title,), lambda: rows))
    picked = await dialogs.pick("Panneau de regroupement", definition, ticked=view.arrangement.groups)
    if picked is not None:
        view.group(tuple(str(name) for name in picked))


def described(wanted: Filter, column: Column) -> str:
    """Return a filter as a sentence: «Débit ≥ 100,00 et Débit < 200,00»."""
    word = " et " if wanted.every else " ou "
    return word.join(_described(condition, column) for condition in wanted.conditions)


def _described(condition: Condition, column: Column) -> str:
    operator = condition.operator
    name = NAMES.get(operator, operator.value) if _is_numeric(column) else operator.value
    joint = " et " if operator is Operator.BETWEEN else ", "
    operands = joint.join(cell_text(value, column) or BLANK for value in condition.operands)
    return f"{column.title} {name} {operands}".rstrip()


def _is_numeric(column: Column) -> bool:
    return column.type in {ColumnType.AMOUNT, ColumnType.NUMBER, ColumnType.DATE}


def _conditions_schema(column: Column) -> card.CardSchema:
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
