"""Open sessions of a dossier: who works on it, from where, since when (DOSO-05, DOSO-06, UIX-20)."""

import os
from dataclasses import dataclass

from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.processes import hang_up, is_running, start_of
from tuicompta.services.events import EventKind, record_event

_INSERT = """
    INSERT INTO session (user_id, machine, process, process_start, started_at, last_seen_at) VALUES (?, ?, ?, ?, ?, ?)
"""
_ALL = """
    SELECT session.id, user.code, user.name, machine, process, process_start, started_at
      FROM session JOIN user ON user.id = user_id ORDER BY session.id
"""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session of a user on a machine; `started_at` is an ISO moment."""

    id: int
    user_code: str
    user_name: str
    machine: str
    process: int
    process_start: str
    started_at: str


def open_session(dossier: Dossier) -> int:
    """Record this session, after removing those whose process no longer exists on this machine (DOSO-05)."""
    database = dossier.database
    with transaction(database):
        for session in open_sessions(dossier):
            if not _is_alive(session, dossier.machine):
                _remove(dossier, session.id)
        now = dossier.now()
        process = os.getpid()
        row = (dossier.user.id, dossier.machine, process, start_of(process), now, now)
        dossier.session_id = database.run(_INSERT, row)
    return dossier.session_id


def open_sessions(dossier: Dossier) -> list[OpenSession]:
    """Return the recorded sessions of the dossier, oldest first."""
    return [OpenSession(*row) for row in dossier.database.rows(_ALL)]


def live_sessions(dossier: Dossier) -> list[OpenSession]:
    """Return the sessions that still run, this one left out (WZ-06)."""
    return [
        session
        for session in open_sessions(dossier)
        if session.id != dossier.session_id and _is_alive(session, dossier.machine)
    ]


def other_sessions_of_user(dossier: Dossier) -> list[OpenSession]:
    """Return the live sessions that this user already has (DOSO-06)."""
    return [session for session in live_sessions(dossier) if session.user_code == dossier.user.code]


def touch_session(dossier: Dossier) -> bool:
    """Give a sign of life; return whether another user asked this session to end."""
    if dossier.session_id is None or dossier.readonly:
        return False
    with transaction(dossier.database):
        dossier.database.run("UPDATE session SET last_seen_at = ? WHERE id = ?", (dossier.now(), dossier.session_id))
        row = dossier.database.row("SELECT closed_by FROM session WHERE id = ?", (dossier.session_id,))
    return row is None or row[0] is not None


def ask_to_close(dossier: Dossier, session: OpenSession) -> None:
    """Ask another session to end; its unsaved input stays as a draft (DOSO-06).

    On this machine it ends at once, elsewhere at its next sign of life.
    """
    with transaction(dossier.database):
        dossier.database.run("UPDATE session SET closed_by = ? WHERE id = ?", (dossier.user.code, session.id))
        detail = {"machine": session.machine, "depuis": session.started_at}
        record_event(dossier, EventKind.SESSION_CLOSED, session.user_code, detail)
    if session.machine == dossier.machine:
        hang_up(session.process, session.process_start)


def close_session(dossier: Dossier) -> None:
    """Remove this session and its locks; its drafts stay, interrupted."""
    if dossier.session_id is None:
        return
    with transaction(dossier.database):
        _remove(dossier, dossier.session_id)
    dossier.session_id = None


def is_session_alive(dossier: Dossier, session_id: int | None) -> bool:
    """Tell whether a recorded session still runs."""
    return any(session.id == session_id and _is_alive(session, dossier.machine) for session in open_sessions(dossier))


def _remove(dossier: Dossier, session_id: int) -> None:
    dossier.database.run("DELETE FROM record_lock WHERE session_id = ?", (session_id,))
    dossier.database.run("UPDATE draft SET session_id = NULL WHERE session_id = ?", (session_id,))
    dossier.database.run("DELETE FROM session WHERE id = ?", (session_id,))


def _is_alive(session: OpenSession, machine: str) -> bool:
    """Tell whether the process of a session runs; those of other machines are taken to be alive."""
    return session.machine != machine or is_running(session.process, session.process_start)
