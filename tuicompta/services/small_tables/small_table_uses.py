"""How many cards name a row of a small table: one in use is not deleted (DV-07)."""

import json
from collections.abc import Iterator, Mapping

from tuicompta.core.settings import SETTINGS, Link
from tuicompta.models.database import Database
from tuicompta.services.small_tables.coded_records import counted
from tuicompta.services.small_tables.small_tables import SmallTable

_LINKS = {
    "titles": (Link.TITLE, "label"),
    "countries": (Link.COUNTRY, "name"),
    "departments": (Link.DEPARTMENT, "name"),
    "postal_codes": (Link.POSTAL_CODE, "code"),
    "naf_codes": (Link.NAF_CODE, "code"),
}
_SETTINGS = "SELECT key, value FROM setting"
_ADDRESSES = "SELECT address FROM bank WHERE address <> '{}'"
_CONTACTS = "SELECT contact FROM bank WHERE contact <> '{}'"
_CELLS = {"countries": "country", "departments": "department", "postal_codes": "postal_code"}


def uses_of(database: Database, table: SmallTable, row: int, values: Mapping[str, str | bool]) -> str:
    """Return who names a row, in words, empty when nobody does: «3 codes postaux, 1 fiche société»."""
    counts = [(int(database.value(query, (row,))), one, many) for query, one, many in table.uses]
    counts += [
        (len(list(_settings(database, table, values))), "fiche société", "fiches société"),
        (_banks(database, table, values), "fiche banque", "fiches banque"),
    ]
    return ", ".join(counted(number, one, many) for number, one, many in counts if number)


def _settings(database: Database, table: SmallTable, values: Mapping[str, str | bool]) -> Iterator[str]:
    """Yield the settings that hold the row; a postal code also needs its town."""
    link, cell = _LINKS[table.name]
    stored = {key: json.loads(value) for key, value in database.rows(_SETTINGS)}
    for key, value in stored.items():
        if key in SETTINGS and SETTINGS[key].link is link and value == values[cell]:
            town = stored.get(key.removesuffix("postal_code") + "town")
            if link is not Link.POSTAL_CODE or town == values["town"]:
                yield key


def _banks(database: Database, table: SmallTable, values: Mapping[str, str | bool]) -> int:
    if table.name == "titles":
        contacts = [json.loads(text) for (text,) in database.rows(_CONTACTS)]
        return sum(1 for contact in contacts if contact.get("title") == values["label"])
    if table.name not in _CELLS:
        return 0
    cell, name = _CELLS[table.name], _LINKS[table.name][1]
    addresses = [json.loads(text) for (text,) in database.rows(_ADDRESSES)]
    towns = {values["town"]} if table.name == "postal_codes" else None
    return sum(1 for one in addresses if one.get(cell) == values[name] and (towns is None or one.get("town") in towns))
