"""Exercices: the list of fiscal years, and which one the user works on (EX)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.screens.fiscal_years.fiscal_year_card import FiscalYearCard, NewFiscalYear
from tuicompta.screens.frame.actions import Action, one_row
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.services.fiscal_years.fiscal_year_list import (
    delete_fiscal_year,
    fiscal_year_row,
    fiscal_year_rows,
    next_span,
    previous_span,
)
from tuicompta.services.fiscal_years.fiscal_years import set_current_fiscal_year
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.question import CANCEL, Choice
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.fiscal_years.fiscal_year_list import FiscalYearRow
    from tuicompta.widgets.rows import Key

ACTIONS = (
    Action(
        "set_current_year",
        "Définir comme exercice courant",
        "L'exercice sur lequel vous travaillez.",
        condition=one_row,
    ),
)
COLUMNS = (
    Column("start", "Début", ColumnType.DATE, 10, mandatory=True),
    Column("end", "Fin", ColumnType.DATE, 10),
    Column("state", "État", width=8),
    Column("closed", "Clôturé le", ColumnType.DATE, 10),
    Column("carried", "À-nouveaux", ColumnType.DATE, 10),
    Column("current", "Courant", ColumnType.TICK, 7),
)
NEXT, PREVIOUS = Choice("Suivant", "next"), Choice("Précédent", "previous")


class FiscalYearsWindow(ListWindow):
    """The fiscal years, the latest first; Enter opens one."""

    WANTS_DOSSIER = True
    MAIN = "Modifier"
    HELP = "fiscal_years"
    OFFERS: ClassVar[tuple[str, ...]] = (
        "new",
        "modify",
        "delete",
        "set_current_year",
        "opening_balance",
        *(name for name in ListWindow.OFFERS if name not in {"new", "modify", "delete", "duplicate", "tick"}),
    )
    ABLE = frozenset({"new", "modify", "delete"})

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        super().__init__()

    def definition(self) -> ListDefinition:
        """Return the fiscal years."""
        return ListDefinition("fiscal_years", "Exercices", COLUMNS, MemoryTable(COLUMNS, self._read), ticks=False)

    def _read(self) -> list[Row]:
        return [_row(found) for found in fiscal_year_rows(self._dossier)]

    def shown(self) -> None:
        """Read again on coming back."""
        self.refresh_rows(self.list.selection()[0] if self.list.selection() else None)

    do_main = ListWindow.do_modify

    def why_not_main(self) -> str | None:
        """Ask for a row."""
        return one_row(self)

    async def open_row(self, key: Key) -> None:
        """Open the card of a fiscal year."""
        await self.frame.windows.open(FiscalYearCard(self._dossier, key, origin=self))

    async def open_new(self) -> None:
        """Ask on which side, then open a blank card (EX-07)."""
        text = "Quel exercice ajouter à la liste ?"
        answer = await self.frame.dialogs.ask("Nouvel exercice", text, (NEXT, PREVIOUS, CANCEL))
        database = self._dossier.database
        if answer == NEXT.value:
            new = NewFiscalYear(next_span(database), start_is_free=False)
        elif answer == PREVIOUS.value:
            new = NewFiscalYear(previous_span(database), start_is_free=True)
        else:
            return
        await self.frame.windows.open(FiscalYearCard(self._dossier, origin=self, new=new))

    def delete_row(self, key: Key) -> None:
        """Delete an empty fiscal year at an end of the list (EX-14)."""
        if isinstance(key, int):
            delete_fiscal_year(self._dossier, key)
        self.frame.refresh_menus()

    async def do_set_current_year(self) -> None:
        """Work on this fiscal year; nothing unsaved may be left on the other one (EX-12)."""
        unsaved = [name for window in self.frame.windows.all if (name := window.unsaved())]
        if unsaved:
            await self.frame.dialogs.tell("Enregistrez ou fermez d'abord", "\n".join(unsaved))
            return
        key = self.list.selection()[0]
        row = fiscal_year_row(self._dossier, key) if isinstance(key, int) else None
        if row is not None:
            set_current_fiscal_year(self._dossier, row.year)
            self.frame.refresh_menus()
            self.refresh_rows(key)
            self.frame.say(f"Exercice courant : {row.year.span}")


def _row(found: FiscalYearRow) -> Row:
    year = found.year
    values = (year.start, year.end, found.state, found.closed_on, found.carried_on, found.current)
    return Row(year.id, values, voice="strong" if found.current else "quiet" if year.closed else "normal")
