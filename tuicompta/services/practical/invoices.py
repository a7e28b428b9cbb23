"""Invoices of practical entry as they are stored: one, or those of a list (SP)."""

from datetime import date
from typing import NamedTuple

from tuicompta.core.dates import iso, parse_iso
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.practical.invoice import Invoice, NetLine, VatBlock
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.models.database import Database
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordGoneError
from tuicompta.services.entries.protection import refusal_in_its_screen
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, current_fiscal_year, open_fiscal_years

_READ = """
    SELECT kind, operation_date, practical_operation.piece_number, account.number, description, amount,
           due_on, practical_operation.version, practical_operation.entry_id,
           (SELECT min(due_date.due_on) FROM due_date JOIN entry_line ON entry_line.id = entry_line_id
             WHERE entry_line.entry_id = practical_operation.entry_id)
      FROM practical_operation JOIN account ON account.id = account_id
     WHERE practical_operation.id = ? AND kind IN ('purchase', 'sale')
"""
_BLOCKS = "SELECT position, rate, vat FROM practical_block WHERE operation_id = ? ORDER BY position"
_LINES = """
    SELECT block, account.number, amount FROM practical_line JOIN account ON account.id = account_id
     WHERE operation_id = ? ORDER BY block, position
"""
_ROWS = """
    SELECT practical_operation.id, operation_date, practical_operation.piece_number, account.number,
           coalesce((SELECT name FROM third_party AS party WHERE party.account_id = account.id AND main = 1),
                    account.title),
           description, amount,
           (SELECT coalesce(sum(block.vat), 0) FROM practical_block AS block
             WHERE operation_id = practical_operation.id),
           (SELECT min(due_date.due_on) FROM due_date JOIN entry_line ON entry_line.id = entry_line_id
             WHERE entry_line.entry_id = practical_operation.entry_id), entry.status
      FROM practical_operation JOIN account ON account.id = account_id JOIN entry ON entry.id = entry_id
     WHERE kind = ? AND operation_date BETWEEN ? AND ?
     ORDER BY operation_date DESC, practical_operation.id DESC
"""


class ClosedPracticalYearError(TuicomptaError):
    """The fiscal year the user works on is closed (SP-14)."""

    template = "L'exercice en cours {year} est clôturé : ses opérations se consultent, et rien ne s'y saisit."


class StoredInvoice(NamedTuple):
    """An invoice with its version, the entry that it posted, and its first due date as it is now."""

    invoice: Invoice
    version: int
    entry_id: int
    first_due: date | None


class InvoiceRow(NamedTuple):
    """An invoice in a list; amounts in cents."""

    id: int
    day: date
    piece: str
    account: str
    name: str
    description: str
    total: int
    vat: int
    due_on: date | None
    status: str


def read_invoice(database: Database, invoice_id: int) -> StoredInvoice:
    """Return an invoice; raises `RecordGoneError`."""
    row = database.row(_READ, (invoice_id,))
    if row is None:
        raise RecordGoneError(name="La facture")
    kind, day, piece, account, description, total, due_on, version, entry_id, first_due = row
    invoice = Invoice(
        PracticalKind(kind),
        parse_iso(day),
        piece,
        account,
        description,
        total,
        _blocks(database, invoice_id),
        parse_iso(due_on) if due_on else None,
    )
    return StoredInvoice(invoice, version, entry_id, parse_iso(first_due) if first_due else None)


def invoice_rows(dossier: Dossier, kind: PracticalKind) -> list[InvoiceRow]:
    """Return the invoices of a kind, the last first, of the years that `years_shown` gives."""
    start, end = years_shown(dossier)
    return [
        InvoiceRow(key, parse_iso(day), piece, account, name, text, total, vat, parse_iso(due) if due else None, status)
        for key, day, piece, account, name, text, total, vat, due, status in dossier.database.rows(
            _ROWS, (kind.value, iso(start), iso(end))
        )
    ]


def years_shown(dossier: Dossier) -> tuple[date, date]:
    """Return the dates of the lists: of the current year when it is closed, else of every open one (SP-13, SP-14)."""
    current = current_fiscal_year(dossier)
    years: list[FiscalYear] = [current] if current.closed else open_fiscal_years(dossier.database)
    return min(year.start for year in years), max(year.end for year in years)


def check_current_year(dossier: Dossier) -> None:
    """Refuse to work while the current fiscal year is closed; raises `ClosedPracticalYearError` (SP-14)."""
    current = current_fiscal_year(dossier)
    if current.closed:
        raise ClosedPracticalYearError(year=current.label)


def refusal_of(dossier: Dossier, operation_id: int) -> TuicomptaError | None:
    """Return why an operation is read-only, nothing when it can be changed and deleted (SP-14, SP-19)."""
    try:
        check_current_year(dossier)
    except ClosedPracticalYearError as error:
        return error
    query = "SELECT entry_id, second_entry_id FROM practical_operation WHERE id = ?"
    entries = dossier.database.row(query, (operation_id,)) or ()
    reasons = (refusal_in_its_screen(dossier.database, entry) for entry in entries if entry is not None)
    return next((reason for reason in reasons if reason is not None), None)


def _blocks(database: Database, invoice_id: int) -> tuple[VatBlock, ...]:
    lines: dict[int, list[NetLine]] = {}
    for block, account, amount in database.rows(_LINES, (invoice_id,)):
        lines.setdefault(block, []).append(NetLine(account, amount))
    return tuple(
        VatBlock(rate, vat, tuple(lines.get(position, ())))
        for position, rate, vat in database.rows(_BLOCKS, (invoice_id,))
    )
