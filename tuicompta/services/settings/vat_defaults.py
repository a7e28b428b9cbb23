"""The VAT data that accounts of root 445 begin with (FC-30, TVAP-03)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tuicompta.core.account_fields import is_vat_account
from tuicompta.data import read_table
from tuicompta.models.database import Database
from tuicompta.services.accounts.account_defaults import side_rows
from tuicompta.services.settings.settings import text_setting

OWN_TERRITORY = "dossier"

_SET_TAX = """
    UPDATE account SET vat_direction = ?, vat_territory = ?, vat_rate = ?,
           vat_operation_id = (SELECT id FROM vat_operation WHERE code = ?)
     WHERE id = ? AND vat_direction IS NULL AND type = 'D'
"""
_SET_BASIS = "UPDATE account SET vat_basis = ? WHERE id = ? AND vat_basis IS NULL AND type = 'D'"
_SET_SIDE = """
    INSERT INTO account_journal_type (account_id, journal_type, allowed, side) VALUES (?, ?, ?, ?)
    ON CONFLICT (account_id, journal_type) DO UPDATE SET allowed = excluded.allowed, side = excluded.side
"""
_STANDARD_RATE = """
    SELECT max(rate) FROM vat_rate WHERE territory = ? AND start_date <= ? AND (end_date IS NULL OR end_date >= ?)
"""


class Tax(NamedTuple):
    """Direction, territory, rate in hundredths of a percent and type of operation of a VAT account."""

    direction: str
    territory: str
    rate: int
    operation: str


def standard_rate(database: Database, territory: str, day: date) -> int | None:
    """Return the standard rate of a territory that day, in hundredths of a percent; nothing where there is no VAT."""
    found: int | None = database.value(_STANDARD_RATE, (territory, day.isoformat(), day.isoformat()))
    return found


def default_tax(database: Database, number: str, day: date) -> Tax | None:
    """Return the «Nature de taxe» of a new collected or deductible account, from its longest known root."""
    roots = [row for row in read_table("vat_accounts.csv") if number.startswith(row["root"])]
    own = text_setting(database, "company.territory")
    rate = standard_rate(database, own, day)
    if not roots or rate is None:
        return None
    row = max(roots, key=lambda found: len(found["root"]))
    territory = own if row["territory"] == OWN_TERRITORY else row["territory"]
    return Tax(row["direction"], territory, rate, row["operation"])


def complete_vat(database: Database, day: date, accounts: Iterable[tuple[int, str]]) -> None:
    """Give the VAT accounts, by identifier and number, the data that they have from no relative (FC-30, PCG-06).

    A tax comes with the side of its direction, which the return reads (FC-06).
    """
    basis = text_setting(database, "vat.basis")
    for identifier, number in accounts:
        if not is_vat_account(number):
            continue
        tax = default_tax(database, number, day)
        if tax is not None and database.changed(_SET_TAX, (*tax, identifier)):
            database.run_many(_SET_SIDE, side_rows(identifier, number))
        database.run(_SET_BASIS, (basis, identifier))
