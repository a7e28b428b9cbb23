"""What the storage answers when it does not obey, as the refusals that users read."""

import re
import sqlite3
from types import TracebackType
from typing import ClassVar

from peewee import PeeweeException

from tuicompta.core.errors import TuicomptaError
from tuicompta.models.rules import RuleRefusedError

BUSY_SECONDS = 10

_RULE = re.compile(r"rule:(\w+)")
_UNREADABLE = {
    sqlite3.SQLITE_CORRUPT: "fichier endommagé",
    sqlite3.SQLITE_NOTADB: "fichier endommagé",
    sqlite3.SQLITE_CANTOPEN: "le fichier ou son journal ne s'ouvre pas",
    sqlite3.SQLITE_PERM: "accès refusé",
    sqlite3.SQLITE_AUTH: "accès refusé",
}
# A reader finds a journal that only a writer could settle.
_UNSETTLED = frozenset(
    {
        sqlite3.SQLITE_READONLY_RECOVERY,
        sqlite3.SQLITE_READONLY_ROLLBACK,
        sqlite3.SQLITE_READONLY_CANTINIT,
        sqlite3.SQLITE_READONLY_CANTLOCK,
    }
)
_OTHER_STRUCTURE = ("no such", "foreign key mismatch", "error in ")
_LOST_REFERENCE = "FOREIGN KEY constraint failed"  # its code is that of a trigger when the key says RESTRICT
_PRIMARY = 0xFF


class DossierUnreadableError(TuicomptaError):
    """The file exists and cannot be read."""

    template = "Le dossier «{path}» ne peut pas être lu ({reason}). Vérifiez ses droits, ou restaurez une sauvegarde."
    exit_code: ClassVar[int] = 4


class DossierBusyError(TuicomptaError):
    """Another session held the dossier longer than the time allowed."""

    template = (
        "Le dossier est occupé par une autre session depuis plus de {seconds} secondes. "
        "Rien n'est enregistré ; recommencez."
    )
    exit_code: ClassVar[int] = 4


class DossierMovedError(TuicomptaError):
    """The file was renamed, replaced or removed while it was open."""

    template = (
        "Le dossier «{path}» a été déplacé, remplacé ou supprimé pendant qu'il était ouvert. "
        "Rien n'est enregistré ; fermez-le, puis ouvrez-le là où il se trouve."
    )
    exit_code: ClassVar[int] = 4


class DiskFullError(TuicomptaError):
    """No room is left on the disk."""

    template = "Le disque est plein : rien n'est enregistré. Libérez de la place, puis recommencez."


class ReadOnlyDossierError(TuicomptaError):
    """The dossier was opened for consultation, or its file cannot be written (DOSO-09)."""

    template = "Lecture seule : le dossier est ouvert en consultation, aucune modification n'est possible."


class StorageFailureError(TuicomptaError):
    """Any other answer of the storage; the transaction is undone."""

    template = "L'opération a échoué ({reason}). Rien n'est modifié."
    exit_code: ClassVar[int] = 4


def as_refusal(error: Exception, path: str) -> TuicomptaError | None:
    """Return the refusal that an error of the storage stands for, nothing when it is a fault of the program."""
    original = getattr(error, "orig", error)  # what peewee wrapped
    code = getattr(original, "sqlite_errorcode", None)
    if code is None:
        undecodable = "decode to UTF-8" in str(original)
        return DossierUnreadableError(path=path, reason="texte illisible") if undecodable else None
    primary = sqlite3.SQLITE_CANTOPEN if code in _UNSETTLED else code & _PRIMARY
    if primary in _UNREADABLE:
        return DossierUnreadableError(path=path, reason=_UNREADABLE[primary])
    if primary == sqlite3.SQLITE_CONSTRAINT:
        return _constraint(original)
    return _answer(primary, path, str(original))


def _answer(primary: int, path: str, text: str) -> TuicomptaError | None:
    match primary:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return DossierBusyError(seconds=BUSY_SECONDS)
        case sqlite3.SQLITE_FULL:
            return DiskFullError()
        case sqlite3.SQLITE_READONLY:
            return ReadOnlyDossierError()
        case sqlite3.SQLITE_IOERR:
            return StorageFailureError(reason="le disque refuse de lire ou d'écrire")
        case sqlite3.SQLITE_ERROR if text.startswith(_OTHER_STRUCTURE):
            return DossierUnreadableError(path=path, reason="il n'a pas la structure d'un dossier")
    return None


def _constraint(error: Exception) -> TuicomptaError:
    if rule := _RULE.search(str(error)):
        return RuleRefusedError.named(rule.group(1))
    if _LOST_REFERENCE in str(error):
        return RuleRefusedError.named("foreign_key")
    return StorageFailureError(reason=str(error))


class Refusals:
    """Context in which errors of the storage come out as the refusals of this module."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Raise the refusal that the error stands for, or let it pass."""
        refusal: TuicomptaError | None = None
        if isinstance(error, UnicodeDecodeError):  # SQLite quotes a damaged text in its message
            refusal = DossierUnreadableError(path=self.path, reason=_UNREADABLE[sqlite3.SQLITE_CORRUPT])
        elif isinstance(error, (sqlite3.Error, PeeweeException)):
            refusal = as_refusal(error, self.path)
        if refusal:
            try:
                raise refusal from error
            finally:
                # This frame is in the traceback: holding them it would keep the statement alive, and the file open.
                del refusal, error, trace
