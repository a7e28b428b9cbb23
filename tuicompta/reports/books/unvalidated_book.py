"""Book of the entries to check before validation, `--report brouillard` (ETBR)."""

from collections.abc import Iterator

from tuicompta.core.dates import YearMonth
from tuicompta.reports.books.draft_book import BookLine, book_columns, book_rows
from tuicompta.reports.books.journal_lines import JournalLines
from tuicompta.reports.catalogue import ReportSpec
from tuicompta.reports.figures import Bounds, account_figures
from tuicompta.reports.heading import criteria_of, heading_of
from tuicompta.reports.lines import STATUS_MARKS, Days
from tuicompta.reports.model import Report, Row
from tuicompta.reports.request import Request
from tuicompta.reports.scope import Scope, resolve_scope
from tuicompta.services.dossiers.dossier import Dossier


def build(dossier: Dossier, spec: ReportSpec, request: Request) -> Report:
    """Build the book of the statuses ticked, unvalidated and simulated by default (ETBR-01)."""
    scope = resolve_scope(dossier, spec, request)
    order = request.sort or spec.sorts[0]
    period = scope.period
    bounds = Bounds((period.years[0].span,), period.start, period.end, moves_only=True)

    def rows() -> Iterator[Row]:
        whole = scope.every_account and scope.every_line
        return book_rows(_lines(scope, order), entry_totals=request.entry_totals, marks_gaps=whole)

    return Report(
        name=spec.name,
        heading=heading_of(scope, account_figures(scope, bounds).values(), _words(request)),
        columns=book_columns(),
        parts=rows,
        criteria={
            **criteria_of(scope),
            "sort": order,
            "entry_totals": request.entry_totals,
            "entered_by": request.entered_by,
            "entered_from": request.entered_start and request.entered_start.isoformat(),
            "entered_to": request.entered_end and request.entered_end.isoformat(),
        },
    )


def _words(request: Request) -> Iterator[str]:
    if request.entered_by:
        yield f"Saisies de {request.entered_by.upper()}"
    if request.entered_start:
        yield f"Saisies depuis le {request.entered_start:%d/%m/%Y}"
    if request.entered_end:
        yield f"Saisies jusqu'au {request.entered_end:%d/%m/%Y}"


def _lines(scope: Scope, order: str) -> Iterator[BookLine]:
    """Yield the lines by journal, then by period."""
    source = JournalLines(scope, order, with_due_dates=True)
    days = Days()
    for journal in scope.journals:
        name = f"{journal.code} – {journal.description}"
        for period, first, _ in source.periods():
            for line in source.of_month(journal.id, period):
                if _is_entered(scope.request, line[11], line[12]):
                    account = scope.accounts[line[1]]
                    yield BookLine(
                        journal=journal.code,
                        block=name,
                        month=YearMonth.of(first),
                        entry=line[0],
                        day=days[line[3]],
                        piece=line[4],
                        document=line[5],
                        account=account.number,
                        title=account.title,
                        label=line[6],
                        debit=line[13],
                        credit=line[14],
                        due_on=days[line[7]],
                        status=STATUS_MARKS[line[10]],
                        entered_by=line[11],
                        entered_on=days[line[12]],
                    )


def _is_entered(request: Request, user: str, day: str) -> bool:
    if request.entered_by and request.entered_by.upper() != user:
        return False
    start, end = request.entered_start, request.entered_end
    return (start is None or day >= start.isoformat()) and (end is None or day <= end.isoformat())
