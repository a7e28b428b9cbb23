"""What holds an entry or a line: the reasons why it cannot be changed, named before the database refuses (SJ-38)."""

from tuicompta.core.dates import format_date, month_label, parse_iso
from tuicompta.core.enums import DocumentKind
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.fiscal_years import year_label
from tuicompta.models.database import Database, Row
from tuicompta.models.failures import ReadOnlyDossierError
from tuicompta.services.entries.errors import (
    ClosedMonthError,
    ClosedYearError,
    EntryGoneError,
    ExportedEntryError,
    GuidedEntryError,
    LinkedEntryError,
    OpeningEntryError,
    PracticalEntryError,
    ValidatedEntryError,
)
from tuicompta.services.entries.line_to_store import protected
from tuicompta.services.entries.stored_lines import stored_lines

_ENTRY = """
    SELECT entry.status, entry.validated_at, entry.export_number, entry.linked, entry.piece_number, entry.entry_date,
           journal.code, fiscal_year.start_date, fiscal_year.end_date, fiscal_year.closed_at, journal_period.closed_at,
           period.start_date, entry.source_kind
      FROM entry JOIN journal ON journal.id = entry.journal_id
      JOIN fiscal_year ON fiscal_year.id = entry.fiscal_year_id JOIN period ON period.id = entry.period_id
      LEFT JOIN journal_period ON journal_period.journal_id = entry.journal_id
                              AND journal_period.period_id = entry.period_id
     WHERE entry.id = ?
"""


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
    if database.only_read:
        return ReadOnlyDossierError()
    row = database.row(_ENTRY, (entry_id,))
    if row is None:
        return EntryGoneError()
    return _held(row) or _closed(row)


def refusal_in_its_screen(database: Database, entry_id: int) -> TuicomptaError | None:
    """Return why the screen that posted an entry can neither change nor delete it, its link apart (SP-19)."""
    row = database.row(_ENTRY, (entry_id,))
    if row is None:
        return EntryGoneError()
    unlinked = (*row[:3], 0, *row[4:])
    return _held(unlinked) or _closed(unlinked) or refusal_of_marks(database, entry_id)


def refusal_when_closed(database: Database, entry_id: int) -> TuicomptaError | None:
    """Return why the status of an entry cannot change: its fiscal year or its month is closed."""
    row = database.row(_ENTRY, (entry_id,))
    return EntryGoneError() if row is None else _closed(row)


def refusal_to_simulate(database: Database, entry_id: int) -> TuicomptaError | None:
    """Return why an entry cannot become a simulated one (STA-11); a linked import can (CTX-10)."""
    row = database.row(_ENTRY, (entry_id,))
    if row is None:
        return EntryGoneError()
    return _exported(row) or _opening(row) or _closed(row) or refusal_of_marks(database, entry_id)


def _held(row: Row) -> TuicomptaError | None:
    status, validated_at, _, linked, *_ = row
    if status == "V":
        return ValidatedEntryError(entry=_name(row), when=format_date(parse_iso(validated_at[:10])))
    if refusal := _exported(row):
        return refusal
    return _linked(row) if linked else _opening(row)


def _linked(row: Row) -> TuicomptaError:
    """Return the refusal that names what the entry is linked to (INV-09)."""
    if row[-1] == DocumentKind.GUIDED_ENTRY:
        return GuidedEntryError(entry=_name(row))
    return PracticalEntryError(entry=_name(row)) if row[-1] == DocumentKind.PRACTICAL_ENTRY else LinkedEntryError()


def _exported(row: Row) -> TuicomptaError | None:
    return None if row[2] is None else ExportedEntryError(number=row[2])


def _opening(row: Row) -> TuicomptaError | None:
    journal = row[6]
    if journal != "AN":
        return None
    return OpeningEntryError(entry=_name(row), journal=journal, reason="regénérez les à-nouveaux")


def _closed(row: Row) -> TuicomptaError | None:
    journal, start, end, year_closed, month_closed, month = row[6:12]
    if year_closed:
        return ClosedYearError(year=year_label(parse_iso(start), parse_iso(end)), entry=_name(row))
    if month_closed:
        return ClosedMonthError(journal=journal, month=month_label(parse_iso(month)), entry=_name(row))
    return None


def _name(row: Row) -> str:
    piece, day, journal = row[4:7]
    return name_of(journal, piece, day)


def refusal_to_delete(database: Database, entry_id: int) -> TuicomptaError | None:
    """Return why an entry cannot be deleted, nothing when it can (SW-25)."""
    return refusal_to_change(database, entry_id) or refusal_of_marks(database, entry_id)


def refusal_of_marks(database: Database, entry_id: int) -> TuicomptaError | None:
    """Return which mark holds a line of an entry, nothing when none does."""
    for line in stored_lines(database, entry_id).values():
        if line.mark:
            return protected(line, line.mark, entry_name(database, entry_id))
    return None
