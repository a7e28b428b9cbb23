"""The rows of a report as strips of paper: lines by many, then what stands alone."""

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import Final, NamedTuple

from tuicompta.reports.model import NOTE, OPENING, Details, Part, Report, Row, RowKind, Value
from tuicompta.reports.render.text import NOTHING

_LINES_IN_A_STRIP = 500
# Subtotals inside a block, which its own total follows: lines go on after them.
_INNER: Final = {OPENING, "entry", "lettering"}


class StripKind(IntEnum):
    """What a strip is for the page.

    INNER are the subtotals inside a block, TOTAL those that close something, GENERAL the totals of the whole report.
    """

    LINES = 0
    INNER = 1
    TOTAL = 2
    GENERAL = 3
    GROUP = 4
    RULE = 5
    PAGE = 6
    WORDS = 7


class Strip(NamedTuple):
    """Many lines by their columns, or one other row."""

    kind: StripKind
    columns: tuple[Sequence[Value], ...] = ()
    row: Row | None = None

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.columns[0]) if self.columns else 1


_NOTHING: Final = Strip(StripKind.WORDS, row=Row(RowKind.GROUP, caption=NOTHING, of=NOTE))
_KINDS: Final = {
    RowKind.TOTAL: StripKind.GENERAL,
    RowKind.GROUP: StripKind.GROUP,
    RowKind.RULE: StripKind.RULE,
    RowKind.PAGE: StripKind.PAGE,
}


def strips(report: Report) -> Iterator[Strip]:
    """Yield the strips of a report; one without any line says so before its totals (ETSO-10)."""
    silent = True
    for part in _gathered(report.parts()):
        strip = part if isinstance(part, Strip) else Strip(_kind(part), row=part)
        if silent and strip.kind <= StripKind.GENERAL:
            silent = False
            if strip.kind is not StripKind.LINES and not _opens(strip):
                yield _NOTHING
        yield strip
    if silent:
        yield _NOTHING


def _opens(strip: Strip) -> bool:
    """Tell whether a strip is a balance brought forward: something, before any line (ETGL-03)."""
    return strip.row is not None and strip.row.of == OPENING


def _kind(row: Row) -> StripKind:
    if row.of == NOTE:
        return StripKind.WORDS
    if row.kind is RowKind.SUBTOTAL:
        return StripKind.INNER if row.of in _INNER else StripKind.TOTAL
    return _KINDS[row.kind]


def _gathered(parts: Iterable[Part]) -> Iterator[Strip | Row]:
    """Yield lines by many, those that come alone put together, and the other rows as they are."""
    alone: list[tuple[Value, ...]] = []
    for part in parts:
        line = isinstance(part, Row) and part.kind is RowKind.DETAIL
        if alone and (not line or len(alone) == _LINES_IN_A_STRIP):
            yield Strip(StripKind.LINES, tuple(zip(*alone, strict=True)))
            alone.clear()
        if isinstance(part, Details):
            yield Strip(StripKind.LINES, part.columns)
        elif line:
            alone.append(part.values)
        else:
            yield part
    if alone:
        yield Strip(StripKind.LINES, tuple(zip(*alone, strict=True)))
