"""Computing a report beside the screen, on one state of the dossier (ETCL-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.reports.catalogue import build_report, find_report
from tuicompta.reports.models.modelled import built_as
from tuicompta.reports.reading import one_state
from tuicompta.reports.render.on_screen import compute
from tuicompta.services.dossiers.apart import opened_apart

if TYPE_CHECKING:
    from tuicompta.core.report_models.model import ReportModel
    from tuicompta.reports.render.on_screen import ShownReport
    from tuicompta.reports.request import Request
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.progress import Progress


async def computed(frame: Frame, dossier: Dossier, request: Request, model: ReportModel | None = None) -> ShownReport:
    """Compute a report on the state of the dossier at this moment, as a model still in its editor if given."""
    spec = find_report(request.report)

    def job(progress: Progress) -> ShownReport:
        with opened_apart(dossier, readonly=True) as own, one_state(own):
            report = built_as(own, spec, request, model) if model else build_report(own, request)
            return compute(report, lambda count: progress.tell(count, label=f"{spec.title} : {count} lignes"))

    return await frame.dialogs.work(spec.title, job)
