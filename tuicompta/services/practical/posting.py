"""Posting the entry of a practical operation: written by its screen alone, and linked to it (INV-09, INVT-01)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tuicompta.core.entry.model import GridEntry, GridLine
from tuicompta.core.enums import DocumentKind
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.models.database import Database
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.protection import refusal_in_its_screen
from tuicompta.services.entries.save import SavedEntry, save_entries
from tuicompta.services.entries.sources import release_source, set_source

_LINES = """
    SELECT entry_line.id, account.number FROM entry_line JOIN account ON account.id = account_id
     WHERE entry_id = ? ORDER BY position
"""


def post(
    dossier: Dossier,
    kind: PracticalKind,
    journal: str,
    day: date,
    lines: Sequence[GridLine],
    entry_id: int | None = None,
) -> SavedEntry:
    """Post an entry, or change the one posted before; raises the refusals of the entry and of what holds it.

    The caller links it to its operation with `link`, in the same transaction.
    """
    entry = GridEntry(key=1, journal=journal, entry_date=day, lines=tuple(lines))
    if entry_id is not None:
        release(dossier.database, entry_id)
        version = int(dossier.database.value("SELECT version FROM entry WHERE id = ?", (entry_id,)))
        lines = _on_stored_lines(dossier.database, entry_id, entry.lines)
        entry = replace(entry, lines=tuple(lines), entry_id=entry_id, version=version)
    return save_entries(dossier, [entry], kind.origin)[0]


def link(database: Database, entry_id: int, operation_id: int) -> None:
    """Tell an entry which operation posted it, and let it change only with it."""
    set_source(database, entry_id, DocumentKind.PRACTICAL_ENTRY, operation_id, linked=True)


def release(database: Database, entry_id: int) -> None:
    """Let the screen of an operation change its entry; raises what holds the entry or one of its lines (SP-19)."""
    if refusal := refusal_in_its_screen(database, entry_id):
        raise refusal
    release_source(database, entry_id)


def unpost(dossier: Dossier, entry_id: int) -> None:
    """Delete the entry of an operation, once the operation no longer names it; raises what holds it (SP-19)."""
    release(dossier.database, entry_id)
    delete_entry(dossier, entry_id)


def _on_stored_lines(database: Database, entry_id: int, lines: Sequence[GridLine]) -> list[GridLine]:
    """Return the lines on the stored ones of their accounts, so that what hangs on these stays."""
    left = [(int(key), str(account)) for key, account in database.rows(_LINES, (entry_id,))]
    kept = []
    for line in lines:
        found = next((row for row in left if row[1] == line.account), None)
        if found is not None:
            left.remove(found)
        kept.append(replace(line, line_id=found[0] if found else None))
    return kept
