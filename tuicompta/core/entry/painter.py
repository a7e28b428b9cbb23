"""The view of the grid: what each cell shows and in which voice (KM-24, KM-25, KM-81)."""

from tuicompta.core.entry.cells import day_of, show
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.detail_texts import text_of
from tuicompta.core.entry.details import Shown
from tuicompta.core.entry.model import HEADER, Column, GridEntry, GridLine, Provenance
from tuicompta.core.entry.view import CellView, RowView, Voice
from tuicompta.core.enums import CounterpartMode, EntryStatus
from tuicompta.core.text import fold

REPEATED = "·"
_QUIET = (Column.PIECE, Column.DOCUMENT)
SECONDARY = (Column.PIECE_DATE, Column.DOCUMENT, Column.DUE_DATE, Column.PAYMENT_METHOD, Column.CHEQUE)


def row(desk: Desk, number: int) -> RowView:
    """Return a row of the grid, ready to paint."""
    position, index = desk.rows.locate(number)
    entry = desk.book.entries[position]
    last = index == desk.rows.count(position) - 1
    return RowView(
        entry_key=entry.key,
        line=index,
        cells=cells(desk, position, index, desk.profile.columns) | details(desk, position, index),
        is_first=index == 0,
        is_ghost=is_ghost(desk, position, index),
        separator=last and _is_ended(desk, position, entry) and _is_last_of_day(desk, position, entry),
        unbalanced=entry.difference != 0 and not _has_foot(desk, entry),
        current=position == desk.position,
        simulated=entry.status is EntryStatus.SIMULATED,
        shaded=position % 2 == 0,
    )


def _has_foot(desk: Desk, entry: GridEntry) -> bool:
    """Tell whether the foot of the journal balances the entry (CTP-02)."""
    journal = desk.facts.journal(entry.journal)
    return journal is not None and journal.counterpart_mode is CounterpartMode.FOOT_OF_JOURNAL


def _is_ended(desk: Desk, position: int, entry: GridEntry) -> bool:
    """Tell whether an entry is complete, or followed by another of its journal while it is corrected (KM-24, SJ-03)."""
    return entry.complete or (desk.book.entries.stored is not None and position < len(desk.book) - 1)


def _is_last_of_day(desk: Desk, position: int, entry: GridEntry) -> bool:
    """Tell whether a rule ends an entry here: above a foot, the lines of a day are one entry (SJ-03, CTP-02)."""
    if position + 1 >= len(desk.book) or not _has_foot(desk, entry):
        return True
    return desk.book.entries[position + 1].entry_date != entry.entry_date


def is_ghost(desk: Desk, position: int, index: int) -> bool:
    """Tell whether a row shows a ghost line."""
    rank = index - len(desk.book.entries[position].lines)
    return 0 <= rank < len(desk.proposals.ghosts(position))


def details(desk: Desk, position: int, index: int) -> dict[Shown, CellView]:
    """Return the columns of a line that are only read."""
    return {detail: CellView(text_of(desk, position, index, detail), Voice.DIM) for detail in desk.profile.details}


def cells(desk: Desk, position: int, index: int, columns: tuple[Column, ...]) -> dict[Shown, CellView]:
    """Return some cells of a line."""
    line = desk.proposals.line_at(position, index)
    entry = desk.book.entries[position]
    here = position == desk.position and index == desk.index
    return {column: _cell(desk, entry, (position, index), column, line, here=here) for column in columns}


def _cell(
    desk: Desk, entry: GridEntry, place: tuple[int, int], column: Column, line: GridLine, *, here: bool
) -> CellView:
    position, index = place
    if here and column is desk.column and desk.editor:
        return CellView(desk.editor.text, Voice.ERROR if desk.error else Voice.NORMAL, suggested_rest(desk))
    value = entry.value(index, column) if column in HEADER else line.value(column)
    if value and column is Column.DATE and desk.profile.day_only:
        value = day_of(value)
    if value:
        if index and not (here and column is desk.column) and _is_quiet(column, line):
            return CellView(REPEATED, Voice.DIM)
        return CellView(show(value), _voice(desk, entry, index, column, line))
    if entry.read_only:
        return CellView()
    waits = here and not is_ghost(desk, position, index)
    if waits or (index == 0 and not entry.lines):
        proposed = desk.proposals.value(position, index, column, line)
        if column is Column.DATE and desk.profile.day_only:
            proposed = day_of(proposed)
        return CellView(show(proposed), Voice.GHOST) if proposed else CellView()
    return CellView()


def _is_quiet(column: Column, line: GridLine) -> bool:
    """Tell whether a cell of a following line only repeats the line above."""
    return column in HEADER or (column in _QUIET and line.provenance(column) is Provenance.REPEATED)


def _voice(desk: Desk, entry: GridEntry, index: int, column: Column, line: GridLine) -> Voice:
    if entry.read_only or column in line.locked:
        return Voice.LOCKED
    if index >= len(entry.lines) and column not in HEADER:
        return Voice.GHOST
    if column is Column.DATE and _is_closed(desk, entry):
        return Voice.MARKED
    return Voice.DIM if line.provenance(column) is Provenance.REPEATED else Voice.NORMAL


def _is_closed(desk: Desk, entry: GridEntry) -> bool:
    day = entry.entry_date
    return bool(entry.journal and day and desk.facts.is_closed(entry.journal, day))


def suggestion(desk: Desk) -> str:
    """Return the label suggested for what is typed, "" when there is none or the caret is inside the text (KM-71)."""
    editor, journal = desk.editor, desk.journal
    if desk.column is not Column.LABEL or editor is None or journal is None or desk.choices or not editor.at_end:
        return ""
    return desk.proposals.labels.suggestion(editor.text, journal, desk.position)


def suggested_rest(desk: Desk) -> str:
    """Return what is shown dimmed after the caret: the end of the suggested label, or all of it after a code."""
    found = suggestion(desk)
    typed = desk.editor.text if desk.editor else ""
    if not found or found == typed:
        return ""
    return found[len(typed) :] if fold(found).startswith(fold(typed)) else f" {found}"
