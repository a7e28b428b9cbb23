"""`transaction()`: the only way to write in a dossier."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from peewee import DatabaseError

from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database
from tuicompta.models.rules import RuleRefusedError

_RULE = re.compile(r"rule:(\w+)")


class DossierBusyError(TuicomptaError):
    """Another session held the dossier longer than the time allowed."""

    template = (
        "Le dossier est occupé par une autre session depuis plus de {seconds} secondes. "
        "Rien n'est enregistré ; recommencez."
    )
    exit_code: ClassVar[int] = 4


class DiskFullError(TuicomptaError):
    """No room is left on the disk."""

    template = "Le disque est plein : rien n'est enregistré. Libérez de la place, puis recommencez."


class ReadOnlyDossierError(TuicomptaError):
    """The dossier was opened for consultation (DOSO-09)."""

    template = "Lecture seule : le dossier est ouvert en consultation, aucune modification n'est possible."


class StorageFailureError(TuicomptaError):
    """Any other answer of the storage; the transaction is undone."""

    template = "L'enregistrement a échoué ({reason}). Rien n'est modifié."
    exit_code: ClassVar[int] = 4


@contextmanager
def transaction(database: Database) -> Iterator[None]:
    """Run a block in one immediate transaction, joined when one is already open.

    BEGIN IMMEDIATE takes the write lock at once, so that eight sessions queue instead of failing half-way. Refusals
    of the database come out as `RuleRefusedError`, lack of room as `DiskFullError`; in every case nothing is half done.
    """
    if database.in_transaction():
        yield
        return
    try:
        with database.transaction("IMMEDIATE"):
            yield
    except DatabaseError as error:
        raise as_refusal(error) from error


def as_refusal(error: Exception) -> TuicomptaError:
    """Return the refusal that a database error stands for."""
    text = str(error)
    if rule := _RULE.search(text):
        return RuleRefusedError.named(rule.group(1))
    if "FOREIGN KEY" in text:
        return RuleRefusedError.named("foreign_key")
    if "locked" in text or "busy" in text:
        return DossierBusyError(seconds=10)
    if "full" in text:
        return DiskFullError()
    if "readonly" in text or "read-only" in text:
        return ReadOnlyDossierError()
    return StorageFailureError(reason=text)
