"""Texts of settings read at once, without what declares every setting: headings of reports begin with them."""

import json
from collections.abc import Iterable
from typing import Final

from tuicompta.models.database import Database

_SOME: Final = "SELECT key, value FROM setting WHERE key IN (SELECT value FROM json_each(?))"


def stored_texts(database: Database, keys: Iterable[str]) -> dict[str, str]:
    """Return the texts stored under some keys, blank where nothing is: for settings that nothing else computes."""
    listed = list(keys)
    found = {key: json.loads(value) or "" for key, value in database.rows(_SOME, (json.dumps(listed),))}
    return {key: str(found.get(key, "")) for key in listed}
