"""Receipts and expenses by month, the part of the dashboard shown on request (TDB-08)."""

from typing import NamedTuple

from tuicompta.core.dates import iso
from tuicompta.models.database import Database
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, Period, periods_of

# What goes from one account to another inside an entry is neither received nor spent.
_FLOWS = """
    SELECT month, sum(debit - moved), sum(credit - moved)
      FROM (SELECT month, sum(debit) AS debit, sum(credit) AS credit,
                   min(sum(max(debit - credit, 0)), sum(max(credit - debit, 0))) AS moved
              FROM (SELECT substr(entry_line.entry_date, 1, 7) AS month, entry_id, account_id, sum(debit) AS debit,
                           sum(credit) AS credit
                      FROM account CROSS JOIN entry_line ON account_id = account.id
                      JOIN entry ON entry.id = entry_id JOIN journal ON journal.id = journal_id
                     WHERE number >= '5' AND number < '6' AND entry_line.entry_date BETWEEN ? AND ? AND status <> 'S'
                       AND journal.type <> 'opening'
                     GROUP BY entry_id, account_id)
             GROUP BY entry_id)
     GROUP BY month
"""


class MonthFlow(NamedTuple):
    """What came in and went out of the funds in a period, in cents, transfers between them left out."""

    period: Period
    received: int
    spent: int


def month_flows(database: Database, year: FiscalYear) -> list[MonthFlow]:
    """Return receipts and expenses of each month of a fiscal year, simulated entries left out (TDB-08)."""
    found = {
        month: (received, spent) for month, received, spent in database.rows(_FLOWS, (iso(year.start), iso(year.end)))
    }
    return [MonthFlow(period, *found.get(iso(period.start)[:7], (0, 0))) for period in periods_of(database, year)]
