"""VAT data frozen on the lines when an entry is saved (TVL-01, TVL-16, TVAP-06)."""

from collections.abc import Sequence
from dataclasses import dataclass

from tuicompta.core.amounts import divide_rounded
from tuicompta.core.enums import JournalType
from tuicompta.models.database import Database
from tuicompta.services.entries.references import AccountRow

_WHOLE = 100_00
INSERT_VAT_RECORD = """
    INSERT INTO vat_record (entry_line_id, kind, direction, territory, vat_operation_id, rate, base, tax,
                            vat_account_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_DELETE_UNTOUCHED = """
    DELETE FROM vat_record
     WHERE entry_line_id = ? AND vat_return_id IS NULL AND modified_at IS NULL AND source_line_id IS NULL
"""


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A line just stored: its identifier, its account and its balance (debit − credit, cents)."""

    id: int
    account: AccountRow
    balance: int


def write_vat_records(database: Database, lines: Sequence[WrittenLine], journal_type: JournalType) -> None:
    """Store the VAT records of the lines of an entry, those declared or corrected by hand excepted."""
    for line in lines:
        database.run(_DELETE_UNTOUCHED, (line.id,))
    if journal_type is JournalType.OPENING:
        return
    for line in lines:
        if database.row("SELECT 1 FROM vat_record WHERE entry_line_id = ? AND source_line_id IS NULL", (line.id,)):
            continue
        record = vat_record(line, lines)
        if record is not None:
            database.run(INSERT_VAT_RECORD, record)


def has_vat_record(account: AccountRow) -> bool:
    """Tell whether the lines of an account take a VAT record (TVL-05)."""
    return bool(account.vat_direction and account.vat_rate) or bool(account.vat_exempt and account.number[0] in "267")


def vat_record(line: WrittenLine, lines: Sequence[WrittenLine]) -> tuple[object, ...] | None:
    """Return the row of `INSERT_VAT_RECORD` for one of the lines of an entry, None when its account has none."""
    if not has_vat_record(line.account):
        return None
    return _taxed(line, lines) if line.account.vat_direction and line.account.vat_rate else _exempt(line)


def _taxed(line: WrittenLine, lines: Sequence[WrittenLine]) -> tuple[object, ...]:
    account = line.account
    tax = line.balance if account.vat_direction == "deductible" else -line.balance
    rate = account.vat_rate or 0
    base = _base(line, lines, tax, rate)
    return (
        line.id,
        account.vat_basis or "debits",
        account.vat_direction,
        account.vat_territory,
        account.vat_operation_id,
        rate,
        base,
        tax,
        account.id,
    )


def _base(line: WrittenLine, lines: Sequence[WrittenLine], tax: int, rate: int) -> int:
    """Return the base of a tax: computed, or the net lines themselves when they are within a cent of tax (TVL-16)."""
    computed = divide_rounded(tax * _WHOLE, rate)
    direction = line.account.vat_direction
    if sum(other.account.vat_direction == direction for other in lines) != 1:
        return computed
    net = sum(other.balance for other in lines if other.account.number[0] in "267")
    typed = net if direction == "deductible" else -net
    return typed if abs(typed - computed) * rate <= _WHOLE else computed


def _exempt(line: WrittenLine) -> tuple[object, ...]:
    account = line.account
    base = -line.balance if account.number[0] == "7" else line.balance
    return (line.id, "exempt", "exempt", account.vat_territory, account.vat_operation_id, None, base, 0, None)
