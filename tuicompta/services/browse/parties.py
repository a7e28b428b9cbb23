"""The third parties of the dossier with the balance of their account in one fiscal year, by pages (TI-02)."""

from dataclasses import dataclass
from typing import NamedTuple

from tuicompta.models.database import Database
from tuicompta.services.browse.asked_table import AskableTable, AskedTable
from tuicompta.services.browse.conditions import amount_field, text_field
from tuicompta.services.browse.keyset import KeyedRow, KeysetQueries, KeysetTable
from tuicompta.services.browse.request import Request
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear

_BALANCE = """
    (SELECT coalesce(sum(debit - credit), 0) FROM balance_total
      WHERE balance_total.account_id = third_party.account_id AND status <> 'S'
        AND period_id IN (SELECT id FROM period WHERE fiscal_year_id = given.year_id))
"""
_KIND = "CASE substr(account.number, 1, 2) WHEN '41' THEN 'Client' WHEN '40' THEN 'Fournisseur' ELSE 'Autre' END"
_TOWN = "coalesce(third_party_address.town, '')"
_PHONE = "coalesce(nullif(phone, ''), mobile, '')"
_EMAIL = "coalesce(email, '')"
_IDENTITY = "SELECT third_party.id, third_party.code, third_party.name, account.number, " + _KIND
_REACHED = ", third_party.siren, " + _TOWN + ", " + _PHONE + ", " + _EMAIL
_COLUMNS = _IDENTITY + _REACHED + ", third_party.blocked, " + _BALANCE
_FROM = """
      FROM third_party JOIN account ON account.id = third_party.account_id
      LEFT JOIN third_party_address ON third_party_address.third_party_id = third_party.id
                                   AND third_party_address.kind = 'invoicing' AND third_party_address.position = 0
      LEFT JOIN third_party_contact ON third_party_contact.third_party_id = third_party.id
                                   AND third_party_contact.position = 0
      CROSS JOIN (SELECT ? AS year_id) AS given
     WHERE 1
"""
_SELECT = _COLUMNS + _FROM
_QUERIES = KeysetQueries(
    first=_SELECT + " ORDER BY third_party.code LIMIT ?",
    last=_SELECT + " ORDER BY third_party.code DESC LIMIT ?",
    after=_SELECT + " AND third_party.code > ? ORDER BY third_party.code LIMIT ?",
    before=_SELECT + " AND third_party.code < ? ORDER BY third_party.code DESC LIMIT ?",
    row=_SELECT + " AND third_party.id = ?",
    place="SELECT code FROM third_party WHERE id = ?",
    count="SELECT count(*) FROM third_party WHERE ? IS NOT NULL",
)
_ALL = _SELECT + " ORDER BY third_party.code"
_LOCATE = "SELECT id FROM third_party WHERE code >= ? AND code < ? ORDER BY code LIMIT 1"
_ASKABLE = AskableTable(
    select=_COLUMNS,
    source=_FROM,
    key="third_party.id",
    order=("third_party.code",),
    fields={
        "code": text_field("lower(third_party.code)", "third_party.code"),
        "name": text_field("third_party.folded_name", "third_party.name"),
        "account": text_field("lower(account.number)", "account.number"),
        "kind": text_field(f"lower({_KIND})", _KIND),
        "balance": amount_field(_BALANCE, signed=True),
        "town": text_field(f"lower({_TOWN})", _TOWN),
        "siren": text_field("third_party.siren", "third_party.siren"),
        "phone": text_field(_PHONE, _PHONE),
        "email": text_field(f"lower({_EMAIL})", _EMAIL),
    },
    sums={},
)


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

    def asked(self, request: Request) -> AskedTable:
        """Return the third parties as asked: searched, filtered, sorted (LST-15)."""
        return AskedTable(self.database, _ASKABLE, self.parameters, request)

    def all(self) -> list[KeyedRow]:
        """Return every third party, for groups."""
        return [(row[0], row[1:]) for row in self.database.rows(_ALL, self.parameters)]


def party_table(database: Database, year: FiscalYear) -> PartyTable:
    """Return the third parties with their balances in a fiscal year."""
    return PartyTable(database, _QUERIES, (year.id,))


def party_row(row: KeyedRow) -> PartyRow:
    """Return a row of the table by its names."""
    code, name, account, kind, siren, town, phone, email, blocked, balance = row[1]
    return PartyRow(code, name, account, kind, siren, town, phone, email, bool(blocked), balance)
