"""The open dossier: what every use case works on."""

import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

from tuicompta.core.errors import TuicomptaError
from tuicompta.models.connection import close, connect, has_pending_log, is_writable, pages_are_sound
from tuicompta.models.database import Database
from tuicompta.models.failures import DossierUnreadableError, ReadOnlyDossierError
from tuicompta.services.dossiers.processes import anyone_at_work

EXTENSION = ".compta"
DEFAULT_USER = "ADM"
"""The user of a dossier that has no other (US-01)."""


class UnknownUserError(TuicomptaError):
    """The user code is not one of the dossier."""

    template = "Code ou mot de passe incorrect."
    exit_code: ClassVar[int] = 3


@dataclass(frozen=True, slots=True)
class User:
    """Who works: identifier, code and full name."""

    id: int
    code: str
    name: str


@dataclass
class Dossier:
    """One open dossier, the user who works on it and the clock.

    `readonly`: every change is refused (DOSO-09). `session_id` is nothing for a headless command.
    """

    path: Path
    database: Database
    user: User
    readonly: bool = False
    session_id: int | None = None
    clock: Callable[[], datetime] = field(default=datetime.now)

    @property
    def name(self) -> str:
        """Name of the dossier: that of its file."""
        return self.path.stem

    @property
    def machine(self) -> str:
        """Name of the machine the program runs on."""
        return socket.gethostname()

    def today(self) -> date:
        """Return the system date."""
        return self.clock().date()

    def now(self) -> str:
        """Return the system date and time as they are stored, to the second."""
        return self.clock().isoformat(timespec="seconds")

    def require_writable(self) -> None:
        """Refuse when the dossier is open for consultation."""
        if self.readonly:
            raise ReadOnlyDossierError


def open_dossier(
    path: Path,
    *,
    user_code: str = DEFAULT_USER,
    readonly: bool = False,
    clock: Callable[[], datetime] = datetime.now,
) -> Dossier:
    """Open an existing dossier for a user; the caller closes it with `close_dossier`.

    A file that cannot be written opens for consultation, whatever was asked (DOSO-09). Raises the refusals of the
    connection, and `UnknownUserError`.
    """
    _check_after_a_crash(path)
    readonly = readonly or not is_writable(path)
    database = connect(path, readonly=readonly)
    try:
        user = find_user(database, user_code)
    except TuicomptaError:
        close(database)
        raise
    return Dossier(path=path, database=database, user=user, readonly=readonly, clock=clock)


def _check_after_a_crash(path: Path) -> None:
    """Refuse a file whose log, left there while nobody works, does not go with it: opening would pour one in the other.

    Raises `DossierUnreadableError`.
    """
    if has_pending_log(path) and not _anyone_at_work(path) and not pages_are_sound(path):
        raise DossierUnreadableError(path=str(path), reason="fichier endommagé, ou journal «-wal» d'un autre fichier")


def _anyone_at_work(path: Path) -> bool:
    try:
        database = connect(path, readonly=True)
    except DossierUnreadableError:
        return False
    try:
        return anyone_at_work(database, socket.gethostname())
    except DossierUnreadableError:
        return False
    finally:
        database.close()


def close_dossier(dossier: Dossier) -> None:
    """Close the file; nothing of the dossier stays open."""
    close(dossier.database)


def find_user(database: Database, code: str) -> User:
    """Return the user of that code, whatever its case; raises `UnknownUserError`."""
    row = database.row("SELECT id, code, name FROM user WHERE code = ? AND blocked = 0", (code.upper(),))
    if row is None:
        raise UnknownUserError
    return User(*row)
