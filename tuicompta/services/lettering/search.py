"""What a run of automatic lettering is asked, and the groups that it finds on an account (LAUT-05 to LAUT-14)."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from tuicompta.core.lettering.exact import LARGEST, exact_groups
from tuicompta.core.lettering.lines import FoundGroup, OpenLine
from tuicompta.core.lettering.methods import Method, groups_of_references, groups_of_running_balance
from tuicompta.models.database import Database
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, fiscal_years
from tuicompta.services.lettering.accounts import LetteredAccount
from tuicompta.services.lettering.gap import DEFAULT_LABEL
from tuicompta.services.lettering.open_lines import open_lines
from tuicompta.services.lettering.ranges import AccountRange, RangeAccount

Told = Callable[[int, int, str], None]
"""Receives what is done, out of how much, and of what; may raise to stop the run (LAUT-21)."""

_NUMBERS = {Method.PIECE: "piece", Method.DOCUMENT: "document"}


@dataclass(frozen=True, slots=True)
class AutomaticRequest:
    """What a run is asked: dates of the lines, accounts, method, statuses, and what becomes of the gaps (LAUT-04).

    `piece` and `label` are those of the balancing entries; `largest` is the most lines of a group by exact amount.
    """

    start: date
    end: date
    accounts: AccountRange
    method: Method
    statuses: str = "NV"
    approximate: bool = False
    piece: str = ""
    label: str = DEFAULT_LABEL
    largest: int = LARGEST


class FoundOnAccount(NamedTuple):
    """The groups of an account in each fiscal year, and how many open lines were looked at."""

    open_lines: int
    groups: dict[FiscalYear, list[FoundGroup]]

    @property
    def lines(self) -> int:
        """How many lines the groups hold."""
        return sum(len(group.lines) for groups in self.groups.values() for group in groups)


@dataclass
class Search:
    """The accounts of a request and the groups of each."""

    database: Database
    request: AutomaticRequest
    told: Told

    def accounts(self) -> Iterator[RangeAccount]:
        """Yield the accounts of the request, telling which one is looked at."""
        found = self.request.accounts.accounts(self.database)
        for done, account in enumerate(found):
            self.told(done, len(found), f"Compte {account.number}")
            yield account

    @cached_property
    def years(self) -> list[FiscalYear]:
        """The open fiscal years of the period: a group never mixes two (LAUT-05)."""
        first, last = self.request.start, self.request.end
        found = (year for year in fiscal_years(self.database) if not year.closed)
        return [year for year in found if year.start <= last and year.end >= first]

    def found(self, account: LetteredAccount) -> FoundOnAccount:
        """Return the groups of an account, year by year, by the method of the request."""
        if not self.years:
            return FoundOnAccount(0, {})
        request = self.request
        start, end = max(request.start, self.years[0].start), min(request.end, self.years[-1].end)
        number = _NUMBERS.get(request.method, "")
        lines = list(open_lines(self.database, account.id, start, end, request.statuses, reference=number))
        gap = account.maximum_gap if request.approximate else 0
        groups = {year: found for year in self.years if (found := self._groups(_of_year(lines, year), gap))}
        return FoundOnAccount(len(lines), groups)

    def _groups(self, lines: Sequence[OpenLine], gap: int) -> list[FoundGroup]:
        method = self.request.method
        if method is Method.EXACT_AMOUNT:
            return exact_groups(lines, self._tell, largest=self.request.largest)
        if method is Method.RUNNING_BALANCE:
            return groups_of_running_balance(lines, gap)
        return groups_of_references(lines, gap)

    def _tell(self, done: int, total: int) -> None:
        self.told(done, total, "")


def _of_year(lines: Sequence[OpenLine], year: FiscalYear) -> Sequence[OpenLine]:
    """Return the lines of a fiscal year among lines in the order of their dates."""
    first = bisect_left(lines, year.start.toordinal(), key=lambda line: line.day)
    last = bisect_right(lines, year.end.toordinal(), key=lambda line: line.day)
    return lines[first:last]
