"""Saisie au kilomètre: entries of any journal and month, non-stop (KM)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.dates import month_label
from tuicompta.core.entry.profile import CONTINUOUS_ENTRY
from tuicompta.core.enums import EntryOrigin
from tuicompta.screens.dossiers.interrupted import choose_draft, resume, waiting_drafts
from tuicompta.screens.entry.entry_menus import in_menus
from tuicompta.screens.entry.entry_settings import PRINT_DRAFT, RECAP
from tuicompta.screens.entry.entry_views import EDIT_VIEWS
from tuicompta.screens.entry.entry_window import EntryWindow
from tuicompta.screens.frame.actions import Action, writable

if TYPE_CHECKING:
    from tuicompta.services.dossiers.dossier import Dossier

ACTIONS = (
    Action("working_month", "Mois de travail", "Le mois qui complète un jour tapé seul.", condition=writable),
    Action("entry_year", "Exercice de la saisie", "Un autre exercice ouvert.", condition=writable),
    Action("entry_stops", "Arrêts de saisie", "Les cellules où Entrée s'arrête.", condition=writable),
    EDIT_VIEWS,
    RECAP,
    PRINT_DRAFT,
)


class ContinuousEntryWindow(EntryWindow):
    """The window «Saisie au kilomètre»."""

    TITLE = "Saisie au kilomètre"
    HELP = "continuous_entry"
    PROFILE = CONTINUOUS_ENTRY
    ORIGIN = EntryOrigin.CONTINUOUS_ENTRY
    OFFERS: ClassVar[tuple[str, ...]] = in_menus(
        (*EntryWindow.OFFERS, "working_month", "entry_year", "entry_stops"),
    )

    def __init__(self, dossier: Dossier, draft: int | None = None) -> None:
        super().__init__(dossier, draft)
        self._may_resume = draft is None

    def shown(self) -> None:
        """Ask once about an input interrupted here whose answer was «Plus tard» (KM-97)."""
        super().shown()
        if self._may_resume and waiting_drafts(self.work.dossier, self.PROFILE.name):
            self.frame.dispatcher.start(self._resume())
        self._may_resume = False

    async def _resume(self) -> None:
        """Leave the place to the window of the interrupted input, which starts with it."""
        frame = self.frame
        draft = await choose_draft(frame, self.work.dossier, self.PROFILE.name)
        if draft is not None and await frame.windows.close(self):
            await resume(frame, draft)

    def header_words(self) -> tuple[str, ...]:
        """Tell the working month (KM-42) and the fiscal year (KM-07)."""
        return f"Mois de travail {month_label(self.machine.header().working_month)}", *super().header_words()

    async def do_working_month(self) -> None:
        """Choose the month that completes a day typed alone (KM-42)."""
        await self.settings.choose_month()

    async def do_entry_year(self) -> None:
        """Choose another open fiscal year; refused while lines wait for a save (KM-07)."""
        await self.settings.choose_year()

    async def do_entry_stops(self) -> None:
        """Switch the stops of the journal of the current entry (KM-44)."""
        await self.settings.choose_stops()
