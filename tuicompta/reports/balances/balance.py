"""Trial balance, `--report balance` (ETBG)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Final, NamedTuple

from tuicompta.core.dates import add_months, month_end
from tuicompta.reports.balances.balance_rows import (
    ACCOUNT_COLUMNS,
    BalanceLine,
    balance_lines,
    balance_rows,
    is_managed,
    shown_accounts,
)
from tuicompta.reports.catalogue import ReportSpec
from tuicompta.reports.figures import AccountFigures, Bounds, account_figures, bounds_of
from tuicompta.reports.heading import criteria_of, heading_of
from tuicompta.reports.model import Column, ColumnType, Figures, Part, Report, Row, RowKind
from tuicompta.reports.request import Request
from tuicompta.reports.scope import ReportAccount, Scope, resolve_scope
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import fiscal_year_of

DEFAULT_COLUMNS = 6
_NOTHING = AccountFigures()


def sides(balance: int) -> tuple[int, int]:
    """Return a balance as its debit and credit columns."""
    return (balance, 0) if balance > 0 else (0, -balance)


class Pair(NamedTuple):
    """A debit and a credit column, and where they are among the eight figures of an account."""

    keys: tuple[str, str]
    titles: tuple[str, str]
    place: int

    @property
    def columns(self) -> tuple[Column, Column]:
        """The two columns of the report."""
        debit, credit = (
            Column(key, title, ColumnType.AMOUNT) for key, title in zip(self.keys, self.titles, strict=True)
        )
        return debit, credit


OPENING: Final = Pair(("opening_debit", "opening_credit"), ("Ouverture débit", "Ouverture crédit"), 0)
MOVES: Final = Pair(("debit", "credit"), ("Mouvements débit", "Mouvements crédit"), 2)
CUMULATED: Final = Pair(("cumulated_debit", "cumulated_credit"), ("Cumul débit", "Cumul crédit"), 4)
MOVES_WITH_OPENING: Final = Pair(MOVES.keys, MOVES.titles, CUMULATED.place)
BALANCE: Final = Pair(("debit_balance", "credit_balance"), ("Solde débiteur", "Solde créditeur"), 6)
PREVIOUS: Final = Pair(
    ("previous_debit_balance", "previous_credit_balance"), ("Solde débiteur N-1", "Solde créditeur N-1"), 8
)
LAYOUTS: Final = {
    4: (MOVES_WITH_OPENING, BALANCE),
    6: (OPENING, MOVES, BALANCE),
    8: (OPENING, MOVES, CUMULATED, BALANCE),
}


def eight_figures(figures: AccountFigures) -> Figures:
    """Return opening, movements, cumulated figures and balance, each on two sides (ETBG-01)."""
    opening_debit, opening_credit, debit, credit, _, _ = figures
    opening = opening_debit - opening_credit
    cumulated = opening_debit + debit, opening_credit + credit
    return (*sides(opening), debit, credit, *cumulated, *sides(opening + debit - credit))


def build(dossier: Dossier, spec: ReportSpec, request: Request) -> Report:
    """Build the balance of the accounts and period asked for."""
    scope = resolve_scope(dossier, spec, request)
    figures = account_figures(scope, bounds_of(scope, opening_apart=True))
    previous = previous_figures(scope) if request.previous else None
    accounts = shown_accounts(scope, figures, also=previous or ())
    pairs = (*LAYOUTS[request.columns or DEFAULT_COLUMNS], *((PREVIOUS,) if request.previous else ()))

    pick = itemgetter(*(pair.place + side for pair in pairs for side in (0, 1)))

    def read(account: ReportAccount) -> Figures:
        found = eight_figures(figures.get(account.id, _NOTHING))
        if previous is not None:
            found += sides(previous.get(account.id, _NOTHING).balance)
        chosen: Figures = pick(found)
        return chosen

    lines = balance_lines(scope, accounts, read)
    return Report(
        name=spec.name,
        heading=heading_of(scope, [figures[account.id] for account in accounts if account.id in figures]),
        columns=(*ACCOUNT_COLUMNS, *(column for pair in pairs for column in pair.columns)),
        parts=lambda: _rows(scope, lines, pairs),
        criteria={**criteria_of(scope), "columns": request.columns or DEFAULT_COLUMNS, "previous": request.previous},
    )


def _rows(scope: Scope, lines: Sequence[BalanceLine], pairs: Sequence[Pair]) -> Iterator[Part]:
    yield from balance_rows(scope, lines, 2 * len(pairs))
    if scope.shows_result:
        yield _result_row(lines, pairs)


def _result_row(lines: Sequence[BalanceLine], pairs: Sequence[Pair]) -> Row:
    """Return the result, class 7 − class 6: a profit on the credit side, a loss on the debit side (ETBG-04)."""
    managed = [line for line in lines if is_managed(line)]
    figures: list[int | None] = []
    word = ""
    for index, pair in enumerate(pairs):
        debit, credit = sides(sum(line.figures[2 * index] - line.figures[2 * index + 1] for line in managed))
        figures += [debit or None, credit or None] if pair in {BALANCE, PREVIOUS} else [None, None]
        if pair is BALANCE:
            word = "bénéfice" if credit else "perte" if debit else "nul"
    return Row(RowKind.TOTAL, ("", "", *figures), f"Résultat (classe 7 − classe 6) : {word}", "result")


def previous_figures(scope: Scope) -> Mapping[int, AccountFigures]:
    """Return the figures at the same date one year earlier, none when no fiscal year holds it (ETBG-07)."""
    end = _year_before(scope.period.end)
    year = fiscal_year_of(scope.database, end)
    if year is None:
        return {}
    return account_figures(scope, Bounds((year.span,), year.start, end, opening_apart=True))


def _year_before(day: date) -> date:
    """Return the same day one year earlier; the end of a month gives the end of a month, 29 February included."""
    before = add_months(day, -12)
    return month_end(before) if day == month_end(day) else before
