"""What a figure of the dashboard is made of: its accounts, whose amounts add up to it (TDB-10)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tuicompta.core.dates import iso
from tuicompta.core.natures import is_of
from tuicompta.models.database import Database
from tuicompta.services.dashboard.dashboard import (
    CUSTOMERS,
    NATURES,
    SUPPLIERS,
    Figure,
    margin_part,
    result_part,
    turnover_part,
)
from tuicompta.services.dashboard.dashboard_sums import (
    AccountAmount,
    Scope,
    account_sums_of,
    scope_at,
    sums_of_month,
)
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import Period, current_fiscal_year

_DUE = """
    SELECT account.id, number, title, cents
      FROM (SELECT account_id, sum(CASE side WHEN 'D' THEN amount - matched ELSE matched - amount END) AS cents
              FROM due_date
             WHERE matched < amount AND account_id IN (SELECT id FROM account WHERE number >= ? AND number < ?)
               AND due_on >= ? AND due_on < ? GROUP BY account_id)
      JOIN account ON account.id = account_id
"""
_DUE_SIMULATED = """
    SELECT account.id, number, title, sum(CASE side WHEN 'D' THEN matched - amount ELSE amount - matched END)
      FROM entry CROSS JOIN entry_line ON entry_line.entry_id = entry.id
      CROSS JOIN due_date ON entry_line_id = entry_line.id JOIN account ON account.id = due_date.account_id
     WHERE entry.status <> 'V' AND entry.status = 'S' AND number >= ? AND number < ? AND matched < amount
       AND due_on >= ? AND due_on < ? GROUP BY account.id
"""
_FIRST_DAY, _AFTER_ALL_DAYS = "", "~"
_DUE_FIGURES = {
    Figure.CUSTOMERS_COMING: (CUSTOMERS, False, 1),
    Figure.CUSTOMERS_OVERDUE: (CUSTOMERS, True, 1),
    Figure.SUPPLIERS_COMING: (SUPPLIERS, False, -1),
    Figure.SUPPLIERS_OVERDUE: (SUPPLIERS, True, -1),
}


@dataclass(frozen=True, slots=True)
class FigureOf:
    """A figure, up to a period for a result cumulated (TDB-04)."""

    figure: Figure
    up_to: Period | None = None


def accounts_of(dossier: Dossier, wanted: FigureOf) -> list[AccountAmount]:
    """Return the accounts of a figure with their parts, by number; they add up to the figure (TDB-10, UINV-10)."""
    database, figure = dossier.database, wanted.figure
    scope = scope_at(database, dossier.today(), current_fiscal_year(dossier))
    if figure in NATURES:
        parts = _at_day(database, scope, figure)
    elif figure in _DUE_FIGURES:
        parts = _due(database, scope, figure)
    else:
        parts = _gains(database, scope, wanted)
    return sorted((part for part in _added(parts) if part.amount), key=lambda part: part.number)


def _at_day(database: Database, scope: Scope, figure: Figure) -> Iterable[AccountAmount]:
    natures = NATURES[figure]
    for identifier, number, title, _, debit, credit in account_sums_of(database, "42", "6", scope.whole_periods):
        if is_of(number, *natures):
            yield AccountAmount(identifier, number, title, debit - credit)
    for identifier, number, title, debit, credit in sums_of_month(database, scope):
        if is_of(number, *natures):
            yield AccountAmount(identifier, number, title, debit - credit)


def _due(database: Database, scope: Scope, figure: Figure) -> Iterable[AccountAmount]:
    roots, overdue, sign = _DUE_FIGURES[figure]
    day = iso(scope.day)
    days = (_FIRST_DAY, day) if overdue else (day, _AFTER_ALL_DAYS)
    for query in (_DUE, _DUE_SIMULATED):
        for identifier, number, title, cents in database.rows(query, (*roots, *days)):
            yield AccountAmount(identifier, number, title, sign * cents)


def _gains(database: Database, scope: Scope, wanted: FigureOf) -> Iterable[AccountAmount]:
    counts: dict[Figure, Callable[[str], bool]] = {
        Figure.TURNOVER: turnover_part,
        Figure.MARGIN: lambda number: margin_part(number, scope.year),
        Figure.RESULT: result_part,
    }
    last = wanted.up_to
    periods = scope.periods_in(scope.year)
    if last is not None:
        periods = [p for p in scope.periods if p.fiscal_year_id == last.fiscal_year_id and p.start <= last.start]
    for identifier, number, title, _, debit, credit in account_sums_of(database, "6", "8", periods):
        if counts[wanted.figure](number):
            yield AccountAmount(identifier, number, title, credit - debit)


def _added(parts: Iterable[AccountAmount]) -> Iterable[AccountAmount]:
    """Return one part an account."""
    found: dict[int, AccountAmount] = {}
    for part in parts:
        known = found.get(part.id)
        amount = part.amount + (known.amount if known else 0)
        found[part.id] = AccountAmount(part.id, part.number, part.title, amount)
    return found.values()
