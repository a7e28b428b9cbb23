"""The boxes by which a list is filtered and grouped (FLT-02, FLT-03, FLT-07, COL-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.screens.lists.conditions import ask_filter, in_words
from tuicompta.widgets.arrangement import Condition, Filter, Operator
from tuicompta.widgets.columns import Column, ColumnType, cell_text
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.memory_rows import BLANK
from tuicompta.widgets.question import CANCEL, Choice
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuicompta.screens.frame.dialogs import DialogDesk
    from tuicompta.widgets.list_view import ListView

CHANGE, REMOVE = Choice("Modifier", "change"), Choice("Supprimer", "remove")
COUNT = Column("count", "Nombre", ColumnType.NUMBER, 8)


async def choose_values(dialogs: DialogDesk, view: ListView, column: Column | None = None) -> None:
    """List the values of a column, that of the cursor by default, with their counts; those picked are kept (FLT-02)."""
    column = column or view.column
    before = view.arrangement.filters.get(column.identifier)
    values = view.definition.source.distinct(column.identifier, view.arrangement.filtered(column.identifier, None))
    kept_before = {value for condition in before.conditions for value in condition.operands} if before else set()
    shown = Column("value", column.title, width=max(column.width, 24), stretch=True)
    rows = [Row(rank, (cell_text(value, column) or BLANK, count)) for rank, (value, count) in enumerate(values)]
    definition = ListDefinition("values", column.title, (shown, COUNT), MemoryTable((shown, COUNT), lambda: rows))
    ticked = [rank for rank, (value, _) in enumerate(values) if value in kept_before]
    picked = await dialogs.pick("Filtrer", definition, ticked=ticked)
    if picked:
        kept = tuple(values[rank][0] for rank in picked if isinstance(rank, int))
        view.filter(column.identifier, Filter((Condition(Operator.AMONG, kept),)))


async def ask_conditions(dialogs: DialogDesk, view: ListView) -> None:
    """Ask for one or two conditions on the column of the cursor, joined by Et or Ou (FLT-03)."""
    column = view.column
    wanted = await ask_filter(dialogs, "Filtre personnalisé", column)
    if wanted is not None:
        view.filter(column.identifier, wanted)


async def edit_filters(dialogs: DialogDesk, view: ListView) -> None:
    """Show the filters of the list as one readable condition, each line to change or to remove (FLT-07)."""
    while filters := view.arrangement.filters:
        columns = {column.identifier: column for column in view.definition.columns}
        picked = await dialogs.pick("Éditeur de filtres", _listed(filters, columns))
        if not picked:
            return
        names = [str(name) for name in picked]
        said = "\n".join(in_words(filters[name], columns[name]) for name in names)
        answers = (CHANGE, REMOVE, CANCEL) if len(names) == 1 else (REMOVE, CANCEL)
        answer = await dialogs.ask("Éditeur de filtres", said, answers)
        if answer == CHANGE.value:
            await _change(dialogs, view, columns[names[0]])
        for name in names if answer == REMOVE.value else ():
            view.filter(name, None)


def _listed(filters: Mapping[str, Filter], columns: Mapping[str, Column]) -> ListDefinition:
    text = Column("text", "Condition", width=60, stretch=True)
    rows = [Row(name, (in_words(wanted, columns[name]),)) for name, wanted in filters.items()]
    return ListDefinition("filters", "Filtres actifs, joints par «et»", (text,), MemoryTable((text,), lambda: rows))


async def _change(dialogs: DialogDesk, view: ListView, column: Column) -> None:
    """Ask again for the conditions of a filter, or for its values when it keeps some of them."""
    known = view.arrangement.filters[column.identifier]
    if any(condition.operator is Operator.AMONG for condition in known.conditions):
        return await choose_values(dialogs, view, column)
    wanted = await ask_filter(dialogs, "Filtre personnalisé", column, known)
    if wanted is not None:
        view.filter(column.identifier, wanted)
    return None


async def choose_groups(dialogs: DialogDesk, view: ListView) -> None:
    """Choose the columns the list is grouped by, in the order they are ticked (COL-05)."""
    title = Column("title", "Colonne", width=30, stretch=True)
    rows = [Row(column.identifier, (column.title,)) for column in view.definition.columns]
    definition = ListDefinition(
        "groups", "Regrouper, dans l'ordre coché, par", (title,), MemoryTable((title,), lambda: rows)
    )
    picked = await dialogs.pick("Panneau de regroupement", definition, ticked=view.arrangement.groups, ordered=True)
    if picked is not None:
        view.group(tuple(str(name) for name in picked))
