"""Seals of validated entries: their frozen content, chained over the dossier (VAL-12).

The fiscal year is no part of it: its bounds may move after a validation (EXF-04), and the entry date tells the year.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tuicompta.core.seals import FIRST, seal_of_bytes, sealed_field
from tuicompta.models.database import Database, Row

_LAST_SEAL = "dernier sceau"
_REMEMBERED_CELLS = 1 << 16

_HEADER = """
    SELECT entry.id, journal.code, definitive_number, entry_date, piece_date, piece_number, validated_at, user.code
      FROM entry LEFT JOIN journal ON journal.id = journal_id LEFT JOIN user ON user.id = validated_by
"""
_LINES = """
    SELECT account.number, label, debit, credit, piece_number, document_number, piece_date
      FROM entry_line LEFT JOIN account ON account.id = account_id WHERE entry_id = ? ORDER BY position
"""
_ONE = _HEADER + " WHERE entry.id = ?"
_ALL = _HEADER + " WHERE seal_number IS NOT NULL ORDER BY seal_number, entry.id"
_LAST = "SELECT seal_number, seal FROM entry WHERE seal_number = (SELECT max(seal_number) FROM entry)"
_ANCHORS = """
    SELECT event.id, json_extract(detail, '$."dernier sceau"[0]') AS number
      FROM event LEFT JOIN entry ON seal_number = json_extract(detail, '$."dernier sceau"[0]')
     WHERE number IS NOT NULL AND json_extract(detail, '$."dernier sceau"[1]') IS NOT lower(hex(entry.seal))
     ORDER BY event.id
"""


class FrozenHeader(NamedTuple):
    """What a validation freezes of an entry besides its lines; dates and moments are ISO texts."""

    journal: str
    definitive_number: int
    entry_date: str
    piece_date: str
    piece_number: str
    validated_at: str
    user: str


def last_seal(database: Database) -> tuple[int, bytes]:
    """Return the number and the seal of the last sealed entry of the dossier."""
    row = database.row(_LAST)
    return (0, FIRST) if row is None else (row[0], row[1])


def entry_seal(previous: bytes, header: FrozenHeader, lines: Sequence[Row]) -> bytes:
    """Return the seal of an entry from its frozen header and its lines.

    The columns of a line: account number, label, debit, credit, piece number, document number, piece date or None.
    """
    cells: list[str | int | None] = [*header, len(lines), *(cell for line in lines for cell in line)]
    return seal_of_bytes(previous, map(_sealed, cells))


def _sealed(cell: str | int | None) -> bytes:
    return sealed_field("" if cell is None else f"={cell}")


class SealedCells(dict[str | int | None, bytes]):
    """Cells as they enter a seal, the last ones remembered: an import seals millions, most of them alike."""

    def __missing__(self, cell: str | int | None) -> bytes:
        if len(self) >= _REMEMBERED_CELLS:
            self.clear()
        self[cell] = sealed = _sealed(cell)
        return sealed

    def lines(self, columns: Sequence[Sequence[str | int | None]]) -> list[bytes]:
        """Return each line, given by its columns in the order of `entry_seal`, as it enters a seal."""
        return list(map(b"".join, zip(*(map(self.__getitem__, column) for column in columns), strict=True)))

    def entry_seal(self, previous: bytes, header: FrozenHeader, lines: Sequence[bytes]) -> bytes:
        """Return the same seal as `entry_seal` from the lines of `lines`."""
        cells: tuple[str | int | None, ...] = (*header, len(lines))
        return seal_of_bytes(previous, (*map(self.__getitem__, cells), *lines))


def seal_of(
    database: Database, entry_id: int, previous: bytes, definitive_number: int, validated_at: str, user: str
) -> bytes:
    """Return the seal that an entry takes at its validation."""
    row = database.row(_ONE, (entry_id,))
    if row is None:
        raise LookupError(entry_id)
    _, journal, _, entry_date, piece_date, piece, _, _ = row
    header = FrozenHeader(journal, definitive_number, entry_date, piece_date, piece, validated_at, user)
    return entry_seal(previous, header, database.rows(_LINES, (entry_id,)))


def seal_anchor(database: Database) -> dict[str, object]:
    """Return what an event keeps of the last seal: entries cut off the end of the chain are then missed.

    It belongs in the detail of the event of every act that seals entries.
    """
    number, digest = last_seal(database)
    return {_LAST_SEAL: [number, digest.hex()]}


def broken_seals(database: Database) -> Iterator[int]:
    """Yield the identifiers of the entries whose stored seal is not that of their content and predecessor."""
    previous, expected = FIRST, 1
    query = "SELECT seal_number, seal FROM entry WHERE id = ?"
    for identifier, *header in database.stream(_ALL):
        number, found = database.row(query, (identifier,)) or (0, b"")
        computed = entry_seal(previous, FrozenHeader(*header), database.rows(_LINES, (identifier,)))
        if number != expected or computed != found:
            yield identifier
        previous, expected = found, number + 1


def lost_seals(database: Database) -> list[tuple[int, int]]:
    """Return the events whose last seal is no longer that of the entry of this number, with the number."""
    return [(event, number) for event, number in database.rows(_ANCHORS)]
