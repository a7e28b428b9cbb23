"""Columns of lists and grids: what they hold, how a value is written in their cells."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import Literal

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import format_date, format_short
from tuicompta.core.text import cell_width

Value = str | int | date | bool | None
"""What a cell may hold; an amount is a whole number of cents."""

SHORT_DATE = 8
AMOUNT_WIDTH = 13


class ColumnType(Enum):
    """What the values of a column are."""

    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    AMOUNT = "amount"
    DATE = "date"
    TICK = "tick"


class Summary(Enum):
    """What the foot of a list says of a column (VUE-12); the value is the French name on screen."""

    TOTAL = "Total"
    COUNT = "Nombre"
    MINIMUM = "Minimum"
    MAXIMUM = "Maximum"
    AVERAGE = "Moyenne"


_MARKS = {Summary.COUNT: "nb ", Summary.MINIMUM: "min. ", Summary.MAXIMUM: "max. ", Summary.AVERAGE: "moy. "}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `width` in cells; a `stretch` column takes what the others leave, at least its width.

    Where there is little room a column may shrink to its `least` cells; the stretch columns take back theirs first, and
    `optional` columns, which stand at the right, have only what is left then: the rest of them is one scroll away.
    `signed` amounts show their zero (a balance); the others leave it blank (a debit, a credit, UIX-17). `mandatory`
    columns cannot be taken out of a view; `hidden` ones are shown only by the views that ask for them. `total` columns
    have a `summary` at the foot. `brief` is the heading where the column is narrower than its title.
    """

    identifier: str
    title: str
    type: ColumnType = ColumnType.TEXT
    width: int = 12
    stretch: bool = False
    signed: bool = False
    mandatory: bool = False
    total: bool = field(default=False)
    summary: Summary = Summary.TOTAL
    hidden: bool = False
    least: int = 0
    optional: bool = False
    brief: str = ""

    @property
    def align(self) -> Literal["left", "right"]:
        """The side the values lean on."""
        return "right" if self.type in {ColumnType.AMOUNT, ColumnType.NUMBER} else "left"


def amount_column(identifier: str, title: str, *, signed: bool = False, total: bool = True) -> Column:
    """Return a column of amounts of the usual width, added up at the foot."""
    return Column(identifier, title, ColumnType.AMOUNT, AMOUNT_WIDTH, signed=signed, total=total)


def cell_text(value: Value, column: Column, width: int = 0) -> str:
    """Return the text of a value in a column, as it is shown, searched and copied (UIX-17, FLD-11).

    `width` is that of the column on screen, where it may have shrunk: a date then has the short year.
    """
    if value is None:
        return ""
    if column.type is ColumnType.TICK:
        return "[x]" if value else "[ ]"
    if isinstance(value, date):
        return format_short(value) if (width or column.width) <= SHORT_DATE else format_date(value)
    if isinstance(value, int) and column.type is ColumnType.AMOUNT:
        return format_amount(value, blank_zero=not column.signed)
    return str(value)


def summary_text(value: int, column: Column) -> str:
    """Return what the foot says of a column: the sum alone, another summary with its mark, «moy. 12,00» (VUE-12)."""
    if column.summary is Summary.COUNT:
        return f"{_MARKS[column.summary]}{value}"
    if column.summary is Summary.TOTAL:
        return cell_text(value, column)
    return f"{_MARKS[column.summary]}{cell_text(value, replace(column, signed=True))}"


def widths(columns: tuple[Column, ...], available: int, own: dict[str, int] | None = None) -> list[int]:
    """Return the width of each column: what is asked, the stretch columns sharing the cells left over.

    `own` gives widths set by the user. One blank separates columns; nothing depends on the rows, so that widths never
    change while one scrolls or types.
    """
    chosen = own or {}
    asked = [chosen.get(column.identifier, column.width) for column in columns]
    # a view may set an optional column among the others: it then is one of them
    needed = range(max((place for place, column in enumerate(columns, 1) if not column.optional), default=0))
    sizes = list(asked)
    for place in needed:
        if columns[place].identifier not in chosen:
            sizes[place] = columns[place].least or sizes[place]
    left = available - sum(sizes[place] for place in needed) - (len(needed) - 1)
    for place in sorted(needed, key=lambda place: not columns[place].stretch):
        grown = max(min(asked[place] - sizes[place], left), 0)
        sizes[place] += grown
        left -= grown
    for size in sizes[len(needed) :]:
        if size + 1 > left:
            break
        left -= size + 1
    elastic = [place for place in needed if columns[place].stretch and columns[place].identifier not in chosen]
    if elastic and left > 0:
        share, rest = divmod(left, len(elastic))
        for rank, place in enumerate(elastic):
            sizes[place] += share + (1 if rank < rest else 0)
    return sizes


def natural_width(column: Column, texts: list[str], screen: int) -> int:
    """Return the width of the widest text shown, heading included, at most half the screen (COL-06)."""
    widest = max([cell_width(column.title) + 2, *(cell_width(text) for text in texts)])
    return min(widest, screen // 2)
