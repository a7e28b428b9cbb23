"""Whether the columns of a model fit on its page (EDM-05)."""

from collections.abc import Sequence
from typing import Final

from tuicompta.core.report_models.model import Orientation, ReportField, ReportModel

PORTRAIT_CELLS: Final = 132
LANDSCAPE_CELLS: Final = 194  # the same characters on the longer side of the sheet
_GAP = 1


def total_width(model: ReportModel, fields: Sequence[ReportField]) -> int:
    """Return the cells that the columns take with a blank between two; a width left empty counts as usual."""
    usual = {field.key: field.cells for field in fields}
    widths = [column.width or usual.get(column.field, 0) for column in model.columns]
    return sum(widths) + _GAP * max(len(widths) - 1, 0)


def overflow(model: ReportModel, fields: Sequence[ReportField]) -> int:
    """Return by how many characters the columns go beyond the page, 0 when they fit (EDM-05)."""
    page = PORTRAIT_CELLS if model.orientation is Orientation.PORTRAIT else LANDSCAPE_CELLS
    return max(total_width(model, fields) - page, 0)
