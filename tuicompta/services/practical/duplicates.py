"""Operations that look like ones entered before: piece numbers and whole invoices (SP-15, SP-22)."""

from datetime import date
from typing import NamedTuple

from tuicompta.core.dates import iso, parse_iso
from tuicompta.core.practical.invoice import Invoice
from tuicompta.models.database import Database
from tuicompta.services.entries.pieces import PieceScope
from tuicompta.services.entries.references import References
from tuicompta.services.settings.settings import setting

_LABEL = """
    SELECT journal.code, entry.piece_number, entry.entry_date, label
      FROM entry JOIN journal ON journal.id = journal_id JOIN entry_line ON entry_id = entry.id AND position = 1
     WHERE entry.id = ?
"""
_SAME = """
    SELECT operation_date FROM practical_operation JOIN account ON account.id = account_id
     WHERE kind = ? AND number = ? AND amount = ? AND practical_operation.id <> ?
       AND (operation_date = ? OR (piece_number <> '' AND piece_number = ?))
     ORDER BY operation_date LIMIT 1
"""


class PieceUsed(NamedTuple):
    """An entry that bears a piece number already."""

    journal: str
    piece: str
    day: date
    label: str


def piece_used(
    database: Database, journal: str, day: date, piece: str, entry_id: int | None = None
) -> PieceUsed | None:
    """Return the entry, besides one, that bears a number in its scope; nothing with the option off (NUM-04, NUM-06)."""
    scope = _scope(database, journal, day)
    if not piece or scope is None or not setting(database, "entry.warn_duplicate_pieces"):
        return None
    holder = scope.holder(piece, entry_id)
    row = database.row(_LABEL, (holder,)) if holder is not None else None
    return None if row is None else PieceUsed(row[0], row[1], parse_iso(row[2]), row[3])


def free_piece(database: Database, journal: str, day: date, piece: str) -> str:
    """Return the number that «Renuméroter» gives in the place of one already used (NUM-05)."""
    scope = _scope(database, journal, day)
    return piece if scope is None else scope.free_number_after(piece)


def same_invoice(database: Database, invoice: Invoice, invoice_id: int | None = None) -> date | None:
    """Return the date of another invoice of the same third party and total, with the same date or number (SP-22)."""
    kind, party = invoice.kind.value, invoice.third_party
    keys = (kind, party, invoice.total, invoice_id or 0, iso(invoice.day), invoice.piece)
    found = database.value(_SAME, keys)
    return parse_iso(found) if found else None


def _scope(database: Database, journal: str, day: date) -> PieceScope | None:
    references = References(database)
    period = references.period(day)
    if period is None:
        return None
    return PieceScope(database, references.journal(journal, period.fiscal_year_id), period, day)
