"""The trial balance on screen: one row an account, with the figures of the printed balance (BALI)."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from tuicompta.core.amounts import round_half_away
from tuicompta.models.database import Database
from tuicompta.reports.balances.balance import eight_figures, previous_figures, sides
from tuicompta.reports.balances.balance_rows import BalanceLine, balance_lines, is_managed, shown_accounts
from tuicompta.reports.figures import AccountFigures, account_figures, bounds_of
from tuicompta.reports.interactive.filters import BookFilter, book_scope
from tuicompta.reports.model import Figures
from tuicompta.reports.scope import ReportAccount
from tuicompta.services.dossiers.dossier import Dossier

_NOTHING = AccountFigures()
_ROOTS = "SELECT number, title FROM account WHERE type = 'R'"


class BalanceAccount(NamedTuple):
    """A row of the balance; all in cents. `debit` and `credit` are cumulated from the first day (BALI-10)."""

    number: str
    title: str
    opening_debit: int
    opening_credit: int
    moved_debit: int
    moved_credit: int
    debit: int
    credit: int
    debit_balance: int
    credit_balance: int
    previous: int = 0

    @property
    def balance(self) -> int:
        """Balance at the end date, debit positive."""
        return self.debit - self.credit

    @property
    def difference(self) -> int:
        """Balance less that of the year before (BALI-14)."""
        return self.balance - self.previous

    @property
    def percentage(self) -> int | None:
        """The difference in hundredths of a percent of the balance of the year before, nothing when that one is nil."""
        if not self.previous:
            return None
        return round_half_away(Fraction(self.difference * 10_000, abs(self.previous)))


def balance_accounts(dossier: Dossier, asked: BookFilter, *, compared: bool = False) -> list[BalanceAccount]:
    """Return the rows of the balance by number; raises the refusals of a range (GLI-05)."""
    if not asked.statuses:
        return []
    scope = book_scope(dossier, "balance", asked)
    figures = account_figures(scope, bounds_of(scope, opening_apart=True))
    before: Mapping[int, AccountFigures] = previous_figures(scope) if compared else {}

    def read(account: ReportAccount) -> Figures:
        previous = before.get(account.id, _NOTHING).balance
        return (*eight_figures(figures.get(account.id, _NOTHING)), previous)

    lines = balance_lines(scope, shown_accounts(scope, figures, also=before), read)
    return sorted(_on_one_side(BalanceAccount(line.number, line.title, *line.figures)) for line in lines)


def root_titles(database: Database) -> dict[str, str]:
    """Return the titles of the Racine accounts by number, for the captions of sub-totals (BALI-13)."""
    return dict(database.rows(_ROOTS))


def result_of(rows: Iterable[BalanceAccount]) -> int | None:
    """Return class 7 − class 6, nothing when no row is of these classes (BALI-15)."""
    managed = [row for row in rows if is_managed(BalanceLine(row.number, row.title, ()))]
    return -sum(row.balance for row in managed) if managed else None


def _on_one_side(row: BalanceAccount) -> BalanceAccount:
    """Return a row with opening and balance on one side each: those of a collective line add up several accounts."""
    opening = sides(row.opening_debit - row.opening_credit)
    balance = sides(row.balance)
    return row._replace(
        opening_debit=opening[0], opening_credit=opening[1], debit_balance=balance[0], credit_balance=balance[1]
    )
