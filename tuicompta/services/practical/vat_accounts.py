"""The VAT account that goes with a nature and a rate, which nobody has to name (SP-01, SP-03)."""

from datetime import date

from tuicompta.core.dates import iso
from tuicompta.core.enums import VatDirection
from tuicompta.core.practical.invoice import rate_label
from tuicompta.core.vat import format_rate
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.accounts.account_batch import account_length
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.settings.settings import text_setting
from tuicompta.services.settings.vat_regimes import regime_on

_RATES = """
    SELECT DISTINCT rate FROM vat_rate
     WHERE territory = ? AND rate > 0 AND start_date <= ? AND (end_date IS NULL OR end_date >= ?) ORDER BY rate DESC
"""
# A nature that proposes a pair is self-assessed: its account is for that only (KM-88).
_PROPOSED = """
    SELECT vat.number FROM account JOIN account AS vat ON vat.id = account.proposed_vat_account_id
     WHERE account.number = ? AND account.proposed_vat_due_account_id IS NULL
       AND vat.type = 'D' AND vat.blocked = 0 AND vat.vat_direction = ? AND vat.vat_rate = ?
"""
_FOUND = """
    SELECT number FROM account
     WHERE type = 'D' AND blocked = 0 AND number GLOB ? || '*' AND vat_direction = ? AND vat_rate = ?
     ORDER BY coalesce(vat_territory, '') <> ?, number LIMIT 1
"""
_PROPOSED_RATE = """
    SELECT vat.vat_rate FROM account JOIN account AS vat ON vat.id = account.proposed_vat_account_id
     WHERE account.number = ?
"""
_SET = """
    UPDATE account SET vat_direction = ?, vat_territory = ?, vat_rate = ? WHERE id = ?
"""
_EXEMPT_REGIME = "FB"
_TITLES = {
    "44562": "TVA sur immobilisations",
    "44566": "TVA sur autres biens et services",
    "44571": "TVA collectée",
}


def vat_rates(database: Database, day: date) -> list[int]:
    """Return the rates of the territory of the dossier in force a day, the highest first; none when it pays no VAT."""
    if regime_on(database, day) == _EXEMPT_REGIME:
        return []
    rows = database.rows(_RATES, (text_setting(database, "company.territory"), iso(day), iso(day)))
    return [rate for (rate,) in rows]


def proposed_rate(database: Database, nature: str) -> int | None:
    """Return the rate of the «TVA proposée» of a nature (TVAP-26)."""
    found: int | None = database.value(_PROPOSED_RATE, (nature,))
    return found


def vat_account(database: Database, nature: str, rate: int, *, collected: bool) -> str | None:
    """Return the VAT account of a nature at a rate: the one it proposes, else the first of the root; None for none."""
    direction, root = direction_of(collected=collected), root_of(nature, collected=collected)
    proposed = database.value(_PROPOSED, (nature, direction, rate))
    territory = text_setting(database, "company.territory")
    found = proposed or database.value(_FOUND, (root, direction, rate, territory))
    return None if found is None else str(found)


def new_vat_account(database: Database, nature: str, rate: int, *, collected: bool) -> str:
    """Return the number that the VAT account of a rate takes when there is none: its root, then its rate, made free."""
    root = root_of(nature, collected=collected)
    length, pad = account_length(database)
    room = (length if length and not pad else 10) - len(root)
    digits = format_rate(rate).replace(",", "")[:room]
    number = (root + digits).ljust(length if length and not pad else 0, "0")
    while database.row("SELECT 1 FROM account WHERE number = ?", (number,)):
        number = str(int(number) + 1)
    return number


def ensure_vat_account(dossier: Dossier, nature: str, rate: int, *, collected: bool) -> str:
    """Return the VAT account of a nature at a rate, created like that of the standard rate when there is none."""
    database = dossier.database
    known = vat_account(database, nature, rate, collected=collected)
    if known is not None:
        return known
    number, root = new_vat_account(database, nature, rate, collected=collected), root_of(nature, collected=collected)
    territory = text_setting(database, "company.territory")
    with transaction(database):
        created = create_account(dossier, number, f"{_TITLES[root]} {rate_label(rate)}")
        database.run(_SET, (direction_of(collected=collected), territory, rate, created))
        return str(database.value("SELECT number FROM account WHERE id = ?", (created,)))


def direction_of(*, collected: bool) -> str:
    """Return the stored direction of a VAT."""
    return (VatDirection.COLLECTED if collected else VatDirection.DEDUCTIBLE).value


def root_of(nature: str, *, collected: bool) -> str:
    """Return the root of the VAT accounts of a nature (KM-85)."""
    if collected:
        return "44571"
    return "44562" if nature.startswith("2") else "44566"
