"""The account of a line of the ledger (GLI)."""

from tuicompta.models.database import Database

_ACCOUNT = "SELECT account_id FROM entry_line WHERE id = ?"


def account_of_line(database: Database, line_id: int) -> int | None:
    """Return the account of a line, nothing when the line is gone."""
    found: int | None = database.value(_ACCOUNT, (line_id,))
    return found
