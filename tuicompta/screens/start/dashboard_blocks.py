"""The figures of the dashboard as blocks of the page (TDB-01 to TDB-09)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import format_date, month_label
from tuicompta.services.dashboard.dashboard import Dashboard, Figure
from tuicompta.services.dashboard.dashboard_details import FigureOf
from tuicompta.widgets.board_blocks import BoardBlock, BoardCell, BoardRow, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tuicompta.services.dashboard.dashboard_flows import MonthFlow
    from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, Period

FUNDS = (Figure.CASH, Figure.BANK, Figure.OTHER_FUNDS)
DUE = (
    Figure.CUSTOMERS_COMING,
    Figure.CUSTOMERS_OVERDUE,
    Figure.SUPPLIERS_COMING,
    Figure.SUPPLIERS_OVERDUE,
    Figure.SUNDRY,
)
LABELS = {Figure.OTHER_FUNDS: "Autres financiers", Figure.FUNDS: "Total"}
MONTH_WIDTH, DUE_WIDTH = 16, 21
NOTHING = "Rien : tout est à jour"
DRAFTS, MONTHS, ENTRIES = "drafts", "months", "entries"
"""What the lines of «À faire» open beside the accounts of a figure."""


def blocks_of(found: Dashboard, flows: Sequence[MonthFlow] = ()) -> list[BoardBlock]:
    """Return the blocks of the page; `flows` make the part shown on request (TDB-08)."""
    whole = [_funds(found), _due(found), _year(found), _to_do(found), _results(found)]
    return [*whole, _flows(flows)] if flows else whole


def _funds(found: Dashboard) -> BoardBlock:
    rows = [_row(found, figure) for figure in FUNDS]
    total = format_amount(found.amounts[Figure.FUNDS])
    last = BoardRow(LABELS[Figure.FUNDS], (BoardCell(total, key=FigureOf(Figure.FUNDS)),), strong=True)
    return BoardBlock(Figure.FUNDS.label, (*rows, last))


def _due(found: Dashboard) -> BoardBlock:
    return BoardBlock("Créances et dettes", tuple(_row(found, figure) for figure in DUE), label_width=DUE_WIDTH)


def _year(found: Dashboard) -> BoardBlock:
    """Return turnover, gross margin, result, and the result so far beside that of the year before (TDB-05)."""
    rows = [_row(found, figure) for figure in (Figure.TURNOVER, Figure.MARGIN, Figure.RESULT)]
    return BoardBlock(f"Exercice {found.year.label}", (*rows, *_compared(found)), Place.RIGHT)


def _compared(found: Dashboard) -> Iterable[BoardRow]:
    last = found.compared
    if last is None or last.previous is None or last.result is None or found.previous is None:
        return
    before = BoardCell(format_amount(last.previous), last.previous, _up_to(last.previous_period), "quiet")
    label = f"Fin {month_label(last.previous_period.start)}" if last.previous_period else found.previous.label
    yield BoardRow(label, (before,))
    yield BoardRow("Écart", (BoardCell(format_amount(last.result - last.previous)),))


def _to_do(found: Dashboard) -> BoardBlock:
    """Return what waits, each line opening the screen concerned (TDB-09)."""
    waiting = found.to_do
    lines = (
        (waiting.unvalidated, "Écritures à valider", ENTRIES),
        (waiting.months, "Mois à clôturer", MONTHS),
        (waiting.drafts, "Brouillons non équilibrés", DRAFTS),
        (waiting.customers_overdue, "Échéances clients dépassées", (Figure.CUSTOMERS_OVERDUE,)),
        (waiting.suppliers_overdue, "Échéances fournisseurs dép.", (Figure.SUPPLIERS_OVERDUE,)),
    )
    rows = [BoardRow(label, (BoardCell(str(count), key=key),)) for count, label, key in lines if count]
    return BoardBlock("À faire", tuple(rows) or (BoardRow(NOTHING, ()),), Place.RIGHT, figure_width=7)


def _results(found: Dashboard) -> BoardBlock:
    """Return the cumulated results of each month beside those of the year before (TDB-04)."""
    headings = [f"Exercice {found.year.label}"]
    headings += [f"Exercice {found.previous.label}"] if found.previous else []
    rows = []
    for month in found.months:
        own = _cumulated(month.result, month.period, "accent")
        cells = [own, _cumulated(month.previous, month.previous_period, "quiet")] if found.previous else [own]
        rows.append(BoardRow(_month(month.period or month.previous_period, found.year), tuple(cells)))
    return BoardBlock("Résultat cumulé", tuple(rows), Place.WIDE, tuple(headings), MONTH_WIDTH)


def _flows(flows: Sequence[MonthFlow]) -> BoardBlock:
    rows = [
        BoardRow(
            month_label(flow.period.start),
            (
                BoardCell(format_amount(flow.received), flow.received),
                BoardCell(format_amount(flow.spent), flow.spent, voice="quiet"),
            ),
        )
        for flow in flows
    ]
    headings = "Encaissements", "Décaissements"
    return BoardBlock("Trésorerie", tuple(rows), Place.WIDE, headings, MONTH_WIDTH)


def _row(found: Dashboard, figure: Figure) -> BoardRow:
    amount = found.amounts[figure]
    return BoardRow(LABELS.get(figure, figure.label), (BoardCell(format_amount(amount), amount, FigureOf(figure)),))


def _cumulated(amount: int | None, period: Period | None, voice: str) -> BoardCell:
    if amount is None:
        return BoardCell("")
    return BoardCell(format_amount(amount), amount, _up_to(period), voice)


def _up_to(period: Period | None) -> FigureOf | None:
    return FigureOf(Figure.RESULT, period) if period else None


def _month(period: Period | None, year: FiscalYear) -> str:
    """Return the name of a month, without its year inside the fiscal year of one calendar year."""
    if period is None:
        return ""
    name = month_label(period.start)
    return name.rsplit(" ", 1)[0] if year.start.year == year.end.year else name


def caption(found: Dashboard) -> str:
    """Return what the figures are about: the day and the fiscal year."""
    more = f" · avec {found.not_carried.label}, sans à-nouveaux" if found.not_carried else ""
    return f"au {format_date(found.day)}{more}"
