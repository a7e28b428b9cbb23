"""Codes that the filters of a report may name."""

from tuicompta.models.database import Database


def journal_codes(database: Database) -> list[str]:
    """Return the codes of the journals."""
    return [code for (code,) in database.rows("SELECT code FROM journal ORDER BY code")]


def account_numbers(database: Database) -> tuple[list[str], list[str]]:
    """Return the numbers of the Détail accounts, then those of the Racine accounts."""
    found: tuple[list[str], list[str]] = ([], [])
    for number, root in database.rows("SELECT number, type = 'R' FROM account ORDER BY number"):
        found[bool(root)].append(number)
    return found


def users_known(database: Database) -> list[str]:
    """Return the codes of the users."""
    return [code for (code,) in database.rows("SELECT code FROM user ORDER BY code")]
