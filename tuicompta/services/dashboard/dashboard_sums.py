"""What the dashboard is computed from: kept totals by period, open due dates, the lines of the month in hand (TDB).

No query reads the lines of the whole dossier: a million lines cost what ten thousand do.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tuicompta.core.dates import iso
from tuicompta.models.database import Database
from tuicompta.services.fiscal_years.carry_forward import year_not_carried_into
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, Period, fiscal_years, periods_of

ROOT_LENGTH = 3
"""The natures and the roots of the dashboard are told by three characters at most."""

_TOTALS = """
    SELECT account.id, number, title, period_id, sum(debit), sum(credit)
      FROM account JOIN balance_total ON account_id = account.id
     WHERE number >= ? AND number < ? AND status <> 'S'
       AND period_id IN (SELECT value FROM json_each(?))
     GROUP BY account.id, period_id
"""
_ROOTS = """
    SELECT period_id, substr(number, 1, 3), sum(debit), sum(credit)
      FROM account JOIN balance_total ON account_id = account.id
     WHERE number >= '42' AND number < '8' AND status <> 'S' AND period_id IN (SELECT value FROM json_each(?))
     GROUP BY period_id, substr(number, 1, 3)
"""
# Accounts of the balance sheet that the dashboard shows at a date: third parties without due dates apart, and funds.
_OF_THE_MONTH = """
    SELECT account.id, number, title, sum(debit), sum(credit)
      FROM account CROSS JOIN entry_line ON account_id = account.id JOIN entry ON entry.id = entry_id
     WHERE number >= '42' AND number < '6' AND number NOT GLOB '445*' AND number NOT GLOB '4[89]*'
       AND entry_line.entry_date BETWEEN ? AND ? AND status <> 'S'
     GROUP BY account.id
"""


@dataclass(frozen=True, slots=True)
class RootSum:
    """Debit and credit of the accounts of a root of three characters in a period, in cents, simulated left out."""

    period_id: int
    root: str
    debit: int
    credit: int


@dataclass(frozen=True, slots=True)
class AccountAmount:
    """An account and its part of a figure, in cents."""

    id: int
    number: str
    title: str
    amount: int


@dataclass(frozen=True)
class Scope:
    """What the figures are about: a day, the current fiscal year and the one before, the years counted at the day."""

    day: date
    year: FiscalYear
    previous: FiscalYear | None
    at_day: tuple[FiscalYear, ...]
    periods: tuple[Period, ...]

    def periods_in(self, year: FiscalYear) -> list[Period]:
        """Return the periods of a fiscal year in order."""
        return [period for period in self.periods if period.fiscal_year_id == year.id]

    @property
    def whole_periods(self) -> list[Period]:
        """The periods that are over at the day, of the years counted."""
        years = {year.id for year in self.at_day}
        return [period for period in self.periods if period.fiscal_year_id in years and period.end <= self.day]

    @property
    def month_in_hand(self) -> tuple[date, date] | None:
        """The days from the start of the period of the day to the day, nothing when the period ends with it."""
        for period in self.periods:
            if period.start <= self.day < period.end:
                return period.start, self.day
        return None


def scope_at(database: Database, day: date, year: FiscalYear) -> Scope:
    """Return what the figures of a day are about, `year` being the current fiscal year."""
    years = fiscal_years(database)
    eve = year.start - timedelta(days=1)
    previous = next((other for other in years if eve in other), None)
    at_day = years_at(database, day)
    needed = {other.id: other for other in (year, *([previous] if previous else []), *at_day)}
    periods = [period for other in needed.values() for period in periods_of(database, other)]
    return Scope(day, year, previous, at_day, tuple(sorted(periods, key=lambda period: period.start)))


def years_at(database: Database, day: date) -> tuple[FiscalYear, ...]:
    """Return the fiscal years whose lines make the balances of a day.

    That of the day, the last one begun before it when there is none; and the open one before it as long as nothing was
    carried forward from it.
    """
    begun = [year for year in fiscal_years(database) if year.start <= day]
    if not begun:
        return ()
    before = year_not_carried_into(database, begun, begun[-1])
    return (before, begun[-1]) if before else (begun[-1],)


def root_sums(database: Database, scope: Scope) -> list[RootSum]:
    """Return the sums by period and root of the accounts that the dashboard shows, customers and suppliers apart."""
    rows = database.rows(_ROOTS, (_identifiers(scope.periods),))
    return [RootSum(*row) for row in rows]


def sums_of_month(database: Database, scope: Scope) -> list[tuple[int, str, str, int, int]]:
    """Return id, number, title, debit and credit of the accounts moved in the month in hand, up to the day."""
    span = scope.month_in_hand
    if span is None:
        return []
    rows: list[tuple[int, str, str, int, int]] = database.rows(_OF_THE_MONTH, (iso(span[0]), iso(span[1])))
    return rows


def account_sums_of(
    database: Database, low: str, high: str, periods: Iterable[Period]
) -> list[tuple[int, str, str, int, int, int]]:
    """Return id, number, title, period, debit and credit of the accounts of a range, by period."""
    found: list[tuple[int, str, str, int, int, int]] = database.rows(_TOTALS, (low, high, _identifiers(periods)))
    return found


def _identifiers(periods: Iterable[Period]) -> str:
    return json.dumps([period.id for period in periods])
