"""A report laid out by a model: the same figures in another order, under other titles (EDM-08)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tuicompta.core.dates import format_date
from tuicompta.core.report_models.model import Orientation, ReportModel
from tuicompta.core.report_models.texts import filled, lines_of
from tuicompta.reports.model import NOTE, OPENING, Details, Heading, Paper, Part, Picture, Report, Row, RowKind
from tuicompta.reports.models.groups import Groups, PlacedGroup
from tuicompta.reports.models.order import Line, Order
from tuicompta.reports.models.shape import Shape

_LANDSCAPE: Final = {Orientation.AUTOMATIC: None, Orientation.PORTRAIT: False, Orientation.LANDSCAPE: True}


def laid_out(report: Report, model: ReportModel, logo: Picture | None = None) -> Report:
    """Return a report as a model lays it out; totals of the report stay those of the report.

    Raises `NothingShownError`.
    """
    shape = Shape(report.columns, model)
    order = Order(report.columns, model)
    if model.own_groups is None:
        rearranged = _Regrouped(report, model, order).parts
    else:
        rearranged = _Blocks(report, model, order).parts
    return report._replace(
        heading=_heading(report.heading, model),
        columns=shape.columns,
        parts=lambda: _shaped(rearranged(), shape),
        criteria={**report.criteria, "model": model.name},
        paper=Paper(_LANDSCAPE[model.orientation], logo if model.logo else None),
    )


def _shaped(parts: Iterable[Part], shape: Shape) -> Iterator[Part]:
    return (shape.details(part) if isinstance(part, Details) else shape.row(part) for part in parts)


class _Blocks:
    """Keeps the blocks of the report: their lines may be sorted, their subtotals left out."""

    def __init__(self, report: Report, model: ReportModel, order: Order) -> None:
        self._report, self._order = report, order
        group = model.own_groups
        self._subtotals = group is None or group.subtotal
        self._paged = group is not None and group.page_break
        self._sorts = bool(model.sorts) and bool(order)

    def parts(self) -> Iterator[Part]:
        """Yield the rows; a new page that comes twice is one."""
        on_new_page = True
        for part in self._sorted() if self._sorts else self._report.parts():
            if isinstance(part, Row):
                if part.kind is RowKind.SUBTOTAL and part.of != OPENING and not self._subtotals:
                    continue
                if self._paged and part.kind is RowKind.GROUP and part.of != NOTE and not on_new_page:
                    yield Row(RowKind.PAGE)
                if part.kind is RowKind.PAGE and on_new_page:
                    continue
            yield part
            on_new_page = isinstance(part, Row) and part.kind is RowKind.PAGE

    def _sorted(self) -> Iterator[Part]:
        """Yield the lines that follow one another in the order of the model; rules between entries mean nothing."""
        lines: list[Line] = []
        for row in self._report.rows():
            if row.kind is RowKind.DETAIL:
                lines.append(row.values)
            elif row.kind is not RowKind.RULE:
                yield from self._run(lines)
                lines = []
                yield row
        yield from self._run(lines)

    def _run(self, lines: Sequence[Line]) -> Iterator[Row]:
        if not lines:
            return
        found, running = self._order.sorted(lines), self._order.running
        if running:
            found = running.run(found, running.start(lines))
        yield from (Row(RowKind.DETAIL, line) for line in found)


class _Regrouped:
    """Leaves the blocks of the report for the groups of the model, or for none; the general totals stay."""

    def __init__(self, report: Report, model: ReportModel, order: Order) -> None:
        self._report, self._order = report, order
        placed = [PlacedGroup(key, place) for key in model.groups for place in order.places(key)[:1]]
        self._groups = Groups(report.columns, placed, order.running)

    def parts(self) -> Iterator[Part]:
        """Yield the groups, then the totals."""
        lines: list[Line] = []
        for row in self._report.rows():
            if row.kind is RowKind.DETAIL:
                lines.append(row.values)
            elif row.kind is RowKind.TOTAL:
                yield from self._groups.rows(self._order.sorted(lines))
                lines = []
                yield row
        yield from self._groups.rows(self._order.sorted(lines))


def _heading(heading: Heading, model: ReportModel) -> Heading:
    values = _values(heading)
    above, below = (tuple(filled(line, values) for line in lines_of(text)) for text in (model.head, model.foot))
    title = filled(model.title, values).strip() or heading.title
    return heading._replace(title=title, above=above, below=below)


def _values(heading: Heading) -> dict[str, str]:
    """Return what replaces the tokens of a text, but those of the pages."""
    year = heading.year
    start, end = heading.start or (year and year.start), heading.end or (year and year.end)
    return {
        "societe": heading.company.name,
        "exercice": f"du {format_date(year.start)} au {format_date(year.end)}" if year else "",
        "du": format_date(start) if start else "",
        "au": format_date(end) if end else "",
        "date": format_date(heading.edition.day),
    }
