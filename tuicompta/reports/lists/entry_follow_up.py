"""Follow-up of entries, `--report suivi` (ETSU): who typed and changed what, when, with which origin."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from tuicompta.core.dates import format_date, iso, parse_iso
from tuicompta.core.enums import EntryOrigin
from tuicompta.models.database import Row as SqlRow
from tuicompta.reports.catalogue import ReportSpec
from tuicompta.reports.heading import criteria_of, heading_of, marks
from tuicompta.reports.lines import STATUS_MARKS, left_out_statuses
from tuicompta.reports.model import Column, ColumnType, Report, Row, RowKind, Value
from tuicompta.reports.request import Request
from tuicompta.reports.scope import Scope, resolve_scope
from tuicompta.reports.selection import ORIGINS
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.small_tables.coded_records import counted

# An entry is followed by its typing or by its last change: both fall under the dates of entry.
_ENTRIES = """
    SELECT entry.created_at, author.code, coalesce(entry.changed_at, ''), coalesce(editor.code, ''), entry.origin,
           entry.journal_id, entry.entry_date, entry.piece_number,
           (SELECT label FROM entry_line WHERE entry_id = entry.id ORDER BY position LIMIT 1),
           (SELECT sum(debit) FROM entry_line WHERE entry_id = entry.id), entry.status,
           coalesce(entry.validated_at, '')
      FROM entry JOIN user AS author ON author.id = entry.created_by
                 LEFT JOIN user AS editor ON editor.id = entry.changed_by
     WHERE journal_id IN (SELECT value FROM json_each(?1)) AND entry_date BETWEEN ?2 AND ?3
       AND status <> ?4 AND status <> ?5
       AND (?6 = '' OR ?6 IN (author.code, editor.code))
       AND (date(entry.created_at) BETWEEN ?7 AND ?8 OR date(entry.changed_at) BETWEEN ?7 AND ?8)
     ORDER BY entry.created_at, entry.id
"""
_COLUMNS: Final = (
    Column("entered_at", "Saisi le", preferred=16, narrowest=16),
    Column("entered_by", "Par", preferred=6, narrowest=3),
    Column("changed_at", "Modifié le", preferred=16, narrowest=16),
    Column("changed_by", "Par", preferred=6, narrowest=3),
    Column("origin", "Origine", preferred=26, narrowest=6),
    Column("journal", "Journal", preferred=7, narrowest=3),
    Column("date", "Date", ColumnType.DATE),
    Column("piece", "Pièce", preferred=10, narrowest=5),
    Column("label", "Libellé", preferred=24, narrowest=8, flexible=True),
    Column("amount", "Montant", ColumnType.AMOUNT),
    Column("status", "Statut", preferred=6, narrowest=1),
    Column("validated_at", "Validé le", preferred=16, narrowest=10),
)
_AMOUNT = 9


def build(dossier: Dossier, spec: ReportSpec, request: Request) -> Report:
    """Build the entries in the order they were typed, those of some users, dates or origins (ETSU-01)."""
    scope = resolve_scope(dossier, spec, request)
    found = [row for row in dossier.database.rows(_ENTRIES, _parameters(scope)) if _is_kept(request, row)]
    statuses = {row[10] for row in found}
    heading = heading_of(scope, (), _words(request))
    own = marks(provisional=bool(statuses & {"N", "S"}), simulated="S" in statuses, closed=scope.period.closed)
    return Report(
        name=spec.name,
        heading=heading._replace(marks=own),
        columns=_COLUMNS,
        parts=lambda: _rows(scope, found),
        criteria={
            **criteria_of(scope),
            "entered_by": request.entered_by,
            "entered_from": request.entered_start and iso(request.entered_start),
            "entered_to": request.entered_end and iso(request.entered_end),
            "origin": list(request.origins),
        },
    )


def _parameters(scope: Scope) -> tuple[object, ...]:
    request, period = scope.request, scope.period
    dates = (request.entered_start or date.min, request.entered_end or date.max)
    kept = (scope.journal_list, iso(period.start), iso(period.end), *left_out_statuses(scope))
    return (*kept, (request.entered_by or "").upper(), *map(iso, dates))


def _is_kept(request: Request, row: SqlRow) -> bool:
    return not request.origins or row[4] in {ORIGINS[word] for word in request.origins}


def _words(request: Request) -> Iterator[str]:
    if request.entered_by:
        yield f"Saisies de {request.entered_by.upper()}"
    if request.entered_start:
        yield f"Saisies depuis le {format_date(request.entered_start)}"
    if request.entered_end:
        yield f"Saisies jusqu'au {format_date(request.entered_end)}"
    if request.origins:
        yield "Origine " + ", ".join(ORIGINS[word].label for word in request.origins)


def _rows(scope: Scope, found: list[SqlRow]) -> Iterator[Row]:
    """Yield the entries, then count and amount by user and for all."""
    codes = {journal.id: journal.code for journal in scope.journals}
    for row in found:
        yield Row(RowKind.DETAIL, _cells(row, codes[row[5]]))
    for user in sorted({row[1] for row in found}):
        own = [row[_AMOUNT] for row in found if row[1] == user]
        yield Row(RowKind.SUBTOTAL, _total(sum(own), user), f"Total {user} : {_count(len(own))}", "user")
    total = sum(row[_AMOUNT] for row in found)
    yield Row(RowKind.TOTAL, _total(total), f"Total général : {_count(len(found))}", "general")


def _count(number: int) -> str:
    return counted(number, "écriture", "écritures")


def _total(amount: int, user: str = "") -> tuple[Value, ...]:
    return tuple(
        amount if column.key == "amount" else user if column.key == "entered_by" else _blank(column)
        for column in _COLUMNS
    )


def _blank(column: Column) -> Value:
    return None if column.type is ColumnType.DATE else ""


def _cells(row: SqlRow, journal: str) -> tuple[Value, ...]:
    entered, author, changed, editor, origin, _, day, piece, label, amount, status, validated = row
    texts = (_moment(entered), author, _moment(changed), editor, EntryOrigin(origin).label, journal)
    return (*texts, parse_iso(day), piece, label or "", amount or 0, STATUS_MARKS[status], _moment(validated))


def _moment(stored: str) -> str:
    """Return a stored date and time as `15/03/2026 09:00`."""
    return f"{format_date(parse_iso(stored[:10]))} {stored[11:16]}".rstrip() if stored else ""
