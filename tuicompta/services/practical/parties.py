"""The third parties of practical entry: those offered, and a new one without leaving the form (SP-04, SP-09)."""

from dataclasses import dataclass, field
from typing import NamedTuple

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.practical.parties import third_party_number
from tuicompta.core.text import clean_text, fold
from tuicompta.core.third_parties import Address
from tuicompta.models.database import Database, Row
from tuicompta.models.transaction import transaction
from tuicompta.services.accounts.account_parties import Coordinates, write_coordinates
from tuicompta.services.accounts.accounts import UnknownAccountError, create_account, number_of
from tuicompta.services.dossiers.dossier import Dossier

# Number, its end or code beginning with the text first, then the name doing so, then the name holding it (DDL-04).
# Of the accounts of third parties, those of invoices: neither deposits (4091, 4191) nor accruals (408, 418) nor bills.
_PARTIES = """
    SELECT number, coalesce(third_party.name, title), coalesce(third_party.code, ''),
           account.blocked OR coalesce(third_party.blocked, 0)
      FROM account LEFT JOIN third_party ON third_party.account_id = account.id AND main = 1
     WHERE account.type = 'D'
"""
_SEARCH = (
    _PARTIES
    + """
       AND number GLOB ?1 AND substr(number, 1, 3) NOT IN ('403', '405', '408', '409', '413', '418', '419')
       AND NOT account.blocked AND NOT coalesce(third_party.blocked, 0)
       AND (?2 = '' OR number GLOB ?3 || '*' OR substr(number, 4) GLOB ?3 || '*' OR third_party.code GLOB ?3 || '*'
            OR coalesce(folded_name, folded_title) LIKE '%' || ?4 ESCAPE '\\')
     ORDER BY number GLOB ?3 || '*' OR substr(number, 4) GLOB ?3 || '*'
              OR coalesce(third_party.code GLOB ?3 || '*', 0) DESC,
              coalesce(folded_name, folded_title) LIKE ?4 ESCAPE '\\' DESC, third_party.code IS NULL, number
"""
)
_ONE = _PARTIES + " AND number = ?"
_BILLS = _PARTIES + " AND number GLOB '413*' ORDER BY number"
_NOTHING = "\x01"
_BLOCKED = """
    SELECT title FROM account LEFT JOIN third_party ON third_party.account_id = account.id AND main = 1
     WHERE number = ? AND (account.blocked OR coalesce(third_party.blocked, 0))
"""


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


def party_choices(database: Database, *, suppliers: bool, text: str = "") -> list[PartyChoice]:
    """Return the suppliers, or the customers, found by a text, best first; all for no text (SP-04)."""
    typed = fold(clean_text(text).strip())
    like = typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    start = typed.upper() if typed and typed.isalnum() and typed.isascii() else _NOTHING
    rows = database.rows(_SEARCH, ("40*" if suppliers else "41*", typed, start, f"{like}%"))
    return [_choice(row) for row in rows]


def party_choice(database: Database, account: str) -> PartyChoice | None:
    """Return the third party of an account, blocked or not."""
    row = database.row(_ONE, (account,))
    return None if row is None else _choice(row)


def bill_accounts(database: Database) -> list[PartyChoice]:
    """Return the accounts of the bills of customers (SPT-02)."""
    return [_choice(row) for row in database.rows(_BILLS)]


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


def _choice(row: Row) -> PartyChoice:
    return PartyChoice(row[0], row[1], row[2], bool(row[3]))


def _is_taken(database: Database, number: str) -> bool:
    return database.row("SELECT 1 FROM account WHERE number = ?", (number,)) is not None
