"""Accounts and journals that receive the lines of a file, as temporary tables beside its stage (FECI-05, FECI-07)."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tuicompta.core.enums import JournalType, Side
from tuicompta.core.line_types import in_customer_column, line_type
from tuicompta.core.natures import AccountNature, is_of, is_third_party
from tuicompta.core.text import fold
from tuicompta.models.database import Database, Row
from tuicompta.models.schema import run_script
from tuicompta.services.entries.references import AccountRow, References
from tuicompta.services.fec.plan import ImportPlan

EXEMPT = "exempt"
_NET_CLASSES = ("2", "6", "7")
_JOURNALS = "SELECT id, code, type, description FROM journal"
# `place` is that of the account in the file; `vat` the direction of its VAT data or `exempt`; `termed`: it has terms.
_TABLES = """
CREATE TEMP TABLE fec_account (
    place INTEGER PRIMARY KEY, account_id INTEGER NOT NULL, own_column INTEGER,
    letterable INTEGER NOT NULL, vat TEXT, net INTEGER NOT NULL, termed INTEGER NOT NULL DEFAULT 0
);
CREATE TEMP TABLE fec_journal (id INTEGER PRIMARY KEY, type TEXT NOT NULL, description TEXT NOT NULL, folded TEXT);
CREATE TEMP TABLE fec_type (
    own_column INTEGER, journal_type TEXT, debit INTEGER, negative INTEGER, type TEXT,
    PRIMARY KEY (own_column, journal_type, debit, negative)
) WITHOUT ROWID;
CREATE TEMP TABLE fec_day (day INTEGER PRIMARY KEY, date TEXT NOT NULL, fiscal_year_id INTEGER NOT NULL);
CREATE TEMP TABLE fec_aside (entry INTEGER PRIMARY KEY);
CREATE TEMP TABLE fec_group (
    account INTEGER, letter TEXT, fiscal_year_id INTEGER, id INTEGER NOT NULL,
    PRIMARY KEY (account, letter, fiscal_year_id)
) WITHOUT ROWID;
"""
_INSERT_ACCOUNT = """
    INSERT INTO fec_account (place, account_id, own_column, letterable, vat, net) VALUES (?, ?, ?, ?, ?, ?)
"""
_NAMES = ("fec_account", "fec_journal", "fec_type", "fec_day", "fec_aside", "fec_group")


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A journal of the dossier that receives entries of the file."""

    id: int
    code: str
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class Targets:
    """The accounts by their place in the file, those on which it posts; the journals by their code in it."""

    accounts: Mapping[int, AccountRow]
    journals: Mapping[str, JournalRow]


@contextmanager
def attached(database: Database, stage: Path) -> Iterator[None]:
    """Let the queries of a block read a stage as `fec`; enter it outside any transaction."""
    database.run("ATTACH DATABASE ? AS fec", (str(stage),))
    try:
        yield
    finally:
        for name in _NAMES:
            database.run(f"DROP TABLE IF EXISTS temp.{name}")  # names of this module
        database.run("DETACH DATABASE fec")


def make_targets(database: Database, plan: ImportPlan, aside: Collection[int]) -> Targets:
    """Return what receives the entries of a file but those aside, and fill the temporary tables with it."""
    targets = Targets(_accounts(database, plan), _journals(database, plan))
    run_script(database, _TABLES)
    database.run_many(_INSERT_ACCOUNT, _account_rows(targets))
    journals = {(own.id, own.type, own.description, fold(own.description)) for own in targets.journals.values()}
    database.run_many("INSERT INTO fec_journal VALUES (?, ?, ?, ?)", journals)
    database.run_many("INSERT INTO fec_type VALUES (?, ?, ?, ?, ?)", _type_rows(targets))
    days = [(day.toordinal(), day.isoformat(), period.fiscal_year_id) for day, period in plan.periods.items()]
    database.run_many("INSERT INTO fec_day VALUES (?, ?, ?)", days)
    database.run_many("INSERT INTO fec_aside VALUES (?)", ((entry,) for entry in aside))
    return targets


def _accounts(database: Database, plan: ImportPlan) -> dict[int, AccountRow]:
    references = References(database)
    keys = ((facts.account, facts.auxiliary) for facts in plan.survey.accounts)
    return {
        place: references.account(plan.accounts[key].number)
        for place, key in enumerate(keys)
        if key not in plan.refused_accounts
    }


def _journals(database: Database, plan: ImportPlan) -> dict[str, JournalRow]:
    rows = {code: JournalRow(number, code, kind, text) for number, code, kind, text in database.rows(_JOURNALS)}
    return {source: rows[code] for source, code in plan.codes.items() if code in rows}


def _account_rows(targets: Targets) -> Iterator[Row]:
    for place, account in targets.accounts.items():
        net = account.number.startswith(_NET_CLASSES)
        taxed = bool(account.vat_direction and account.vat_rate)
        exempt = bool(account.vat_exempt) and net and not taxed
        letterable = is_of(account.number, AccountNature.BALANCE_SHEET)
        vat = account.vat_direction if taxed else EXEMPT if exempt else None
        yield place, account.id, _own_column(account), letterable, vat, net and not exempt


def _own_column(account: AccountRow) -> bool | None:
    """Tell whether a third party uses the customer column (TL-19); lines of other accounts (None) have no type."""
    if not is_third_party(account.number):
        return None
    return in_customer_column(account.number, account.general_side)


def _type_rows(targets: Targets) -> Iterator[Row]:
    """Yield the type of a line in each case (TL-01): an account of each column stands for the others."""
    examples = {_own_column(account): account for account in targets.accounts.values()}
    for column, account in examples.items():
        if column is None:
            continue
        for kind in JournalType:
            for side in Side:
                for amount in (1, -1):
                    found = line_type(account.number, kind, side, amount, account.general_side)
                    yield column, kind.value, side is Side.DEBIT, amount < 0, found and found.value
