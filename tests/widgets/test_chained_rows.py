"""Rows made of parts: the same as the parts put end to end, whatever the pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tuicompta.widgets.chained_rows import ChainedRows, OneRow, Part
from tuicompta.widgets.columns import Column
from tuicompta.widgets.memory_rows import MemoryRows
from tuicompta.widgets.rows import Row, every_row

COLUMNS = (Column("name", "Nom"),)


def chained(sizes: list[int]) -> tuple[ChainedRows, list[Row]]:
    """Parts of so many rows, one row when the size is one; and all their rows."""
    parts: list[Part] = []
    rows: list[Row] = []
    home: dict[object, int] = {}
    for size in sizes:
        own = [Row(len(rows) + rank, (f"r{len(rows) + rank}",)) for rank in range(size)]
        home |= {row.key: len(parts) for row in own}
        parts.append(OneRow(own[0]) if size == 1 else MemoryRows(COLUMNS, own))
        rows += own
    return ChainedRows(parts, home.get, lambda: len(rows), lambda: len(rows), dict), rows


@given(sizes=st.lists(st.integers(0, 5), max_size=8), size=st.integers(1, 7))
def test_pages_walk_through_the_parts_both_ways(sizes: list[int], size: int) -> None:
    source, rows = chained(sizes)
    assert list(every_row(source, size)) == rows
    back: list[Row] = list(source.last(size))
    while back and back[0] != rows[0]:
        back = [*source.before(back[0].key, size), *back]
    assert back == rows


@given(sizes=st.lists(st.integers(0, 5), min_size=1, max_size=8), size=st.integers(1, 7), data=st.data())
def test_any_row_has_its_neighbours(sizes: list[int], size: int, data: st.DataObject) -> None:
    source, rows = chained(sizes)
    if not rows:
        assert source.first(size) == []
        return
    rank = data.draw(st.integers(0, len(rows) - 1))
    key = rows[rank].key
    assert source.row(key) == rows[rank]
    assert list(source.after(key, size)) == rows[rank + 1 : rank + 1 + size]
    assert list(source.before(key, size)) == rows[max(rank - size, 0) : rank]


def test_a_row_that_is_gone_has_none() -> None:
    source, _ = chained([2, 1])
    assert (source.row("x"), source.after("x", 3), source.before("x", 3)) == (None, (), ())
