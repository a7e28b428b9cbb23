"""Reading and writing the settings of a dossier (`core.settings` declares them)."""

import json
from collections.abc import Mapping

from tuicompta.core.settings import SETTINGS, Value
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction

_SET = "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"


def setting(database: Database, key: str) -> Value:
    """Return the value of a setting, its default until it is changed. An undeclared key is a fault of the program."""
    stored = database.value("SELECT value FROM setting WHERE key = ?", (key,))
    found: Value = SETTINGS[key].default if stored is None else json.loads(stored)
    return found


def number_setting(database: Database, key: str) -> int:
    """Return a setting that holds a whole number."""
    value = setting(database, key)
    if not isinstance(value, int):
        raise TypeError(key)
    return value


def text_setting(database: Database, key: str) -> str:
    """Return a setting that holds a text."""
    return str(setting(database, key) or "")


def set_settings(database: Database, values: Mapping[str, Value]) -> None:
    """Store several settings at once."""
    with transaction(database):
        for key, value in values.items():
            database.run(_SET, (SETTINGS[key].key, json.dumps(value, ensure_ascii=False)))
