"""Small tables as linked fields offer them: code and label."""

from collections.abc import Sequence
from typing import NamedTuple

from tuicompta.core.text import fold
from tuicompta.models.database import Database

_SEARCH = """
    SELECT number, title, type = 'R', blocked FROM account
     WHERE (? = '' OR number GLOB ? || '*' OR folded_title LIKE ? ESCAPE '\\')
     ORDER BY number GLOB ? || '*' DESC, folded_title LIKE ? ESCAPE '\\' DESC, number
"""


class Coded(NamedTuple):
    """A record of a small table."""

    code: str
    label: str


class AccountChoice(NamedTuple):
    """An account that a field may take."""

    number: str
    title: str
    root: bool
    blocked: bool


def payment_terms(database: Database) -> list[Coded]:
    """Return the payment terms by code."""
    return [Coded(*row) for row in database.rows("SELECT code, label FROM payment_term ORDER BY code")]


def vat_operations(database: Database) -> list[Coded]:
    """Return the types of operation of VAT in the order they were delivered."""
    return [Coded(*row) for row in database.rows("SELECT code, label FROM vat_operation ORDER BY id")]


def vat_rates(database: Database) -> list[int]:
    """Return the rates known of any territory, the highest first, in hundredths of a percent."""
    return [rate for (rate,) in database.rows("SELECT DISTINCT rate FROM vat_rate ORDER BY rate DESC")]


def account_choices(database: Database, text: str = "") -> Sequence[AccountChoice]:
    """Return the accounts found by a text: number beginning with it, then title, then title anywhere (DDL-04)."""
    typed = fold(text.strip())
    like = typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    start = typed.upper() if typed.isalnum() and typed.isascii() else "\x01"
    parameters = (typed, start, f"%{like}%", start, f"{like}%")
    return [AccountChoice(row[0], row[1], bool(row[2]), bool(row[3])) for row in database.rows(_SEARCH, parameters)]


def account_choice(database: Database, number: str) -> AccountChoice | None:
    """Return an account by its number."""
    row = database.row("SELECT number, title, type = 'R', blocked FROM account WHERE number = ?", (number,))
    return None if row is None else AccountChoice(row[0], row[1], bool(row[2]), bool(row[3]))


def account_numbers(database: Database) -> frozenset[str]:
    """Return the numbers of all the accounts."""
    return frozenset(number for (number,) in database.rows("SELECT number FROM account"))
