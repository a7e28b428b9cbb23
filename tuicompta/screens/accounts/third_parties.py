"""Liste des Tiers: the third parties of the dossier with the balances of their accounts (TI-01, TI-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.screens.accounts.third_party_card import ThirdPartyCard
from tuicompta.screens.frame.actions import Action, one_row, some_row, writable
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.screens.lists.paged_table import PagedSource, PagedTable
from tuicompta.services.accounts.account_parties import account_of_party, delete_party
from tuicompta.services.browse.parties import PartyTable, party_row, party_table
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year
from tuicompta.widgets.columns import Column, ColumnType, amount_column
from tuicompta.widgets.list_definition import ListDefinition
from tuicompta.widgets.question import CANCEL, YES
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from tuicompta.services.browse.asked_table import AskedTable
    from tuicompta.services.browse.keyset import KeyedRow
    from tuicompta.services.browse.request import Request
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.rows import Key

ACTIONS = (
    Action("party_account", "Fiche compte", "Le compte du tiers.", condition=one_row),
    Action("new_party_account", "Nouveau compte de tiers", "Crée le compte et son tiers.", condition=writable),
)
CREATION = "Un tiers se crée avec son compte, dans le plan comptable : 411… pour un client, 401… pour un fournisseur."
COLUMNS = (
    Column("code", "Code", ColumnType.CODE, 8, mandatory=True),
    Column("name", "Nom", width=18, stretch=True),
    Column("account", "Compte", ColumnType.CODE, 10),
    Column("kind", "Type", width=11),
    amount_column("balance", "Solde", signed=True, total=False),
    Column("town", "Ville", width=14),
    Column("siren", "SIREN", ColumnType.CODE, 9),
    Column("phone", "Téléphone", width=14),
    Column("email", "E-mail", width=22),
)


class ThirdPartiesWindow(ListWindow):
    """The third parties by code; accounts create them (TI-01)."""

    WANTS_DOSSIER = True
    MAIN = "Modifier"
    HELP = "third_parties"
    ABLE = frozenset({"modify", "delete"})
    OFFERS: ClassVar[tuple[str, ...]] = (
        "modify",
        "delete",
        "party_account",
        "new_party_account",
        "consult",
        *(name for name in ListWindow.OFFERS if name not in {"new", "modify", "delete", "duplicate"}),
    )

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        super().__init__()

    def definition(self) -> ListDefinition:
        """Return the third parties, read by pages."""
        source = PagedTable(COLUMNS, self._open, self._ask, _row, self._read_all)
        return ListDefinition("third_parties", "Liste des Tiers", COLUMNS, source)

    @property
    def _table(self) -> PartyTable:
        return party_table(self._dossier.database, current_fiscal_year(self._dossier))

    def _open(self) -> PagedSource:
        table = self._table
        return PagedSource(table, _row, dict, table.locate)

    def _ask(self, request: Request) -> AskedTable:
        return self._table.asked(request)

    def _read_all(self) -> list[Row]:
        return [_row(row) for row in self._table.all()]

    def shown(self) -> None:
        """Read again on coming back."""
        self.refresh_rows(self.list.selection()[0] if len(self.list.selection()) == 1 else None)

    do_main = ListWindow.do_modify

    def why_not_main(self) -> str | None:
        """Ask for a row."""
        return some_row(self)

    async def open_row(self, key: Key) -> None:
        """Open the card of a third party."""
        await self.frame.windows.open(ThirdPartyCard(self._dossier, key, origin=self))

    async def do_new(self) -> None:
        """Say that an account creates its third party, and offer a blank account (TI-01, FC-14)."""
        answer = await self.frame.dialogs.ask("Créer un compte de tiers ?", CREATION, (YES, CANCEL))
        if answer == YES.value:
            await self.do_new_party_account()

    def why_not_new(self) -> str | None:
        """Refuse nothing: what is asked is how a third party is created."""

    async def do_new_party_account(self) -> None:
        """Open a blank account; its third party is created with it."""
        await self.frame.open("account_card")

    async def do_print(self) -> None:
        """Print the third parties (IMP-09)."""
        await self.frame.open("report_filters", report="tiers", use="list")

    def delete_row(self, key: Key) -> None:
        """Delete a card, never the account nor its lines (TI-09)."""
        if isinstance(key, int):
            delete_party(self._dossier, key)

    async def do_party_account(self) -> None:
        """Open the card of the account."""
        await self.frame.open("account_card", code=self._number())

    async def do_consult(self) -> None:
        """Consult the account."""
        await self.frame.open("consultation", number=self._number())

    def why_not_consult(self) -> str | None:
        """Ask for one row."""
        return one_row(self)

    def _number(self) -> str:
        key = self.list.selection()[0]
        return account_of_party(self._dossier.database, key)[1] if isinstance(key, int) else ""


def _row(keyed: KeyedRow) -> Row:
    row = party_row(keyed)
    values = (row.code, row.name, row.account, row.kind, row.balance, row.town, row.siren, row.phone, row.email)
    return Row(keyed[0], values, voice="quiet" if row.blocked else "normal")
