"""«Mes achats» and «Mes ventes»: the invoices entered without accounts (SP-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.enums import EntryStatus
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.screens.lists.record_list import RecordList
from tuicompta.screens.practical.invoice_card import InvoiceCard, PurchaseCard, SaleCard
from tuicompta.services.practical.invoice_saving import delete_invoice
from tuicompta.services.practical.invoices import invoice_rows
from tuicompta.widgets.columns import Column, ColumnType, amount_column
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.widgets.rows import Key


def _columns(party: str) -> tuple[Column, ...]:
    return (
        Column("date", "Date", ColumnType.DATE, 8, mandatory=True),
        Column("piece", "N° de pièce", ColumnType.CODE, 11),
        Column("name", party, width=16, stretch=True, mandatory=True),
        amount_column("total", "Total TTC", signed=True),
        Column("description", "Description", width=14, stretch=True),
        amount_column("vat", "TVA"),
        Column("due", "Échéance", ColumnType.DATE, 10),
        Column("status", "Statut", width=6),
        Column("account", "Compte", ColumnType.CODE, 10),
    )


class InvoiceList(RecordList):
    """The invoices of one kind, the last first."""

    TYPE: ClassVar[PracticalKind]
    HELP = "practical_entry"
    ABLE = frozenset({"new", "modify", "delete", "duplicate"})

    def read_rows(self) -> Iterable[Row]:
        """Return the invoices of the open years, or of the closed one in hand (SP-14)."""
        for row in invoice_rows(self.dossier, self.TYPE):
            status = EntryStatus(row.status)
            cells = (row.day, row.piece, row.name, row.total, row.description, row.vat, row.due_on, status.mark)
            voice = "quiet" if status is EntryStatus.VALIDATED else "normal"
            yield Row(row.id, (*cells, row.account), voice=voice)

    def delete_row(self, key: Key) -> None:
        """Delete an invoice with its entry (SP-19)."""
        delete_invoice(self.dossier, cast("int", key))


class PurchasesWindow(InvoiceList):
    """«Mes achats»."""

    TITLE = "Mes achats"
    NAME = "my_purchases"
    TYPE = PracticalKind.PURCHASE
    COLUMNS = _columns("Fournisseur")
    CARD: ClassVar[type[InvoiceCard]] = PurchaseCard


class SalesWindow(InvoiceList):
    """«Mes ventes»."""

    TITLE = "Mes ventes"
    NAME = "my_sales"
    TYPE = PracticalKind.SALE
    COLUMNS = _columns("Client")
    CARD: ClassVar[type[InvoiceCard]] = SaleCard
