"""Saving the lines typed in foot-of-journal journals: the counterpart of each day follows by itself (CTP-02, CTP-03).

A grid entry is a piece: one line or a few under one number (JF-17). The days that its lines leave and reach are opened,
changed, and written with their counterpart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tuicompta.core.dates import iso, parse_iso
from tuicompta.core.entry.model import Column, GridEntry, GridLine, Provenance
from tuicompta.core.enums import CounterpartMode, EntryOrigin
from tuicompta.models.database import Row
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.checks import check_cells, check_place
from tuicompta.services.entries.errors import EntryGoneError, UnknownJournalError
from tuicompta.services.entries.foot.days import FootDay, move_line, open_day, write_day
from tuicompta.services.entries.foot.read import stamp
from tuicompta.services.entries.foot.rules import FootOfJournalError, check_not_validated
from tuicompta.services.entries.pieces import PieceScope
from tuicompta.services.entries.protection import name_of
from tuicompta.services.entries.references import JournalRow, References
from tuicompta.services.entries.reopening import changed_since
from tuicompta.services.entries.saved import SavedEntry, cleaned
from tuicompta.services.fiscal_years.fiscal_years import Period

Place = tuple[JournalRow, Period, date]

_LINE = """
    SELECT entry_id, code, entry.fiscal_year_id, entry.entry_date, foot, entry_line.piece_number
      FROM entry_line JOIN entry ON entry.id = entry_id JOIN journal ON journal.id = journal_id
     WHERE entry_line.id = ?
"""
_USAGE = """
    INSERT INTO account_usage (user_id, journal_id, account_id, month, lines)
    SELECT ?, ?, account_id, ?, 1 FROM entry_line WHERE id = ?
    ON CONFLICT (user_id, journal_id, account_id, month) DO UPDATE SET lines = lines + 1
"""


def is_piece_at_foot(references: References, entry: GridEntry) -> bool:
    """Tell whether what was typed goes to a foot-of-journal journal."""
    period = references.period(entry.entry_date) if entry.entry_date else None
    if period is None:
        return False
    try:
        journal = references.journal(entry.journal, period.fiscal_year_id)
    except UnknownJournalError:
        return False
    return journal.counterpart_mode is CounterpartMode.FOOT_OF_JOURNAL


def save_pieces(
    dossier: Dossier, references: References, pieces: Sequence[GridEntry], origin: EntryOrigin
) -> list[SavedEntry]:
    """Store pieces in their order, inside the transaction of the save; raises the first refusal."""
    writing = _Writing(dossier, references, origin)
    placed = [writing.take(piece) for piece in pieces]
    writing.write()
    return [writing.saved(*where) for where in placed]


def delete_pieces(dossier: Dossier, line_ids: Iterable[int]) -> None:
    """Delete lines typed in foot-of-journal journals; the counterparts of their days follow (CTP-02).

    Raises what holds a line or its day; nothing is deleted then.
    """
    dossier.require_writable()
    with transaction(dossier.database):
        writing = _Writing(dossier, References(dossier.database), EntryOrigin.JOURNAL_WINDOW)
        freed = [writing.remove(line_id) for line_id in dict.fromkeys(line_ids)]
        writing.write()
        for scope, piece in freed:
            scope.give_back(piece)


@dataclass
class _Writing:
    """The days open for one act, by journal and date."""

    dossier: Dossier
    references: References
    origin: EntryOrigin
    days: dict[tuple[int, date], FootDay] = field(default_factory=dict)
    numbers: set[tuple[int, str]] = field(default_factory=set)

    def take(self, typed: GridEntry) -> tuple[GridEntry, FootDay, list[int]]:
        """Put the lines of a piece in their day; return the piece, the day and the ranks of the lines."""
        piece = replace(typed, lines=tuple(cleaned(line) for line in typed.lines))
        name = name_of(piece.journal, piece.piece, iso(piece.entry_date)) if piece.entry_date else piece.journal
        place = self._place(check_cells(piece, name), piece.journal, name)
        self._check_unchanged(piece)
        day = self._day(place)
        lines = self._with_free_number(piece, PieceScope(self.dossier.database, *place))
        for line in lines:
            if line.line_id is not None:
                self._bring(line.line_id, day)
        return piece, day, [day.place(line) for line in lines]

    def remove(self, line_id: int) -> tuple[PieceScope, str]:
        """Take a stored line away; return the scope and the piece number that it frees."""
        stored = self._stored(line_id)
        day = self._day(self._place(parse_iso(stored[3]), stored[1], str(stored[5])))
        day.take_away(line_id)
        return PieceScope(self.dossier.database, day.journal, day.period, day.day), str(stored[5])

    def write(self) -> None:
        """Store all the days."""
        for day in self.days.values():
            write_day(self.dossier, self.references, day)

    def saved(self, piece: GridEntry, day: FootDay, ranks: Sequence[int]) -> SavedEntry:
        """Return what the save made of a piece, and count its new lines in the use of accounts (KM-60)."""
        ids = tuple(day.line_ids[rank] for rank in ranks)
        for line, line_id in zip(piece.lines, ids, strict=True):
            if line.line_id is None:
                cells = (self.dossier.user.id, day.journal.id, self.dossier.now()[:7], line_id)
                self.dossier.database.run(_USAGE, cells)
        pieces = tuple(day.lines[rank].piece for rank in ranks)
        return SavedEntry(piece.key, day.entry_id, stamp(self.dossier.database, ids), pieces, ids, at_foot=True)

    def _place(self, day: date, code: str, name: str) -> Place:
        """Return where lines of a journal go at a date, unless it is closed to them (CTP-03, CTP-05)."""
        period = self.references.open_period(day, name)
        journal = self.references.journal(code, period.fiscal_year_id)
        check_place(self.dossier.database, journal, period, self.origin, name)
        check_not_validated(self.dossier.database, journal.id, period.id)
        return journal, period, day

    def _day(self, place: Place) -> FootDay:
        key = place[0].id, place[2]
        if key not in self.days:
            self.days[key] = open_day(self.dossier, place, self.origin)
        return self.days[key]

    def _check_unchanged(self, piece: GridEntry) -> None:
        """Refuse to overwrite a piece that another session changed since it was read (SW-39)."""
        ids = [line.line_id for line in piece.lines if line.line_id is not None]
        if piece.entry_id is None or not ids:
            return
        if stamp(self.dossier.database, ids) != piece.version:
            entry_id = self.dossier.database.value("SELECT entry_id FROM entry_line WHERE id = ?", (ids[0],))
            raise changed_since(self.dossier.database, entry_id or 0)

    def _bring(self, line_id: int, target: FootDay) -> None:
        """Bring a stored line in its day when it comes from another one, of the same month (CTP-04)."""
        stored = self._stored(line_id)
        entry_id, code, _, day, foot, _ = stored
        if foot or code != target.journal.code or not target.period.start <= parse_iso(day) <= target.period.end:
            raise FootOfJournalError(journal=code, act="ses lignes ne changent ni de journal ni de mois")
        if entry_id == target.entry_id:
            return
        source = self._day((target.journal, target.period, parse_iso(day)))
        source.take_away(line_id)
        move_line(self.dossier.database, line_id, target)

    def _stored(self, line_id: int) -> Row:
        row = self.dossier.database.row(_LINE, (line_id,))
        if row is None:
            raise EntryGoneError
        return row

    def _with_free_number(self, piece: GridEntry, scope: PieceScope) -> tuple[GridLine, ...]:
        """Return the lines with a free number where the proposed one was taken meanwhile (KM-96), and take it."""
        taken = piece.lines[0].piece
        number = taken
        proposed = taken and piece.lines[0].provenance(Column.PIECE) is Provenance.ACCEPTED
        own = piece.lines[0].line_id is not None
        if proposed and not own and ((scope.journal.id, taken) in self.numbers or scope.holder(taken) is not None):
            number = scope.free_number_after(taken)
        self.numbers.add((scope.journal.id, number))
        scope.take(number)
        return tuple(replace(line, piece=number) if line.piece == taken else line for line in piece.lines)
