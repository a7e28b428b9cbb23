"""What produced an entry, and whether it changes only there (SW-16, INV-09).

The screen that posts an entry says so with `set_source`, in the transaction of the save. An entry that is `linked`
changes and is deleted only by that screen: it calls `release_source` first, and `set_source` again after a change.
"""

from tuicompta.core.enums import DocumentKind
from tuicompta.models.database import Database

_SET = "UPDATE entry SET source_kind = ?, source_id = ?, linked = ? WHERE id = ?"


def set_source(database: Database, entry_id: int, kind: DocumentKind, source_id: int, *, linked: bool = False) -> None:
    """Record the document that produced an entry; `linked`: the entry changes only with it."""
    database.run(_SET, (kind.value, source_id, int(linked), entry_id))


def release_source(database: Database, entry_id: int) -> None:
    """Let a linked entry change; what produced it stays recorded."""
    database.run("UPDATE entry SET linked = 0 WHERE id = ?", (entry_id,))
