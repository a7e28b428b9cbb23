"""What a request selects in a dossier: period, journals, accounts, statuses, lettering."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from tuicompta.core.enums import EntryStatus
from tuicompta.models.database import Database
from tuicompta.reports.catalogue import ReportSpec
from tuicompta.reports.options import Option
from tuicompta.reports.periods import ReportPeriod, resolve_period
from tuicompta.reports.request import Lettering, OptionValue, Request
from tuicompta.reports.selection import NATURES, Selection, select_accounts, select_journals
from tuicompta.services.dossiers.dossier import Dossier

MANAGED: Final = ("6", "7")
"""Classes of the accounts that make the result."""

_JOURNALS = "SELECT id, code, description, type = 'opening' FROM journal ORDER BY code"
_ACCOUNTS = "SELECT id, number, title, type = 'D' FROM account ORDER BY number"


class ReportJournal(NamedTuple):
    """A journal as reports show it; `opening` tells those of carry-forward and opening balance."""

    id: int
    code: str
    description: str
    opening: bool


class ReportAccount(NamedTuple):
    """An account as reports show it; `detail` tells a Détail account from a Racine one."""

    id: int
    number: str
    title: str
    detail: bool


class Scope(NamedTuple):
    """Everything a report needs to run its queries, in the order of the books.

    `journals` are those kept among the `journal_count` of the dossier; `accounts` the Détail accounts kept, by
    identifier and sorted by number; `root_titles` the titles of the Racine accounts by number. `every_managed`: no
    account of classes 6 and 7 is left out.
    """

    dossier: Dossier
    spec: ReportSpec
    request: Request
    period: ReportPeriod
    journals: tuple[ReportJournal, ...]
    journal_count: int
    accounts: Mapping[int, ReportAccount]
    root_titles: Mapping[str, str]
    statuses: frozenset[EntryStatus]
    chosen_journals: Selection | None
    chosen_accounts: Selection | None
    every_managed: bool

    @property
    def database(self) -> Database:
        """The open dossier file."""
        return self.dossier.database

    @property
    def every_account(self) -> bool:
        """Whether no filter leaves an account out."""
        return self.chosen_accounts is None and self.request.natures in {(), ("tous",)}

    @property
    def openings(self) -> frozenset[int]:
        """Identifiers of the opening journals kept."""
        return frozenset(journal.id for journal in self.journals if journal.opening)

    @property
    def journal_list(self) -> str:
        """Identifiers of the journals kept, as a parameter of queries: `IN (SELECT value FROM json_each(?))`."""
        return json.dumps([journal.id for journal in self.journals])

    @property
    def lettering_day(self) -> date:
        """Date at which the lettering is looked at (ETFI-04)."""
        chosen = self.option("lettrage-au")
        return chosen if isinstance(chosen, date) else self.period.end

    def option(self, key: str) -> OptionValue:
        """Return what was given for an option of the report, its default when it was not."""
        return self.request.options.get(key) or _default(self.spec.options, key)

    def marked(self, key: str) -> bool:
        """Tell whether an option without value is on."""
        return bool(self.option(key))

    def chosen(self, key: str) -> tuple[str, ...]:
        """Return the values of an option that takes some."""
        value = self.option(key)
        return value if isinstance(value, tuple) else ()

    @property
    def shows_result(self) -> bool:
        """Whether no filter leaves out a line, nor an account, that makes the result."""
        return (
            self.every_managed
            and self.every_line
            and not self.chosen_journals
            and "soldes" not in self.chosen("comptes")
        )

    @property
    def every_line(self) -> bool:
        """Whether the lettering keeps every line, so that kept totals may be used."""
        return self.request.lettering is Lettering.ALL


def resolve_scope(dossier: Dossier, spec: ReportSpec, request: Request) -> Scope:
    """Return what a request selects; raises the refusals of the period and of the lists."""
    journals = [ReportJournal(*row) for row in dossier.database.rows(_JOURNALS)]
    accounts = list(map(ReportAccount._make, dossier.database.rows(_ACCOUNTS)))
    chosen_journals = request.journals and select_journals(request.journals, (journal.code for journal in journals))
    chosen_accounts = request.accounts and select_accounts(
        request.accounts,
        (account.number for account in accounts if account.detail),
        (account.number for account in accounts if not account.detail),
    )
    kept = {account.id: account for account in _kept(accounts, chosen_accounts or None, request)}
    return Scope(
        dossier=dossier,
        spec=spec,
        request=request,
        period=resolve_period(dossier, request, crosses_years=spec.crosses_years),
        journals=tuple(journal for journal in journals if not chosen_journals or chosen_journals.keeps(journal.code)),
        journal_count=len(journals),
        accounts=kept,
        root_titles={account.number: account.title for account in accounts if not account.detail},
        statuses=request.statuses or spec.statuses,
        chosen_journals=chosen_journals or None,
        chosen_accounts=chosen_accounts or None,
        every_managed=not (chosen_accounts or request.natures) or _managed(accounts) <= kept.keys(),
    )


def without_opening(scope: Scope) -> Scope:
    """Return a scope without the journals of carry-forward and opening balance (ETJO-06)."""
    return scope._replace(journals=tuple(journal for journal in scope.journals if not journal.opening))


def is_of_accounts(scope: Scope, number: str) -> bool:
    """Tell whether a number passes the filters of accounts, whatever its type."""
    return _passes(number, scope.chosen_accounts, scope.request)


def _kept(accounts: Sequence[ReportAccount], chosen: Selection | None, request: Request) -> Iterator[ReportAccount]:
    details = (account for account in accounts if account.detail)
    if chosen is None and not request.natures:
        return details
    return (account for account in details if _passes(account.number, chosen, request))


def _managed(accounts: Sequence[ReportAccount]) -> set[int]:
    return {account.id for account in accounts if account.detail and account.number.startswith(MANAGED)}


def _passes(number: str, chosen: Selection | None, request: Request) -> bool:
    if chosen and not chosen.keeps(number):
        return False
    return not request.natures or any(NATURES[nature].cover(number) for nature in request.natures)


def _default(declared: tuple[Option, ...], key: str) -> OptionValue:
    default = next((option.default for option in declared if option.key == key), "")
    return tuple(default.split(",")) if default else False
