"""The page of a report: its direction, the size of its text, where its columns stand.

Widths inside the columns are in thousandths of the size of the text, as the fonts measure; the rest is in points.
"""

from collections.abc import Sequence
from math import ceil
from typing import ClassVar, Final, NamedTuple

from tuicompta.core.errors import TuicomptaError
from tuicompta.reports.model import Column, ColumnType, Report
from tuicompta.reports.render.layout import COMFORTABLE, Span, caption_columns, grow, in_parts
from tuicompta.reports.render.pdf.survey import Survey
from tuicompta.reports.render.pdf.typeface import Typeface

A4: Final = (595.28, 841.89)
LEFT, RIGHT, TOP, BOTTOM = 42.0, 34.0, 34.0, 28.0
RULE: Final = 0.4  # thickness of the rules
LIGHT: Final = 0.2
_COMFORTABLE_SIZES: Final = (8.5, 8.0, 7.5)
_SIZES: Final = (7.5, 7.0, 6.5, 6.0)
TITLE_RATIO: Final = 0.94  # titles of columns beside the text under them
_LEADING = 12.6  # tenths of a point for each point of size
_CELL, _CAPITAL = 470, 620  # an average character of words, of codes, in thousandths
_GAP, _WIDEST_GAP = 850, 3000
_WIDEST_PORTRAIT, _MOST_AMOUNTS = 132, 5
_USUAL_AMOUNT = "9 999 999,99"


class PageTooNarrowError(TuicomptaError):
    """The amounts would not fit: they are never cut."""

    template = (
        "Les montants de cet état ne tiennent pas sur la largeur d'une page A4. Choisissez moins de colonnes, "
        "une période plus courte, ou un autre format."
    )
    exit_code: ClassVar[int] = 2


class Sheet(NamedTuple):
    """Columns of the paper: where each begins and how wide it is."""

    landscape: bool
    size: float
    indexes: tuple[int, ...]
    columns: tuple[Column, ...]
    starts: tuple[int, ...]
    widths: tuple[int, ...]
    gap: int

    @property
    def format(self) -> tuple[float, float]:
        """Width and height of the page."""
        return (A4[1], A4[0]) if self.landscape else A4

    @property
    def width(self) -> float:
        """Width between the margins."""
        return self.format[0] - LEFT - RIGHT

    @property
    def line(self) -> int:
        """Height of a row, in tenths of a point."""
        return round(self.size * _LEADING)

    @property
    def captioned(self) -> Span:
        """The columns where the caption of a total is written."""
        return caption_columns(self.columns)

    @property
    def figures(self) -> tuple[float, float]:
        """Where the amounts begin and end, in points from the left margin; the same place when there is none."""
        leaning = [place for place, column in enumerate(self.columns) if column.leans_right]
        if not leaning:
            return 0, 0
        return self.points(self.starts[leaning[0]]), self.points(self.starts[leaning[-1]] + self.widths[leaning[-1]])

    def points(self, thousandths: int) -> float:
        """Return a width of the text in points."""
        return thousandths * self.size / 1000


def is_wide(columns: Sequence[Column]) -> bool:
    """Tell whether a report lies in landscape: by its columns alone, so that it does every time it is printed."""
    cells = sum(column.cells for column in columns)
    return cells > _WIDEST_PORTRAIT or sum(column.type.is_amount for column in columns) > _MOST_AMOUNTS


def lay_out(report: Report, found: Survey, bold: Typeface) -> list[Sheet]:
    """Share a page between the columns, or several when a series of amounts is too long for one.

    Raises `PageTooNarrowError` when the amounts alone do not fit.
    """
    shown = [column for column in report.columns if not column.group]
    landscape = is_wide(shown) if report.paper.landscape is None else report.paper.landscape

    def lay(places: Sequence[int]) -> Sheet:
        return _lay_out(report, found, bold, [place for place in places if not report.columns[place].group], landscape)

    return in_parts(report.columns, lay, refusal=PageTooNarrowError)


def _lay_out(report: Report, found: Survey, bold: Typeface, kept: Sequence[int], landscape: bool) -> Sheet:  # noqa: FBT001 - as it lies
    columns = tuple(report.columns[index] for index in kept)
    steps = [_steps(column, found.widths[index], bold) for column, index in zip(columns, kept, strict=True)]
    blank = Sheet(landscape, _SIZES[-1], tuple(kept), columns, (), (), _GAP)
    return _shared(blank._replace(size=_size(blank.width, steps)), steps, found.caption)


def _size(width: float, steps: Sequence[tuple[int, ...]]) -> float:
    """Return the size of the text: large when nothing is cut, else what leaves texts their comfortable width."""
    narrowest, comfortable, _, whole, _ = (sum(step) + _GAP * (len(step) - 1) for step in zip(*steps, strict=True))
    for needed, sizes in ((whole, _COMFORTABLE_SIZES), (comfortable, _SIZES), (narrowest, _SIZES[-1:])):
        for size in sizes:
            if width * 1000 / size >= needed:
                return size
    raise PageTooNarrowError


def _steps(column: Column, measured: int, bold: Typeface) -> tuple[int, ...]:
    """Return the widths a column would like, from what it cannot do without to all that it holds, its title too."""
    title = ceil(bold.width(column.title) * TITLE_RATIO)
    word = ceil(max(map(bold.width, column.title.split()), default=0) * TITLE_RATIO)
    if column.leans_right or column.type is ColumnType.DATE:
        if column.width:
            wanted = max(measured, column.width * _CELL)
            return measured, measured, wanted, wanted, wanted
        least = max(measured, word)
        usual = max(least, ceil(bold.width(_USUAL_AMOUNT)) if column.type.is_amount else 0)
        return least, least, usual, least, max(least, title)
    cell = _CELL if column.flexible else _CAPITAL
    if column.width:
        wanted = column.width * _CELL
        part, parts = COMFORTABLE
        return min(column.narrowest * cell, wanted), wanted * part // parts, wanted, wanted, wanted
    narrowest = max(word, min(column.narrowest * cell, measured))
    preferred = max(narrowest, min(column.preferred * cell, measured))
    part, parts = COMFORTABLE
    comfortable = max(narrowest, preferred * part // parts) if column.flexible else preferred
    whole = max(narrowest, measured)
    return narrowest, comfortable, preferred, whole, max(whole, title)


def _shared(sheet: Sheet, steps: Sequence[tuple[int, ...]], caption: int) -> Sheet:
    """Widen the columns up to what they hold, then the gaps, then the last text that is not a code."""
    widths = [step[0] for step in steps]
    left = int(sheet.width * 1000 / sheet.size) - sum(widths) - _GAP * (len(widths) - 1)
    for level in range(1, len(steps[0])):
        left = grow(widths, [step[level] for step in steps], left)
    flexible = _flexible(sheet)
    first, last = sheet.captioned
    if flexible is not None and 0 < last - first < len(widths):
        room = sum(widths[first:last]) + _GAP * (last - first - 1)
        more = max(min(left, caption - room), 0)
        widths[flexible] += more
        left -= more
    gap = _GAP + min(left // max(len(widths) - 1, 1), _WIDEST_GAP - _GAP)
    if flexible is not None:
        widths[flexible] += left - (gap - _GAP) * (len(widths) - 1)
    starts = [sum(widths[:place]) + gap * place for place in range(len(widths))]
    return sheet._replace(widths=tuple(widths), starts=tuple(starts), gap=gap)


def _flexible(sheet: Sheet) -> int | None:
    """Return the column that takes the room left, the last one of words before the amounts; none has a set width.

    Without any, the room stays at the right, for the captions of totals.
    """
    free = [place for place in range(*sheet.captioned) if not sheet.columns[place].width]
    words = [place for place in free if sheet.columns[place].flexible]
    return next(reversed(words or free), None)
