"""The movements of an account month by month over a fiscal year, beside those of the year before («Cumuls», FC-09)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from tuicompta.core.dates import month_label
from tuicompta.core.enums import AccountType
from tuicompta.models.database import Database
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, Period, fiscal_years, periods_of

CARRIED = "À-nouveaux"
TOTAL = "Total"

_MOVEMENTS = """
    SELECT period_id, type = 'opening', sum(debit), sum(credit)
      FROM balance_total JOIN journal ON journal.id = journal_id
     WHERE account_id IN (SELECT id FROM account WHERE id = ? OR (? AND type = 'D' AND number >= ? AND number < ?))
       AND (? OR status <> 'S') AND period_id IN (SELECT id FROM period WHERE fiscal_year_id = ?)
     GROUP BY period_id, type = 'opening'
"""
_ACCOUNT = "SELECT number, type FROM account WHERE id = ?"


class Movement(NamedTuple):
    """Debit and credit in cents, and the balance once they are there, debit − credit."""

    debit: int = 0
    credit: int = 0
    balance: int = 0

    @property
    def net(self) -> int:
        """Debit − credit."""
        return self.debit - self.credit


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A row of the tab: the period, None for the carry-forward and the total, its movement and that of last year."""

    label: str
    period: Period | None
    movement: Movement
    before: Movement | None


def account_months(
    database: Database, account_id: int, year: FiscalYear, *, simulated: bool = False
) -> Sequence[MonthRow]:
    """Return the carry-forward, the periods and the total of an account; a Racine adds up its Détail accounts.

    Simulated entries count only when asked. The year before is put beside, period by period in their order.
    """
    earlier = next((other for other in fiscal_years(database) if _precedes(other, year)), None)
    own = _column(database, account_id, year, simulated=simulated)
    other = _column(database, account_id, earlier, simulated=simulated) if earlier else []
    spans: list[Period | None] = [None, *periods_of(database, year), None]
    labels = [CARRIED, *(month_label(span.start) for span in spans if span), TOTAL]
    beside = _aligned(other, len(own)) if other else [None] * len(own)
    return [MonthRow(*row) for row in zip(labels, spans, own, beside, strict=True)]


def _precedes(other: FiscalYear, year: FiscalYear) -> bool:
    return (year.start - other.end).days == 1


def _aligned(column: Sequence[Movement], rows: int) -> list[Movement | None]:
    """Put the carry-forward first and the total last, whatever the numbers of periods of the two years."""
    months = [month for month, _ in zip_longest(column[1:-1][: rows - 2], range(rows - 2))]
    return [column[0], *months, column[-1]]


def _column(database: Database, account_id: int, year: FiscalYear, *, simulated: bool) -> list[Movement]:
    number, kind = database.row(_ACCOUNT, (account_id,)) or ("", AccountType.DETAIL)
    root = int(kind == AccountType.ROOT)
    rows = database.rows(_MOVEMENTS, (account_id, root, number, f"{number}~", int(simulated), year.id))
    carried = [(debit, credit) for _, opening, debit, credit in rows if opening]
    moved = {period: (debit, credit) for period, opening, debit, credit in rows if not opening}
    first = (sum(debit for debit, _ in carried), sum(credit for _, credit in carried))
    columns, balance = [], 0
    for debit, credit in (first, *(moved.get(span.id, (0, 0)) for span in periods_of(database, year))):
        balance += debit - credit
        columns.append(Movement(debit, credit, balance))
    total = Movement(sum(row.debit for row in columns), sum(row.credit for row in columns), balance)
    return [*columns, total]
