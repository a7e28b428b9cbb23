"""The figures of the dashboard (TDB). Simulated entries are left out everywhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tuicompta.core.dates import iso
from tuicompta.core.enums import Labelled
from tuicompta.core.natures import AccountNature, is_of
from tuicompta.models.database import Database
from tuicompta.services.dashboard.dashboard_sums import ROOT_LENGTH, RootSum, Scope, root_sums, scope_at, sums_of_month
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, Period, current_fiscal_year

_791_ENDS = date(2025, 1, 1)
_TURNOVER = ("70",)
_MARGIN_INCOME = ("70", "71", "72", "73")
_MARGIN_OLD_INCOME = ("791",)
_MARGIN_CHARGES = ("60",)

# One covering index answers: due_date_open. The side is that of the line.
_DUE = """
    SELECT coalesce(sum(CASE side WHEN 'D' THEN amount - matched ELSE matched - amount END), 0),
           coalesce(sum(CASE WHEN due_on >= ? THEN 0 WHEN side = 'D' THEN amount - matched
                             ELSE matched - amount END), 0),
           coalesce(sum(due_on < ?), 0)
      FROM due_date
     WHERE matched < amount AND account_id IN (SELECT id FROM account WHERE number >= ? AND number < ?)
"""
_DUE_SIMULATED = """
    SELECT coalesce(sum(CASE side WHEN 'D' THEN amount - matched ELSE matched - amount END), 0),
           coalesce(sum(CASE WHEN due_on >= ? THEN 0 WHEN side = 'D' THEN amount - matched
                             ELSE matched - amount END), 0),
           coalesce(sum(due_on < ?), 0)
      FROM entry CROSS JOIN entry_line ON entry_line.entry_id = entry.id
      CROSS JOIN due_date ON entry_line_id = entry_line.id JOIN account ON account.id = due_date.account_id
     WHERE entry.status <> 'V' AND entry.status = 'S' AND matched < amount AND number >= ? AND number < ?
"""
_WAITING = """
    SELECT coalesce(sum(status = 'S'), 0),
           coalesce(sum(status = 'N' AND period_id IN (SELECT id FROM period WHERE end_date < ?)), 0)
      FROM entry WHERE status <> 'V'
"""
_TO_CLOSE = """
    SELECT count(DISTINCT period.id) FROM period JOIN journal
     WHERE fiscal_year_id = ? AND end_date < ?
       AND EXISTS (SELECT 1 FROM entry WHERE entry.journal_id = journal.id AND entry.period_id = period.id)
       AND NOT EXISTS (SELECT 1 FROM journal_period
                        WHERE journal_id = journal.id AND period_id = period.id AND closed_at IS NOT NULL)
"""
_DRAFTS = "SELECT count(*) FROM draft_entry WHERE debit <> credit"
CUSTOMERS, SUPPLIERS = ("41", "42"), ("40", "41")


class Figure(Labelled):
    """A figure of the dashboard."""

    CASH = "cash", "Caisse"
    BANK = "bank", "Banque"
    OTHER_FUNDS = "other_funds", "Autres comptes financiers"
    FUNDS = "funds", "Disponibilités"
    CUSTOMERS_COMING = "customers_coming", "Clients à échoir"
    CUSTOMERS_OVERDUE = "customers_overdue", "Clients échues"
    SUPPLIERS_COMING = "suppliers_coming", "Fournisseurs à échoir"
    SUPPLIERS_OVERDUE = "suppliers_overdue", "Fournisseurs échues"
    SUNDRY = "sundry", "Créances et dettes diverses"
    TURNOVER = "turnover", "Chiffre d'affaires"
    MARGIN = "margin", "Marge brute"
    RESULT = "result", "Résultat"


NATURES = {
    Figure.CASH: (AccountNature.CASH,),
    Figure.BANK: (AccountNature.BANK, AccountNature.POSTAL),
    Figure.OTHER_FUNDS: (AccountNature.OTHER_FINANCIAL,),
    Figure.FUNDS: (AccountNature.CASH, AccountNature.BANK, AccountNature.POSTAL, AccountNature.OTHER_FINANCIAL),
    Figure.SUNDRY: (AccountNature.SUNDRY,),
}


@dataclass(frozen=True, slots=True)
class MonthResult:
    """The result cumulated since the start of the fiscal year, beside that of the year before at the same rank.

    Nothing for a month to come, for a year without such a month.
    """

    period: Period | None
    result: int | None
    previous_period: Period | None
    previous: int | None


@dataclass(frozen=True, slots=True)
class ToDo:
    """What waits: entries not validated in ended months, drafts not balanced, months not closed, overdue due dates."""

    unvalidated: int
    drafts: int
    months: int
    customers_overdue: int
    suppliers_overdue: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """All the figures, in cents, at the system date."""

    day: date
    year: FiscalYear
    previous: FiscalYear | None
    amounts: dict[Figure, int]
    months: tuple[MonthResult, ...]
    to_do: ToDo
    not_carried: FiscalYear | None = None
    """The open fiscal year before, part of the balances as long as nothing is carried forward from it."""

    @property
    def compared(self) -> MonthResult | None:
        """The last month begun: the result so far, beside that of the year before."""
        begun = [month for month in self.months if month.result is not None]
        return begun[-1] if begun else None


def dashboard(dossier: Dossier) -> Dashboard:
    """Return the figures of the dashboard at the system date (TDB-02 to TDB-05, TDB-09)."""
    database, day = dossier.database, dossier.today()
    scope = scope_at(database, day, current_fiscal_year(dossier))
    sums = root_sums(database, scope)
    simulated, unvalidated = database.row(_WAITING, (iso(day),)) or (0, 0)
    customers, suppliers = (_due(database, roots, day, simulated=bool(simulated)) for roots in (CUSTOMERS, SUPPLIERS))
    amounts = {
        **_at_day(database, scope, sums),
        Figure.CUSTOMERS_COMING: customers[0] - customers[1],
        Figure.CUSTOMERS_OVERDUE: customers[1],
        Figure.SUPPLIERS_COMING: suppliers[1] - suppliers[0],
        Figure.SUPPLIERS_OVERDUE: -suppliers[1],
        **_of_year(scope, sums),
    }
    to_do = ToDo(
        unvalidated,
        int(database.value(_DRAFTS)),
        int(database.value(_TO_CLOSE, (scope.year.id, iso(day)))),
        customers[2],
        suppliers[2],
    )
    not_carried = scope.at_day[0] if len(scope.at_day) > 1 else None
    return Dashboard(day, scope.year, scope.previous, amounts, tuple(_months(scope, sums)), to_do, not_carried)


def margin_part(number: str, year: FiscalYear) -> bool:
    """Tell whether an account counts in the gross margin of a fiscal year (TDB-05)."""
    old = _MARGIN_OLD_INCOME if year.start < _791_ENDS else ()
    return number.startswith((*_MARGIN_INCOME, *old, *_MARGIN_CHARGES))


def turnover_part(number: str) -> bool:
    """Tell whether an account counts in the turnover (TDB-05)."""
    return number.startswith(_TURNOVER)


def result_part(number: str) -> bool:
    """Tell whether an account is of nature Charges or Produits (TDB-04)."""
    return is_of(number, AccountNature.CHARGES, AccountNature.INCOME)


def _at_day(database: Database, scope: Scope, sums: Iterable[RootSum]) -> dict[Figure, int]:
    """Return the balances at the day: whole periods from the totals, the month in hand from its lines (TDB-02)."""
    whole = {period.id for period in scope.whole_periods}
    balances = [(found.root, found.debit - found.credit) for found in sums if found.period_id in whole]
    for _, number, _, debit, credit in sums_of_month(database, scope):
        balances.append((number[:ROOT_LENGTH], debit - credit))
    return {figure: sum(cents for root, cents in balances if is_of(root, *NATURES[figure])) for figure in NATURES}


def _of_year(scope: Scope, sums: Sequence[RootSum]) -> dict[Figure, int]:
    """Return turnover, gross margin and result of the whole current fiscal year (TDB-05)."""
    periods = {period.id for period in scope.periods_in(scope.year)}
    gains = [(found.root, found.credit - found.debit) for found in sums if found.period_id in periods]
    return {
        Figure.TURNOVER: sum(cents for root, cents in gains if turnover_part(root)),
        Figure.MARGIN: sum(cents for root, cents in gains if margin_part(root, scope.year)),
        Figure.RESULT: sum(cents for root, cents in gains if result_part(root)),
    }


def _months(scope: Scope, sums: Iterable[RootSum]) -> Iterable[MonthResult]:
    """Yield the cumulated results of the months of both years, side by side (TDB-04)."""
    gains: dict[int, int] = {}
    for found in sums:
        if result_part(found.root):
            gains[found.period_id] = gains.get(found.period_id, 0) + found.credit - found.debit
    own = scope.periods_in(scope.year)
    before = scope.periods_in(scope.previous) if scope.previous else []
    last = max((rank for rank, p in enumerate(own) if p.start <= scope.day or p.id in gains), default=-1)
    total = total_before = 0
    for rank in range(max(len(own), len(before))):
        period = own[rank] if rank < len(own) else None
        other = before[rank] if rank < len(before) else None
        total += gains.get(period.id, 0) if period else 0
        total_before += gains.get(other.id, 0) if other else 0
        yield MonthResult(period, total if rank <= last else None, other, total_before if other else None)


def _due(database: Database, roots: tuple[str, str], day: date, *, simulated: bool) -> tuple[int, int, int]:
    """Return what is open (debit positive), the overdue part of it, and the number of overdue due dates (TDB-03)."""
    parameters = (iso(day), iso(day), *roots)
    whole, overdue, count = database.row(_DUE, parameters) or (0, 0, 0)
    if simulated:
        less = database.row(_DUE_SIMULATED, parameters) or (0, 0, 0)
        return whole - less[0], overdue - less[1], count - less[2]
    return whole, overdue, count
