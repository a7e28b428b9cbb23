"""What the actions on an entry need to know of it at once, after every key."""

from dataclasses import dataclass

from tuicompta.core.enums import DocumentKind, EntryStatus, LineType
from tuicompta.models.database import Database

_ENTRY = "SELECT status, linked, coalesce(source_kind, ''), journal_id, period_id FROM entry WHERE id = ?"


@dataclass(frozen=True, slots=True)
class EntryNow:
    """A stored entry: its status, what it is linked to, where it is, and the type of the line under the cursor."""

    status: EntryStatus
    is_guided: bool
    is_linked_import: bool
    journal_id: int
    period_id: int
    line_type: LineType | None


def entry_now(database: Database, entry_id: int, line_id: int | None) -> EntryNow | None:
    """Return what an entry is now, nothing when another session deleted it."""
    row = database.row(_ENTRY, (entry_id,))
    if row is None:
        return None
    status, linked, kind, journal_id, period_id = row
    found = database.value("SELECT line_type FROM entry_line WHERE id = ?", (line_id,))
    guided, practical = kind == DocumentKind.GUIDED_ENTRY, kind == DocumentKind.PRACTICAL_ENTRY
    return EntryNow(
        EntryStatus(status),
        bool(linked) and guided,
        bool(linked) and not guided and not practical,
        journal_id,
        period_id,
        LineType(found) if found else None,
    )


def moment_of(database: Database) -> tuple[int, int]:
    """Return what changes when anything of the dossier does, here or in another session."""
    return database.connection().total_changes, int(database.pragma("data_version"))
