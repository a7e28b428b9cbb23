"""Banks: the list and what their cards hold (BANK)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from tuicompta.core.payment_methods import DebitFormat, TransferFormat
from tuicompta.models.database import Database
from tuicompta.services.dossiers.record_locks import RecordGoneError

KIND = "bank"
CODE_LENGTH, NAME_LENGTH, ISSUER_LENGTH = 5, 40, 6

_ALL = """
    SELECT bank.id, bank.code, name, account.number, journal.code, iban, bic
      FROM bank JOIN account ON account.id = account_id JOIN journal ON journal.id = journal_id ORDER BY bank.code
"""
_READ = """
    SELECT bank.code, name, account.number, journal.code, iban, bic, creditor_identifier, national_issuer, line_breaks,
           transfer_format, debit_format, overdraft, address, contact, bank.version
      FROM bank JOIN account ON account.id = account_id JOIN journal ON journal.id = journal_id WHERE bank.id = ?
"""
_ID = "SELECT id FROM bank WHERE code = ?"


@dataclass(frozen=True, slots=True)
class Bank:
    """What the card of a bank holds; the overdraft allowed is in cents, the RIB is inside the IBAN."""

    code: str
    name: str
    account: str = ""
    journal: str = ""
    iban: str = ""
    bic: str = ""
    creditor_identifier: str = ""
    national_issuer: str = ""
    line_breaks: bool = False
    transfer_format: TransferFormat = TransferFormat.V09
    debit_format: DebitFormat = DebitFormat.V08
    overdraft: int = 0
    address: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    contact: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class BankRow:
    """A bank of the list."""

    id: int
    code: str
    name: str
    account: str
    journal: str
    iban: str
    bic: str


def bank_rows(database: Database) -> list[BankRow]:
    """Return the banks by code."""
    return [BankRow(*row) for row in database.rows(_ALL)]


def bank_id(database: Database, code: str) -> int | None:
    """Return the identifier of a bank, nothing when the code is unknown."""
    found: int | None = database.value(_ID, (code,))
    return found


def read_bank(database: Database, identifier: int) -> tuple[Bank, int]:
    """Return a bank and its version; raises `RecordGoneError`."""
    row = database.row(_READ, (identifier,))
    if row is None:
        raise RecordGoneError(name="La banque")
    code, name, account, journal, iban, bic, creditor, issuer, breaks, transfers, debits, overdraft, *others = row
    address, contact, version = others
    bank = Bank(
        code=code,
        name=name,
        account=account,
        journal=journal,
        iban=iban,
        bic=bic,
        creditor_identifier=creditor,
        national_issuer=issuer,
        line_breaks=bool(breaks),
        transfer_format=TransferFormat(transfers),
        debit_format=DebitFormat(debits),
        overdraft=overdraft,
        address=json.loads(address),
        contact=json.loads(contact),
    )
    return bank, version
