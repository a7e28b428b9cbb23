"""Générer jusqu'au: the occurrences due, all ticked, and what is decided of each (ABO-04 to ABO-07)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.dates import format_date, month_end
from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.frame.actions import Action, some_row, writable
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.screens.recurring.occurrence_box import ask_occurrence
from tuicompta.services.dossiers.apart import opened_apart
from tuicompta.services.recurring.generation import generate
from tuicompta.services.recurring.listing import occurrence_cells
from tuicompta.services.recurring.occurrences import (
    OccurrenceState,
    change_occurrence,
    due_occurrences,
    restore_occurrences,
    skip_occurrences,
    treated_occurrences,
)
from tuicompta.services.recurring.report import outcome_lines, summary
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.fields.date import DateScope
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tuicompta.screens.frame.actions import Context
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.recurring.generation import Outcome
    from tuicompta.services.recurring.occurrences import Due
    from tuicompta.widgets.progress import Progress
    from tuicompta.widgets.rows import Key


def _change_some(context: Context) -> str | None:
    return writable(context) or some_row(context)


ACTIONS = (
    Action("recurring_until", "Changer la date limite", "Jusqu'à quand générer.", ("alt+d",), short="Date limite"),
    Action("change_occurrence", "Modifier l'occurrence", "Sa date, ses montants.", condition=_change_some),
    Action("skip_occurrence", "Ignorer l'occurrence", "Celle du curseur.", ("alt+i",), condition=_change_some),
    Action("restore_occurrence", "Remettre à générer", "Comme sur la fiche.", condition=_change_some),
    Action("occurrence_entry", "Ouvrir l'écriture", "Celle que l'occurrence a produite.", condition=some_row),
    Action("occurrence_card", "Ouvrir l'abonnement", "La fiche de l'occurrence.", condition=some_row),
)
COLUMNS = (
    Column("day", "Date", ColumnType.DATE, 8, mandatory=True),
    Column("code", "Code", ColumnType.CODE, 8),
    Column("label", "Libellé", width=20, stretch=True),
    Column("journal", "Jnl", ColumnType.CODE, 4),
    Column("amount", "Montant", ColumnType.AMOUNT, 11, total=True),
    Column("remark", "Remarque", width=14, stretch=True),
)
TABS = tuple(OccurrenceState)
TITLES = {
    OccurrenceState.SKIPPED: "Occurrences ignorées",
    OccurrenceState.GENERATED: "Occurrences générées",
}


class RecurringGenerationWindow(ListWindow):
    """The occurrences due up to a date; two other tabs hold those ignored and those generated."""

    TITLE = "Générer les abonnements"
    WANTS_DOSSIER = True
    MAIN = "Générer"
    HELP = "recurring_entries"
    ABLE = frozenset({"modify"})
    OFFERS: ClassVar[tuple[str, ...]] = (
        *(action.identifier for action in ACTIONS),
        *(name for name in ListWindow.OFFERS if name not in {"new", "modify", "delete", "duplicate"}),
    )

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._end: date = month_end(dossier.today())
        self._tab = OccurrenceState.PENDING
        self._found: dict[Key, Due] = {}
        super().__init__()
        self._tick_all()

    def definition(self) -> ListDefinition:
        """Return the occurrences of the tab shown."""
        return ListDefinition("recurring_generation", self._heading, COLUMNS, MemoryTable(COLUMNS, self._read))

    @property
    def main_label(self) -> str:
        """Only pending occurrences are generated."""
        return self.MAIN if self._tab is OccurrenceState.PENDING else ""

    @property
    def _heading(self) -> str:
        return TITLES.get(self._tab, f"Générer jusqu'au {format_date(self._end)}")

    def _read(self) -> list[Row]:
        database = self._dossier.database
        pending = self._tab is OccurrenceState.PENDING
        found = due_occurrences(database, self._end) if pending else treated_occurrences(database, self._tab)
        self._found = {(due[1].card_id, due[1].rank): due for due in found}
        cells = occurrence_cells(database, self._found.values())
        return [Row(key, values) for key, values in zip(self._found, cells, strict=True)]

    def _tick_all(self) -> None:
        """Tick every occurrence to generate, each by itself: a search, an act on one, untick no other (ABO-04)."""
        ticks = self.list.grid.ticks
        ticks.clear()
        if self._tab is OccurrenceState.PENDING:
            for row in self.list.all_rows():
                ticks.set(row, ticked=True)

    def _again(self) -> None:
        """Read the rows again, after what changed them."""
        self.list.head.title = self._heading
        self.list.reload()

    def shown(self) -> None:
        """Read again on coming back."""
        self._again()

    # -- generating ----------------------------------------------------------------------------------------------------

    async def do_main(self) -> None:
        """Generate the ticked occurrences, oldest first, and tell what was refused (ABO-04, ABO-07)."""
        ticked = [self._found[key] for key in self.list.selection() if key in self._found]
        chosen = sorted(ticked, key=lambda due: (due[1].day, due[0].code))
        outcomes = await self.frame.dialogs.work(
            "Génération des abonnements", lambda progress: self._generate(chosen, progress)
        )
        self.list.grid.ticks.clear()
        self._again()
        if any(outcome.refusal for outcome in outcomes):
            await self.frame.dialogs.report("Génération", summary(outcomes), outcome_lines(outcomes))
        else:
            self.frame.say(summary(outcomes))

    def why_not_main(self) -> str | None:
        """Ask for occurrences to generate, in a dossier that can be changed."""
        if self._tab is not OccurrenceState.PENDING:
            return "Ces occurrences ne sont pas à générer"
        return _change_some(self)

    def _generate(self, chosen: Sequence[Due], progress: Progress) -> list[Outcome]:
        """Generate beside the screen, on a connection of its own; stopped, what is done stays done."""

        def told(done: int) -> None:
            progress.tell(done, len(chosen))

        with opened_apart(self._dossier) as own:
            return generate(own, chosen, told)

    # -- one occurrence ------------------------------------------------------------------------------------------------

    async def do_modify(self) -> None:
        """Change a pending occurrence; open the entry of a generated one, the card of another.

        Ticks say what to generate: the occurrence is the one under the cursor.
        """
        if self._current is None:
            return
        if self._tab is OccurrenceState.PENDING:
            await self.do_change_occurrence()
        elif self._current[1].entry_id is not None:
            await self.do_occurrence_entry()
        else:
            await self.do_occurrence_card()

    async def do_change_occurrence(self) -> None:
        """Give an occurrence another date, other amounts (ABO-06)."""
        if self._current is None:
            return
        answer = await ask_occurrence(self.frame, self._dossier, self._current)
        if answer is not None:
            change_occurrence(self._dossier, self._current, *answer)
            self._again()

    def why_not_change_occurrence(self) -> str | None:
        """Ask for an occurrence still to generate."""
        return None if self._tab is OccurrenceState.PENDING else "Cette occurrence n'est pas à générer"

    why_not_skip_occurrence = why_not_change_occurrence

    def do_skip_occurrence(self) -> None:
        """Mark the occurrence under the cursor «Ignorée» (ABO-06)."""
        if self._current is not None:
            done = self._current
            skip_occurrences(self._dossier, [done])
            self._again()
            self.frame.say(f"Occurrence du {format_date(done[1].day)} ignorée")

    def do_restore_occurrence(self) -> None:
        """Make the occurrence under the cursor pending again, as on its card (ABO-05)."""
        if self._current is not None:
            done = self._current
            restore_occurrences(self._dossier, [done])
            self._again()
            self.frame.say(f"Occurrence du {format_date(done[1].planned)} remise à générer")

    async def do_occurrence_entry(self) -> None:
        """Open the entry of an occurrence."""
        identifier = self._current[1].entry_id if self._current else None
        if identifier is not None:
            await self.frame.open("single_entry", entry=identifier)

    def why_not_occurrence_entry(self) -> str | None:
        """Ask for an occurrence whose entry stands."""
        has_entry = self._current is not None and self._current[1].entry_id is not None
        return None if has_entry else "Cette occurrence n'a pas d'écriture"

    async def do_occurrence_card(self) -> None:
        """Open the card of an occurrence."""
        if self._current is not None:
            await self.frame.open("recurring_card", key=self._current[1].card_id)

    @property
    def _current(self) -> Due | None:
        """The occurrence under the cursor."""
        row = self.list.current
        return None if row is None else self._found.get(row.key)

    # -- what is shown -------------------------------------------------------------------------------------------------

    async def do_recurring_until(self) -> None:
        """Ask up to when to generate (ABO-04)."""
        field = card.day("end", "Générer jusqu'au", lambda: DateScope.of_year(self._end), mandatory=True)
        schema = CardSchema((Tab("", (field,)),))
        answer = await self.frame.dialogs.fill("Date limite", schema, {"end": self._end})
        if answer is None:
            return
        before, self._end = self._end, cast("date", answer["end"])
        try:
            self._turn(OccurrenceState.PENDING)
        except TuicomptaError:
            self._end = before
            raise

    def do_next_tab(self) -> None:
        """Show the next tab (KEY-49)."""
        self._turn(TABS[(TABS.index(self._tab) + 1) % len(TABS)])

    def do_previous_tab(self) -> None:
        """Show the tab before."""
        self._turn(TABS[TABS.index(self._tab) - 1])

    def _turn(self, tab: OccurrenceState) -> None:
        self._tab = tab
        self._again()
        self._tick_all()
        self.list.grid.update()
