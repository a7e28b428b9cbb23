"""Sums of the lines by month, journal and account: what the centralising journal is made of (ETJC)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from tuicompta.core.dates import iso, parse_iso
from tuicompta.reports.balances.balance_rows import CENTRALISED
from tuicompta.reports.figures import account_figures, bounds_of
from tuicompta.reports.lines import left_out_statuses
from tuicompta.reports.scope import Scope

Sides = tuple[int, int]
EVERY: Final = "tous"  # the option that shows the journals without movement too
_ROOTS: Final = dict(CENTRALISED.values())
_PERIODS = "SELECT id, start_date, end_date FROM period WHERE start_date <= ? AND end_date >= ? ORDER BY start_date"
# Read from the lines, whereas the ledger is read from the kept totals: the control of ETJC-04 compares two things.
_SUMS = """
    SELECT entry.period_id, entry.journal_id, line.account_id, sum(debit), sum(credit)
      FROM json_each(?1) AS journal CROSS JOIN entry ON entry.journal_id = journal.value
           CROSS JOIN entry_line AS line ON line.entry_id = entry.id
           LEFT JOIN lettering ON lettering.id = line.lettering_id
     WHERE entry.entry_date BETWEEN ?2 AND ?3 AND status <> ?4 AND status <> ?5
       AND (?6 = 'all' OR (?6 = 'closed') = (lettering.id IS NOT NULL AND lettering.partial = 0 AND lettered_on <= ?7))
     GROUP BY 1, 2, 3
"""


class Month(NamedTuple):
    """A period of the fiscal year."""

    id: int
    start: date
    end: date


class AccountSides(NamedTuple):
    """Debit and credit of an account, or of all the third parties of a root, in cents."""

    number: str
    title: str
    sides: Sides


class JournalMonth(NamedTuple):
    """A journal over a month: debit and credit, and its accounts by number, those of roots 40 and 41 as one."""

    month: Month
    code: str
    description: str
    sides: Sides
    accounts: tuple[AccountSides, ...]


def journal_months(scope: Scope, *, before: bool = False) -> Iterator[JournalMonth]:
    """Yield the journals that move in each month, every one with the option; `before` the period instead of in it."""
    start, end = scope.period.start, scope.period.end
    if before:
        start, end = scope.period.first_day, start - timedelta(days=1)
    sums = _sums(scope, start, end)
    titles = {account.number: account.title for account in scope.accounts.values()} | _ROOTS
    rows = scope.database.rows(_PERIODS, (iso(end), iso(start)))
    for month in (Month(row[0], parse_iso(row[1]), parse_iso(row[2])) for row in rows):
        for journal in scope.journals:
            accounts = sums.get((month.id, journal.id), {})
            if accounts or (scope.marked(EVERY) and not before):
                found = tuple(AccountSides(number, titles[number], sides) for number, sides in sorted(accounts.items()))
                total = sum(one.sides[0] for one in found), sum(one.sides[1] for one in found)
                yield JournalMonth(month, journal.code, journal.description, total, found)


def ledger_sides(scope: Scope) -> Sides:
    """Return debit and credit of the period in the general ledger."""
    figures = account_figures(scope, bounds_of(scope, opening_apart=False)).values()
    return sum(one.debit for one in figures), sum(one.credit for one in figures)


def _sums(scope: Scope, start: date, end: date) -> dict[tuple[int, int], dict[str, Sides]]:
    """Return debit and credit by month and journal, then by account."""
    lettering = (scope.request.lettering.value, iso(scope.lettering_day))
    parameters = (scope.journal_list, iso(start), iso(end), *left_out_statuses(scope), *lettering)
    found: dict[tuple[int, int], dict[str, Sides]] = defaultdict(dict)
    for period, journal, account, debit, credit in scope.database.stream(_SUMS, parameters):
        if account in scope.accounts:
            number = scope.accounts[account].number
            shown = number[:2] if number[:2] in _ROOTS else number
            before = found[period, journal].get(shown, (0, 0))
            found[period, journal][shown] = before[0] + debit, before[1] + credit
    return found
