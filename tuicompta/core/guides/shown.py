"""A guided entry as its grid shows it: the lines, the cursor, the list of accounts, the foot (SGE-15, SGE-20)."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tuicompta.core.entry.cells import Editor, show
from tuicompta.core.entry.model import AMOUNTS, Column
from tuicompta.core.entry.ports import AccountInfo
from tuicompta.core.entry.view import (
    CellView,
    ChoiceView,
    ContextView,
    CursorView,
    ListView,
    RowView,
    TotalsView,
    Voice,
)
from tuicompta.core.guides import cells
from tuicompta.core.guides.body import Body, Header
from tuicompta.core.guides.model import GUIDE_COLUMNS

if TYPE_CHECKING:
    from tuicompta.core.entry.details import Shown

LIST_SIZE: Final = 8


class GuidedShown:
    """The lines under a cursor; implements what the widget of the entry grids paints.

    `read_only` says why nothing can be typed, empty when it can.
    """

    def __init__(self, accounts: Sequence[AccountInfo]) -> None:
        self._everything: Mapping[str, AccountInfo] = {account.number: account for account in accounts}
        self.header: Header | None = None
        self.body = Body()
        self.read_only = ""
        self._rank = 0
        self._column = Column.DATE
        self._editor: Editor | None = None
        self._choices: Sequence[AccountInfo] = ()
        self._highlighted = 0
        self._error = ""

    @property
    def error(self) -> str:
        """Why the text of the cell is refused, while it stays there."""
        return self._error

    @property
    def row_count(self) -> int:
        """Number of lines."""
        return len(self.body.lines)

    @property
    def cursor(self) -> CursorView:
        """Where the next key goes."""
        return CursorView(self._rank, self._column, self._editor.caret if self._editor else None)

    def row(self, index: int) -> RowView:
        """Return a line ready to paint: locked cells and what a formula gives are greyed (SGE-20)."""
        views: dict[Shown, CellView] = {column: self._cell(index, column) for column in GUIDE_COLUMNS}
        unbalanced = self.body.difference != 0
        return RowView(1, index, views, is_first=index == 0, unbalanced=unbalanced, current=True)

    def _cell(self, rank: int, column: Column) -> CellView:
        if (rank, column) == (self._rank, self._column) and self._editor is not None:
            return CellView(self._editor.text, Voice.ERROR if self._error else Voice.NORMAL)
        text = show(cells.shown_value(self.body, rank, column))
        header = self.header
        if self.read_only or header is None or cells.is_locked(header, rank, column):
            return CellView(text, Voice.LOCKED)
        quiet = (column is Column.DATE and rank > 0) or (
            column in AMOUNTS and cells.is_computed(header, self.body, rank)
        )
        return CellView(text, Voice.DIM if quiet else Voice.NORMAL)

    def open_list(self) -> ListView | None:
        """Return the accounts offered, a screen of them round the highlighted one."""
        if self._editor is None or not self._choices:
            return None
        first = max(min(self._highlighted - LIST_SIZE // 2, len(self._choices) - LIST_SIZE), 0)
        shown = self._choices[first : first + LIST_SIZE]
        rows = [ChoiceView(account.number, account.title) for account in shown]
        return ListView(self._column, rows, self._highlighted - first, len(self._choices))

    def context(self) -> ContextView:
        """Return what is told of the current line: its account, and what the entry lacks."""
        number = self.body.lines[self._rank].account if self.body.lines else ""
        account = self._everything.get(number)
        return ContextView(number, account.title if account else "", difference=self.body.difference)

    def totals(self) -> TotalsView:
        """Return the foot: both totals and the difference."""
        return TotalsView(self.body.debit, self.body.credit, self.body.difference, 0, 0)
