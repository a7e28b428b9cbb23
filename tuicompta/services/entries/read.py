"""Reading stored entries back as the grids show them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tuicompta.core.dates import parse_iso
from tuicompta.core.entry.model import Column, GridEntry, GridLine, Provenance
from tuicompta.core.enums import EntryStatus
from tuicompta.models.database import Database, Row
from tuicompta.services.entries.protection import refusal_to_change
from tuicompta.services.entries.stored_lines import StoredLine, stored_lines

_HEADERS = """
    SELECT entry.id, journal.code, entry_date, piece_date, status, entry.version
      FROM entry JOIN journal ON journal.id = journal_id
"""
_ONE = _HEADERS + " WHERE entry.id = ?"
_OF_JOURNAL_PERIOD = _HEADERS + " WHERE journal_id = ? AND period_id = ? ORDER BY entry_date, entry.id"
_LINES = """
    SELECT entry_line.id, piece_number, document_number, account.number, entry_line.label, debit, credit,
           (SELECT due_on FROM due_date WHERE entry_line_id = entry_line.id ORDER BY due_on, position LIMIT 1),
           coalesce(payment_method.code, ''),
           coalesce((SELECT number FROM cheque WHERE entry_line_id = entry_line.id), ''), entry_line.piece_date
      FROM entry_line JOIN account ON account.id = account_id
      LEFT JOIN payment_method ON payment_method.id = payment_method_id
     WHERE entry_id = ? ORDER BY position
"""
_REPEATED = (Column.PIECE, Column.DOCUMENT, Column.LABEL)
_LOCKED = frozenset({Column.ACCOUNT, Column.DEBIT, Column.CREDIT})


def read_entry(database: Database, entry_id: int) -> GridEntry | None:
    """Return a stored entry with its lines, locked cells and the reason why it cannot change, if any."""
    row = database.row(_ONE, (entry_id,))
    return None if row is None else _entry(database, row)


def entries_of(database: Database, journal_id: int, period_id: int) -> Iterator[GridEntry]:
    """Yield the entries of a journal/month in date order then order of entry (SJ-02)."""
    for row in database.rows(_OF_JOURNAL_PERIOD, (journal_id, period_id)):
        yield _entry(database, row)


def _entry(database: Database, row: Row) -> GridEntry:
    entry_id, journal, day, piece_day, status, version = row
    refusal = refusal_to_change(database, entry_id)
    typed = {Column.JOURNAL: Provenance.TYPED, Column.DATE: Provenance.TYPED}
    return GridEntry(
        key=entry_id,
        journal=journal,
        entry_date=parse_iso(day),
        piece_date=None if piece_day == day else parse_iso(piece_day),
        lines=lines_of(database, entry_id),
        marks=typed,
        complete=True,
        saved=True,
        read_only="" if refusal is None else str(refusal),
        status=EntryStatus(status),
        entry_id=entry_id,
        version=version,
    )


def lines_of(database: Database, entry_id: int) -> tuple[GridLine, ...]:
    """Return the lines of a stored entry in their order, with their locked cells."""
    stored = stored_lines(database, entry_id)
    rows: Sequence[Row] = database.rows(_LINES, (entry_id,))
    first, *others = [_line(row, stored[row[0]]) for row in rows] or [GridLine()]
    return (first, *(_repeating(first, line) for line in others)) if rows else ()


def _repeating(first: GridLine, line: GridLine) -> GridLine:
    """Return a line whose cells that equal those of the first repeat them, as when typed (NUM-09, KM-70)."""
    repeated = {column: Provenance.REPEATED for column in _REPEATED if line.value(column) == first.value(column) != ""}
    return replace(line, marks={**line.marks, **repeated})


def _line(row: Row, stored: StoredLine) -> GridLine:
    line_id, piece, document, account, label, debit, credit, due, method, cheque, dated = row
    line = GridLine(line_id=line_id)
    if stored.mark:
        locked = _LOCKED | {Column.DATE} if stored.mark_of_date else _LOCKED
        reason = f"Ligne {stored.mark.shown} : {stored.mark.undo} d'abord."
        line = GridLine(line_id=line_id, locked=locked, lock_reason=reason)
    cells = {
        Column.PIECE: piece,
        Column.PIECE_DATE: parse_iso(dated) if dated else None,
        Column.DOCUMENT: document,
        Column.ACCOUNT: account,
        Column.LABEL: label,
        Column.DEBIT: debit,
        Column.CREDIT: credit,
        Column.DUE_DATE: parse_iso(due) if due else None,
        Column.PAYMENT_METHOD: method,
        Column.CHEQUE: str(cheque),
    }
    for column, value in cells.items():
        provenance = Provenance.ACCEPTED if column is Column.DUE_DATE else Provenance.TYPED
        line = line.with_value(column, value, provenance)
    return line
