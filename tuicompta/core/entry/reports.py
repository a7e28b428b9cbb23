"""What is shown round the grid: the open list, the context line, the totals, the header, the recap."""

from collections.abc import Mapping
from datetime import date

from tuicompta.core.dates import YearMonth
from tuicompta.core.entry import painter
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.foot import foot_of_month, with_changes
from tuicompta.core.entry.model import Column
from tuicompta.core.entry.ports import AccountState
from tuicompta.core.entry.view import ChoiceView, ContextView, FootView, HeaderView, ListView, RecapRow, TotalsView


def open_list(desk: Desk, height: int) -> ListView | None:
    """Return the open list, nothing when it is closed; the rows follow the highlighted one by half pages."""
    choices = desk.choices
    if choices is None:
        return None
    half = max(height // 2, 1)
    first = max(choices.highlighted // half - 1, 0) * half
    shown = [ChoiceView(row.code, row.label) for row in choices.rows[first : first + height]]
    return ListView(choices.column, shown, choices.highlighted - first, len(choices.rows))


def context(desk: Desk) -> ContextView:
    """Return the account of the line, or the one highlighted in the list, with its figures (KM-63, KM-68)."""
    number = _account(desk)
    account = desk.facts.account(number) if number else None
    state = desk.facts.account_state(number) if account else AccountState()
    return ContextView(
        account=number,
        title=account.title if account else "",
        balance=state.balance if account else None,
        open_due_count=state.open_due_count,
        open_due_total=state.open_due_total,
        first_due=state.first_due,
        difference=desk.entry.difference,
        tells_difference=desk.profile.whole_totals,
        secondary=painter.cells(desk, desk.position, desk.index, painter.SECONDARY)
        | painter.details(desk, desk.position, desk.index),
    )


def _account(desk: Desk) -> str:
    choices = desk.choices
    if choices and choices.column is Column.ACCOUNT and choices.picked and not choices.models:
        return choices.picked.value
    return desk.line.account


def totals(desk: Desk) -> TotalsView:
    """Return the totals, of the unsaved lines where saved ones are locked, and the counts (KM-38, SJ-36)."""
    book = desk.book
    if not desk.profile.whole_totals:
        return TotalsView(book.debit, book.credit, desk.entry.difference, book.typed, book.saved)
    debit, credit = book.debit + book.saved_debit, book.credit + book.saved_credit
    if desk.foot_days is not None:
        return _with_foot(desk, debit, credit, desk.foot_days)
    return TotalsView(debit, credit, debit - credit, book.typed, book.saved, whole=True, lines=book.lines)


def _with_foot(desk: Desk, debit: int, credit: int, days: Mapping[date, int]) -> TotalsView:
    """Return the totals of a foot-of-journal journal/month, counterparts of its days included (CTP-02)."""
    book, entries = desk.book, desk.book.entries
    found = foot_of_month(debit, credit, with_changes(days, entries.originals(), (own for _, own in entries.own())))
    journal = desk.facts.journal(book.grid.journal)
    account = desk.facts.account(journal.counterpart_account) if journal else None
    line = FootView(account.number if account else "", account.title if account else "", found.balance)
    gap = found.debit - found.credit
    return TotalsView(found.debit, found.credit, gap, book.typed, book.saved, whole=True, lines=book.lines, foot=line)


def header(desk: Desk) -> HeaderView:
    """Return the fiscal year and the month that completes a day typed now (KM-07, KM-42)."""
    grid = desk.book.grid
    return HeaderView(grid.start, grid.end, desk.proposals.headers.working_month(desk.position))


def recap(desk: Desk) -> list[RecapRow]:
    """Return debit, credit and balance by journal and month, of saved and unsaved lines (KM-39)."""
    if desk.book.entries.stored is not None:
        shown = totals(desk)
        return [RecapRow(desk.book.grid.journal, YearMonth.of(desk.book.grid.start), shown.debit, shown.credit)]
    sums: dict[tuple[str, YearMonth], tuple[int, int]] = {}
    for _, entry in desk.book.entries.own():
        if entry.entry_date and entry.lines:
            key = entry.journal, YearMonth.of(entry.entry_date)
            debit, credit = sums.get(key, (0, 0))
            sums[key] = debit + entry.debit, credit + entry.credit
    return [RecapRow(journal, month, *amounts) for (journal, month), amounts in sorted(sums.items())]
