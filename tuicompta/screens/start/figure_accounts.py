"""The accounts that a figure of the dashboard is made of; their total is the figure (TDB-10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.dates import format_date, month_label
from tuicompta.screens.frame.actions import one_row
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.services.dashboard.dashboard_details import accounts_of
from tuicompta.widgets.columns import Column, ColumnType, amount_column
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from tuicompta.services.dashboard.dashboard_details import FigureOf
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.rows import Key

COLUMNS = (
    Column("number", "Compte", ColumnType.CODE, 10, mandatory=True),
    Column("title", "Intitulé", width=36, stretch=True),
    amount_column("amount", "Montant", signed=True),
)


class FigureAccountsWindow(ListWindow):
    """The accounts of a figure; Enter consults one."""

    WANTS_DOSSIER = True
    MAIN = "Consultation/Lettrage"
    HELP = "dashboard"
    ABLE = frozenset({"modify"})
    OFFERS: ClassVar[tuple[str, ...]] = (
        "consult",
        *(name for name in ListWindow.OFFERS if name not in {"new", "delete", "duplicate", "print"}),
    )

    def __init__(self, dossier: Dossier, figure: FigureOf) -> None:
        self._dossier = dossier
        self._figure = figure
        super().__init__()

    @property
    def identity(self) -> Hashable:
        """One list a figure."""
        return type(self), self._figure

    def definition(self) -> ListDefinition:
        """Return the accounts of the figure."""
        return ListDefinition("figure_accounts", self._named, COLUMNS, MemoryTable(COLUMNS, self._read), ticks=False)

    async def open_row(self, key: Key) -> None:
        """Consult an account."""
        await self.frame.open("consultation", number=str(key))

    async def do_consult(self) -> None:
        """Consult the account of the row (KEY-27)."""
        await self.open_row(self.list.selection()[0])

    do_main = do_consult

    def why_not_consult(self) -> str | None:
        """Ask for a row."""
        return one_row(self)

    why_not_main = why_not_consult

    @property
    def _named(self) -> str:
        last = self._figure.up_to
        if last is not None:
            return f"{self._figure.figure.label} cumulé à fin {month_label(last.start)}"
        return f"{self._figure.figure.label} au {format_date(self._dossier.today())}"

    def _read(self) -> Iterable[Row]:
        for part in accounts_of(self._dossier, self._figure):
            yield Row(part.number, (part.number, part.title, part.amount))
