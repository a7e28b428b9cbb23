"""Bringing a dossier of an older version to the present one, a backup first (DOSO-07)."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tuicompta.core.errors import TuicomptaError
from tuicompta.models.connection import DossierOlderError, close, connect
from tuicompta.models.database import Database
from tuicompta.models.migrations import migrate
from tuicompta.models.schema import create_schema, fingerprint
from tuicompta.services.dossiers.dossier import EXTENSION, Dossier, User
from tuicompta.services.dossiers.sessions import live_sessions
from tuicompta.services.folders import Folder, default_folder, ensure_folder

__all__ = ["DossierInUseError", "DossierOlderError", "present_fingerprint", "update_dossier"]

_BACKUP = "VACUUM INTO ?"


class DossierInUseError(TuicomptaError):
    """An update needs the dossier for itself (WZ-06)."""

    template = (
        "Le dossier «{name}» est utilisé par {users} : la mise à jour demande d'y être seul. Recommencez ensuite."
    )


def update_dossier(path: Path, *, clock: Callable[[], datetime] = datetime.now) -> Path:
    """Copy an older dossier in the folder of backups, bring it to the present version, and return the copy.

    A refusal leaves the file as it was. Raises `DossierInUseError`, the refusals of the opening and of the storage.
    """
    database = connect(path, outdated=True)
    try:
        _check_alone(path, database, clock)
        backup = _back_up(path, database, clock())
        migrate(database, present_fingerprint())
    finally:
        close(database)
    return backup


def present_fingerprint() -> str:
    """Return the fingerprint of a new dossier."""
    database = Database(":memory:")
    database.connect()
    try:
        create_schema(database)
        return fingerprint(database)
    finally:
        database.close()


def _check_alone(path: Path, database: Database, clock: Callable[[], datetime]) -> None:
    nobody = Dossier(path, database, User(0, "", ""), clock=clock)
    users = sorted({session.user_code for session in live_sessions(nobody)})
    if users:
        raise DossierInUseError(name=path.stem, users=", ".join(users))


def _back_up(path: Path, database: Database, moment: datetime) -> Path:
    folder = ensure_folder(default_folder(Folder.BACKUPS))
    target = folder / f"{path.stem}_{moment:%Y%m%d_%H%M%S}_avant_mise_a_jour{EXTENSION}"
    target.touch(mode=0o600, exist_ok=False)
    database.run(_BACKUP, (str(target),))
    return target
