"""Writing the lines of an entry: new ones, changed ones, deleted ones."""

from collections.abc import Sequence

from tuicompta.core.dates import iso
from tuicompta.core.entry.model import GridEntry, GridLine
from tuicompta.core.enums import LineType, Side
from tuicompta.core.line_types import line_type
from tuicompta.core.text import clean_text, fold
from tuicompta.models.database import Database
from tuicompta.services.entries.cheques import free_cheque, use_cheque
from tuicompta.services.entries.due_dates import write_due_dates
from tuicompta.services.entries.references import AccountRow, JournalRow, References
from tuicompta.services.entries.vat_records import WrittenLine, write_vat_records

PIECE_LENGTH = 30
LABEL_LENGTH = 100

_INSERT = """
    INSERT INTO entry_line (entry_id, position, account_id, entry_date, piece_number, document_number, label,
                            folded_label, debit, credit, line_type, payment_method_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT id FROM payment_method WHERE code = ?))
"""
_UPDATE = """
    UPDATE entry_line
       SET position = ?, account_id = ?, entry_date = ?, piece_number = ?, document_number = ?, label = ?,
           folded_label = ?, debit = ?, credit = ?, line_type = ?,
           payment_method_id = (SELECT id FROM payment_method WHERE code = ?)
     WHERE id = ? AND entry_id = ?
"""
# Positions are unique inside an entry: lines step aside before they take their new rank.
_STEP_ASIDE = "UPDATE entry_line SET position = position + 100000 WHERE entry_id = ?"


def write_lines(
    references: References, entry_id: int, entry: GridEntry, journal: JournalRow, lines: Sequence[GridLine]
) -> None:
    """Store the lines of an open entry in their order, with their due dates, VAT records and cheques."""
    database = references.database
    stored = {
        identifier for (identifier,) in database.rows("SELECT id FROM entry_line WHERE entry_id = ?", (entry_id,))
    }
    kept = {line.line_id for line in lines if line.line_id is not None}
    delete_lines(database, sorted(stored - kept))
    if stored & kept:
        database.run(_STEP_ASIDE, (entry_id,))
    written = []
    for position, line in enumerate(lines, start=1):
        account = _account(references, line, stored, journal)
        kind = type_of(line, account, journal)
        line_id = _write(database, entry_id, position, entry, line, account, kind)
        _write_marks(references, line_id, line, account, kind, entry, journal)
        written.append(WrittenLine(line_id, account, line.balance))
    write_vat_records(database, written, journal.type)


def delete_lines(database: Database, line_ids: Sequence[int]) -> None:
    """Delete lines of an open entry with what hangs on them; the database refuses those that a mark holds."""
    for line_id in line_ids:
        free_cheque(database, line_id)
        database.run("DELETE FROM due_date WHERE entry_line_id = ?", (line_id,))
        database.run("DELETE FROM vat_record WHERE entry_line_id = ?", (line_id,))
        database.run("DELETE FROM entry_line WHERE id = ?", (line_id,))


def type_of(line: GridLine, account: AccountRow, journal: JournalRow) -> LineType | None:
    """Return the derived type of a line (TL-01)."""
    side = Side.DEBIT if line.debit else Side.CREDIT
    return line_type(account.number, journal.type, side, line.debit or line.credit, account.general_side)


def _account(references: References, line: GridLine, stored: set[int], journal: JournalRow) -> AccountRow:
    """Return the account of a line; a line already stored may stay on an account blocked since."""
    account = references.account(line.account)
    unchanged = line.line_id in stored and account.id == references.database.value(
        "SELECT account_id FROM entry_line WHERE id = ?", (line.line_id,)
    )
    if unchanged or journal.code == "AN":
        return account
    return references.postable_account(line.account)


def _write(
    database: Database,
    entry_id: int,
    position: int,
    entry: GridEntry,
    line: GridLine,
    account: AccountRow,
    kind: LineType | None,
) -> int:
    label = clean_text(line.label).strip()[:LABEL_LENGTH]
    cells = (
        position,
        account.id,
        iso(entry.entry_date) if entry.entry_date else "",
        clean_text(line.piece).strip()[:PIECE_LENGTH],
        clean_text(line.document).strip()[:PIECE_LENGTH],
        label,
        fold(label),
        line.debit,
        line.credit,
        kind.value if kind else None,
        line.payment_method,
    )
    if line.line_id is None:
        return database.run(_INSERT, (entry_id, *cells))
    database.run(_UPDATE, (*cells, line.line_id, entry_id))
    return line.line_id


def _write_marks(
    references: References,
    line_id: int,
    line: GridLine,
    account: AccountRow,
    kind: LineType | None,
    entry: GridEntry,
    journal: JournalRow,
) -> None:
    if entry.entry_date is None:
        return
    write_due_dates(references.database, line_id, line, account, kind, entry.entry_date)
    use_cheque(references.database, journal.id, line_id, line, account, entry.entry_date)
