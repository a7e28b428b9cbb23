"""An account created from a form of practical entry, with its mark (SP-12)."""

from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.models.transaction import transaction
from tuicompta.services.accounts.accounts import create_account, number_of
from tuicompta.services.dossiers.dossier import Dossier

_PURCHASE = "UPDATE account SET purchase_nature = ? WHERE id = ?"
_SALE = "UPDATE account SET sale_nature = ? WHERE id = ?"


def create_nature(dossier: Dossier, kind: PracticalKind, number: str, title: str, *, marked: bool = True) -> str:
    """Create an account offered as a nature of a kind of invoice and return its number.

    Raises the refusals of its number and title.
    """
    dossier.require_writable()
    with transaction(dossier.database):
        created = create_account(dossier, number, title)
        statement = _SALE if kind is PracticalKind.SALE else _PURCHASE
        dossier.database.run(statement, (int(marked), created))
        return number_of(dossier.database, created)
