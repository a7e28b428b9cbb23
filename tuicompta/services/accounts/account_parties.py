"""The third parties of one account: the main one, others, additions and deletions (FC-07, FC-08, FC-38, TI-09)."""

from dataclasses import dataclass, field, replace

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text, fold
from tuicompta.core.third_parties import (
    Address,
    BankDetails,
    Contact,
    ThirdParty,
    clean_address,
    clean_bank_details,
    clean_contact,
    is_blank,
)
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.accounts.account_batch import TITLE_LENGTH, next_party_code
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.notes import delete_note
from tuicompta.services.third_parties.third_parties import KIND, read_third_party, write_third_party

_OF_ACCOUNT = "SELECT id, code, name, main FROM third_party WHERE account_id = ? ORDER BY main DESC, code"
_MAIN = "SELECT id FROM third_party WHERE account_id = ? AND main = 1"
_INSERT = """
    INSERT INTO third_party (code, name, folded_name, account_id, main, created_by, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_ACCOUNT = """
    SELECT account_id, number, main, code FROM third_party JOIN account ON account.id = account_id
     WHERE third_party.id = ?
"""
_LINES = """
    SELECT count(*) FROM entry_line JOIN entry ON entry.id = entry_id
      JOIN fiscal_year ON fiscal_year.id = entry.fiscal_year_id WHERE account_id = ? AND (closed_at IS NULL OR ?)
"""
_OWNED = (
    "DELETE FROM third_party_address WHERE third_party_id = ?",
    "DELETE FROM third_party_contact WHERE third_party_id = ?",
    "DELETE FROM bank_details WHERE third_party_id = ?",
    "DELETE FROM third_party WHERE id = ?",
)


class LastThirdPartyError(TuicomptaError):
    """The only third party of an account with open lines stays (FC-38, TI-09)."""

    template = "Le tiers {code} ne peut pas être supprimé : c'est le seul du compte {number}, qui porte {lines}."


@dataclass(frozen=True, slots=True)
class AccountParty:
    """A third party of an account (FC-08)."""

    id: int
    code: str
    name: str
    main: bool


@dataclass(frozen=True, slots=True)
class Coordinates:
    """What the account card shows of the main third party: invoicing address, main contact, main bank details."""

    address: Address = field(default_factory=Address)
    contact: Contact = field(default_factory=Contact)
    holder: str = ""
    iban: str = ""
    bic: str = ""


def account_parties(database: Database, account_id: int) -> list[AccountParty]:
    """Return the third parties of an account, the main one first (FC-08)."""
    rows = database.rows(_OF_ACCOUNT, (account_id,))
    return [AccountParty(key, code, name, bool(main)) for key, code, name, main in rows]


def main_party(database: Database, account_id: int) -> int | None:
    """Return the main third party of an account."""
    found: int | None = database.value(_MAIN, (account_id,))
    return found


def account_of_party(database: Database, party_id: int) -> tuple[int, str]:
    """Return the identifier and the number of the account of a third party."""
    row = database.row(_ACCOUNT, (party_id,)) or (0, "")
    return row[0], row[1]


def read_coordinates(database: Database, account_id: int) -> Coordinates:
    """Return the coordinates of the main third party of an account, empty when it has none (FC-07)."""
    party_id = main_party(database, account_id)
    if party_id is None:
        return Coordinates()
    party, _ = read_third_party(database, party_id)
    contact = party.contacts[0] if party.contacts else Contact()
    bank = next((row for row in party.bank_details if row.main), None)
    if bank is None:
        return Coordinates(party.invoicing, contact)
    return Coordinates(party.invoicing, contact, bank.holder, bank.iban, bank.bic)


def write_coordinates(dossier: Dossier, account_id: int, coordinates: Coordinates) -> None:
    """Write the coordinates of the main third party of an account on its card (FC-07, TI-04).

    What did not change is not written; an account without third party gets one. Raises the refusals of bank details.
    """
    database = dossier.database
    if coordinates == read_coordinates(database, account_id):
        return
    party_id = main_party(database, account_id)
    if party_id is None:
        title = database.value("SELECT title FROM account WHERE id = ?", (account_id,))
        party_id = add_party(dossier, account_id, str(title))
    party, version = read_third_party(database, party_id)
    write_third_party(dossier, party_id, _with_coordinates(party, coordinates), version=version)


def _with_coordinates(party: ThirdParty, coordinates: Coordinates) -> ThirdParty:
    contact = clean_contact(coordinates.contact)
    others = party.contacts[1:]
    return replace(
        party,
        invoicing=clean_address(coordinates.address),
        contacts=others if is_blank(contact) and not others else (contact, *others),
        bank_details=_with_bank(party.bank_details, coordinates),
    )


def _with_bank(rows: tuple[BankDetails, ...], coordinates: Coordinates) -> tuple[BankDetails, ...]:
    """Change the main row, add it, or remove it when its IBAN is emptied."""
    main = next((row for row in rows if row.main), None)
    others = tuple(row for row in rows if row is not main)
    if not coordinates.iban.strip():
        return others
    found = main or BankDetails(coordinates.iban, main=True)
    changed = replace(found, iban=coordinates.iban, bic=coordinates.bic, holder=coordinates.holder)
    return (clean_bank_details(changed), *others)


def add_party(dossier: Dossier, account_id: int, name: str) -> int:
    """Add a third party to an account, with the next code of its kind; the first one is the main one (FC-38)."""
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        number = database.value("SELECT number FROM account WHERE id = ?", (account_id,))
        kept = clean_text(name).strip()[:TITLE_LENGTH] or number
        main = int(main_party(database, account_id) is None)
        code = next_party_code(database, number)
        stamp = (dossier.user.id, dossier.now())
        return database.run(_INSERT, (code, kept, fold(kept), account_id, main, *stamp))


def set_main_party(dossier: Dossier, party_id: int) -> None:
    """Make a third party the main one of its account (FC-38)."""
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        account_id, _ = account_of_party(database, party_id)
        database.run("UPDATE third_party SET main = 0 WHERE account_id = ?", (account_id,))
        database.run("UPDATE third_party SET main = 1, version = version + 1 WHERE id = ?", (party_id,))


def delete_party(dossier: Dossier, party_id: int, *, from_account: bool = False) -> None:
    """Delete the card of a third party, never its account; the next one becomes the main one (TI-09).

    The only third party of an account stays while lines of an open fiscal year need it, and, when it is taken out
    `from_account`, while there is any line (FC-38). Raises `LastThirdPartyError`.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        row = database.row(_ACCOUNT, (party_id,))
        if row is None:
            return
        account_id, number, main, code = row
        others = [party for party in account_parties(database, account_id) if party.id != party_id]
        lines = int(database.value(_LINES, (account_id, int(from_account))))
        if lines and not others:
            raise LastThirdPartyError(code=code, number=number, lines=f"{lines} ligne{'s' if lines > 1 else ''}")
        delete_note(database, KIND, party_id)
        for statement in _OWNED:
            database.run(statement, (party_id,))
        if main and others:
            database.run("UPDATE third_party SET main = 1 WHERE id = ?", (others[0].id,))
