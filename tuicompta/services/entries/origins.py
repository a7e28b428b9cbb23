"""Where a stored entry is changed: in the single entry, or in the screen that produced it (SE-04)."""

from dataclasses import replace
from datetime import date

from tuicompta.core.entry.model import GridEntry
from tuicompta.core.enums import DocumentKind, EntryOrigin, JournalType
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.errors import EntryGoneError
from tuicompta.services.entries.foot.rules import is_entry_at_foot
from tuicompta.services.entries.protection import entry_name
from tuicompta.services.entries.read import read_entry
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year, fiscal_year_of

TYPED_HERE = frozenset({EntryOrigin.JOURNAL_WINDOW, EntryOrigin.SINGLE_ENTRY, EntryOrigin.CONTINUOUS_ENTRY})
_PRODUCED = frozenset({DocumentKind.GUIDED_ENTRY, DocumentKind.PRACTICAL_ENTRY})
_ENTRY = """
    SELECT origin, source_kind, source_id, linked, journal.code, journal.type
      FROM entry JOIN journal ON journal.id = journal_id WHERE entry.id = ?
"""


class OtherOriginError(TuicomptaError):
    """An entry that comes from no entry screen is only read in the single entry (SE-04)."""

    template = "L'écriture {entry} vient de «{origin}» : elle se modifie dans la saisie par journal."


def refusal_to_enter(dossier: Dossier, day: date | None = None) -> str:
    """Return why nothing is entered in a window opened on a day, "" when something can be (SJL-24, DOSO-09)."""
    if dossier.readonly:
        return "Lecture seule : le dossier est ouvert en lecture seule."
    asked = fiscal_year_of(dossier.database, day) if day else None
    years = [current_fiscal_year(dossier), asked] if asked else []
    closed = next((year for year in years if year.closed), None)
    return f"Lecture seule : l'exercice {closed.label} est clôturé." if closed else ""


def producer_of(database: Database, entry_id: int) -> tuple[DocumentKind, int] | None:
    """Return what produced an entry and alone changes it: a practical or guided entry still linked (SE-04, INV-09)."""
    row = database.row(_ENTRY, (entry_id,))
    if row is None or not row[3] or row[1] is None or row[2] is None:
        return None
    kind = DocumentKind(row[1])
    return (kind, int(row[2])) if kind in _PRODUCED else None


def is_opening_balance(database: Database, entry_id: int) -> bool:
    """Tell whether an entry belongs to the opening balance, which has its own window (BO-02)."""
    row = database.row(_ENTRY, (entry_id,))
    return row is not None and row[4] == "RAN" and row[5] == JournalType.OPENING


def entry_to_show(dossier: Dossier, entry_id: int) -> GridEntry:
    """Return a stored entry as the single entry shows it, with the reason why it is only read, if any (SE-04).

    Raises `EntryGoneError`.
    """
    entry = read_entry(dossier.database, entry_id)
    if entry is None:
        raise EntryGoneError
    reason = entry.read_only or _reason(dossier, entry_id)
    return replace(entry, read_only=reason)


def _reason(dossier: Dossier, entry_id: int) -> str:
    if refusal := refusal_to_enter(dossier):
        return refusal
    origin = EntryOrigin((dossier.database.row(_ENTRY, (entry_id,)) or ("",))[0])
    at_foot = is_entry_at_foot(dossier.database, entry_id)
    if origin in TYPED_HERE and not at_foot:
        return ""
    return str(OtherOriginError(entry=entry_name(dossier.database, entry_id), origin=origin.label))
