"""Plan of an import: what it will create and post, and what refuses it, before anything is written (CEE-07, CEE-08)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tuicompta.core.accounts import complete_number
from tuicompta.core.dates import format_date, month_label
from tuicompta.core.enums import AccountType, CounterpartMode, JournalType
from tuicompta.exchange.fec.accounts import AccountNumbers, MappedAccount
from tuicompta.exchange.fec.journals import OPENING_CODE, deduced_type, mapped_codes
from tuicompta.exchange.fec.survey import FecSurvey
from tuicompta.models.database import Database
from tuicompta.services.accounts.account_batch import account_length
from tuicompta.services.fec.faults import FaultList
from tuicompta.services.fec.options import ImportOptions
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, Period, fiscal_years, periods_of

DEFAULT_TITLE = "Compte créé pendant le transfert"
DEFAULT_DESCRIPTION = "Journal créé pendant le transfert"

_JOURNALS = "SELECT code, type FROM journal"
_AT_FOOT = """
    SELECT code, fiscal_year_id FROM journal_year JOIN journal ON journal.id = journal_id WHERE counterpart_mode = ?
"""
_CLOSED_MONTHS = """
    SELECT code, period_id FROM journal_period JOIN journal ON journal.id = journal_id WHERE closed_at IS NOT NULL
"""
_ACCOUNTS = "SELECT number, type, blocked FROM account"
_OPENINGS = """
    SELECT DISTINCT fiscal_year_id FROM entry JOIN journal ON journal.id = journal_id WHERE journal.type = 'opening'
"""
_VALIDATABLE = "SELECT 1 FROM entry WHERE fiscal_year_id = ? LIMIT 1"


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to create, with the number of its collective account, empty when it has none."""

    number: str
    title: str
    control: str = ""
    type: AccountType = AccountType.DETAIL


@dataclass(frozen=True, slots=True)
class NewJournal:
    """A journal to create; `source` is its code in the file."""

    code: str
    type: JournalType
    description: str
    source: str


@dataclass
class ImportPlan:
    """What an import will do. Keys of journals and accounts are their codes in the file."""

    survey: FecSurvey
    options: ImportOptions
    types: Mapping[str, JournalType]
    codes: Mapping[str, str]
    accounts: Mapping[tuple[str, str], MappedAccount]
    periods: Mapping[date, Period]
    new_journals: list[NewJournal] = field(default_factory=list)
    new_accounts: list[NewAccount] = field(default_factory=list)
    missing_days: list[date] = field(default_factory=list)
    """Days of the file in no fiscal year of the dossier."""
    refused_days: set[tuple[str, date]] = field(default_factory=set)
    left_out_days: set[tuple[str, date]] = field(default_factory=set)
    refused_accounts: set[tuple[str, str]] = field(default_factory=set)
    opening_years: set[int] = field(default_factory=set)
    """Fiscal years that had opening entries before the import."""
    faults: FaultList = field(default_factory=FaultList)


def make_plan(database: Database, survey: FecSurvey, options: ImportOptions) -> ImportPlan:
    """Return the plan of the import of a file into a dossier; raises the refusals of the account numbers."""
    years = fiscal_years(database)
    length, pad = account_length(database)
    start = _start(years, survey)
    types = {journal.code: deduced_type(journal, start) for journal in survey.journals} | dict(options.journal_types)
    numbers = AccountNumbers(lambda number: complete_number(number, length, pad=pad), options.account_numbers)
    plan = ImportPlan(
        survey=survey,
        options=options,
        types=types,
        codes=mapped_codes(types),
        accounts={(a.account, a.auxiliary): numbers.map(a.account, a.auxiliary) for a in survey.accounts},
        periods=_periods(database, years, {totals.day for totals in survey.days}),
        opening_years={year for (year,) in database.rows(_OPENINGS)},
    )
    for entry in survey.refused:
        number = f"n° {entry.number}" if entry.number else "sans n°"
        plan.faults.add(entry.line, f"écriture {entry.journal} {number}", entry.reason)
    plan.faults.count += survey.refused_count - len(survey.refused)
    plan.faults.entries += survey.refused_count
    _plan_journals(database, plan)
    _plan_days(database, plan, {year.id: year for year in years})
    _plan_accounts(database, plan)
    return plan


def _start(years: list[FiscalYear], survey: FecSurvey) -> date:
    first = min((totals.day for totals in survey.days), default=date.max)
    return next((year.start for year in years if first in year), first)


def _periods(database: Database, years: list[FiscalYear], days: set[date]) -> dict[date, Period]:
    periods = [period for year in years for period in periods_of(database, year)]
    return {day: period for day in days for period in periods if period.start <= day <= period.end}


def _plan_journals(database: Database, plan: ImportPlan) -> None:
    known = {code: JournalType(kind) for code, kind in database.rows(_JOURNALS)}
    lines = {totals.journal: totals.line for totals in reversed(plan.survey.days)}
    for journal in plan.survey.journals:
        code = plan.codes[journal.code]
        if code in known or code == OPENING_CODE:
            continue
        known[code] = plan.types[journal.code]
        plan.new_journals.append(NewJournal(code, known[code], journal.label or DEFAULT_DESCRIPTION, journal.code))
        if not plan.options.create_journals:
            plan.faults.add(lines[journal.code], f"journal {code}", "inconnu du dossier", journal.count)
            plan.refused_days |= {(t.journal, t.day) for t in plan.survey.days if t.journal == journal.code}


def _plan_days(database: Database, plan: ImportPlan, years: dict[int, FiscalYear]) -> None:
    closed = set(database.rows(_CLOSED_MONTHS))
    at_foot = set(database.rows(_AT_FOOT, (CounterpartMode.FOOT_OF_JOURNAL.value,)))
    for totals in plan.survey.days:
        key, code = (totals.journal, totals.day), plan.codes[totals.journal]
        period = plan.periods.get(totals.day)
        if plan.types[totals.journal] is JournalType.OPENING and plan.options.leave_opening_out:
            plan.left_out_days.add(key)
            continue
        reason = ""
        if period is None:
            plan.missing_days.append(totals.day)
            reason = "dans aucun exercice du dossier"
        elif years[period.fiscal_year_id].closed:
            reason = f"exercice {years[period.fiscal_year_id].label} clôturé"
        elif (code, period.id) in closed:
            reason = f"{month_label(period.start)} clôturé pour ce journal"
        elif (code, period.fiscal_year_id) in at_foot:
            reason = "la contrepartie de ce journal est en pied de journal"
        elif plan.options.keep_validation and database.row(_VALIDATABLE, (period.fiscal_year_id,)):
            reason = "la validation ne se reprend que dans un exercice sans écriture"
        if reason:
            plan.faults.add(totals.line, f"journal {code}, {format_date(totals.day)}", reason, totals.entries)
            plan.refused_days.add(key)


def _plan_accounts(database: Database, plan: ImportPlan) -> None:
    known = {number: (kind, blocked) for number, kind, blocked in database.rows(_ACCOUNTS)}
    labels: dict[str, str] = {}
    for facts in plan.survey.accounts:
        mapped = plan.accounts[facts.account, facts.auxiliary]
        title = facts.auxiliary_label if mapped.control else facts.account_label
        reason = _account_fault(plan, mapped, known)
        if reason:
            plan.faults.add(facts.line, f"compte {facts.auxiliary or facts.account}", reason)
            plan.refused_accounts.add((facts.account, facts.auxiliary))
            continue
        if mapped.control:
            labels.setdefault(mapped.control, facts.account_label)
        if mapped.number not in known:
            known[mapped.number] = ("D", 0)
            plan.new_accounts.append(NewAccount(mapped.number, title or DEFAULT_TITLE, mapped.control))
    for control, label in labels.items():
        if control not in known:
            # It receives no line, so that it is nobody's account: a Racine has no third party (FC-14).
            plan.new_accounts.insert(0, NewAccount(control, label or DEFAULT_TITLE, type=AccountType.ROOT))


def _account_fault(plan: ImportPlan, mapped: MappedAccount, known: Mapping[str, tuple[str, int]]) -> str:
    if not mapped.number:
        return "un numéro de compte commence par trois chiffres, le premier de 1 à 9"
    if mapped.number not in known:
        return "" if plan.options.create_accounts else "inconnu du dossier"
    kind, blocked = known[mapped.number]
    if kind == "R" and not plan.options.new_dossier:
        return "compte Racine, qui ne reçoit pas d'écriture"
    return "compte bloqué" if blocked else ""
