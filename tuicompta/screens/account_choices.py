"""The accounts as linked fields offer them, read when they are searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.services.choices import AccountChoice, account_choice, account_choices
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.memory_rows import MemoryRows
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuicompta.services.dossier import Dossier
    from tuicompta.widgets.rows import Key, RowSource

COLUMNS: tuple[Column, ...] = (Column("number", "Compte", ColumnType.CODE, 10), Column("title", "Intitulé", width=40))


def any_account(_: AccountChoice) -> bool:
    """Offer every account."""
    return True


def detail_account(account: AccountChoice) -> bool:
    """Offer the accounts that receive lines."""
    return not account.root


class AccountChoices:
    """Implements `widgets.choices.Choices`; a row is known by its number. Blocked accounts are not offered (DDL-16)."""

    def __init__(self, dossier: Dossier, offered: Callable[[AccountChoice], bool] = any_account) -> None:
        self._dossier = dossier
        self._offered = offered
        self.columns: tuple[Column, ...] = COLUMNS

    def search(self, text: str) -> RowSource:
        """Return the accounts found by a text, those whose number begins with it first."""
        found = account_choices(self._dossier.database, text)
        return MemoryRows(
            COLUMNS, [_row(account) for account in found if not account.blocked and self._offered(account)]
        )

    def find(self, key: Key) -> Row | None:
        """Return an account, blocked or not."""
        account = account_choice(self._dossier.database, str(key))
        return None if account is None else _row(account)

    def reload(self) -> None:
        """Do nothing: accounts are read at each search."""


def _row(account: AccountChoice) -> Row:
    return Row(account.number, (account.number, account.title))
