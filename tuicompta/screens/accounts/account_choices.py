"""The accounts as linked fields offer them, read by pages when they are searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.services.browse.offered_accounts import Offered, OfferedAccounts, why_not_offered
from tuicompta.services.small_tables.choices import AccountChoice, account_choice
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.rows import Key, RowSource

COLUMNS: tuple[Column, ...] = (Column("number", "Compte", ColumnType.CODE, 10), Column("title", "Intitulé", width=40))
any_account = Offered()
detail_account = Offered(detail=True)


class AccountChoices:
    """Implements `widgets.choices.Choices`; a row is known by its number. Blocked accounts are not offered (DDL-16)."""

    def __init__(self, dossier: Dossier, offered: Offered = any_account) -> None:
        self._dossier = dossier
        self._offered = offered
        self.columns: tuple[Column, ...] = COLUMNS

    def search(self, text: str) -> RowSource:
        """Return the accounts found by a text, those whose number begins with it first."""
        return AccountSource(OfferedAccounts(self._dossier.database, text, self._offered))

    def find(self, key: Key) -> Row | None:
        """Return an account, blocked or not."""
        account = account_choice(self._dossier.database, str(key))
        return None if account is None else _row(account)

    def why_not(self, text: str) -> str:
        """Return why the account of this very number is not offered, "" when it is or does not exist."""
        return why_not_offered(self._dossier.database, text.strip().upper(), self._offered)

    def reload(self) -> None:
        """Do nothing: accounts are read at each search."""


class AccountSource:
    """Implements `widgets.rows.RowSource` over the accounts found."""

    def __init__(self, found: OfferedAccounts) -> None:
        self._found = found
        self._count: int | None = None

    def first(self, size: int) -> Sequence[Row]:
        """Return at most `size` rows from the start."""
        return _rows(self._found.first(size))

    def last(self, size: int) -> Sequence[Row]:
        """Return at most `size` rows up to the end."""
        return _rows(self._found.last(size))

    def after(self, key: Key, size: int) -> Sequence[Row]:
        """Return at most `size` rows that follow the row of a key."""
        return _rows(self._found.after(str(key), size))

    def before(self, key: Key, size: int) -> Sequence[Row]:
        """Return at most `size` rows that come before the row of a key."""
        return _rows(self._found.before(str(key), size))

    def row(self, key: Key) -> Row | None:
        """Return the row of a key."""
        account = self._found.account(str(key))
        return None if account is None else _row(account)

    def count(self) -> int:
        """Return the number of rows, counted once."""
        if self._count is None:
            self._count = self._found.count()
        return self._count

    total = count

    def locate(self, prefix: str) -> Key | None:
        """Return the first account whose number begins with a text."""
        found = self._found.first(1)
        return found[0].number if found and found[0].number.startswith(prefix.upper()) else None

    def totals(self) -> Mapping[str, int]:
        """Return nothing: accounts have no amount here."""
        return {}


def _rows(accounts: Iterable[AccountChoice]) -> list[Row]:
    return [_row(account) for account in accounts]


def _row(account: AccountChoice) -> Row:
    return Row(account.number, (account.number, account.title))
