"""The body of a page: rows at their height, totals under their rule."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from tuicompta.reports.model import Value
from tuicompta.reports.render.pdf.carried import CARRIED, TO_CARRY
from tuicompta.reports.render.pdf.page_head import PageHead
from tuicompta.reports.render.pdf.pagination import Piece
from tuicompta.reports.render.pdf.row_cells import Cell, Cells, cells_of
from tuicompta.reports.render.pdf.sheet import LEFT, LIGHT, RULE, Sheet
from tuicompta.reports.render.pdf.typeface import Typeface

_BASE = 0.76  # of its height, from the top of a row to the base of its text
_AFTER_AN_ENTRY = 20  # tenths of a point


class Body:
    """Draws rows between the head and the foot of a page; `top` is in tenths of a point under the head."""

    canvas: Canvas  # of the current page

    def __init__(self, sheet: Sheet, head: PageHead, regular: Typeface, bold: Typeface) -> None:
        self._sheet = sheet
        self._head = head
        self._typefaces = regular, bold
        self._lines = cells_of(sheet, regular, blank_zero=True)
        self._carried = cells_of(sheet, regular, blank_zero=False)
        self._subtotals = cells_of(sheet, bold, blank_zero=True)
        self._totals = cells_of(sheet, bold, blank_zero=False)

    def height_of(self, top: int) -> float:
        """Return how far a place of the body is from the foot of the page, in points."""
        return self._head.body - top / 10

    def lines(self, top: int, columns: Sequence[Sequence[Value]]) -> None:
        """Draw lines given by the columns of the report."""
        shown = zip(self._lines, (columns[index] for index in self._sheet.indexes), strict=True)
        self._rows(top, list(zip(*(map(cells.__getitem__, column) for cells, column in shown), strict=True)))

    def heading(self, piece: Piece, caption: str, values: Sequence[Value]) -> None:
        """Draw the heading of a block, with its figures when it has some."""
        self._figures(piece.top, caption, values, self._subtotals, bold=True)

    def subtotal(self, piece: Piece, caption: str, values: Sequence[Value]) -> None:
        """Draw a subtotal, under a rule when it comes right under lines."""
        if piece.air:
            self._rule_of_amounts(piece.top - piece.air // 2)
        self._figures(piece.top, caption, values, self._subtotals, bold=True)

    def total(self, piece: Piece, caption: str, values: Sequence[Value]) -> None:
        """Draw a total of the report, the first one under a rule as wide as the page."""
        if piece.air:
            self._rule(piece.top - piece.air // 2)
        self._figures(piece.top, caption, values, self._totals, bold=True)

    def to_carry(self, values: Sequence[Value]) -> None:
        """Draw what is carried to the next page, at the foot of this one."""
        top = self._head.room - self._sheet.line
        self._rule_of_amounts(top - self._sheet.line // 8)
        self._figures(top, TO_CARRY, values, self._carried, bold=False)

    def carried(self, top: int, values: Sequence[Value]) -> None:
        """Draw what is carried from the page before."""
        self._figures(top, CARRIED, values, self._carried, bold=False)

    def words(self, top: int, text: str, *, bold: bool = False) -> None:
        """Draw words across the page."""
        sheet = self._sheet
        typeface = self._typefaces[bold]
        shown = typeface.fitted(typeface.text(text), sheet.width * 1000 / sheet.size)[0]
        self._rows(top, [[(LEFT, shown)]], bold=bold)

    def rule(self, top: int) -> None:
        """Draw a light rule between two entries."""
        self._rule(top + _AFTER_AN_ENTRY, thickness=LIGHT)

    def _rule_of_amounts(self, top: int) -> None:
        left, right = self._sheet.figures
        if left < right:
            self._rule(top, left, right)

    def _rule(self, top: int, left: float = 0, right: float = 0, thickness: float = RULE) -> None:
        """Draw a rule between two places from the left margin, across the page when none is given."""
        self.canvas.setLineWidth(thickness)
        y = self.height_of(top)
        self.canvas.line(LEFT + left, y, LEFT + (right or self._sheet.width), y)

    def _figures(self, top: int, caption: str, values: Sequence[Value], cells: Sequence[Cells], *, bold: bool) -> None:
        """Draw a caption where the texts are, then what is under the amounts."""
        sheet, (first, last) = self._sheet, self._sheet.captioned
        if not values or last - first == len(sheet.columns):
            self.words(top, caption, bold=bold)
            return
        row = [cells[place][values[sheet.indexes[place]]] for place in range(len(cells))]
        row[first:last] = [self._caption(caption, first, last, bold=bold)]
        self._rows(top, [row], bold=bold)

    def _caption(self, text: str, first: int, last: int, *, bold: bool) -> Cell:
        """Return a caption in the place of some columns; after the last one when every column is of figures."""
        sheet, typeface = self._sheet, self._typefaces[bold]
        ends = [*sheet.starts, sheet.starts[-1] + sheet.widths[-1] + sheet.gap]
        right = ends[last] - sheet.gap if first < last else sheet.width * 1000 / sheet.size
        shown = typeface.fitted(typeface.text(text), max(right - ends[first], 0))[0]
        return LEFT + sheet.points(ends[first]), shown

    def _rows(self, top: int, rows: Sequence[Sequence[Cell]], *, bold: bool = False) -> None:
        """Draw rows one under the other, cell after cell: a reader copies them in that order."""
        height = self._sheet.line / 10
        y = self.height_of(top) - height * _BASE
        drawn = self.canvas.beginText()
        drawn.setFont(self._typefaces[bold].name, self._sheet.size)
        for row in rows:
            for x, text in row:
                if text:
                    drawn.setTextOrigin(x, y)
                    drawn.textLine(text)
            y -= height
        self.canvas.drawText(drawn)
