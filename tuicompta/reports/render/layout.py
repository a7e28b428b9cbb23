"""Widths of the columns of a text output: amounts whole, texts cut to what is left (ETSO-04)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import ClassVar, Final, NamedTuple, TypeVar

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import cell_width
from tuicompta.reports.model import Column, ColumnType, Report, RowKind, Value
from tuicompta.reports.render.cells import amount_writer
from tuicompta.reports.render.titles import narrowest_words, widest_word

DATE_WIDTH = 10
_TITLED = 4  # the step of a column that has room for the words of its title
COMFORTABLE: Final = 2, 3  # the part of its preferred width below which a text is cut too often
_Laid = TypeVar("_Laid")
FIGURES = {RowKind.DETAIL, RowKind.SUBTOTAL, RowKind.TOTAL}


class WidthTooSmallError(TuicomptaError):
    """The amounts would not fit: they are never cut (ETSO-04)."""

    template = (
        "La largeur {width} est trop petite pour les montants de cet état : il en faut au moins {needed}. "
        "Choisissez une largeur avec --width (de 80 à 255), moins de colonnes, ou un autre format."
    )
    exit_code: ClassVar[int] = 2

    def __init__(self, width: int, needed: int) -> None:
        super().__init__(width=width, needed=needed)
        self.needed = needed


class Measure(NamedTuple):
    """What a first reading of the rows tells: widest value of each column, widest caption of a total, pages, rows."""

    widths: list[int]
    caption: int
    pages: int
    rows: int


def measure(report: Report) -> Measure:
    """Read the rows once: needed because columns are fixed and the page count is in each heading (ETSO-02)."""
    texts = [0] * len(report.columns)
    greatest = [0] * len(report.columns)
    least = [0] * len(report.columns)
    caption, pages, rows = 0, 1, 0
    amounts = [index for index, column in enumerate(report.columns) if column.type.is_amount]
    words = [index for index, column in enumerate(report.columns) if column.type is ColumnType.TEXT]
    for row in report.rows():
        caption = max(caption, cell_width(row.caption)) if row.kind in FIGURES else caption
        if row.kind in FIGURES and row.values:
            _widen(row.values, words, texts)
            for index in amounts:
                cents = row.values[index]
                if isinstance(cents, int):
                    greatest[index] = max(greatest[index], cents)
                    least[index] = min(least[index], cents)
        pages += row.kind is RowKind.PAGE
        rows += row.kind in FIGURES
    widths = [_width(*each) for each in zip(report.columns, texts, greatest, least, strict=True)]
    return Measure(widths, caption, pages, rows)


def _widen(values: Sequence[Value], words: Iterable[int], texts: list[int]) -> None:
    for index in words:
        text = str(values[index])
        texts[index] = max(texts[index], len(text) if text.isascii() else cell_width(text))


def _width(column: Column, text: int, greatest: int, least: int) -> int:
    if column.type is ColumnType.DATE:
        return DATE_WIDTH
    if not column.type.is_amount:
        return text
    write = amount_writer(column, blank_zero=False)
    return max(len(write(greatest)), len(write(least)))


class Span(NamedTuple):
    """Places of columns that follow one another, from `first` up to `last`, which is not of them."""

    first: int
    last: int


def caption_columns(columns: Sequence[Column]) -> Span:
    """Return where the caption of a total is written: the texts before the first figure, else the longest run of texts.

    An empty span after the last column tells that every column is one of figures.
    """
    runs, first = [], 0
    for place, column in enumerate(columns):
        if column.leans_right:
            runs.append(Span(first, place))
            first = place + 1
    runs.append(Span(first, len(columns)))
    return runs[0] if runs[0].last else max(runs, key=lambda run: (run.last - run.first, run.first))


class Layout(NamedTuple):
    """Columns of the paper, their widths and the gap between two."""

    indexes: tuple[int, ...]
    columns: tuple[Column, ...]
    widths: tuple[int, ...]
    gap: str
    width: int

    @property
    def captioned(self) -> Span:
        """The columns where the caption of a total is written."""
        return caption_columns(self.columns)

    @property
    def caption_width(self) -> int:
        """Cells for the caption of a total; when no column has room for it, what is left after the figures."""
        first, last = self.captioned
        if first == 0 and last == len(self.columns):
            return self.width
        if first == last:
            return max(self.width - self.used - len(self.gap), 0)
        return sum(self.widths[first:last]) + len(self.gap) * (last - first - 1)

    @property
    def used(self) -> int:
        """Cells that the columns and their gaps take."""
        return sum(self.widths) + len(self.gap) * (len(self.widths) - 1)


def lay_out(report: Report, measured: Measure, width: int, places: Iterable[int] | None = None) -> Layout:
    """Share a width between the columns; raises `WidthTooSmallError` when the amounts alone do not fit.

    `places` are those of the columns kept, every one unless told otherwise.
    """
    asked = range(len(report.columns)) if places is None else places
    kept = [index for index in asked if not report.columns[index].group]
    columns = tuple(report.columns[index] for index in kept)
    steps = [_steps(column, measured.widths[index]) for column, index in zip(columns, kept, strict=True)]
    widths = [step[0] for step in steps]
    needed = sum(widths) + len(widths) - 1
    if needed > width:
        raise WidthTooSmallError(width=width, needed=needed)
    titled = sum(step[_TITLED] for step in steps)
    gap = 2 if titled + 2 * (len(widths) - 1) <= width else 1
    left = width - sum(widths) - gap * (len(widths) - 1)
    for level in range(1, len(steps[0])):
        left = grow(widths, [step[level] for step in steps], left)
    layout = Layout(tuple(kept), columns, tuple(widths), " " * gap, width)
    return _with_captions(layout, min(left, measured.caption - layout.caption_width))


def lay_out_parts(report: Report, measured: Measure, width: int) -> list[Layout]:
    """Share a width like `lay_out`, in parts when a series of amounts is too long for it."""
    return in_parts(report.columns, lambda places: lay_out(report, measured, width, places), refusal=WidthTooSmallError)


def in_parts(
    columns: Sequence[Column], lay: Callable[[Sequence[int]], _Laid], *, refusal: type[TuicomptaError]
) -> list[_Laid]:
    """Lay columns out at once, or else a series of amounts in parts, each with the other columns; may raise `refusal`.

    An accountant reads twelve months as two half-years: parts are as few and as even as they can be.
    """
    series = [place for place, column in enumerate(columns) if column.series]
    for count in range(1, len(series)):
        try:
            return [lay(part) for part in _parts(columns, series, count)]
        except refusal:
            continue
    return [lay(part) for part in _parts(columns, series, max(len(series), 1))]


def _parts(columns: Sequence[Column], series: Sequence[int], count: int) -> Iterator[list[int]]:
    """Yield the places of the columns of each part; the last parts have the columns that do not divide."""
    bounds = [len(series) * part // count for part in range(count + 1)]
    for first, last in pairwise(bounds):
        chosen = set(series[first:last])
        yield [place for place, column in enumerate(columns) if place in chosen or not column.series]


def _with_captions(layout: Layout, more: int) -> Layout:
    """Widen the last text before the amounts, so that the captions of the totals are less cut."""
    first, last = layout.captioned.first, layout.captioned.last - 1
    if more <= 0 or last < first or last + 1 - first == len(layout.columns) or layout.columns[last].width:
        return layout
    widths = list(layout.widths)
    widths[last] += more
    return layout._replace(widths=tuple(widths))


def _steps(column: Column, measured: int) -> tuple[int, ...]:
    """Return the widths a column would like, from what it cannot do without to all that it holds.

    Titles come first, by their short words; then codes whole and texts that can be read, the words of titles, the rest.
    """
    word, short = widest_word(column.title), narrowest_words(column.title)
    if column.type is not ColumnType.TEXT or column.figures:
        wanted = max(measured, column.width or word)
        least = max(measured, min(short, wanted))
        return measured, least, least, least, wanted, wanted, wanted
    if column.width:
        return min(column.width, column.narrowest), *(column.width,) * 6
    narrowest = min(column.narrowest, max(measured, 1))
    preferred = max(narrowest, min(column.preferred, measured))
    part, parts = COMFORTABLE
    least = max(narrowest, min(short, column.preferred))
    code = least if column.flexible else max(least, preferred)
    read = max(code, preferred * part // parts)
    titled = max(read, min(word, column.preferred))
    return narrowest, least, code, read, titled, max(preferred, titled), max(measured, titled)


def grow(widths: list[int], wanted: Sequence[int], left: int) -> int:
    """Widen the columns evenly towards what they want; return the cells left over."""
    missing = [max(want - width, 0) for width, want in zip(widths, wanted, strict=True)]
    total = sum(missing)
    if total <= left:
        for index, more in enumerate(missing):
            widths[index] += more
        return left - total
    for index, more in enumerate(missing):
        widths[index] += more * left // total
    return left - sum(more * left // total for more in missing)
