"""The logo of the company: the file named on its page is copied into the dossier (LG-01)."""

import hashlib
from pathlib import Path
from typing import NamedTuple

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.images import UnreadableImageError, image_size
from tuicompta.core.paths import typed_path
from tuicompta.core.text import excerpt
from tuicompta.models.database import Database
from tuicompta.models.held_files import refuse_held
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.settings.settings import number_setting, set_settings, setting

LARGEST = 5_000_000
_KEY = "logo.document"
_ADD = """
    INSERT INTO document (name, media_type, sha256, size, content, stored_at, stored_by) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_READ = "SELECT name, media_type, content FROM document WHERE id = ?"


class LogoTooLargeError(TuicomptaError):
    """A logo is a small image."""

    template = "Image «{name}» trop lourde : 5 Mo au plus."


class Logo(NamedTuple):
    """The image kept in the dossier, and its width on paper in millimetres; its height follows its proportions."""

    name: str
    media_type: str
    content: bytes
    width: int


def read_logo(path: str) -> tuple[str, bytes]:
    """Return the media type and the bytes of an image file.

    Raises UnreadableImageError, LogoTooLargeError, HeldFileError.
    """
    file = typed_path(path)
    refuse_held(file)
    name = excerpt(file.name)
    try:
        if file.stat().st_size > LARGEST:
            raise LogoTooLargeError(name=name)
        content = file.read_bytes() if file.is_file() else b""
    except OSError as error:
        raise UnreadableImageError(name=name) from error
    return image_size(content, name).media_type, content


def keep_logo(dossier: Dossier, path: str) -> None:
    """Copy an image file into the dossier in the place of the one before; an empty path leaves none.

    Call it inside the transaction of the page. Raises the refusals of `read_logo`.
    """
    kept = None
    if path:
        media_type, content = read_logo(path)
        digest = hashlib.sha256(content).digest()
        stamp = (dossier.now(), dossier.user.id)
        row = (Path(path).name, media_type, digest, len(content), content, *stamp)
        kept = dossier.database.run(_ADD, row)
    before = setting(dossier.database, _KEY)
    set_settings(dossier.database, {_KEY: kept})
    if before is not None:
        dossier.database.run("DELETE FROM document WHERE id = ?", (before,))


def logo(database: Database) -> Logo | None:
    """Return the logo of the dossier, nothing when it has none."""
    row = database.row(_READ, (setting(database, _KEY),))
    return Logo(row[0], row[1], row[2], number_setting(database, "logo.width")) if row else None
