"""From the entries of the sources to saved entries."""

from dataclasses import dataclass, replace

from sample_dossier.book import OPENING, Book
from sample_dossier.story import SourceEntry, SourceLine
from tuicompta.core.entry.model import Column, GridEntry, GridLine, Provenance
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.pieces import PieceScope
from tuicompta.services.entries.references import References
from tuicompta.services.entries.save import SavedEntry, save_entries
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.opening.opening_balance import save_opening_balance

_LINES = "SELECT id FROM entry_line WHERE entry_id = ? ORDER BY position"


@dataclass(frozen=True, slots=True)
class PostedLine:
    """A line of the sources and the identifier of the stored one."""

    id: int
    line: SourceLine


@dataclass(frozen=True, slots=True)
class PostedEntry:
    """An entry of the sources once saved."""

    id: int
    source: SourceEntry
    lines: tuple[PostedLine, ...]


class Desk:
    """Saves the entries one after the other, each with the next piece number of its journal."""

    def __init__(self, dossier: Dossier, book: Book) -> None:
        self._dossier = dossier
        self._book = book
        self._references = References(dossier.database)

    def post(self, source: SourceEntry) -> PostedEntry:
        """Save an entry of the sources."""
        saved = self._save(source)
        if source.simulated:
            simulate_entry(self._dossier, saved.entry_id)
        stored = self._dossier.database.rows(_LINES, (saved.entry_id,))
        lines = tuple(PostedLine(row[0], line) for row, line in zip(stored, source.lines, strict=False))
        return PostedEntry(saved.entry_id, source, lines)

    def _save(self, source: SourceEntry) -> SavedEntry:
        lines = [self._grid_line(line) for line in source.lines]
        if source.journal == OPENING:
            # Each open item is known by its own number (BO-13).
            numbered = [replace(line, piece=line.document or OPENING) for line in lines]
            return save_opening_balance(self._dossier, _entry(source, numbered))
        if source.balance:
            lines.append(self._counterpart(source))
        piece = self._next_piece(source)
        entry = _entry(source, [replace(line, piece=piece) for line in lines])
        return save_entries(self._dossier, [entry], source.origin)[0]

    def _grid_line(self, line: SourceLine) -> GridLine:
        debit, credit = max(line.balance, 0), max(-line.balance, 0)
        typed = GridLine("", line.document, line.account, line.label, debit, credit)
        typed = replace(typed, payment_method=line.method, cheque=line.cheque)
        if not line.due:
            return typed
        return typed.with_value(Column.DUE_DATE, self._book.calendar.day(line.due), Provenance.TYPED)

    def _counterpart(self, source: SourceEntry) -> GridLine:
        """Return the line that a treasury journal adds to balance the entry (CTP-01)."""
        first = source.lines[0]
        account = self._book.counterpart(source.journal)
        debit, credit = max(-source.balance, 0), max(source.balance, 0)
        return GridLine("", first.document, account, first.label, debit, credit)

    def _next_piece(self, source: SourceEntry) -> str:
        period = self._references.open_period(source.day, source.journal)
        journal = self._references.journal(source.journal, period.fiscal_year_id)
        scope = PieceScope(self._dossier.database, journal, period, source.day)
        return scope.number(scope.next_free_counter())


def _entry(source: SourceEntry, lines: list[GridLine]) -> GridEntry:
    return GridEntry(key=1, journal=source.journal, entry_date=source.day, lines=tuple(lines))
