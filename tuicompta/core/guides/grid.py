"""The grid of a guided entry: a key in, what to paint out; nothing is stored here (SGE-13 to SGE-20).

It shows itself as the entry grids do, so that the same widget paints it and the same keys move in it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

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
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.guides import body as bodies
from tuicompta.core.guides import cells
from tuicompta.core.guides.body import Body, Header
from tuicompta.core.guides.model import GUIDE_COLUMNS
from tuicompta.core.guides.shown import LIST_SIZE
from tuicompta.core.guides.typed import NOT_READY, OTHER_SIDE, GuidedTyping

_NOTHING_LEFT: Final = "Dernière case : Ctrl+S enregistre, «Comptabiliser» passe l'écriture dans le journal."
_MANY: Final = 1000


class GuidedGrid(GuidedTyping):
    """The lines of one guided entry under a cursor; implements what the widget of the entry grids needs.

    `left` is called when the cursor goes back before the first cell.
    """

    def __init__(self, accounts: Sequence[AccountInfo], keymap: Mapping[str, Command] = KEYMAP) -> None:
        super().__init__(accounts)
        self._keymap = keymap
        self.left: Callable[[], None] = lambda: None
        self._acts: Mapping[Command, Callable[[], str | None]] = {
            Command.ENTER: self._enter,
            Command.TAB: lambda: self._tab(1),
            Command.BACK_TAB: lambda: self._tab(-1),
            Command.UP: lambda: self._by_rows(-1),
            Command.DOWN: lambda: self._by_rows(1),
            Command.FIRST_ROW: lambda: self._by_rows(-_MANY),
            Command.LAST_ROW: lambda: self._by_rows(_MANY),
            Command.PAGE_UP: lambda: self._by_rows(-LIST_SIZE),
            Command.PAGE_DOWN: lambda: self._by_rows(LIST_SIZE),
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
            return [Message(NOT_READY, is_error=True)]
        try:
            told = act()
        except TuicomptaError as refusal:
            if self._editor is not None:
                self._error = str(refusal)
            return [Message(str(refusal), is_error=True)]
        return [Message(told)] if told else []

    def _type(self, character: str) -> None:
        if self._editor is None and self._column in AMOUNTS and character == "/":
            self._other_side()
        elif self._editor is None and self._column in AMOUNTS and character == "*":
            self._balance()
        elif self._editor is None and character == " " and self._column is Column.ACCOUNT:
            self._open_list()
        else:
            self._insert(character)

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
        self._check(OTHER_SIDE[self._column])
        self._column = OTHER_SIDE[self._column]

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
