"""Saving entries typed in any entry screen: all of them, or none (KM-96, SW-04)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tuicompta.core.dates import iso
from tuicompta.core.entry.model import Column, GridEntry, GridLine, Provenance
from tuicompta.core.enums import EntryOrigin, EntryStatus
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.checks import check_entry, check_place
from tuicompta.services.entries.foot.rules import refusal_at_foot
from tuicompta.services.entries.foot.save import is_piece_at_foot, save_pieces
from tuicompta.services.entries.lines import EntryToStore, write_lines
from tuicompta.services.entries.pieces import PieceScope
from tuicompta.services.entries.protection import name_of
from tuicompta.services.entries.references import References
from tuicompta.services.entries.reopening import reopen
from tuicompta.services.entries.saved import SavedEntry, cleaned

__all__ = ["SavedEntry", "save_entries"]

_INSERT = """
    INSERT INTO entry (fiscal_year_id, period_id, journal_id, entry_date, piece_date, piece_number,
                       status, origin, created_by, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_UPDATE = """
    UPDATE entry SET fiscal_year_id = ?, period_id = ?, journal_id = ?, entry_date = ?, piece_date = ?,
           piece_number = ?, version = version + 1, changed_by = ?, changed_at = ? WHERE id = ?
"""
_USAGE = """
    INSERT INTO account_usage (user_id, journal_id, account_id, month, lines)
    SELECT ?, ?, account_id, ?, count(*) FROM entry_line WHERE entry_id = ? GROUP BY account_id
    ON CONFLICT (user_id, journal_id, account_id, month) DO UPDATE SET lines = lines + excluded.lines
"""


@dataclass(frozen=True, slots=True)
class _Birth:
    """What a new entry is from its first day (RECH-04, STA-02)."""

    origin: EntryOrigin
    status: EntryStatus


def save_entries(
    dossier: Dossier, entries: Sequence[GridEntry], origin: EntryOrigin, *, simulated: bool = False
) -> list[SavedEntry]:
    """Store entries in their order, in one transaction: new ones, or changes of stored ones.

    A proposed piece number taken meanwhile is replaced by the next one; a typed number is kept (KM-96). New entries are
    unvalidated, or `simulated` where what makes them says so (STA-02). Raises the first refusal, and then nothing is
    stored.
    """
    dossier.require_writable()
    birth = _Birth(origin, EntryStatus.SIMULATED if simulated else EntryStatus.UNVALIDATED)
    with transaction(dossier.database):
        references = References(dossier.database)
        at_foot = [is_piece_at_foot(references, entry) for entry in entries]
        pieces = [entry for entry, foot in zip(entries, at_foot, strict=True) if foot]
        stored = iter(save_pieces(dossier, references, pieces, origin))
        return [
            next(stored) if foot else _save(dossier, references, entry, birth)
            for entry, foot in zip(entries, at_foot, strict=True)
        ]


def _save(dossier: Dossier, references: References, typed: GridEntry, birth: _Birth) -> SavedEntry:
    database = dossier.database
    entry = replace(typed, lines=tuple(cleaned(line) for line in typed.lines))
    name = name_of(entry.journal, entry.piece, iso(entry.entry_date)) if entry.entry_date else entry.journal
    if entry.entry_id is not None and (refusal := refusal_at_foot(database, entry.entry_id)):
        raise refusal
    left_year = None if entry.entry_id is None else reopen(database, entry.entry_id, entry.version)
    day = check_entry(entry, name)
    period = references.open_period(day, name)
    journal = references.journal(entry.journal, period.fiscal_year_id)
    check_place(database, journal, period, birth.origin, name)
    scope = PieceScope(database, journal, period, day)
    lines = _with_free_pieces(entry, scope)
    piece_date = lines[0].piece_date or entry.piece_date or day
    lines = _dated(lines, piece_date, entry.piece_date or day)
    cells = (period.fiscal_year_id, period.id, journal.id, iso(day), iso(piece_date), lines[0].piece)
    entry_id = _write_header(dossier, entry.entry_id, cells, birth)
    leaves_year = left_year not in {None, period.fiscal_year_id}
    line_ids = write_lines(references, EntryToStore(entry_id, name, journal, day, leaves_year), lines)
    database.run("UPDATE entry SET posted = 1 WHERE id = ?", (entry_id,))
    scope.take(lines[0].piece)
    if entry.entry_id is None:
        database.run(_USAGE, (dossier.user.id, journal.id, dossier.now()[:7], entry_id))
    version = int(database.value("SELECT version FROM entry WHERE id = ?", (entry_id,)))
    return SavedEntry(entry.key, entry_id, version, tuple(line.piece for line in lines), tuple(line_ids))


def _dated(lines: Sequence[GridLine], piece_date: date, usual: date) -> tuple[GridLine, ...]:
    """Return lines that keep the date of their document where it is not that of the entry (SW-40, BO-13)."""
    dates = [line.piece_date or usual for line in lines]
    return tuple(
        replace(line, piece_date=None if day == piece_date else day) for line, day in zip(lines, dates, strict=True)
    )


def _with_free_pieces(entry: GridEntry, scope: PieceScope) -> tuple[GridLine, ...]:
    """Return the lines with a free number where the proposed one was taken by another save (NUM-03, KM-96)."""
    first = entry.lines[0]
    proposed = first.piece and first.provenance(Column.PIECE) is Provenance.ACCEPTED
    if not proposed or scope.holder(first.piece, entry.entry_id) is None:
        return entry.lines
    taken, free = first.piece, scope.free_number_after(first.piece)
    return tuple(replace(line, piece=free) if line.piece == taken else line for line in entry.lines)


def _write_header(dossier: Dossier, entry_id: int | None, cells: tuple[object, ...], birth: _Birth) -> int:
    database, user, now = dossier.database, dossier.user.id, dossier.now()
    if entry_id is None:
        return database.run(_INSERT, (*cells, birth.status.value, birth.origin.value, user, now))
    database.run(_UPDATE, (*cells, user, now, entry_id))
    return entry_id
