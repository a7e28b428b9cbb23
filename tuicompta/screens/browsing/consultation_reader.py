"""What a consultation shows, in what order, and how its lines are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import next_day
from tuicompta.core.enums import EntryStatus
from tuicompta.screens.browsing.line_columns import Room
from tuicompta.services.browse.account_lines import COUNTED, AccountLines, KnownSums, Sums, account_sums, known_sums
from tuicompta.services.browse.consultation import (
    ConsultedAccount,
    consulted_account,
    last_filter,
    scan_lines,
    year_figures,
)
from tuicompta.services.browse.longest import balance_bounds, largest_amounts, longest_codes
from tuicompta.services.browse.scanned_lines import LineOrder, ScannedLines
from tuicompta.services.dossiers.apart import read_apart
from tuicompta.widgets.arrangement import Arrangement, Sort

if TYPE_CHECKING:
    from tuicompta.screens.browsing.consultation_rows import Lines
    from tuicompta.screens.frame.dialogs import DialogDesk
    from tuicompta.services.browse.account_lines import LineFilter
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.progress import Progress

AT_ONCE = 20_000
"""The number of lines of an account that one reading finds before the next key."""
READING = "Lecture du compte"
USUAL_AMOUNT = 999_999_99
"""What a column holds at least where the largest amount is not looked for."""


def count_every(dossier: Dossier, account: ConsultedAccount, shown: LineFilter) -> int:
    """Return the number of lines of the fiscal year, simulated ones counted while they are shown (UIX-07)."""
    year, statuses = shown.year, "".join({*COUNTED, *shown.statuses})
    return account_sums(dossier.database, account.id, year.start, next_day(year.end), statuses).lines


def counter_words(chosen: int, shown: int, every: int) -> str:
    """Return the counter of the status bar: `2/20`, `2/15 (sur 20)` when lines are hidden (UIX-07)."""
    return f"{chosen}/{shown}" + (f" (sur {every})" if shown != every else "")


def room_of(
    dossier: Dossier, account: ConsultedAccount | None, shown: LineFilter, cells: int, *, in_order: bool = True
) -> Room:
    """Return what the columns of the lines of an account must hold; those of a big account are not all read for it.

    Out of their order, or filtered, the lines may run to any balance up to their totals.
    """
    simulated = EntryStatus.SIMULATED in shown.statuses
    if account is None:
        return Room(cells, simulated=simulated)
    database, year = dossier.database, shown.year
    sums = account_sums(database, account.id, year.start, next_day(year.end), COUNTED + EntryStatus.SIMULATED)
    journal, code = longest_codes(database, account.id)
    most = max(abs(sums.debit), abs(sums.credit))
    if sums.lines > AT_ONCE:
        return Room(cells, USUAL_AMOUNT, USUAL_AMOUNT, -most, journal, code, simulated=simulated)
    largest = largest_amounts(database, account.id, year)
    whole = in_order and shown.is_plain and shown.statuses == COUNTED
    bounds = balance_bounds(database, account.id, year, COUNTED) if whole else (-most, most)
    balance = max(bounds, key=lambda bound: len(format_amount(bound)))
    return Room(cells, largest.debit, largest.credit, balance, journal, code, simulated=simulated)


class ConsultationReader:
    """The account, the filters and the order of a consultation."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self.account: ConsultedAccount | None = None
        self.shown: LineFilter = last_filter(dossier)
        self.order, self.descending = LineOrder.PLACE, False
        self._last = (self.shown, self.order, self.descending)

    def go_back(self) -> None:
        """Return to the filters and the order of the lines on screen: others could not be read."""
        self.shown, self.order, self.descending = self._last

    def take(self, number: str) -> ConsultedAccount:
        """Consult another account, in the order of dates; raises the refusals of CONS-06."""
        self.account = consulted_account(self._dossier.database, number)
        self.in_own_order()
        return self.account

    def in_own_order(self) -> None:
        """Return to the order of dates."""
        self.order, self.descending = LineOrder.PLACE, False

    def sort_by(self, column: str) -> bool:
        """Sort by a column, the other way when it already is; False when it has no order (CONS-11)."""
        order = next((order for order in LineOrder if order.value == column), None)
        if order is None:
            return False
        self.descending = order is self.order and not self.descending
        self.order = order
        return True

    @property
    def arrangement(self) -> Arrangement:
        """The sort, for the mark on its heading."""
        own = self.order is LineOrder.PLACE and not self.descending
        return Arrangement(sorts=() if own else (Sort(self.order.value, self.descending),))

    def figures(self, account: ConsultedAccount) -> Sums:
        """Return the header figures (CONS-08)."""
        return year_figures(self._dossier.database, account, self.shown.year)

    def count_every(self, account: ConsultedAccount) -> int:
        """Return the number of lines without filter (UIX-07)."""
        return count_every(self._dossier, account, self.shown)

    def room(self, cells: int) -> Room:
        """Return what the columns must hold."""
        return room_of(self._dossier, self.account, self.shown, cells, in_order=not self.arrangement.sorts)

    async def read(self, dialogs: DialogDesk, account: ConsultedAccount, figures: Sums) -> Lines:
        """Read through the kept totals when they know the answer, else find the lines in one reading."""
        lines = await self._read(dialogs, account, figures)
        self._last = (self.shown, self.order, self.descending)
        return lines

    async def _read(self, dialogs: DialogDesk, account: ConsultedAccount, figures: Sums) -> Lines:
        database, shown = self._dossier.database, self.shown
        few = figures.lines <= AT_ONCE
        if shown.is_paged and not self.arrangement.sorts:
            known = (
                None if few or shown.is_plain else await dialogs.work(READING, lambda told: self._sums(account, told))
            )
            return AccountLines(database, account.id, shown, known)
        if few:
            return ScannedLines(database, account.id, shown, self.order, self.descending).read(database)
        return await dialogs.work(READING, lambda progress: self._scan(account, figures, progress))

    def _sums(self, account: ConsultedAccount, progress: Progress) -> KnownSums:
        """Add up the lines of a kind; their first page is read without it."""
        progress.label = f"Compte {account.number}"
        shown = self.shown
        return read_apart(
            self._dossier, lambda own: known_sums(own.database, account.id, shown), lambda: progress.stopped
        )

    def _scan(self, account: ConsultedAccount, figures: Sums, progress: Progress) -> ScannedLines:
        return scan_lines(
            self._dossier,
            account,
            self.shown,
            self.order,
            descending=self.descending,
            told=lambda lines: progress.tell(lines, figures.lines, f"Compte {account.number}"),
            stopped=lambda: progress.stopped,
        )
