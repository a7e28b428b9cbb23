"""Repeating the cell of the line above (KM-50, KM-93)."""

from tuicompta.core.entry import writing
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.enterable import check_enterable
from tuicompta.core.entry.model import HEADER, CellValue, Provenance
from tuicompta.core.entry.refusals import NothingToRepeatError


def repeat_above(desk: Desk) -> None:
    """Put in the cell the value of the line above, of the same entry or of the entry above."""
    check_enterable(desk)
    value = _above(desk)
    if not value:
        raise NothingToRepeatError(what="valeur au-dessus")
    writing.put_value(desk, desk.column, value, Provenance.TYPED)


def _above(desk: Desk) -> CellValue:
    row = desk.rows.start(desk.position) + desk.index - 1
    if row < 0:
        return None
    position, index = desk.rows.locate(row)
    if desk.column in HEADER:
        return desk.book.entries[position].value(index, desk.column)
    return desk.proposals.line_at(position, index).value(desk.column)
