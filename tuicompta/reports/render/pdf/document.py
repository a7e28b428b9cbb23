"""PDF of a report: its strips drawn page after page (ETSO-07)."""

from collections.abc import Iterator
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
        sheet = lay_out(self._report, found, self._typefaces[1])
        with TemporaryDirectory(prefix="tuicompta-") as folder:
            path = Path(folder) / "report.pdf"
            self._write(path, sheet, found.runs)
            with path.open("rb") as file:
                yield from iter(partial(file.read, _CHUNK), b"")

    def _write(self, path: Path, sheet: Sheet, runs: Runs) -> None:
        """Write the whole file; its parts are beside it until they are joined."""
        heading, typefaces = self._report.heading, self._typefaces
        head = head_of(self._report, sheet, *typefaces)
        parts = Parts(path.parent, sheet, head, typefaces)
        pages = Pages(self._report, sheet, head, parts, Body(sheet, head, *typefaces))
        pages.draw(runs, self._progress)
        join(parts.paths, path, heading, pages.bookmarks, self._progress)
