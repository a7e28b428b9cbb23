"""Saving entries typed in any entry screen: all of them, or none (KM-96, SW-04)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import format_date, iso, month_label, parse_iso
from tuicompta.core.entry.model import Column, GridEntry, GridLine, Provenance
from tuicompta.core.enums import CounterpartMode, EntryOrigin, JournalType
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossier import Dossier
from tuicompta.services.entries.errors import (
    ClosedMonthError,
    EntryChangedError,
    EntryGoneError,
    IncompleteEntryError,
    ReservedJournalError,
    SingleLineEntryError,
    UnbalancedEntryError,
)
from tuicompta.services.entries.lines import write_lines
from tuicompta.services.entries.pieces import PieceScope
from tuicompta.services.entries.protection import name_of, refusal_to_change
from tuicompta.services.entries.references import JournalRow, References
from tuicompta.services.fiscal_years import Period

_INSERT = """
    INSERT INTO entry (fiscal_year_id, period_id, journal_id, entry_date, piece_date, piece_number,
                       origin, created_by, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
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
class SavedEntry:
    """What a save made of an entry: its identifier, its version and the piece number of each of its lines."""

    key: int
    entry_id: int
    version: int
    pieces: tuple[str, ...]


def save_entries(dossier: Dossier, entries: Sequence[GridEntry], origin: EntryOrigin) -> list[SavedEntry]:
    """Store entries in their order, in one transaction: new ones, or changes of stored ones.

    A proposed piece number taken meanwhile is replaced by the next one; a typed number is kept (KM-96). Raises the
    first refusal, and then nothing is stored.
    """
    dossier.require_writable()
    with transaction(dossier.database):
        references = References(dossier.database)
        return [_save(dossier, references, entry, origin) for entry in entries]


def _save(dossier: Dossier, references: References, entry: GridEntry, origin: EntryOrigin) -> SavedEntry:
    database = dossier.database
    name = name_of(entry.journal, entry.piece, iso(entry.entry_date)) if entry.entry_date else entry.journal
    day = _check(entry, name)
    period = references.open_period(day, name)
    journal = references.journal(entry.journal, period.fiscal_year_id)
    _check_journal(journal, origin)
    _check_month(database, journal, period, name)
    scope = PieceScope(database, journal, period, day)
    lines = _with_free_pieces(entry, scope)
    entry_id = _header(dossier, entry, journal, period, lines[0].piece, origin)
    write_lines(references, entry_id, entry, journal, lines)
    database.run("UPDATE entry SET posted = 1 WHERE id = ?", (entry_id,))
    scope.take(lines[0].piece)
    database.run(_USAGE, (dossier.user.id, journal.id, dossier.now()[:7], entry_id))
    version = int(database.value("SELECT version FROM entry WHERE id = ?", (entry_id,)))
    return SavedEntry(entry.key, entry_id, version, tuple(line.piece for line in lines))


def _check(entry: GridEntry, name: str) -> date:
    """Refuse an entry that cannot stand alone: missing cell, single line, debits that differ from credits (KM-37)."""
    if entry.entry_date is None:
        raise IncompleteEntryError(entry=name, cell="la date")
    for rank, line in enumerate(entry.lines, start=1):
        missing = _missing_cell(line)
        if missing:
            raise IncompleteEntryError(entry=name, cell=f"{missing} de la ligne {rank}")
    if len(entry.lines) == 1:
        raise SingleLineEntryError(entry=name)
    if not entry.is_balanced:
        raise UnbalancedEntryError(entry=name, gap=format_amount(entry.difference))
    return entry.entry_date


def _missing_cell(line: GridLine) -> str:
    if not line.account:
        return "le compte"
    if not line.label.strip():
        return "le libellé"
    return "" if line.debit or line.credit else "le montant"


def _check_journal(journal: JournalRow, origin: EntryOrigin) -> None:
    opening = journal.type is JournalType.OPENING
    if opening and origin not in {EntryOrigin.OPENING_BALANCE, EntryOrigin.CARRY_FORWARD, EntryOrigin.IMPORT}:
        raise ReservedJournalError(code=journal.code, reason="il est géré par le programme")
    at_foot = journal.counterpart_mode is CounterpartMode.FOOT_OF_JOURNAL
    if at_foot and origin not in {EntryOrigin.JOURNAL_WINDOW, EntryOrigin.PAYMENT, EntryOrigin.BANK_STATEMENT}:
        raise ReservedJournalError(code=journal.code, reason="sa contrepartie est en pied de journal")


def _check_month(database: Database, journal: JournalRow, period: Period, name: str) -> None:
    query = "SELECT closed_at FROM journal_period WHERE journal_id = ? AND period_id = ?"
    if database.value(query, (journal.id, period.id)):
        raise ClosedMonthError(journal=journal.code, month=month_label(period.start), entry=name)


def _with_free_pieces(entry: GridEntry, scope: PieceScope) -> tuple[GridLine, ...]:
    """Return the lines with a free number where the proposed one was taken by another save (NUM-03, KM-96)."""
    first = entry.lines[0]
    proposed = first.piece and first.provenance(Column.PIECE) is Provenance.ACCEPTED
    if not proposed or scope.holder(first.piece, entry.entry_id) is None:
        return entry.lines
    taken, free = first.piece, scope.free_number_after(first.piece)
    return tuple(replace(line, piece=free) if line.piece == taken else line for line in entry.lines)


def _header(
    dossier: Dossier, entry: GridEntry, journal: JournalRow, period: Period, piece: str, origin: EntryOrigin
) -> int:
    """Insert the header of a new entry, or reopen and change that of a stored one; return its identifier."""
    if entry.entry_date is None:
        raise IncompleteEntryError(entry=entry.journal, cell="la date")
    piece_date = entry.piece_date or entry.entry_date
    cells = (period.fiscal_year_id, period.id, journal.id, iso(entry.entry_date), iso(piece_date), piece)
    if entry.entry_id is None:
        return dossier.database.run(_INSERT, (*cells, origin.value, dossier.user.id, dossier.now()))
    reopen(dossier.database, entry.entry_id, entry.version)
    dossier.database.run(_UPDATE, (*cells, dossier.user.id, dossier.now(), entry.entry_id))
    return entry.entry_id


def reopen(database: Database, entry_id: int, version: int) -> None:
    """Open a stored entry for a change; raises what holds it, or `EntryChangedError` when its version moved on."""
    row = database.row(
        "SELECT entry.version, journal.code, piece_number, entry_date, coalesce(user.code, ''),"
        " coalesce(changed_at, entry.created_at)"
        " FROM entry JOIN journal ON journal.id = journal_id"
        " LEFT JOIN user ON user.id = coalesce(changed_by, created_by) WHERE entry.id = ?",
        (entry_id,),
    )
    if row is None:
        raise EntryGoneError
    found, journal, piece, day, user, when = row
    if found != version:
        moment = f"{format_date(parse_iso(when[:10]))} à {when[11:16]}"
        raise EntryChangedError(entry=name_of(journal, piece, day), user=user, when=moment)
    if refusal := refusal_to_change(database, entry_id):
        raise refusal
    database.run("UPDATE entry SET posted = 0 WHERE id = ?", (entry_id,))
