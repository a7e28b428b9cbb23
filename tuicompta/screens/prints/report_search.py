"""Finding a text or an amount among the lines of a report (IMP-10)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tuicompta.core.text import fold
from tuicompta.reports.render.line_writer import LineWriter

if TYPE_CHECKING:
    from tuicompta.reports.render.on_screen import ShownReport
    from tuicompta.widgets.progress import Progress

_AMOUNT = re.compile(r"-?[0-9 ]+([,.][0-9]*)?")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])\s(?=[0-9]{3})")
_LINES_BETWEEN_CHECKS = 500


def find_line(shown: ShownReport, wanted: str, start: int, progress: Progress) -> int | None:
    """Return the first line with a text at or after a place, else from the first; amounts as they are typed."""
    text = fold(" ".join(wanted.split()))
    amount = _AMOUNT.fullmatch(text)
    if amount:
        text = text.replace(" ", "").replace(".", ",")
    writer = LineWriter(shown.layout(0, whole=True))
    for begin, end in ((start, len(shown.lines)), (0, start)):
        for place, row in enumerate(shown.lines.rows(begin), begin):
            if place >= end:
                break
            line = fold(" ".join(writer.line(row).split()))
            if text in (_BETWEEN_DIGITS.sub("", line) if amount else line):
                return place
            if place % _LINES_BETWEEN_CHECKS == 0:
                progress.tell(place, len(shown.lines), f"Recherche de «{wanted}»")
    return None
