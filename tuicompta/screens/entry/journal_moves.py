"""Leaving a journal/month for another one, or for good, after the same checks (SJ-37, SW-09 to SW-14, SW-31)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.amounts import format_amount
from tuicompta.screens.entry.entry_save import name_of
from tuicompta.screens.entry.entry_window import EntryWindow
from tuicompta.services.journals.journal_month import (
    journal_month,
    neighbour_month,
    offered_journals,
    offered_periods,
    period_name,
)
from tuicompta.widgets.popup import MenuItem
from tuicompta.widgets.question import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tuicompta.core.entry.model import GridEntry
    from tuicompta.services.journals.journal_month import JournalMonth
    from tuicompta.services.journals.journal_periods import JournalPeriodRow, Scope

GO_ON, ABANDON = Choice("Continuer la saisie", "continue"), Choice("Abandonner", "abandon")
NO_LIST = "Ouvrez le journal depuis la liste «Saisie par journal» : c'est son ordre qui est suivi"
AT_THE_END = "Pas d'autre journal/mois de ce côté de la liste"


class JournalMoves(EntryWindow):
    """A journal window that shows one journal/month, then another. `scope` is the tab it was opened from (SW-10)."""

    month: JournalMonth
    scope: Scope | None

    async def may_close(self) -> bool:
        """Ask what to do of an entry that does not balance, then of what is not saved (SJ-37, SW-09, SW-31)."""
        return await self._settle_unbalanced() and await super().may_close()

    async def _settle_unbalanced(self) -> bool:
        """Refuse to leave a journal/month that does not balance, unless what does not is abandoned (SW-31)."""
        self.take(self.machine.leave_cell())
        faulty = [entry for entry in self.machine.waiting if self.is_unbalanced(entry)]
        if not faulty:
            return True
        answer = await self.frame.dialogs.ask("Le journal n'est pas équilibré", _sentence(faulty), (GO_ON, ABANDON))
        if answer != ABANDON.value:
            self.take(self.machine.go_to_entry(faulty[0].key))
            return False
        for entry in faulty:
            self.take(self.machine.abandon(entry.key))
        return True

    def is_unbalanced(self, entry: GridEntry) -> bool:
        """Tell whether an entry keeps the window open."""
        return entry.difference != 0

    def start_again(self) -> None:
        """Show the journal/month chosen from its beginning."""
        raise NotImplementedError

    # -- other journals and months -------------------------------------------------------------------------------------

    async def do_previous_month(self) -> None:
        """Show the journal/month before, in the order of the list (SW-10)."""
        await self._move(-1)

    async def do_next_month(self) -> None:
        """Show the journal/month after, in the order of the list (SW-10)."""
        await self._move(1)

    def why_not_previous_month(self) -> str | None:
        """Name what lacks: a list, or a neighbour (SW-14)."""
        return self._why_not_move(-1)

    def why_not_next_month(self) -> str | None:
        """Name what lacks: a list, or a neighbour (SW-14)."""
        return self._why_not_move(1)

    def _why_not_move(self, step: int) -> str | None:
        if self.scope is None:
            return NO_LIST
        return None if self._neighbour(step) else AT_THE_END

    def _neighbour(self, step: int) -> JournalPeriodRow | None:
        """Return the journal/month before or after; the key bar asks at each key, the dossier is asked once a month."""
        known: dict[tuple[int, int, int], JournalPeriodRow | None] = self.__dict__.setdefault("_neighbours", {})
        row = self.month.row
        place = (row.journal_id, row.period_id, step)
        if place not in known:
            known[place] = neighbour_month(self.work.dossier, row, self.scope, step) if self.scope else None
        return known[place]

    async def _move(self, step: int) -> None:
        row = self._neighbour(step)
        if row is not None:
            await self.show_month(row)

    async def do_choose_period(self) -> None:
        """Choose another period of the same journal in the header (SW-27, SW-29)."""
        await self._choose("Période", offered_periods(self.work.dossier, self.month.row), period_name)

    async def do_choose_journal(self) -> None:
        """Choose another journal of the same period in the header (SW-28, SW-29)."""
        rows = offered_journals(self.work.dossier, self.month.row)
        await self._choose("Journal", rows, lambda row: f"{row.journal} {row.description}")

    async def _choose(
        self, title: str, rows: Sequence[JournalPeriodRow], name: Callable[[JournalPeriodRow], str]
    ) -> None:
        here = (self.month.row.journal_id, self.month.row.period_id)
        items = [
            MenuItem(str(rank), name(row), ticked=(row.journal_id, row.period_id) == here)
            for rank, row in enumerate(rows)
        ]
        chosen = await self.frame.dialogs.choose(items, title=title)
        if chosen is not None:
            await self.show_month(rows[int(chosen.identifier)])

    async def show_month(self, row: JournalPeriodRow) -> None:
        """Show another journal/month in this window, after the checks of closing (SW-10, SW-29)."""
        if not await self.may_close():
            return
        self.month = journal_month(self.work.dossier, row)
        self.start_again()


def _sentence(faulty: Sequence[GridEntry]) -> str:
    """Return the difference of the journal/month and the first entry that does not balance (SJ-37)."""
    gap = format_amount(sum(entry.difference for entry in faulty))
    lines = [f"{name_of(entry)} : différence {format_amount(entry.difference)}" for entry in faulty]
    return "\n".join([f"Différence du journal : {gap}. Équilibrez ou abandonnez :", *lines])
