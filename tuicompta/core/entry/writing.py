"""Putting a value in a cell, with all that follows from it in its entry."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from tuicompta.core.entry import dues, guides, warnings
from tuicompta.core.entry.correction import with_corrected_net
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.effects import OpenDueDates
from tuicompta.core.entry.model import (
    AMOUNT_OF,
    AMOUNTS,
    HEADER,
    SIDE_OF,
    CellValue,
    Column,
    GridLine,
    Provenance,
)
from tuicompta.core.entry.pieces import is_proposed
from tuicompta.core.entry.repeats import REPEATED_COLUMNS, is_repeated, with_first
from tuicompta.core.enums import DueDateMode, NumberingMode

_OF_ACCOUNT = (Column.LABEL, Column.DUE_DATE, Column.PAYMENT_METHOD, Column.CHEQUE)
_OF_AMOUNT = (Column.DUE_DATE, Column.CHEQUE)


def put_value(desk: Desk, column: Column, value: CellValue, provenance: Provenance) -> None:
    """Put a value in a cell of the line under the cursor, which becomes real if it was not."""
    if column in HEADER:
        _put_header(desk, column, value, provenance)
    else:
        line = make_real(desk, column)
        _WRITERS[column](desk, line, value, provenance)
        _after(desk, column)


def make_real(desk: Desk, column: Column) -> GridLine:
    """Make the line under the cursor real, and return it.

    A ghost line is taken with its account, unless it is its account that is typed: the user's own line then comes
    before it (KM-82).
    """
    accept_header(desk)
    entry = desk.entry
    if desk.is_real:
        return entry.lines[desk.index]
    ghosts = desk.proposals.ghosts(desk.position)
    rank = desk.index - len(entry.lines)
    if rank < len(ghosts) and column is not Column.ACCOUNT:
        line = desk.proposals.bare(desk.position, ghosts[rank])
    else:
        line = desk.proposals.empty_line(desk.position)
    desk.cursor = replace(desk.cursor, line=len(entry.lines))
    desk.put(entry.with_lines((*entry.lines, line)))
    return desk.entry.lines[-1]


def accept_header(desk: Desk) -> None:
    """Accept the journal and date proposed: a line was typed under them."""
    for column in (Column.JOURNAL, Column.DATE):
        if not desk.entry.value(desk.index, column):
            proposed = desk.proposals.value(desk.position, desk.index, column)
            if proposed:
                _put_header(desk, column, proposed, Provenance.ACCEPTED)


def _put_header(desk: Desk, column: Column, value: CellValue, provenance: Provenance) -> None:
    if column is Column.JOURNAL:
        _put_journal(desk, str(value or ""), provenance)
    else:
        _put_date(desk, value if isinstance(value, date) else None, provenance)
    entry = desk.entry
    if entry.entry_date and entry.journal and desk.facts.is_closed(entry.journal, entry.entry_date):
        desk.say("Mois clôturé pour ce journal")


def _put_journal(desk: Desk, code: str, provenance: Provenance) -> None:
    changed = desk.entry.journal != code
    desk.put(desk.entry.with_journal(code, provenance))
    journal = desk.journal
    manual = journal is not None and journal.numbering is NumberingMode.MANUAL
    if changed and manual and desk.entry.lines and is_proposed(desk.entry):
        number = desk.proposals.headers.piece(desk.position, desk.entry)
        desk.put(with_first(desk.entry, Column.PIECE, number, Provenance.ACCEPTED, spread=False))


def _put_date(desk: Desk, day: date | None, provenance: Provenance) -> None:
    entry = replace(desk.entry.with_date(day, provenance), piece_date=None)
    desk.put(guides.relabel(desk.facts, entry))
    if day:
        desk.book.grid.working_month = None
    lines = [_due_again(desk, line) for line in desk.entry.lines]
    desk.put(desk.entry.with_lines(tuple(lines)))


def _due_again(desk: Desk, line: GridLine) -> GridLine:
    """Return a line whose due date follows the date of its entry, unless the user typed it (KM-19)."""
    if line.provenance(Column.DUE_DATE) is not Provenance.ACCEPTED:
        return line
    emptied = line.with_value(Column.DUE_DATE, None, Provenance.ACCEPTED)
    due = desk.proposals.settlements.due_date(desk.position, emptied)
    return emptied.with_value(Column.DUE_DATE, due, Provenance.ACCEPTED)


def _put_line(desk: Desk, line: GridLine) -> None:
    desk.put(desk.entry.with_line(desk.index, line))


def _write_repeated(desk: Desk, line: GridLine, column: Column, value: CellValue, provenance: Provenance) -> None:
    """Write a cell that the following lines may repeat (NUM-09, KM-12, KM-70)."""
    journal = desk.journal
    if column is Column.PIECE_DATE and not desk.index:
        desk.put(replace(desk.entry, piece_date=None))
    if desk.index or journal is None:
        _put_line(desk, line.with_value(column, value, provenance))
    else:
        desk.put(with_first(desk.entry, column, value, provenance, spread=is_repeated(journal, column)))


def _write_account(desk: Desk, line: GridLine, value: CellValue, provenance: Provenance) -> None:
    """Write the account; what was accepted from the former one is proposed again."""
    if line.account != value:
        line = _reproposed(line, _OF_ACCOUNT)
    _put_line(desk, line.with_value(Column.ACCOUNT, value, provenance))


def _reproposed(line: GridLine, columns: tuple[Column, ...]) -> GridLine:
    for column in columns:
        if line.provenance(column) is Provenance.ACCEPTED:
            line = line.with_value(column, None if column is Column.DUE_DATE else "", Provenance.ACCEPTED)
    return line


def _write_amount(desk: Desk, line: GridLine, column: Column, value: CellValue, provenance: Provenance) -> None:
    cents = value if isinstance(value, int) else 0
    if not cents:
        emptied = line.with_amount(SIDE_OF[column], 0, Provenance.ACCEPTED)
        _put_line(desk, emptied.with_value(column, 0, provenance))
        return
    corrected = with_corrected_net(desk, line, column, cents) if provenance is Provenance.TYPED else desk.entry
    written = _reproposed(line, _OF_AMOUNT).with_amount(SIDE_OF[column], cents, provenance)
    parts = dues.rescaled(line.due_parts, abs(cents))
    desk.put(corrected.with_line(desk.index, replace(written, due_parts=parts)))


def _write_due_date(desk: Desk, line: GridLine, value: CellValue, provenance: Provenance) -> None:
    written = line.with_value(Column.DUE_DATE, value, provenance)
    if line.due_parts and isinstance(value, date):
        written = replace(written, due_parts=dues.with_first_date(line.due_parts, value))
    _put_line(desk, written)


def _writer_of_repeated(column: Column) -> Callable[[Desk, GridLine, CellValue, Provenance], None]:
    return lambda desk, line, value, provenance: _write_repeated(desk, line, column, value, provenance)


def _writer_of_amount(column: Column) -> Callable[[Desk, GridLine, CellValue, Provenance], None]:
    return lambda desk, line, value, provenance: _write_amount(desk, line, column, value, provenance)


def _writer_of_code(column: Column) -> Callable[[Desk, GridLine, CellValue, Provenance], None]:
    return lambda desk, line, value, provenance: _put_line(desk, line.with_value(column, value, provenance))


_WRITERS: Mapping[Column, Callable[[Desk, GridLine, CellValue, Provenance], None]] = {
    **{column: _writer_of_repeated(column) for column in REPEATED_COLUMNS},
    **{column: _writer_of_amount(column) for column in AMOUNTS},
    Column.ACCOUNT: _write_account,
    Column.DUE_DATE: _write_due_date,
    Column.PAYMENT_METHOD: _writer_of_code(Column.PAYMENT_METHOD),
    Column.CHEQUE: _writer_of_code(Column.CHEQUE),
}


def _after(desk: Desk, column: Column) -> None:
    """Do what follows a change of a line: formulas, warnings while typing, the due-date window."""
    entry = desk.entry
    if column in AMOUNTS:
        desk.put(guides.recompute(desk.facts, entry))
        _open_due_dates(desk)
    if desk.profile.warns_while_typing and desk.journal:
        for text in warnings.of_cell(desk.facts, desk.options, desk.journal, desk.line, column):
            desk.say(text)


def _open_due_dates(desk: Desk) -> None:
    """Open the schedule by itself on an invoice of an account that asks for it (KM-20)."""
    line = desk.entry.lines[desk.index]
    account = desk.facts.account(line.account)
    automatic = account is not None and account.due_date_mode is DueDateMode.AUTOMATIC
    if (
        automatic
        and line.side
        and not line.due_parts
        and desk.proposals.settlements.takes_due_date(desk.position, line)
    ):
        desk.effects.append(OpenDueDates(desk.entry.key, desk.index, automatic=True))


def amount_column(desk: Desk) -> Column:
    """Return the cell of the line under the cursor where its amount is or goes (KM-16)."""
    return AMOUNT_OF[desk.proposals.amounts.side(desk.position, desk.index, desk.line)]
