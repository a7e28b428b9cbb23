"""The documents of an entry: what produced it, the entry it reverses or that reverses it, its files (SW-16, CPS-12)."""

from dataclasses import dataclass

from tuicompta.core.enums import DocumentKind, EntryOrigin
from tuicompta.models.database import Database
from tuicompta.services.entries.attachments import attachments
from tuicompta.services.entries.errors import EntryGoneError
from tuicompta.services.entries.protection import entry_name

_ENTRY = "SELECT source_kind, source_id, linked, origin, import_lot_id, reversed_entry_id FROM entry WHERE id = ?"
_REVERSING = "SELECT id FROM entry WHERE reversed_entry_id = ? ORDER BY id"
# What was changed in the journal since is no longer the image of these (SW-17).
_ONLY_LINKED = frozenset({DocumentKind.GUIDED_ENTRY, DocumentKind.PRACTICAL_ENTRY})


@dataclass(frozen=True, slots=True)
class Document:
    """Something to show of an entry: its kind, its identifier in its table, how a menu names it."""

    kind: DocumentKind
    id: int
    label: str


def documents_of(database: Database, entry_id: int) -> list[Document]:
    """Return the documents of an entry, its source first; none once its link is broken (SW-17, CTX-12)."""
    row = database.row(_ENTRY, (entry_id,))
    if row is None:
        raise EntryGoneError
    kind, source, linked, origin, lot, reversed_id = row
    found = []
    if kind is not None and source is not None and (linked or kind not in _ONLY_LINKED):
        found.append(Document(DocumentKind(kind), source, DocumentKind(kind).label))
    elif lot is not None and origin == EntryOrigin.IMPORT:
        found.append(Document(DocumentKind.IMPORT_LOT, lot, DocumentKind.IMPORT_LOT.label))
    others = [reversed_id] if reversed_id is not None else []
    others += [other for (other,) in database.rows(_REVERSING, (entry_id,))]
    found += [Document(DocumentKind.ENTRY, other, f"Écriture {entry_name(database, other)}") for other in others]
    files = attachments(database, entry_id)
    return found + [Document(DocumentKind.FILE, file.id, f"Fichier {file.name}") for file in files]
