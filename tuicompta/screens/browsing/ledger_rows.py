"""The general ledger as rows: accounts that fold, lines with a running balance, totals (GLI-10 to GLI-13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from tuicompta.core.dates import format_date, month_label, parse_iso
from tuicompta.core.enums import EntryStatus
from tuicompta.reports.interactive.ledger import month_totals
from tuicompta.screens.browsing.consultation_rows import ConsultationRows
from tuicompta.screens.browsing.line_columns import Room, columns
from tuicompta.services.browse.account_lines import AccountLines, KnownSums, LineFilter, Sums
from tuicompta.services.browse.ledger_lines import account_of_line
from tuicompta.services.browse.longest import longest_codes
from tuicompta.widgets.chained_rows import ChainedRows
from tuicompta.widgets.memory_rows import MemoryRows
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuicompta.reports.interactive.filters import BookFilter
    from tuicompta.reports.interactive.ledger import LedgerAccount
    from tuicompta.screens.browsing.consultation_rows import Lines
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.columns import Column, Value
    from tuicompta.widgets.rows import Key


class Place(NamedTuple):
    """Names a row of the ledger that is no line: its account, what it is, its rank there."""

    number: str
    kind: str
    rank: int = 0


HEADING, OPENING, MONTH, TOTAL = "heading", "opening", "month", "total"


def ledger_room(
    dossier: Dossier, accounts: Sequence[LedgerAccount], asked: BookFilter, cells: int, largest: int
) -> Room:
    """Return what the columns must hold: `largest` is the largest amount of a line, balances go up to the totals."""
    totals = (max(abs(account.total.debit), abs(account.total.credit)) for account in accounts)
    journal, code = longest_codes(dossier.database)
    simulated = EntryStatus.SIMULATED in asked.statuses
    return Room(cells, largest, largest, -max(totals, default=0), journal, code, simulated=simulated)


def ledger_columns(room: Room) -> tuple[Column, ...]:
    """Return the columns: those of a consultation, with the balance of each account in its total."""
    shown = columns(room)
    return tuple(replace(column, total=True) if column.identifier == "balance" else column for column in shown)


class AccountBlock:
    """Implements `widgets.chained_rows.Part`: an account, unfolded."""

    def __init__(self, dossier: Dossier, account: LedgerAccount, asked: BookFilter, shown: tuple[Column, ...]) -> None:
        self._dossier = dossier
        self._account = account
        self._asked = asked
        self._columns = shown
        self._read: ConsultationRows | MemoryRows | None = None
        self.entries: Mapping[Key, int] = {}

    def first(self, size: int) -> Sequence[Row]:
        """Return at most `size` rows from the start."""
        rows = self._top()
        rows += self._lines.first(max(size - len(rows), 0)) if len(rows) < size else []
        return [*rows, self._total()][:size]

    def last(self, size: int) -> Sequence[Row]:
        """Return at most `size` rows up to the end."""
        return [*self._before_total(size - 1), self._total()] if size > 0 else []

    def after(self, key: Key, size: int) -> Sequence[Row]:
        """Return at most `size` rows that follow the row of a key."""
        top = self._top()
        place = next((rank for rank, row in enumerate(top) if row.key == key), None)
        if place is not None:
            rows = top[place + 1 :]
            return self._closed(rows + list(self._lines.first(max(size - len(rows), 1))), size)
        return () if self._is_total(key) else self._closed(list(self._lines.after(key, size)), size)

    def before(self, key: Key, size: int) -> Sequence[Row]:
        """Return at most `size` rows that come before the row of a key."""
        top = self._top()
        place = next((rank for rank, row in enumerate(top) if row.key == key), None)
        if place is not None:
            return top[max(place - size, 0) : place]
        if self._is_total(key):
            return self._before_total(size)
        rows = list(self._lines.before(key, size))
        return [*top, *rows][-size:] if len(rows) < size else rows

    def row(self, key: Key) -> Row | None:
        """Return the row of a key."""
        fixed = {row.key: row for row in (*self._top(), self._total())}
        return fixed.get(key) or (self._lines.row(key) if not isinstance(key, Place) or key.kind == MONTH else None)

    def _closed(self, rows: list[Row], size: int) -> list[Row]:
        """Return rows that go on to the total of the account when they are its last ones."""
        return rows[:size] if len(rows) >= size else [*rows, self._total()]

    def _before_total(self, size: int) -> list[Row]:
        if size <= 0:
            return []
        rows = list(self._lines.last(size))
        return rows if len(rows) >= size else [*self._top(), *rows][-size:]

    def _is_total(self, key: Key) -> bool:
        return isinstance(key, Place) and key.kind == TOTAL

    def _top(self) -> list[Row]:
        account = self._account
        heading = Row(
            Place(account.number, HEADING), _cells(self._columns, title=caption(account)), "strong", heading=True
        )
        if self._asked.start <= self._asked.year.start:
            return [heading]
        eve = self._asked.start - timedelta(days=1)
        values = _spanning(self._columns, f"Report au {format_date(eve)}", account.opening)
        return [heading, Row(Place(account.number, OPENING), values, "strong", spans=True)]

    def _total(self) -> Row:
        account = self._account
        values = _spanning(self._columns, f"Total {account.number}", account.total)
        return Row(Place(account.number, TOTAL), values, "strong", spans=True)

    @property
    def _lines(self) -> ConsultationRows | MemoryRows:
        if self._read is None:
            self._read = self._months() if self._account.by_month else self._own_lines()
        return self._read

    def _own_lines(self) -> ConsultationRows:
        rows = ConsultationRows(lines_of(self._dossier, self._account, self._asked), self._columns, None)
        self.entries = rows.entries
        return rows

    def _months(self) -> MemoryRows:
        """Return one row a month and journal of a centralised account."""
        rows, balance = [], self._account.opening.balance
        for rank, month in enumerate(month_totals(self._dossier, self._account, self._asked)):
            balance += month.debit - month.credit
            label = f"Total {month_label(parse_iso(month.month + '-01'))}"
            values = _figures(self._columns, label, Sums(month.debit, month.credit), balance, month.journal)
            rows.append(Row(Place(self._account.number, MONTH, rank), values))
        return MemoryRows(self._columns, rows)


class FoldedAccount:
    """Implements `widgets.chained_rows.Part`: an account folded to its total, or a collective line."""

    def __init__(self, account: LedgerAccount, shown: tuple[Column, ...]) -> None:
        values = _spanning(shown, caption(account), account.total)
        folds = not account.collective
        key = Place(account.number, HEADING)
        self._row = Row(key, values, "strong", heading=folds, folded=folds, spans=not folds)
        self.entries: Mapping[Key, int] = {}

    def first(self, size: int) -> Sequence[Row]:
        """Return the row."""
        return [self._row][:size]

    last = first

    def after(self, key: Key, size: int) -> Sequence[Row]:  # noqa: ARG002 (nothing follows)
        """Return nothing."""
        return ()

    before = after

    def row(self, key: Key) -> Row | None:
        """Return the row of its key."""
        return self._row if key == self._row.key else None


class Ledger:
    """The accounts of a ledger as rows; `folded` are the numbers of those that show their total only."""

    def __init__(
        self,
        dossier: Dossier,
        accounts: Sequence[LedgerAccount],
        asked: BookFilter,
        folded: frozenset[str],
        cells: int,
        largest: int,
    ) -> None:
        self._dossier = dossier
        self.accounts = accounts
        self.asked = asked
        self.total = Sums()
        for account in accounts:
            self.total = self.total.plus(account.total)
        self.columns = ledger_columns(ledger_room(dossier, accounts, asked, cells, largest))
        self._parts = [
            FoldedAccount(account, self.columns)
            if account.collective or account.number in folded
            else AccountBlock(dossier, account, asked, self.columns)
            for account in accounts
        ]
        self._ranks = {account.number: rank for rank, account in enumerate(accounts)}
        self._of_account = {own: rank for rank, account in enumerate(accounts) for own in account.accounts}

    def source(self) -> ChainedRows:
        """Return the rows."""
        count = len(self.accounts)
        return ChainedRows(self._parts, self._place, lambda: count, lambda: count, dict)

    def account_of(self, key: Key) -> LedgerAccount | None:
        """Return the account of a row."""
        place = self._place(key)
        return None if place is None else self.accounts[place]

    def entry_of(self, key: Key) -> int | None:
        """Return the entry of a line, nothing for the other rows."""
        place = self._place(key) if isinstance(key, int) else None
        return None if place is None else self._parts[place].entries.get(key)

    def _place(self, key: Key) -> int | None:
        if isinstance(key, Place):
            return self._ranks.get(key.number)
        account = account_of_line(self._dossier.database, key) if isinstance(key, int) else None
        return None if account is None else self._of_account.get(account)


def caption(account: LedgerAccount) -> str:
    """Return the heading of an account."""
    return f"{account.number}  {account.title}"


def lines_of(dossier: Dossier, account: LedgerAccount, asked: BookFilter) -> Lines:
    """Return the lines of an account under the filters, with their running balance."""
    shown = LineFilter(asked.year, asked.start, asked.end, asked.statuses, asked.kind)
    known = KnownSums(account.opening.balance, account.own)
    return AccountLines(dossier.database, account.accounts[0], shown, known)


def _spanning(shown: tuple[Column, ...], title: str, sums: Sums) -> tuple[Value, ...]:
    """Return a title and the figures under it."""
    return (title, *_figures(shown, "", sums, sums.balance)[1:])


def _cells(shown: tuple[Column, ...], title: str) -> tuple[Value, ...]:
    return (title, *[None] * (len(shown) - 1))


def _figures(shown: tuple[Column, ...], label: str, sums: Sums, balance: int, journal: str = "") -> tuple[Value, ...]:
    named: dict[str, Value] = {
        "label": label,
        "journal": journal,
        "debit": sums.debit,
        "credit": sums.credit,
        "balance": balance,
    }
    return tuple(named.get(column.identifier) for column in shown)
