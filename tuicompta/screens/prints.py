"""Impressions: the reports of the program; Enter opens the filters of one (IMP)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.reports.catalogue import SPECS
from tuicompta.screens.actions import Action, some_row
from tuicompta.screens.list_window import ListWindow
from tuicompta.screens.report_filters import ReportFiltersWindow
from tuicompta.screens.report_words import ABOUT
from tuicompta.widgets.columns import Column
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from tuicompta.services.dossier import Dossier
    from tuicompta.widgets.rows import Key

ACTIONS = (Action("choose_report", "Filtres de l'état", "Ce qu'il garde.", condition=some_row, other_way="Entrée"),)
COLUMNS = (
    Column("title", "État", width=22, mandatory=True),
    Column("about", "Ce qu'il montre", width=50, stretch=True),
)


class PrintsWindow(ListWindow):
    """The reports that exist, by category (IMP-02)."""

    WANTS_DOSSIER = True
    MAIN = "Filtres"
    HELP = "prints"
    ABLE: ClassVar[frozenset[str]] = frozenset()
    OFFERS: ClassVar[tuple[str, ...]] = ("choose_report", "search", "search_next")

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        super().__init__()

    def definition(self) -> ListDefinition:
        """Return the reports."""
        rows = [Row(spec.name, (spec.title, ABOUT.get(spec.name, ""))) for spec in SPECS]
        return ListDefinition("prints", "Impressions", COLUMNS, MemoryTable(COLUMNS, lambda: rows), ticks=False)

    async def open_row(self, key: Key) -> None:
        """Open the filters of a report."""
        await self.frame.windows.open(ReportFiltersWindow(self._dossier, str(key)))

    async def do_choose_report(self) -> None:
        """Open the filters of the report under the cursor."""
        await self.do_modify()

    do_main = do_choose_report

    def why_not_main(self) -> str | None:
        """Ask for a row."""
        return some_row(self)
