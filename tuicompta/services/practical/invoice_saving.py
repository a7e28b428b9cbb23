"""Saving and deleting invoices of practical entry, each with its entry, in one transaction (SP-01, SP-19)."""

from dataclasses import replace

from tuicompta.core.dates import iso
from tuicompta.core.labels import LABEL_LENGTH
from tuicompta.core.numbering import PIECE_LENGTH
from tuicompta.core.practical.invoice import Invoice, check_invoice, invoice_lines
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.core.text import clean_text
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError, RecordGoneError
from tuicompta.services.practical import posting
from tuicompta.services.practical.invoices import check_current_year, read_invoice
from tuicompta.services.practical.journals import destination_journal
from tuicompta.services.practical.parties import check_party
from tuicompta.services.practical.vat_accounts import ensure_vat_account

KIND = "practical_operation"

_INSERT = """
    INSERT INTO practical_operation (kind, operation_date, piece_number, description, amount, account_id, due_on,
                                     entry_id, created_by, created_at)
    VALUES (?, ?, ?, ?, ?, (SELECT id FROM account WHERE number = ?), ?, ?, ?, ?)
"""
_UPDATE = """
    UPDATE practical_operation
       SET kind = ?, operation_date = ?, piece_number = ?, description = ?, amount = ?,
           account_id = (SELECT id FROM account WHERE number = ?), due_on = ?, version = version + 1, changed_by = ?,
           changed_at = ?
     WHERE id = ?
"""
_ADD_BLOCK = "INSERT INTO practical_block (operation_id, position, rate, vat) VALUES (?, ?, ?, ?)"
_ADD_LINE = """
    INSERT INTO practical_line (operation_id, block, position, account_id, amount)
    VALUES (?, ?, ?, (SELECT id FROM account WHERE number = ?), ?)
"""
_PARTS = (
    "DELETE FROM practical_line WHERE operation_id = ?",
    "DELETE FROM practical_block WHERE operation_id = ?",
)


def save_invoice(dossier: Dossier, invoice: Invoice, known: int | None = None, version: int = 0) -> int:
    """Store an invoice and post its entry, unvalidated; return its identifier.

    With `known`, change that invoice, read at a `version`, and its entry with it. Raises the refusals of the invoice,
    of its journal and of its entry, and `RecordChangedError` when another session changed it meanwhile.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        check_current_year(dossier)
        kept = cleaned(database, invoice)
        check_invoice(kept)
        check_party(database, kept.third_party)
        journal = destination_journal(database, kept.kind)
        entry_id = None if known is None else _checked_version(database, kept, known, version)
        lines = invoice_lines(kept, lambda nature, rate: _vat_account(dossier, kept, nature, rate))
        saved = posting.post(dossier, kept.kind, journal, kept.day, lines, entry_id)
        kept = replace(kept, piece=saved.pieces[0])
        invoice_id = _write(dossier, kept, known, saved.entry_id)
        posting.link(database, saved.entry_id, invoice_id)
    return invoice_id


def delete_invoice(dossier: Dossier, invoice_id: int) -> None:
    """Delete an invoice and its entry; raises what holds them (SP-14, SP-19)."""
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        check_current_year(dossier)
        entry_id = read_invoice(database, invoice_id).entry_id
        posting.release(database, entry_id)
        for statement in _PARTS:
            database.run(statement, (invoice_id,))
        database.run("DELETE FROM practical_operation WHERE id = ?", (invoice_id,))
        posting.unpost(dossier, entry_id)


def cleaned(database: Database, invoice: Invoice) -> Invoice:
    """Return an invoice whose texts are safe; its description is the name of the third party unless it has its own."""
    text = clean_text(invoice.description).strip()[:LABEL_LENGTH]
    if not text:
        title = database.value("SELECT title FROM account WHERE number = ?", (invoice.third_party,))
        text = str(title or invoice.third_party)
    return replace(invoice, description=text, piece=clean_text(invoice.piece).strip()[:PIECE_LENGTH])


def _vat_account(dossier: Dossier, invoice: Invoice, nature: str, rate: int) -> str:
    return ensure_vat_account(dossier, nature, rate, collected=invoice.kind is PracticalKind.SALE)


def _checked_version(database: Database, invoice: Invoice, invoice_id: int, version: int) -> int:
    """Return the entry of an invoice still at a version; a purchase never becomes a sale, nor the reverse."""
    stored = read_invoice(database, invoice_id)
    if stored.invoice.kind is not invoice.kind:
        raise RecordGoneError(name="La facture")
    if stored.version != version:
        raise RecordChangedError(name=f"La facture {stored.invoice.piece}".strip())
    return stored.entry_id


def _write(dossier: Dossier, invoice: Invoice, known: int | None, entry_id: int) -> int:
    database = dossier.database
    cells = (
        invoice.kind.value,
        iso(invoice.day),
        invoice.piece,
        invoice.description,
        invoice.total,
        invoice.third_party,
        iso(invoice.due_on) if invoice.due_on else None,
    )
    stamp = (dossier.user.id, dossier.now())
    if known is None:
        known = database.run(_INSERT, (*cells, entry_id, *stamp))
    else:
        database.run(_UPDATE, (*cells, *stamp, known))
        for statement in _PARTS:
            database.run(statement, (known,))
    for block, part in enumerate(invoice.blocks, start=1):
        database.run(_ADD_BLOCK, (known, block, part.rate, part.vat))
        for place, line in enumerate(part.lines, start=1):
            database.run(_ADD_LINE, (known, block, place, line.account, line.amount))
    return known
