"""Opening a stored entry for a change, unless something holds it or another session changed it (SW-39)."""

from tuicompta.core.dates import format_date, parse_iso
from tuicompta.models.database import Database
from tuicompta.services.entries.errors import EntryChangedError, EntryGoneError
from tuicompta.services.entries.protection import name_of, refusal_to_change

_STORED = """
    SELECT entry.version, fiscal_year_id, journal.code, piece_number, entry_date, coalesce(user.code, ''),
           coalesce(changed_at, entry.created_at)
      FROM entry JOIN journal ON journal.id = journal_id LEFT JOIN user ON user.id = coalesce(changed_by, created_by)
     WHERE entry.id = ?
"""


def reopen(database: Database, entry_id: int, version: int | None) -> int:
    """Open a stored entry for a change and return its fiscal year.

    Raises what holds it, or `EntryChangedError` when its version moved on; no version asks for none.
    """
    row = database.row(_STORED, (entry_id,))
    if row is None:
        raise EntryGoneError
    found, year = row[:2]
    if version is not None and found != version:
        raise changed_since(database, entry_id)
    if refusal := refusal_to_change(database, entry_id):
        raise refusal
    database.run("UPDATE entry SET posted = 0 WHERE id = ?", (entry_id,))
    return int(year)


def changed_since(database: Database, entry_id: int) -> EntryChangedError | EntryGoneError:
    """Return the refusal that names who changed an entry, and when (SW-39)."""
    row = database.row(_STORED, (entry_id,))
    if row is None:
        return EntryGoneError()
    _, _, journal, piece, day, user, when = row
    moment = f"{format_date(parse_iso(when[:10]))} à {when[11:16]}"
    return EntryChangedError(entry=name_of(journal, piece, day), user=user, when=moment)
