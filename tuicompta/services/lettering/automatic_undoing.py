"""Automatic unlettering: the groups of many accounts undone, account by account (DLET)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tuicompta.core.dates import format_date
from tuicompta.models.database import Database
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.lettering.automatic import NOT_ALLOWED
from tuicompta.services.lettering.errors import ClosedDatesError
from tuicompta.services.lettering.ranges import AccountRange, RangeAccount
from tuicompta.services.lettering.search import Told
from tuicompta.services.lettering.unletter import GroupRange, groups_in, unletter_groups
from tuicompta.services.lettering.writing import AccountOutcome


@dataclass(frozen=True, slots=True)
class UndoingRequest:
    """What a run undoes: the groups of a range on the accounts of another; only open fiscal years (DLET-01)."""

    accounts: AccountRange
    groups: GroupRange


def check_dates(database: Database, start: date, end: date) -> None:
    """Refuse dates of entries that lie in a closed fiscal year; raises `ClosedDatesError` (DLET-06)."""
    for year in fiscal_years(database):
        for day in (start, end):
            if year.closed and day in year:
                raise ClosedDatesError(date=format_date(day), year=year.label)


def concerned(database: Database, request: UndoingRequest) -> tuple[int, int]:
    """Return how many accounts and groups a run would undo (DLET-10)."""
    counts = [len(groups) for account, groups in _found(database, request) if account.allowed]
    return len(counts), sum(counts)


def automatic_unlettering(
    dossier: Dossier, request: UndoingRequest, told: Told = lambda *_: None
) -> Iterator[AccountOutcome]:
    """Undo the groups account by account, and yield what became of each account once it is written.

    Balancing entries and «Prochain code lettrage» stay (DLET-03). An account that does not allow lettering keeps its
    groups (DLET-01). What `told` raises stops the run and keeps the accounts already done (DLET-13).
    """
    dossier.require_writable()
    found = _found(dossier.database, request)
    for done, (account, _) in enumerate(found):
        told(done, len(found), f"Compte {account.number}")
        if not account.allowed:
            yield AccountOutcome(account.number, account.title, skipped=NOT_ALLOWED)
            continue
        undone = unletter_groups(dossier, account.number, request.groups)
        yield AccountOutcome(account.number, account.title, undone.groups, undone.lines)


def _found(database: Database, request: UndoingRequest) -> list[tuple[RangeAccount, list[int]]]:
    """Return the accounts that have groups to undo, with these."""
    accounts = request.accounts.accounts(database)
    found = ((account, groups_in(database, account.id, request.groups)) for account in accounts)
    return [(account, groups) for account, groups in found if groups]
