"""Typing in the cells of a guided entry: what is offered, refused, taken (SGE-15, SGE-16)."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from tuicompta.core.entry.cells import MAX_LENGTHS, Editor, show
from tuicompta.core.entry.completion import AccountIndex
from tuicompta.core.entry.model import AMOUNTS, Column
from tuicompta.core.entry.ports import AccountInfo
from tuicompta.core.guides import body as bodies
from tuicompta.core.guides import cells
from tuicompta.core.guides.body import Body, Header
from tuicompta.core.guides.refusals import LockedGuideCellError, ReadOnlyGuideError
from tuicompta.core.guides.shown import GuidedShown
from tuicompta.core.text import clean_text

if TYPE_CHECKING:
    from tuicompta.core.enums import JournalType

NOT_READY: Final = "Choisissez d'abord le guide et le mois."
OTHER_SIDE: Final = {Column.DEBIT: Column.CREDIT, Column.CREDIT: Column.DEBIT}


class GuidedTyping(GuidedShown):
    """The cell under the cursor and its text; `changed` is called after each change of a value."""

    def __init__(self, accounts: Sequence[AccountInfo]) -> None:
        super().__init__(accounts)
        self._accounts = accounts
        self._indexes: dict[JournalType, AccountIndex] = {}
        self.changed: Callable[[], None] = lambda: None
        self._past: list[Body] = []
        self._future: list[Body] = []

    @property
    def _ready(self) -> Header:
        if self.header is None:
            raise ReadOnlyGuideError(reason=NOT_READY)
        return self.header

    def _check(self, column: Column | None = None) -> None:
        if self.read_only:
            raise ReadOnlyGuideError(reason=self.read_only)
        if cells.is_locked(self._ready, self._rank, column or self._column):
            raise LockedGuideCellError

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
        other = OTHER_SIDE[column]
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
