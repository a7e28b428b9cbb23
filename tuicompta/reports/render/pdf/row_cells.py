"""Cells of a row: a text and where it begins, made once for each value of a column."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, cast

from tuicompta.core.dates import format_date
from tuicompta.reports.model import Column, ColumnType, Side, Value
from tuicompta.reports.render.cells import amount_writer
from tuicompta.reports.render.pdf.gauges import side_width
from tuicompta.reports.render.pdf.sheet import LEFT, Sheet
from tuicompta.reports.render.pdf.typeface import Typeface

if TYPE_CHECKING:
    from datetime import date

Cell = tuple[float, str]  # where its text begins, in points
_REMEMBERED = 5000
_BEFORE: Final[dict[Side, float]] = {"left": 0, "center": 0.5, "right": 1}  # the part of a blank that is before a text
_Fit = Callable[[Value], tuple[str, float]]


class Cells(dict[Value, Cell]):
    """Cells of one column by value, each made once as long as there are not too many."""

    def __init__(self, fit: _Fit, left: float, scale: float) -> None:
        super().__init__()
        self._fit, self._left, self._scale = fit, left, scale

    def __missing__(self, value: Value) -> Cell:
        """Make the cell of a value met for the first time."""
        if len(self) == _REMEMBERED:
            self.clear()
        text, before = self._fit(value)
        self[value] = made = self._left + before * self._scale, text
        return made


def cells_of(sheet: Sheet, typeface: Typeface, *, blank_zero: bool) -> list[Cells]:
    """Return the cells of each column of a sheet, in one font."""
    return [
        Cells(_fit(column, typeface, width, blank_zero=blank_zero), LEFT + sheet.points(start), sheet.size / 1000)
        for column, start, width in zip(sheet.columns, sheet.starts, sheet.widths, strict=True)
    ]


def _fit(column: Column, typeface: Typeface, width: int, *, blank_zero: bool) -> _Fit:
    """Return what gives the text of a value and how far from the left of its column it begins, in thousandths."""
    before = _BEFORE[column.leaning]
    figures = amount_writer(column, blank_zero=blank_zero)

    def placed(shown: str, taken: float) -> tuple[str, float]:
        return shown, (width - taken) * before

    def text(value: Value) -> tuple[str, float]:
        return placed(*typeface.fitted(typeface.text(cast("str", value)), width))

    def day(value: Value) -> tuple[str, float]:
        shown = format_date(cast("date", value)) if value else ""
        return placed(shown, typeface.width(shown))

    def amount(value: Value) -> tuple[str, float]:
        shown = "" if value is None else figures(cast("int", value))
        return placed(shown, typeface.width(shown))

    def balance(value: Value) -> tuple[str, float]:
        """Return a balance and its side; the amount ends at the same place with or without a side (ETSO-03)."""
        if value is None:
            return "", 0
        shown = figures(cast("int", value)).rstrip()
        return placed(shown, side_width(typeface) + typeface.width(shown.rstrip(" DC")))

    kinds = {ColumnType.TEXT: text, ColumnType.DATE: day, ColumnType.BALANCE: balance}
    return kinds.get(column.type, amount)
