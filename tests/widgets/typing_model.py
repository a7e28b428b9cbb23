"""A model for the entry grid without any rule of accounting: what is typed stays, Enter goes to the next cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.entry.effects import CloseRequested, Effect, Message
from tuicompta.core.entry.keys import Command, KeyStroke
from tuicompta.core.entry.model import COLUMNS, Column
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
from tuicompta.core.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuicompta.core.entry.details import Shown

TITLES = ("Dupont SARL", "Durand et fils", "Duplicata SA", "Dupuis", "Duval", "Dunant", "Dubois", "Ducros", "Dumas")
ACCOUNTS = [(f"401{title[:4].upper()}", title) for title in TITLES]
STOPS = COLUMNS[:8]


class TypingModel:
    """Rows of texts; every second row ends an entry."""

    def __init__(self) -> None:
        self.rows: list[dict[Column, str]] = [{}]
        self.place = (0, Column.JOURNAL)
        self.typed: str | None = None
        self.strokes: list[str] = []

    # -- what is shown

    @property
    def row_count(self) -> int:
        return len(self.rows)

    def row(self, index: int) -> RowView:
        cells: dict[Shown, CellView] = {
            column: CellView(text, Voice.DIM if index % 2 and column is Column.JOURNAL else Voice.NORMAL)
            for column, text in self.rows[index].items()
        }
        row, column = self.place
        if row == index and self.typed is not None:
            cells[column] = CellView(self.typed)
        return RowView(
            index // 2,
            index % 2,
            cells,
            is_first=index % 2 == 0,
            separator=index % 2 == 1 and index < row,
            unbalanced=index == row and index % 2 == 0,
            current=index // 2 == row // 2,
        )

    @property
    def cursor(self) -> CursorView:
        row, column = self.place
        return CursorView(row, column, None if self.typed is None else len(self.typed))

    def open_list(self) -> ListView | None:
        if self.place[1] is not Column.ACCOUNT or not self.typed:
            return None
        found = [ChoiceView(*choice) for choice in ACCOUNTS if fold(self.typed) in fold(choice[1])]
        return ListView(Column.ACCOUNT, found[:8], 0, len(found))

    def context(self) -> ContextView:
        account = self.rows[self.place[0]].get(Column.ACCOUNT, "")
        title = dict(ACCOUNTS).get(account, "")
        return ContextView(account, title, 123456 if account else None, 1, 123456, None, 0)

    def totals(self) -> TotalsView:
        return TotalsView(246912, 123456, 123456, len(self.rows) // 2, 0)

    # -- what is done

    def press(self, stroke: KeyStroke) -> Sequence[Effect]:
        self.strokes.append(stroke.name)
        self.typed = (self.typed or "") + stroke.character
        return ()

    def paste(self, text: str) -> Sequence[Effect]:
        for line in text.splitlines():
            self.typed = line
            self.run(Command.ENTER)
        return ()

    def run(self, command: Command) -> Sequence[Effect]:
        self.strokes.append(command.value)
        if command is Command.ESCAPE:
            return [CloseRequested()]
        if command is Command.OPEN_LIST:
            return [Message("Pas de liste", is_error=True)]
        row, column = self.place
        if self.typed is not None:
            self.rows[row][column] = self.typed
            self.typed = None
        step = STOPS.index(column)
        match command:
            case Command.ENTER | Command.TAB if step + 1 < len(STOPS):
                self.place = (row, STOPS[step + 1])
            case Command.ENTER | Command.TAB:
                self._new_row()
            case Command.UP:
                self.place = (max(row - 1, 0), column)
            case Command.DOWN:
                self.place = (min(row + 1, len(self.rows) - 1), column)
            case Command.FIRST_ROW:
                self.place = (0, column)
            case Command.LAST_ROW:
                self.place = (len(self.rows) - 1, column)
        return ()

    def _new_row(self) -> None:
        row = self.place[0]
        if row == len(self.rows) - 1:
            self.rows.append({Column.JOURNAL: "·", Column.DATE: "·", Column.PIECE: "·"} if row % 2 == 0 else {})
        self.place = (row + 1, Column.ACCOUNT if row % 2 == 0 else Column.JOURNAL)
