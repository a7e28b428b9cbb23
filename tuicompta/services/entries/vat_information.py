"""The VAT data stored on a line (SW-18, TVL-06)."""

from dataclasses import dataclass

from tuicompta.core.enums import VatBasis, VatDirection, VatTerritory
from tuicompta.models.database import Database, Row
from tuicompta.services.entries.errors import EntryGoneError

_LINE = """
    SELECT number, title FROM entry_line JOIN account ON account.id = account_id WHERE entry_line.id = ?
"""
_RECORDS = """
    SELECT kind, direction, coalesce(territory, ''), coalesce(vat_operation.label, ''), rate, base, tax,
           coalesce(account.number, ''), coalesce(source.piece_number, ''), vat_return_id IS NOT NULL,
           coalesce(user.code, ''), coalesce(modified_at, '')
      FROM vat_record LEFT JOIN vat_operation ON vat_operation.id = vat_record.vat_operation_id
      LEFT JOIN account ON account.id = vat_account_id LEFT JOIN user ON user.id = modified_by
      LEFT JOIN entry_line AS source ON source.id = source_line_id
     WHERE vat_record.entry_line_id = ? ORDER BY vat_record.id
"""
_EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class VatInformation:
    """One VAT record of a line: texts as shown, rate in hundredths of a percent, base and tax in cents."""

    kind: str
    direction: str
    territory: str
    operation: str
    rate: int | None
    base: int
    tax: int
    account: str
    source_piece: str
    declared: bool
    modified_by: str
    modified_at: str


@dataclass(frozen=True, slots=True)
class LineVat:
    """The account of a line and its VAT records, none on a line that VAT does not concern (TVL-05)."""

    account: str
    title: str
    records: tuple[VatInformation, ...]


def line_vat(database: Database, line_id: int) -> LineVat:
    """Return the VAT data stored on a line; raises `EntryGoneError`."""
    row = database.row(_LINE, (line_id,))
    if row is None:
        raise EntryGoneError
    return LineVat(row[0], row[1], tuple(_record(found) for found in database.rows(_RECORDS, (line_id,))))


def _record(row: Row) -> VatInformation:
    kind, direction, territory, operation, rate, base, tax, account, piece, declared, user, when = row
    shown = VatDirection.EXEMPT.label if kind == _EXEMPT else VatBasis(kind).label
    where = VatTerritory(territory).label if territory else ""
    of_operation = (where, operation, rate, base, tax, account, piece)
    return VatInformation(shown, VatDirection(direction).label, *of_operation, bool(declared), user, when)
