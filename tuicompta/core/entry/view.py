"""What is painted: rows of cells with a voice, the cursor, the open list, the lines under the grid.

A widget needs nothing else and knows nothing of accounting. Texts are ready to paint, except for their width.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tuicompta.core.dates import YearMonth
from tuicompta.core.entry.details import Shown
from tuicompta.core.entry.model import Column


class Voice(StrEnum):
    """How a text is painted. NORMAL: typed. DIM: repeated from the line above. GHOST: proposed, not accepted (KM-81).

    ERROR: refused in its cell (KM-32). LOCKED: saved or protected (KM-05). MARKED: accepted with a mark (KM-56).
    """

    NORMAL = "normal"
    DIM = "dim"
    GHOST = "ghost"
    ERROR = "error"
    LOCKED = "locked"
    MARKED = "marked"


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell: its text, and what is shown dimmed after the caret while a label is typed (KM-71)."""

    text: str = ""
    voice: Voice = Voice.NORMAL
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the grid: a line of an entry, a ghost line, or the empty line where the next one is typed.

    `separator`: a rule is drawn below (KM-24). `unbalanced`: its entry does not balance (KM-25). `current`: its entry
    is the one under the cursor (OEN-01). `simulated`: its entry is a simulated one (STA-05). `shaded`: every other
    entry is, where the look sets entries apart so.
    """

    entry_key: int
    line: int
    cells: Mapping[Shown, CellView]
    is_first: bool = False
    is_ghost: bool = False
    separator: bool = False
    unbalanced: bool = False
    current: bool = False
    simulated: bool = False
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class CursorView:
    """Where the next key goes: a row, a column, and the caret in its text while a text is being edited."""

    row: int
    column: Column
    caret: int | None = None


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A row of the open list."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class ListView:
    """The open list: the rows to show, the rank of the highlighted one among them, and how many there are in all."""

    column: Column
    rows: Sequence[ChoiceView]
    highlighted: int
    total: int


@dataclass(frozen=True, slots=True)
class ContextView:
    """The line under the grid (KM-68, SW-37). Amounts in cents, debit − credit; `balance` is None without account.

    `difference` is that of the current entry, told here where the foot does not (`tells_difference`).
    `secondary` gives the cells of the line that a narrow grid does not show as columns.
    """

    account: str = ""
    title: str = ""
    balance: int | None = None
    open_due_count: int = 0
    open_due_total: int = 0
    first_due: date | None = None
    difference: int = 0
    tells_difference: bool = False
    secondary: Mapping[Shown, CellView] | None = None


@dataclass(frozen=True, slots=True)
class FootView:
    """The counterpart at the foot of a journal/month: its account and debit − credit in cents (CTP-02, JF-21)."""

    account: str
    title: str
    balance: int


@dataclass(frozen=True, slots=True)
class TotalsView:
    """The foot of the grid, in cents: totals, and difference of the current entry.

    The totals are those of the unsaved lines (KM-38), or of all the lines where saved ones stay open (SJ-36):
    `whole` then, `remainder` being the difference of the totals, with the number of `lines`. `foot` is the line that
    balances them, where the journal has one.
    """

    debit: int
    credit: int
    remainder: int
    typed_entries: int
    saved_entries: int
    whole: bool = False
    lines: int = 0
    foot: FootView | None = None


@dataclass(frozen=True, slots=True)
class HeaderView:
    """The header: fiscal year and working month (KM-07, KM-42)."""

    start: date
    end: date
    working_month: YearMonth


@dataclass(frozen=True, slots=True)
class RecapRow:
    """A row of «Récapitulatif» (KM-39): totals of a journal and month in cents; unbalanced ones are marked."""

    journal: str
    month: YearMonth
    debit: int
    credit: int

    @property
    def balance(self) -> int:
        """Debit − credit, 0 when balanced."""
        return self.debit - self.credit
