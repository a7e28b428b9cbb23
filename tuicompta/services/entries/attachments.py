"""Files attached to an entry: a path, or a copy kept in the document store of the dossier (SW-38, INST-03)."""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.paths import is_file, typed_path
from tuicompta.core.text import clean_text, excerpt
from tuicompta.models.database import Database
from tuicompta.models.held_files import refuse_held
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.errors import EntryGoneError

LARGEST = 50_000_000
LONGEST_NAME = 120
_ANY = "application/octet-stream"
_OUTSIDE = frozenset('/\\:*?"<>|')

_ALL = """
    SELECT attachment.id, coalesce(document.name, ''), coalesce(path, ''), document.size, attached_at, user.code
      FROM attachment LEFT JOIN document ON document.id = document_id JOIN user ON user.id = attached_by
     WHERE entry_id = ? ORDER BY attachment.id
"""
_ADD = "INSERT INTO attachment (entry_id, document_id, path, attached_at, attached_by) VALUES (?, ?, ?, ?, ?)"
_KEEP = """
    INSERT INTO document (name, media_type, sha256, size, content, stored_at, stored_by) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
# Only among attached copies: the logo, an export, are documents that others replace.
_SAME = """
    SELECT id FROM document
     WHERE sha256 = ? AND size = ? AND name = ? AND id IN (SELECT document_id FROM attachment) ORDER BY id LIMIT 1
"""
_CONTENT = """
    SELECT document.name, document.content, path FROM attachment LEFT JOIN document ON document.id = document_id
     WHERE attachment.id = ?
"""
_DOCUMENT = "SELECT document_id FROM attachment WHERE id = ?"
_DROP_UNUSED = """
    DELETE FROM document WHERE id = ? AND NOT EXISTS (SELECT 1 FROM attachment WHERE document_id = document.id)
"""


class AttachmentFileError(TuicomptaError):
    """The file to attach or to open cannot be read (SW-38)."""

    template = "Fichier «{name}» introuvable ou illisible : vérifiez son chemin."


class AttachmentSizeError(TuicomptaError):
    """A copy kept in the dossier has a reasonable size."""

    template = "Fichier «{name}» trop lourd pour être copié dans le dossier (50 Mo au plus) : joignez son chemin."


class AttachmentGoneError(TuicomptaError):
    """Another session detached the file meanwhile."""

    template = "Ce fichier n'est plus joint à l'écriture : une autre session l'a retiré. Rouvrez la liste."


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file attached to an entry: a copy of `size` bytes, or the file at `path` when there is no copy."""

    id: int
    name: str
    path: str
    size: int | None
    attached_at: str
    user: str

    @property
    def is_copy(self) -> bool:
        """Whether the dossier holds the file itself."""
        return self.size is not None


def attachments(database: Database, entry_id: int) -> list[Attachment]:
    """Return the files attached to an entry, in the order they were."""
    return [
        Attachment(number, name or _name(path), path, size, when, user)
        for number, name, path, size, when, user in database.rows(_ALL, (entry_id,))
    ]


def attach_file(dossier: Dossier, entry_id: int, path: str, *, copy: bool) -> int:
    """Attach a file to an entry whatever its status: its absolute path, or a copy; return the attachment.

    Raises `AttachmentFileError`, `AttachmentSizeError`, `EntryGoneError`, `HeldFileError`.
    """
    dossier.require_writable()
    file = typed_path(path)
    if not is_file(file) or not _can_be_stored(file):
        raise AttachmentFileError(name=excerpt(file.name or path))
    refuse_held(file)
    content = _read(file) if copy else b""
    database = dossier.database
    with transaction(database):
        if database.value("SELECT 1 FROM entry WHERE id = ?", (entry_id,)) is None:
            raise EntryGoneError
        document = _document(dossier, file, content) if copy else None
        kept_path = None if copy else str(file.absolute())
        return database.run(_ADD, (entry_id, document, kept_path, dossier.now(), dossier.user.id))


def detach_file(dossier: Dossier, attachment_id: int) -> None:
    """Detach a file from its entry; a copy that no other entry holds leaves the dossier, a file at a path stays."""
    dossier.require_writable()
    with transaction(dossier.database):
        _detach(dossier.database, attachment_id)


def detach_all(database: Database, entry_id: int) -> None:
    """Detach the files of an entry that is being deleted. Call it inside the transaction of the deletion."""
    for (attachment_id,) in database.rows("SELECT id FROM attachment WHERE entry_id = ?", (entry_id,)):
        _detach(database, attachment_id)


def put_file(database: Database, attachment_id: int, folder: Path) -> Path:
    """Return the file of an attachment: that of its path, or its copy written in a folder of the user's own.

    Raises `AttachmentGoneError`, `AttachmentFileError`.
    """
    row = database.row(_CONTENT, (attachment_id,))
    if row is None:
        raise AttachmentGoneError
    name, content, path = row
    if content is None:
        found = Path(path)
        if not is_file(found):
            raise AttachmentFileError(name=excerpt(path))
        return found
    copy = folder / f"{attachment_id}-{name}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        copy.unlink(missing_ok=True)
        copy.write_bytes(content)
        copy.chmod(0o600)
    except OSError as error:
        raise AttachmentFileError(name=excerpt(str(copy))) from error
    return copy


def _can_be_stored(file: Path) -> bool:
    """Tell whether a path is text: names that are none exist on some systems, and no text of the dossier holds them."""
    return not any("\ud800" <= character <= "\udfff" for character in str(file.absolute()))


def _detach(database: Database, attachment_id: int) -> None:
    document = database.value(_DOCUMENT, (attachment_id,))
    database.run("DELETE FROM attachment WHERE id = ?", (attachment_id,))
    if document is not None:
        database.run(_DROP_UNUSED, (document,))


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise AttachmentSizeError(name=excerpt(file.name))
        return file.read_bytes()
    except OSError as error:
        raise AttachmentFileError(name=excerpt(file.name)) from error


def _document(dossier: Dossier, file: Path, content: bytes) -> int:
    """Keep a copy in the document store; the same file attached twice is kept once."""
    digest, name = hashlib.sha256(content).digest(), _name(file.name)
    same: int | None = dossier.database.value(_SAME, (digest, len(content), name))
    if same is not None:
        return same
    media_type = mimetypes.guess_type(name)[0] or _ANY
    row = (name, media_type, digest, len(content), content, dossier.now(), dossier.user.id)
    return dossier.database.run(_KEEP, row)


def _name(path: str) -> str:
    """Return the name of a file as it may be shown, stored and written again: no separator, no leading dot."""
    name = clean_text(Path(path).name)
    safe = "".join("_" if character in _OUTSIDE else character for character in name)
    return safe.strip(". ")[-LONGEST_NAME:] or "document"
