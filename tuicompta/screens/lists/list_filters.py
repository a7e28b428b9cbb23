"""The boxes by which a list is filtered and grouped (FLT-02, FLT-03, FLT-07, COL-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.screens.lists.conditions import ask_filter, in_words
from tuicompta.widgets.arrangement import Condition, Filter, Operator
from tuicompta.widgets.columns import Column, ColumnType, cell_text
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.memory_rows import BLANK
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from tuicompta.screens.frame.dialogs import DialogDesk
    from tuicompta.widgets.list_view import ListView

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
    wanted = await ask_filter(dialogs, "Filtre personnalisé", column)
    if wanted is not None:
        view.filter(column.identifier, wanted)


async def edit_filters(dialogs: DialogDesk, view: ListView) -> None:
    """Show the filters of the list as one readable condition; those picked are removed (FLT-07)."""
    columns = {column.identifier: column for column in view.definition.columns}
    filters = view.arrangement.filters
    text = Column("text", "Condition", width=60, stretch=True)
    rows = [Row(name, (in_words(wanted, columns[name]),)) for name, wanted in filters.items()]
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
