"""Balance by month and by quarter, `--report balance-mensuelle`, `balance-trimestrielle` (ETBG-05, ETBG-06)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tuicompta.core.dates import month_label, month_name
from tuicompta.core.fiscal_years import Span, periods
from tuicompta.reports.balances.balance_rows import ACCOUNT_COLUMNS, balance_lines, balance_rows, shown_accounts
from tuicompta.reports.catalogue import ReportSpec
from tuicompta.reports.figures import AccountFigures, Bounds, account_figures, bounds_of
from tuicompta.reports.heading import criteria_of, heading_of
from tuicompta.reports.model import Column, ColumnType, Figures, Report
from tuicompta.reports.request import Request
from tuicompta.reports.scope import ReportAccount, Scope, resolve_scope, without_opening
from tuicompta.services.dossiers.dossier import Dossier

_MONTHS_IN_A_QUARTER = 3
_NOTHING = AccountFigures()


class Slice(NamedTuple):
    """One column: what it is called and the part of the period it covers."""

    key: str
    title: str
    span: Span


def build(dossier: Dossier, spec: ReportSpec, request: Request) -> Report:
    """Build the net movements of each account by month or quarter, or its cumulated balances."""
    scope = resolve_scope(dossier, spec, request)
    if request.no_opening:
        scope = without_opening(scope)
    whole = account_figures(scope, bounds_of(scope, opening_apart=False))
    slices = _slices(scope, 1 if spec.name == "balance-mensuelle" else _MONTHS_IN_A_QUARTER)
    moves = [_moves(scope, each.span) for each in slices]
    accounts = shown_accounts(scope, whole)
    later = not scope.period.from_first_day

    def read(account: ReportAccount) -> Figures:
        return _figures(whole.get(account.id, _NOTHING), [each.get(account.id, _NOTHING) for each in moves], request)

    def kept(account: ReportAccount) -> Figures:
        figures = read(account)
        return figures if later else figures[1:]

    titles = {"opening": "Ouverture"} if later else {}
    titles |= {each.key: each.title for each in slices} | {"total": "Total"}
    columns = tuple(Column(key, title, ColumnType.AMOUNT, series=True) for key, title in titles.items())
    lines = balance_lines(scope, accounts, kept)
    extra = [words for on, words in _WORDS.items() if getattr(request, on)]
    return Report(
        name=spec.name,
        heading=heading_of(scope, [whole[account.id] for account in accounts if account.id in whole], extra),
        columns=(*ACCOUNT_COLUMNS, *columns),
        parts=lambda: balance_rows(scope, lines, len(columns)),
        criteria={**criteria_of(scope), "cumulated": request.cumulated, "opening": not request.no_opening},
    )


_WORDS = {"cumulated": "Soldes cumulés", "no_opening": "Sans les à-nouveaux"}


def _figures(whole: AccountFigures, moves: Sequence[AccountFigures], request: Request) -> Figures:
    """Return the opening balance, one figure per slice, the closing balance; debit positive."""
    nets = [move.debit - move.credit for move in moves]
    if request.cumulated:
        nets = [whole.opening + sum(nets[: place + 1]) for place in range(len(nets))]
    return (whole.opening, *nets, whole.balance)


def _slices(scope: Scope, length: int) -> list[Slice]:
    """Return the months or quarters of the period; quarters count from the first month of the fiscal year."""
    year = scope.period.years[0]
    months = periods(year.start, year.end)
    groups = [months[first : first + length] for first in range(0, len(months), length)]
    spans = [Span(group[0].start, group[-1].end) for group in groups]
    cut = [Span(max(span.start, scope.period.start), min(span.end, scope.period.end)) for span in spans]
    return [_slice(span, length) for span in cut if span.start <= span.end]


def _slice(span: Span, length: int) -> Slice:
    if length == 1:
        return Slice(f"month_{span.start:%Y_%m}", month_label(span.start), span)
    title = f"{month_name(span.start)} – {month_label(span.end)}"
    return Slice(f"quarter_{span.start:%Y_%m}", title, span)


def _moves(scope: Scope, span: Span) -> Mapping[int, AccountFigures]:
    """Return the movements of part of the period."""
    bounds = Bounds((scope.period.years[0].span,), span.start, span.end, moves_only=True)
    return account_figures(scope, bounds)
