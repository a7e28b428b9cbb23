"""Cash operations as they are stored: the head common to all, and the rows of «Ma trésorerie» (SPT)."""

from datetime import date
from typing import NamedTuple

from tuicompta.core.dates import iso, parse_iso
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.models.database import Database
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError, RecordGoneError
from tuicompta.services.practical.invoices import years_shown

_HEAD = """
    SELECT kind, operation_date, piece_number, description, amount, coalesce(account.number, ''),
           coalesce(treasury.number, ''), category, category_label, practical_operation.vat_rate, vat, extra, entry_id,
           second_entry_id, practical_operation.version
      FROM practical_operation LEFT JOIN account ON account.id = account_id
      LEFT JOIN account AS treasury ON treasury.id = treasury_account_id
     WHERE practical_operation.id = ?
"""
_ROWS = """
    SELECT practical_operation.id, operation_date, practical_operation.piece_number, kind, category_label, description,
           amount, treasury.number, coalesce(account.number, ''), entry.status
      FROM practical_operation JOIN entry ON entry.id = entry_id
      LEFT JOIN account ON account.id = account_id
      JOIN account AS treasury ON treasury.id = treasury_account_id
     WHERE kind NOT IN ('purchase', 'sale') AND operation_date BETWEEN ? AND ?
     ORDER BY operation_date DESC, practical_operation.id DESC
"""
_INSERT = """
    INSERT INTO practical_operation (kind, operation_date, piece_number, description, amount, account_id,
        treasury_account_id, category, category_label, own_category_id, vat_rate, vat, extra, entry_id,
        second_entry_id, created_by, created_at)
    VALUES (?, ?, ?, ?, ?, (SELECT id FROM account WHERE number = ?), (SELECT id FROM account WHERE number = ?),
            ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_UPDATE = """
    UPDATE practical_operation
       SET kind = ?, operation_date = ?, piece_number = ?, description = ?, amount = ?,
           account_id = (SELECT id FROM account WHERE number = ?),
           treasury_account_id = (SELECT id FROM account WHERE number = ?), category = ?, category_label = ?,
           own_category_id = ?, vat_rate = ?, vat = ?, extra = ?, entry_id = ?, second_entry_id = ?, changed_by = ?,
           changed_at = ?, version = version + 1
     WHERE id = ?
"""


class Head(NamedTuple):
    """What every cash operation stores; accounts are numbers, empty for none, amounts are cents."""

    kind: PracticalKind
    day: date
    piece: str
    description: str
    amount: int
    account: str
    treasury: str
    category: str = ""
    category_label: str = ""
    rate: int | None = None
    vat: int = 0
    extra: int = 0
    entry_id: int = 0
    second_entry_id: int | None = None
    version: int = 0


class CashRow(NamedTuple):
    """A cash operation in the list «Ma trésorerie»."""

    id: int
    day: date
    piece: str
    kind: PracticalKind
    category: str
    description: str
    amount: int
    treasury: str
    account: str
    status: str


def kind_of(database: Database, operation_id: int) -> PracticalKind:
    """Return the kind of a stored operation; raises `RecordGoneError`."""
    found = database.value("SELECT kind FROM practical_operation WHERE id = ?", (operation_id,))
    if found is None:
        raise RecordGoneError(name="L'opération")
    return PracticalKind(found)


def read_head(database: Database, operation_id: int) -> Head:
    """Return a stored operation; raises `RecordGoneError`."""
    row = database.row(_HEAD, (operation_id,))
    if row is None:
        raise RecordGoneError(name="L'opération")
    kind, day, *rest = row
    return Head(PracticalKind(kind), parse_iso(day), *rest)


def read_checked(database: Database, kind: PracticalKind, operation_id: int, version: int) -> Head:
    """Return a stored operation of a kind, still at a version; raises `RecordChangedError`, `RecordGoneError`."""
    head = read_head(database, operation_id)
    if head.kind is not kind:
        raise RecordGoneError(name="L'opération")
    if head.version != version:
        raise RecordChangedError(name=f"L'opération {head.piece}".strip())
    return head


def cash_rows(dossier: Dossier) -> list[CashRow]:
    """Return the cash operations of the years shown, the last first (SPT-07)."""
    start, end = years_shown(dossier)
    return [
        CashRow(key, parse_iso(day), piece, PracticalKind(kind), *rest)
        for key, day, piece, kind, *rest in dossier.database.rows(_ROWS, (iso(start), iso(end)))
    ]


def write_head(dossier: Dossier, head: Head, known: int | None, own_category: int | None = None) -> int:
    """Store an operation, or change it; return its identifier."""
    cells = (
        head.kind.value,
        iso(head.day),
        head.piece,
        head.description,
        head.amount,
        head.account,
        head.treasury,
        head.category,
        head.category_label,
        own_category,
        head.rate,
        head.vat,
        head.extra,
        head.entry_id,
        head.second_entry_id,
    )
    stamp = (dossier.user.id, dossier.now())
    if known is None:
        return dossier.database.run(_INSERT, (*cells, *stamp))
    dossier.database.run(_UPDATE, (*cells, *stamp, known))
    return known
