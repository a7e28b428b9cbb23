"""XLSX output: one sheet, its heading and titles frozen, amounts and dates as such (ETSO-06).

Rows go as they come to a temporary file: a long report takes no more memory than a short one. Every text is written as
text, whatever it begins with.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from xlsxwriter import Workbook

from tuicompta.core.errors import TuicomptaError
from tuicompta.exchange.lists.workbook import MOST_ROWS
from tuicompta.reports.model import Report
from tuicompta.reports.progress import Progress, unheard
from tuicompta.reports.render.layout import Measure, measure
from tuicompta.reports.render.sheet import Sheet, first_row

_CHUNK = 1 << 16
_ROWS_BETWEEN_NEWS = 1000


class SheetTooLongError(TuicomptaError):
    """A sheet cannot hold so many rows."""

    template = (
        "Cet état a {rows} lignes, plus qu'une feuille de classeur n'en contient. Choisissez une période plus courte, "
        "ou un autre format."
    )
    exit_code: ClassVar[int] = 2


def workbook_chunks(report: Report, progress: Progress = unheard) -> Iterator[bytes]:
    """Yield the workbook of a report; raises `SheetTooLongError`."""
    measured = measure(report)
    if first_row(report) + measured.rows > MOST_ROWS + 1:
        raise SheetTooLongError(rows=measured.rows)
    with TemporaryDirectory(prefix="tuicompta-") as folder:
        path = Path(folder) / "report.xlsx"
        _write(report, measured, path, progress)
        with path.open("rb") as file:
            yield from iter(partial(file.read, _CHUNK), b"")


def _write(report: Report, measured: Measure, path: Path, progress: Progress) -> None:
    """Write the whole file; its temporary ones are beside it."""
    book = Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
    for done in Sheet(report, book).written(measured):
        if done % _ROWS_BETWEEN_NEWS == 0:
            progress(done, measured.rows, "Lignes écrites")
    book.close()
