"""What an import of one file will do or has done (CEE-08, FECI-11)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tuicompta.core.dates import YearMonth
from tuicompta.core.fiscal_years import Span
from tuicompta.exchange.fec.accounts import MappedAccount
from tuicompta.exchange.fec.findings import Finding, Rule
from tuicompta.services.fec.faults import Fault
from tuicompta.services.fec.loaded import Loaded
from tuicompta.services.fec.plan import ImportPlan, NewAccount, NewJournal


@dataclass(slots=True)
class MonthTotals:
    """Entries of one journal in one month; amounts in cents."""

    journal: str
    month: YearMonth
    entries: int = 0
    lines: int = 0
    debit: int = 0
    credit: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """An account whose balance in the dossier is not that of the file; balances (debit − credit) in cents."""

    number: str
    in_file: int
    in_dossier: int


@dataclass
class ImportOutcome:
    """The report of one file. `done` tells whether anything was written; amounts in cents."""

    path: Path
    lines: int
    dropped: int
    entries: int
    debit: int
    credit: int
    months: Sequence[MonthTotals]
    journals: Sequence[NewJournal]
    accounts: Sequence[NewAccount]
    mapped: Sequence[MappedAccount]
    faults: Sequence[Fault]
    fault_count: int
    refused_entries: int
    warnings: Counter[Rule]
    unreadable: Sequence[Finding]
    duplicates: int = 0
    done: bool = False
    loaded: Loaded = field(default_factory=Loaded)
    lot: int = 0
    third_parties: int = 0
    differences: Sequence[Difference] = ()
    rejects: Path | None = None
    closed_year: str = ""
    """Fiscal year closed after the import, one of those before the last two of a new dossier."""
    created_year: Span | None = None
    proposed_year: Span | None = None
    """Fiscal year to create so that every date of the file lies in one (FECI-01)."""

    @property
    def refused(self) -> bool:
        """Whether something of the file was refused: the exit code is then 1 (CEE-11)."""
        return self.fault_count > 0 or bool(self.unreadable)


def outcome_of(plan: ImportPlan) -> ImportOutcome:
    """Return the report of a plan, before anything is written (CEE-08)."""
    survey = plan.survey
    refusing = [rule for rule in survey.log.counts if rule in REFUSING]
    return ImportOutcome(
        path=survey.path,
        lines=survey.lines,
        dropped=survey.dropped,
        entries=sum(totals.entries for totals in survey.days),
        debit=sum(totals.debit for totals in survey.days),
        credit=sum(totals.credit for totals in survey.days),
        months=months_of(plan),
        journals=plan.new_journals,
        accounts=plan.new_accounts,
        mapped=[account for account in plan.accounts.values() if account.changed],
        faults=plan.faults.kept,
        fault_count=plan.faults.count,
        refused_entries=plan.faults.entries,
        warnings=Counter({rule: count for rule, count in survey.log.counts.items() if rule not in REFUSING}),
        unreadable=[finding for rule in refusing for finding in survey.log.kept(rule)],
    )


REFUSING = frozenset(
    {
        Rule.FIELD_COUNT,
        Rule.BLANK_FIELD,
        Rule.UNREADABLE_AMOUNT,
        Rule.UNREADABLE_SIDE,
        Rule.IMPOSSIBLE_DATE,
    }
)
"""Findings of the reading that leave a line out."""


def months_of(plan: ImportPlan) -> list[MonthTotals]:
    """Return the totals by journal and month, in that order."""
    months: dict[tuple[str, YearMonth], MonthTotals] = {}
    for totals in plan.survey.days:
        key = plan.codes[totals.journal], YearMonth.of(totals.day)
        month = months.setdefault(key, MonthTotals(*key))
        month.entries += totals.entries
        month.lines += totals.lines
        month.debit += totals.debit
        month.credit += totals.credit
    return [months[key] for key in sorted(months)]
