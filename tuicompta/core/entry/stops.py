"""Where Enter, Tab and Shift+Tab go (KM-43, KM-44)."""

from collections.abc import Iterable

from tuicompta.core.entry import guides
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.model import AMOUNT_OF, Column
from tuicompta.core.entry.profile import Stop
from tuicompta.core.enums import NumberingMode

MANDATORY = (Column.JOURNAL, Column.DATE, Column.ACCOUNT)


def is_enterable(desk: Desk, column: Column) -> bool:
    """Tell whether a cell of the line under the cursor can be typed in (FLD-06)."""
    if column in desk.profile.fixed or column not in desk.profile.columns:
        return False
    if column in desk.profile.header and desk.index:
        return False
    settlements, line = desk.proposals.settlements, desk.line
    if column is Column.DUE_DATE:
        return settlements.takes_due_date(desk.position, line)
    if column is Column.PAYMENT_METHOD:
        return settlements.takes_payment_method(desk.position, line)
    return column is not Column.CHEQUE or settlements.takes_cheque(desk.position, line)


def is_stop(desk: Desk, column: Column) -> bool:
    """Tell whether Enter stops on a cell of the line under the cursor."""
    if not is_enterable(desk, column):
        return False
    if is_templated(desk):
        return column in guides.stops_of(desk.facts, desk.entry, desk.index)
    journal = desk.journal
    own = desk.options.stops.get(journal.code, {}) if journal else {}
    stop = desk.profile.stops[column]
    if column in own and stop is not Stop.PROPOSED_SIDE:
        return own[column]
    return own.get(column, True) and _stops(desk, column, stop)


def is_templated(desk: Desk) -> bool:
    """Tell whether the line under the cursor comes from a guide model that still leads the entry (KM-91)."""
    return bool(desk.entry.template) and desk.line.guide is not None


def _stops(desk: Desk, column: Column, stop: Stop) -> bool:
    line = desk.line
    proposed = desk.proposals.value(desk.position, desk.index, column, line)
    if stop is Stop.NOT_PROPOSED:
        return not desk.entry.value(desk.index, column) and not proposed
    if stop is Stop.EMPTY_OR_MANUAL:
        journal = desk.journal
        manual = journal is not None and journal.numbering is NumberingMode.MANUAL and desk.index == 0
        return manual or not (line.value(column) or proposed)
    if stop is Stop.FIRST_OR_EMPTY:
        empty = not line.value(column) and not desk.proposals.rule_label(desk.position, desk.index, line)
        return desk.index == 0 or empty
    if stop is Stop.PROPOSED_SIDE:
        return column is AMOUNT_OF[desk.proposals.amounts.side(desk.position, desk.index, line)]
    return stop is Stop.ALWAYS


def next_stop(desk: Desk, after: Column | None) -> Column | None:
    """Return the next stop of the line after a cell, from the first one when none is given."""
    return next((column for column in _after(desk, after) if is_stop(desk, column)), None)


def next_cell(desk: Desk, after: Column | None) -> Column | None:
    """Return the next enterable cell of the line."""
    return next((column for column in _after(desk, after) if is_enterable(desk, column)), None)


def previous_cell(desk: Desk, before: Column | None) -> Column | None:
    """Return the previous enterable cell of the line, the last one when no cell is given."""
    columns = desk.profile.columns
    rank = len(columns) if before is None else columns.index(before)
    return next((column for column in reversed(columns[:rank]) if is_enterable(desk, column)), None)


def _after(desk: Desk, column: Column | None) -> Iterable[Column]:
    columns = desk.profile.columns
    return columns[columns.index(column) + 1 :] if column else columns


def missing_cell(desk: Desk) -> Column | None:
    """Return the first mandatory cell of the line under the cursor that nothing fills (KM-23)."""
    line, entry = desk.line, desk.entry
    for column in MANDATORY:
        held = line.account if column is Column.ACCOUNT else entry.value(desk.index, column)
        held = held or desk.proposals.value(desk.position, desk.index, column, line)
        if not held and not (is_templated(desk) and column is Column.ACCOUNT and not line.side):
            return column
    if line.side or is_templated(desk):
        return None
    return AMOUNT_OF[desk.proposals.amounts.side(desk.position, desk.index, line)]
