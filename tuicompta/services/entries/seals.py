"""Seals of validated entries: their frozen content, chained over the dossier (VAL-12)."""

from collections.abc import Iterator

from tuicompta.core.seals import FIRST, seal
from tuicompta.models.database import Database, Row

_HEADER = """
    SELECT entry.id, journal.code, fiscal_year.start_date, definitive_number, entry_date, piece_date, piece_number,
           validated_at, user.code
      FROM entry JOIN journal ON journal.id = journal_id JOIN fiscal_year ON fiscal_year.id = fiscal_year_id
      LEFT JOIN user ON user.id = validated_by
"""
_LINES = """
    SELECT account.number, label, debit, credit, piece_number, document_number, piece_date
      FROM entry_line JOIN account ON account.id = account_id WHERE entry_id = ? ORDER BY position
"""
_ONE = _HEADER + " WHERE entry.id = ?"
_ALL = _HEADER + " WHERE seal_number IS NOT NULL ORDER BY seal_number"
_LAST = "SELECT seal_number, seal FROM entry WHERE seal_number = (SELECT max(seal_number) FROM entry)"


def last_seal(database: Database) -> tuple[int, bytes]:
    """Return the number and the seal of the last sealed entry of the dossier."""
    row = database.row(_LAST)
    return (0, FIRST) if row is None else (row[0], row[1])


def entry_seal(previous: bytes, header: Row, lines: list[Row]) -> bytes:
    """Return the seal of an entry from its frozen header and lines."""
    cells = [*header, len(lines), *(cell for line in lines for cell in line)]
    return seal(previous, ["" if cell is None else f"={cell}" for cell in cells])


def seal_of(
    database: Database, entry_id: int, previous: bytes, definitive_number: int, validated_at: str, user: str
) -> bytes:
    """Return the seal that an entry takes at its validation."""
    header = database.row(_ONE, (entry_id,))
    if header is None:
        raise LookupError(entry_id)
    _, journal, year, _, entry_date, piece_date, piece, _, _ = header
    frozen = (journal, year, definitive_number, entry_date, piece_date, piece, validated_at, user)
    return entry_seal(previous, frozen, database.rows(_LINES, (entry_id,)))


def broken_seals(database: Database) -> Iterator[int]:
    """Yield the identifiers of the entries whose stored seal is not that of their content and predecessor."""
    previous, expected = FIRST, 1
    query = "SELECT seal_number, seal FROM entry WHERE id = ?"
    for identifier, *header in database.stream(_ALL):
        number, found = database.row(query, (identifier,)) or (0, b"")
        computed = entry_seal(previous, tuple(header), database.rows(_LINES, (identifier,)))
        if number != expected or computed != found:
            yield identifier
        previous, expected = found, number + 1
