"""The event log: one event for each act of the list, in the transaction of the act (JE-02, JE-05)."""

import json
from collections.abc import Mapping
from enum import StrEnum

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.seals import FIRST, seal
from tuicompta.core.text import clean_text
from tuicompta.models.database import Database, Row
from tuicompta.services.dossiers.dossier import Dossier

SHORTEST_REASON, LONGEST_REASON = 3, 250

_LAST = "SELECT id, seal FROM event ORDER BY id DESC LIMIT 1"
_ADD = """
    INSERT INTO event (id, happened_at, user_code, machine, kind, object, detail, reason, seal)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


class EventKind(StrEnum):
    """Acts that leave an event; the value is stored, and is what the log shows."""

    CREATION = "Création du dossier"
    VALIDATION = "Validation d'écritures"
    ANNUAL_CLOSING = "Clôture annuelle"
    FEC_EXPORT = "Export FEC"
    IMPORT = "Import d'écritures"
    OPTION_CHANGE = "Changement d'option"
    SESSION_CLOSED = "Session fermée par un autre utilisateur"
    OPENING_BALANCE_DELETED = "Suppression de la balance d'ouverture"
    UNLINKED = "Délier une écriture importée"
    FISCAL_YEAR_DATES = "Changement des dates d'un exercice"
    JOURNAL_NUMBERING = "Changement du type de numérotation d'un journal"


class ReasonError(TuicomptaError):
    """An act that asks for a reason is refused without one (JE-03)."""

    template = "Le motif est obligatoire : 3 à 250 caractères."


def checked_reason(text: str) -> str:
    """Return a typed reason, cleaned; raises `ReasonError` when it is too short or too long (JE-03)."""
    reason = clean_text(text).strip()
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise ReasonError
    return reason


def record_event(
    dossier: Dossier, kind: EventKind, subject: str, detail: Mapping[str, object], reason: str | None = None
) -> int:
    """Add an event to the log and return its number. Call it inside the transaction of the act."""
    number, previous = dossier.database.row(_LAST) or (0, FIRST)
    content = (
        number + 1,
        dossier.now(),
        dossier.user.code,
        dossier.machine,
        str(kind),
        subject,
        json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str),
        reason,
    )
    return dossier.database.run(_ADD, (*content, event_seal(previous, content)))


def event_seal(previous: bytes, content: Row) -> bytes:
    """Return the seal of an event from its columns in their order, the seal excepted (JE-07)."""
    return seal(previous, ["" if value is None else f"={value}" for value in content])


def broken_event(database: Database) -> int | None:
    """Return the number of the first event whose seal or number is wrong, nothing when the chain holds."""
    previous, expected = FIRST, 1
    query = "SELECT id, happened_at, user_code, machine, kind, object, detail, reason, seal FROM event ORDER BY id"
    for *content, found in database.stream(query):
        if content[0] != expected or event_seal(previous, tuple(content)) != found:
            return expected
        previous, expected = found, expected + 1
    return None
