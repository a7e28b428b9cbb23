"""Enter, Tab and `+`: accepting cells and ghost lines, ending lines and entries (KM-43, KM-47, KM-82, KM-90)."""

from tuicompta.core.entry import moves, templates, writing
from tuicompta.core.entry.cells import NAMES
from tuicompta.core.entry.commit import Committed, accept, commit
from tuicompta.core.entry.desk import Desk, with_complete
from tuicompta.core.entry.model import AMOUNT_OF, AMOUNTS, Column, Provenance
from tuicompta.core.entry.refusals import MissingCellError, NoGhostLineError
from tuicompta.core.entry.settling import settle
from tuicompta.core.entry.stops import MANDATORY, is_templated, missing_cell, next_cell, next_stop, previous_cell

_MOST_GHOSTS = 100


def enter(desk: Desk) -> None:
    """Accept the cell and go to the next stop; on the account of a ghost line, accept the whole line (KM-82)."""
    if desk.entry.read_only:
        moves.by_rows(desk, 1)
        return
    committed = commit(desk)
    if committed is Committed.LOADED:
        return
    if committed is Committed.NOTHING and desk.is_ghost:
        _enter_ghost(desk)
        return
    accept(desk)
    if desk.column is Column.ACCOUNT and not desk.is_real and desk.is_whole:
        finish(desk)
        return
    _refuse_missing(desk)
    if is_templated(desk):
        _next_template_stop(desk)
        return
    stop = next_stop(desk, desk.column)
    if stop:
        desk.point(desk.position, desk.index, stop)
    else:
        end_line(desk)


def _enter_ghost(desk: Desk) -> None:
    """Accept a ghost line; from its account go on, to its amount if it has none, else go to the next stop."""
    column = desk.column
    accept_ghost(desk)
    if not desk.line.side:
        desk.point(desk.position, desk.index, writing.amount_column(desk))
        return
    stop = None if column is Column.ACCOUNT else next_stop(desk, column)
    if stop:
        desk.point(desk.position, desk.index, stop)
    else:
        end_line(desk)


def _refuse_missing(desk: Desk) -> None:
    """Stay on a mandatory cell that nothing fills (KM-23)."""
    if desk.column in MANDATORY and missing_cell(desk) is desk.column:
        raise MissingCellError(name=NAMES[desk.column])


def tab(desk: Desk) -> None:
    """Accept the cell and go to the next enterable one; on a ghost line, accept its account only (KM-82)."""
    if desk.entry.read_only:
        moves.by_cells(desk, 1)
        return
    committed = commit(desk)
    if committed is Committed.LOADED:
        return
    if committed is Committed.NOTHING and desk.is_ghost and desk.column is Column.ACCOUNT:
        writing.make_real(desk, Column.LABEL)
    else:
        accept(desk)
    cell = next_cell(desk, desk.column)
    if cell:
        desk.point(desk.position, desk.index, cell)
    else:
        end_line(desk)


def back_tab(desk: Desk) -> None:
    """Go to the previous enterable cell, of the line above at the start of a line."""
    commit(desk)
    cell = previous_cell(desk, desk.column)
    if cell:
        desk.point(desk.position, desk.index, cell)
    elif desk.position or desk.index:
        moves.by_rows(desk, -1)
        moves.to_line_end(desk)


def end_line(desk: Desk) -> None:
    """End the line under the cursor: a mandatory cell still empty, the next line, or the end of the entry (KM-47)."""
    missing = None if _is_idle_end(desk) else missing_cell(desk)
    if missing:
        desk.point(desk.position, desk.index, missing)
        raise MissingCellError(name="Montant" if missing in AMOUNTS else NAMES[missing])
    if desk.is_real:
        settle(desk, desk.position, desk.index)
    if desk.entry.template:
        _next_template_stop(desk)
    else:
        _go_on(desk)


def _is_idle_end(desk: Desk) -> bool:
    """Tell whether the cursor is on the empty line below an entry that can end here."""
    return not desk.is_real and not desk.is_ghost and desk.is_whole


def _go_on(desk: Desk) -> None:
    if desk.is_whole and not desk.proposals.ghosts(desk.position):
        finish(desk)
    else:
        moves.go(desk, desk.position, desk.index + 1, Column.ACCOUNT)


def _next_template_stop(desk: Desk) -> None:
    """Go to the next amount of a templated entry; after the last one it is complete if it balances (KM-91)."""
    stop = next(templates.stops_from(desk, desk.index, desk.column), None)
    if stop:
        desk.point(desk.position, *stop)
        return
    templates.without_empty_lines(desk)
    last = len(desk.entry.lines) - 1
    for index in range(len(desk.entry.lines)):
        settle(desk, desk.position, index)
    desk.point(desk.position, max(last, 0), Column.ACCOUNT)
    _go_on(desk)


def finish(desk: Desk) -> None:
    """End the entry under the cursor and start a new one (KM-24, KM-45, KM-47)."""
    desk.put(with_complete(desk.entry))
    desk.open_new_entry()
    if desk.profile.several:
        moves.start_entry(desk, len(desk.book) - 1)
    else:
        desk.point(desk.position, len(desk.entry.lines) - 1, Column.ACCOUNT)


def accept_ghost(desk: Desk) -> None:
    """Make the ghost line under the cursor a line of the entry, with its amount if it has one (KM-82)."""
    ghost = desk.proposals.ghosts(desk.position)[desk.index - len(desk.entry.lines)]
    line = desk.proposals.accepted(desk.position, ghost)
    index = len(desk.entry.lines)
    desk.put(desk.entry.with_lines((*desk.entry.lines, line)))
    desk.point(desk.position, index, Column.ACCOUNT)


def accept_all(desk: Desk) -> None:
    """Accept all the ghost lines that have an amount, up to the first one without (KM-90)."""
    accepted = _accept_amount(desk)
    for _ in range(_MOST_GHOSTS):
        ghosts = desk.proposals.ghosts(desk.position)
        if not ghosts:
            break
        desk.point(desk.position, len(desk.entry.lines), AMOUNT_OF[ghosts[0].side])
        if not ghosts[0].cents:
            return
        accept_ghost(desk)
        settle(desk, desk.position, desk.index)
        accepted = True
    if not accepted:
        raise NoGhostLineError
    end_line(desk)


def _accept_amount(desk: Desk) -> bool:
    """Accept the amount proposed on the line under the cursor, if it waits for one; drop the line if it is empty."""
    if not desk.is_real:
        return False
    line = desk.entry.lines[desk.index]
    if line.is_blank:
        moves.go(desk, desk.position, len(desk.entry.lines), Column.ACCOUNT)
        return False
    proposed = desk.proposals.amounts.amount(desk.position, desk.index, line)
    if proposed is None:
        return False
    writing.put_value(desk, AMOUNT_OF[proposed.side], proposed.cents, Provenance.ACCEPTED)
    settle(desk, desk.position, desk.index)
    return True
