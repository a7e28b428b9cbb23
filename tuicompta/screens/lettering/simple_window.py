"""Lettrage simplifié: the lines of an account in two tables, lettered across both (LSIM)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container

from tuicompta.screens.accounts.account_choices import AccountChoices, detail_account
from tuicompta.screens.browsing.consultation import ACTIONS as CONSULTATION_ACTIONS
from tuicompta.screens.browsing.consultation_filters import ask_columns, ask_filters
from tuicompta.screens.browsing.consultation_head import FiguresLine
from tuicompta.screens.browsing.consultation_reader import AT_ONCE, count_every, counter_words, room_of
from tuicompta.screens.browsing.entry_panel import show_entry
from tuicompta.screens.browsing.lines import open_journal, why_no_document
from tuicompta.screens.cards.card_host import CardHost
from tuicompta.screens.entry_actions.opening import view_document
from tuicompta.screens.lettering.foot import SelectionLine
from tuicompta.screens.lettering.two_tables import TwoTableLettering
from tuicompta.services.browse.account_lines import LineKind
from tuicompta.services.browse.consultation import (
    chosen_columns,
    consulted_account,
    last_account,
    neighbour,
    scan_lines,
    year_figures,
)
from tuicompta.services.browse.scanned_lines import ScannedLines
from tuicompta.services.lettering.to_letter import has_lines_to_letter, next_to_letter
from tuicompta.widgets.fields.linked import LinkedField

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.widget import Widget

    from tuicompta.screens.lettering.line_table import LineTable
    from tuicompta.services.browse.account_lines import Sums
    from tuicompta.services.browse.consultation import ConsultedAccount
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.progress import Progress

ACTIONS = CONSULTATION_ACTIONS
SIDE_BY_SIDE = 120
WHOLE = 72
"""The width under which a table shows first what letters lines."""
SUPPLIERS = "40"


class SimpleLetteringWindow(TwoTableLettering):
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
        "view_document",
        "whole_entry",
        "consultation_filters",
        "cycle_lines",
        "next_account",
        "previous_account",
        "modify",
        "more_columns",
        "consult",
        "refresh_data",
    )

    def __init__(self, dossier: Dossier, number: str = "") -> None:
        super().__init__(dossier)
        self._wanted = number or last_account(dossier)
        self._account: ConsultedAccount | None = None
        self._tight = False
        self._cells = self._every = 0
        self.field = LinkedField("account", "Compte", AccountChoices(dossier, detail_account), width=60)
        self.field.changed = lambda field: self.frame.dispatcher.start(self._consult(str(field.value or "")))
        self.field.styles.padding = (0, 0, 0, 1)
        self.figures = FiguresLine()
        self.foot = SelectionLine(self.noted)
        for table in self.tables:
            table.grid.changed = self._moved
            table.grid.opened = lambda: self.frame.dispatcher.start(self.do_open_line())
            table.resorted = lambda: self.frame.dispatcher.start(self.reload())

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
        self.figures.show(replace(self.sought, kind=LineKind.ALL), None)
        if self._wanted:
            self.frame.dispatcher.start(self._consult(self._wanted))

    def on_resize(self, event: Resize) -> None:
        """Put the tables side by side on a screen of 120 columns (LSIM); what does not fit there is one scroll away."""
        beside = self.app.size.width >= SIDE_BY_SIDE
        cells = event.size.width // 2 - 1 if beside else event.size.width
        self.set_class(beside, "-beside")
        if cells != self._cells:
            self._cells, self._tight = cells, cells < WHOLE
            self.frame.dispatcher.start(self.reload())

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
        """Lines ticked and lines displayed in both tables, and all those of the account where some are hidden."""
        grids = [table.grid for table in self.tables]
        shown = sum(grid.shown_count for grid in grids)
        chosen = sum(grid.ticks.count(grid.shown_count) for grid in grids) if self.ticked else self.selected
        return counter_words(chosen, shown, self._every)

    @property
    def marks(self) -> Sequence[str]:
        """The kind of lines shown."""
        return (self.sought.kind.value,)

    def shown(self) -> None:
        """Read again on coming back from another window (CONS-20)."""
        if self._account is not None:
            self.do_refresh_data()

    # -- reading -------------------------------------------------------------------------------------------------------

    def do_refresh_data(self) -> None:
        """Read the lines again; the cursors stay on their lines."""
        self.frame.dispatcher.start(self.reload())

    async def _consult(self, number: str) -> None:
        if not number:
            return
        self._account = consulted_account(self.dossier.database, number)
        self.field.value = number
        self.forget_group()
        self.sought = replace(self.sought, search="", debit_left=not number.startswith(SUPPLIERS))
        for table in self.tables:
            table.in_own_order()
            table.grid.ticks.clear()
            table.grid.layout_of_columns.own_widths.clear()
        await self.reload()
        self.frame.acted()

    async def reload(self) -> None:
        """Read the lines again; the cursors stay on their lines."""
        account = self._account
        if account is None:
            return
        figures = year_figures(self.dossier.database, account, self.sought.year)
        self.figures.show(replace(self.sought, kind=LineKind.ALL), figures)
        self.desk.follow(account.number, self.sought.year)
        self._every = count_every(self.dossier, account, self.sought)
        for table in self.tables:
            lines = await self._read(account, table, figures)
            row = table.grid.current
            room = room_of(self.dossier, account, self.sought, self._cells)
            table.show(
                lines, room, chosen_columns(self.dossier), tight=self._tight, keep=row.key if row is not None else None
            )
        self.foot.repaint()

    async def _read(self, account: ConsultedAccount, table: LineTable, figures: Sums) -> ScannedLines:
        """Read the lines of a table; beside the screen when they are many."""
        shown = replace(self.sought, table=table.place)
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
                stopped=lambda: progress.stopped,
            )

        return await self.frame.dialogs.work("Lecture du compte", job)

    def _moved(self) -> None:
        if self.is_attached:
            self.foot.repaint()
            self.frame.acted()

    # -- moving --------------------------------------------------------------------------------------------------------

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
        number, year = self._account.number if self._account else "", self.sought.year
        database = self.dossier.database
        if number and not has_lines_to_letter(database, number, year):
            await self._go(next_to_letter(database, number, year), "Plus de compte à lettrer")
        else:
            await self._go(neighbour(database, number, year, 1), "Pas d'autre compte mouvementé")

    async def do_previous_account(self) -> None:
        """Go to the previous account with movements (CONS-23)."""
        number = self._account.number if self._account else ""
        found = neighbour(self.dossier.database, number, self.sought.year, -1)
        await self._go(found, "Pas d'autre compte mouvementé")

    async def _go(self, number: str | None, otherwise: str) -> None:
        if number is None:
            self.frame.say(otherwise)
        else:
            await self._consult(number)

    # -- filters -------------------------------------------------------------------------------------------------------

    async def do_consultation_filters(self) -> None:
        """Ask for fiscal year, dates, statuses, kind of lines (LSIM-02)."""
        chosen = await ask_filters(self.frame, self.dossier, self.kept_filters)
        if chosen is not None:
            self.forget_group()
            self.sought = chosen
            await self.reload()

    async def do_more_columns(self) -> None:
        """Choose the optional columns (LSIM-06)."""
        if await ask_columns(self.frame, self.dossier) is not None:
            await self.reload()

    async def do_cycle_lines(self) -> None:
        """Show all the lines, those not lettered, those lettered (LETT-30)."""
        self.forget_group()
        kinds = list(LineKind)
        self.sought = replace(self.sought, kind=kinds[(kinds.index(self.sought.kind) + 1) % len(kinds)])
        await self.reload()
        self.frame.say(f"Lignes : {self.sought.kind.value}")

    def typed(self, character: str) -> object:
        """Narrow both tables by one more character (LST-08)."""
        if self._account is None or self.field.has_focus:
            return False
        return self._search((self.kept_filters.search + character).lstrip())

    def do_erase(self) -> object:
        """Widen the search."""
        return self._search(self.sought.search[:-1]) if self.sought.search else False

    async def _search(self, text: str) -> None:
        self.forget_group()
        self.sought = replace(self.sought, search=text)
        await self.reload()

    async def do_back(self) -> None:
        """Leave the list of the account, the search, the group shown alone, the ticks, then the window (KEY-06)."""
        if self.field.has_focus and self.field.restore():
            return
        if self.sought.search:
            await self._search("")
        elif await self.leave_group():
            return
        elif self.ticked:
            self._untick()
        else:
            await self.do_close_window()

    # -- acts on the line ----------------------------------------------------------------------------------------------

    @property
    def _entry(self) -> int | None:
        rows, line = self.table.rows, self.current_line
        return rows.entries.get(line) if rows is not None and line is not None else None

    async def do_open_line(self) -> None:
        """Open the journal window on the line (CONS-17)."""
        entry, line = self._entry, self.current_line
        if entry is not None and line is not None:
            await open_journal(self.frame, self.dossier, entry, line)

    async def do_whole_entry(self) -> None:
        """Show all the lines of the entry."""
        if self._entry is not None:
            await show_entry(self.frame, self.dossier, self._entry)

    async def do_view_document(self) -> None:
        """Open the source document of the line (CONS-18)."""
        if self._entry is not None:
            await view_document(self.frame, self.dossier, self._entry)

    def why_not_view_document(self) -> str | None:
        """Ask for a line that has one."""
        return why_no_document(self.frame, self.dossier, self._entry)

    async def do_modify(self) -> None:
        """Open the card of the account (CONS-07)."""
        if self._account is not None:
            await self.frame.open("account_card", code=self._account.number)

    async def do_consult(self) -> None:
        """Consult the account."""
        if self._account is not None:
            await self.frame.open("consultation", number=self._account.number)
