"""Grand Livre interactif: the lines of one account or of many, with their totals (GLI)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.amounts import format_amount
from tuicompta.reports.interactive.ledger import ledger_accounts
from tuicompta.screens.browsing.book_window import AUTOMATIC_LETTERING, BookWindow
from tuicompta.screens.browsing.figures_foot import FiguresFoot
from tuicompta.screens.browsing.filtered import FILTER_OFFERS, FILTERS, USUAL
from tuicompta.screens.browsing.ledger_rows import HEADING, Ledger, Place
from tuicompta.screens.browsing.line_columns import LABEL, show_columns
from tuicompta.screens.browsing.lines import OPEN_LINE, open_journal
from tuicompta.screens.entry_actions.mixin import EntryActions
from tuicompta.screens.entry_actions.table import DUE_DATES, SHOWN
from tuicompta.screens.frame.actions import Action
from tuicompta.services.browse.account_lines import LineKind, Sums
from tuicompta.services.browse.longest import largest_amount
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.paged_grid import PagedGrid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.widget import Widget

    from tuicompta.reports.interactive.ledger import LedgerAccount
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import Values
    from tuicompta.widgets.rows import Key, Row

TITLE = "Grand Livre interactif"
PARTIAL = "sélection partielle"
LETTER = Action("letter_account", "Lettrage automatique", "Sur le compte de la ligne.")
ACTIONS = (
    OPEN_LINE,
    FILTERS,
    USUAL,
    LETTER,
    *DUE_DATES,
    *SHOWN,
    Action("fold_all", "Plier / Déplier tout", "Les totaux des comptes seuls, ou leurs lignes."),
    Action("next_account", "Compte suivant", "Le compte mouvementé d'après.", ("ctrl+down",)),
    Action("previous_account", "Compte précédent", "Le compte mouvementé d'avant.", ("ctrl+up",)),
)
KIND = card.choice("kind", "Type de lignes", [Option(kind, kind.value) for kind in LineKind], mandatory=True)


class LedgerWindow(EntryActions, BookWindow):
    """The general ledger under the filters of its header."""

    TITLE = TITLE
    MAIN = "Saisie par journal"
    HELP = "interactive_ledger"
    MEMORY = "interactive_ledger"
    OFFERS: ClassVar[tuple[str, ...]] = (
        "open_line",
        "consult",
        *FILTER_OFFERS,
        "fold_all",
        "next_account",
        "previous_account",
        "letter_account",
        *(action.identifier for action in (*DUE_DATES, *SHOWN)),
        "print",
        "refresh_data",
    )

    def __init__(self, dossier: Dossier, given: Mapping[str, object] | None = None) -> None:
        """`given` are filters to begin with, such as the bounds `low` and `high` (BALI-11)."""
        super().__init__(dossier, (KIND,), {"kind": LineKind.ALL}, given)
        self.folded: frozenset[str] = frozenset()
        self._largest = 0
        self.ledger = Ledger(dossier, (), self.asked, self.folded, 0, 0)
        self.grid = PagedGrid(self.ledger.columns, ticks=False)
        self.grid.totalled = False
        self.grid.column = self.ledger.columns.index(LABEL)
        self.grid.opened = lambda: self.frame.dispatcher.start(self.do_accept())
        self.grid.toggled = self._toggle
        self.grid.changed = self._moved
        self.grid.empty_label = "Aucun compte"
        self.foot = FiguresFoot()

    def compose(self) -> ComposeResult:
        """Put the filters over the lines, the control under them."""
        yield self.zone
        yield self.grid
        yield self.foot

    def on_mount(self) -> None:
        """Read under the filters left in this session, or those given."""
        self.wire_zone()
        if self.given is None:
            self.read_again()

    def on_resize(self, event: Resize) -> None:
        """Give the columns their room."""
        self._show(self.ledger.accounts, event.size.width)

    # -- what the frame asks -------------------------------------------------------------------------------------------

    @property
    def body(self) -> Widget:
        """The lines."""
        return self.grid

    @property
    def first_focus(self) -> Widget:
        """The lines."""
        return self.grid

    @property
    def offers(self) -> Sequence[str]:
        """The actions, without automatic lettering where it is not there."""
        found = super().offers
        return [name for name in found if name != "letter_account" or AUTOMATIC_LETTERING in self.frame.table]

    @property
    def selected(self) -> int:
        """The line under the cursor."""
        return 1 if self._entry is not None else 0

    @property
    def counter(self) -> str:
        """Number of accounts."""
        count = len(self.ledger.accounts)
        return f"{count} compte{'s' if count > 1 else ''}"

    @property
    def dossier_open(self) -> bool:
        """Whether a dossier is open, for the conditions."""
        return self.frame.dossier_open

    @property
    def read_only(self) -> bool:
        """Whether every change is refused, for the conditions."""
        return self.frame.read_only

    @property
    def account_number(self) -> str:
        """The number of the account of the row under the cursor, nothing for a collective line."""
        account = self._account
        return "" if account is None or account.collective else account.number

    def shown(self) -> None:
        """Read again on coming back from another window."""
        self.read_again()

    # -- reading -------------------------------------------------------------------------------------------------------

    def read_again(self) -> None:
        """Read the accounts of the filters in force; the cursor stays on its row."""
        self.frame.dispatcher.start(self._read())

    async def _read(self) -> None:
        asked = self.asked

        def read(dossier: Dossier) -> tuple[list[LedgerAccount], int]:
            return ledger_accounts(dossier, asked), largest_amount(dossier.database)

        accounts, self._largest = await self.read_apart(TITLE, read)
        self._show(accounts)
        self.frame.acted()

    def _show(self, accounts: Sequence[LedgerAccount], width: int = 0) -> None:
        keep = self._key
        self.ledger = Ledger(self.dossier, accounts, self.asked, self.folded, width or self.size.width, self._largest)
        show_columns(self.grid, self.ledger.columns)
        source = self.ledger.source()
        account = self.ledger.account_of(keep) if keep is not None else None
        if account is not None and source.row(keep) is None:
            keep = Place(account.number, HEADING)
        self.grid.show(source, keep=keep)
        self.foot.show(f"{self._general_total()} · {self._control()}")

    def _general_total(self) -> str:
        """Return the total of all the accounts (GLI-10); its balance where there is one."""
        total = self.ledger.total
        words = f"Total débit {format_amount(total.debit)}   crédit {format_amount(total.credit)}"
        return f"{words}   solde {format_amount(total.balance)}" if total.balance else words

    def _control(self) -> str:
        """Return the control of the general total (GLI-14)."""
        total: Sums = self.ledger.total
        if not self.asked.is_whole:
            return PARTIAL
        gap = format_amount(total.balance)
        return "débit = crédit" if total.debit == total.credit else f"écart {gap} entre débit et crédit"

    @property
    def _key(self) -> Key | None:
        return self.grid.current.key if self.grid.current is not None else None

    @property
    def _account(self) -> LedgerAccount | None:
        return None if self._key is None else self.ledger.account_of(self._key)

    @property
    def _entry(self) -> int | None:
        return None if self._key is None else self.ledger.entry_of(self._key)

    def _moved(self) -> None:
        if self.is_attached:
            self.frame.acted()

    # -- folding -------------------------------------------------------------------------------------------------------

    def _toggle(self, row: Row) -> None:
        if isinstance(row.key, Place):
            self.folded = self.folded ^ {row.key.number}
            self._show(self.ledger.accounts)

    def do_fold_all(self) -> None:
        """Fold every account, or unfold them all when they are all folded (GLI-13)."""
        numbers = frozenset(account.number for account in self.ledger.accounts)
        self.folded = frozenset() if numbers <= self.folded else numbers
        self._show(self.ledger.accounts)

    def do_next_account(self) -> None:
        """Go to the next account."""
        self._step(1)

    def do_previous_account(self) -> None:
        """Go to the account before."""
        self._step(-1)

    def _step(self, way: int) -> None:
        numbers = [account.number for account in self.ledger.accounts]
        account = self._account
        rank = numbers.index(account.number) + way if account is not None else 0
        if 0 <= rank < len(numbers):
            self.grid.go_to(Place(numbers[rank], HEADING))
        else:
            self.frame.say("Pas d'autre compte mouvementé")

    # -- acts on the line ----------------------------------------------------------------------------------------------

    async def do_accept(self) -> None:
        """Open the journal of a line, the account of another row."""
        if self.selected:
            await self.do_open_line()
        elif self.account_number:
            await self.do_consult()

    async def do_open_line(self) -> None:
        """Open the journal window on the line (GLI-11)."""
        key, entry = self._key, self._entry
        if entry is not None and isinstance(key, int):
            await open_journal(self.frame, self.dossier, entry, key)

    do_main = do_open_line

    def why_not_main(self) -> str | None:
        """Ask for a line."""
        return None if self.selected else "Aucune ligne choisie"

    @property
    def entry_dossier(self) -> Dossier:
        """The dossier of the lines."""
        return self.dossier

    @property
    def current_entry_id(self) -> int | None:
        """The entry of the line under the cursor."""
        return self._entry

    @property
    def current_line_id(self) -> int | None:
        """The line under the cursor."""
        key = self._key
        return key if isinstance(key, int) else None

    def reload_entries(self) -> None:
        """Read the lines again."""
        self.read_again()

    async def do_modify(self) -> None:
        """Open the card of a bound, else of the account of the row."""
        if self.bound:
            await self.open_bound()
        elif self.account_number:
            await self.frame.open("account_card", code=self.account_number)

    async def do_print(self) -> None:
        """Print the ledger of the same accounts and dates (IMP)."""
        await self.frame.open("report_filters", report="grand-livre", use="list", **self.printed())

    def printed(self) -> Values:
        """Return the filters of the printed report that gives the same accounts."""
        asked = self.asked
        accounts = f"{asked.low}..{asked.high}" if asked.low or asked.high else ""
        return {"accounts": accounts} if accounts else {}
