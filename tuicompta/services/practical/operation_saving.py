"""Saving and deleting receipts and expenses, with their entry and the due dates that they settle (SPT-03 to SPT-11)."""

from dataclasses import replace

from tuicompta.core.labels import LABEL_LENGTH
from tuicompta.core.numbering import PIECE_LENGTH
from tuicompta.core.practical.cash import CashOperation, check_operation, operation_lines
from tuicompta.core.text import clean_text
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.user_state import store_state
from tuicompta.services.matching.matching_sheet import store_matchings
from tuicompta.services.practical import posting
from tuicompta.services.practical.categories import first_account
from tuicompta.services.practical.invoices import check_current_year
from tuicompta.services.practical.journals import LAST_TREASURY, treasury_journal
from tuicompta.services.practical.operations import Head, read_checked, read_head, write_head
from tuicompta.services.practical.parties import check_party
from tuicompta.services.practical.vat_accounts import ensure_vat_account

_CHEQUE_METHOD = "SELECT code FROM payment_method WHERE nature = 'cheque' ORDER BY code LIMIT 1"
_CHEQUE = "SELECT number FROM cheque JOIN entry_line ON entry_line.id = entry_line_id WHERE entry_id = ?"


def save_operation(dossier: Dossier, operation: CashOperation, known: int | None = None, version: int = 0) -> int:
    """Store a receipt or an expense and post its entry; return its identifier.

    The due dates ticked are settled by the line of the third party. Raises the refusals of the operation, of its
    journal, of its entry and of its matchings; nothing is then written.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        check_current_year(dossier)
        kept = _cleaned(database, operation)
        check_operation(kept)
        check_party(database, kept.account)
        journal = treasury_journal(database, kept.treasury, kept.day)
        entry_id = None if known is None else read_checked(database, kept.kind, known, version).entry_id
        lines = operation_lines(kept, _vat_account(dossier, kept), _extra_account(database, kept))
        saved = posting.post(dossier, kept.kind, journal, kept.day, lines, entry_id)
        head = _head(replace(kept, piece=saved.pieces[0]), saved.entry_id)
        stored = write_head(dossier, head, known, kept.category.own_id)
        posting.link(database, saved.entry_id, stored)
        if kept.due_dates:
            store_matchings(dossier, saved.line_ids[0], kept.due_dates)
        store_state(dossier, LAST_TREASURY, kept.treasury)
    return stored


def delete_operation(dossier: Dossier, operation_id: int) -> None:
    """Delete a receipt, an expense or a transfer with its entries; raises what holds them (SPT-07)."""
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        check_current_year(dossier)
        head = read_head(database, operation_id)
        entries = [entry for entry in (head.entry_id, head.second_entry_id) if entry is not None]
        for entry in entries:
            posting.release(database, entry)
        database.run("DELETE FROM practical_cheque WHERE operation_id = ?", (operation_id,))
        database.run("DELETE FROM practical_operation WHERE id = ?", (operation_id,))
        for entry in entries:
            posting.unpost(dossier, entry)


def cheque_of(database: Database, entry_id: int) -> str:
    """Return the number of the cheque that an entry uses, "" for none."""
    return str(database.value(_CHEQUE, (entry_id,)) or "")


def text_of(database: Database, description: str, account: str) -> str:
    """Return the label of the entry: the description, else the title of the account."""
    text = clean_text(description).strip()[:LABEL_LENGTH]
    return text or str(database.value("SELECT title FROM account WHERE number = ?", (account,)) or account)


def piece_of(piece: str) -> str:
    """Return a piece number that is safe to store."""
    return clean_text(piece).strip()[:PIECE_LENGTH]


def _cleaned(database: Database, operation: CashOperation) -> CashOperation:
    cheque = clean_text(operation.cheque).strip()
    return replace(
        operation,
        piece=piece_of(operation.piece),
        description=text_of(database, operation.description, operation.account),
        cheque=cheque,
        payment_method=str(database.value(_CHEQUE_METHOD) or "") if cheque else operation.payment_method,
    )


def _vat_account(dossier: Dossier, operation: CashOperation) -> str:
    if not operation.vat or operation.rate is None:
        return ""
    nature = operation.vat_nature
    return ensure_vat_account(dossier, nature, operation.rate, collected=nature.startswith("7"))


def _extra_account(database: Database, operation: CashOperation) -> str:
    roots = operation.category.extra_roots
    return first_account(database, operation.category, roots) if operation.extra and roots else ""


def _head(operation: CashOperation, entry_id: int) -> Head:
    return Head(
        operation.kind,
        operation.day,
        operation.piece,
        operation.description,
        operation.amount,
        operation.account,
        operation.treasury,
        operation.category.code,
        operation.category.label,
        operation.rate,
        operation.vat,
        operation.extra,
        entry_id,
    )
