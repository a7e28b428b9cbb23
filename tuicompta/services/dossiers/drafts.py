"""Typed and unsaved input, kept so that a lost connection loses nothing (DOSO-10, KM-97). Counts in no figure."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tuicompta.core.errors import TuicomptaError
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.sessions import is_session_alive

_PUT = """
    INSERT INTO draft_entry (draft_id, position, content, debit, credit) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (draft_id, position) DO UPDATE SET content = excluded.content, debit = excluded.debit,
        credit = excluded.credit
"""
_PENDING = """
    SELECT draft.id, screen, context, draft.updated_at, draft.session_id, count(draft_entry.position),
           coalesce(sum(debit), 0), coalesce(sum(credit), 0)
      FROM draft LEFT JOIN draft_entry ON draft_id = draft.id
     WHERE user_id = ? GROUP BY draft.id HAVING count(draft_entry.position) > 0 ORDER BY draft.id
"""
_OWNER = "SELECT session_id FROM draft WHERE id = ? AND user_id = ?"


class DraftTakenError(TuicomptaError):
    """Another session of the user took over or erased the interrupted input (DOSO-10)."""

    template = "Cette saisie interrompue a déjà été reprise ou effacée par une autre session. Actualisez l'écran."


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """An entry being typed, as the machine describes it; totals in cents; `position` is its key in the grid."""

    position: int
    content: Mapping[str, Any]
    debit: int
    credit: int


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """An interrupted input: what the question of recovery shows. `updated_at` is an ISO moment, amounts are cents."""

    id: int
    screen: str
    context: Mapping[str, Any]
    updated_at: str
    entries: int
    debit: int
    credit: int


def start_draft(dossier: Dossier, screen: str, context: Mapping[str, Any]) -> int:
    """Begin to keep the input of a screen and return the identifier of its draft."""
    now = dossier.now()
    with transaction(dossier.database):
        return dossier.database.run(
            "INSERT INTO draft (user_id, session_id, screen, context, started_at, updated_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (dossier.user.id, dossier.session_id, screen, json.dumps(context), now, now),
        )


def keep_draft(
    dossier: Dossier,
    draft_id: int,
    changed: Iterable[DraftEntry],
    removed: Iterable[int] = (),
    context: Mapping[str, Any] | None = None,
) -> None:
    """Write the entries that changed since the last time, forget those that are no longer there, keep the context."""
    database = dossier.database
    with transaction(database):
        database.run_many(
            "DELETE FROM draft_entry WHERE draft_id = ? AND position = ?",
            [(draft_id, position) for position in removed],
        )
        rows = [(draft_id, entry.position, json.dumps(entry.content), entry.debit, entry.credit) for entry in changed]
        database.run_many(_PUT, rows)
        database.run("UPDATE draft SET updated_at = ? WHERE id = ?", (dossier.now(), draft_id))
        if context is not None:
            database.run("UPDATE draft SET context = ? WHERE id = ?", (json.dumps(context), draft_id))


def draft_context(dossier: Dossier, draft_id: int) -> dict[str, Any]:
    """Return what a screen keeps beside its entries: fiscal year, order, text being typed."""
    stored = dossier.database.value("SELECT context FROM draft WHERE id = ?", (draft_id,))
    return {} if stored is None else json.loads(stored)


def interrupted_drafts(dossier: Dossier) -> list[DraftSummary]:
    """Return the inputs of this user that no live session is typing, oldest first."""
    return [
        DraftSummary(identifier, screen, json.loads(context), updated, entries, debit, credit)
        for identifier, screen, context, updated, session, entries, debit, credit in dossier.database.rows(
            _PENDING, (dossier.user.id,)
        )
        if session != (dossier.session_id or 0) and _is_interrupted(dossier, session)
    ]


def take_over_draft(dossier: Dossier, draft_id: int) -> list[Mapping[str, Any]]:
    """Return the entries of an interrupted input in their order; it now belongs to this session.

    Raises `DraftTakenError` when another session of the user took or erased it meanwhile.
    """
    with transaction(dossier.database):
        row = dossier.database.row(_OWNER, (draft_id, dossier.user.id))
        if row is None or not _is_interrupted(dossier, row[0]):
            raise DraftTakenError
        dossier.database.run("UPDATE draft SET session_id = ? WHERE id = ?", (dossier.session_id, draft_id))
        rows = dossier.database.rows(
            "SELECT content FROM draft_entry WHERE draft_id = ? ORDER BY position", (draft_id,)
        )
    return [json.loads(content) for (content,) in rows]


def _is_interrupted(dossier: Dossier, session_id: int | None) -> bool:
    """Tell whether the session that types a draft is gone, or is this one."""
    return session_id in {None, dossier.session_id} or not is_session_alive(dossier, session_id)


def discard_draft(dossier: Dossier, draft_id: int) -> None:
    """Erase a draft: its input was saved or given up."""
    with transaction(dossier.database):
        dossier.database.run("DELETE FROM draft_entry WHERE draft_id = ?", (draft_id,))
        dossier.database.run("DELETE FROM draft WHERE id = ?", (draft_id,))
