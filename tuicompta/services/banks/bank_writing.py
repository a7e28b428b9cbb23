"""Writing the card of a bank: its rules, and its tie with a journal and an account (BANK-09 to BANK-11, BANK-15)."""

import json
from collections.abc import Iterator, Mapping

from tuicompta.core.bank_details import check_bic, check_creditor_identifier, check_iban
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.identifiers import compact_identifier
from tuicompta.core.natures import AccountNature, is_of
from tuicompta.core.text import clean_text
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.accounts.accounts import UnknownAccountError
from tuicompta.services.banks.bank_ties import counterpart_of, tie_journal
from tuicompta.services.banks.banks import CODE_LENGTH, ISSUER_LENGTH, KIND, NAME_LENGTH, Bank, read_bank
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError
from tuicompta.services.notes import store_note
from tuicompta.services.settings.settings import text_setting
from tuicompta.services.small_tables.coded_deletion import CodedTable, delete_coded
from tuicompta.services.small_tables.coded_records import (
    CodeTakenError,
    RecordInUseError,
    checked_code,
    checked_label,
    used_by,
)

_INSERT = """
    INSERT INTO bank (code, name, account_id, journal_id, iban, bic, creditor_identifier, national_issuer, line_breaks,
                      transfer_format, debit_format, overdraft, address, contact)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_UPDATE = """
    UPDATE bank SET code = ?, name = ?, account_id = ?, journal_id = ?, iban = ?, bic = ?, creditor_identifier = ?,
           national_issuer = ?, line_breaks = ?, transfer_format = ?, debit_format = ?, overdraft = ?, address = ?,
           contact = ?, version = version + 1
     WHERE id = ?
"""
_HOLDERS = {
    "Le compte {}": "SELECT code, name FROM bank WHERE account_id = ? AND id IS NOT ?",
    "Le journal {}": "SELECT code, name FROM bank WHERE journal_id = ? AND id IS NOT ?",
}
_CHEQUEBOOKS = "SELECT code FROM chequebook WHERE bank_id = ? ORDER BY code"
_METHODS = "SELECT code FROM payment_method WHERE default_bank_id = ? ORDER BY code"
_COUNTS = (
    ("SELECT count(*) FROM cheque WHERE bank_id = ?", "chèque utilisé", "chèques utilisés"),
    ("SELECT count(*) FROM due_date WHERE bank_id = ?", "échéance", "échéances"),
)


class BankAccountError(TuicomptaError):
    """The account of a bank is of type Détail and of a nature for it, and belongs to one bank (BANK-09)."""

    template = "Compte de banque {number} refusé : {reason}."


class BankJournalError(TuicomptaError):
    """The journal of a bank is of type Trésorerie, and belongs to one bank (BANK-09, BANK-10)."""

    template = "Journal de banque {code} refusé : {reason}."


class OverdraftError(TuicomptaError):
    """The overdraft allowed is no negative amount (BANK-16)."""

    template = "L'autorisation de découvert est un montant positif ou nul."


class IssuerNumberError(TuicomptaError):
    """The national issuer number has at most six digits (BANK-11)."""

    template = "Numéro National d'Émetteur «{number}» refusé : 6 chiffres."


def write_bank(dossier: Dossier, known: int | None, bank: Bank, *, notes: str = "", version: int = 0) -> int:
    """Store a bank, a new one when `known` is None; return its identifier.

    A journal without counterpart takes the account of the bank (BANK-10). Raises the refusals of this module, of the
    code and name, of the bank details (SINV-11), and `RecordChangedError`.
    """
    dossier.require_writable()
    database = dossier.database
    values = _identity(bank), _details(bank)
    with transaction(database):
        if known is not None:
            _check_change(database, known, values[0][0], version)
        row = database.row("SELECT id, name FROM bank WHERE code = ?", (values[0][0],))
        if row is not None and row[0] != known:
            raise CodeTakenError(code=values[0][0], label=row[1])
        tied = _account(database, bank, known), _journal(dossier, bank, known)
        stored = (*values[0], *tied, *values[1])
        identifier = database.run(_INSERT, stored) if known is None else known
        if known is not None:
            database.run(_UPDATE, (*stored, known))
        tie_journal(dossier, tied[1], tied[0])
        store_note(database, KIND, identifier, notes)
    return identifier


def delete_bank(dossier: Dossier, identifier: int) -> None:
    """Delete a bank that nothing uses; raises `RecordInUseError`, which names what does (BANK-15)."""
    code, removal = "SELECT code FROM bank WHERE id = ?", ("DELETE FROM bank WHERE id = ?",)
    delete_coded(dossier, CodedTable(KIND, "La banque", "supprimée", code, _uses, removal), identifier)


def _identity(bank: Bank) -> tuple[str, str]:
    return checked_code(bank.code, CODE_LENGTH), checked_label("Nom de la banque", bank.name, NAME_LENGTH)


def _details(bank: Bank) -> tuple[object, ...]:
    """Return the other columns, checked (BANK-11, BANK-16)."""
    issuer = bank.national_issuer.strip()
    if issuer and not (issuer.isascii() and issuer.isdigit() and len(issuer) <= ISSUER_LENGTH):
        raise IssuerNumberError(number=issuer)
    if bank.overdraft < 0:
        raise OverdraftError
    return (
        compact_identifier(check_iban(bank.iban)) if bank.iban.strip() else "",
        check_bic(bank.bic) if bank.bic.strip() else "",
        check_creditor_identifier(bank.creditor_identifier) if bank.creditor_identifier.strip() else "",
        issuer,
        int(bank.line_breaks),
        bank.transfer_format.value,
        bank.debit_format.value,
        bank.overdraft,
        _stored(bank.address),
        _stored(bank.contact),
    )


def _stored(texts: Mapping[str, str]) -> str:
    kept = {name: clean_text(text).strip() for name, text in texts.items()}
    return json.dumps({name: text for name, text in kept.items() if text}, ensure_ascii=False)


def _account(database: Database, bank: Bank, known: int | None) -> int:
    number = bank.account
    row = database.row("SELECT id, type, blocked FROM account WHERE number = ?", (number,))
    if row is None:
        raise UnknownAccountError(number=number)
    if row[1] != "D":
        raise BankAccountError(number=number, reason="il est de type Racine")
    if not is_of(number, AccountNature.RECONCILED, AccountNature.CASH):
        raise BankAccountError(number=number, reason="il n'est ni de racine 51 (banques) ni de racine 53 (caisse)")
    if row[2] and known is None:
        raise BankAccountError(number=number, reason="il est bloqué")
    if holder := database.row(_HOLDERS["Le compte {}"], (row[0], known)):
        raise BankAccountError(number=number, reason=f"c'est celui de la banque {holder[0]} {holder[1]}")
    return int(row[0])


def _journal(dossier: Dossier, bank: Bank, known: int | None) -> int:
    database, code = dossier.database, bank.journal
    row = database.row("SELECT id, type FROM journal WHERE code = ?", (code,))
    if row is None:
        raise BankJournalError(code=code, reason="il n'existe pas")
    if row[1] != "treasury":
        raise BankJournalError(code=code, reason="il n'est pas de type Trésorerie")
    if holder := database.row(_HOLDERS["Le journal {}"], (row[0], known)):
        raise BankJournalError(code=code, reason=f"c'est celui de la banque {holder[0]} {holder[1]}")
    counterpart = counterpart_of(dossier, code)
    if counterpart and counterpart != bank.account:
        raise BankJournalError(code=code, reason=f"son compte de contrepartie est {counterpart}, pas {bank.account}")
    return int(row[0])


def _check_change(database: Database, identifier: int, code: str, version: int) -> None:
    stored, found = read_bank(database, identifier)
    if found != version:
        raise RecordChangedError(name=f"La banque {stored.code}")
    if code != stored.code and text_setting(database, "payments.default_bank") == stored.code:
        raise RecordInUseError(
            name=f"La banque {stored.code}", act="renommée", reason="c'est celle par défaut des options"
        )


def _uses(database: Database, identifier: int, code: str) -> Iterator[str]:
    books = [code for (code,) in database.rows(_CHEQUEBOOKS, (identifier,))]
    if books:
        yield f"{used_by(len(books), 'chéquier', 'chéquiers')} ({', '.join(books)})"
    methods = [code for (code,) in database.rows(_METHODS, (identifier,))]
    if methods:
        one, many = "moyen de paiement", "moyens de paiement"
        yield f"banque par défaut : {used_by(len(methods), one, many)} ({', '.join(methods)})"
    if text_setting(database, "payments.default_bank") == code:
        yield "c'est celle par défaut des options"
    for query, one, many in _COUNTS:
        if count := int(database.value(query, (identifier,))):
            yield used_by(count, one, many)
