"""Progress of entry, `--report avancement` (ETAV): what is typed and validated, month by month, journal by journal."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from tuicompta.core.dates import iso, month_label, parse_iso
from tuicompta.reports.catalogue import ReportSpec
from tuicompta.reports.heading import criteria_of, heading_of, marks
from tuicompta.reports.lines import left_out_statuses
from tuicompta.reports.model import Column, ColumnType, Report, Row, RowKind, Value
from tuicompta.reports.request import Request
from tuicompta.reports.scope import ReportJournal, Scope, resolve_scope
from tuicompta.services.dossiers.dossier import Dossier

NOTHING: Final = "–"
_PERIODS = "SELECT id, start_date FROM period WHERE start_date <= ? AND end_date >= ? ORDER BY start_date"
_FIGURES = """
    SELECT period_id, journal_id, count(*), max(entry_date), sum(status = 'N'), sum(status = 'S'), sum(status = 'V'),
           (SELECT group_concat(code, ', ')
              FROM (SELECT DISTINCT code FROM entry AS mine JOIN user ON user.id = mine.created_by
                     WHERE mine.period_id = entry.period_id AND mine.journal_id = entry.journal_id
                       AND mine.entry_date BETWEEN ?2 AND ?3 AND mine.status <> ?4 AND mine.status <> ?5
                     ORDER BY code))
      FROM entry
     WHERE journal_id IN (SELECT value FROM json_each(?1)) AND entry_date BETWEEN ?2 AND ?3
       AND status <> ?4 AND status <> ?5
     GROUP BY period_id, journal_id
"""
_LINES = """
    SELECT entry.period_id, entry.journal_id, count(*), sum(debit)
      FROM json_each(?1) AS journal CROSS JOIN entry ON entry.journal_id = journal.value
           CROSS JOIN entry_line AS line ON line.entry_id = entry.id
     WHERE entry.entry_date BETWEEN ?2 AND ?3 AND status <> ?4 AND status <> ?5
     GROUP BY 1, 2
"""
_CLOSED = "SELECT period_id, journal_id FROM journal_period WHERE closed_at IS NOT NULL"
_COLUMNS: Final = (
    Column("month", "Mois", preferred=14, narrowest=8),
    Column("journal", "Journal", preferred=7, narrowest=3),
    Column("entries", "Écritures", preferred=9, narrowest=5, figures=True),
    Column("lines", "Lignes", preferred=8, narrowest=5, figures=True),
    Column("debit", "Total débit", ColumnType.AMOUNT),
    Column("last", "Dernière", ColumnType.DATE),
    Column("entered_by", "Saisi par", preferred=14, narrowest=3, flexible=True),
    Column("unvalidated", "Non val.", preferred=8, narrowest=5, figures=True),
    Column("simulated", "Simul.", preferred=6, narrowest=5, figures=True),
    Column("validated", "Validées", preferred=8, narrowest=5, figures=True),
    Column("closed", "Clôturé", preferred=7, narrowest=3),
)


class _Progress(NamedTuple):
    """What a journal holds over a month."""

    entries: int = 0
    last: str = ""
    unvalidated: int = 0
    simulated: int = 0
    validated: int = 0
    users: str = ""
    lines: int = 0
    debit: int = 0


def build(dossier: Dossier, spec: ReportSpec, request: Request) -> Report:
    """Build one row for each journal and month of the period."""
    scope = resolve_scope(dossier, spec, request)
    found = _progress(scope)
    heading = heading_of(scope, ())
    simulated = any(one.simulated for one in found.values())
    provisional = simulated or any(one.unvalidated for one in found.values())
    return Report(
        name=spec.name,
        heading=heading._replace(marks=marks(provisional=provisional, simulated=simulated, closed=scope.period.closed)),
        columns=_COLUMNS,
        parts=lambda: _rows(scope, found),
        criteria=criteria_of(scope),
    )


def _progress(scope: Scope) -> Mapping[tuple[int, int], _Progress]:
    dates = (scope.journal_list, iso(scope.period.start), iso(scope.period.end), *left_out_statuses(scope))
    lines = {(period, journal): (count, debit) for period, journal, count, debit in scope.database.rows(_LINES, dates)}
    return {
        (period, journal): _Progress._make((*figures, *lines.get((period, journal), (0, 0))))
        for period, journal, *figures in scope.database.rows(_FIGURES, dates)
    }


def _rows(scope: Scope, found: Mapping[tuple[int, int], _Progress]) -> Iterator[Row]:
    closed = {(period, journal) for period, journal in scope.database.rows(_CLOSED)}
    every: list[_Progress] = []
    rows = scope.database.rows(_PERIODS, (iso(scope.period.end), iso(scope.period.start)))
    for period, start in rows:
        month = month_label(parse_iso(start))
        members = []
        for journal in scope.journals:
            one = found.get((period, journal.id))
            members.append(one or _Progress())
            done = scope.period.closed or (period, journal.id) in closed
            yield Row(RowKind.DETAIL, _cells(month, journal, one, done=done))
        every += members
        yield Row(RowKind.SUBTOTAL, _totals(month, members), f"Total {month}", "month")
    yield Row(RowKind.TOTAL, _totals("", every), "Total général", "general")


def _cells(month: str, journal: ReportJournal, one: _Progress | None, *, done: bool) -> tuple[Value, ...]:
    """Return the cells of a journal and month, a dash where nothing moved (ETAV-01)."""
    shut = "Oui" if done else ""
    if one is None:
        return month, journal.code, NOTHING, NOTHING, 0, None, "", NOTHING, NOTHING, NOTHING, shut
    counts = (one.unvalidated, one.simulated, one.validated)
    named = (str(one.entries), str(one.lines), one.debit, parse_iso(one.last), one.users)
    return month, journal.code, *named, *map(str, counts), shut


def _totals(month: str, members: list[_Progress]) -> tuple[Value, ...]:
    def total(name: str) -> int:
        return sum(getattr(one, name) for one in members)

    counts = [str(total(name)) for name in ("unvalidated", "simulated", "validated")]
    return month, "", str(total("entries")), str(total("lines")), total("debit"), None, "", *counts, ""
