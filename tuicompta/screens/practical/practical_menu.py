"""«Saisie pratique»: what it offers, each operation opening its form with the matching defaults (SP-17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tuicompta.screens.frame.actions import some_row
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.widgets.columns import Column
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuicompta.widgets.rows import Key


class Offer(NamedTuple):
    """A line of the menu: the function it opens, what it is called, what it is for, how its form begins."""

    function: str
    label: str
    help: str
    arguments: Mapping[str, Any] = {}


OFFERS = (
    Offer("my_purchases", "Mes achats", "La liste de ce qui est déjà saisi."),
    Offer("my_sales", "Mes ventes", "La liste de ce qui est déjà saisi."),
    Offer("my_treasury", "Ma trésorerie", "La liste de ce qui est déjà saisi."),
    Offer("supplier_invoice", "Facture d'achat", "Une facture reçue d'un fournisseur."),
    Offer("customer_invoice", "Facture de vente", "Une facture envoyée à un client."),
    Offer("supplier_invoice", "Avoir d'un fournisseur", "Un montant que le fournisseur rend.", {"negative": True}),
    Offer("customer_invoice", "Avoir à un client", "Un montant rendu au client.", {"negative": True}),
    Offer("supplier_invoice", "Remise obtenue", "Une remise d'un fournisseur après facture.", {"discount": True}),
    Offer("customer_invoice", "Remise accordée", "Une remise à un client après facture.", {"discount": True}),
    Offer("receipt", "Encaissement client", "Ce qu'un client a payé.", {"category": "customer"}),
    Offer("expense", "Règlement fournisseur", "Ce qui est payé à un fournisseur.", {"category": "supplier"}),
    Offer(
        "receipt",
        "Autre encaissement",
        "Apport, emprunt, intérêts reçus…",
        {"category": "contribution"},
    ),
    Offer("expense", "Autre décaissement", "Frais bancaires, salaires, impôts…", {"category": "bank_fees"}),
    Offer("bank_transfer", "Virement interne", "D'un de vos comptes à un autre."),
    Offer("cheque_deposit", "Remise de chèques", "Les chèques reçus que vous portez à la banque."),
)
COLUMNS = (
    Column("label", "Opération", width=24, mandatory=True),
    Column("help", "Ce qu'elle enregistre", width=40, stretch=True),
)


class PracticalMenuWindow(ListWindow):
    """The operations of practical entry; Enter opens one."""

    TITLE = "Saisie pratique"
    HELP = "practical_entry"
    MAIN = "Ouvrir"
    HAS_VIEWS = False
    ABLE = frozenset({"modify"})

    def definition(self) -> ListDefinition:
        """Return the operations, in the order of the work."""
        return ListDefinition("practical_entry", self.TITLE, COLUMNS, MemoryTable(COLUMNS, _rows), ticks=False)

    do_main = ListWindow.do_modify

    def why_not_main(self) -> str | None:
        """Ask for a row."""
        return some_row(self)

    async def open_row(self, key: Key) -> None:
        """Open a list, or a form with its defaults."""
        offer = OFFERS[int(str(key))]
        await self.frame.open(offer.function, **offer.arguments)


def _rows() -> list[Row]:
    return [Row(rank, (offer.label, offer.help)) for rank, offer in enumerate(OFFERS)]
