"""The commands of the grid, each a function of what the user has in hand (KM-50)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from tuicompta.core.entry import (
    accept,
    balancing,
    editing,
    find,
    lines,
    lists,
    moves,
    repeating,
    templates,
    typed,
    undoing,
    writing,
)
from tuicompta.core.entry.commit import value_of_cell
from tuicompta.core.entry.completion import LIMIT
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.effects import (
    CardKind,
    CreateAccount,
    OpenActions,
    OpenCalendar,
    OpenCard,
    OpenCheques,
    OpenConsultation,
    OpenFind,
    SaveRequested,
)
from tuicompta.core.entry.enterable import check_enterable
from tuicompta.core.entry.keys import Command
from tuicompta.core.entry.model import DATES, Column, Provenance
from tuicompta.core.entry.refusals import LockedCellError, NoOpenMonthError

_LISTED: Final = (*lists.LINKED, Column.LABEL)
_CARDS: Final = {
    Column.ACCOUNT: CardKind.ACCOUNT,
    Column.JOURNAL: CardKind.JOURNAL,
    Column.PAYMENT_METHOD: CardKind.PAYMENT_METHOD,
}


def _arrow(rows: int) -> Callable[[Desk], None]:
    def act(desk: Desk) -> None:
        if desk.choices:
            desk.choices.move(rows)
        else:
            moves.by_rows(desk, rows)

    return act


def _page(pages: int) -> Callable[[Desk], None]:
    def act(desk: Desk) -> None:
        if desk.choices:
            desk.choices.move(pages * LIMIT)
        elif desk.editor is None and desk.column in DATES and _shows_date(desk):
            typed.move_month(desk, pages)
        else:
            moves.by_rows(desk, pages * desk.page)

    return act


def _shows_date(desk: Desk) -> bool:
    held = value_of_cell(desk) or desk.proposals.value(desk.position, desk.index, desk.column)
    return isinstance(held, date) and not desk.entry.read_only


def _open_card(desk: Desk) -> None:
    """Open the card of the value of the cell, or of the row highlighted in its list (FLD-01, DDL-10)."""
    kind = _CARDS.get(desk.column)
    picked = desk.choices.picked if desk.choices and not desk.choices.models else None
    code = picked.value if picked else value_of_cell(desk)
    if not code and desk.column is Column.JOURNAL:
        code = desk.proposals.headers.journal(desk.position)
    if kind is None or not code:
        desk.say("Aucune fiche")
    else:
        desk.effects.append(OpenCard(kind, str(code)))


def _open_list(desk: Desk) -> None:
    """Open the list of values of the cell, or the calendar; close the list when it is open (DDL-08)."""
    if desk.choices and desk.choices.whole:
        editing.escape(desk)
    elif desk.column in DATES:
        check_enterable(desk)
        shown = value_of_cell(desk) or desk.proposals.value(desk.position, desk.index, desk.column)
        first = desk.proposals.headers.working_month(desk.position).first
        desk.effects.append(OpenCalendar(shown if isinstance(shown, date) else first))
    elif desk.column is Column.CHEQUE and desk.journal:
        check_enterable(desk)
        desk.effects.append(OpenCheques(desk.journal.code))
    elif desk.column in _LISTED:
        typed.open_list(desk)


def _consult(desk: Desk) -> None:
    if desk.line.account:
        desk.effects.append(OpenConsultation(desk.line.account))
    else:
        desk.say("Aucun compte sur cette ligne")


def _save(desk: Desk) -> None:
    moves.tidy_all(desk)
    desk.effects.append(SaveRequested())


def _save_and_close(desk: Desk) -> None:
    moves.tidy_all(desk)
    desk.effects.append(SaveRequested(then_close=True))


def _insert(desk: Desk) -> None:
    """Insert a line; with the list of accounts open, create the account typed instead (DDL-09)."""
    if desk.choices and desk.editor and desk.column is Column.ACCOUNT:
        desk.effects.append(CreateAccount(desk.editor.text.strip().upper()))
    else:
        lines.insert_above(desk)


def _repeat(desk: Desk) -> None:
    desk.stop_editing()
    if desk.entry.is_new:
        templates.repeat_last(desk)
    else:
        repeating.repeat_above(desk)


def _first_open_day(desk: Desk) -> None:
    """Post on the first open day of the journal; the date typed stays as date of the document (KM-56, SW-40)."""
    entry = desk.entry
    if entry.read_only:
        raise LockedCellError(reason=entry.read_only)
    if entry.entry_date is None or not entry.journal:
        return
    day = desk.facts.lookup.first_open_day(entry.journal, entry.entry_date)
    if day is None:
        raise NoOpenMonthError(journal=entry.journal)
    desk.stop_editing()
    writing.put_value(desk, Column.DATE, day, Provenance.TYPED)
    if day != entry.entry_date:
        desk.put(replace(desk.entry, piece_date=entry.piece_date or entry.entry_date))


def _find_next(desk: Desk) -> None:
    if desk.sought:
        find.find(desk, desk.sought)
    else:
        desk.effects.append(OpenFind())


ACTS: Final[Mapping[Command, Callable[[Desk], None]]] = {
    Command.ENTER: accept.enter,
    Command.TAB: accept.tab,
    Command.BACK_TAB: accept.back_tab,
    Command.UP: _arrow(-1),
    Command.DOWN: _arrow(1),
    Command.LEFT: editing.left,
    Command.RIGHT: editing.right,
    Command.HOME: editing.home,
    Command.END: editing.end,
    Command.FIRST_ROW: moves.to_first_row,
    Command.LAST_ROW: moves.to_last_row,
    Command.PAGE_UP: _page(-1),
    Command.PAGE_DOWN: _page(1),
    Command.ESCAPE: editing.escape,
    Command.BACKSPACE: editing.backspace,
    Command.SELECT_ALL: editing.select_all,
    Command.CLOSE: editing.close,
    Command.CLEAR_CELL: editing.clear_cell,
    Command.OPEN_CARD: _open_card,
    Command.OPEN_LIST: _open_list,
    Command.CONSULT: _consult,
    Command.OPEN_ACTIONS: lambda desk: desk.effects.append(OpenActions()),
    Command.SAVE: _save,
    Command.SAVE_AND_CLOSE: _save_and_close,
    Command.BALANCE: balancing.balance,
    Command.ACCEPT_ALL: accept.accept_all,
    Command.INSERT: _insert,
    Command.NEW_ENTRY: moves.to_new_entry,
    Command.DELETE_LINE: lines.delete,
    Command.REPEAT: _repeat,
    Command.CUT_LINE: lines.cut,
    Command.COPY_LINE: lines.copy,
    Command.PASTE_LINE: lines.paste,
    Command.MOVE_LINE_UP: lambda desk: lines.move(desk, -1),
    Command.MOVE_LINE_DOWN: lambda desk: lines.move(desk, 1),
    Command.UNDO: undoing.undo,
    Command.REDO: undoing.redo,
    Command.FIND: lambda desk: desk.effects.append(OpenFind()),
    Command.FIND_NEXT: _find_next,
    Command.FIRST_OPEN_DAY: _first_open_day,
}
