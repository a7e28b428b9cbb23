"""Parts of a document: files of some pages each, written as they fill up."""

from pathlib import Path
from typing import Final, cast

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from tuicompta.reports.render.paper import paged
from tuicompta.reports.render.pdf.page_head import NUMBER_SIZE, PageHead, Words
from tuicompta.reports.render.pdf.sheet import LEFT, RULE, TOP, Sheet
from tuicompta.reports.render.pdf.typeface import Typeface

PAGES_IN_A_PART: Final = 250
_FRAME = "frame"

rl_config.useA85 = 0  # texts of a PDF need not be ASCII: a fifth of the file is saved


class Parts:
    """Gives the canvas of each page in turn, with its head; `paths` are the files of the pages that are ended."""

    def __init__(self, folder: Path, sheet: Sheet, head: PageHead, typefaces: tuple[Typeface, Typeface]) -> None:
        self._folder, self._sheet, self._head, self._typefaces = folder, sheet, head, typefaces
        self._canvas: Canvas | None = None
        self._pages = 0
        self.paths: list[Path] = []

    def begin(self, page: int, pages: int) -> Canvas:
        """Return the canvas of a new page."""
        canvas = self._canvas = self._canvas or self._opened()
        canvas.doForm(_FRAME)
        right = LEFT + self._sheet.width
        self._write(canvas, Words(right, self._head.number, NUMBER_SIZE, f"Page {page}/{pages}", side="right"))
        for words in self._head.paged:
            self._write(canvas, words._replace(text=paged(words.text, page, pages)))
        return canvas

    def end(self) -> None:
        """End the page."""
        if self._canvas:
            self._canvas.showPage()
            self._pages += 1
            if self._pages == PAGES_IN_A_PART:
                self.close()

    def close(self) -> None:
        """Write the part that is not full."""
        if self._canvas:
            self._canvas.save()
            self._canvas, self._pages = None, 0

    def _opened(self) -> Canvas:
        """Return the canvas of a new part, with the same fonts and the same head as the others."""
        self._folder.mkdir(exist_ok=True)
        path = self._folder / f"{len(self.paths)}.pdf"
        self.paths.append(path)
        first = cast(
            "None", self._typefaces[0].name
        )  # its declared type is wrong; without it Helvetica is not embedded
        canvas = Canvas(str(path), self._sheet.format, pageCompression=1, invariant=1, initialFontName=first)
        for typeface in self._typefaces:
            typeface.embed(canvas)
        canvas.beginForm(_FRAME, 0, 0, *self._sheet.format)
        canvas.setLineWidth(RULE)
        for y in self._head.rules:
            canvas.line(LEFT, y, LEFT + self._sheet.width, y)
        if self._head.picture:
            self._head.picture.draw(canvas, LEFT, self._sheet.format[1] - TOP)
        for words in self._head.words:
            self._write(canvas, words)
        canvas.endForm()
        return canvas

    def _write(self, canvas: Canvas, words: Words) -> None:
        canvas.setFont(self._typefaces[words.bold].name, words.size)
        draw = {"left": canvas.drawString, "center": canvas.drawCentredString, "right": canvas.drawRightString}
        draw[words.side](words.x, words.y, words.text)
