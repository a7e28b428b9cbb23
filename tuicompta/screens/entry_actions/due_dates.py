"""The schedule of an invoice line and the matchings of the other lines: one or the other (CTX-01 to CTX-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tuicompta.core.allotment import allot
from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import YearMonth, format_date
from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.entry.due_dates_box import edit_parts
from tuicompta.services.entries.schedules import schedule_of, store_schedule
from tuicompta.services.fiscal_years.fiscal_years import fiscal_year_of
from tuicompta.services.matching.matching_sheet import matching_sheet, store_matchings
from tuicompta.widgets.box import PickBox
from tuicompta.widgets.columns import Column, ColumnType, amount_column
from tuicompta.widgets.fields.date import DateScope
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.rows import Row
from tuicompta.widgets.safe import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.matching.matching_sheet import MatchingSheet

COLUMNS = (
    Column("due", "Échéance", ColumnType.DATE, 8),
    Column("piece", "Pièce", width=10),
    Column("label", "Libellé", width=16, stretch=True),
    Column("kind", "Type", width=7),
    amount_column("balance", "Solde"),
    amount_column("matched", "Pointé"),
)


class MatchingBox(PickBox):
    """The due dates that a line may settle; answers those that are ticked, none being an answer too.

    The title gives «Reste à affecter» after each tick; a tick that it does not allow is taken back (PTG-02, PTG-08).
    """

    def __init__(self, sheet: MatchingSheet) -> None:
        self._sheet = sheet
        self._ticked = {row.id for row in sheet.rows if row.matched}
        account = f"{sheet.account} – {sheet.title}"
        definition = ListDefinition("pointages", account, COLUMNS, MemoryTable(COLUMNS, self._rows))
        super().__init__(self._title(sheet.left), definition, ticked=self._ticked)
        self.list.changed = self._follow

    def do_main(self) -> None:
        """Answer the due dates ticked."""
        self.finished([row.id for row in self._sheet.rows if row.id in self._ticked])

    def _title(self, left: int) -> str:
        sheet = self._sheet
        piece = f"{sheet.piece} du {format_date(sheet.day)}".strip()
        return f"{sheet.kind.label} {piece} : {format_amount(sheet.amount)}, reste {format_amount(left)}"

    def _follow(self) -> None:
        """Take the ticks as they are now, unless the rest does not allow them."""
        ticks = self.list.grid.ticks
        ticked = {row.id for row in self._sheet.rows if row.id in ticks}
        if ticked == self._ticked:
            return
        try:
            _, left = allot(self._sheet.kind, self._sheet.left, self._sheet.rows, ticked)
        except TuicomptaError:
            self._take_back()
            raise
        self._ticked = ticked
        self.border_title = Content(safe(self._title(left)))

    def _take_back(self) -> None:
        ticks, source = self.list.grid.ticks, self.list.grid.source
        ticks.clear()
        for due in self._ticked:
            row = source.row(due)
            if row is not None:
                ticks.set(row, ticked=True)
        self.list.grid.repaint()

    def _rows(self) -> Iterable[Row]:
        for row in self._sheet.rows:
            cells = (row.due_on, row.piece, row.label, row.kind.label, row.balance, row.matched or None)
            yield Row(row.id, cells)


async def edit_schedule(frame: Frame, dossier: Dossier, line_id: int) -> bool:
    """Edit the due dates of an invoice line, whatever its status; tell whether they changed (CTX-02, ECH-23)."""
    schedule = schedule_of(dossier.database, line_id)
    year = fiscal_year_of(dossier.database, schedule.day)
    start, end = (year.start, year.end) if year else (schedule.day, schedule.day)
    scope = DateScope(start, end, YearMonth.of(schedule.day), schedule.day)
    head = f"{schedule.account} – {schedule.title}\n{format_date(schedule.day)} : {format_amount(schedule.amount)}"
    if matched := sum(schedule.matched):
        head += f", pointé {format_amount(matched)}"
    parts = list(schedule.parts)
    while True:
        edited = await edit_parts(frame, head, parts, schedule.amount, scope)
        if edited is None:
            return False
        try:
            store_schedule(dossier, line_id, edited)
        except TuicomptaError as refusal:
            await frame.failed(refusal)
            parts = list(edited)
        else:
            frame.say("Échéancier enregistré")
            return True


async def edit_matchings(frame: Frame, dossier: Dossier, line_id: int) -> bool:
    """Choose the due dates that a line settles; tell whether they changed (CTX-03, PTG-11)."""
    sheet = matching_sheet(dossier.database, line_id)
    if not sheet.rows:
        frame.say(f"Aucune échéance à pointer sur le compte {sheet.account}")
        return False
    ticked: list[int] | None = await frame.dialogs.show(MatchingBox(sheet))
    if ticked is None:
        return False
    left = store_matchings(dossier, line_id, ticked)
    frame.say(f"Pointages enregistrés, reste à affecter : {format_amount(left)}")
    return True
