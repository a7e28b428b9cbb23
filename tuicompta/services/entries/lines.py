"""Writing the lines of an entry: new ones, changed ones, deleted ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tuicompta.core.dates import iso
from tuicompta.core.entry.model import GridLine
from tuicompta.core.enums import LineType, Side
from tuicompta.core.line_types import line_type
from tuicompta.core.text import fold
from tuicompta.models.database import Database
from tuicompta.services.entries.cheques import free_cheque, use_cheque
from tuicompta.services.entries.due_dates import write_due_dates
from tuicompta.services.entries.line_to_store import LineToStore, protected
from tuicompta.services.entries.partial_groups import leave_partial_group
from tuicompta.services.entries.references import AccountRow, JournalRow, References
from tuicompta.services.entries.stored_lines import StoredLine, stored_lines
from tuicompta.services.entries.vat_records import forget_vat_records, write_vat_records

_INSERT = """
    INSERT INTO entry_line (entry_id, position, account_id, entry_date, piece_number, piece_date, document_number,
                            label, folded_label, debit, credit, line_type, payment_method_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT id FROM payment_method WHERE code = ?))
"""
_UPDATE = """
    UPDATE entry_line
       SET position = ?, account_id = ?, entry_date = ?, piece_number = ?, piece_date = ?, document_number = ?,
           label = ?, folded_label = ?, debit = ?, credit = ?, line_type = ?,
           payment_method_id = (SELECT id FROM payment_method WHERE code = ?)
     WHERE id = ?
"""
# Positions are unique inside an entry: lines step aside before they take their new rank.
_STEP_ASIDE = "UPDATE entry_line SET position = position + 100000 WHERE entry_id = ?"


@dataclass(frozen=True, slots=True)
class EntryToStore:
    """The open entry that lines are written in: its identifier, its name in messages, its journal and its day.

    `leaves_year`: it moves to another fiscal year than the one it is stored in.
    """

    id: int
    name: str
    journal: JournalRow
    day: date
    leaves_year: bool = False


def write_lines(references: References, entry: EntryToStore, lines: Sequence[GridLine]) -> list[int]:
    """Store the lines of an open entry in their order, with their due dates, VAT records and cheques.

    Returns the identifiers of the lines. Raises the refusals of their accounts, marks and cheques.
    """
    database = references.database
    left = stored_lines(database, entry.id)
    to_store = [_to_store(references, entry, line, left) for line in lines]
    _check(entry.name, to_store, left.values())
    delete_lines(database, left)
    database.run(_STEP_ASIDE, (entry.id,))
    written = [(_write(database, entry.id, position, line), line) for position, line in enumerate(to_store, start=1)]
    for line_id, line in written:
        write_due_dates(database, line_id, line)
        use_cheque(database, entry.journal.id, line_id, line)
    write_vat_records(database, entry.id, entry.journal.type, written, lost=len(left))
    return [line_id for line_id, _ in written]


def delete_lines(database: Database, line_ids: Iterable[int]) -> None:
    """Delete lines of an open entry with what hangs on them; the database refuses those that a mark holds."""
    for line_id in sorted(line_ids):
        leave_partial_group(database, line_id)
        free_cheque(database, line_id)
        forget_vat_records(database, line_id)
        database.run("DELETE FROM due_date WHERE entry_line_id = ?", (line_id,))
        database.run("DELETE FROM entry_line WHERE id = ?", (line_id,))


def type_of(line: GridLine, account: AccountRow, journal: JournalRow) -> LineType | None:
    """Return the derived type of a line (TL-01)."""
    side = Side.DEBIT if line.debit else Side.CREDIT
    return line_type(account.number, journal.type, side, line.debit or line.credit, account.general_side)


def _to_store(references: References, entry: EntryToStore, line: GridLine, left: dict[int, StoredLine]) -> LineToStore:
    """Return a line with what it follows from; it takes the stored line it replaces from those that are left."""
    before = left.pop(line.line_id or 0, None)
    account = references.account(line.account)
    stays = before is not None and before.account_id == account.id
    if not stays and entry.journal.code != "AN":  # a stored line may stay on an account blocked since
        account = references.postable_account(line.account)
    return LineToStore(line, account, type_of(line, account, entry.journal), entry.day, before, entry.leaves_year)


def _check(name: str, to_store: Sequence[LineToStore], dropped: Iterable[StoredLine]) -> None:
    """Refuse what the marks of the stored lines forbid, before the database does (SJ-38)."""
    for line in to_store:
        if refusal := line.refusal(name):
            raise refusal
    for gone in dropped:
        if gone.mark:
            raise protected(gone, gone.mark, name)


def _write(database: Database, entry_id: int, position: int, line: LineToStore) -> int:
    cells = line.cells
    values = (
        position,
        line.account.id,
        iso(line.day),
        cells.piece,
        iso(cells.piece_date) if cells.piece_date else None,
        cells.document,
        cells.label,
        fold(cells.label),
        cells.debit,
        cells.credit,
        line.kind.value if line.kind else None,
        cells.payment_method,
    )
    if line.before is None:
        return database.run(_INSERT, (entry_id, *values))
    if line.leaves_year or not line.keeps_account:
        leave_partial_group(database, line.before.id)
    database.run(_UPDATE, (*values, line.before.id))
    return line.before.id
