"""What a user left as it was, kept per user in the dossier."""

import json
from typing import Any

from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier


def state(dossier: Dossier, key: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return what the user left under a key, nothing when he left nothing."""
    query = "SELECT value FROM user_state WHERE user_id = ? AND key = ?"
    stored = dossier.database.value(query, (dossier.user.id, key))
    return None if stored is None else json.loads(stored)


def store_state(dossier: Dossier, key: str, value: object) -> None:
    """Keep a JSON value under a key for this user; nothing is kept in a dossier open for consultation."""
    if dossier.readonly:
        return
    with transaction(dossier.database):
        dossier.database.run(
            "INSERT INTO user_state (user_id, key, value) VALUES (?, ?, ?)"
            " ON CONFLICT (user_id, key) DO UPDATE SET value = excluded.value",
            (dossier.user.id, key, json.dumps(value, ensure_ascii=False)),
        )
