"""The connection recipe: how a dossier file is opened, and which files are refused."""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from peewee import PeeweeException

from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database
from tuicompta.models.failures import BUSY_SECONDS, DossierUnreadableError
from tuicompta.models.held_files import is_held

APPLICATION_ID = 0x54554943  # "TUIC", written in the header of every dossier
SCHEMA_VERSION = 1
_HEADER_BYTES = 72  # up to the application identifier

_PRAGMAS: dict[str, Any] = {
    "journal_mode": "wal",
    "synchronous": "full",  # NORMAL loses acknowledged entries at a power cut
    "foreign_keys": 1,
    "recursive_triggers": 1,  # REPLACE then fires the deletion triggers
    "cache_size": -16_000,
}
_READ_PRAGMAS: dict[str, Any] = {"query_only": 1, "cache_size": -16_000}


class DossierMissingError(TuicomptaError):
    """The file does not exist."""

    template = "Le dossier «{path}» est introuvable. Vérifiez le chemin, ou créez le dossier avec --create."
    exit_code: ClassVar[int] = 4


class NotADossierError(TuicomptaError):
    """The file is not a dossier of this program (DOSR-03)."""

    template = "Ce fichier n'est pas un dossier tuicompta : «{path}»."
    exit_code: ClassVar[int] = 4


class DossierNewerError(TuicomptaError):
    """The dossier was written by a newer version of the program (DOSO-08)."""

    template = (
        "Le dossier «{path}» vient d'une version plus récente (format {found}, ce programme lit le format {known}). "
        "Mettez tuicompta à jour."
    )
    exit_code: ClassVar[int] = 4


class DossierOlderError(TuicomptaError):
    """The dossier was written by an older version (DOSO-07)."""

    template = (
        "Ce dossier doit être mis à jour : «{path}» est au format {found}, ce programme utilise le format {known}."
    )
    exit_code: ClassVar[int] = 4


def connect(path: Path, *, readonly: bool = False, outdated: bool = False) -> Database:
    """Open an existing dossier file with the recipe and check that it is one.

    `readonly` never changes a byte of the file (ETCL-06); `outdated` takes an older version too, to bring it up to
    date. Raises the refusals of this module.
    """
    _check_header(path)
    database = _readonly_database(path) if readonly else _database(path)
    try:
        database.connect()
        _check_version(database, path, outdated=outdated)
    except TuicomptaError:
        database.close()
        raise
    return database


def create_file(path: Path) -> Database:
    """Create an empty file readable by its owner alone (INST-14) and open it for writing."""
    path.touch(mode=0o600, exist_ok=False)
    database = _database(path)
    database.connect()
    database.pragma("application_id", APPLICATION_ID)
    database.pragma("user_version", SCHEMA_VERSION)
    return database


def close(database: Database) -> None:
    """Refresh the statistics of the planner if that is possible, then close. Does nothing twice."""
    if database.is_closed():
        return
    if not database.pragma("query_only"):
        with suppress(TuicomptaError, PeeweeException):  # a full, busy or damaged dossier must not stay open
            database.run("PRAGMA optimize")
    database.close()


def pour_log(database: Database) -> None:
    """Pour the log into the file, which then holds everything by itself; raises `DiskFullError` when it cannot.

    A closing does it too, and says nothing when there is no room for it.
    """
    database.run("PRAGMA wal_checkpoint(TRUNCATE)")


def is_writable(path: Path) -> bool:
    """Tell whether a dossier can be changed: its file, and its folder for the log beside it (DOSO-09)."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def has_pending_log(path: Path) -> bool:
    """Tell whether a log lies beside the file: other sessions are at work, or the last one was cut short."""
    return _size(_beside(path, "-wal")) > 0


def pages_are_sound(path: Path) -> bool:
    """Read every page of a file together with its log, without changing a byte of either.

    A log that belongs to another file, or to another state of this one, is taken in by SQLite without a question.
    """
    database = _readonly_database(path)
    try:
        database.connect()
        return bool(database.value("PRAGMA quick_check(1)") == "ok")
    except TuicomptaError:
        return False
    finally:
        database.close()


def _database(path: Path) -> Database:
    return _of_file(path, str(path.absolute()), _PRAGMAS)


def _readonly_database(path: Path) -> Database:
    """Read beside the other sessions, through their log, which closing must not pour into the file."""
    if is_writable(path) and not has_pending_log(path):
        return _of_file(path, str(path.absolute()), _READ_PRAGMAS)
    # Where nobody may write there is no log, and SQLite is told not to ask for one.
    alone = not has_pending_log(path) and not _beside(path, "-shm").exists()
    uri = path.absolute().as_uri() + ("?mode=ro&immutable=1" if alone else "?mode=ro")
    return _of_file(path, uri, _READ_PRAGMAS, uri=True)


def _of_file(path: Path, name: str, pragmas: dict[str, Any], *, uri: bool = False) -> Database:
    database = Database(name, pragmas=pragmas, timeout=BUSY_SECONDS, uri=uri)
    database.file = path.absolute()
    database.only_read = pragmas is _READ_PRAGMAS
    return database


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _check_header(path: Path) -> None:
    if is_held(path):
        return  # it was checked by the first connection
    try:
        header = _first_bytes(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise DossierMissingError(path=str(path)) from error
    except OSError as error:
        raise DossierUnreadableError(path=str(path), reason=_reason(error)) from error
    if not header.startswith(b"SQLite format 3\0") or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotADossierError(path=str(path))


def _first_bytes(path: Path) -> bytes:
    """Return what tells a dossier from other files; nothing for a directory or a pipe, which would never answer."""
    if not stat.S_ISREG(path.stat().st_mode):
        return b""
    with path.open("rb") as file:
        return file.read(_HEADER_BYTES)


def _check_version(database: Database, path: Path, *, outdated: bool) -> None:
    version = database.pragma("user_version")
    if version > SCHEMA_VERSION:
        raise DossierNewerError(path=str(path), found=version, known=SCHEMA_VERSION)
    if version < SCHEMA_VERSION and not outdated:
        raise DossierOlderError(path=str(path), found=version, known=SCHEMA_VERSION)


def _reason(error: OSError) -> str:
    return "accès refusé" if isinstance(error, PermissionError) else error.strerror or "erreur de lecture"
