"""What a grid only reads of the lines of a stored entry: numbers, marks, who entered them and when (SW-34)."""

from collections.abc import Mapping

from tuicompta.core.dates import format_date, parse_iso
from tuicompta.core.entry.details import Detail
from tuicompta.core.enums import EntryOrigin, LineType
from tuicompta.models.database import Database, Row

_DETAILS = """
    SELECT entry_line.id, definitive_number, validated_at, lettering.code, lettered_on, tick_code, line_type, origin,
           user.code, created_at, (SELECT text FROM note WHERE record_kind = 'entry' AND record_id = entry.id)
      FROM entry JOIN entry_line ON entry_id = entry.id JOIN user ON user.id = created_by
      LEFT JOIN lettering ON lettering.id = lettering_id
     WHERE entry.id = ?
"""


def line_details(database: Database, entry_id: int) -> Mapping[int, Mapping[Detail, str]]:
    """Return what is known of the lines of an entry besides its cells, by the identifiers of these lines (SW-34)."""
    return {row[0]: _details(row) for row in database.rows(_DETAILS, (entry_id,))}


def _details(row: Row) -> Mapping[Detail, str]:
    number, validated, code, lettered, tick, kind, origin, user, created, note = row[1:]
    return {
        Detail.DEFINITIVE_NUMBER: str(number or ""),
        Detail.VALIDATED_ON: _day(validated),
        Detail.LETTERING: code or "",
        Detail.LETTERED_ON: _day(lettered),
        Detail.TICK: tick or "",
        Detail.LINE_TYPE: LineType(kind).label if kind else "",
        Detail.ORIGIN: EntryOrigin(origin).label,
        Detail.CREATED_BY: user,
        Detail.CREATED_ON: _day(created),
        Detail.NOTES: note or "",
    }


def _day(moment: str | None) -> str:
    return format_date(parse_iso(moment[:10])) if moment else ""
