"""PDF of a report: its strips drawn page after page (ETSO-07)."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tuicompta.reports.model import Report
from tuicompta.reports.progress import Progress, unheard
from tuicompta.reports.render.pdf.body import Body
from tuicompta.reports.render.pdf.joined import join
from tuicompta.reports.render.pdf.page_head import head_of
from tuicompta.reports.render.pdf.pages import Pages
from tuicompta.reports.render.pdf.parts import Parts
from tuicompta.reports.render.pdf.sheet import Sheet, lay_out
from tuicompta.reports.render.pdf.survey import Runs, survey
from tuicompta.reports.render.pdf.typeface import BOLD, REGULAR, Typeface

_CHUNK = 1 << 16


class PdfReport:
    """The PDF of a report; `missing` counts the characters that the fonts lack, once it is written."""

    def __init__(self, report: Report, progress: Progress = unheard) -> None:
        self._report = report
        self._progress = progress
        self._typefaces = Typeface(REGULAR), Typeface(BOLD)

    @property
    def missing(self) -> int:
        """Number of different characters that are shown as a lozenge."""
        return len(set().union(*(typeface.missing for typeface in self._typefaces)))

    def chunks(self) -> Iterator[bytes]:
        """Yield the file; raises `PageTooNarrowError`.

        The report is read twice: once to know its columns and its pages, once to draw them.
        """
        found = survey(self._report, *self._typefaces, self._progress)
        sheets = lay_out(self._report, found, self._typefaces[1])
        with TemporaryDirectory(prefix="tuicompta-") as folder:
            path = Path(folder) / "report.pdf"
            self._write(path, sheets, found.runs)
            with path.open("rb") as file:
                yield from iter(partial(file.read, _CHUNK), b"")

    def _write(self, path: Path, sheets: Sequence[Sheet], runs: Runs) -> None:
        """Write the whole file; its parts are beside it until they are joined.

        The heads come first: every part of the document shares the glyphs of them all.
        """
        heads = [head_of(self._report, sheet, *self._typefaces) for sheet in sheets]
        parts = [
            Parts(path.parent / str(place), *drawn, self._typefaces)
            for place, drawn in enumerate(zip(sheets, heads, strict=True))
        ]
        pages = [
            Pages(self._report, sheet, head, part, Body(sheet, head, *self._typefaces))
            for sheet, head, part in zip(sheets, heads, parts, strict=True)
        ]
        counts = [each.count(runs) for each in pages]
        for place, each in enumerate(pages):
            each.draw(sum(counts[:place]), sum(counts), self._progress)
        join([part.paths for part in parts], path, self._report.heading, pages[0].bookmarks, self._progress)
