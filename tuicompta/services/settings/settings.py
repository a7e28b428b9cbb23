"""Reading and writing the settings of a dossier (`core.settings` declares them)."""

import json
from collections.abc import Callable, Mapping

from tuicompta.core.identifiers import french_vat_number, is_siren
from tuicompta.core.settings import SETTINGS, Setting, Value
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.settings import vat_regimes
from tuicompta.services.settings.setting_links import default_code

_GET = "SELECT value FROM setting WHERE key = ?"
_SET = "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
_MIXED = """
    SELECT EXISTS (SELECT 1 FROM account WHERE type = 'D' AND length(number) = ? AND number GLOB '*0'
                      AND number NOT GLOB '*[A-Z]*')
       AND EXISTS (SELECT 1 FROM account WHERE type = 'D' AND length(number) < ? AND number NOT GLOB '*[A-Z]*')
"""
MIXED_LENGTHS = "avec et sans zéros : Maintenance de données"


def setting(database: Database, key: str) -> Value:
    """Return the value of a setting, its default until it is changed. An undeclared key is a fault of the program."""
    declared = SETTINGS[key]
    if key in _DERIVED:
        return _DERIVED[key](database)
    stored = database.value(_GET, (key,))
    if stored is None:
        return _default(database, declared)
    found: Value = json.loads(stored)
    return found if found or key not in _COMPUTED else _COMPUTED[key](database)


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
    """Store several settings at once, as they are: counters, and what a new dossier begins with.

    What the user changes goes through `setting_changes.change_settings`, which checks it and leaves an event.
    """
    with transaction(database):
        for key, value in values.items():
            database.run(_SET, (SETTINGS[key].key, json.dumps(value, ensure_ascii=False)))


def _default(database: Database, declared: Setting) -> Value:
    if declared.wanted.default:
        return default_code(database, declared)
    compute = _COMPUTED.get(declared.key)
    return compute(database) if compute is not None else declared.default


def _own_vat_number(database: Database) -> str:
    siren = text_setting(database, "company.siren")
    return french_vat_number(siren) if is_siren(siren) else ""


def _logo_name(database: Database) -> str:
    name = database.value("SELECT name FROM document WHERE id = ?", (setting(database, "logo.document"),))
    return str(name or "")


def _account_lengths(database: Database) -> str:
    """Tell of accounts with and without trailing zeros, and of the tool that makes them alike (OSA-09)."""
    length = number_setting(database, "entry.account_length")
    return MIXED_LENGTHS if length and database.value(_MIXED, (length, length)) else ""


_COMPUTED: dict[str, Callable[[Database], Value]] = {"company.vat_number": _own_vat_number}
"""Settings computed as long as they are empty (SA-02)."""

_DERIVED: dict[str, Callable[[Database], Value]] = {
    "entry.account_state": _account_lengths,
    "logo.image": _logo_name,
    "vat.regime": vat_regimes.last_regime,
    "vat.regime_start": vat_regimes.last_start,
    "vat.regime_history": vat_regimes.history_text,
}
"""Settings that are read in another table (OSA-09, LG-01, ST-05)."""
