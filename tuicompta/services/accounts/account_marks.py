"""Flags of accounts changed from the list, without opening cards (PC-08)."""

import json
from collections.abc import Sequence

from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier

_PURCHASES = """
    UPDATE account SET purchase_nature = 1 - purchase_nature, version = version + 1, changed_by = ?, changed_at = ?
     WHERE id IN (SELECT value FROM json_each(?))
"""
_SALES = """
    UPDATE account SET sale_nature = 1 - sale_nature, version = version + 1, changed_by = ?, changed_at = ?
     WHERE id IN (SELECT value FROM json_each(?))
"""


def toggle_purchases(dossier: Dossier, accounts: Sequence[int]) -> None:
    """Turn over the flag A of some accounts: offered in practical entry of purchases, or not."""
    _toggle(dossier, _PURCHASES, accounts)


def toggle_sales(dossier: Dossier, accounts: Sequence[int]) -> None:
    """Turn over the flag V of some accounts: offered in practical entry of sales, or not."""
    _toggle(dossier, _SALES, accounts)


def _toggle(dossier: Dossier, statement: str, accounts: Sequence[int]) -> None:
    dossier.require_writable()
    with transaction(dossier.database):
        dossier.database.run(statement, (dossier.user.id, dossier.now(), json.dumps(list(accounts))))
