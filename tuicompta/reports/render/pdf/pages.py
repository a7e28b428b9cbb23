"""The pages of a report: its strips placed, then drawn one after the other (ETSO-07)."""

from tuicompta.reports.model import OPENING, Report, Row
from tuicompta.reports.progress import Progress
from tuicompta.reports.render.pdf.body import Body
from tuicompta.reports.render.pdf.carried import Carried
from tuicompta.reports.render.pdf.joined import Bookmarks
from tuicompta.reports.render.pdf.page_head import PageHead
from tuicompta.reports.render.pdf.pagination import Break, Pagination, Piece
from tuicompta.reports.render.pdf.parts import Parts
from tuicompta.reports.render.pdf.sheet import Sheet
from tuicompta.reports.render.pdf.strips import Strip, StripKind, strips
from tuicompta.reports.render.pdf.survey import Runs

CONTINUED = " (suite)"


class Pages:
    """Draws the strips of a report on its pages, and marks where its blocks begin."""

    def __init__(self, report: Report, sheet: Sheet, head: PageHead, parts: Parts, body: Body) -> None:
        self._report, self._sheet, self._parts, self._body = report, sheet, parts, body
        self._carried = Carried(report.columns)
        self._block = ""
        self._page = self._count = self._turned = 0
        self._room = head.room
        self.bookmarks = Bookmarks()

    def count(self, runs: Runs) -> int:
        """Return the number of pages; `runs` are the strips of the report, read before."""
        counted = self._counted(runs)
        self._turned = counted.better_turn
        return (self._counted(runs) if self._turned else counted).pages

    def draw(self, before: int, count: int, progress: Progress) -> None:
        """Draw every page, after those already drawn; `count` are those of the document."""
        self._page, self._count = before, count
        pagination = self._pagination()
        self._begin()
        for strip in strips(self._report):
            done = 0
            for piece in pagination.place(strip.kind, strip.rows):
                if piece.begins:
                    self._turn(piece.begins)
                    progress(self._page - 1, self._count, "Pages écrites")
                self._draw(strip, piece, done)
                done += piece.rows
        self._parts.end()
        self._parts.close()

    def _counted(self, runs: Runs) -> Pagination:
        pagination = self._pagination()
        for kind, count in runs:
            for _ in pagination.place(kind, count):
                pass
        return pagination

    def _pagination(self) -> Pagination:
        return Pagination(self._room, self._sheet.line, carries=self._carried.any, turn=self._turned)

    def _begin(self) -> None:
        self._page += 1
        self._body.canvas = self._parts.begin(self._page, self._count)

    def _turn(self, begins: Break) -> None:
        """Go to the next page, which repeats what goes on."""
        if begins.carried:
            self._body.to_carry(self._carried.values)
        self._parts.end()
        self._begin()
        if begins.continued:
            self._body.words(0, self._block + CONTINUED, bold=True)
        if begins.carried:
            self._body.carried(begins.continued * self._sheet.line, self._carried.values)

    def _draw(self, strip: Strip, piece: Piece, done: int) -> None:
        """Draw the rows of a strip that stand on the current page, after those already drawn."""
        if strip.kind is StripKind.LINES:
            columns = [column[done : done + piece.rows] for column in strip.columns]
            self._body.lines(piece.top, columns)
            self._carried.add(columns)
        elif strip.kind is StripKind.RULE:
            self._body.rule(piece.top)
        elif strip.row:
            self._draw_row(strip.kind, piece, strip.row)

    def _draw_row(self, kind: StripKind, piece: Piece, row: Row) -> None:
        """Draw a row that stands alone."""
        if kind is StripKind.WORDS:
            self._body.words(piece.top, row.caption)
        elif kind is StripKind.GROUP:
            self._open(piece, row)
        elif kind is StripKind.GENERAL:
            self._body.total(piece, row.caption, row.values)
        else:
            self._body.subtotal(piece, row.caption, row.values)
            if row.of == OPENING:
                self._carried.add([[value] for value in row.values])

    def _open(self, piece: Piece, row: Row) -> None:
        """Draw the heading of a block and mark its place."""
        self._block = row.caption.strip()
        self._carried.begin()
        self._body.heading(piece, row.caption, row.values)
        self.bookmarks.add(self._block, self._page, self._body.height_of(piece.top))
