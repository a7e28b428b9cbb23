"""Lettrage simplifié: the lines of an account in two tables, lettered across both (LSIM)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container

from tuicompta.screens.account_choices import AccountChoices, detail_account
from tuicompta.screens.actions import one_row
from tuicompta.screens.card_host import CardHost
from tuicompta.screens.consultation import ACTIONS as CONSULTATION_ACTIONS
from tuicompta.screens.consultation_filters import ask_filters
from tuicompta.screens.consultation_head import FiguresLine
from tuicompta.screens.consultation_reader import AT_ONCE
from tuicompta.screens.journal_window import JournalWindow
from tuicompta.screens.lettering.foot import SelectionLine
from tuicompta.screens.lettering.host import LetteringWindow
from tuicompta.screens.lettering.line_table import LineTable
from tuicompta.services.browse.account_lines import LineKind
from tuicompta.services.browse.scanned_lines import ScannedLines
from tuicompta.services.consultation import (
    consulted_account,
    entry_preview,
    last_account,
    last_filter,
    neighbour,
    scan_lines,
    year_figures,
)
from tuicompta.services.journal_periods import journal_period
from tuicompta.services.lettering.to_letter import has_lines_to_letter, next_to_letter
from tuicompta.widgets.fields.linked import LinkedField
from tuicompta.widgets.rows import every_row

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.widget import Widget

    from tuicompta.services.browse.account_lines import LineFilter, Sums
    from tuicompta.services.consultation import ConsultedAccount
    from tuicompta.services.dossier import Dossier
    from tuicompta.widgets.progress import Progress
    from tuicompta.widgets.rows import Key

ACTIONS = CONSULTATION_ACTIONS
SIDE_BY_SIDE = 120
WHOLE = 78
"""The width that shows all the columns of a table."""
SUPPLIERS = "40"


class SimpleLetteringWindow(LetteringWindow):
    """One account: «Factures et Remboursements» at left, «Avoirs et Règlements» at right, or one above the other."""

    TITLE = "Lettrage simplifié"
    MAIN = "Délettrer"
    HELP = "simple_lettering"
    WANTS_DOSSIER = True
    DEFAULT_CSS = """
        SimpleLetteringWindow #tables { height: 1fr; layout: vertical; }
        SimpleLetteringWindow.-beside #tables { layout: horizontal; }
        SimpleLetteringWindow.-beside LineTable { margin-right: 1; }
    """
    OFFERS: ClassVar[tuple[str, ...]] = (
        "open_line",
        "consultation_filters",
        "cycle_lines",
        "next_account",
        "previous_account",
        "modify",
        "consult",
        "refresh_data",
    )

    def __init__(self, dossier: Dossier, number: str = "") -> None:
        super().__init__(dossier)
        self._wanted = number or last_account(dossier)
        self._shown = replace(last_filter(dossier), kind=LineKind.OPEN)
        self._account: ConsultedAccount | None = None
        self._tight = False
        self.field = LinkedField("account", "Compte", AccountChoices(dossier, detail_account), width=60)
        self.field.changed = lambda field: self.frame.dispatcher.start(self._consult(str(field.value or "")))
        self.field.styles.padding = (0, 0, 0, 1)
        self.figures = FiguresLine()
        self.tables = (LineTable("left", "Factures et Remboursements"), LineTable("right", "Avoirs et Règlements"))
        self.foot = SelectionLine(self.noted)
        for table in self.tables:
            table.grid.may_tick = lambda row: isinstance(row.key, int) and not self.desk.why_not
            table.grid.ticked_voice = "strong"
            table.grid.changed = self._moved
            table.grid.opened = lambda: self.frame.dispatcher.start(self.do_open_line())
            table.resorted = lambda: self.frame.dispatcher.start(self._reload())

    def compose(self) -> ComposeResult:
        """Put the account and its figures over the tables, the selection under them."""
        yield self.field
        yield self.figures
        with Container(id="tables"):
            yield from self.tables
        yield self.foot

    def on_mount(self) -> None:
        """Consult the account asked for."""
        self.field.host = CardHost(self.frame)
        self.figures.show(replace(self._shown, kind=LineKind.ALL), None)
        if self._wanted:
            self.frame.dispatcher.start(self._consult(self._wanted))

    def on_resize(self, event: Resize) -> None:
        """Put the tables side by side on a screen of 120 columns (LSIM); what does not fit there is one scroll away."""
        beside = self.app.size.width >= SIDE_BY_SIDE
        tight = beside and event.size.width < 2 * WHOLE
        self.set_class(beside, "-beside")
        if tight is not self._tight:
            self._tight = tight
            self.frame.dispatcher.start(self._reload())

    # -- what the frame asks -------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """The account."""
        return f"{self.TITLE} {self._account.number}" if self._account else self.TITLE

    @property
    def identity(self) -> Hashable:
        """One window."""
        return type(self)

    @property
    def main_label(self) -> str:
        """Letter or unletter, where the account allows it."""
        return self.MAIN if self.desk.why_not else self.desk.main_label

    @property
    def offers(self) -> Sequence[str]:
        """The acts of lettering first, where the account allows them."""
        return (*self.lettering_offers, *self.OFFERS)

    @property
    def first_focus(self) -> Widget | None:
        """The first table, or the field while no account is chosen."""
        return self.tables[0].grid if self._account or self._wanted else self.field

    @property
    def zones(self) -> Sequence[Widget]:
        """The account and the two tables (LSIM-10)."""
        return self.field, *(table.grid for table in self.tables)

    @property
    def selected(self) -> int:
        """The line under the cursor."""
        return 0 if self.current_line is None else 1

    @property
    def counter(self) -> str:
        """Number of lines displayed in both tables."""
        return f"{self.selected}/{sum(table.grid.source.count() for table in self.tables)}"

    @property
    def marks(self) -> Sequence[str]:
        """The kind of lines shown."""
        return (self._shown.kind.value,)

    def shown(self) -> None:
        """Read again on coming back from another window (CONS-20)."""
        if self._account is not None:
            self.do_refresh_data()

    # -- reading -------------------------------------------------------------------------------------------------------

    def do_refresh_data(self) -> None:
        """Read the lines again; the cursors stay on their lines."""
        self.frame.dispatcher.start(self._reload())

    async def _consult(self, number: str) -> None:
        if not number:
            return
        self._account = consulted_account(self.dossier.database, number)
        self.field.value = number
        self._shown = replace(self._shown, group=0, debit_left=not number.startswith(SUPPLIERS))
        for table in self.tables:
            table.in_own_order()
            table.grid.ticks.clear()
            table.grid.layout_of_columns.own_widths.clear()
        await self._reload()
        self.frame.acted()

    async def _reload(self) -> None:
        account = self._account
        if account is None:
            return
        figures = year_figures(self.dossier.database, account, self._shown.year)
        self.figures.show(replace(self._shown, kind=LineKind.ALL), figures)
        self.desk.follow(account.number, self._shown.year)
        for table in self.tables:
            lines = await self._read(account, table, figures)
            row = table.grid.current
            table.show(lines, figures, tight=self._tight, keep=row.key if row is not None else None)
        self.foot.repaint()

    async def _read(self, account: ConsultedAccount, table: LineTable, figures: Sums) -> ScannedLines:
        """Read the lines of a table; beside the screen when they are many."""
        shown = replace(self._shown, table=table.place)
        if figures.lines <= AT_ONCE:
            found = ScannedLines(self.dossier.database, account.id, shown, table.order, table.descending)
            return found.read(self.dossier.database)

        def job(progress: Progress) -> ScannedLines:
            return scan_lines(
                self.dossier,
                account,
                shown,
                table.order,
                descending=table.descending,
                told=lambda lines: progress.tell(lines, figures.lines, f"Compte {account.number}"),
            )

        return await self.frame.dialogs.work("Lecture du compte", job)

    def _moved(self) -> None:
        if self.is_attached:
            self.foot.repaint()
            self.frame.acted()

    # -- moving --------------------------------------------------------------------------------------------------------

    @property
    def table(self) -> LineTable:
        """The table that has the cursor, or had it last."""
        return next((table for table in self.tables if table.grid.has_focus), self.tables[0])

    async def do_accept(self) -> None:
        """From the account go to the lines; on a line open its journal (CONS-17)."""
        if self.field.has_focus:
            self.field.leave()
            self.frame.set_focus(self.tables[0].grid)
        elif self.selected:
            await self.do_open_line()

    def do_next_field(self) -> None:
        """Go from the account to a table, and from one table to the other (LSIM-10)."""
        self._step_zone(1)

    def do_previous_field(self) -> None:
        """Go back."""
        self._step_zone(-1)

    def _step_zone(self, way: int) -> None:
        zones = list(self.zones)
        place = next((rank for rank, zone in enumerate(zones) if zone.has_focus), 0)
        if zones[place] is self.field:
            self.field.leave()
        self.frame.set_focus(zones[(place + way) % len(zones)])
        self._moved()

    async def do_next_account(self) -> None:
        """Go to the next account; to the next one to letter once this one is done (LSIM-13, CONS-23)."""
        number, year = self._account.number if self._account else "", self._shown.year
        database = self.dossier.database
        if number and not has_lines_to_letter(database, number, year):
            await self._go(next_to_letter(database, number, year), "Plus de compte à lettrer")
        else:
            await self._go(neighbour(database, number, year, 1), "Pas d'autre compte mouvementé")

    async def do_previous_account(self) -> None:
        """Go to the previous account with movements (CONS-23)."""
        number = self._account.number if self._account else ""
        found = neighbour(self.dossier.database, number, self._shown.year, -1)
        await self._go(found, "Pas d'autre compte mouvementé")

    async def _go(self, number: str | None, otherwise: str) -> None:
        if number is None:
            self.frame.say(otherwise)
        else:
            await self._consult(number)

    # -- filters -------------------------------------------------------------------------------------------------------

    async def do_consultation_filters(self) -> None:
        """Ask for fiscal year, dates, statuses, kind of lines (LSIM-02)."""
        chosen = await ask_filters(self.frame, self.dossier, self._shown)
        if chosen is not None:
            self._shown = replace(chosen, debit_left=self._shown.debit_left)
            await self._reload()

    async def do_cycle_lines(self) -> None:
        """Show all the lines, those not lettered, those lettered (LETT-30)."""
        kinds = list(LineKind)
        self._shown = replace(self._shown, kind=kinds[(kinds.index(self._shown.kind) + 1) % len(kinds)], group=0)
        await self._reload()
        self.frame.say(f"Lignes : {self._shown.kind.value}")

    async def do_back(self) -> None:
        """Leave the list of the account, the group shown alone, the ticks, then the window (KEY-06)."""
        if self.field.has_focus and self.field.restore():
            return
        if self._shown.group:
            await self.relettered()
        elif self.ticked:
            self._untick()
        else:
            await self.do_close_window()

    # -- lettering -----------------------------------------------------------------------------------------------------

    @property
    def filters(self) -> LineFilter:
        """What is shown."""
        return self._shown

    @property
    def current_line(self) -> int | None:
        """The line under the cursor."""
        row = self.table.grid.current
        return row.key if row is not None and isinstance(row.key, int) else None

    @property
    def ticked(self) -> bool:
        """Whether lines are ticked in either table."""
        return any(table.grid.ticks for table in self.tables)

    @property
    def chosen(self) -> Sequence[int]:
        """The ticked lines of both tables, else the one under the cursor (LSIM-10)."""
        if not self.ticked:
            return () if self.current_line is None else (self.current_line,)
        return [line for table in self.tables if table.grid.ticks for line in table.ticked()]

    async def do_main(self) -> None:
        """Letter or unletter."""
        await self.acts.main()

    def why_not_main(self) -> str | None:
        """Say why the account cannot be lettered."""
        return self.desk.why_not or (None if self.ticked else one_row(self))

    async def relettered(self) -> None:
        """Read the lines again, none ticked; say so once nothing is left to letter (LSIM-13)."""
        self._untick()
        self._shown = replace(self._shown, group=0)
        await self._reload()

    def _untick(self) -> None:
        for table in self.tables:
            table.grid.ticks.clear()
            table.grid.update()

    def tick_lines(self, lines: Sequence[int]) -> bool:
        """Tick more lines, each in its table; False when one of them is not shown."""
        if self.current_line is not None and not self.ticked:
            lines = [self.current_line, *lines]
        found = [(table, row) for line in lines for table in self.tables if (row := table.grid.source.row(line))]
        for table, row in found:
            table.grid.ticks.set(row, ticked=True)
        for table in self.tables:
            table.grid.update()
        return len(found) == len(lines)

    async def show_only(self, group: int) -> None:
        """Show the lines of a group alone, ticked; Esc returns to the others (LETT-29)."""
        self._untick()
        self._shown = replace(self._shown, kind=LineKind.ALL, group=group)
        await self._reload()
        keys: list[Key] = [row.key for table in self.tables for row in every_row(table.grid.source)]
        self.tick_lines([key for key in keys if isinstance(key, int)])

    # -- acts on the line ----------------------------------------------------------------------------------------------

    async def do_open_line(self) -> None:
        """Open the journal window on the line (CONS-17)."""
        table, line = self.table, self.current_line
        entry = table.rows.entries.get(line) if table.rows is not None and line is not None else None
        found = entry_preview(self.dossier.database, entry, 1) if entry is not None else None
        place = journal_period(self.dossier.database, found.journal_id, found.period_id) if found else None
        if place is None or line is None:
            return
        window = await self.frame.windows.open(JournalWindow(self.dossier, place))
        if isinstance(window, JournalWindow):
            window.go_to_line(line)

    async def do_modify(self) -> None:
        """Open the card of the account (CONS-07)."""
        if self._account is not None:
            await self.frame.open("account_card", code=self._account.number)

    async def do_consult(self) -> None:
        """Consult the account."""
        if self._account is not None:
            await self.frame.open("consultation", number=self._account.number)

    @property
    def dossier_open(self) -> bool:
        """Whether a dossier is open, for the conditions."""
        return self.frame.dossier_open

    @property
    def read_only(self) -> bool:
        """Whether every change is refused, for the conditions."""
        return self.frame.read_only
