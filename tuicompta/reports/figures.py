"""Figures of the accounts over a period, read from the kept totals where whole months allow it.

The same figures serve balances, ledgers and headings, so that every report of one moment agrees with the others
(RPINV-01, RPINV-02). A month cut by the period, or a filter on lettering, is read line by line.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from tuicompta.core.dates import iso
from tuicompta.core.fiscal_years import Span
from tuicompta.models.database import Row
from tuicompta.reports.lines import left_out_statuses
from tuicompta.reports.scope import Scope

_PERIODS = "SELECT id, start_date, end_date FROM period WHERE start_date BETWEEN ? AND ? ORDER BY start_date"
# Whole months, in the order of the primary key. A hundred thousand totals are met here: a list that keeps everything is
# NULL, and periods that follow each other are two bounds.
_TOTALS = """
    SELECT account_id, sum(debit), sum(credit), max(CASE status WHEN 'S' THEN 2 WHEN 'N' THEN 1 ELSE 0 END)
      FROM balance_total
     WHERE period_id BETWEEN ?5 AND ?6
       AND (?1 IS NULL OR period_id IN (SELECT value FROM json_each(?1)))
       AND (?2 IS NULL OR journal_id IN (SELECT value FROM json_each(?2)))
       AND status <> ?3 AND status <> ?4
     GROUP BY account_id
"""
# Opening journals hold few lines: finding them among the totals would cost more.
_OPENING_LINES = """
    SELECT account_id, sum(debit), sum(credit), 0
      FROM json_each(?1) AS period CROSS JOIN json_each(?2) AS journal
           CROSS JOIN entry ON entry.journal_id = journal.value AND entry.period_id = period.value
           CROSS JOIN entry_line AS line ON line.entry_id = entry.id
     WHERE status <> ?3 AND status <> ?4
     GROUP BY account_id
"""
_LINES = """
    SELECT line.account_id, sum(debit), sum(credit), max(CASE status WHEN 'S' THEN 2 WHEN 'N' THEN 1 ELSE 0 END),
           line.entry_date < ?7 OR journal_id IN (SELECT value FROM json_each(?6))
      FROM json_each(?1) AS period CROSS JOIN json_each(?2) AS journal
           CROSS JOIN entry ON entry.journal_id = journal.value AND entry.period_id = period.value
           CROSS JOIN entry_line AS line ON line.entry_id = entry.id
           LEFT JOIN lettering ON lettering.id = line.lettering_id
     WHERE status <> ?3 AND status <> ?4
       AND entry.entry_date <= ?5
       AND (?8 = 'all' OR (?8 = 'closed') = (lettering.id IS NOT NULL AND lettering.partial = 0 AND lettered_on <= ?9))
     GROUP BY 1, 5
"""
_SIMULATED = 2


class AccountFigures(NamedTuple):
    """Figures of one account, in cents: before the period, in it; whether some lines are not validated, simulated."""

    opening_debit: int = 0
    opening_credit: int = 0
    debit: int = 0
    credit: int = 0
    provisional: bool = False
    simulated: bool = False

    @property
    def opening(self) -> int:
        """Balance before the period, debit positive."""
        return self.opening_debit - self.opening_credit

    @property
    def balance(self) -> int:
        """Balance at the end of the period, debit positive."""
        return self.opening + self.debit - self.credit


class Bounds(NamedTuple):
    """Dates of the figures: cumulated from the first day of the first year, moved from `start` to `end`.

    `opening_apart`: the lines of opening journals count as opening even inside the period (balances), otherwise as any
    line (ledgers). In the years after the first, opening journals are left out (ETGL-08). `moves_only`: nothing before
    the period is counted, and nothing is opening.
    """

    years: tuple[Span, ...]
    start: date
    end: date
    opening_apart: bool = False
    moves_only: bool = False


class _Sums(NamedTuple):
    """Sums of some lines by account: (account, debit, credit, rank of the least sure status)."""

    rows: Sequence[Row]
    opening: bool


def bounds_of(scope: Scope, *, opening_apart: bool) -> Bounds:
    """Return the dates of a report."""
    spans = tuple(year.span for year in scope.period.years)
    return Bounds(spans, scope.period.start, scope.period.end, opening_apart)


def account_figures(scope: Scope, bounds: Bounds) -> dict[int, AccountFigures]:
    """Return the figures of every account kept that has a line under the filters, by account identifier."""
    openings = scope.openings
    figures: dict[int, AccountFigures] = {}
    for index, year in enumerate(bounds.years):
        kept = [journal.id for journal in scope.journals if not (index and journal.id in openings)]
        apart = [journal for journal in kept if journal in openings and bounds.opening_apart]
        for sums in _year_sums(scope, bounds, year, kept, apart):
            _count(figures, sums, scope)
    return figures


def _year_sums(
    scope: Scope, bounds: Bounds, year: Span, journals: Sequence[int], apart: Sequence[int]
) -> Iterator[_Sums]:
    """Yield the sums of a fiscal year: those of the whole months, what of them is opening, those of cut months."""
    whole, cut, before = _periods(scope, bounds, year)
    if bounds.moves_only:
        whole, before = [period for period in whole if period not in before], []
    statuses = left_out_statuses(scope)
    if whole:
        yield _Sums(_totals(scope, whole, journals, statuses), opening=False)
    if before:
        yield _Sums(_totals(scope, before, journals, statuses), opening=True)
    inside = json.dumps([period for period in whole if period not in before])
    if apart:
        wanted = (inside, json.dumps(apart), *statuses)
        yield _Sums(scope.database.rows(_OPENING_LINES, wanted), opening=True)
    if cut:
        dates = (iso(bounds.end), json.dumps(apart), iso(bounds.start))
        lettering = (scope.request.lettering.value, iso(scope.lettering_day))
        rows = scope.database.rows(_LINES, (json.dumps(cut), json.dumps(journals), *statuses, *dates, *lettering))
        rows = [row for row in rows if not (bounds.moves_only and row[4])]
        yield _Sums([row[:4] for row in rows], opening=False)
        yield _Sums([(*row[:3], 0) for row in rows if row[4]], opening=True)


def _totals(scope: Scope, periods: Sequence[int], journals: Sequence[int], statuses: tuple[str, str]) -> list[Row]:
    """Return the kept totals of some periods and journals."""
    first, last = min(periods), max(periods)
    listed = None if len(periods) == last - first + 1 else json.dumps(periods)
    every = len(journals) == scope.journal_count
    return scope.database.rows(_TOTALS, (listed, None if every else json.dumps(journals), *statuses, first, last))


def _periods(scope: Scope, bounds: Bounds, year: Span) -> tuple[list[int], list[int], list[int]]:
    """Return the periods read from the kept totals, those read line by line, those that come before the period."""
    whole: list[int] = []
    cut: list[int] = []
    before: list[int] = []
    start, end = iso(bounds.start), iso(bounds.end)
    for period, first, last in scope.database.rows(_PERIODS, (iso(year.start), min(iso(year.end), end))):
        by_lines = not scope.every_line or last > end or first < start <= last
        (cut if by_lines else whole).append(period)
        # the lines of a cut period tell by themselves which come before
        if last < start and not by_lines:
            before.append(period)
    return whole, cut, before


def _count(figures: dict[int, AccountFigures], sums: _Sums, scope: Scope) -> None:
    """Add sums to the figures; what is opening was counted as movement before."""
    for account, debit, credit, rank in sums.rows:
        if account not in scope.accounts:
            continue
        before = figures.get(account)
        if before is None:
            figures[account] = AccountFigures(0, 0, debit, credit, rank > 0, rank == _SIMULATED)
        elif sums.opening:
            figures[account] = before._replace(
                opening_debit=before.opening_debit + debit,
                opening_credit=before.opening_credit + credit,
                debit=before.debit - debit,
                credit=before.credit - credit,
            )
        else:
            figures[account] = before._replace(
                debit=before.debit + debit,
                credit=before.credit + credit,
                provisional=before.provisional or rank > 0,
                simulated=before.simulated or rank == _SIMULATED,
            )
