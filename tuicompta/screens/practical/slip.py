"""The remittance slip of a deposit, on the screen, to print or to export (SPT-10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.reports.lists.deposit_slip import slip_report
from tuicompta.reports.render.on_screen import compute
from tuicompta.screens.prints.report_window import ReportWindow

if TYPE_CHECKING:
    from tuicompta.core.practical.cash import ChequeDeposit
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier


async def show_slip(frame: Frame, dossier: Dossier, deposit: ChequeDeposit) -> None:
    """Open the slip of a deposit."""
    await frame.windows.open(ReportWindow(dossier, compute(slip_report(dossier, deposit), lambda _: None)))
