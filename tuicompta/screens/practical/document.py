"""The form of the operation that posted an entry, for «Voir document» (SW-16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.screens.frame.window import Window
from tuicompta.screens.practical.invoice_card import PurchaseCard, SaleCard
from tuicompta.screens.practical.treasury_list import FORMS
from tuicompta.services.practical.operations import kind_of

if TYPE_CHECKING:
    from tuicompta.screens.practical.practical_card import PracticalCard
    from tuicompta.services.dossiers.dossier import Dossier

CARDS: dict[PracticalKind, type[PracticalCard]] = {
    PracticalKind.PURCHASE: PurchaseCard,
    PracticalKind.SALE: SaleCard,
    **FORMS,
}


class PracticalDocument(Window):
    """What the registry opens on an operation: making one gives the form of its kind."""

    WANTS_DOSSIER = True

    def __new__(cls, dossier: Dossier, key: int) -> PracticalCard:  # type: ignore[misc]
        """Return the form of an operation; raises `RecordGoneError`."""
        return CARDS[kind_of(dossier.database, key)](dossier, key)
