"""What is the same on every page but its number: heading, titles of the columns, foot (ETSO-02, ETSO-07)."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final, NamedTuple

from tuicompta.reports.model import SEPARATOR, Column, Heading, Report, Side
from tuicompta.reports.render.paper import edition_words, is_paged, period_words
from tuicompta.reports.render.pdf.picture import PlacedPicture, placed_picture
from tuicompta.reports.render.pdf.sheet import BOTTOM, LEFT, TITLE_RATIO, TOP, Sheet
from tuicompta.reports.render.pdf.typeface import Typeface

NUMBER_SIZE: Final = 8.0
_TITLE, _NAME, _WORDS, _FOOT = 12.0, 9.5, 8.0, 7.0  # sizes
_AFTER_NAME, _AFTER_TITLE, _AFTER_WORDS, _AFTER_FOOT = 15.0, 12.5, 10.5, 9.0  # from a line to the next
_TITLES_LEADING = 1.15
_AIR = 4.0
_FOOT_HEIGHT = 14.0
_NUMBER_ROOM = 90.0  # for «Page 1234/1234» beside the title
_PART: Final[dict[Side, float]] = {"left": 0, "center": 0.5, "right": 1}
_MOST_LINES = 8  # of filters: the page is for the figures


class Words(NamedTuple):
    """A text in its place: `x` is its left, its middle or its right, as its `side` says."""

    x: float
    y: float
    size: float
    text: str
    bold: bool = False
    side: Side = "left"


class PageHead(NamedTuple):
    """The words and rules of every page, then where its number stands, where its body begins and ends.

    Places are in points from the lower left corner. `paged` are the words that hold the number of the page.
    """

    words: tuple[Words, ...]
    rules: tuple[float, ...]
    number: float
    body: float
    foot: float
    paged: tuple[Words, ...] = ()
    picture: PlacedPicture | None = None

    @property
    def room(self) -> int:
        """Height of the body, in tenths of a point."""
        return int((self.body - self.foot) * 10)


def head_of(report: Report, sheet: Sheet, regular: Typeface, bold: Typeface) -> PageHead:
    """Return the head and the foot of the pages of a report."""
    heading, picture = report.heading, placed_picture(report.paper.logo, sheet.width)
    top = sheet.format[1] - TOP - (picture.room if picture else 0)
    words, titled = _heading(heading, sheet, regular, bold, top)
    height, titles = _titles(sheet, bold, titled - _AIR)
    below = _free_lines(heading.below, regular, sheet.width, _FOOT)
    raised = len(below) * _AFTER_FOOT
    feet = [Words(LEFT, BOTTOM + raised - place * _AFTER_FOOT, _FOOT, line) for place, line in enumerate(below)]
    company = regular.text(SEPARATOR.join(filter(None, (heading.company.name, heading.company.identity))))
    identity = Words(LEFT, BOTTOM, _FOOT, regular.fitted(company, _thousandths(sheet.width, _FOOT))[0])
    every = (*words, *titles, *feet, identity)
    return PageHead(
        words=tuple(each for each in every if not is_paged(each.text)),
        rules=(titled - _AIR, height, BOTTOM + raised + _FOOT + 1),
        number=top - _NAME - _AFTER_NAME,
        body=height - _AIR / 2,
        foot=BOTTOM + raised + _FOOT_HEIGHT,
        paged=tuple(each for each in every if is_paged(each.text)),
        picture=picture,
    )


def _free_lines(lines: Iterable[str], typeface: Typeface, width: float, size: float) -> list[str]:
    return [part for line in lines for part in _wrapped(typeface, line, _thousandths(width, size)) or [""]]


def _heading(
    heading: Heading, sheet: Sheet, regular: Typeface, bold: Typeface, top: float
) -> tuple[list[Words], float]:
    """Return the words of the heading and where its last line stands."""
    right = LEFT + sheet.width
    y = top - _NAME
    edition = regular.text(edition_words(heading.edition))
    room = sheet.width - regular.width(edition) * _WORDS / 1000 - 2 * _AIR
    name = bold.fitted(bold.text(heading.company.name), _thousandths(room, _NAME))[0]
    words = [Words(LEFT, y, _NAME, name, bold=True), Words(right, y, _WORDS, edition, side="right")]
    y -= _AFTER_NAME
    title = bold.fitted(bold.text(heading.title), _thousandths(sheet.width - _NUMBER_ROOM, _TITLE))[0]
    words.append(Words(LEFT, y, _TITLE, title, bold=True))
    period, marks = regular.text(period_words(heading)), bold.text(SEPARATOR.join(heading.marks))
    if period or marks:
        y -= _AFTER_TITLE
        words += [Words(LEFT, y, _WORDS, period), Words(right, y, _WORDS, marks, bold=True, side="right")]
    kept = _wrapped(regular, SEPARATOR.join(heading.filters), _thousandths(sheet.width, _WORDS))
    for line in (*kept, *_free_lines(heading.above, regular, sheet.width, _WORDS)):
        y -= _AFTER_WORDS
        words.append(Words(LEFT, y, _WORDS, line))
    return words, y


def _titles(sheet: Sheet, bold: Typeface, top: float) -> tuple[float, Iterator[Words]]:
    """Return the rule under the titles of the columns, and the titles, standing on the same last line."""
    size = sheet.size * TITLE_RATIO
    wrapped = [
        _wrapped(bold, column.title, width / TITLE_RATIO + 1)
        for column, width in zip(sheet.columns, sheet.widths, strict=True)
    ]
    last = top - max(map(len, wrapped)) * size * _TITLES_LEADING
    placed = zip(sheet.columns, sheet.starts, sheet.widths, wrapped, strict=True)
    return last - _AIR, chain.from_iterable(
        _title(column, LEFT + sheet.points(start), sheet.points(width), last, size, lines)
        for column, start, width, lines in placed
    )


def _title(column: Column, x: float, width: float, last: float, size: float, lines: list[str]) -> Iterator[Words]:
    """Yield the lines of a title, from the last one up."""
    for place, line in enumerate(reversed(lines)):
        y = last + place * size * _TITLES_LEADING
        yield Words(x + width * _PART[column.leaning], y, size, line, bold=True, side=column.leaning)


def _wrapped(typeface: Typeface, raw: str, width: float) -> list[str]:
    """Return a text in lines of at most that width, in thousandths of its size; too long a word is cut."""
    lines: list[str] = []
    for word in typeface.text(raw).split():
        longer = f"{lines[-1]} {word}" if lines else ""
        if lines and typeface.width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(typeface.fitted(word, width)[0])
    if len(lines) > _MOST_LINES:
        lines[_MOST_LINES - 1 :] = [typeface.fitted(" ".join(lines[_MOST_LINES - 1 :]), width)[0]]
    return lines


def _thousandths(points: float, size: float) -> float:
    return points * 1000 / size
