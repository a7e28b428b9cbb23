"""The third parties of practical entry: those offered, and a new one without leaving the form (SP-04, SP-09)."""

from dataclasses import dataclass, field
from typing import NamedTuple

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.natures import is_customer, is_supplier
from tuicompta.core.practical.parties import third_party_number
from tuicompta.core.text import clean_text
from tuicompta.core.third_parties import Address
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.account_parties import Coordinates, write_coordinates
from tuicompta.services.accounts import UnknownAccountError, create_account, number_of
from tuicompta.services.dossier import Dossier

_OFFERED = """
    SELECT number, coalesce(third_party.name, title), coalesce(third_party.code, ''),
           account.blocked OR coalesce(third_party.blocked, 0)
      FROM account LEFT JOIN third_party ON third_party.account_id = account.id AND main = 1
     WHERE account.type = 'D' AND number GLOB ? || '*' ORDER BY third_party.code IS NULL, number
"""
_BLOCKED = """
    SELECT title FROM account LEFT JOIN third_party ON third_party.account_id = account.id AND main = 1
     WHERE number = ? AND (account.blocked OR coalesce(third_party.blocked, 0))
"""
# Of the accounts of third parties, those of invoices: neither deposits (4091, 4191) nor accruals (408, 418) nor bills.
_NOT_INVOICED = ("403", "405", "408", "409", "413", "418", "419")


class BlockedPartyError(TuicomptaError):
    """A blocked third party takes no operation (SP-04)."""

    template = "{name} ({account}) est bloqué : débloquez sa fiche, ou choisissez un autre tiers."


class PartyChoice(NamedTuple):
    """A third party as the forms offer it: its account, its name, its code."""

    account: str
    name: str
    code: str
    blocked: bool


@dataclass(frozen=True, slots=True)
class NewParty:
    """A supplier or customer typed in the form; the account number was proposed and may have been changed."""

    name: str
    account: str
    address: Address = field(default_factory=Address)


def party_choices(database: Database, *, suppliers: bool) -> list[PartyChoice]:
    """Return the suppliers, or the customers, that an invoice may be of."""
    is_one = is_supplier if suppliers else is_customer
    rows = database.rows(_OFFERED, ("40" if suppliers else "41",))
    return [
        PartyChoice(number, name, code, bool(blocked))
        for number, name, code, blocked in rows
        if is_one(number) and not number.startswith(_NOT_INVOICED)
    ]


def bill_accounts(database: Database) -> list[PartyChoice]:
    """Return the accounts of the bills of customers (SPT-02)."""
    rows = database.rows(_OFFERED, ("413",))
    return [PartyChoice(number, name, code, bool(blocked)) for number, name, code, blocked in rows]


def check_party(database: Database, account: str) -> None:
    """Refuse a third party that is gone or blocked; raises `UnknownAccountError` or `BlockedPartyError`."""
    if database.row("SELECT 1 FROM account WHERE number = ?", (account,)) is None:
        raise UnknownAccountError(number=account)
    if row := database.row(_BLOCKED, (account,)):
        raise BlockedPartyError(name=row[0], account=account)


def proposed_account(database: Database, name: str, *, supplier: bool) -> str:
    """Return the number proposed to the account of a new third party (DOLI-30)."""
    return third_party_number("401" if supplier else "411", name, lambda number: _is_taken(database, number))


def create_party(dossier: Dossier, new: NewParty) -> str:
    """Create the account and the card of a third party and return the account number (SP-04).

    Raises the refusals of its number and name.
    """
    dossier.require_writable()
    with transaction(dossier.database):
        created = create_account(dossier, new.account, clean_text(new.name).strip())
        write_coordinates(dossier, created, Coordinates(address=new.address))
        return number_of(dossier.database, created)


def _is_taken(database: Database, number: str) -> bool:
    return database.row("SELECT 1 FROM account WHERE number = ?", (number,)) is not None
