"""The lines of an account as they go on paper, with the figures over them (CONS-26)."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from tuicompta.exchange.lists.table import Banner, ListColumn, ListRow, ListTable
from tuicompta.reports.model import Edition
from tuicompta.screens.browsing.consultation_head import figure_runs, filter_words
from tuicompta.screens.lists.list_table import KINDS
from tuicompta.widgets.columns import summary_text
from tuicompta.widgets.rows import every_row

if TYPE_CHECKING:
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.browse.account_lines import LineFilter, Sums
    from tuicompta.services.browse.consultation import ConsultedAccount
    from tuicompta.widgets.paged_grid import PagedGrid


def account_table(
    frame: Frame, grid: PagedGrid, account: ConsultedAccount, shown: LineFilter, figures: Sums
) -> ListTable:
    """Return the lines displayed, under the figures of the fiscal year and the filters, over their totals."""
    now = datetime.now().astimezone()
    columns = grid.columns_shown
    places = grid.layout_of_columns.shown
    sums = (
        summary_text(grid.sums[column.identifier], column) if column.total and column.identifier in grid.sums else ""
        for column in columns
    )
    above = (f"Exercice {shown.year.label} : {''.join(text for text, _ in figure_runs(figures))}", filter_words(shown))
    return ListTable(
        "consultation",
        f"Compte {account.number} {account.title}",
        tuple(ListColumn(column.identifier, column.title, KINDS[column.type], column.signed) for column in columns),
        [ListRow(tuple(row.values[place] for place in places)) for row in every_row(grid.source)],
        (Banner("Total", tuple(sums)),),
        tuple(text for text in above if text),
        " · ".join(part for part in (frame.session.dossier_name, frame.session.fiscal_year) if part),
        Edition(now.date(), time(now.hour, now.minute), frame.session.user),
    )
