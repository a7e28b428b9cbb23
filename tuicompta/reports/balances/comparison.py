"""Comparison of two fiscal years, `--report comparatif` (ETCP)."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar, Final, NamedTuple

from tuicompta.core.amounts import format_amount, round_half_away
from tuicompta.core.dates import add_months, format_date, month_end
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.fiscal_years import Span
from tuicompta.reports.balances.balance_rows import ACCOUNT_COLUMNS, is_managed_number, shown_accounts
from tuicompta.reports.balances.totals import RootTotals, root_caption
from tuicompta.reports.catalogue import ReportSpec
from tuicompta.reports.figures import AccountFigures, Bounds, account_figures, bounds_of
from tuicompta.reports.heading import criteria_of, heading_of
from tuicompta.reports.model import Column, ColumnType, Report, Row, RowKind, Value
from tuicompta.reports.periods import find_year, named
from tuicompta.reports.request import Request
from tuicompta.reports.scope import Scope, resolve_scope
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, fiscal_years

INCOME_NEGATIVE: Final = "produits-negatifs"
NOT_MEANT: Final = "n.s."
"""«Non significatif»: the percentage from a debit balance to a credit one means nothing."""
_INCOME = "7"
_MONTHS_IN_A_YEAR = 12
_COLUMNS: Final = (
    Column("balance", "Solde N", ColumnType.AMOUNT),
    Column("previous_balance", "Solde N-1", ColumnType.AMOUNT),
    Column("gap", "Écart", ColumnType.AMOUNT),
    Column("gap_percent", "Écart %", preferred=9, narrowest=7, figures=True),
)
_NOTHING = AccountFigures()


class PeriodsDifferError(TuicomptaError):
    """The year of comparison has no period of the same months (ETCP-02)."""

    template = (
        "L'exercice {year} n'a pas de période comparable : du {start} au {end}. "
        "Choisissez une période plus courte avec --from et --to, ou un autre exercice avec --compare."
    )
    exit_code: ClassVar[int] = 2


class _Line(NamedTuple):
    """A line: a number, its title, its balances of N and N-1 in cents, debit positive."""

    number: str
    title: str
    now: int
    before: int


class _Compared(NamedTuple):
    """The fiscal year of comparison, and its dates; none when the dossier has no year before."""

    year: FiscalYear
    span: Span


def build(dossier: Dossier, spec: ReportSpec, request: Request) -> Report:
    """Build the balances of N beside those of N-1: account by account, or by their first digits."""
    scope = resolve_scope(dossier, spec, request)
    compared = _compared(scope)
    figures = account_figures(scope, bounds_of(scope, opening_apart=True))
    before = _figures(scope, compared)
    shown = shown_accounts(scope, figures, also=before)
    lines = [
        _Line(account.number, account.title, _of(figures, account.id), _of(before, account.id)) for account in shown
    ]
    if request.level:
        lines = _grouped(scope, lines, request.level)
    both = [*figures.values(), *before.values()]
    return Report(
        name=spec.name,
        heading=heading_of(scope, both, _words(scope, compared)),
        columns=(*ACCOUNT_COLUMNS, *_COLUMNS),
        parts=lambda: _rows(scope, lines),
        criteria={
            **criteria_of(scope),
            "compare_from": compared and compared.span.start.isoformat(),
            "compare_to": compared and compared.span.end.isoformat(),
            "level": request.level,
        },
    )


def _compared(scope: Scope) -> _Compared | None:
    """Return the year of comparison and its dates, as far from its first day as those of N; raises its refusals."""
    every = fiscal_years(scope.database)
    own = scope.period.years[0]
    if scope.request.compare:
        year = find_year(scope.dossier, every, scope.request.compare)
    else:
        earlier = [other for other in every if other.end < own.start]
        if not earlier:
            return None
        year = earlier[-1]
    months = (year.start.year - own.start.year) * _MONTHS_IN_A_YEAR + year.start.month - own.start.month
    end = add_months(scope.period.end, months)
    end = month_end(end) if scope.period.end == month_end(scope.period.end) else end
    span = Span(max(add_months(scope.period.start, months), year.start), end)
    if not year.start <= span.start <= span.end <= year.end:
        raise PeriodsDifferError(year=named(year), start=format_date(span.start), end=format_date(span.end))
    return _Compared(year, span)


def _figures(scope: Scope, compared: _Compared | None) -> Mapping[int, AccountFigures]:
    if compared is None:
        return {}
    year = compared.year
    return account_figures(scope, Bounds((year.span,), compared.span.start, compared.span.end, opening_apart=True))


def _of(figures: Mapping[int, AccountFigures], account: int) -> int:
    return figures.get(account, _NOTHING).balance


def _grouped(scope: Scope, lines: Sequence[_Line], level: int) -> list[_Line]:
    """Return one line for the accounts that begin with the same digits."""
    found: dict[str, _Line] = {}
    for line in lines:
        root = line.number[:level]
        before = found.get(root, _Line(root, scope.root_titles.get(root, ""), 0, 0))
        found[root] = before._replace(now=before.now + line.now, before=before.before + line.before)
    return list(found.values())


def _words(scope: Scope, compared: _Compared | None) -> Iterator[str]:
    if compared is None:
        yield "Aucun exercice de comparaison"
    else:
        yield f"Comparé à la période du {format_date(compared.span.start)} au {format_date(compared.span.end)}"
    if scope.marked(INCOME_NEGATIVE):
        yield "Produits négatifs au crédit"
    if scope.request.level:
        yield f"Comptes réunis à {scope.request.level} chiffres"


def _rows(scope: Scope, lines: Sequence[_Line]) -> Iterator[Row]:
    """Yield the lines with the total of each class, then the result (ETCP-02)."""
    turned = () if scope.marked(INCOME_NEGATIVE) else (_INCOME,)

    def signed(number: str, now: int, before: int) -> tuple[Value, ...]:
        return _cells(*((-now, -before) if number.startswith(turned) else (now, before)))

    totals = RootTotals([1], (), 2)
    for line in lines:
        for closed in totals.move_to(line.number):
            yield _class_row(scope, closed.root, signed(closed.root, *closed.figures))
        totals.add((line.now, line.before))
        yield Row(RowKind.DETAIL, (line.number, line.title, *signed(line.number, line.now, line.before)))
    for closed in totals.close():
        yield _class_row(scope, closed.root, signed(closed.root, *closed.figures))
    if scope.shows_result:
        managed = [line for line in lines if is_managed_number(line.number)]
        result = _cells(-sum(line.now for line in managed), -sum(line.before for line in managed))
        yield Row(RowKind.TOTAL, ("", "", *result), "Résultat (classe 7 − classe 6)", "result")


def _class_row(scope: Scope, root: str, cells: tuple[Value, ...]) -> Row:
    return Row(RowKind.SUBTOTAL, (root, "", *cells), root_caption(root, scope.root_titles), "root")


def _cells(now: int, before: int) -> tuple[Value, ...]:
    """Return both balances, the gap, and the gap in percent of N-1."""
    return now, before, now - before, _percent(now, before)


def _percent(now: int, before: int) -> str:
    """Return how much a balance grew on its own side, blank when N-1 is zero (ETCP-01)."""
    if not before:
        return ""
    if now * before < 0:
        return NOT_MEANT
    return format_amount(round_half_away(Fraction((now - before) * 10_000, before)))
