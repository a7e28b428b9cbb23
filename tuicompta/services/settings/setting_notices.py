"""What the pages of settings say beside their fields: pages to complete, warnings of a save (SET-02)."""

from collections.abc import Iterator, Mapping

from tuicompta.core.settings import SETTINGS, Page, Value, settings_of_page
from tuicompta.models.database import Database
from tuicompta.services.settings.settings import setting, text_setting

TERRITORY = "Territorialité : les comptes de TVA existants gardent leurs taux"


def pages_to_complete(database: Database) -> frozenset[Page]:
    """Return the priority pages of which a field that must be filled is empty (SET-02)."""
    found = {page for page in Page if page.is_option and not _is_complete(database, page)}
    if not _has(database, "company.name") or not _has(database, "company.town"):
        found.add(Page.ADDRESS)
    if not (_has(database, "tax_centre.name") or _has(database, "sie.name")):
        found.add(Page.TAX_OFFICE)
    return frozenset(found)


def warnings_of(changed: Mapping[str, Value]) -> Iterator[str]:
    """Yield what looks wrong in settings just changed; none of it refuses anything (SA-01, ST-08)."""
    for key, value in changed.items():
        warning = SETTINGS[key].warning
        if warning is not None and (text := warning(value)):
            yield text
    if "company.territory" in changed:
        yield TERRITORY


def _has(database: Database, key: str) -> bool:
    return bool(text_setting(database, key))


def _is_complete(database: Database, page: Page) -> bool:
    mandatory = (one for one in settings_of_page(page) if one.mandatory)
    return all(setting(database, one.key) not in {None, ""} for one in mandatory)
