"""Parts joined in one document, with its bookmarks and what it says of itself."""

from array import array
from collections.abc import Iterator, Sequence
from io import BufferedWriter, FileIO
from pathlib import Path
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf

from tuicompta import __version__
from tuicompta.reports.model import SEPARATOR, Edition, Heading
from tuicompta.reports.progress import Progress
from tuicompta.reports.render.cells import safe
from tuicompta.reports.render.paper import period_words

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_VERSION = "1.7"
_WHOLE = 100


class Bookmarks:
    """One bookmark for each block of a report: the accounts of a ledger, the journals of a book."""

    def __init__(self) -> None:
        self._titles: list[str] = []
        self._pages = array("L")
        self._tops = array("d")

    def add(self, title: str, page: int, top: float) -> None:
        """Mark a place of a page, counted from 1, in points from its foot."""
        self._titles.append(title)
        self._pages.append(page)
        self._tops.append(top)

    def items(self, pages: Sequence[Object]) -> Iterator[OutlineItem]:
        """Yield them, none when there is a single block: a choice needs two."""
        if len(self._titles) > 1:
            for title, page, top in zip(self._titles, self._pages, self._tops, strict=True):
                yield OutlineItem(title, Array([pages[page - 1], Name.XYZ, None, round(top, 2), None]))


class _Target(BufferedWriter):
    """A file that remembers its first fault: raised in the middle of the library, it could end the whole program."""

    fault: OSError | None = None

    def write(self, data: "Buffer") -> int:
        """Write, unless there is a fault already."""
        try:
            if self.fault is None:
                super().write(data)
        except OSError as error:
            self.fault = error
        return memoryview(data).nbytes

    def flush(self) -> None:
        """Write what waits."""
        try:
            super().flush()
        except OSError as error:
            self.fault = self.fault or error


def join(
    paths: Sequence[Sequence[Path]], target: Path, heading: Heading, bookmarks: Bookmarks, progress: Progress
) -> None:
    """Join parts, whose contents stay on disk until they are written to the target; those of a list have one head."""
    with Pdf.new() as document:
        pages = [page for alike in paths for page in _gathered(document, alike)]
        document.Root.Pages.Count = len(pages)
        with document.open_outline() as outline:
            outline.root.extend(bookmarks.items(pages))
        _describe(document, heading)
        with _Target(FileIO(target, "w")) as file:
            document.save(
                file,
                min_version=_VERSION,
                deterministic_id=True,
                progress=lambda percent: progress(percent, _WHOLE, "Fichier assemblé"),
            )
        if file.fault:
            raise file.fault


def _gathered(document: Pdf, paths: Sequence[Path]) -> list[Object]:
    """Put the pages of each part under one node of the tree, all with the fonts and the head of the first part.

    `Pdf.pages` would do it too, in a time that grows with the square of their number.
    """
    root = document.Root.Pages
    pages: list[Object] = []
    shared: Object | None = None
    for path in paths:
        source = Pdf.open(path)
        if shared is None:
            shared = document.copy_foreign(source.make_indirect(source.pages[0].obj.Resources))
        node = document.make_indirect(Dictionary(Type=Name.Pages, Parent=root, Count=len(source.pages), Kids=Array()))
        node.Resources = shared
        for page in source.pages:
            del page.obj.Resources
            copy = document.copy_foreign(page.obj)
            copy.Parent = node
            node.Kids.append(copy)
            pages.append(copy)
        root.Kids.append(node)
    return pages


def _describe(document: Pdf, heading: Heading) -> None:
    """Say what the document is; an imposed date leaves nothing that changes (ETCL-07)."""
    company = safe(heading.company.name)
    about = {
        "/Title": SEPARATOR.join((heading.title, company)),
        "/Subject": period_words(heading),
        "/Author": company,
        "/Creator": f"tuicompta {__version__}",
        "/CreationDate": _moment(heading.edition),
    }
    for key, text in about.items():
        document.docinfo[key] = text
    document.Root.Lang = "fr-FR"
    document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _moment(edition: Edition) -> str:
    return f"D:{edition.day:%Y%m%d}" + (f"{edition.hour:%H%M%S}" if edition.hour else "")
