"""Balance interactive: cumulated debit, credit and balance of one account or of many (BALI)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.amounts import format_amount
from tuicompta.reports.interactive.filters import BookNature
from tuicompta.reports.interactive.trial_balance import balance_accounts, result_of, root_titles
from tuicompta.screens.browsing.balance_rows import COLUMNS, COMPARED, VIEWS, BalanceTable, Subtotal
from tuicompta.screens.browsing.book_filters import HIGH, LOW
from tuicompta.screens.browsing.book_window import AUTOMATIC_LETTERING, BookWindow
from tuicompta.screens.browsing.figures_foot import FiguresFoot
from tuicompta.screens.browsing.filtered import FILTER_OFFERS, FILTERS, USUAL
from tuicompta.screens.browsing.ledger_window import LETTER, PARTIAL
from tuicompta.screens.frame.actions import Action, one_row
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.arrangement import ShownColumn
from tuicompta.widgets.columns import Summary
from tuicompta.widgets.list_definition import ListDefinition
from tuicompta.widgets.list_view import ListView
from tuicompta.widgets.shown_columns import shown_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.reports.interactive.trial_balance import BalanceAccount
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import Values

TITLE = "Balance interactive"
ACTIONS = (
    FILTERS,
    USUAL,
    LETTER,
    Action("account_ledger", "Grand Livre interactif", "Le compte seul, sous les mêmes filtres.", condition=one_row),
    Action("six_columns", "4 / 6 colonnes", "Ouverture et mouvements à part, ou les cumuls.", ("alt+v",)),
)
MOVED, PREVIOUS = "moved_only", "previous"
LENGTHS = {"classes": 1, "roots2": 2, "roots3": 3}
OWN = (
    card.tick(MOVED, "Comptes mouvementés seulement", default=True),
    card.tick("classes", "Totaux par classe"),
    card.tick("roots2", "Totaux par racine à 2 chiffres"),
    card.tick("roots3", "Totaux par racine à 3 chiffres"),
    card.tick(PREVIOUS, "Comparer à N-1"),
)
FIRST = {MOVED: True, **dict.fromkeys(LENGTHS, False), PREVIOUS: False}


class BalanceList(ListView):
    """The accounts; `refreshed` reads them again."""

    def __init__(self, definition: ListDefinition) -> None:
        super().__init__(definition)
        self.refreshed: Callable[[], None] = lambda: None
        self.grid.may_tick = lambda row: not row.heading and not isinstance(row.key, Subtotal)

    def do_refresh_data(self) -> None:
        """Let the window read again: its filters may wait."""
        self.refreshed()


class BalanceWindow(BookWindow, ListWindow):
    """The trial balance under the filters of its header."""

    TITLE = TITLE
    MAIN = "Consultation/Lettrage"
    HELP = "interactive_balance"
    MEMORY = "interactive_balance"
    ABLE: ClassVar[frozenset[str]] = frozenset({"modify"})
    list: BalanceList
    OFFERS: ClassVar[tuple[str, ...]] = (
        "consult",
        "account_ledger",
        *FILTER_OFFERS,
        "six_columns",
        "letter_account",
        *(name for name in ListWindow.OFFERS if name not in {"new", "delete", "duplicate", "modify"}),
    )

    def __init__(self, dossier: Dossier, given: Values | None = None) -> None:
        self.table = BalanceTable()
        super().__init__(dossier, OWN, FIRST, given)
        self.foot = FiguresFoot()

    def make_list(self) -> BalanceList:
        """Return the list, read again with the filters of the window."""
        made = BalanceList(self.definition())
        made.refreshed = self.do_refresh_data
        return made

    def definition(self) -> ListDefinition:
        """Return what the list is."""
        return ListDefinition("interactive_balance", TITLE, COLUMNS, self.table, system_views=VIEWS)

    def compose(self) -> ComposeResult:
        """Put the filters over the accounts, the result under them."""
        yield self.zone
        yield self.list
        yield self.foot

    def on_mount(self) -> None:
        """Read under the filters left in this session, or those given."""
        super().on_mount()
        self.wire_zone()
        if self.given is None:
            self.read_again()

    # -- what the frame asks -------------------------------------------------------------------------------------------

    @property
    def body(self) -> Widget:
        """The accounts."""
        return self.list.grid

    @property
    def offers(self) -> Sequence[str]:
        """The actions, without automatic lettering where it is not there."""
        missing = set() if AUTOMATIC_LETTERING in self.frame.table else {"letter_account"}
        return [name for name in super().offers if name not in missing]

    @property
    def account_number(self) -> str:
        """The number of the account under the cursor, nothing for a sub-total or a collective line."""
        row = self.list.current
        if row is None or isinstance(row.key, Subtotal) or row.key in self._collective:
            return ""
        return str(row.key)

    @property
    def _collective(self) -> set[str]:
        asked = self.asked
        ticked = {"40": asked.one_supplier_line, "41": asked.one_customer_line}
        return {number for number, wanted in ticked.items() if wanted}

    def shown(self) -> None:
        """Read again on coming back from another window."""
        self.read_again()

    # -- reading -------------------------------------------------------------------------------------------------------

    def read_again(self) -> None:
        """Read the accounts of the filters in force; the cursor stays on its row."""
        self.frame.dispatcher.start(self._read())

    async def _read(self) -> None:
        asked, compared = self.asked, bool(self.zone.applied[PREVIOUS])
        read = await self.read_apart(TITLE, lambda dossier: balance_accounts(dossier, asked, compared=compared))
        self.table.accounts = read
        self.table.lengths = [length for name, length in LENGTHS.items() if self.zone.applied[name]]
        self.table.titles = root_titles(self.dossier.database)
        self._compare(shown=compared)
        self.list.reload()
        self.foot.show(self._figures(read))
        self.frame.acted()

    def _compare(self, *, shown: bool) -> None:
        """Show the columns of the year before, or take them out (BALI-14)."""
        columns = shown_columns(COLUMNS, self.list.arrangement)
        there = [column for column in columns if column.identifier in COMPARED]
        if shown is bool(there):
            return
        kept = tuple(column for column in columns if column.identifier not in COMPARED)
        more = tuple(ShownColumn(name, summary=Summary.TOTAL if name != "percentage" else None) for name in COMPARED)
        self.list.present(replace(self.list.arrangement, columns=(*kept, *more) if shown else kept))

    def _figures(self, read: Sequence[BalanceAccount]) -> str:
        """Return the control of the totals and the result of what is read (BALI-10, BALI-15)."""
        debit, credit = sum(row.debit for row in read), sum(row.credit for row in read)
        words = ["Balance entière : débit = crédit" if debit == credit else f"écart {format_amount(debit - credit)}"]
        if not self.asked.is_whole:
            words = [PARTIAL]
        result = result_of(read)
        if result is not None:
            name = "bénéfice" if result > 0 else "perte" if result < 0 else "nul"
            words.append(f"Résultat : {name} {format_amount(abs(result), blank_zero=True)}".rstrip())
        return " · ".join(words)

    # -- acts on the account -------------------------------------------------------------------------------------------

    def do_six_columns(self) -> None:
        """Show opening and movements apart, or the cumulated figures again (BALI-12)."""
        self.turn_view()
        self._compare(shown=bool(self.zone.applied[PREVIOUS]))

    def _opened(self) -> None:
        """Consult the account on Enter (BALI-11)."""
        self.frame.dispatcher.start(self.do_main())

    async def do_main(self) -> None:
        """Consult the account, or say why there is none."""
        if self.account_number:
            await self.do_consult()
        else:
            self.frame.say(str(self.why_not_consult()), warning=True)

    def why_not_main(self) -> str | None:
        """Ask for a row."""
        return super().why_not_modify()

    async def do_modify(self) -> None:
        """Open the card of a bound, or of the account of the row."""
        if self.bound:
            await self.open_bound()
        elif self.account_number:
            await self.frame.open("account_card", code=self.account_number)

    def why_not_modify(self) -> str | None:
        """Ask for a row, unless a bound has the cursor."""
        return None if self.bound else super().why_not_modify()

    async def do_account_ledger(self) -> None:
        """Open the ledger on the account, under the same filters (BALI-11)."""
        number = str(self.list.selection()[0])
        given = {**self.zone.applied, LOW: number, HIGH: number}
        await self.frame.open("interactive_ledger", given=given)

    def why_not_account_ledger(self) -> str | None:
        """Ask for an account, or for a collective line."""
        row = self.list.current
        return "Cette ligne est un sous-total" if row is not None and isinstance(row.key, Subtotal) else None

    async def do_print(self) -> None:
        """Print the balance (IMP)."""
        asked = self.asked
        bounds = {"accounts": f"{asked.low}..{asked.high}"} if asked.low or asked.high else {}
        await self.frame.open("report_filters", report="balance", use="list", **bounds)


class ThirdPartyBalanceWindow(BalanceWindow):
    """The same window, asked for the accounts of customers and suppliers (EDD-06)."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__(dossier, {"nature": BookNature.THIRD_PARTIES})

    @property
    def identity(self) -> Hashable:
        """The balance that is open already, if any."""
        return BalanceWindow
