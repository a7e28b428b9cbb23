"""Rows of a small list, kept in memory: search, sort, filter and grouping included."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from tuicompta.core.text import fold
from tuicompta.widgets.arrangement import (
    Arrangement,
    OrderKey,
    Sort,
    found,
    is_blank,
    meets,
    satisfies,
    searchable,
    sort_key,
    words_of,
)
from tuicompta.widgets.columns import Column, ColumnType, Summary, Value, cell_text, summary_text
from tuicompta.widgets.rows import Row
from tuicompta.widgets.shown_columns import places_shown, summed_up, viewed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tuicompta.widgets.rows import Key

BLANK = "(vide)"

Texts = dict[tuple[int, ...], dict["Key", str]]
"""What is searched in each row, by the columns shown."""


class MemoryRows:
    """A source of rows that are all in memory, arranged as asked; the rows given are never changed."""

    def __init__(
        self,
        columns: tuple[Column, ...],
        rows: Iterable[Row],
        arrangement: Arrangement | None = None,
        texts: Texts | None = None,
    ) -> None:
        self.columns = columns
        self.arrangement = arrangement or Arrangement()
        self._viewed = viewed(columns, self.arrangement)
        self._searched = places_shown(columns, self.arrangement)
        self._all = list(rows)
        # Made once: the same search goes on at each character typed.
        self._texts: Texts = {} if texts is None else texts
        self._places = {column.identifier: place for place, column in enumerate(columns)}
        self._totals: dict[str, int] | None = None
        self._kept = self._arrange()
        self._shown = self._grouped()
        self._index = {row.key: place for place, row in enumerate(self._shown)}

    def arranged(self, arrangement: Arrangement) -> MemoryRows:
        """Return the same rows arranged otherwise."""
        return MemoryRows(self.columns, self._all, arrangement, self._texts)

    def first(self, size: int) -> Sequence[Row]:
        """Return at most `size` rows from the start."""
        return self._shown[:size]

    def last(self, size: int) -> Sequence[Row]:
        """Return at most `size` rows up to the end."""
        return self._shown[-size:] if size else []

    def after(self, key: Key, size: int) -> Sequence[Row]:
        """Return at most `size` rows that follow the row of a key."""
        place = self._index[key] + 1
        return self._shown[place : place + size]

    def before(self, key: Key, size: int) -> Sequence[Row]:
        """Return at most `size` rows that come before the row of a key."""
        place = self._index[key]
        return self._shown[max(place - size, 0) : place]

    def row(self, key: Key) -> Row | None:
        """Return the row of a key, None when it is not shown."""
        place = self._index.get(key)
        return None if place is None else self._shown[place]

    def count(self) -> int:
        """Return the number of rows that search and filters leave, those of folded groups included."""
        return len(self._kept)

    def total(self) -> int:
        """Return the number of all the rows."""
        return len(self._all)

    def locate(self, prefix: str) -> Key | None:
        """Return the first row shown whose first column begins with a text, case and accents ignored."""
        start = fold(prefix)
        return next((row.key for row in self._shown if fold(str(row.values[0] or "")).startswith(start)), None)

    def totals(self) -> Mapping[str, int]:
        """Return the summaries of the rows that search and filters leave, amounts in cents (VUE-12)."""
        if self._totals is None:
            self._totals = self._sums(self._kept)
        return self._totals

    def distinct(self, column: str) -> list[tuple[Value, int]]:
        """Return the values of a column among the rows kept, with their counts, in the order of a sort (FLT-02)."""
        place = self._places[column]
        counts: dict[OrderKey, tuple[Value, int]] = {}
        for row in self._kept:
            value = None if is_blank(row.values[place]) else row.values[place]
            key = sort_key(value)
            known, number = counts.get(key, (value, 0))
            counts[key] = (known, number + 1)
        return [counts[key] for key in sorted(counts)]

    def _arrange(self) -> list[Row]:
        rows = self._all
        words = words_of(self.arrangement.search)
        if words:
            rows = [row for row in rows if found(self._text(row), words)]
        if self.arrangement.clauses.parts:
            rows = [row for row in rows if meets(row.values, self._places, self.arrangement.clauses)]
        for column, wanted in self.arrangement.filters.items():
            place = self._places[column]
            rows = [row for row in rows if satisfies(row.values[place], wanted)]
        for sort in reversed(self.arrangement.sorts):
            rows = self._sorted(rows, sort)
        return rows

    def _text(self, row: Row) -> str:
        known = self._texts.setdefault(self._searched, {})
        text = known.get(row.key)
        if text is None:
            values = tuple(row.values[place] for place in self._searched)
            text = known[row.key] = searchable(values, tuple(self.columns[place] for place in self._searched))
        return text

    def _sorted(self, rows: list[Row], sort: Sort) -> list[Row]:
        """Sort rows by a column, keeping the present order of equals and the empty values last in both directions."""
        place = self._places[sort.column]
        filled = [row for row in rows if not is_blank(row.values[place])]
        blank = [row for row in rows if is_blank(row.values[place])]
        return sorted(filled, key=lambda row: sort_key(row.values[place]), reverse=sort.descending) + blank

    def _sums(self, rows: Iterable[Row]) -> dict[str, int]:
        counted = list(rows)
        sums: dict[str, int] = {}
        for column in self._viewed:
            if column.total:
                place = self._places[column.identifier]
                values = [value for row in counted if isinstance(value := row.values[place], int)]
                total = summed_up(values, column.summary)
                sums |= {} if total is None else {column.identifier: total}
        return sums

    def _grouped(self) -> list[Row]:
        if not self.arrangement.groups:
            return self._kept
        return self._unfold(self._kept, self.arrangement.groups, ())

    def _unfold(self, rows: list[Row], groups: tuple[str, ...], path: tuple[str, ...]) -> list[Row]:
        """Return one heading row per value of the first group column, followed by its rows when it is unfolded."""
        if not groups:
            return [Row(row.key, row.values, row.voice, len(path)) for row in rows]
        place = self._places[groups[0]]
        ordered = self._sorted(
            rows, next((s for s in self.arrangement.sorts if s.column == groups[0]), Sort(groups[0]))
        )
        result: list[Row] = []
        for _, members in groupby(ordered, key=lambda row: sort_key(row.values[place])):
            inside = list(members)
            text = cell_text(inside[0].values[place], self.columns[place]).strip() or BLANK
            here = (*path, text)
            folded = here not in self.arrangement.unfolded
            result.append(self._heading(here, inside, folded=folded))
            if not folded:
                result += self._unfold(inside, groups[1:], here)
        return result

    def _heading(self, path: tuple[str, ...], rows: list[Row], *, folded: bool) -> Row:
        """Return the heading row of a group: its value, the number of its rows, the sums of its amounts (COL-09)."""
        sums = self._sums(rows)
        values: list[Value] = [_figure(sums.get(column.identifier), column) for column in self._viewed]
        title = f"{path[-1]} ({len(rows)})"
        return Row(path, (title, *values[1:]), "strong", len(path) - 1, heading=True, folded=folded)


def _figure(value: int | None, column: Column) -> Value:
    """Return a summary as a value of its column, in words when it is not one of its amounts."""
    plain = column.summary is Summary.TOTAL and column.type in {ColumnType.AMOUNT, ColumnType.NUMBER}
    return value if value is None or plain else summary_text(value, column)
