"""The columns of a list as its view shows them: which ones, in what order, under what title, summed up how (VUE-07)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from tuicompta.core.amounts import round_half_away
from tuicompta.widgets.arrangement import Arrangement, ShownColumn
from tuicompta.widgets.columns import Column, ColumnType, Summary

if TYPE_CHECKING:
    from collections.abc import Sequence

NUMERIC = frozenset({ColumnType.AMOUNT, ColumnType.NUMBER})


def own_columns(columns: tuple[Column, ...]) -> tuple[ShownColumn, ...]:
    """Return what the list shows by itself."""
    return tuple(_own(column) for column in columns if not column.hidden)


def shown_columns(columns: tuple[Column, ...], arrangement: Arrangement) -> tuple[ShownColumn, ...]:
    """Return what an arrangement shows."""
    return arrangement.columns or own_columns(columns)


def places_shown(columns: tuple[Column, ...], arrangement: Arrangement) -> tuple[int, ...]:
    """Return the place, among the columns of the list, of each column shown, from left to right."""
    places = {column.identifier: place for place, column in enumerate(columns)}
    return tuple(places[shown.identifier] for shown in shown_columns(columns, arrangement))


def viewed(columns: tuple[Column, ...], arrangement: Arrangement) -> tuple[Column, ...]:
    """Return all the columns of the list, those shown with the title and the summary asked for."""
    asked = {shown.identifier: shown for shown in arrangement.columns}
    return tuple(_viewed(column, asked.get(column.identifier)) for column in columns)


def own_widths(arrangement: Arrangement) -> dict[str, int]:
    """Return the widths that the user gave."""
    return {shown.identifier: shown.width for shown in arrangement.columns if shown.width}


def sums_otherwise(columns: tuple[Column, ...], arrangement: Arrangement) -> bool:
    """Tell whether the foot asks for something else than what the list itself sums up."""
    own = {column.identifier: _own(column).summary for column in columns}
    return any(shown.summary not in {None, own[shown.identifier]} for shown in arrangement.columns)


def summed_up(values: Sequence[int], summary: Summary) -> int | None:
    """Return the summary of the values of a column; nothing for the least, the most or the mean of no value."""
    if summary is Summary.TOTAL:
        return sum(values)
    if summary is Summary.COUNT:
        return len(values)
    if not values:
        return None
    if summary is Summary.AVERAGE:
        return round_half_away(Fraction(sum(values), len(values)))
    return min(values) if summary is Summary.MINIMUM else max(values)


def _own(column: Column) -> ShownColumn:
    return ShownColumn(column.identifier, summary=column.summary if column.total else None)


def _viewed(column: Column, asked: ShownColumn | None) -> Column:
    if asked is None:
        return column
    return replace(
        column,
        title=asked.title or column.title,
        total=asked.summary is not None,
        summary=asked.summary or Summary.TOTAL,
    )
