"""Journal, `--report journal` (ETJO)."""

from tuicompta.core.enums import EntryStatus
from tuicompta.reports.books.journal_book import TOGETHER, JournalBook
from tuicompta.reports.catalogue import ReportSpec
from tuicompta.reports.figures import Bounds, account_figures
from tuicompta.reports.heading import criteria_of, heading_of
from tuicompta.reports.model import Report
from tuicompta.reports.request import Request
from tuicompta.reports.scope import resolve_scope, without_opening
from tuicompta.services.dossiers.dossier import Dossier


def build(dossier: Dossier, spec: ReportSpec, request: Request) -> Report:
    """Build the journals asked for, or all of them in one book (ETJO-05)."""
    scope = resolve_scope(dossier, spec, request)
    extra = []
    if request.no_opening:
        scope = without_opening(scope)
        extra.append("Sans les à-nouveaux")
    if scope.marked(TOGETHER):
        scope = scope._replace(statuses=scope.statuses & {EntryStatus.VALIDATED})
        extra.append("Livre-journal")
    period = scope.period
    bounds = Bounds((period.years[0].span,), period.start, period.end, moves_only=True)
    figures = account_figures(scope, bounds)
    book = JournalBook(scope)
    return Report(
        name=spec.name,
        heading=heading_of(scope, figures.values(), extra),
        columns=book.columns.columns,
        parts=lambda: JournalBook(scope).parts(),
        criteria={
            **criteria_of(scope),
            "opening": not request.no_opening,
            "sort": book.order,
            "entry_totals": request.entry_totals,
        },
    )
