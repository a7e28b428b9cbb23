"""Reading a PDF back with another program: its pages, lines and cells, from the places of their characters."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTCurve, LTFigure, LTPage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from tuicompta.reports.render.pdf.document import PdfReport
from tuicompta.reports.render.text import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tuicompta.reports.model import Column, Report

_APART = 0.5  # of its size: what separates two cells, more than a space

CARRIES = ("À reporter", "Report")


class Cell(NamedTuple):
    """A text in one piece."""

    left: float
    right: float
    text: str


@dataclass
class Line:
    """Cells on the same base."""

    base: float
    bold: bool
    cells: list[Cell]

    @property
    def text(self) -> str:
        """Its cells, apart."""
        return " | ".join(cell.text for cell in self.cells)


@dataclass
class Page:
    """A page: what is the same on every page, the lines of its body, its horizontal rules."""

    width: float
    height: float
    frame: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)

    @property
    def titles(self) -> Line:
        """The last line of the titles: each column has a word of its own there."""
        return [line for line in self.frame if line.base > self.foot][-1]

    @property
    def foot(self) -> float:
        """Where the foot begins."""
        return min(height for _, _, height in self.rules)

    def lines(self, *beginnings: str) -> list[Line]:
        """Return the lines of the body that begin so."""
        return [line for line in self.body if line.cells[0].text.startswith(beginnings)]

    @property
    def details(self) -> list[Line]:
        """The lines of the report itself: neither its totals, nor what is carried, nor the number of the page."""
        left_out = (*CARRIES, NOTHING, "Page ")
        return [line for line in self.body if not line.bold and not line.cells[0].text.startswith(left_out)]

    def values(self, line: Line, columns: Sequence[Column]) -> dict[str, str]:
        """Return the texts of a line by column: the one under whose title each stands."""
        found = dict.fromkeys((column.key for column in columns), "")
        for cell in line.cells:
            nearest = min(range(len(columns)), key=lambda place: self._distance(cell, columns[place], place))
            assert not found[columns[nearest].key]
            found[columns[nearest].key] = cell.text
        return found

    def _distance(self, cell: Cell, column: Column, place: int) -> float:
        title = self.titles.cells[place]
        return abs(cell.right - title.right if column.leans_right else cell.left - title.left)


def pdf_of(report: Report) -> bytes:
    return b"".join(PdfReport(report).chunks())


def pages_of(report: Report) -> list[Page]:
    """Write a report and read its pages."""
    return read_pages(pdf_of(report))


def read_pages(data: bytes) -> list[Page]:
    """Return the pages of a file, in order."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    pages = []
    for page in PDFPage.get_pages(BytesIO(data)):
        interpreter.process_page(page)
        pages.append(_page(device.get_result()))
    return pages


def _page(layout: LTPage) -> Page:
    page = Page(layout.width, layout.height)
    for item in layout:
        if isinstance(item, LTFigure):
            page.frame += _lines(_chars(item))
            page.rules += _rules(item)
    page.body = _lines(char for char in layout if isinstance(char, LTChar))
    page.rules += _rules(layout)
    return page


def _chars(container: Iterable[object]) -> Iterator[LTChar]:
    return (item for item in container if isinstance(item, LTChar))


def _rules(container: Iterable[object]) -> list[tuple[float, float, float]]:
    return [(item.x0, item.x1, item.y0) for item in container if isinstance(item, LTCurve)]


def _lines(chars: Iterable[LTChar]) -> list[Line]:
    """Gather characters by base, from top to bottom, then by place."""
    placed = sorted(chars, key=lambda char: (-round(char.matrix[5], 1), char.x0))
    lines = []
    for base, group in groupby(placed, key=lambda char: round(char.matrix[5], 1)):
        line = list(group)
        lines.append(Line(base, "Bold" in line[0].fontname, list(_cells(line))))
    return lines


def _cells(chars: list[LTChar]) -> Iterator[Cell]:
    first = 0
    for place in range(1, len(chars) + 1):
        if place == len(chars) or chars[place].x0 - chars[place - 1].x1 > _APART * chars[place].size:
            text = "".join(char.get_text() for char in chars[first:place])
            yield Cell(chars[first].x0, chars[place - 1].x1, text)
            first = place
