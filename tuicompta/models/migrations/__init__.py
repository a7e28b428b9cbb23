"""Numbered steps from each released version of the schema to the next.

A step is a file `NNNN_name.sql`, NNNN being the version it leads to. Steps run in one transaction, without foreign keys
so that they can rebuild a table that others refer to; all references are checked at the end. The schema must then have
the fingerprint of a new dossier, or nothing is changed.
"""

from importlib.resources import files

from tuicompta.models.connection import SCHEMA_VERSION
from tuicompta.models.database import Database
from tuicompta.models.failures import StorageFailureError
from tuicompta.models.schema import fingerprint, run_script
from tuicompta.models.transaction import transaction


def pending_steps(version: int) -> list[tuple[int, str]]:
    """Return (version reached, SQL text) of the steps above a version, in order."""
    names = sorted(entry.name for entry in files(__name__).iterdir() if entry.name.endswith(".sql"))
    steps = [(int(name.split("_")[0]), name) for name in names]
    return [
        (target, files(__name__).joinpath(name).read_text(encoding="utf-8"))
        for target, name in steps
        if target > version
    ]


def migrate(database: Database, expected_fingerprint: str) -> None:
    """Bring a dossier to the present version, wholly or not at all (DOSO-07). The caller has made a backup."""
    database.pragma("foreign_keys", 0)  # has no effect inside a transaction
    try:
        with transaction(database):
            for target, text in pending_steps(database.pragma("user_version")):
                run_script(database, text)
                database.pragma("user_version", target)
            _check(database, expected_fingerprint)
    finally:
        database.pragma("foreign_keys", 1)


def _check(database: Database, expected_fingerprint: str) -> None:
    if database.pragma("user_version") != SCHEMA_VERSION or fingerprint(database) != expected_fingerprint:
        raise StorageFailureError(reason="la structure obtenue n'est pas celle attendue")
    if database.row("PRAGMA foreign_key_check"):
        raise StorageFailureError(reason="la mise à jour laisse des références perdues")
