"""A list as it is written to a file: typed columns, rows, what groups them and what sums them up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Value = str | int | date | bool | None
"""What a cell holds; an amount is a whole number of cents."""


class CellKind(StrEnum):
    """What the values of a column are; the value is the name used in JSON and XML."""

    TEXT = "text"
    NUMBER = "number"
    AMOUNT = "amount"
    DATE = "date"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its English key, its title on screen; a `signed` amount shows its zero (UIX-17)."""

    key: str
    title: str
    kind: CellKind = CellKind.TEXT
    signed: bool = False

    @property
    def leans_right(self) -> bool:
        """Whether its values lean on the right side."""
        return self.kind in {CellKind.AMOUNT, CellKind.NUMBER}


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row: one value per column; `level` is more than zero inside a group."""

    values: tuple[Value, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Banner:
    """What runs across the columns: the title of a group, a total. `texts` stand under their columns, one for each."""

    caption: str
    texts: tuple[str, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class ListTable:
    """A list to write.

    `heading` are the lines over it on paper. Banners among `rows` and `totals` are for the formats that are read by
    eyes; the others write the rows alone.
    """

    name: str
    title: str
    columns: tuple[ListColumn, ...]
    rows: Sequence[ListRow | Banner]
    totals: tuple[Banner, ...] = ()
    heading: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many records it holds."""
        return sum(1 for row in self.rows if not isinstance(row, Banner))
