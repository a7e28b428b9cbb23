"""The connection recipe: how a dossier file is opened, and how its answers are turned into refusals."""

import os
import sqlite3
from pathlib import Path
from typing import ClassVar

from peewee import OperationalError

from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database

APPLICATION_ID = 0x54554943  # "TUIC", written in the header of every dossier
SCHEMA_VERSION = 1
BUSY_SECONDS = 10

_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",  # NORMAL loses acknowledged entries at a power cut
    "foreign_keys": 1,
    "recursive_triggers": 1,  # REPLACE then fires the deletion triggers
    "cache_size": -16_000,
}
_READ_PRAGMAS = {"query_only": 1, "cache_size": -16_000}


class DossierMissingError(TuicomptaError):
    """The file does not exist."""

    template = "Le dossier «{path}» est introuvable. Vérifiez le chemin, ou créez le dossier avec --create."
    exit_code: ClassVar[int] = 4


class NotADossierError(TuicomptaError):
    """The file is not a dossier of this program (DOSR-03)."""

    template = "Ce fichier n'est pas un dossier tuicompta : «{path}»."
    exit_code: ClassVar[int] = 4


class DossierUnreadableError(TuicomptaError):
    """The file exists and cannot be read."""

    template = "Le dossier «{path}» ne peut pas être lu ({reason}). Vérifiez ses droits, ou restaurez une sauvegarde."
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


def connect(path: Path, *, readonly: bool = False) -> Database:
    """Open an existing dossier file with the recipe and check that it is one.

    `readonly` never changes a byte of the file (ETCL-06). Raises the refusals of this module.
    """
    if not path.is_file():
        raise DossierMissingError(path=str(path))
    _check_header(path)
    database = _readonly_database(path) if readonly else _database(path)
    try:
        database.connect()
        _check_identity(database, path)
    except (OperationalError, sqlite3.DatabaseError) as error:
        database.close()
        raise DossierUnreadableError(path=str(path), reason=_reason(error)) from error
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
    """Refresh the statistics of the planner, then close. Does nothing twice."""
    if database.is_closed():
        return
    if not database.pragma("query_only"):
        database.run("PRAGMA optimize")
    database.close()


def _database(path: Path) -> Database:
    return Database(str(path), pragmas=_PRAGMAS, timeout=BUSY_SECONDS)


def _readonly_database(path: Path) -> Database:
    """Read beside the other sessions, through their log; a folder that cannot be written has no log to share."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return Database(str(path), pragmas=_READ_PRAGMAS, timeout=BUSY_SECONDS)
    mode = "ro" if path.with_name(path.name + "-wal").exists() else "ro&immutable=1"
    return Database(f"{path.absolute().as_uri()}?mode={mode}", uri=True, pragmas=_READ_PRAGMAS, timeout=BUSY_SECONDS)


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(72)
    except OSError as error:
        raise DossierUnreadableError(path=str(path), reason=error.strerror or "") from error
    if not header.startswith(b"SQLite format 3\0") or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotADossierError(path=str(path))


def _check_identity(database: Database, path: Path) -> None:
    version = database.pragma("user_version")
    if version > SCHEMA_VERSION:
        raise DossierNewerError(path=str(path), found=version, known=SCHEMA_VERSION)
    if version < SCHEMA_VERSION:
        raise DossierOlderError(path=str(path), found=version, known=SCHEMA_VERSION)


def _reason(error: Exception) -> str:
    text = str(error)
    if "malformed" in text or "not a database" in text:
        return "fichier endommagé"
    if "locked" in text or "busy" in text:
        return "dossier occupé par un autre programme"
    return text
