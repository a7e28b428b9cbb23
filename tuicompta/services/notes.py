"""The notes of a record: free text on its card (NOT-01)."""

from tuicompta.core.text import clean_multiline
from tuicompta.models.database import Database

LONGEST_NOTE = 10_000

_STORE = """
    INSERT INTO note (record_kind, record_id, text) VALUES (?, ?, ?)
    ON CONFLICT (record_kind, record_id) DO UPDATE SET text = excluded.text
"""


def note(database: Database, kind: str, record_id: int) -> str:
    """Return the notes of a record, empty when it has none."""
    query = "SELECT text FROM note WHERE record_kind = ? AND record_id = ?"
    return str(database.value(query, (kind, record_id)) or "")


def store_note(database: Database, kind: str, record_id: int, text: str) -> None:
    """Store the notes of a record; an empty text leaves no row. Call it inside the transaction of the card."""
    kept = clean_multiline(text)[:LONGEST_NOTE]
    if kept.strip():
        database.run(_STORE, (kind, record_id, kept))
    else:
        delete_note(database, kind, record_id)


def delete_note(database: Database, kind: str, record_id: int) -> None:
    """Remove the notes of a record that goes away."""
    database.run("DELETE FROM note WHERE record_kind = ? AND record_id = ?", (kind, record_id))
