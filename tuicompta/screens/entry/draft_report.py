"""The print of what was typed in an entry window, unsaved lines marked (KM-40)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tuicompta.reports.books.draft_book import UNSAVED, draft_report
from tuicompta.reports.books.typed_entries import typed_lines
from tuicompta.reports.render.on_screen import compute
from tuicompta.screens.prints.report_window import ReportWindow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuicompta.core.entry.machine import EntryMachine
    from tuicompta.reports.render.on_screen import ShownReport
    from tuicompta.services.dossiers.dossier import Dossier


class DraftReportWindow(ReportWindow):
    """The brouillard of the lines of one entry window."""

    WANTS_DOSSIER = True

    def __init__(self, dossier: Dossier, machine: EntryMachine) -> None:
        self._machine = machine
        self._dossier = dossier
        super().__init__(dossier, self._computed(), self._again_computed)

    def _computed(self) -> ShownReport:
        machine = self._machine
        lines = typed_lines(self._dossier, machine.entries, machine.header().working_month)
        return compute(draft_report(self._dossier, lines), lambda _: None)

    async def _again_computed(self) -> ShownReport:
        return self._computed()

    async def _open_entry(self, values: Mapping[str, Any]) -> bool:
        """Open saved lines only: the others are in no journal."""
        return values["status"] != UNSAVED and await super()._open_entry(values)
