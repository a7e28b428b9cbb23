"""The third parties of the dossier with the balance of their account in one fiscal year, by pages (TI-02)."""

from dataclasses import dataclass
from typing import NamedTuple

from tuicompta.core.natures import is_customer, is_supplier
from tuicompta.models.database import Database
from tuicompta.services.browse.keyset import KeyedRow, KeysetQueries, KeysetTable
from tuicompta.services.fiscal_years import FiscalYear

_SELECT = """
    SELECT third_party.id, third_party.code, third_party.name, account.number, third_party.siren,
           coalesce(third_party_address.town, ''), coalesce(nullif(phone, ''), mobile, ''), coalesce(email, ''),
           third_party.blocked,
           (SELECT coalesce(sum(debit - credit), 0) FROM balance_total
             WHERE balance_total.account_id = third_party.account_id AND status <> 'S'
               AND period_id IN (SELECT id FROM period WHERE fiscal_year_id = ?))
      FROM third_party JOIN account ON account.id = third_party.account_id
      LEFT JOIN third_party_address ON third_party_address.third_party_id = third_party.id
                                   AND kind = 'invoicing' AND third_party_address.position = 0
      LEFT JOIN third_party_contact ON third_party_contact.third_party_id = third_party.id
                                   AND third_party_contact.position = 0
"""
_QUERIES = KeysetQueries(
    first=_SELECT + " ORDER BY third_party.code LIMIT ?",
    last=_SELECT + " ORDER BY third_party.code DESC LIMIT ?",
    after=_SELECT + " WHERE third_party.code > ? ORDER BY third_party.code LIMIT ?",
    before=_SELECT + " WHERE third_party.code < ? ORDER BY third_party.code DESC LIMIT ?",
    row=_SELECT + " WHERE third_party.id = ?",
    place="SELECT code FROM third_party WHERE id = ?",
    count="SELECT count(*) FROM third_party WHERE 0 <= ?",
)
_ALL = _SELECT + " ORDER BY third_party.code"
_LOCATE = "SELECT id FROM third_party WHERE code >= ? AND code < ? ORDER BY code LIMIT 1"


class PartyRow(NamedTuple):
    """A third party of the list; the balance of its account is in cents, debit − credit."""

    code: str
    name: str
    account: str
    kind: str
    siren: str
    town: str
    phone: str
    email: str
    blocked: bool
    balance: int


@dataclass
class PartyTable(KeysetTable):
    """The third parties in the order of their codes."""

    def locate(self, prefix: str) -> int | None:
        """Return the first third party whose code begins with a text."""
        found: int | None = self.database.value(_LOCATE, (prefix.upper(), prefix.upper() + "~"))
        return found

    def all(self) -> list[KeyedRow]:
        """Return every third party, for searches and sorts that no order of the storage serves."""
        return [(row[0], row[1:]) for row in self.database.rows(_ALL, self.parameters)]


def party_table(database: Database, year: FiscalYear) -> PartyTable:
    """Return the third parties with their balances in a fiscal year."""
    return PartyTable(database, _QUERIES, (year.id,))


def party_row(row: KeyedRow) -> PartyRow:
    """Return a row of the table by its names."""
    code, name, account, siren, town, phone, email, blocked, balance = row[1]
    return PartyRow(code, name, account, party_kind(account), siren, town, phone, email, bool(blocked), balance)


def party_kind(number: str) -> str:
    """Return what the third party of an account is: Client, Fournisseur or Autre."""
    if is_customer(number):
        return "Client"
    return "Fournisseur" if is_supplier(number) else "Autre"
