"""New entries made of another one: the same with its sides swapped, or a copy (CTX-16, CTX-17)."""

from dataclasses import replace

from tuicompta.core.entry.model import Column, GridEntry, GridLine, Provenance

_COPIED = (Column.DOCUMENT, Column.ACCOUNT, Column.LABEL, Column.DEBIT, Column.CREDIT, Column.PAYMENT_METHOD)


def inverted(entry: GridEntry) -> GridEntry:
    """Return an entry with debit and credit swapped on all its lines, to be saved (CTX-17)."""
    return replace(entry, lines=tuple(_swapped(line) for line in entry.lines), saved=False)


def copied(entry: GridEntry, key: int) -> GridEntry:
    """Return a new entry with the journal and the lines of another one (CTX-16).

    Its date and its piece number are left to the proposals; nothing of what was done with the lines of the first one
    follows: due dates, cheques, marks.
    """
    lines = tuple(_copied_line(line) for line in entry.lines)
    return GridEntry(key, entry.journal, lines=lines, marks={Column.JOURNAL: Provenance.ACCEPTED})


def _swapped(line: GridLine) -> GridLine:
    other = {Column.DEBIT: Column.CREDIT, Column.CREDIT: Column.DEBIT}
    marks = {other.get(column, column): mark for column, mark in line.marks.items()}
    return replace(line, debit=line.credit, credit=line.debit, marks=marks)


def _copied_line(line: GridLine) -> GridLine:
    copy = GridLine()
    for column in _COPIED:
        if value := line.value(column):
            copy = copy.with_value(column, value, line.provenance(column) or Provenance.TYPED)
    return copy
