"""Cells that the lines of an entry repeat from the first one: piece, document, label (NUM-09, KM-12, KM-70)."""

from collections.abc import Sequence

from tuicompta.core.entry.model import CellValue, Column, GridEntry, GridLine, Provenance
from tuicompta.core.entry.ports import JournalInfo
from tuicompta.core.enums import JournalType, LabelRule, NumberingMode

REPEATED_COLUMNS = (Column.PIECE, Column.PIECE_DATE, Column.DOCUMENT, Column.LABEL)


def is_repeated(journal: JournalInfo, column: Column) -> bool:
    """Tell whether the following lines of an entry carry this cell of the first one."""
    if column is Column.PIECE:
        return journal.repeats_piece or journal.numbering is not NumberingMode.MANUAL
    if column is Column.LABEL:
        return journal.label_rule is not LabelRule.ACCOUNT_TITLE
    if column is Column.PIECE_DATE:
        return journal.type is not JournalType.OPENING
    return column is Column.DOCUMENT


def with_first(
    entry: GridEntry, column: Column, value: CellValue, provenance: Provenance, *, spread: bool
) -> GridEntry:
    """Return an entry whose first line carries a value, and with it the lines that repeat it.

    `spread`: the lines whose cell is empty and was never touched take it too.
    """
    first, *others = entry.lines
    followed = [
        line.with_value(column, value, Provenance.REPEATED) if _follows(line, column, spread=spread) else line
        for line in others
    ]
    return entry.with_lines((first.with_value(column, value, provenance), *followed))


def _follows(line: GridLine, column: Column, *, spread: bool) -> bool:
    mark = line.provenance(column)
    return mark is Provenance.REPEATED or (spread and mark is None and not line.value(column))


def next_line(entry: GridEntry, journal: JournalInfo) -> GridLine:
    """Return an empty line that carries what the lines of an entry repeat (SW-23)."""
    line = GridLine()
    for column in REPEATED_COLUMNS if entry.lines else ():
        if is_repeated(journal, column):
            line = line.with_value(column, entry.lines[0].value(column), Provenance.REPEATED)
    return line


def rearranged(entry: GridEntry, lines: Sequence[GridLine]) -> GridEntry:
    """Return an entry with its lines inserted, deleted or moved.

    A line that comes first no longer repeats: what it carries is as proposed or as typed as it was on the former first
    line, which repeats it in turn if it is still there.
    """
    former = entry.lines[0] if entry.lines else None
    if former is None or not lines or lines[0] is former:
        return entry.with_lines(tuple(lines))
    head, *others = lines
    for column in REPEATED_COLUMNS:
        if head.provenance(column) is Provenance.REPEATED:
            mark = former.provenance(column) or Provenance.ACCEPTED
            head = head.with_value(column, head.value(column), mark)
    return entry.with_lines((head, *(_behind(head, line) if line is former else line for line in others)))


def _behind(head: GridLine, former: GridLine) -> GridLine:
    """Return a former first line as one that repeats the cells it shares with the new one."""
    for column in REPEATED_COLUMNS:
        if former.value(column) == head.value(column):
            former = former.with_value(column, former.value(column), Provenance.REPEATED)
    return former
