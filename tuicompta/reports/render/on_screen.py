"""A report on the screen: computed once, each of its rows one line, kept for the files written afterwards (IMP-10)."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from tuicompta.core.errors import TuicomptaError
from tuicompta.reports.model import OPENING, Report, Row, RowKind
from tuicompta.reports.render.layout import Layout, Measure, WidthTooSmallError, lay_out, measure
from tuicompta.reports.render.paper import paged
from tuicompta.reports.render.text import NOTHING
from tuicompta.reports.spool import ROWS_IN_A_BLOCK, Spool

ADDED: Final = "screen"
PRINTED: Final = 132
_WHOLE = 10_000
_ROOM_FOR_TEXTS = 24
_BLANK = Row(RowKind.PAGE, of=ADDED)
_RULE = Row(RowKind.RULE, of=ADDED)
_NOTHING = Row(RowKind.GROUP, caption=NOTHING, of=ADDED)
_FIGURES = frozenset({RowKind.SUBTOTAL, RowKind.TOTAL})


class ShownReport(NamedTuple):
    """A computed report: `lines` are its rows and those the screen adds, `report` yields its own rows again."""

    report: Report
    lines: Spool
    measured: Measure

    def layout(self, width: int, *, whole: bool) -> Layout:
        """Return the columns for a width; wider than it when the amounts do not fit, or when texts are `whole`."""
        if whole:
            return lay_out(self.report, self.measured, _WHOLE)
        try:
            return lay_out(self.report, self.measured, width)
        except WidthTooSmallError as error:
            return lay_out(self.report, self.measured, error.needed + _ROOM_FOR_TEXTS)


def compute(report: Report, tell: Callable[[int], None]) -> ShownReport:
    """Read a report once; `tell` receives the number of rows read, and may raise to stop.

    Raises `SpoolRefusedError`.
    """
    lines = Spool(report.columns)
    try:
        measured = measure(report._replace(parts=lambda: _kept(report, lines, tell)))
        lines.flush()
    except TuicomptaError:
        lines.close()
        raise
    return ShownReport(report._replace(parts=lambda: _own(lines)), lines, measured)


def _own(lines: Spool) -> Iterator[Row]:
    return (row for row in lines.rows() if row.of != ADDED)


def _kept(report: Report, lines: Spool, tell: Callable[[int], None]) -> Iterator[Row]:
    """Yield the rows of a report, each kept with the blank lines and rules the screen puts before it."""
    at_top, detailed, totalled = True, False, False
    for count, row in enumerate(report.rows()):
        if row.kind is RowKind.GROUP and not at_top:
            lines.add(_BLANK)
        detailed = detailed or row.of == OPENING
        if row.kind in _FIGURES and not detailed:
            lines.add(_NOTHING)
            detailed = True
        if row.kind is RowKind.TOTAL and not totalled:
            lines.add(_RULE)
            totalled = True
        lines.add(row)
        at_top, detailed = row.kind is RowKind.PAGE, detailed or row.kind is RowKind.DETAIL
        if count % ROWS_IN_A_BLOCK == 0:
            tell(count)
        yield row
    if not detailed:
        lines.add(_NOTHING)
    for line in ("", *report.heading.below) if report.heading.below else ():
        lines.add(Row(RowKind.GROUP, caption=paged(line, 1, 1), of=ADDED))
