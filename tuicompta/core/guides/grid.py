"""The grid of a guided entry: a key in, what to paint out; nothing is stored here (SGE-13 to SGE-20).

It shows itself as the entry grids do, so that the same widget paints it and the same keys move in it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tuicompta.core.entry.cells import MAX_LENGTHS, Editor, show
from tuicompta.core.entry.completion import AccountIndex
from tuicompta.core.entry.effects import (
    CardKind,
    CloseRequested,
    Effect,
    Message,
    OpenActions,
    OpenCard,
    OpenConsultation,
    SaveRequested,
)
from tuicompta.core.entry.keys import KEYMAP, Command, KeyStroke
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
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.guides import body as bodies
from tuicompta.core.guides import cells
from tuicompta.core.guides.body import Body, Header
from tuicompta.core.guides.model import GUIDE_COLUMNS
from tuicompta.core.guides.refusals import LockedGuideCellError, ReadOnlyGuideError
from tuicompta.core.text import clean_text

if TYPE_CHECKING:
    from tuicompta.core.entry.details import Shown
    from tuicompta.core.enums import JournalType

_NOT_READY: Final = "Choisissez d'abord le guide et le mois."
_NOTHING_LEFT: Final = "Dernière case : Ctrl+S enregistre, «Comptabiliser» passe l'écriture dans le journal."
_OTHER_SIDE: Final = {Column.DEBIT: Column.CREDIT, Column.CREDIT: Column.DEBIT}
_LIST_SIZE: Final = 8
_MANY: Final = 1000


class GuidedGrid:
    """The lines of one guided entry under a cursor; implements what the widget of the entry grids needs.

    `read_only` says why nothing can be typed, empty when it can. `changed` is called after each change of a value,
    `left` when the cursor goes back before the first cell.
    """

    def __init__(self, accounts: Sequence[AccountInfo], keymap: Mapping[str, Command] = KEYMAP) -> None:
        self._accounts = accounts
        self._indexes: dict[JournalType, AccountIndex] = {}
        self._everything = {account.number: account for account in accounts}
        self._keymap = keymap
        self.header: Header | None = None
        self.body = Body()
        self.read_only = ""
        self.changed: Callable[[], None] = lambda: None
        self.left: Callable[[], None] = lambda: None
        self._rank = 0
        self._column = Column.DATE
        self._editor: Editor | None = None
        self._choices: Sequence[AccountInfo] = ()
        self._highlighted = 0
        self._error = ""
        self._past: list[Body] = []
        self._future: list[Body] = []
        self._acts: Mapping[Command, Callable[[], str | None]] = {
            Command.ENTER: self._enter,
            Command.TAB: lambda: self._tab(1),
            Command.BACK_TAB: lambda: self._tab(-1),
            Command.UP: lambda: self._by_rows(-1),
            Command.DOWN: lambda: self._by_rows(1),
            Command.FIRST_ROW: lambda: self._by_rows(-_MANY),
            Command.LAST_ROW: lambda: self._by_rows(_MANY),
            Command.PAGE_UP: lambda: self._by_rows(-_LIST_SIZE),
            Command.PAGE_DOWN: lambda: self._by_rows(_LIST_SIZE),
            Command.LEFT: lambda: self._by_cells(-1),
            Command.RIGHT: lambda: self._by_cells(1),
            Command.HOME: lambda: self._to_edge(end=False),
            Command.END: lambda: self._to_edge(end=True),
            Command.BACKSPACE: lambda: self._erase(after=False),
            Command.CLEAR_CELL: lambda: self._erase(after=True),
            Command.OPEN_LIST: self._open_list,
            Command.BALANCE: self._balance,
            Command.UNDO: lambda: self._step(self._past, self._future),
            Command.REDO: lambda: self._step(self._future, self._past),
        }

    # -- what is typed -------------------------------------------------------------------------------------------------

    def show(self, header: Header | None, body: Body, read_only: str = "") -> None:
        """Show the lines of a guided entry, or none while its guide or its month is not chosen (SGE-13)."""
        moved = header is None or self.header is None or header.guide is not self.header.guide
        self.header, self.read_only = header, read_only
        self.body = Body() if header is None else body if read_only else bodies.followed(header, body)
        self._stop_editing()
        if moved or self._rank >= len(self.body.lines):
            self._rank, self._column = 0, Column.DATE
            self._past, self._future = [], []
            self._to_first_stop()

    def empty(self) -> None:
        """Take away all that was typed: the header can change again (SGE-14)."""
        if self.header is not None and not self.read_only:
            self._take(bodies.emptied(self.header))
            self._to_first_stop()

    def finish(self) -> bool:
        """Read what is being typed; False when it is refused, which the grid then shows."""
        return not self._guarded(self._accept)

    @property
    def error(self) -> str:
        """Why the text of the cell is refused, while it stays there."""
        return self._error

    # -- keys ----------------------------------------------------------------------------------------------------------

    def press(self, stroke: KeyStroke) -> Sequence[Effect]:
        """Do what a key asks."""
        command = self._keymap.get(stroke.name)
        if command is not None:
            return self.run(command)
        if stroke.character and stroke.character.isprintable():
            return self._guarded(lambda: self._type(stroke.character))
        return []

    def run(self, command: Command) -> Sequence[Effect]:
        """Do what a command asks."""
        asked = self._asked(command)
        if asked is not None:
            return asked
        act = self._acts.get(command)
        return self._guarded(act) if act is not None else []

    def paste(self, text: str) -> Sequence[Effect]:
        """Type a pasted text: it is text, never a command."""
        return self._guarded(lambda: self._insert(text))

    def _asked(self, command: Command) -> Sequence[Effect] | None:
        """Return what a command asks of the window, None for one that the grid does itself."""
        account = self.body.lines[self._rank].account if self.body.lines else ""
        asked: dict[Command, list[Effect]] = {
            Command.CLOSE: [CloseRequested()],
            Command.OPEN_ACTIONS: [OpenActions()],
            Command.CONSULT: [OpenConsultation(account)] if account else [],
            Command.OPEN_CARD: [OpenCard(CardKind.ACCOUNT, account)] if account else [],
        }
        if command in {Command.SAVE, Command.SAVE_AND_CLOSE}:
            refused = self._guarded(self._accept) if self.header is not None else []
            return refused or [SaveRequested(command is Command.SAVE_AND_CLOSE)]
        if command is Command.ESCAPE:
            return [] if self._escape() else [CloseRequested()]
        return asked.get(command)

    def _guarded(self, act: Callable[[], str | None]) -> list[Effect]:
        """Do an act; a refusal, or the word it gives, becomes a message."""
        if self.header is None:
            return [Message(_NOT_READY, is_error=True)]
        try:
            told = act()
        except TuicomptaError as refusal:
            if self._editor is not None:
                self._error = str(refusal)
            return [Message(str(refusal), is_error=True)]
        return [Message(told)] if told else []

    # -- typing --------------------------------------------------------------------------------------------------------

    @property
    def _ready(self) -> Header:
        if self.header is None:
            raise ReadOnlyGuideError(reason=_NOT_READY)
        return self.header

    def _check(self, column: Column | None = None) -> None:
        if self.read_only:
            raise ReadOnlyGuideError(reason=self.read_only)
        if cells.is_locked(self._ready, self._rank, column or self._column):
            raise LockedGuideCellError

    def _type(self, character: str) -> None:
        if self._editor is None and self._column in AMOUNTS and character == "/":
            self._other_side()
        elif self._editor is None and self._column in AMOUNTS and character == "*":
            self._balance()
        elif self._editor is None and character == " " and self._column is Column.ACCOUNT:
            self._open_list()
        else:
            self._insert(character)

    def _insert(self, text: str) -> None:
        self._check()
        if self._editor is None:
            self._editor = Editor("", MAX_LENGTHS[self._column])
        self._editor.insert(clean_text(text))
        self._error = ""
        self._offer()

    def _edit(self) -> None:
        self._check()
        self._editor = Editor(show(cells.shown_value(self.body, self._rank, self._column)), MAX_LENGTHS[self._column])

    def _offer(self) -> None:
        """Offer the accounts that what is typed leaves, among those allowed for the type (SGE-15)."""
        text = self._editor.text if self._editor else ""
        self._highlighted = 0
        if self._column is not Column.ACCOUNT or not text.strip():
            self._choices = ()
            return
        self._choices = self._index().complete(text, self._ready.guide.type, first_line=self._rank == 0)

    def _open_list(self) -> None:
        self._check()
        if self._column is not Column.ACCOUNT:
            return
        index = self._index()
        text = self._editor.text if self._editor else ""
        self._editor = self._editor or Editor("", MAX_LENGTHS[self._column])
        self._choices = [found for number in index.matching(text) if (found := index.get(number))]
        present = self.body.lines[self._rank].account
        self._highlighted = next((at for at, found in enumerate(self._choices) if found.number == present), 0)

    def _index(self) -> AccountIndex:
        kind = self._ready.guide.type
        if kind not in self._indexes:
            self._indexes[kind] = AccountIndex(found for found in self._accounts if cells.is_allowed(found, kind))
        return self._indexes[kind]

    def _accept(self) -> None:
        """Read what is typed in the cell and follow it everywhere (MG-06)."""
        editor = self._editor
        if editor is None:
            return
        header, rank, column, text = self._ready, self._rank, self._column, editor.text
        if column is Column.DATE:
            made = bodies.with_day(header, self.body, cells.read_day(header, text) if text.strip() else None)
        elif column in AMOUNTS:
            cents = cells.read_amount(text) if text.strip() else None
            self._check_side(column)
            made = bodies.with_amount(header, self.body, rank, column, cents)
        else:
            made = bodies.with_text(header, self.body, rank, column, self._text_of(text))
        self._take(made)

    def _text_of(self, text: str) -> str:
        if self._column is not Column.ACCOUNT:
            return clean_text(text).strip()
        if not text.strip() and not self._choices:
            return ""
        picked = self._choices[self._highlighted].number if self._choices else ""
        exact = text.strip().upper()
        taken = exact if exact in self._everything and not self._highlighted else picked
        return cells.read_account(self._everything, self._ready, text, taken)

    def _check_side(self, column: Column) -> None:
        """Refuse an amount that would leave the other side, locked, without its own."""
        other = _OTHER_SIDE[column]
        held = cells.shown_value(self.body, self._rank, other)
        if held and cells.is_locked(self._ready, self._rank, other):
            raise LockedGuideCellError

    def _take(self, body: Body) -> None:
        self._stop_editing()
        if body != self.body:
            self._past.append(self.body)
            self._future.clear()
            self.body = body
            self.changed()

    def _stop_editing(self) -> None:
        self._editor, self._choices, self._highlighted, self._error = None, (), 0, ""

    # -- commands ------------------------------------------------------------------------------------------------------

    def _enter(self) -> str | None:
        self._accept()
        place = self._next_stop()
        if place is None:
            return _NOTHING_LEFT
        self._rank, self._column = place
        return None

    def _next_stop(self) -> tuple[int, Column] | None:
        header = self._ready
        at = GUIDE_COLUMNS.index(self._column)
        for rank in range(self._rank, len(self.body.lines)):
            for column in cells.stops(header, self.body, rank):
                if rank > self._rank or GUIDE_COLUMNS.index(column) > at:
                    return rank, column
        return None

    def _to_first_stop(self) -> None:
        header = self.header
        if header is None or self.read_only:
            return
        ranks = range(len(self.body.lines))
        found = ((rank, column) for rank in ranks for column in cells.stops(header, self.body, rank))
        self._rank, self._column = next(found, (0, Column.DATE))

    def _tab(self, way: int) -> None:
        self._accept()
        header = self._ready
        places = [(rank, column) for rank in range(len(self.body.lines)) for column in cells.enterable(header, rank)]
        here = self._rank, GUIDE_COLUMNS.index(self._column)
        if way > 0:
            found = next((p for p in places if (p[0], GUIDE_COLUMNS.index(p[1])) > here), None)
        else:
            found = next((p for p in reversed(places) if (p[0], GUIDE_COLUMNS.index(p[1])) < here), None)
        if found is not None:
            self._rank, self._column = found
        elif way < 0:
            self.left()

    def _by_rows(self, by: int) -> None:
        if self._choices:
            self._highlighted = min(max(self._highlighted + by, 0), len(self._choices) - 1)
            return
        self._accept()
        self._rank = min(max(self._rank + by, 0), max(len(self.body.lines) - 1, 0))

    def _by_cells(self, by: int) -> None:
        if self._editor is not None:
            self._editor.move(by)
            return
        at = min(max(GUIDE_COLUMNS.index(self._column) + by, 0), len(GUIDE_COLUMNS) - 1)
        self._column = GUIDE_COLUMNS[at]

    def _to_edge(self, *, end: bool) -> None:
        if self._editor is not None:
            self._editor.move(len(self._editor.text) if end else -len(self._editor.text))
        elif end:
            self._edit()
        else:
            self._column = GUIDE_COLUMNS[0]

    def _erase(self, *, after: bool) -> None:
        if self._editor is None:
            self._check()
            self._clear()
            return
        if after:
            self._editor.delete()
        else:
            self._editor.backspace()
        self._error = ""
        self._offer()

    def _clear(self) -> None:
        """Empty the cell: the model proposes its own value there again."""
        header, rank, column = self._ready, self._rank, self._column
        if column is Column.DATE:
            self._take(bodies.with_day(header, self.body, None))
        elif column in AMOUNTS:
            self._take(bodies.with_amount(header, self.body, rank, column, None))
        else:
            self._take(bodies.with_text(header, self.body, rank, column, ""))

    def _escape(self) -> bool:
        """Give the cell its former value; False when nothing was being typed."""
        was_editing = self._editor is not None
        self._stop_editing()
        return was_editing

    def _other_side(self) -> None:
        self._check(_OTHER_SIDE[self._column])
        self._column = _OTHER_SIDE[self._column]

    def _balance(self) -> None:
        """Put on the line the amount that balances the others (KM-17)."""
        self._stop_editing()
        missing = self.body.lines[self._rank].balance - self.body.difference
        column = Column.DEBIT if missing >= 0 else Column.CREDIT
        self._check(column)
        self._check_side(column)
        self._take(bodies.with_amount(self._ready, self.body, self._rank, column, abs(missing)))
        self._column = column

    def _step(self, source: list[Body], target: list[Body]) -> None:
        self._stop_editing()
        if source and not self.read_only:
            target.append(self.body)
            self.body = bodies.followed(self._ready, source.pop())
            self.changed()

    # -- the view ------------------------------------------------------------------------------------------------------

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
        first = max(min(self._highlighted - _LIST_SIZE // 2, len(self._choices) - _LIST_SIZE), 0)
        shown = self._choices[first : first + _LIST_SIZE]
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
