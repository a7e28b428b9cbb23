"""Lines of the journals, read month by month or in the order of validation (ETJO-02, ETJO-05, ETBR-03)."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from tuicompta.core.dates import iso, parse_iso
from tuicompta.core.fiscal_years import Span
from tuicompta.models.database import Row
from tuicompta.reports.lines import DUE_DATE, left_out_statuses
from tuicompta.reports.scope import Scope

_PERIODS = "SELECT id, start_date, end_date FROM period WHERE start_date <= ? AND end_date >= ? ORDER BY start_date"
_SELECT: Final = f"""
    SELECT entry.id, line.account_id, journal_id, line.entry_date, line.piece_number, line.document_number, line.label,
           CASE WHEN ?8 THEN {DUE_DATE} END, coalesce(lettering.code, ''), coalesce(definitive_number, ''), status,
           user.code, date(entry.created_at), debit, credit
"""
_FROM: Final = """
      FROM entry CROSS JOIN entry_line AS line ON line.entry_id = entry.id
                 JOIN user ON user.id = entry.created_by
                 LEFT JOIN lettering ON lettering.id = line.lettering_id
"""
_KEPT: Final = """
       AND entry.entry_date BETWEEN ?2 AND ?3
       AND status <> ?4 AND status <> ?5
       AND (?6 = 'all' OR (?6 = 'closed') = (lettering.id IS NOT NULL AND lettering.partial = 0 AND lettered_on <= ?7))
"""
_OF_MONTH: Final = f"{_SELECT} {_FROM} WHERE entry.journal_id = ?1 AND entry.period_id = ?9 {_KEPT}"
_ORDERED: Final = {
    "date": f"""{_OF_MONTH}
        ORDER BY entry.entry_date, definitive_number IS NULL, definitive_number, entry.id, line.position""",
    "piece": f"{_OF_MONTH} ORDER BY entry.piece_number, entry.entry_date, entry.id, line.position",
    "saisie": f"{_OF_MONTH} ORDER BY entry.id, line.position",
}
# Put together from constants of this package only.
_BY_VALIDATION: Final = f"""
    {_SELECT} {_FROM} JOIN journal ON journal.id = entry.journal_id
     WHERE status = 'V' AND journal_id IN (SELECT value FROM json_each(?1)) {_KEPT}
     ORDER BY entry.validated_at, journal.code, definitive_number, line.position
"""  # noqa: S608
_BEFORE: Final = f"""
    SELECT line.account_id, sum(debit), sum(credit) {_FROM}
     WHERE entry.journal_id = ?1 {_KEPT} GROUP BY line.account_id
"""


class JournalLines(NamedTuple):
    """Reads the lines of a scope.

    A line is: entry, account, journal, stored date, piece, document, label, stored due date, lettering code, definitive
    number, stored status, who entered it, stored date of entry, debit, credit.
    """

    scope: Scope
    order: str
    with_due_dates: bool

    def periods(self) -> list[tuple[int, date, date]]:
        """Return the periods that the report covers, in order, with their first and last days."""
        period = self.scope.period
        rows = self.scope.database.rows(_PERIODS, (iso(period.end), iso(period.start)))
        return [(row[0], parse_iso(row[1]), parse_iso(row[2])) for row in rows]

    def of_month(self, journal: int, period: int) -> Iterator[Row]:
        """Yield the lines of a journal and period."""
        span = Span(self.scope.period.start, self.scope.period.end)
        parameters = (journal, *self._filters(span), self.with_due_dates, period)
        return self._kept(self.scope.database.stream(_ORDERED[self.order], parameters))

    def by_validation(self) -> Iterator[Row]:
        """Yield the validated lines of all the journals in the order of validation."""
        span = Span(self.scope.period.start, self.scope.period.end)
        parameters = (self.scope.journal_list, *self._filters(span), self.with_due_dates)
        return self._kept(self.scope.database.stream(_BY_VALIDATION, parameters))

    def before(self, journal: int, span: Span) -> tuple[int, int]:
        """Return debit and credit of a journal over other dates."""
        rows = self.scope.database.rows(_BEFORE, (journal, *self._filters(span)))
        kept = [row for row in rows if row[0] in self.scope.accounts]
        return sum(row[1] for row in kept), sum(row[2] for row in kept)

    def _filters(self, span: Span) -> tuple[str, ...]:
        scope = self.scope
        lettering = (scope.request.lettering.value, iso(scope.lettering_day))
        return (iso(span.start), iso(span.end), *left_out_statuses(scope), *lettering)

    def _kept(self, lines: Iterator[Row]) -> Iterator[Row]:
        """Leave out the accounts that are not kept."""
        if self.scope.every_account:
            return lines
        return (line for line in lines if line[1] in self.scope.accounts)
