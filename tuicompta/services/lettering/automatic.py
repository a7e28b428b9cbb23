"""Automatic lettering: the groups found on each account, proposed or written at once (LAUT)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.lettering.exact import LARGEST, exact_groups
from tuicompta.core.lettering.lines import FoundGroup
from tuicompta.core.lettering.methods import Method, groups_of_references, groups_of_running_balance
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossier import Dossier
from tuicompta.services.fiscal_years import FiscalYear, fiscal_years
from tuicompta.services.lettering.accounts import LetteredAccount, lettered_account
from tuicompta.services.lettering.codes import Codes
from tuicompta.services.lettering.gap import DEFAULT_LABEL, GapEntries
from tuicompta.services.lettering.groups import NewGroup, leave_partial_groups, partial_lines, write_groups
from tuicompta.services.lettering.open_lines import open_lines
from tuicompta.services.lettering.ranges import AccountRange, RangeAccount

Told = Callable[[int, int, str], None]
"""Receives what is done, out of how much, and of what; may raise to stop the run (LAUT-21)."""

NOT_ALLOWED = "lettrage non autorisé"


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


class Posted(NamedTuple):
    """A balancing entry of a run: its identifier, the gap that it takes (debits − credits, cents)."""

    entry_id: int
    gap: int


@dataclass(frozen=True, slots=True)
class AccountOutcome:
    """What a run did of an account; `skipped` says why it was left out, `refused` which groups could not be written."""

    number: str
    title: str
    groups: int = 0
    lines: int = 0
    posted: Sequence[Posted] = ()
    skipped: str = ""
    refused: Sequence[TuicomptaError] = ()


@dataclass
class Run:
    """One run over the accounts of a request."""

    dossier: Dossier
    request: AutomaticRequest
    told: Told
    gaps: GapEntries = field(init=False)

    def __post_init__(self) -> None:
        self.gaps = GapEntries(self.request.piece, self.request.label or DEFAULT_LABEL)

    @property
    def database(self) -> Database:
        """The storage."""
        return self.dossier.database

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

    def found(self, account: LetteredAccount, year: FiscalYear) -> list[FoundGroup]:
        """Return the groups of an account in a fiscal year, by the method of the request."""
        request = self.request
        start, end = max(request.start, year.start), min(request.end, year.end)
        by = "document" if request.method is Method.DOCUMENT else "piece"
        lines = list(open_lines(self.database, account.id, start, end, request.statuses, reference=by))
        gap = account.maximum_gap if request.approximate else 0
        if request.method is Method.EXACT_AMOUNT:
            return exact_groups(lines, lambda done, total: self.told(done, total, ""), largest=request.largest)
        if request.method is Method.RUNNING_BALANCE:
            return groups_of_running_balance(lines, gap)
        return groups_of_references(lines, gap)


def automatic_lettering(
    dossier: Dossier, request: AutomaticRequest, told: Told = lambda *_: None
) -> Iterator[AccountOutcome]:
    """Letter the accounts of a request one after the other, and yield what became of each once it is written.

    Each account is saved on its own: what `told` raises stops the run between two of them or while one is looked at,
    and keeps those already done (LAUT-21). Accounts without an open line in the period are not in the report.
    """
    dossier.require_writable()
    run = Run(dossier, request, told)
    for known in run.accounts():
        if not known.allowed:
            if _has_open_lines(run, known.id):
                yield AccountOutcome(known.number, known.title, skipped=NOT_ALLOWED)
            continue
        if _has_open_lines(run, known.id):
            yield _letter_account(run, known)


def _has_open_lines(run: Run, account_id: int) -> bool:
    request = run.request
    return any(
        next(open_lines(run.database, account_id, max(request.start, year.start), min(request.end, year.end)), None)
        for year in run.years
    )


def _letter_account(run: Run, known: RangeAccount) -> AccountOutcome:
    """Letter an account in each fiscal year; what another session changes meanwhile is looked at again."""
    groups = lines = 0
    posted: list[Posted] = []
    refused: list[TuicomptaError] = []
    for year in run.years:
        version = _version(run.database)
        account = lettered_account(run.database, known.number)
        found = run.found(account, year)
        with transaction(run.database):
            if _version(run.database) != version:
                account = lettered_account(run.database, known.number)
                found = run.found(account, year)
            done = _write(run, account, year, found)
        groups, lines = groups + done.groups, lines + done.lines
        posted += done.posted
        refused += done.refused
    return AccountOutcome(known.number, known.title, groups, lines, posted, refused=refused)


def _write(run: Run, account: LetteredAccount, year: FiscalYear, found: Sequence[FoundGroup]) -> AccountOutcome:
    """Write groups in the order of their oldest lines, their balancing entries first (LETT-17)."""
    codes = Codes(run.database, account, year)
    new: list[NewGroup] = []
    posted: list[Posted] = []
    refused: list[TuicomptaError] = []
    taken = {line.id for group in found for line in group.lines}
    leave_partial_groups(run.dossier, taken.intersection(partial_lines(run.database, account.id)))
    for group in found:
        code = codes.proposed()
        lines = [line.id for line in group.lines]
        if group.gap:
            last = date.fromordinal(group.lines[-1].day)
            try:
                saved = run.gaps.post(run.dossier, account, year, group.gap, code, last)
            except TuicomptaError as refusal:
                refused.append(refusal)
                continue
            posted.append(Posted(saved.entry_id, group.gap))
            lines.append(saved.line_ids[0])
        codes.take(code)
        new.append((code, lines))
    write_groups(run.dossier, account.id, year.id, new)
    codes.store()
    count = sum(len(lines) for _, lines in new) - len(posted)
    return AccountOutcome(account.number, account.title, len(new), count, posted, refused=refused)


def _version(database: Database) -> int:
    """Return a number that changes whenever another session writes."""
    return int(database.value("PRAGMA data_version"))
