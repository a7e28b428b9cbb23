"""The columns of a report as a model wants them: which, in what order, under what title (EDM-04)."""

from collections.abc import Sequence
from typing import Any, Final

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.report_models.model import Alignment, ModelColumn, ReportModel
from tuicompta.reports.model import OPENING, Column, Details, Row, RowKind, Side, Value
from tuicompta.reports.models.fields import field_of, is_series

_SIDES: Final[dict[Alignment, Side | None]] = {
    Alignment.NATURAL: None,
    Alignment.LEFT: "left",
    Alignment.CENTRE: "center",
    Alignment.RIGHT: "right",
}
_TOTALS: Final = frozenset({RowKind.SUBTOTAL, RowKind.TOTAL})


class NothingShownError(TuicomptaError):
    """The report has none of the fields of the model, as it is asked."""

    template = "Le modèle «{name}» ne montre aucune colonne de cet état tel qu'il est demandé. Changez de modèle."


class Shape:
    """Takes the columns of a model out of the rows of a report; raises `NothingShownError`."""

    def __init__(self, columns: Sequence[Column], model: ReportModel) -> None:
        chosen = [
            (place, _column(column, wanted))
            for wanted in model.columns
            for place, column in enumerate(columns)
            if field_of(column) == wanted.field
        ]
        if not chosen:
            raise NothingShownError(name=model.name)
        self._places = [place for place, _ in chosen]
        # Above the blocks of the report, names stand once; without these blocks they are columns like others.
        blocks = model.own_groups is not None and not all(column.group for _, column in chosen)
        self.columns = tuple(column if blocks else column._replace(group=False) for _, column in chosen)
        untotalled = {wanted.field for wanted in model.columns if not wanted.total}
        self._blank = {
            rank: "" if column.figures else None
            for rank, column in enumerate(self.columns)
            if column.leans_right and field_of(column) in untotalled
        }

    def pick(self, values: Sequence[Any]) -> tuple[Any, ...]:
        """Return what belongs to the columns, out of something given for every column of the report."""
        return tuple([values[place] for place in self._places])

    def details(self, details: Details) -> Details:
        """Return many rows at once."""
        return Details(self.pick(details.columns))

    def row(self, row: Row) -> Row:
        """Return a row; a column without total shows none."""
        if not row.values:
            return row
        values: tuple[Value, ...] = self.pick(row.values)
        if self._blank and row.kind in _TOTALS and row.of != OPENING:
            values = tuple(self._blank.get(rank, value) for rank, value in enumerate(values))
        return row._replace(values=values)


def _column(column: Column, wanted: ModelColumn) -> Column:
    return column._replace(
        title=column.title if is_series(column) else wanted.title or column.title,
        width=wanted.width,
        side=_SIDES[wanted.alignment],
        decimals=wanted.decimals,
        carried=column.carried and wanted.total,
    )
