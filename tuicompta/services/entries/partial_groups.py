"""Partial lettering groups hold nothing: a line that changes leaves its group (LETT-32, LETT-34)."""

from tuicompta.models.database import Database

_GROUP = """
    SELECT lettering.id FROM entry_line JOIN lettering ON lettering.id = lettering_id
     WHERE entry_line.id = ? AND partial = 1
"""
_SIZE = "SELECT count(*) FROM entry_line WHERE lettering_id = ?"


def leave_partial_group(database: Database, line_id: int) -> None:
    """Take a line out of its partial group, if it is in one; a group of one line disappears."""
    group = database.value(_GROUP, (line_id,))
    if group is None:
        return
    database.run("UPDATE lettering SET complete = 0 WHERE id = ?", (group,))
    database.run("UPDATE entry_line SET lettering_id = NULL WHERE id = ?", (line_id,))
    if database.value(_SIZE, (group,)) > 1:
        database.run("UPDATE lettering SET complete = 1 WHERE id = ?", (group,))
        return
    database.run("UPDATE entry_line SET lettering_id = NULL WHERE lettering_id = ?", (group,))
    database.run("DELETE FROM lettering WHERE id = ?", (group,))
