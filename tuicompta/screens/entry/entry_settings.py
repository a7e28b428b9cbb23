"""Settings of an entry grid: working month, fiscal year, stops; its summary and the print of its draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import YearMonth, month_label
from tuicompta.core.entry.cells import NAMES
from tuicompta.core.entry.profile import CONTINUOUS_ENTRY, Stop
from tuicompta.core.fiscal_years import periods
from tuicompta.core.text import fit
from tuicompta.screens.frame.actions import Action
from tuicompta.services.fiscal_years.fiscal_years import open_fiscal_years
from tuicompta.widgets.card_schema import CardSchema, Tab, tick
from tuicompta.widgets.popup import MenuItem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.core.entry.view import RecapRow
    from tuicompta.screens.entry.entry_window import EntryWindow
    from tuicompta.screens.frame.frame import Frame

UNBALANCED = "!"
RECAP = Action("recap", "Récapitulatif", "Totaux par journal et par mois.")
PRINT_DRAFT = Action("print_draft", "Impression du brouillon", "Les lignes à vérifier.")


class EntrySettings:
    """Acts on the settings of an entry window."""

    def __init__(self, window: EntryWindow) -> None:
        self._window = window

    async def choose_month(self) -> None:
        """Choose the working month among those of the fiscal year (KM-42)."""
        year = self._window.work.year
        months = [YearMonth.of(span.start) for span in periods(year.start, year.end)]
        items = [MenuItem(str(rank), month_label(month)) for rank, month in enumerate(months)]
        chosen = await self._window.frame.dialogs.choose(items, title="Mois de travail")
        if chosen is not None:
            self._window.take(self._window.machine.set_working_month(months[int(chosen.identifier)]))

    async def choose_year(self) -> None:
        """Choose the fiscal year among the open ones; the machine refuses while lines wait for a save (KM-07)."""
        window = self._window
        years = open_fiscal_years(window.work.dossier.database)
        items = [MenuItem(str(rank), f"{year.label} ({year.span})") for rank, year in enumerate(years)]
        chosen = await window.frame.dialogs.choose(items, title="Exercice")
        if chosen is None:
            return
        year = years[int(chosen.identifier)]
        effects = window.machine.set_fiscal_year(year.start, year.end)
        if window.machine.header().start == year.start:
            window.work.change_year(year)
            effects = [*effects, *window.machine.refresh()]
        window.take(effects)

    async def choose_stops(self) -> None:
        """Switch on or off the cells where Enter stops, for the journal of the current entry (KM-44)."""
        window = self._window
        journal = window.machine.journal
        if journal is None:
            window.frame.say("Choisissez d'abord un journal")
            return
        usual = {column: stop is not Stop.NEVER for column, stop in CONTINUOUS_ENTRY.stops.items()}
        own = window.work.stops().get(journal.code, {})
        schema = CardSchema((Tab("", tuple(tick(column.value, NAMES[column]) for column in usual)),))
        values: dict[str, object] = {column.value: own.get(column, on) for column, on in usual.items()}
        answer = await window.frame.dialogs.fill(f"Arrêts de saisie – {journal.code}", schema, values)
        if answer is None:
            return
        chosen = {column: bool(answer[column.value]) for column in usual}
        window.work.store_stops(journal.code, {column: on for column, on in chosen.items() if on != usual[column]})
        window.machine.set_stops(window.work.stops())

    async def show_recap(self) -> None:
        """Show debit, credit and balance per journal and month, with a mark on each imbalance (KM-39)."""
        await show_recap(self._window.frame, self._window.machine.recap())

    async def print_draft(self) -> None:
        """Show the report of the lines typed in this window, unsaved lines marked (KM-40)."""
        await self._window.frame.open("draft_report", machine=self._window.machine)


async def show_recap(frame: Frame, recap: Iterable[RecapRow]) -> None:
    """Show debit, credit and balance per journal and month, with a mark on each imbalance (KM-39)."""
    rows = [
        f"{fit(row.journal, 10)} {fit(month_label(row.month), 14)}"
        + "".join(f" {format_amount(amount):>15}" for amount in (row.debit, row.credit, row.balance))
        + (f" {UNBALANCED}" if row.balance else "")
        for row in recap
    ]
    head = f"{'Journal':10} {'Mois':14} {'Débit':>15} {'Crédit':>15} {'Solde':>15}"
    await frame.dialogs.report("Récapitulatif", head if rows else "Aucune ligne", rows)
