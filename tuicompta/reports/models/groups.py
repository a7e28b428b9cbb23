"""Lines kept together by the groups of a model, with its subtotals (EDM-04)."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import format_date
from tuicompta.core.report_models.model import GroupKey
from tuicompta.reports.model import Column, ColumnType, Row, RowKind, Value
from tuicompta.reports.models.order import Line, Running

_NOTHING = "(vide)"


class PlacedGroup(NamedTuple):
    """A group key and where its column is."""

    key: GroupKey
    place: int


class Groups:
    """Yields lines that are already in order with the headings and subtotals of their groups, the widest first."""

    def __init__(self, columns: Sequence[Column], groups: Sequence[PlacedGroup], running: Running | None) -> None:
        self._columns, self._groups, self._running = columns, groups, running

    def rows(self, lines: Sequence[Line]) -> Iterator[Row]:
        """Yield the rows; a balance that runs begins again with each of the widest groups."""
        if self._groups:
            yield from self._group(lines, 0)
        else:
            yield from self._lines(lines)

    def _group(self, lines: Sequence[Line], level: int) -> Iterator[Row]:
        (key, place), column = self._groups[level], self._columns[self._groups[level].place]
        for rank, (value, found) in enumerate(groupby(lines, key=lambda line: line[place])):
            members = list(found)
            if key.page_break and rank:
                yield Row(RowKind.PAGE)
            named = f"{column.title} {_written(value, column)}"
            yield Row(RowKind.GROUP, caption=named)
            members = self._running.run(members, 0) if self._running and not level else members
            if level + 1 < len(self._groups):
                yield from self._group(members, level + 1)
            else:
                yield from (Row(RowKind.DETAIL, line) for line in members)
            if key.subtotal:
                caption = f"Total {_inside(named)}"
                yield Row(RowKind.SUBTOTAL, self._sums(members, level), caption, f"group_{column.key}")

    def _lines(self, lines: Sequence[Line]) -> Iterator[Row]:
        shown = self._running.run(lines, 0) if self._running else lines
        return (Row(RowKind.DETAIL, line) for line in shown)

    def _sums(self, lines: Sequence[Line], level: int) -> tuple[Value, ...]:
        """Return the sums of the amounts, and what the groups say of every line."""
        named = {group.place for group in self._groups[: level + 1]}
        return tuple(
            lines[0][place] if place in named else self._sum(lines, place) for place in range(len(self._columns))
        )

    def _sum(self, lines: Sequence[Line], place: int) -> Value:
        column = self._columns[place]
        if self._running and place == self._running.balance:
            return self._running.net(lines)
        if column.type.is_amount:
            return sum(value for value in (line[place] for line in lines) if isinstance(value, int))
        return "" if column.type is ColumnType.TEXT else None


def _inside(words: str) -> str:
    """Return words as they stand inside a sentence; what begins with two capitals or a sign stays."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _written(value: Value, column: Column) -> str:
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, int) and column.type.is_amount:
        return format_amount(value)
    return str(value or _NOTHING)
