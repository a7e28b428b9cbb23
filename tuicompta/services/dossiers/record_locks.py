"""Records open for change: one session at a time (FIC-18), and what happens when one changed meanwhile (FIC-19)."""

from dataclasses import dataclass

from tuicompta.core.errors import TuicomptaError
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.sessions import is_session_alive

_HOLDER = """
    SELECT session_id, user.code, locked_at
      FROM record_lock JOIN session ON session.id = session_id JOIN user ON user.id = user_id
     WHERE record_kind = ? AND record_id = ?
"""
_TAKE = "INSERT INTO record_lock (record_kind, record_id, session_id, locked_at) VALUES (?, ?, ?, ?)"
_RELEASE = "DELETE FROM record_lock WHERE record_kind = ? AND record_id = ?"


class RecordChangedError(TuicomptaError):
    """The record was changed since it was read (FIC-19)."""

    template = "{name} a changé entre-temps dans une autre session. Rien n'est enregistré."


class RecordGoneError(TuicomptaError):
    """The record was deleted since it was read."""

    template = "{name} n'existe plus : suppression par une autre session. Fermez la fiche."


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a record open for change, since which ISO moment."""

    user_code: str
    since: str

    def __str__(self) -> str:
        return f"En cours de modification par {self.user_code} depuis {self.since[11:16]}"


def lock_record(dossier: Dossier, kind: str, record_id: int) -> Holder | None:
    """Take a record for change; return who has it when another live session does (FIC-18).

    A session that is not recorded, or a dossier open for consultation, takes nothing.
    """
    if dossier.session_id is None or dossier.readonly:
        return None
    database = dossier.database
    with transaction(database):
        row = database.row(_HOLDER, (kind, record_id))
        if row is not None and row[0] != dossier.session_id and is_session_alive(dossier, row[0]):
            return Holder(row[1], row[2])
        database.run(_RELEASE, (kind, record_id))
        database.run(_TAKE, (kind, record_id, dossier.session_id, dossier.now()))
    return None


def release_record(dossier: Dossier, kind: str, record_id: int) -> None:
    """Let a record go, when this session has it."""
    if dossier.session_id is None or dossier.readonly:
        return
    with transaction(dossier.database):
        query = "DELETE FROM record_lock WHERE record_kind = ? AND record_id = ? AND session_id = ?"
        dossier.database.run(query, (kind, record_id, dossier.session_id))
