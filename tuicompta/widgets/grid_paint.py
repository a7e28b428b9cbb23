"""How the lines of a grid are written: headings with their marks, rows, totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width
from tuicompta.widgets.columns import Column, cell_text, summary_text
from tuicompta.widgets.safe import fitted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tuicompta.widgets.arrangement import Arrangement
    from tuicompta.widgets.grid_layout import Place
    from tuicompta.widgets.painted import Run
    from tuicompta.widgets.rows import Row

TICKED = "✓"
FILTERED = "▼"
ASCENDING = "▲"
DESCENDING = "▼"
_SIGNS = {None: "", False: "+ ", True: "- "}


def sort_mark(arrangement: Arrangement, column: str) -> str:
    """Return the mark of a sorted column, with its rank when several columns are sorted (COL-03)."""
    for rank, sort in enumerate(arrangement.sorts, 1):
        if sort.column == column:
            mark = DESCENDING if sort.descending else ASCENDING
            return mark if len(arrangement.sorts) == 1 else f"{mark}{rank}"
    return ""


def heading_runs(column: Column, width: int, arrangement: Arrangement, voice: str) -> Iterator[Run]:
    """Write the heading of a column: title, mark of the sort, mark of the filter in colour (COL-03, FLT-04)."""
    mark = sort_mark(arrangement, column.identifier)
    filtered = FILTERED if column.identifier in arrangement.filters else ""
    room = width - sum(len(sign) + 1 for sign in (mark, filtered) if sign)
    whole = column.title if cell_width(column.title) <= room else column.brief or column.title
    title = fitted(whole, min(max(room, 0), cell_width(whole)))
    used = cell_width(title) + width - room
    blank = (" " * (width - used), voice)
    if column.align == "right":
        yield blank
    yield title, voice
    if mark:
        yield f" {mark}", voice
    if filtered:
        yield " ", voice
        yield filtered, f"{voice} accent"
    if column.align == "left":
        yield blank


def row_runs(
    row: Row,
    columns: tuple[Column, ...],
    places: list[Place],
    margin: int,
    *,
    ticked: bool,
    voice: str,
    cursor: int | None,
) -> Iterator[Run]:
    """Write a row: its tick, its cells, the one of the cursor reversed; the title of a group runs over empty cells."""
    yield (TICKED if ticked else "").ljust(margin), voice
    if row.heading or row.spans:
        yield from _group_runs(row, columns, places, voice)
        return
    end = margin
    for place in places:
        yield " " * (place.x - end), voice
        column = columns[place.index]
        text = cell_text(row.values[place.index], column, place.width)
        if place is places[0]:
            text = "  " * row.level + _SIGNS[row.opened] + text
        own = " ".join(name for index, name in row.voices if index == place.index)
        said = "cursor" if place.index == cursor else f"{voice} {own}".rstrip()
        yield fitted(text, place.width, column.align), said
        end = place.x + place.width


def _group_runs(row: Row, columns: tuple[Column, ...], places: list[Place], voice: str) -> Iterator[Run]:
    if row.detail:
        room = places[-1].x + places[-1].width - places[0].x
        yield fitted("  " * row.level + str(row.values[0]), room), voice
        return
    # the title runs as far as the first sum that there is
    values = {place.index: row.values[place.index] for place in places[1:] if columns[place.index].total}
    texts = {index: cell_text(value, columns[index]) for index, value in values.items() if value is not None}
    laid = _laid(texts, places)
    edge = laid[0][0] - 1 if laid else places[-1].x + places[-1].width
    start = places[0].x
    sign = " " if row.spans else "+" if row.folded else "-"
    title = f"{'  ' * row.level}{sign} {row.values[0]}"
    yield fitted(title, max(edge - start, 0)), voice
    end = edge
    for x, text in laid:
        yield " " * (x - end), voice
        yield text, voice
        end = x + cell_width(text)
    yield " " * (places[-1].x + places[-1].width - end), voice


def _laid(texts: Mapping[int, str], places: list[Place]) -> list[tuple[int, str]]:
    """Return where the sum of each column begins and its text, from left to right: it ends where its column does.

    One that is wider than its column begins in those at its left, and moves the one before away.
    """
    laid: list[tuple[int, str]] = []
    for place in reversed(places):
        if text := texts.get(place.index):
            right = place.x + place.width
            right = min(right, laid[-1][0] - 1) if laid else right
            laid.append((right - cell_width(text), text))
    return laid[::-1]


def totals_runs(
    label: str, sums: Mapping[str, int], columns: tuple[Column, ...], places: list[Place], margin: int
) -> Iterator[Run]:
    """Write a line of totals: its label at left, each sum under its column, or as far left as it is wider (LST-17)."""
    named = {place.index: columns[place.index] for place in places}
    texts = {
        index: summary_text(sums[column.identifier], column)
        for index, column in named.items()
        if column.total and column.identifier in sums
    }
    laid = _laid(texts, places)
    edge = laid[0][0] - 1 if laid else margin + cell_width(label)
    yield fitted(label, max(edge, 0)), "strong"
    end = edge
    for start, text in laid:
        yield " " * (start - end), "strong"
        yield text, "strong"
        end = start + cell_width(text)


def is_cut(row: Row, column: Column, place: Place) -> bool:
    """Tell whether the text of a cell does not fit in its column (LST-18)."""
    return cell_width(cell_text(row.values[place.index], column, place.width)) > place.width
