"""Automatic lettering: the groups found on each account, written account by account (LAUT)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tuicompta.core.collection import collection_paused
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.lettering.accounts import LetteredAccount, lettered_account
from tuicompta.services.lettering.gap import DEFAULT_LABEL, GapEntries
from tuicompta.services.lettering.ranges import RangeAccount
from tuicompta.services.lettering.search import AutomaticRequest, FoundOnAccount, Search, Told
from tuicompta.services.lettering.writing import AccountOutcome, Writing

NOT_ALLOWED = "lettrage non autorisé"

_LINES_AT_ONCE = 50_000
_ACCOUNTS_AT_ONCE = 2_000
"""What waits for one commit: an account of few lines costs the disk no more than its lines."""


def automatic_lettering(
    dossier: Dossier, request: AutomaticRequest, told: Told = lambda *_: None
) -> Iterator[AccountOutcome]:
    """Letter the accounts of a request one after the other, and yield what became of each once it is written.

    An account is written whole or not at all. What `told` raises stops the run, while an account is looked at or
    between two of them, and keeps those already done (LAUT-21). Accounts without an open line in the period are not in
    the report.
    """
    dossier.require_writable()
    batch = _Batch(dossier, Search(dossier.database, request, told))
    with collection_paused():
        try:
            for known in batch.search.accounts():
                batch.look_at(known)
                if batch.is_full:
                    yield from batch.write()
        except Exception:
            # Those that were looked at before the user stopped are done, and told.
            yield from batch.write()
            raise
        yield from batch.write()


@dataclass
class _Batch:
    """Accounts looked at, waiting to be written by one commit."""

    dossier: Dossier
    search: Search
    gaps: GapEntries = field(init=False)
    waiting: list[tuple[RangeAccount, LetteredAccount, FoundOnAccount]] = field(default_factory=list)
    lines: int = 0
    version: int = 0

    def __post_init__(self) -> None:
        request = self.search.request
        self.gaps = GapEntries(request.piece, request.label or DEFAULT_LABEL)

    @property
    def database(self) -> Database:
        """The storage."""
        return self.dossier.database

    @property
    def is_full(self) -> bool:
        """Whether it is time to write."""
        return len(self.waiting) >= _ACCOUNTS_AT_ONCE or self.lines >= _LINES_AT_ONCE

    def look_at(self, known: RangeAccount) -> None:
        """Find the groups of an account; it waits unless it has no open line."""
        if not self.waiting:
            self.version = _version(self.database)
        known, account, found = self._found(known)
        if found.open_lines:
            self.waiting.append((known, account, found))
            self.lines += found.lines

    def write(self) -> list[AccountOutcome]:
        """Write the accounts that wait; what another session changed meanwhile is looked at again."""
        waiting, self.waiting, self.lines = self.waiting, [], 0
        if not any(found.groups for _, _, found in waiting):
            return [_outcome(known) for known, _, _ in waiting]
        with transaction(self.database):
            changed = _version(self.database) != self.version
            if changed:
                waiting = [self._found(known) for known, _, _ in waiting]
            writing = Writing(self.dossier, self.gaps)
            outcomes = [
                writing.take(account, found.groups) if known.allowed else _outcome(known)
                for known, account, found in waiting
            ]
            writing.write()
        return outcomes

    def _found(self, known: RangeAccount) -> tuple[RangeAccount, LetteredAccount, FoundOnAccount]:
        account = lettered_account(self.database, known.number)
        return known, account, self.search.found(account)


def _outcome(known: RangeAccount) -> AccountOutcome:
    """Return the outcome of an account of which nothing is written."""
    return AccountOutcome(known.number, known.title, skipped="" if known.allowed else NOT_ALLOWED)


def _version(database: Database) -> int:
    """Return a number that changes whenever another session writes."""
    return int(database.value("PRAGMA data_version"))
