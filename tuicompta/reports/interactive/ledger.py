"""The accounts of the general ledger on screen, with their figures; lines are read when they are shown (GLI)."""

import json
from typing import Final, NamedTuple

from tuicompta.core.dates import iso
from tuicompta.reports.figures import account_figures, bounds_of
from tuicompta.reports.interactive.filters import BookFilter, book_scope
from tuicompta.reports.ledgers.ledger_blocks import LedgerBlock, ledger_blocks
from tuicompta.services.browse.account_lines import LineKind, Sums
from tuicompta.services.dossiers.dossier import Dossier

_OF_BLOCK: Final = """
    SELECT substr(entry_line.entry_date, 1, 7), journal.code, sum(debit), sum(credit)
      FROM entry_line JOIN entry ON entry.id = entry_id JOIN journal ON journal.id = journal_id
      LEFT JOIN lettering ON lettering.id = lettering_id
     WHERE entry_line.account_id IN (SELECT value FROM json_each(?))
       AND entry_line.entry_date BETWEEN ? AND ? AND instr(?, entry.status) > 0
       AND (? = 'all' OR (? = 'closed') = (coalesce(partial, 1) = 0))
     GROUP BY 1, 2 ORDER BY 1, 2
"""
_KINDS: Final = {LineKind.ALL: "all", LineKind.OPEN: "open", LineKind.LETTERED: "closed"}


class LedgerAccount(NamedTuple):
    """An account of the ledger, or all those of a collective line; figures in cents.

    `opening` is what comes before the start date, `own` what the lines add up to; `by_month` accounts show one total a
    period and journal, `collective` lines nothing but their total.
    """

    number: str
    title: str
    accounts: tuple[int, ...]
    opening: Sums
    own: Sums
    by_month: bool = False
    collective: bool = False

    @property
    def total(self) -> Sums:
        """Opening and lines together (GLI-10)."""
        return self.opening.plus(self.own)


class MonthTotal(NamedTuple):
    """The total of a centralised account for a month («2026-03») and a journal, in cents."""

    month: str
    journal: str
    debit: int
    credit: int


def ledger_accounts(dossier: Dossier, asked: BookFilter) -> list[LedgerAccount]:
    """Return the accounts that have a line under the filters, by number; raises the refusals of a range (GLI-05)."""
    if not asked.statuses:
        return []
    scope = book_scope(dossier, "grand-livre", asked)
    figures = account_figures(scope, bounds_of(scope, opening_apart=False))
    collective = {"40" if name == "fournisseurs" else "41" for name in scope.chosen("centraliser")}
    return [_account(block, collective=block.number in collective) for block in ledger_blocks(scope, figures)]


def month_totals(dossier: Dossier, account: LedgerAccount, asked: BookFilter) -> list[MonthTotal]:
    """Return one total a month and journal of a centralised account (GLI-10)."""
    kind = _KINDS[asked.kind]
    parameters = (json.dumps(account.accounts), iso(asked.start), iso(asked.end), asked.statuses, kind, kind)
    return [MonthTotal._make(row) for row in dossier.database.rows(_OF_BLOCK, parameters)]


def _account(block: LedgerBlock, *, collective: bool) -> LedgerAccount:
    own = block.figures
    return LedgerAccount(
        block.number,
        block.title,
        block.accounts,
        Sums(own.opening_debit, own.opening_credit),
        Sums(own.debit, own.credit),
        block.by_month,
        collective,
    )
