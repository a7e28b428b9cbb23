"""Where pages end: nothing is lost, nothing overflows, and what belongs together stays so."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.reports.render.pdf.pagination import Break, Pagination, Piece
from tuicompta.reports.render.pdf.strips import StripKind as Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

LINE = 100
ALONE = st.sampled_from([kind for kind in Kind if kind is not Kind.LINES]).map(lambda kind: (kind, 1))
STRIPS = st.lists(st.tuples(st.just(Kind.LINES), st.integers(1, 40)) | ALONE, max_size=30)
ROOMS = st.integers(6 * LINE, 30 * LINE)
Strips = list[tuple[Kind, int]]


def placed(strips: Sequence[tuple[Kind, int]], room: int, *, carries: bool, turn: int = 0) -> list[tuple[Kind, Piece]]:
    pagination = Pagination(room, LINE, carries=carries, turn=turn)
    pieces = [(kind, piece) for kind, count in strips for piece in pagination.place(kind, count)]
    assert pagination.pages == 1 + sum(piece.begins is not None for _, piece in pieces)
    return pieces


def better(strips: Sequence[tuple[Kind, int]], room: int, *, carries: bool) -> int:
    """Return where documents turn the page, once the first reading tells that they would end on totals alone."""
    pagination = Pagination(room, LINE, carries=carries)
    for kind, count in strips:
        assert sum(piece.rows for piece in pagination.place(kind, count)) <= count
    return pagination.better_turn


def pages(pieces: list[tuple[Kind, Piece]]) -> list[list[tuple[Kind, Piece]]]:
    found: list[list[tuple[Kind, Piece]]] = [[]]
    for kind, piece in pieces:
        if piece.begins:
            found.append([])
        found[-1].append((kind, piece))
    return found


def height(kind: Kind, piece: Piece) -> int:
    return LINE // 3 if kind is Kind.RULE else piece.rows * LINE


@given(STRIPS, ROOMS, st.booleans())
def test_every_row_is_placed_once_and_none_overflows(strips: Strips, room: int, carries: bool) -> None:  # noqa: FBT001
    every_row_is_placed(strips, room, carries=carries)
    every_row_is_placed(strips, room, carries=carries, turn=better(strips, room, carries=carries))


def every_row_is_placed(strips: Strips, room: int, *, carries: bool, turn: int = 0) -> None:
    pieces = placed(strips, room, carries=carries, turn=turn)
    for kind in set(Kind) - {Kind.RULE, Kind.PAGE}:
        expected = sum(count for found, count in strips if found is kind)
        assert sum(piece.rows for found, piece in pieces if found is kind) == expected
    for page in pages(pieces):
        end = 0
        for kind, piece in page:
            if piece.rows:
                head = piece.begins.rows * LINE if piece.begins else end
                assert piece.top == head + piece.air
                end = piece.top + height(kind, piece)
        assert end <= room - LINE * carries


@given(STRIPS, ROOMS, st.booleans(), st.data())
def test_lines_read_by_other_numbers_end_on_the_same_pages(
    strips: Strips,
    room: int,
    carries: bool,  # noqa: FBT001 - drawn
    data: st.DataObject,
) -> None:
    """The pages are counted from whole runs of lines and drawn from batches of them."""
    split: Strips = []
    for kind, count in strips:
        first = data.draw(st.integers(1, count))
        split += [(kind, first), (kind, count - first)] if 1 <= first < count else [(kind, count)]

    def rows(strips: Strips) -> list[list[tuple[Kind, int]]]:
        found = []
        for page in pages(placed(strips, room, carries=carries)):
            tops = [(kind, piece.top + LINE * row) for kind, piece in page for row in range(piece.rows)]
            found.append(tops)
        return found

    merged: Strips = []
    for kind, count in split:
        if merged and kind is Kind.LINES and merged[-1][0] is kind:
            merged[-1] = (kind, merged[-1][1] + count)
        else:
            merged.append((kind, count))
    assert rows(split) == rows(merged)


@given(st.lists(st.integers(2, 40), min_size=1, max_size=20), ROOMS)
def test_a_heading_is_followed_by_two_rows_on_its_page(blocks: list[int], room: int) -> None:
    strips = [strip for lines in blocks for strip in ((Kind.GROUP, 1), (Kind.LINES, lines), (Kind.TOTAL, 1))]
    for page in pages(placed(strips, room, carries=True)):
        for (kind, _), (after, piece) in pairwise([*page, (Kind.PAGE, Piece(0))]):
            assert kind is not Kind.GROUP or (after is Kind.LINES and piece.rows >= 2)


@pytest.mark.spec("ETSO-07")
@pytest.mark.parametrize(
    ("strips", "begins"),
    [
        # in the middle of a block
        ([(Kind.GROUP, 1), (Kind.LINES, 30)], Break(continued=True, carried=True)),
        # between its last line and its total
        ([(Kind.GROUP, 1), (Kind.LINES, 9), (Kind.TOTAL, 1)], Break(continued=True, carried=True)),
        # after its total: the next block begins a page of its own
        ([(Kind.GROUP, 1), (Kind.LINES, 7), (Kind.TOTAL, 1), (Kind.GROUP, 1)], Break()),
        # after its total, before that of several blocks
        ([(Kind.GROUP, 1), (Kind.LINES, 7), (Kind.TOTAL, 1), (Kind.TOTAL, 1)], Break()),
        # lines go on after a subtotal inside the block
        ([(Kind.GROUP, 1), (Kind.LINES, 7), (Kind.INNER, 1), (Kind.LINES, 1)], Break(continued=True, carried=True)),
        # without blocks, as in one book of all journals
        ([(Kind.LINES, 30)], Break(carried=True)),
    ],
)
def test_a_page_that_begins_repeats_the_block_that_goes_on(strips: Strips, begins: Break) -> None:
    pieces = placed(strips, 11 * LINE + LINE // 4, carries=True)
    assert next(piece.begins for _, piece in pieces if piece.begins) == begins
    without = placed(strips, 10 * LINE, carries=False)
    assert next(piece.begins for _, piece in without if piece.begins) == begins._replace(carried=False)


@pytest.mark.parametrize("before", range(3, 30))
@pytest.mark.parametrize("totals", [1, 2, 4])
def test_the_last_page_is_never_of_totals_alone(before: int, totals: int) -> None:
    ends = [*[(Kind.TOTAL, 1)] * (totals - 1), (Kind.GENERAL, 1)]
    for strips in (
        [(Kind.GROUP, 1), (Kind.LINES, before + 1), *ends],
        [(Kind.LINES, before), (Kind.RULE, 1), (Kind.LINES, 3), *ends],
    ):
        turn = better(strips, 10 * LINE, carries=False)
        plain, found = (pages(placed(strips, 10 * LINE, carries=False, turn=each)) for each in (0, turn))
        assert all(any(kind is Kind.LINES for kind, _ in page) for page in found)
        assert len(found) == len(plain)
        assert (turn > 0) == (Kind.LINES not in {kind for kind, _ in plain[-1]})


def test_lines_that_stay_with_their_heading_do_not_follow_totals() -> None:
    strips = [(Kind.LINES, 6), (Kind.GROUP, 1), (Kind.LINES, 3), (Kind.GENERAL, 1)]
    assert [kind for kind, _ in pages(placed(strips, 10 * LINE + LINE // 2, carries=False))[-1]] == [Kind.GENERAL]
    assert better(strips, 10 * LINE + LINE // 2, carries=False) == 0


def test_a_page_asked_for_at_the_head_of_one_is_that_one() -> None:
    pieces = placed([(Kind.PAGE, 1), (Kind.LINES, 1), (Kind.PAGE, 1), (Kind.LINES, 1)], 10 * LINE, carries=False)
    assert [piece.begins for _, piece in pieces] == [None, Break(), None]
