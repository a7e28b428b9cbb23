"""Balance d'ouverture: the journal window on RAN, first day of the first open fiscal year (BO)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.amounts import format_amount
from tuicompta.core.entry.model import Column
from tuicompta.core.entry.profile import OPENING_BALANCE
from tuicompta.core.enums import EntryOrigin
from tuicompta.screens.entry.entry_menus import in_menus
from tuicompta.screens.entry.journal_window import JournalWindow
from tuicompta.services.opening.deletion import delete_opening_balance, opening_summary
from tuicompta.services.opening.window import OpeningEntries, OpeningTyping, opening_month
from tuicompta.widgets.question import NO, YES

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from tuicompta.core.entry.details import Shown
    from tuicompta.core.entry.model import Grid
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.entries.month import StoredMonth
    from tuicompta.services.entries.typing_window import TypingWindow
    from tuicompta.services.journals.journal_month import JournalMonth
    from tuicompta.services.journals.journal_periods import JournalPeriodRow

_IMPOSED = "Journal et période de la balance d'ouverture sont imposés"
_ELSEWHERE = frozenset({"previous_month", "next_month", "choose_period", "choose_journal"})


class OpeningBalanceWindow(JournalWindow):
    """The window «Balance d'ouverture»: the same body and functions on an imposed journal, period and day (BO-02)."""

    TITLE = "Balance d'ouverture"
    HELP = "opening_balance"
    PROFILE = OPENING_BALANCE
    ORIGIN = EntryOrigin.OPENING_BALANCE
    # Short ones: the date of the document is one column more.
    TITLES: ClassVar[Mapping[Shown, str]] = {Column.DATE: "Jour", Column.PIECE: "N° de pièce"}
    OFFERS: ClassVar[tuple[str, ...]] = in_menus(
        (*(name for name in JournalWindow.OFFERS if name not in _ELSEWHERE), "delete_opening_balance"),
    )

    def __init__(self, dossier: Dossier, line: int | None = None, draft: int | None = None) -> None:
        self._line = line
        super().__init__(dossier, draft=draft)

    def _month_of(self, dossier: Dossier, journal: JournalPeriodRow | None, draft: int | None) -> JournalMonth:  # noqa: ARG002 (the place is imposed)
        return opening_month(dossier)

    def open_work(self, dossier: Dossier, draft: int | None) -> TypingWindow:
        """Work on the fiscal year that receives the opening balance; each save imposes journal and day."""
        work = super().open_work(dossier, draft)
        return OpeningTyping(dossier, work.profile, self.ORIGIN, self.month.year, place=work.place)

    def stored_month(self) -> StoredMonth:
        """Return the entries of journal RAN, none while it does not exist (BO-07)."""
        return OpeningEntries(self.work.dossier, self.month.row.period_id)

    def start_grid(self, draft: int | None) -> Grid:
        """Give the first day of the fiscal year to every entry (BO-05)."""
        return replace(super().start_grid(draft), entry_date=self.month.year.start)

    def on_mount(self) -> None:
        """Put the cursor on the line asked for."""
        super().on_mount()
        if self._line is not None:
            self.go_to_line(self._line)

    @property
    def title(self) -> str:
        """The fiscal year that it opens."""
        closed = " (lecture seule)" if self.month.refusal else ""
        return f"Balance d'ouverture {self.month.year.label}{closed}"

    @property
    def identity(self) -> Hashable:
        """There is one."""
        return OpeningBalanceWindow

    def header_words(self) -> tuple[str, ...]:
        """Tell the journal and the day, which are imposed (BO-03, BO-05)."""
        return f"Journal {self.month.row.journal} au {self.month.year.start:%d/%m/%Y}", self.month.year.label

    def why_not_choose_period(self) -> str | None:
        """Refuse another place (BO-04)."""
        return _IMPOSED

    why_not_choose_journal = why_not_previous_month = why_not_next_month = why_not_choose_period


async def delete_as_a_whole(frame: Frame) -> None:
    """Delete the opening balance of the current fiscal year, after confirmation (BO-09); a refusal is raised first."""
    dossier = cast("Dossier", frame.session.dossier)
    summary = opening_summary(dossier)
    entries = "1 écriture" if summary.entries == 1 else f"{summary.entries} écritures"
    text = (
        f"Exercice {summary.year.label} : {entries}, {summary.lines} lignes, "
        f"débit {format_amount(summary.debit)}, crédit {format_amount(summary.credit)}.\n"
        "Le journal RAN disparaît avec ses lignes."
    )
    answer = await frame.dialogs.ask("Supprimer la balance d'ouverture ?", text, (YES, NO), default=1)
    if answer != YES.value:
        return
    done = delete_opening_balance(dossier)
    frame.say(f"Balance d'ouverture supprimée : {done.lines} lignes")
    window = frame.windows.front
    if window is not None:
        window.shown()
