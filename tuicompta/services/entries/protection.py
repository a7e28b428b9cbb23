"""What holds an entry or a line: the reasons why it cannot be changed, named before the database refuses (SJ-38)."""

from tuicompta.core.dates import format_date, month_label, parse_iso
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database, Row
from tuicompta.services.entries.errors import (
    ClosedMonthError,
    EntryGoneError,
    ExportedEntryError,
    LinkedEntryError,
    NoOpenYearError,
    OpeningEntryError,
    ProtectedLineError,
    ValidatedEntryError,
)

_ENTRY = """
    SELECT entry.status, entry.validated_at, entry.export_number, entry.linked, entry.piece_number, entry.entry_date,
           journal.code, fiscal_year.closed_at, journal_period.closed_at, period.start_date
      FROM entry JOIN journal ON journal.id = entry.journal_id
      JOIN fiscal_year ON fiscal_year.id = entry.fiscal_year_id JOIN period ON period.id = entry.period_id
      LEFT JOIN journal_period ON journal_period.journal_id = entry.journal_id
                              AND journal_period.period_id = entry.period_id
     WHERE entry.id = ?
"""
_MARKS = """
    SELECT position, tick_code IS NOT NULL,
           EXISTS (SELECT 1 FROM lettering WHERE id = lettering_id AND partial = 0),
           EXISTS (SELECT 1 FROM matching WHERE source_line_id = entry_line.id)
        OR EXISTS (SELECT 1 FROM due_date WHERE entry_line_id = entry_line.id AND matched <> 0),
           EXISTS (SELECT 1 FROM vat_record WHERE entry_line_id = entry_line.id AND vat_return_id IS NOT NULL)
      FROM entry_line WHERE entry_id = ? ORDER BY position
"""
MARKS = (
    ("pointée en rapprochement bancaire", "dépointez-la"),
    ("lettrée", "délettrez-la"),
    ("pointée avec une échéance", "dépointez l'échéance"),
    ("déclarée dans une déclaration de TVA validée", "corrigez par une nouvelle écriture"),
)


def entry_name(database: Database, entry_id: int) -> str:
    """Return how messages name an entry: journal, piece number and date."""
    row = database.row(
        "SELECT code, piece_number, entry_date FROM entry JOIN journal ON journal.id = journal_id WHERE entry.id = ?",
        (entry_id,),
    )
    if row is None:
        raise EntryGoneError
    return name_of(row[0], row[1], row[2])


def name_of(journal: str, piece: str, day: str) -> str:
    """Return how messages name an entry of a journal, given its piece number and ISO date."""
    return f"{journal} {piece or 'sans pièce'} du {format_date(parse_iso(day))}"


def refusal_to_change(database: Database, entry_id: int) -> TuicomptaError | None:
    """Return why no cell of an entry can change, nothing when it can."""
    row = database.row(_ENTRY, (entry_id,))
    if row is None:
        return EntryGoneError()
    return _held(row) or _closed(row)


def refusal_when_closed(database: Database, entry_id: int) -> TuicomptaError | None:
    """Return why the status of an entry cannot change: its fiscal year or its month is closed."""
    row = database.row(_ENTRY, (entry_id,))
    return EntryGoneError() if row is None else _closed(row)


def _held(row: Row) -> TuicomptaError | None:
    status, validated_at, export, linked, piece, day, journal, *_ = row
    entry = name_of(journal, piece, day)
    if status == "V":
        return ValidatedEntryError(entry=entry, when=format_date(parse_iso(validated_at[:10])))
    if export is not None:
        return ExportedEntryError(number=export)
    if linked:
        return LinkedEntryError()
    if journal == "AN":
        return OpeningEntryError(entry=entry, journal=journal, reason="regénérez les à-nouveaux")
    return None


def _closed(row: Row) -> TuicomptaError | None:
    *_, piece, day, journal, year_closed, month_closed, month = row
    entry = name_of(journal, piece, day)
    if year_closed:
        return NoOpenYearError(date=format_date(parse_iso(day)), entry=entry)
    if month_closed:
        return ClosedMonthError(journal=journal, month=month_label(parse_iso(month)), entry=entry)
    return None


def refusal_to_delete(database: Database, entry_id: int) -> TuicomptaError | None:
    """Return why an entry cannot be deleted, nothing when it can (SW-25)."""
    if refusal := refusal_to_change(database, entry_id):
        return refusal
    for position, *marks in database.rows(_MARKS, (entry_id,)):
        for held, (mark, undo) in zip(marks, MARKS, strict=True):
            if held:
                return ProtectedLineError(line=position, entry=entry_name(database, entry_id), mark=mark, undo=undo)
    return None


def lock_reasons(database: Database, entry_id: int) -> dict[int, str]:
    """Return, by position, why the account, side and amount of a line are locked (SJ-38)."""
    reasons = {}
    for position, *marks in database.rows(_MARKS, (entry_id,)):
        held = [
            f"Ligne {mark} : {undo} d'abord." for mark_held, (mark, undo) in zip(marks, MARKS, strict=True) if mark_held
        ]
        if held:
            reasons[position] = held[0]
    return reasons
