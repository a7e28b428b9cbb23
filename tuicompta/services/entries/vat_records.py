"""VAT data frozen on the lines when an entry is saved (TVL-01, TVL-16, TVAP-06)."""

from collections.abc import Sequence
from typing import NamedTuple

from tuicompta.core.enums import JournalType, VatDirection
from tuicompta.core.vat import tax_base
from tuicompta.models.database import Database
from tuicompta.services.entries.line_to_store import LineToStore
from tuicompta.services.entries.references import AccountRow

_INSERT = """
    INSERT INTO vat_record (entry_line_id, kind, direction, territory, vat_operation_id, rate, vat_account_id,
                            base, tax)
    VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0)
"""
# Records of the line itself: neither that of a payment, which comes from an invoice, nor one typed on a payment.
_DELETE_OWN = """
    DELETE FROM vat_record
     WHERE entry_line_id = ? AND source_line_id IS NULL AND (vat_account_id = ? OR kind = 'exempt')
"""
_DELETE = "DELETE FROM vat_record WHERE entry_line_id = ?"
_RECORDS = """
    SELECT vat_record.id, entry_line_id, direction, coalesce(rate, 0), vat_return_id IS NULL
      FROM vat_record JOIN entry_line ON entry_line.id = entry_line_id
     WHERE entry_id = ? AND source_line_id IS NULL AND (vat_account_id = account_id OR kind = 'exempt')
"""
_SET_AMOUNTS = "UPDATE vat_record SET base = ?, tax = ? WHERE id = ?"

Written = tuple[int, LineToStore]


class _Record(NamedTuple):
    """A record of a line of the entry; rate in hundredths of a percent."""

    id: int
    line_id: int
    direction: VatDirection
    rate: int
    undeclared: int


def write_vat_records(
    database: Database, entry_id: int, journal_type: JournalType, lines: Sequence[Written], *, lost: int
) -> None:
    """Store the VAT records of the lines of an entry; `lost` lines were deleted by the same save.

    A record takes the settings of the account when the line is first stored on it; afterwards only its amounts follow
    the entry, so that a later change of the account rewrites nothing (TVAP-06). Declared records stay as they are.
    """
    if journal_type is JournalType.OPENING or (not lost and all(line.keeps_amount for _, line in lines)):
        return
    for line_id, line in lines:
        if not line.keeps_account:
            _make(database, line_id, line)
    records = [_Record(*row) for row in database.rows(_RECORDS, (entry_id,))]
    lines_by_id = dict(lines)
    for record in records:
        if record.undeclared:
            base, tax = _amounts(record, records, lines_by_id)
            database.run(_SET_AMOUNTS, (base, tax, record.id))


def forget_vat_records(database: Database, line_id: int) -> None:
    """Delete the records of a line that is going to be deleted."""
    database.run(_DELETE, (line_id,))


def _make(database: Database, line_id: int, line: LineToStore) -> None:
    """Make the record that the account of a line gives it, in the place of that of its former account."""
    if line.before is not None:
        database.run(_DELETE_OWN, (line_id, line.before.account_id))
    account = line.account
    common = account.vat_territory, account.vat_operation_id
    if account.vat_direction and account.vat_rate:
        kind = account.vat_basis or "debits"
        database.run(_INSERT, (line_id, kind, account.vat_direction, *common, account.vat_rate, account.id))
    elif account.vat_exempt and _is_net(account):
        database.run(_INSERT, (line_id, "exempt", VatDirection.EXEMPT.value, *common, None, None))


def _is_net(account: AccountRow) -> bool:
    """Tell whether amounts on an account are net of VAT: charges, income, fixed assets."""
    return account.number[0] in "267"


def _amounts(record: _Record, records: Sequence[_Record], lines: dict[int, LineToStore]) -> tuple[int, int]:
    """Return the base and the tax of a record in cents; credit notes count negatively (TVAP-04, TVAP-15)."""
    line = lines[record.line_id]
    if record.direction == VatDirection.EXEMPT:
        return (-line.balance if line.account.number.startswith("7") else line.balance), 0
    sign = 1 if record.direction == VatDirection.DEDUCTIBLE else -1
    tax = sign * line.balance
    if not record.rate:
        return 0, tax
    if sum(other.direction == record.direction for other in records) != 1:
        return tax_base(tax, record.rate), tax
    exempt = {other.line_id for other in records if other.direction == VatDirection.EXEMPT}
    net = [other.balance for line_id, other in lines.items() if _is_net(other.account) and line_id not in exempt]
    return tax_base(tax, record.rate, sign * sum(net) if net else None), tax
