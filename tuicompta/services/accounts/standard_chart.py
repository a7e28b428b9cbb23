"""The general chart of accounts (PCG) by dated version, and the accounts taken from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from tuicompta.core.enums import AccountType
from tuicompta.core.errors import TuicomptaError
from tuicompta.data import read_table
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.accounts.account_batch import AccountBatch, AccountExistsError
from tuicompta.services.dossiers.delivered import NEWEST_CHART, OLDEST_CHART, chart_accounts, detail_numbers
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear

VERSIONS = {
    2024: "Exercices ouverts avant 2025",
    2025: "Exercices ouverts à compter du 01/01/2025",
    2026: "Exercices ouverts à compter du 01/01/2026",
}
CHARTS = {"pcg": "Tous les comptes", "pcg-minimal": "Liste minimale"}
USES = {"minimal": "Liste minimale", "facultatif": "Facultatif", "classe": "Classe"}
OPTIONAL = "facultatif"

_ACCOUNTS = "SELECT id, number, title FROM account WHERE type = 'D' AND substr(number, 1, 1) < '8' ORDER BY number"
_MOVED = """
    SELECT account_id, sum(debit - credit) FROM balance_total
     WHERE status <> 'S' AND period_id IN (SELECT id FROM period WHERE fiscal_year_id = ?) GROUP BY account_id
"""
_LINES = """
    SELECT count(*) FROM entry_line JOIN entry ON entry.id = entry_id WHERE account_id = ? AND fiscal_year_id = ?
"""


@dataclass(frozen=True, slots=True)
class StandardAccount:
    """An account of the general chart; `level` is the number of its digits (PCG-01)."""

    number: str
    title: str
    use: str
    note: str

    @property
    def level(self) -> int:
        """The level of the account in the chart."""
        return len(self.number)


class Skipped(NamedTuple):
    """An account that was not copied, and why."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """What «Transférer vers le PCE» did."""

    created: Sequence[str]
    skipped: Sequence[Skipped]


@dataclass(frozen=True, slots=True)
class RemovedAccount:
    """An account of the dossier that a version no longer has; balance in cents, of one fiscal year (PCG-07)."""

    number: str
    title: str
    replacement: str
    balance: int
    lines: int


def version_of(day: date) -> int:
    """Return the version for a fiscal year that begins that day (PCG-02)."""
    return min(max(day.year, OLDEST_CHART), NEWEST_CHART)


def standard_accounts(chart: str, version: int) -> list[StandardAccount]:
    """Return a chart in the order of its numbers."""
    known = {row["account"]: row for row in read_table("pcg.csv")}
    return [
        StandardAccount(
            number, title, USES[known[number]["use"] if number in known else OPTIONAL], _note(known, number)
        )
        for number, title in sorted(chart_accounts(chart, date(version, 1, 1)).items())
    ]


def _note(known: dict[str, dict[str, str]], number: str) -> str:
    return known[number]["note"] if number in known else ""


def transfer(dossier: Dossier, chart: str, version: int, numbers: Sequence[str]) -> Transfer:
    """Copy accounts of a chart into that of the dossier; those already there stay as they are (PCG-05, PCG-06).

    A Racine of less than three digits with nothing under it comes with its Détail account.
    """
    dossier.require_writable()
    typed = detail_numbers(chart_accounts(chart, date(version, 1, 1)))
    wanted = sorted({found for number in numbers for found in (number, _detail_of(number, typed)) if found in typed})
    created, skipped = [], []
    with transaction(dossier.database):
        batch = AccountBatch(dossier)
        for number in wanted:
            title, kind = typed[number]
            try:
                created.append(batch.add(number, title, AccountType(kind)).number)
            except AccountExistsError:
                skipped.append(Skipped(number, "déjà dans le plan comptable entreprise"))
            except TuicomptaError as refusal:
                skipped.append(Skipped(number, str(refusal)))
        batch.write()
    return Transfer(created, skipped)


def _detail_of(number: str, typed: dict[str, tuple[str, str]]) -> str:
    """Return the Détail account that goes with a short Racine, else the number itself."""
    alone = not any(other.startswith(number) and other not in {number, number.ljust(3, "0")} for other in typed)
    return number.ljust(3, "0") if alone else number


def replacement_of(number: str, version: int) -> str | None:
    """Return what replaces an account that a version no longer has, "" for nothing; None when it has the account.

    The longest root of the number, among those kept and those removed, tells.
    """
    kept, removed = _roots(version)
    for length in range(len(number), 1, -1):
        root = number[:length]
        if root in kept:
            return None
        if root in removed:
            return removed[root]
    return None


def removal_warning(number: str, day: date) -> str:
    """Return the warning on an account that the chart of a fiscal year beginning that day no longer has (PCG-07)."""
    version = version_of(day)
    replacement = replacement_of(number, version)
    if replacement is None:
        return ""
    instead = f" : utilisez {replacement}" if replacement else ""
    return f"Le compte {number} n'est plus au plan comptable général de l'exercice{instead}"


def removed_accounts(dossier: Dossier, year: FiscalYear) -> list[RemovedAccount]:
    """Return the Détail accounts of the dossier that the version of a fiscal year no longer has (PCG-07)."""
    database = dossier.database
    version = version_of(year.start)
    balances: dict[int, int] = dict(database.rows(_MOVED, (year.id,)))
    found = []
    for identifier, number, title in database.rows(_ACCOUNTS):
        replacement = replacement_of(number, version)
        if replacement is not None:
            lines = _count(database, identifier, year)
            found.append(RemovedAccount(number, title, replacement, balances.get(identifier, 0), lines))
    return found


def _count(database: Database, account_id: int, year: FiscalYear) -> int:
    return int(database.value(_LINES, (account_id, year.id)))


@cache
def _roots(version: int) -> tuple[frozenset[str], dict[str, str]]:
    kept = frozenset(chart_accounts("pcg", date(version, 1, 1)))
    removed = {
        row["account"]: row["replacement"]
        for row in read_table("pcg_removed.csv")
        if int(row["removed"]) <= version and row["account"] not in kept
    }
    return kept, removed
