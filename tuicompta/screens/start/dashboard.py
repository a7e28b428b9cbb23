"""Tableau de bord: what a bookkeeper wants to know in the morning (TDB)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.screens.frame.actions import Action
from tuicompta.screens.frame.window import Window
from tuicompta.screens.start.dashboard_blocks import DRAFTS, ENTRIES, MONTHS, blocks_of, caption
from tuicompta.services.dashboard.dashboard import Figure, dashboard
from tuicompta.services.dashboard.dashboard_details import FigureOf
from tuicompta.services.dashboard.dashboard_flows import month_flows
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year
from tuicompta.widgets.figure_board import FigureBoard
from tuicompta.widgets.window_head import WindowHead

if TYPE_CHECKING:
    from collections.abc import Hashable

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.services.dossiers.dossier import Dossier

ACTIONS = (
    Action("open_figure", "Détail du chiffre", "Les comptes ou les écritures dont il est fait."),
    Action("show_flows", "Encaissements et décaissements", "Par mois, sous les résultats ; ou de nouveau sans."),
)
OPENED = {ENTRIES: "journal_months", MONTHS: "journal_months", DRAFTS: "continuous_entry"}


class DashboardWindow(Window):
    """The figures at the system date; Enter opens what one is made of."""

    TITLE = "Tableau de bord"
    MAIN = "Détail du chiffre"
    HELP = "dashboard"
    WANTS_DOSSIER = True
    OFFERS: ClassVar[tuple[str, ...]] = ("open_figure", "show_flows", "refresh_data")

    def __init__(self, dossier: Dossier) -> None:
        super().__init__()
        self._dossier = dossier
        self._with_flows = False
        self.head = WindowHead(self.TITLE)
        self.board = FigureBoard()
        self.board.chosen = lambda key: self.frame.dispatcher.start(self._open(key))

    def compose(self) -> ComposeResult:
        """Put the title over the figures."""
        yield self.head
        yield self.board

    @property
    def first_focus(self) -> Widget:
        """The figures."""
        return self.board

    def shown(self) -> None:
        """Read the figures again on coming in front, once the frame is painted: it never waits for them."""
        self.call_after_refresh(self._read)

    def do_refresh_data(self) -> bool:
        """Read the figures again; the frame then redraws the screen."""
        self._read()
        return False

    def do_show_flows(self) -> None:
        """Show receipts and expenses by month, or no more (TDB-08)."""
        self._with_flows = not self._with_flows
        self._read()

    def do_open_figure(self) -> bool:
        """Open what the figure under the cursor is made of (TDB-10)."""
        return self.board.do_accept()

    do_main = do_open_figure

    def why_not_open_figure(self) -> str | None:
        """Ask for a figure."""
        return None if self.board.current is not None else "Aucun chiffre"

    why_not_main = why_not_open_figure

    def _read(self) -> None:
        found = dashboard(self._dossier)
        year = current_fiscal_year(self._dossier)
        flows = month_flows(self._dossier.database, year) if self._with_flows else []
        self.head.show(self.TITLE, caption(found))
        self.board.show(blocks_of(found, flows))

    async def _open(self, key: Hashable) -> None:
        if isinstance(key, FigureOf):
            await self.frame.open("figure_accounts", figure=key)
        elif isinstance(key, tuple) and isinstance(key[0], Figure):
            await self.frame.open("figure_accounts", figure=FigureOf(key[0]))
        else:
            await self.frame.open(OPENED[str(key)])
