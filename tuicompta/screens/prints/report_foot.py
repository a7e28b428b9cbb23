"""What a line of a report has no room for on the screen, written in full under the lines (IMP-10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width
from tuicompta.reports.model import SEPARATOR, ColumnType, RowKind
from tuicompta.reports.render.cells import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuicompta.reports.model import Report, Row
    from tuicompta.reports.render.layout import Layout


def whole_texts(row: Row, report: Report, layout: Layout) -> str:
    """Return the texts of a row that a layout cuts or leaves out, each under the title of its column."""
    if row.kind is RowKind.DETAIL:
        return SEPARATOR.join(_texts(row, report, layout))
    room = layout.width if row.kind is RowKind.GROUP else layout.caption_width
    caption = safe(row.caption)
    return caption if cell_width(caption) > room else ""


def _texts(row: Row, report: Report, layout: Layout) -> Iterator[str]:
    rooms = dict(zip(layout.indexes, layout.widths, strict=True))
    for index, column in enumerate(report.columns):
        if column.type is not ColumnType.TEXT or column.group:
            continue
        text = safe(str(row.values[index] or ""))
        if cell_width(text) > rooms.get(index, 0):
            yield f"{column.title} : {text}"
