"""Lines of a balance in the order of the book, with their subtotals: what every kind of balance shares."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from tuicompta.reports.balances.totals import RootTotal, RootTotals, root_caption, sums
from tuicompta.reports.figures import AccountFigures
from tuicompta.reports.model import Column, Details, Figures, Part, Row, RowKind, Value
from tuicompta.reports.scope import MANAGED, ReportAccount, Scope

ACCOUNT_COLUMNS: Final = (
    Column("account", "Compte", preferred=10, narrowest=5),
    Column("title", "Intitulé", preferred=40, narrowest=8, flexible=True),
)
CENTRALISED: Final = {"clients": ("41", "Clients"), "fournisseurs": ("40", "Fournisseurs")}
_BALANCE_SHEET, _INCOME, _SPECIAL = "balance_sheet", "income", "special"
_FAMILIES: Final = {
    _BALANCE_SHEET: "Total des comptes de bilan (1 à 5)",
    _INCOME: "Total des comptes de gestion (6 et 7)",
    _SPECIAL: "Total des comptes spéciaux (8 et 9)",
}
_FAMILY_OF: Final = {
    **dict.fromkeys("12345", _BALANCE_SHEET),
    **dict.fromkeys(MANAGED, _INCOME),
    **dict.fromkeys("89", _SPECIAL),
}
_NOTHING = AccountFigures()


class BalanceLine(NamedTuple):
    """One line of a balance: an account, or all those of root 40 or 41 (ETFI-06); figures in cents."""

    number: str
    title: str
    figures: Figures


def shown_accounts(
    scope: Scope, figures: Mapping[int, AccountFigures], also: Collection[int] = ()
) -> list[ReportAccount]:
    """Return the accounts to show, sorted by number (ETFI-05); those of `also` count as moved."""
    shown = scope.chosen("comptes")[0]
    if shown == "tous":
        return list(scope.accounts.values())
    if shown == "mouvementes":
        return [account for account in scope.accounts.values() if account.id in figures or account.id in also]
    balanced = shown == "soldes"
    moved = [account for account in scope.accounts.values() if account.id in figures]
    return [account for account in moved if (figures[account.id].balance == 0) is balanced]


def balance_lines(
    scope: Scope, accounts: Sequence[ReportAccount], figures: Callable[[ReportAccount], Figures]
) -> list[BalanceLine]:
    """Return the lines of a balance; the accounts of a centralised root are one line, with their sums."""
    roots = dict(CENTRALISED[nature] for nature in scope.chosen("centraliser"))
    if not roots:
        return [BalanceLine(account.number, account.title, figures(account)) for account in accounts]
    lines: dict[str, BalanceLine] = {}
    for account in accounts:
        root = account.number[:2]
        number, title = (root, roots[root]) if root in roots else (account.number, account.title)
        own = figures(account)
        before = lines[number].figures if number in lines else (0,) * len(own)
        lines[number] = BalanceLine(number, title, sums((before, own), len(own)))
    return list(lines.values())


def is_managed(line: BalanceLine) -> bool:
    """Tell whether a line counts in the result, class 7 − class 6."""
    return is_managed_number(line.number)


def is_managed_number(number: str) -> bool:
    """Tell whether the accounts that begin so count in the result."""
    return number.startswith(MANAGED)


def balance_rows(scope: Scope, lines: Sequence[BalanceLine], width: int) -> Iterator[Part]:
    """Yield the lines with the subtotals by root, by family and the general total (ETBG-03, ETBG-04)."""
    lengths = [int(length) for length in scope.chosen("racines") if length != "0"]
    roots = scope.root_titles if scope.marked("comptes-racines") else ()
    totals = RootTotals(lengths, roots, width)
    waiting: list[tuple[Value, ...]] = []
    for number, title, figures in lines:
        if closed := totals.move_to(number):
            yield from _closed(scope, waiting, closed)
            waiting = []
        totals.add(figures)
        waiting.append((number, title, *figures))
    yield from _closed(scope, waiting, totals.close())
    yield from _family_rows(lines, width)


def _closed(scope: Scope, lines: Sequence[tuple[Value, ...]], totals: Iterable[RootTotal]) -> Iterator[Part]:
    """Yield lines at once, then the subtotals that they end."""
    if lines:
        yield Details(tuple(zip(*lines, strict=True)))
    for root, figures in totals:
        yield subtotal(root_caption(root, scope.root_titles), figures, "root", root)


def subtotal(caption: str, figures: Figures, of: str, root: str = "") -> Row:
    """Return a subtotal row of a balance, with the root of the accounts it adds up."""
    return Row(RowKind.SUBTOTAL, (root, "", *figures), caption, of)


def _family_rows(lines: Sequence[BalanceLine], width: int) -> Iterator[Row]:
    members: dict[str, list[Figures]] = {family: [] for family in _FAMILIES}
    for line in lines:
        members[_FAMILY_OF[line.number[0]]].append(line.figures)
    for family, caption in _FAMILIES.items():
        if family != _SPECIAL or members[family]:
            yield subtotal(caption, sums(members[family], width), family)
    general = sums([line.figures for line in lines], width)
    yield Row(RowKind.TOTAL, ("", "", *general), "Total général", "general")
