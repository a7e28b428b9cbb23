"""Accepting what is still proposed on a line that the user went past."""

from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.model import Column, Provenance
from tuicompta.core.entry.repeats import REPEATED_COLUMNS, is_repeated, with_first

_SETTLED = (Column.PIECE, Column.LABEL, Column.DUE_DATE, Column.PAYMENT_METHOD, Column.CHEQUE)


def settle(desk: Desk, position: int, index: int) -> None:
    """Accept what is still proposed on a line, if it has its account and amount; a saved entry stays as it is."""
    line = desk.book.entries[position].lines[index]
    if not line.is_whole or desk.book.entries[position].saved:
        return
    for column in _SETTLED:
        line = desk.book.entries[position].lines[index]
        value = desk.proposals.value(position, index, column, line)
        if value:
            settled = line.with_value(column, value, Provenance.ACCEPTED)
            entry = desk.book.entries[position]
            journal = desk.facts.journal(entry.journal)
            if column in REPEATED_COLUMNS and index == 0 and journal:
                spread = is_repeated(journal, column)
                desk.put(with_first(entry, column, value, Provenance.ACCEPTED, spread=spread), position)
            else:
                desk.put(entry.with_line(index, settled), position)
