"""A list as it is written to a file: typed columns, rows, what groups them and what sums them up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tuicompta.reports.model import Edition
from tuicompta.reports.render.paper import edition_words

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
    """What runs across the columns: the title of a group, a total. `texts` stand under their columns, one for each.

    A `note` is a line unfolded under a row.
    """

    caption: str
    texts: tuple[str, ...]
    level: int = 0
    note: bool = False


@dataclass(frozen=True, slots=True)
class ListTable:
    """A list to write.

    On paper, `owner` (the dossier), `heading` (what is hidden) and `edition` stand over it. Banners among `rows` and
    `totals` are for the formats that are read by eyes; the others write the rows alone.
    """

    name: str
    title: str
    columns: tuple[ListColumn, ...]
    rows: Sequence[ListRow | Banner]
    totals: tuple[Banner, ...] = ()
    heading: tuple[str, ...] = ()
    owner: str = ""
    edition: Edition | None = None

    @property
    def lines_above(self) -> tuple[str, ...]:
        """The lines under its title, in text."""
        edition = edition_words(self.edition) if self.edition else ""
        return tuple(line for line in (self.owner, *self.heading, edition) if line)

    @property
    def count(self) -> int:
        """How many records it holds."""
        return sum(1 for row in self.rows if not isinstance(row, Banner))
