"""What the pages of settings say beside their fields: pages to complete, warnings of a save (SET-02, OSA-09)."""

from collections.abc import Iterator, Mapping

from tuicompta.core.settings import SETTINGS, Page, Value, settings_of_page
from tuicompta.models.database import Database
from tuicompta.services.settings import number_setting, setting, text_setting

_MIXED = """
    SELECT EXISTS (SELECT 1 FROM account WHERE type = 'D' AND length(number) > 3 AND number GLOB '*0')
       AND EXISTS (SELECT 1 FROM account AS other WHERE type = 'D' AND length(number) < ? AND number NOT GLOB '*[A-Z]*'
                      AND EXISTS (SELECT 1 FROM account WHERE type = 'D' AND length(number) = ?))
"""
_LENGTHS = frozenset({"entry.account_length", "entry.pad_accounts"})
MIXED = (
    "Des comptes existent avec et sans zéros à droite : «Outils – Maintenance de données» les met à la même longueur"
)
TERRITORY = "Territorialité : les comptes de TVA existants gardent leurs taux"


def pages_to_complete(database: Database) -> frozenset[Page]:
    """Return the priority pages of which a field that must be filled is empty (SET-02)."""
    found = {page for page in Page if page.is_option and not _is_complete(database, page)}
    if not _has(database, "company.name") or not _has(database, "company.town"):
        found.add(Page.ADDRESS)
    if not (_has(database, "tax_centre.name") or _has(database, "sie.name")):
        found.add(Page.TAX_OFFICE)
    return frozenset(found)


def warnings_of(database: Database, changed: Mapping[str, Value]) -> Iterator[str]:
    """Yield what looks wrong in settings just changed; none of it refuses anything (SA-01, ST-08, OSA-09)."""
    for key, value in changed.items():
        warning = SETTINGS[key].warning
        if warning is not None and (text := warning(value)):
            yield text
    if "company.territory" in changed:
        yield TERRITORY
    if changed.keys() & _LENGTHS and accounts_are_mixed(database):
        yield MIXED


def accounts_are_mixed(database: Database) -> bool:
    """Tell whether general accounts exist with and without trailing zeros (OSA-09)."""
    length = number_setting(database, "entry.account_length")
    padded = bool(setting(database, "entry.pad_accounts"))
    return padded and bool(length) and bool(database.value(_MIXED, (length, length)))


def _has(database: Database, key: str) -> bool:
    return bool(text_setting(database, key))


def _is_complete(database: Database, page: Page) -> bool:
    mandatory = (one for one in settings_of_page(page) if one.mandatory)
    return all(setting(database, one.key) not in {None, ""} for one in mandatory)
