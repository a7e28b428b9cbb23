"""A list of the screen as the table that its files are written from (XPL)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from tuicompta.exchange.lists.table import Banner, CellKind, ListColumn, ListRow, ListTable
from tuicompta.widgets.columns import ColumnType, cell_text, summary_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.widgets.columns import Column
    from tuicompta.widgets.list_view import ListView
    from tuicompta.widgets.rows import Row

KINDS = {
    ColumnType.TEXT: CellKind.TEXT,
    ColumnType.CODE: CellKind.TEXT,
    ColumnType.NUMBER: CellKind.NUMBER,
    ColumnType.AMOUNT: CellKind.AMOUNT,
    ColumnType.DATE: CellKind.DATE,
    ColumnType.TICK: CellKind.TICK,
}


class Scope(Enum):
    """What is taken of a list; the value is the name of the action that does it."""

    SELECTION = "Exporter la sélection"
    ALL = "Exporter tout"
    VIEW = "Exporter la vue"


def list_table(view: ListView, scope: Scope, *, for_eyes: bool, heading: tuple[str, ...] = ()) -> ListTable:
    """Return what is asked of a list.

    The selection and the view have the columns on screen, the whole has every column (XPL-03 to XPL-05). Only what is
    read `for_eyes` has the headings of groups and the totals of the view.
    """
    columns = view.grid.columns
    places = range(len(columns)) if scope is Scope.ALL else view.grid.layout_of_columns.shown
    totals: tuple[Banner, ...] = ()
    if scope is Scope.SELECTION:
        rows: Iterable[Row] = view.selected_rows()
    elif scope is Scope.ALL:
        rows = view.all_rows()
    else:
        rows = view.shown_rows(headings=for_eyes)
        totals = (_total(view, places),) if view.grid.has_totals else ()
    return ListTable(
        view.definition.name,
        view.head.title,
        tuple(_column(columns[place]) for place in places),
        [_row(row, columns, places) for row in rows],
        totals,
        heading,
    )


def _column(column: Column) -> ListColumn:
    return ListColumn(column.identifier, column.title, KINDS[column.type], column.signed)


def _row(row: Row, columns: tuple[Column, ...], places: Iterable[int]) -> ListRow | Banner:
    if row.detail:
        return Banner(str(row.values[0]), ("",) * len(list(places)), row.level, note=True)
    if not row.heading:
        return ListRow(tuple(row.values[place] for place in places), row.level)
    texts = (cell_text(row.values[place], columns[place]) if columns[place].total else "" for place in places)
    return Banner(str(row.values[0]), tuple(texts), row.level)


def _total(view: ListView, places: Iterable[int]) -> Banner:
    columns, sums = view.grid.columns, view.grid.sums
    texts = (
        summary_text(sums[column.identifier], column) if column.total and column.identifier in sums else ""
        for column in (columns[place] for place in places)
    )
    return Banner("Total", tuple(texts))
