"""Who created a record and who changed it last, when its own table does not say so (FIC-20)."""

from typing import NamedTuple

from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier

_CREATED = """
    INSERT OR REPLACE INTO record_author (record_kind, record_id, created_by, created_at) VALUES (?, ?, ?, ?)
"""
_CHANGED = """
    INSERT INTO record_author (record_kind, record_id, changed_by, changed_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (record_kind, record_id)
    DO UPDATE SET changed_by = excluded.changed_by, changed_at = excluded.changed_at
"""
_FOUND = """
    SELECT coalesce(creator.code, ''), coalesce(created_at, ''), coalesce(changer.code, ''), coalesce(changed_at, '')
      FROM record_author LEFT JOIN user AS creator ON creator.id = created_by
      LEFT JOIN user AS changer ON changer.id = changed_by
     WHERE record_kind = ? AND record_id = ?
"""


class Authors(NamedTuple):
    """Codes of users and ISO moments, empty when they are not known."""

    created_by: str = ""
    created_at: str = ""
    changed_by: str = ""
    changed_at: str = ""


def sign_record(dossier: Dossier, kind: str, record_id: int, *, new: bool) -> None:
    """Note that the user of a session has just created a record, or changed it."""
    with transaction(dossier.database):
        moment = dossier.clock().isoformat(timespec="seconds")
        dossier.database.run(_CREATED if new else _CHANGED, (kind, record_id, dossier.user.id, moment))


def authors_of(dossier: Dossier, kind: str, record_id: int) -> Authors:
    """Return who created a record and who changed it last."""
    row = dossier.database.row(_FOUND, (kind, record_id))
    return Authors(*row) if row is not None else Authors()
