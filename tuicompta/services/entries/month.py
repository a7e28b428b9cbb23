"""The entries of one journal/month, read by pages as the grid shows them (SJ-02)."""

from collections.abc import Mapping, Sequence

from tuicompta.core.entry.details import Detail
from tuicompta.core.entry.entries import with_key
from tuicompta.core.entry.model import GridEntry
from tuicompta.core.entry.ports import Stub
from tuicompta.core.text import fold
from tuicompta.models.database import Database
from tuicompta.services.browse.journal_lines import journal_totals
from tuicompta.services.entries.line_details import line_details
from tuicompta.services.entries.read import read_entry

_OUTLINE = """
    SELECT id, (SELECT count(*) FROM entry_line WHERE entry_id = entry.id), version
      FROM entry WHERE journal_id = ? AND period_id = ? ORDER BY entry_date, id
"""
# Whatever the grid would find is among these; it looks at the cells itself. Amounts are compared by their digits.
_FOUND = r"""
    SELECT entry_id, row_number() OVER (PARTITION BY entry_id ORDER BY position) - 1 AS rank, folded_label LIKE ?1
           ESCAPE '\' OR number LIKE ?1 ESCAPE '\' OR entry_line.piece_number LIKE ?1 ESCAPE '\'
        OR document_number LIKE ?1 ESCAPE '\' OR entry_line.piece_number GLOB ?3 OR document_number GLOB ?3
        OR (?2 <> '' AND (printf('%03d', abs(debit)) LIKE ?2 OR printf('%03d', abs(credit)) LIKE ?2)) AS found
      FROM entry JOIN entry_line ON entry_id = entry.id JOIN account ON account.id = account_id
     WHERE journal_id = ?4 AND period_id = ?5
"""
_NOT_PLAIN = "*[^ -~]*"
_OF_AMOUNTS = frozenset("0123456789-, ")


def entry_of_line(database: Database, line_id: int) -> int | None:
    """Return the entry of a stored line, nothing when the line is gone."""
    found: int | None = database.value("SELECT entry_id FROM entry_line WHERE id = ?", (line_id,))
    return found


class StoredMonth:
    """The stored entries of a journal/month (`core.entry.ports.StoredEntries`)."""

    def __init__(self, database: Database, journal_id: int, period_id: int) -> None:
        self._database = database
        self._place = journal_id, period_id

    def outline(self) -> Sequence[Stub]:
        """Return all the entries in date order then order of entry, without reading them (SJ-02)."""
        return [*map(Stub._make, self._database.rows(_OUTLINE, self._place))]

    def totals(self) -> tuple[int, int]:
        """Return the totals of the journal/month, in cents, from the kept totals (SJ-36)."""
        found = journal_totals(self._database, *self._place)
        return found.debit, found.credit

    def read(self, identifiers: Sequence[int]) -> Sequence[GridEntry]:
        """Return entries as they are now; those that are gone are left out."""
        read = ((identifier, read_entry(self._database, identifier)) for identifier in identifiers)
        return [with_key(entry, identifier) for identifier, entry in read if entry is not None]

    def details(self, identifier: int) -> Mapping[int, Mapping[Detail, str]]:
        """Return what is known of the lines of an entry besides its cells (SW-34)."""
        return line_details(self._database, identifier)

    def found(self, text: str) -> Sequence[tuple[int, int]]:
        """Return the entries and ranks of the lines that may hold a text (SJ-40)."""
        digits = "".join(character for character in text if character.isdigit())
        sought = (f"%{_escaped(fold(text))}%", f"%{digits}%" if set(text) <= _OF_AMOUNTS else "", _NOT_PLAIN)
        return [(entry, rank) for entry, rank, found in self._database.rows(_FOUND, (*sought, *self._place)) if found]


def _escaped(text: str) -> str:
    for character in "\\%_":
        text = text.replace(character, f"\\{character}")
    return text
