"""Centralising journal, `--report journal-centralisateur` (ETJC): the totals of each month and journal."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import format_date, month_label
from tuicompta.reports.balances.totals import sums
from tuicompta.reports.books.centralising_sums import JournalMonth, Month, Sides, journal_months, ledger_sides
from tuicompta.reports.catalogue import ReportSpec
from tuicompta.reports.figures import account_figures, bounds_of
from tuicompta.reports.heading import criteria_of, heading_of
from tuicompta.reports.model import Column, ColumnType, Report, Row, RowKind, Value
from tuicompta.reports.request import Request
from tuicompta.reports.scope import Scope, resolve_scope
from tuicompta.services.dossiers.dossier import Dossier

CONTROL: Final = "Contrôle: Grand Livre = Journaux"
_MONTH: Final = Column("month", "Mois", preferred=14, narrowest=8)
_JOURNAL: Final = Column("journal", "Journal", preferred=7, narrowest=3)
_DESCRIPTION: Final = Column("description", "Description", preferred=30, narrowest=10, flexible=True)
_ACCOUNT: Final = (
    Column("account", "Compte", preferred=10, narrowest=5),
    Column("title", "Intitulé", preferred=34, narrowest=8, flexible=True),
)
_AMOUNTS: Final = (Column("debit", "Débit", ColumnType.AMOUNT), Column("credit", "Crédit", ColumnType.AMOUNT))


class _Layout(NamedTuple):
    """What the options make of the report: the columns before the amounts, the detail by account."""

    detail: bool

    @property
    def columns(self) -> tuple[Column, ...]:
        """All the columns."""
        return (_MONTH, _JOURNAL, _DESCRIPTION, *(_ACCOUNT if self.detail else ()), *_AMOUNTS)

    def values(self, names: Sequence[str], sides: Sides) -> tuple[Value, ...]:
        """Return the values of a row: its first names, blanks, its two amounts."""
        blanks = len(self.columns) - len(_AMOUNTS) - len(names)
        return (*names, *[""] * blanks, *sides)


def build(dossier: Dossier, spec: ReportSpec, request: Request) -> Report:
    """Build the journals by month, or the months by journal (ETJC-01, ETJC-02)."""
    scope = resolve_scope(dossier, spec, request)
    layout = _Layout(request.detail)
    found = list(journal_months(scope))
    return Report(
        name=spec.name,
        heading=heading_of(scope, account_figures(scope, bounds_of(scope, opening_apart=False)).values()),
        columns=layout.columns,
        parts=lambda: _rows(scope, layout, found),
        criteria={**criteria_of(scope), "group": request.group, "detail": request.detail},
    )


def _rows(scope: Scope, layout: _Layout, found: Sequence[JournalMonth]) -> Iterator[Row]:
    by_journal = scope.request.group == "journal"
    yield from _by_journal(layout, found) if by_journal else _by_month(scope, layout, found)
    total = _sum(one.sides for one in found)
    yield Row(RowKind.TOTAL, layout.values((), total), "Total général", "general")
    yield _control(layout, total, ledger_sides(scope))


def _by_month(scope: Scope, layout: _Layout, found: Sequence[JournalMonth]) -> Iterator[Row]:
    """Yield the journals of each month, its total, what is cumulated since the start of the fiscal year."""
    cumulated = _sum(one.sides for one in journal_months(scope, before=True))
    ordered = sorted(found, key=lambda one: (one.month.start, one.code))
    for month, group in groupby(ordered, key=lambda one: one.month):
        members = list(group)
        for one in members:
            yield from _lines(layout, one)
        sides = _sum(one.sides for one in members)
        cumulated = _sum((cumulated, sides))
        name = (_named(month),)
        last = format_date(min(month.end, scope.period.end))
        yield Row(RowKind.SUBTOTAL, layout.values(name, sides), f"Total {_named(month)}", "month")
        yield Row(RowKind.SUBTOTAL, layout.values(name, cumulated), f"Cumul au {last}", "cumulated")


def _by_journal(layout: _Layout, found: Sequence[JournalMonth]) -> Iterator[Row]:
    """Yield the months of each journal and its total."""
    ordered = sorted(found, key=lambda one: (one.code, one.month.start))
    for code, group in groupby(ordered, key=lambda one: one.code):
        members = list(group)
        yield Row(RowKind.GROUP, caption=f"{code} – {members[0].description}")
        for one in members:
            yield from _lines(layout, one)
        values = layout.values(("", code, members[0].description), _sum(one.sides for one in members))
        yield Row(RowKind.SUBTOTAL, values, f"Total du journal {code}", "journal")


def _lines(layout: _Layout, one: JournalMonth) -> Iterator[Row]:
    """Yield a journal and month, with its accounts when they are asked for (ETJC-03)."""
    names = (_named(one.month), one.code, one.description)
    if not layout.detail:
        yield Row(RowKind.DETAIL, layout.values(names, one.sides))
        return
    yield Row(RowKind.GROUP, caption=f"{one.code} – {one.description}, {_named(one.month)}")
    for account in one.accounts:
        yield Row(RowKind.DETAIL, layout.values((*names, account.number, account.title), account.sides))
    caption = f"Total {one.code}, {_named(one.month)}"
    yield Row(RowKind.SUBTOTAL, layout.values(names, one.sides), caption, "journal_month")


def _control(layout: _Layout, journals: Sides, ledger: Sides) -> Row:
    """Return the totals of the ledger, under those of the journals, and whether they agree (ETJC-04)."""
    gap = ledger[0] - journals[0], ledger[1] - journals[1]
    verdict = "OK" if gap == (0, 0) else f"écart {format_amount(gap[0])} au débit, {format_amount(gap[1])} au crédit"
    return Row(RowKind.TOTAL, layout.values((), ledger), f"{CONTROL} : {verdict}", "control")


def _named(month: Month) -> str:
    return month_label(month.start)


def _sum(sides: Iterable[Sides]) -> Sides:
    debit, credit = sums(list(sides), 2)
    return debit, credit
