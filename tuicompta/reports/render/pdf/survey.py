"""First reading of a report: what its columns hold at most, and the strips that its pages will be made of."""

from array import array
from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from tuicompta.reports.model import OPENING, Report, Row
from tuicompta.reports.progress import Progress
from tuicompta.reports.render.pdf.gauges import Gauge, gauge
from tuicompta.reports.render.pdf.strips import StripKind, strips
from tuicompta.reports.render.pdf.typeface import Typeface

_ROWS_BETWEEN_NEWS = 1000


class Runs:
    """Kinds and counts of the strips, in a few bytes each: a long journal with a total per entry has a million."""

    def __init__(self) -> None:
        self._kinds = array("B")
        self._counts = array("L")

    def add(self, kind: StripKind, count: int) -> None:
        """Count the rows of one more strip."""
        if kind is StripKind.LINES and self._kinds and self._kinds[-1] == kind:
            self._counts[-1] += count
        else:
            self._kinds.append(kind)
            self._counts.append(count)

    def __iter__(self) -> Iterator[tuple[StripKind, int]]:
        return zip(map(StripKind, self._kinds), self._counts, strict=True)


class Survey(NamedTuple):
    """Widest value of each column and widest caption of a total, in thousandths of the size of the text."""

    widths: Sequence[int]
    caption: int
    runs: Runs


def survey(report: Report, regular: Typeface, bold: Typeface, progress: Progress) -> Survey:
    """Read the rows once: needed because columns are fixed and the page count is in each heading (ETSO-02)."""
    gauges = [gauge(column, regular, bold) for column in report.columns]
    caption, runs, read = 0.0, Runs(), 0
    for strip in strips(report):
        runs.add(strip.kind, strip.rows)
        read += strip.rows
        if read // _ROWS_BETWEEN_NEWS > (read - strip.rows) // _ROWS_BETWEEN_NEWS:
            progress(read - read % _ROWS_BETWEEN_NEWS, 0, "Lignes lues")
        if strip.kind is StripKind.LINES:
            for each, values in zip(gauges, strip.columns, strict=True):
                each.read(values)
        elif strip.row:
            words = bold.text(strip.row.caption)
            regular.text(words)
            if strip.kind is StripKind.GROUP:
                for each in gauges:
                    each.begin()
            elif strip.kind is not StripKind.WORDS:
                caption = max(caption, bold.width(words))
            _read_total(gauges, strip.row)
    return Survey([each.width() for each in gauges], ceil(caption), runs)


def _read_total(gauges: Sequence[Gauge], row: Row) -> None:
    """Take a total into account; some have a caption and no figure."""
    if row.values:
        for each, value in zip(gauges, row.values, strict=True):
            if row.of == OPENING:
                each.read_opening(value)
            else:
                each.read_total(value)
