"""«Ma trésorerie»: the cash operations entered without sides (SPT-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.enums import EntryStatus
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.screens.frame.actions import Action, one_row, writable
from tuicompta.screens.lists.record_list import RecordList
from tuicompta.screens.practical.cash_card import ExpenseCard, ReceiptCard
from tuicompta.screens.practical.category_list import CategoriesWindow
from tuicompta.screens.practical.deposit_card import DepositCard
from tuicompta.screens.practical.slip import show_slip
from tuicompta.screens.practical.transfer_card import TransferCard
from tuicompta.services.practical.deposits import read_deposit
from tuicompta.services.practical.invoices import check_current_year
from tuicompta.services.practical.operation_saving import delete_operation
from tuicompta.services.practical.operations import cash_rows, kind_of
from tuicompta.widgets.columns import Column, ColumnType, amount_column
from tuicompta.widgets.popup import MenuItem
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.screens.practical.practical_card import PracticalCard
    from tuicompta.widgets.rows import Key

ACTIONS = (
    Action(
        "print_slip",
        "Bordereau de la remise",
        "De la remise de chèques de la ligne.",
        ("alt+p",),
        short="Bordereau",
        condition=one_row,
    ),
    Action("cash_categories", "Catégories", "Celles que vous ajoutez.", condition=writable),
)
FORMS: dict[PracticalKind, type[PracticalCard]] = {
    PracticalKind.RECEIPT: ReceiptCard,
    PracticalKind.EXPENSE: ExpenseCard,
    PracticalKind.TRANSFER: TransferCard,
    PracticalKind.DEPOSIT: DepositCard,
}
COLUMNS = (
    Column("date", "Date", ColumnType.DATE, 8, mandatory=True),
    Column("piece", "N° de pièce", ColumnType.CODE, 11),
    Column("kind", "Opération", width=12, mandatory=True),
    amount_column("amount", "Montant", signed=True, total=False),
    Column("category", "Catégorie", width=11, stretch=True),
    Column("description", "Description", width=14, stretch=True),
    Column("treasury", "Compte de trésorerie", ColumnType.CODE, 10),
    Column("account", "Autre compte", ColumnType.CODE, 10),
    Column("status", "Statut", width=6),
)


class TreasuryWindow(RecordList):
    """The cash operations, the last first; Inser offers the four of them."""

    TITLE = "Ma trésorerie"
    HELP = "practical_cash"
    NAME = "my_treasury"
    COLUMNS = COLUMNS
    CARD: ClassVar[type[PracticalCard]] = ReceiptCard
    ABLE = frozenset({"new", "modify", "delete", "duplicate"})
    OFFERS: ClassVar[tuple[str, ...]] = (
        "new",
        "modify",
        "delete",
        "print_slip",
        "cash_categories",
        *(name for name in RecordList.OFFERS if name not in {"new", "modify", "delete"}),
    )

    def read_rows(self) -> Iterable[Row]:
        """Return the operations of the open years, or of the closed one in hand (SPT-07)."""
        for row in cash_rows(self.dossier):
            status = EntryStatus(row.status)
            cells = (row.day, row.piece, row.kind.label, row.amount, row.category, row.description)
            voice = "quiet" if status is EntryStatus.VALIDATED else "normal"
            yield Row(row.id, (*cells, row.treasury, row.account, status.mark), voice=voice)

    async def open_row(self, key: Key) -> None:
        """Open the form of an operation."""
        form = FORMS[kind_of(self.dossier.database, cast("int", key))]
        await self.frame.windows.open(form(self.dossier, key, origin=self))

    async def open_new(self) -> None:
        """Offer the four operations (SPT-01)."""
        check_current_year(self.dossier)
        items = [MenuItem(kind.value, kind.label) for kind in FORMS]
        chosen = await self.frame.dialogs.choose(items, title="Nouvelle opération")
        if chosen is not None:
            await self.frame.windows.open(FORMS[PracticalKind(chosen.identifier)](self.dossier, origin=self))

    async def open_copy(self, key: Key) -> None:
        """Open a copy of an operation; a deposit has none."""
        kind = kind_of(self.dossier.database, cast("int", key))
        if kind is PracticalKind.DEPOSIT:
            self.frame.say("Un chèque n'est remis qu'une fois", warning=True)
        else:
            await self.frame.windows.open(FORMS[kind](self.dossier, origin=self, copy_of=key))

    def delete_row(self, key: Key) -> None:
        """Delete an operation with its entries (SPT-07)."""
        delete_operation(self.dossier, cast("int", key))

    async def do_print_slip(self) -> None:
        """Show the remittance slip of the deposit (SPT-10)."""
        key = cast("int", self.list.selection()[0])
        if kind_of(self.dossier.database, key) is PracticalKind.DEPOSIT:
            await show_slip(self.frame, self.dossier, read_deposit(self.dossier.database, key))
        else:
            self.frame.say("Seule une remise de chèques a un bordereau", warning=True)

    async def do_cash_categories(self) -> None:
        """Open the categories of the user (SPT-02)."""
        await self.frame.windows.open(CategoriesWindow(self.dossier))
