"""How wide the values of a column are, in thousandths of the size of the text; read many at a time."""

from collections.abc import Sequence
from datetime import date
from math import ceil
from typing import Final, cast

from tuicompta.core.amounts import format_rounded
from tuicompta.core.dates import format_date
from tuicompta.reports.model import Column, ColumnType, Value
from tuicompta.reports.render.pdf.typeface import Typeface

WIDEST: Final = 40_000  # half a page: beyond it a column does not grow
_ANY_DAY = date(2000, 12, 31)


def gauge(column: Column, regular: Typeface, bold: Typeface) -> "Gauge":
    """Return the gauge of a column; its lines are written in one font, its totals in the other."""
    if column.figures:
        return _FiguresGauge(regular, bold)
    if column.type is ColumnType.TEXT:
        return _TextGauge(regular)
    if column.type is ColumnType.DATE:
        return _DateGauge(bold)
    return _AmountGauge(column, bold)


def side_width(typeface: Typeface) -> int:
    """Return the width of the side that follows a balance, `D` or `C` after a space."""
    return ceil(typeface.width(" ") + max(map(typeface.width, "DC")))


class Gauge:
    """Tells the width of one column; a gauge overrides what concerns it."""

    def read(self, values: Sequence[Value]) -> None:
        """Take values of lines into account."""

    def read_total(self, value: Value) -> None:
        """Take the figure of a total into account."""

    def read_opening(self, value: Value) -> None:
        """Take into account a figure that is carried with those of the lines."""

    def begin(self) -> None:
        """Begin a block: the totals carried from page to page start again."""

    def width(self) -> int:
        """Return the width that the widest value needs."""
        raise NotImplementedError


class _DateGauge(Gauge):
    """Every date is as wide as another."""

    def __init__(self, typeface: Typeface) -> None:
        self._typeface = typeface

    def width(self) -> int:
        return ceil(self._typeface.width(format_date(_ANY_DAY)))


class _TextGauge(Gauge):
    """Texts of lines; on a total the caption stands in their place."""

    def __init__(self, typeface: Typeface) -> None:
        self._typeface = typeface
        self._width = 0.0

    def read(self, values: Sequence[Value]) -> None:
        texts = map(self._typeface.text, cast("set[str]", set(values)))
        self._width = max(self._width, *map(self._typeface.width, texts))

    def width(self) -> int:
        return min(ceil(self._width), WIDEST)


class _FiguresGauge(_TextGauge):
    """Figures already written, those of the totals too, which are bold and the widest."""

    def __init__(self, regular: Typeface, bold: Typeface) -> None:
        super().__init__(bold)
        self._regular = regular

    def read(self, values: Sequence[Value]) -> None:
        for value in set(values):
            self._regular.text(cast("str", value))
        super().read(values)

    def read_total(self, value: Value) -> None:
        self.read([value])


class _AmountGauge(Gauge):
    """The figures of a font are all as wide: the widest amount is one of the two extremes."""

    def __init__(self, column: Column, typeface: Typeface) -> None:
        self._column = column
        self._typeface = typeface
        self._least = self._greatest = self._moved = 0

    def read(self, values: Sequence[Value]) -> None:
        cents = [value for value in cast("Sequence[int | None]", values) if value is not None]
        if cents and self._column.carried and self._column.type is ColumnType.AMOUNT:
            self._moved += sum(map(abs, cents))  # the total of some of the lines never goes beyond
        self._take([*cents, self._moved])

    def read_total(self, value: Value) -> None:
        if value is not None:
            self._take([cast("int", value)])

    def read_opening(self, value: Value) -> None:
        self.read([value])

    def begin(self) -> None:
        self._moved = 0

    def width(self) -> int:
        decimals = self._column.decimals
        extremes = [self._typeface.width(format_rounded(cents, decimals)) for cents in self._extremes()]
        return ceil(max(extremes)) + (side_width(self._typeface) if self._column.type is ColumnType.BALANCE else 0)

    def _extremes(self) -> tuple[int, int]:
        if self._column.type is ColumnType.BALANCE:
            return abs(self._least), self._greatest
        return self._least, self._greatest

    def _take(self, cents: Sequence[int]) -> None:
        self._least = min(self._least, *cents)
        self._greatest = max(self._greatest, *cents)
