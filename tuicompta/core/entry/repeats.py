"""Cells that the lines of an entry repeat from the first one: piece, document, label (NUM-09, KM-12, KM-70)."""

from dataclasses import replace

from tuicompta.core.entry.model import CellValue, Column, GridEntry, GridLine, Provenance
from tuicompta.core.entry.ports import JournalInfo
from tuicompta.core.enums import LabelRule, NumberingMode

REPEATED_COLUMNS = (Column.PIECE, Column.DOCUMENT, Column.LABEL)


def is_repeated(journal: JournalInfo, column: Column) -> bool:
    """Tell whether the following lines of an entry carry this cell of the first one."""
    if column is Column.PIECE:
        return journal.repeats_piece or journal.numbering is not NumberingMode.MANUAL
    if column is Column.LABEL:
        return journal.label_rule is not LabelRule.ACCOUNT_TITLE
    return column is Column.DOCUMENT


def with_first(
    entry: GridEntry, column: Column, value: CellValue, provenance: Provenance, *, spread: bool
) -> GridEntry:
    """Return an entry whose first line carries a value, and with it the lines that repeat it.

    `spread`: the lines whose cell was never touched take it too.
    """
    first, *others = entry.lines
    repeated = {Provenance.REPEATED, None} if spread else {Provenance.REPEATED}
    followed = [
        line.with_value(column, value, Provenance.REPEATED) if line.provenance(column) in repeated else line
        for line in others
    ]
    return entry.with_lines((first.with_value(column, value, provenance), *followed))


def next_line(entry: GridEntry, journal: JournalInfo) -> GridLine:
    """Return an empty line that carries what the lines of an entry repeat (SW-23)."""
    line = GridLine()
    for column in REPEATED_COLUMNS if entry.lines else ():
        if is_repeated(journal, column):
            line = line.with_value(column, entry.lines[0].value(column), Provenance.REPEATED)
    return line


def with_head(entry: GridEntry) -> GridEntry:
    """Return an entry whose first line stands by itself: what it repeated of a former first line is now its own."""
    if not entry.lines:
        return entry
    head = entry.lines[0]
    for column, mark in head.marks.items():
        if mark is Provenance.REPEATED:
            head = head.with_value(column, head.value(column), Provenance.ACCEPTED)
    return entry if head is entry.lines[0] else replace(entry, lines=(head, *entry.lines[1:]))
