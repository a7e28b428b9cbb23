"""The flags of practical entry, turned over from the chart of accounts or from the card of one (PC-08, FC-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.screens.frame.actions import Action, some_row, writable

if TYPE_CHECKING:
    from tuicompta.screens.frame.actions import Context


def change_some(context: Context) -> str | None:
    """Ask for accounts, in a dossier that can be changed."""
    return writable(context) or some_row(context)


PRACTICAL_ACTIONS = (
    Action(
        "purchase_nature",
        "Nature d'achat saisie pratique",
        "Propose les comptes choisis en saisie d'achats, ou non.",
        condition=change_some,
    ),
    Action(
        "sale_nature",
        "Nature de vente saisie pratique",
        "Propose les comptes choisis en saisie de ventes, ou non.",
        condition=change_some,
    ),
)
