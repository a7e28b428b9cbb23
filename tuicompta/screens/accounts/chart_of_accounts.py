"""Plan comptable entreprise: the accounts of the dossier, on tabs by root (PC)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.enums import AccountType
from tuicompta.screens.accounts.account_card import AccountCard
from tuicompta.screens.accounts.practical_marks import PRACTICAL_ACTIONS, change_some
from tuicompta.screens.frame.actions import Action, one_row, some_row
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.screens.lists.numbered_list import NumberedList
from tuicompta.screens.lists.paged_table import PagedSource, PagedTable
from tuicompta.services.accounts.account_deletion import delete_account
from tuicompta.services.accounts.account_marks import toggle_purchases, toggle_sales
from tuicompta.services.accounts.approximate_lettering import switch_approximation
from tuicompta.services.browse.chart import ChartRange, ChartTable, chart_row, chart_table
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year
from tuicompta.widgets.arrangement import Arrangement, Clause, Clauses, Condition, Operator
from tuicompta.widgets.columns import Column, ColumnType, amount_column
from tuicompta.widgets.list_definition import SYSTEM, ListDefinition, SystemView
from tuicompta.widgets.rows import Row
from tuicompta.widgets.tab_bar import TabBar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.services.browse.asked_table import AskedTable
    from tuicompta.services.browse.keyset import KeyedRow
    from tuicompta.services.browse.request import Request
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.list_view import ListView
    from tuicompta.widgets.rows import Key


ACTIONS = (
    Action("moved_accounts", "Comptes mouvementés", "Seulement les comptes mouvementés, ou de nouveau tous."),
    *PRACTICAL_ACTIONS,
    Action(
        "approximate_lettering",
        "Autoriser / interdire le lettrage approché",
        "Sur les comptes choisis ; autoriser copie les options.",
        condition=change_some,
    ),
)
COLUMNS = (
    Column("number", "N° de compte", ColumnType.CODE, 12, mandatory=True),
    Column("title", "Intitulé", width=16, stretch=True),
    amount_column("debit", "Débit"),
    amount_column("credit", "Crédit"),
    amount_column("balance", "Solde", signed=True),
    Column("type", "Type", width=7),
    Column("scheduled", "Éch.", ColumnType.TICK, 4),
    Column("blocked", "Bloqué", ColumnType.TICK, 6),
    Column("purchases", "A", ColumnType.TICK, 3),
    Column("sales", "V", ColumnType.TICK, 3),
)
TABS: tuple[tuple[str, ChartRange], ...] = (
    ("Tous", ChartRange()),
    ("Capitaux", ChartRange("1", "2")),
    ("Immobilisations", ChartRange("2", "3")),
    ("Stocks", ChartRange("3", "4")),
    ("Fournisseurs", ChartRange("40", "41")),
    ("Clients", ChartRange("41", "42")),
    ("Autres Tiers", ChartRange("4", "5", ("40", "41"))),
    ("Financiers", ChartRange("5", "6")),
    ("Charges", ChartRange("6", "7")),
    ("Produits", ChartRange("7", "8")),
)
TITLE = "Plan comptable entreprise"
MOVED = Clauses(
    (
        Clause("type", Condition(Operator.EQUAL, (AccountType.DETAIL.label,))),
        Clause("balance", Condition(Operator.NOT_EMPTY)),
    )
)
VIEWS = (
    SystemView(f"Tous les comptes {SYSTEM}"),
    SystemView(f"Comptes mouvementés {SYSTEM}", Arrangement(clauses=MOVED)),
)


class ChartWindow(ListWindow):
    """The chart of the dossier with the movements of the current fiscal year."""

    WANTS_DOSSIER = True
    MAIN = "Modifier"
    HELP = "chart_of_accounts"
    OFFERS: ClassVar[tuple[str, ...]] = (
        "new",
        "modify",
        "consult",
        "delete",
        "duplicate",
        "moved_accounts",
        "standard_chart",
        "purchase_nature",
        "sale_nature",
        "approximate_lettering",
        *(name for name in ListWindow.OFFERS if name not in {"new", "modify", "delete", "duplicate"}),
    )

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._year = current_fiscal_year(dossier)
        self._place = 0
        super().__init__()
        self.tabs = TabBar([title for title, _ in TABS])
        self.tabs.chosen = self._turn

    def make_list(self) -> ListView:
        """Return a list in which digits go to a number (PC-12)."""
        return NumberedList(self.definition())

    def definition(self) -> ListDefinition:
        """Return the accounts of the tab shown."""
        table = PagedTable(COLUMNS, self._open, self._ask, _row, self._read_all, _is_counted)
        return ListDefinition("chart_of_accounts", TITLE, COLUMNS, table, system_views=VIEWS)

    def compose(self) -> ComposeResult:
        """Put the tabs over the list."""
        yield self.tabs
        yield self.list

    @property
    def zones(self) -> Sequence[Widget]:
        """The tabs and the list."""
        return self.tabs, self.list.grid

    def shown(self) -> None:
        """Read again on coming back; the current fiscal year may be another one."""
        self._year = current_fiscal_year(self._dossier)
        self.refresh_rows(self.list.selection()[0] if len(self.list.selection()) == 1 else None)

    # -- rows ----------------------------------------------------------------------------------------------------------

    @property
    def _table(self) -> ChartTable:
        return chart_table(self._dossier.database, self._year, TABS[self._place][1])

    def _open(self) -> PagedSource:
        table = self._table
        return PagedSource(table, _row, lambda: _totals(table), table.locate)

    def _ask(self, request: Request) -> AskedTable:
        return self._table.asked(request)

    def _read_all(self) -> list[Row]:
        return [_row(row) for row in self._table.all()]

    def _account(self, key: Key) -> Row | None:
        return self.list.grid.source.row(key)

    # -- tabs ----------------------------------------------------------------------------------------------------------

    def do_next_tab(self) -> None:
        """Show the next root (KEY-49)."""
        self._turn((self._place + 1) % len(TABS))

    def do_previous_tab(self) -> None:
        """Show the root before."""
        self._turn((self._place - 1) % len(TABS))

    def do_moved_accounts(self) -> None:
        """Keep the accounts with movements in the fiscal year, or show all again (PC-11)."""
        self.turn_view()

    def _turn(self, place: int) -> None:
        self._place = place
        self.tabs.go(place)
        self.list.grid.ticks.clear()
        self.list.reload()

    # -- actions -------------------------------------------------------------------------------------------------------

    do_main = ListWindow.do_modify

    def why_not_main(self) -> str | None:
        """Ask for a row."""
        return some_row(self)

    async def open_row(self, key: Key) -> None:
        """Open the card of an account."""
        await self.frame.windows.open(AccountCard(self._dossier, key, origin=self))

    async def open_new(self) -> None:
        """Open a blank card."""
        await self.frame.windows.open(AccountCard(self._dossier, origin=self))

    async def open_copy(self, key: Key) -> None:
        """Open a copy without number nor title (PC-13)."""
        await self.frame.windows.open(AccountCard(self._dossier, origin=self, copy_of=key))

    def delete_row(self, key: Key) -> None:
        """Delete an account without line nor use (PC-03)."""
        if isinstance(key, int):
            delete_account(self._dossier, key)

    async def do_consult(self) -> None:
        """Consult the account of the row (PC-07)."""
        row = self._account(self.list.selection()[0])
        if row is not None:
            await self.frame.open("consultation", number=str(row.values[0]))

    def why_not_consult(self) -> str | None:
        """Refuse several rows and Racine accounts (PC-07)."""
        reason = one_row(self)
        if reason is None:
            row = self._account(self.list.selection()[0])
            if row is not None and row.values[5] == AccountType.ROOT.label:
                reason = f"Le compte {row.values[0]} est de type Racine : il n'a pas de lignes"
        return reason

    async def do_print(self) -> None:
        """Print the chart (IMP-09)."""
        await self.frame.open("report_filters", report="plan-comptable", use="list")

    def do_purchase_nature(self) -> None:
        """Offer the selected accounts in practical entry of purchases, or no more (PC-08)."""
        toggle_purchases(self._dossier, self._selected())
        self.shown()

    def do_sale_nature(self) -> None:
        """Offer the selected accounts in practical entry of sales, or no more (PC-08)."""
        toggle_sales(self._dossier, self._selected())
        self.shown()

    async def do_approximate_lettering(self) -> None:
        """Allow approximate lettering on the selected accounts, or no more; name those skipped (PC-09)."""
        done = switch_approximation(self._dossier, self._selected())
        self.shown()
        lines = [f"Autorisé : {number}" for number in done.on]
        lines += [f"Interdit : {number}" for number in done.off]
        lines += [f"Ignoré : {number}, ce n'est pas un compte de bilan de type Détail" for number in done.skipped]
        text = f"Autorisé {len(done.on)}, interdit {len(done.off)}, ignoré {len(done.skipped)}"
        await self.frame.dialogs.report("Lettrage approché", text, lines)

    def _selected(self) -> list[int]:
        return [key for key in self.list.selection() if isinstance(key, int)]


def _row(keyed: KeyedRow) -> Row:
    row = chart_row(keyed)
    root = row.type is AccountType.ROOT
    values = (
        row.number,
        row.title,
        row.debit,
        row.credit,
        row.debit - row.credit if row.debit or row.credit else None,
        row.type.label,
        row.scheduled,
        row.blocked,
        row.purchases,
        row.sales,
    )
    return Row(keyed[0], values, voice="strong" if root else "quiet" if row.blocked else "normal")


def _is_counted(row: Row) -> bool:
    return row.values[5] != AccountType.ROOT.label


def _totals(table: ChartTable) -> Mapping[str, int]:
    debit, credit = table.totals()
    return {"debit": debit, "credit": credit, "balance": debit - credit}
