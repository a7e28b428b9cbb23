"""Accounts of the dossier: finding them, creating them (FC-14, FC-43, KM-66)."""

from collections.abc import Iterable
from typing import ClassVar

from tuicompta.core.enums import AccountType
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.accounts.account_batch import AccountBatch
from tuicompta.services.dossiers.dossier import Dossier


class UnknownAccountError(TuicomptaError):
    """No account has this number."""

    template = "Le compte {number} n'existe pas dans le plan comptable du dossier."
    exit_code: ClassVar[int] = 1


def account_id(database: Database, number: str) -> int | None:
    """Return the identifier of the account of that number."""
    found: int | None = database.value("SELECT id FROM account WHERE number = ?", (number,))
    return found


def number_of(database: Database, identifier: int) -> str:
    """Return the number of an account."""
    return str(database.value("SELECT number FROM account WHERE id = ?", (identifier,)))


def create_account(dossier: Dossier, number: str, title: str, kind: AccountType = AccountType.DETAIL) -> int:
    """Create an account with the settings of FC-43, and its third party when its nature has one (FC-14).

    The number is completed as in FC-16. Raises the refusals of `account_batch` and those of the number.
    """
    return create_accounts(dossier, [(number, title, kind)])[0]


def create_accounts(dossier: Dossier, accounts: Iterable[tuple[str, str, AccountType]]) -> list[int]:
    """Create several accounts at once, all of them or none; return their identifiers in the same order."""
    dossier.require_writable()
    with transaction(dossier.database):
        batch = AccountBatch(dossier)
        created = [batch.add(number, title, kind).id for number, title, kind in accounts]
        batch.write()
    return created
