"""The accounts that a linked field offers for a text, by pages: a chart of 20 000 accounts costs what ten do (DDL-04).

Those whose number begins with the text come first, then those whose title does, then those whose title holds it.
"""

import json
from dataclasses import dataclass

from tuicompta.core.text import fold
from tuicompta.models.database import Database, Row
from tuicompta.services.small_tables.choices import AccountChoice, account_choice

_FOUND = """
    WITH given AS (SELECT ? AS typed, ? AS start, ? AS beginning, ? AS inside, ? AS roots, ? AS detail),
         found AS (SELECT number, title, type = 'R' AS root, blocked,
                          CASE WHEN number GLOB start || '*' THEN 0
                               WHEN folded_title LIKE beginning ESCAPE '\\' THEN 1 ELSE 2 END AS rank
                     FROM account CROSS JOIN given
                    WHERE blocked = 0 AND (detail = 0 OR type = 'D')
                      AND (typed = '' OR number GLOB start || '*' OR folded_title LIKE inside ESCAPE '\\')
                      AND (roots = '[]' OR EXISTS (SELECT 1 FROM json_each(roots) WHERE number GLOB value || '*')))
"""
_CELLS = "SELECT number, title, root, blocked FROM found"
_ITS_RANK = "SELECT rank FROM found WHERE number = ?"
_HOW_MANY = "SELECT count(*) FROM found"
_SELECT = _FOUND + _CELLS
_FIRST = _SELECT + " ORDER BY rank, number LIMIT ?"
_LAST = _SELECT + " ORDER BY rank DESC, number DESC LIMIT ?"
_AFTER = _SELECT + " WHERE (rank, number) > (?, ?) ORDER BY rank, number LIMIT ?"
_BEFORE = _SELECT + " WHERE (rank, number) < (?, ?) ORDER BY rank DESC, number DESC LIMIT ?"
_ROW = _SELECT + " WHERE number = ?"
_RANK = _FOUND + _ITS_RANK
_COUNT = _FOUND + _HOW_MANY
_NOTHING = "\x01"
_UNDER = "SELECT min(number) FROM account WHERE number GLOB ? || '*' AND type = 'D' AND blocked = 0"


@dataclass(frozen=True, slots=True)
class Offered:
    """Which accounts a field takes: those of some roots, those of type Détail; blocked ones never (DDL-16)."""

    roots: tuple[str, ...] = ()
    detail: bool = False


@dataclass(frozen=True, slots=True)
class OfferedAccounts:
    """The accounts found by a text, in their order, around a number."""

    database: Database
    text: str
    offered: Offered

    def first(self, size: int) -> list[AccountChoice]:
        """Return at most `size` accounts from the start."""
        return self._accounts(_FIRST, size)

    def last(self, size: int) -> list[AccountChoice]:
        """Return at most `size` accounts up to the end, in their order."""
        return self._accounts(_LAST, size)[::-1]

    def after(self, number: str, size: int) -> list[AccountChoice]:
        """Return at most `size` accounts that follow a number; none when it is not among them."""
        rank = self._rank(number)
        return [] if rank is None else self._accounts(_AFTER, rank, number, size)

    def before(self, number: str, size: int) -> list[AccountChoice]:
        """Return at most `size` accounts that come before a number, in their order; none when it is not among them."""
        rank = self._rank(number)
        return [] if rank is None else self._accounts(_BEFORE, rank, number, size)[::-1]

    def account(self, number: str) -> AccountChoice | None:
        """Return an account, nothing when it is not among those found."""
        return next(iter(self._accounts(_ROW, number)), None)

    def count(self) -> int:
        """Return the number of accounts found."""
        return int(self.database.value(_COUNT, self._parameters))

    @property
    def _parameters(self) -> tuple[str | int, ...]:
        typed = fold(self.text.strip())
        like = typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        start = typed.upper() if typed.isalnum() and typed.isascii() else _NOTHING
        roots = json.dumps(self.offered.roots)
        return typed, start if typed else "", f"{like}%", f"%{like}%", roots, int(self.offered.detail)

    def _rank(self, number: str) -> int | None:
        found: int | None = self.database.value(_RANK, (*self._parameters, number))
        return found

    def _accounts(self, query: str, *more: str | int) -> list[AccountChoice]:
        return [_account(row) for row in self.database.rows(query, (*self._parameters, *more))]


def why_not_offered(database: Database, number: str, offered: Offered) -> str:
    """Return why a field does not take an account, "" when it does or when the dossier has none of this number."""
    account = account_choice(database, number)
    if account is None:
        return ""
    if account.blocked:
        return f"Le compte {number} est bloqué : il ne reçoit plus d'écritures."
    if offered.roots and not number.startswith(offered.roots):
        return f"Le compte {number} ne convient pas ici : il en faut un de racine {' ou '.join(offered.roots)}."
    if offered.detail and account.root:
        example: str | None = database.value(_UNDER, (number,))
        which = f"{example} par exemple" if example else "à créer"
        return f"Le compte {number} est de type Racine, sans écritures : il faut un compte Détail, {which}."
    return ""


def _account(row: Row) -> AccountChoice:
    return AccountChoice(row[0], row[1], bool(row[2]), bool(row[3]))
