"""Balance of the third parties, `--report balance-tiers` (ETBX): the columns of the balance, by collective account."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from tuicompta.core.natures import AccountNature, is_customer, is_of, is_supplier
from tuicompta.reports.balances.balance import (
    DEFAULT_COLUMNS,
    LAYOUTS,
    PREVIOUS,
    eight_figures,
    previous_figures,
    sides,
)
from tuicompta.reports.balances.balance_rows import ACCOUNT_COLUMNS, shown_accounts, subtotal
from tuicompta.reports.balances.totals import sums
from tuicompta.reports.catalogue import ReportSpec
from tuicompta.reports.figures import AccountFigures, account_figures, bounds_of
from tuicompta.reports.heading import criteria_of, heading_of
from tuicompta.reports.model import Column, Figures, Report, Row, RowKind
from tuicompta.reports.request import Request
from tuicompta.reports.scope import ReportAccount, Scope, resolve_scope
from tuicompta.services.dossiers.dossier import Dossier

ABNORMAL: Final = "anormaux"
_THIRD_PARTIES = (AccountNature.CUSTOMERS, AccountNature.SUPPLIERS, AccountNature.OTHER_THIRD_PARTIES)
_CONTROLS = """
    SELECT account.id, coalesce(control.number, ''), coalesce(control.title, '')
      FROM account LEFT JOIN account AS control ON control.id = account.control_account_id
"""
_CONTROL: Final = Column("control_account", "Collectif", preferred=10, narrowest=4, group=True)
_NOTHING = AccountFigures()


class _Line(NamedTuple):
    """A third-party account: its collective account, itself, its figures in cents, its balance (debit positive)."""

    control: str
    control_title: str
    number: str
    title: str
    figures: Figures
    balance: int


_SORTS: Final[Mapping[str, Callable[[_Line], tuple[object, ...]]]] = {
    "compte": lambda line: (line.number,),
    "nom": lambda line: (line.title.casefold(), line.number),
    "solde": lambda line: (-abs(line.balance), line.number),
}


def build(dossier: Dossier, spec: ReportSpec, request: Request) -> Report:
    """Build the balance of customers, suppliers and other third parties, or of the natures asked for."""
    scope = _of_third_parties(resolve_scope(dossier, spec, request))
    figures = account_figures(scope, bounds_of(scope, opening_apart=True))
    previous = previous_figures(scope) if request.previous else None
    shown = [
        account
        for account in shown_accounts(scope, figures, also=previous or ())
        if not scope.marked(ABNORMAL) or is_abnormal(account.number, figures.get(account.id, _NOTHING).balance)
    ]
    pairs = (*LAYOUTS[request.columns or DEFAULT_COLUMNS], *((PREVIOUS,) if request.previous else ()))
    places = [pair.place + side for pair in pairs for side in (0, 1)]

    def read(account: ReportAccount) -> Figures:
        found = eight_figures(figures.get(account.id, _NOTHING))
        if previous is not None:
            found += sides(previous.get(account.id, _NOTHING).balance)
        return tuple(found[place] for place in places)

    lines = _lines(scope, shown, read, figures)
    order = request.sort or spec.sorts[0]
    return Report(
        name=spec.name,
        heading=heading_of(scope, [figures[account.id] for account in shown if account.id in figures], _words(scope)),
        columns=(_CONTROL, *ACCOUNT_COLUMNS, *(column for pair in pairs for column in pair.columns)),
        parts=lambda: _rows(lines, order, len(places)),
        criteria={
            **criteria_of(scope),
            "sort": order,
            "columns": request.columns or DEFAULT_COLUMNS,
            "previous": request.previous,
        },
    )


def is_abnormal(number: str, balance: int) -> bool:
    """Tell whether a balance is on the wrong side: a customer in credit, a supplier in debit (ETBX-02)."""
    return balance < 0 if is_customer(number) else balance > 0 and is_supplier(number)


def _of_third_parties(scope: Scope) -> Scope:
    accounts = {key: account for key, account in scope.accounts.items() if is_of(account.number, *_THIRD_PARTIES)}
    return scope._replace(accounts=accounts)


def _words(scope: Scope) -> Iterator[str]:
    if scope.marked(ABNORMAL):
        yield "Soldes anormaux"


def _lines(
    scope: Scope,
    accounts: Sequence[ReportAccount],
    read: Callable[[ReportAccount], Figures],
    figures: Mapping[int, AccountFigures],
) -> list[_Line]:
    def balance(account: ReportAccount) -> int:
        return figures.get(account.id, _NOTHING).balance

    controls = {row[0]: row[1:] for row in scope.database.rows(_CONTROLS)}
    return [
        _Line._make((*controls[account.id], account.number, account.title, read(account), balance(account)))
        for account in accounts
    ]


def _rows(lines: Sequence[_Line], order: str, width: int) -> Iterator[Row]:
    """Yield the accounts of each collective account and its total, those that have none last (ETBX-01)."""
    ordered = sorted(lines, key=lambda line: (not line.control, line.control, _SORTS[order](line)))
    for (control, title), group in groupby(ordered, key=itemgetter(0, 1)):
        members = list(group)
        name = f"{control} – {title}" if control else "Sans compte collectif"
        yield Row(RowKind.GROUP, caption=name)
        for line in members:
            yield Row(RowKind.DETAIL, (control, line.number, line.title, *line.figures))
        total = subtotal(f"Total {name}", sums([line.figures for line in members], width), "control", control)
        yield total._replace(values=(control, *total.values))
    general = sums([line.figures for line in lines], width)
    yield Row(RowKind.TOTAL, ("", "", "", *general), "Total général", "general")
