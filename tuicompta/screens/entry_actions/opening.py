"""«Voir document»: opens what produced an entry, or what hangs on it (SW-16, CPS-12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.enums import DocumentKind
from tuicompta.screens.entry_actions.documents import DOCUMENT_WINDOWS
from tuicompta.screens.entry_actions.files import open_file
from tuicompta.services.entries.documents import documents_of
from tuicompta.widgets.popup import MenuItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.entries.documents import Document


def shown(frame: Frame, documents: Iterable[Document]) -> list[Document]:
    """Return the documents that the program can show."""
    return [document for document in documents if _can_show(frame, document)]


def shown_documents(frame: Frame, dossier: Dossier, entry_id: int) -> list[Document]:
    """Return the documents of an entry that the program can show."""
    return shown(frame, documents_of(dossier.database, entry_id))


async def view_document(frame: Frame, dossier: Dossier, entry_id: int) -> None:
    """Open the document of an entry; of several, the one chosen in a menu."""
    document = await _choose(frame, shown_documents(frame, dossier, entry_id))
    if document is None:
        return
    if document.kind is DocumentKind.FILE:
        await open_file(frame, dossier, document.id)
        return
    window = DOCUMENT_WINDOWS[document.kind]
    await frame.open(window.function, **{window.argument: document.id})


def _can_show(frame: Frame, document: Document) -> bool:
    window = DOCUMENT_WINDOWS.get(document.kind)
    return document.kind is DocumentKind.FILE or (window is not None and window.function in frame.table)


async def _choose(frame: Frame, documents: Sequence[Document]) -> Document | None:
    if len(documents) < 2:  # noqa: PLR2004 - one or none: there is no choice
        return next(iter(documents), None)
    items = [MenuItem(str(rank), document.label) for rank, document in enumerate(documents)]
    chosen = await frame.dialogs.choose(items, title="Voir document")
    return None if chosen is None else documents[int(chosen.identifier)]
