"""The settings of an account as its card shows and writes them (FC)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from tuicompta.core.enums import (
    AccountType,
    DueDateMode,
    JournalType,
    ReconciliationMode,
    Side,
    VatBasis,
    VatDirection,
)
from tuicompta.models.database import Database
from tuicompta.services.accounts.account_batch import AccountBatch
from tuicompta.services.accounts.accounts import number_of
from tuicompta.services.accounts.approximate_lettering import Approximation
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordGoneError

KIND = "account"

_READ = """
    SELECT account.number, account.title, account.type, account.blocked, account.lettering, account.next_lettering_code,
           account.reconciliation, account.due_date_mode, payment_term.code, control.number,
           account.summary_carry_forward, account.centralised, account.purchase_nature, account.sale_nature,
           account.vat_exempt, account.vat_direction, account.vat_territory, account.vat_rate, vat_operation.code,
           account.vat_basis, vat.number, due.number, account.approximate_lettering, account.maximum_gap,
           gap_debit.number, gap_credit.number, gap_journal.code, account.version
      FROM account
      LEFT JOIN payment_term ON payment_term.id = account.payment_term_id
      LEFT JOIN account AS control ON control.id = account.control_account_id
      LEFT JOIN vat_operation ON vat_operation.id = account.vat_operation_id
      LEFT JOIN account AS vat ON vat.id = account.proposed_vat_account_id
      LEFT JOIN account AS due ON due.id = account.proposed_vat_due_account_id
      LEFT JOIN account AS gap_debit ON gap_debit.id = account.gap_account_debit_id
      LEFT JOIN account AS gap_credit ON gap_credit.id = account.gap_account_credit_id
      LEFT JOIN journal AS gap_journal ON gap_journal.id = account.gap_journal_id
     WHERE account.id = ?
"""
_SIDES = "SELECT journal_type, allowed, side FROM account_journal_type WHERE account_id = ?"
_ASSOCIATED = """
    SELECT account.number, amount_rule, percentage FROM associated_account JOIN account ON account.id = associated_id
     WHERE account_id = ? ORDER BY position
"""
_HISTORY = """
    SELECT author.code, account.created_at, changer.code, account.changed_at FROM account
      LEFT JOIN user AS author ON author.id = account.created_by
      LEFT JOIN user AS changer ON changer.id = account.changed_by WHERE account.id = ?
"""


class JournalSide(NamedTuple):
    """Whether an account is allowed in journals of a type, and the side proposed there, None for «Automatique»."""

    allowed: bool
    side: Side | None = None


class Associated(NamedTuple):
    """A line proposed after the account: its account, how its amount is found, in hundredths of a percent (FC-35)."""

    number: str
    rule: str = "none"
    percentage: int | None = None


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """Everything the card of an account holds, codes and numbers standing for the records they name."""

    number: str
    title: str
    type: AccountType = AccountType.DETAIL
    blocked: bool = False
    lettering: bool = False
    approximate_lettering: bool = False
    approximation: Approximation = field(default_factory=Approximation)
    next_lettering_code: str = "AA"
    reconciliation: ReconciliationMode = ReconciliationMode.NONE
    due_date_mode: DueDateMode = DueDateMode.NONE
    payment_term: str | None = None
    control_account: str | None = None
    summary_carry_forward: bool = True
    centralised: bool = False
    purchase_nature: bool = False
    sale_nature: bool = False
    vat_exempt: bool = False
    vat_direction: VatDirection | None = None
    vat_territory: str | None = None
    vat_rate: int | None = None
    vat_operation: str | None = None
    vat_basis: VatBasis | None = None
    proposed_vat: str | None = None
    proposed_vat_due: str | None = None
    sides: Mapping[JournalType, JournalSide] = field(default_factory=dict)
    associated: Sequence[Associated] = ()


class AccountHistory(NamedTuple):
    """Who created an account and who changed it last, with ISO moments; empty when unknown (FIC-20)."""

    created_by: str
    created_at: str
    changed_by: str
    changed_at: str


def read_account(database: Database, account_id: int) -> tuple[AccountSettings, int]:
    """Return the settings of an account and its version; raises `RecordGoneError`."""
    row = database.row(_READ, (account_id,))
    if row is None:
        raise RecordGoneError(name="Le compte")
    return _settings(database, account_id, row), row[-1]


def _settings(database: Database, account_id: int, row: tuple[Any, ...]) -> AccountSettings:
    return AccountSettings(
        number=row[0],
        title=row[1],
        type=AccountType(row[2]),
        blocked=bool(row[3]),
        lettering=bool(row[4]),
        next_lettering_code=row[5],
        reconciliation=ReconciliationMode(row[6]),
        due_date_mode=DueDateMode(row[7]),
        payment_term=row[8],
        control_account=row[9],
        summary_carry_forward=bool(row[10]),
        centralised=bool(row[11]),
        purchase_nature=bool(row[12]),
        sale_nature=bool(row[13]),
        vat_exempt=bool(row[14]),
        vat_direction=VatDirection(row[15]) if row[15] else None,
        vat_territory=row[16],
        vat_rate=row[17],
        vat_operation=row[18],
        vat_basis=VatBasis(row[19]) if row[19] else None,
        proposed_vat=row[20],
        proposed_vat_due=row[21],
        approximate_lettering=bool(row[22]),
        approximation=Approximation(*row[23:27]),
        sides=_sides(database, account_id),
        associated=tuple(Associated(*line) for line in database.rows(_ASSOCIATED, (account_id,))),
    )


def _sides(database: Database, account_id: int) -> dict[JournalType, JournalSide]:
    return {
        JournalType(kind): JournalSide(bool(allowed), Side(side) if side else None)
        for kind, allowed, side in database.rows(_SIDES, (account_id,))
    }


def account_history(database: Database, account_id: int) -> AccountHistory:
    """Return who created and last changed an account (FIC-20)."""
    row = database.row(_HISTORY, (account_id,)) or ("", "", "", "")
    return AccountHistory(*(text or "" for text in row))


def has_lines(database: Database, account_id: int) -> bool:
    """Tell whether a line was ever posted on an account: its number is then locked (FC-22)."""
    return database.row("SELECT 1 FROM entry_line WHERE account_id = ? LIMIT 1", (account_id,)) is not None


def lettered_lines(database: Database, account_id: int) -> int:
    """Return the number of lettered lines of an account (FC-23)."""
    query = "SELECT count(*) FROM entry_line WHERE account_id = ? AND lettering_id IS NOT NULL"
    return int(database.value(query, (account_id,)))


class Proposal(NamedTuple):
    """What a new account would begin with, and the account its settings come from, "" for none (FC-43)."""

    settings: AccountSettings
    copied_from: str


def proposed_settings(dossier: Dossier, number: str, kind: AccountType) -> Proposal:
    """Return the settings that a new account of that number would take, nothing being created (FC-43, FC-33).

    Raises the refusals of the number.
    """
    database = dossier.database
    with database.transaction("IMMEDIATE") as attempt:
        try:
            batch = AccountBatch(dossier)
            created = batch.add(number, "Compte", kind)
            batch.write()
            settings, _ = read_account(database, created.id)
            relative = "" if created.relative is None else number_of(database, created.relative)
        finally:
            attempt.rollback()
    return Proposal(replace(settings, title=""), relative)
