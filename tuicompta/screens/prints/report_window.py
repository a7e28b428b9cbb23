"""A report on the screen: read, searched, opened line by line, exported (IMP-10)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from tuicompta.reports.model import RowKind
from tuicompta.screens.entry.journal_window import JournalWindow
from tuicompta.screens.entry_actions.due_dates import edit_schedule
from tuicompta.screens.frame.actions import Action
from tuicompta.screens.frame.window import Window
from tuicompta.screens.prints.report_export import EXPORT, export_report
from tuicompta.screens.prints.report_head import ReportHead
from tuicompta.screens.prints.report_print import print_report
from tuicompta.screens.prints.report_search import find_line
from tuicompta.screens.prints.report_view import ReportView
from tuicompta.services.journals.journal_periods import journal_period
from tuicompta.services.prints.printed_lines import PrintedDue, PrintedLine, find_printed_due, find_printed_line
from tuicompta.services.prints.printing import why_no_printing
from tuicompta.widgets.card_schema import CardSchema, Tab, text

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable, Mapping

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.reports.render.on_screen import ShownReport
    from tuicompta.services.dossiers.dossier import Dossier

ACTIONS = (
    Action("open_printed", "Ouvrir l'écriture ou le compte", "Ce que la ligne imprime.", other_way="Entrée"),
    EXPORT,
    Action("whole_texts", "Textes entiers", "Les textes en entier, ou coupés à l'écran.", ("alt+t",), short="Entiers"),
)
NOTHING_UNDER = "Cette ligne n'ouvre rien"
SEARCHED = CardSchema((Tab("", (text("wanted", "Texte ou montant", mandatory=True, width=36),)),))


class ReportWindow(Window):
    """A computed report; `again` computes it once more."""

    MAIN = "Ouvrir"
    HELP = "report"
    OFFERS: ClassVar[tuple[str, ...]] = (
        "open_printed",
        "export_report",
        "print",
        "search",
        "search_next",
        "whole_texts",
        "refresh_data",
    )

    def __init__(
        self, dossier: Dossier, shown: ShownReport, again: Callable[[], Awaitable[ShownReport]] | None = None
    ) -> None:
        super().__init__()
        self._dossier = dossier
        self._again = again
        self._wanted = ""
        self.head = ReportHead(shown.report.heading)
        self.view = ReportView(shown)
        self.view.changed = self._moved
        self.view.opened = lambda: self.frame.dispatcher.start(self.do_accept())

    def compose(self) -> ComposeResult:
        """Put the heading over the lines."""
        yield self.head
        yield self.view

    # -- what the frame asks -------------------------------------------------------------------------------------------

    @property
    def shown_report(self) -> ShownReport:
        """The report computed last."""
        return self.view.shown

    @property
    def title(self) -> str:
        """The title of the report."""
        return self.shown_report.report.heading.title

    @property
    def identity(self) -> Hashable:
        """Each computed report has its window, so that two can be compared."""
        return type(self), id(self)

    @property
    def first_focus(self) -> Widget:
        """The lines."""
        return self.view

    @property
    def counter(self) -> str:
        """The line of the cursor, and how many there are."""
        return f"{self.view.line + 1}/{len(self.shown_report.lines)}"

    def on_unmount(self) -> None:
        """Give back the room of the lines."""
        self.shown_report.lines.close()

    # -- reading -------------------------------------------------------------------------------------------------------

    def _moved(self) -> None:
        if self.is_attached:
            self.frame.acted()

    async def do_refresh_data(self) -> None:
        """Compute the report again."""
        if self._again is None:
            return
        former, shown = self.shown_report, await self._again()
        self.head.show(shown.report.heading)
        self.view.show(shown)
        former.lines.close()

    def why_not_refresh_data(self) -> str | None:
        """Ask for a report that can be computed again."""
        return None if self._again is not None else "Pas possible sur cet état"

    def do_whole_texts(self) -> None:
        """Show the texts whole, or no more."""
        self.view.show_whole(whole=not self.view.whole)

    async def do_search(self) -> None:
        """Ask what to find."""
        answer = await self.frame.dialogs.fill("Rechercher", SEARCHED, {"wanted": self._wanted})
        if answer is not None:
            self._wanted = str(answer["wanted"])
            await self._find(self.view.line)

    async def do_search_next(self) -> None:
        """Find the next line, the first after the last (KEY-23)."""
        if self._wanted:
            await self._find(self.view.line + 1)
        else:
            await self.do_search()

    async def _find(self, start: int) -> None:
        job = partial(find_line, self.shown_report, self._wanted, start)
        found = await self.frame.dialogs.work("Recherche", job)
        if found is None:
            self.frame.say(f"«{self._wanted}» ne se trouve pas", warning=True)
        else:
            self.view.go(found)

    async def do_export_report(self) -> None:
        """Write the report in a file."""
        await export_report(self.frame, self.shown_report, self._dossier.name)

    async def do_print(self) -> None:
        """Send the report to a printer."""
        await print_report(self.frame, self.shown_report)

    def why_not_print(self) -> str | None:
        """Ask for a print command (ETSO-09)."""
        return why_no_printing()

    # -- what a line is made of ----------------------------------------------------------------------------------------

    async def do_open_printed(self) -> None:
        """Open the schedule of a due date, the entry of a line in its journal, else the account of the line."""
        values = self._values()
        if not values.get("account"):
            self.frame.say(NOTHING_UNDER)
        elif not await self._open_schedule(values) and not await self._open_entry(values):
            await self.frame.open("consultation", number=values["account"])

    do_main = do_accept = do_open_printed

    def why_not_open_printed(self) -> str | None:
        """Ask for a line made of something."""
        return None if self._values().get("account") else NOTHING_UNDER

    why_not_main = why_not_open_printed

    def _values(self) -> Mapping[str, Any]:
        """Return the values of the line by the key of their column; under the name of a block, the account it names."""
        place, shown = self.view.line, self.shown_report
        row = shown.lines.row(place)
        columns = shown.report.columns
        if row.kind is RowKind.GROUP and place + 1 < len(shown.lines):
            row = shown.lines.row(place + 1)
            columns = tuple(column for column in columns if column.group)
        if row.kind is not RowKind.DETAIL:
            return {}
        return {
            column.key: value
            for column, value in zip(shown.report.columns, row.values, strict=True)
            if column in columns
        }

    async def _open_schedule(self, values: Mapping[str, Any]) -> bool:
        """Open the schedule that a due date is of; False when the line is not one (IMP-10)."""
        if not {*PrintedDue._fields, "paid"} <= values.keys() or values["due_date"] is None:
            return False
        line = find_printed_due(self._dossier.database, PrintedDue(*(values[key] for key in PrintedDue._fields)))
        if line is None or self._dossier.readonly:
            return False
        if await edit_schedule(self.frame, self._dossier, line):
            await self.do_refresh_data()
        return True

    async def _open_entry(self, values: Mapping[str, Any]) -> bool:
        """Open the journal window on the line of an entry; False when the line is not one."""
        if not set(PrintedLine._fields) <= values.keys() or values["date"] is None:
            return False
        found = find_printed_line(self._dossier.database, PrintedLine(*(values[key] for key in PrintedLine._fields)))
        place = journal_period(self._dossier.database, found.journal_id, found.period_id) if found else None
        if found is None or place is None:
            return False
        window = await self.frame.windows.open(JournalWindow(self._dossier, place))
        if isinstance(window, JournalWindow):
            window.go_to_line(found.line_id)
        return True
