"""Where practical entry posts: the journals of the options, and the treasury accounts with theirs (SP-16, SPT-03)."""

from datetime import date
from typing import NamedTuple

from tuicompta.core.dates import iso
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.core.settings import SETTINGS
from tuicompta.models.database import Database
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.user_state import state
from tuicompta.services.settings.setting_links import journals_for
from tuicompta.services.settings.settings import text_setting

LAST_TREASURY = "practical_treasury_account"

# The account of a treasury journal is its counterpart, else that of the bank tied to it.
_TREASURY = """
    SELECT DISTINCT account.number, account.title, journal.code, fiscal_year.id
      FROM journal JOIN journal_year ON journal_year.journal_id = journal.id
      JOIN fiscal_year ON fiscal_year.id = fiscal_year_id
      LEFT JOIN bank ON bank.journal_id = journal.id
      JOIN account ON account.id = coalesce(counterpart_account_id, bank.account_id)
     WHERE journal.type = 'treasury' AND inactive = 0 AND counterpart_mode <> 'foot_of_journal'
       AND account.type = 'D' AND ? BETWEEN start_date AND end_date
     ORDER BY journal.code
"""
_TRANSFER = """
    SELECT number FROM account WHERE type = 'D' AND blocked = 0 AND number GLOB '58*' ORDER BY number LIMIT 1
"""
_CHEQUES = """
    SELECT 1 FROM chequebook JOIN bank ON bank.id = bank_id JOIN account ON account.id = bank.account_id
     WHERE account.number = ? AND state = 'current' LIMIT 1
"""


class NoPracticalJournalError(TuicomptaError):
    """No journal suits the option of practical entry (SP-16)."""

    template = (
        "Aucun journal ne convient à l'option «{option}» (Paramètres – Options comptables – Saisie pratique) : "
        "il faut un journal actif, de son type, et pas en pied de journal."
    )


class NoTreasuryJournalError(TuicomptaError):
    """No treasury journal posts to this account (SPT-03)."""

    template = (
        "Aucun journal de trésorerie n'a le compte {account} en contrepartie : choisissez un autre compte, "
        "ou donnez-lui un journal (Paramètres – Banques)."
    )


class NoTransferAccountError(TuicomptaError):
    """The chart has no account of internal transfers (SPT-08)."""

    template = "Aucun compte de virements internes (58) dans le plan comptable : créez-le, puis recommencez."


class TreasuryAccount(NamedTuple):
    """An account of cash or bank, with the journal that books it."""

    number: str
    title: str
    journal: str


def destination_journal(database: Database, kind: PracticalKind) -> str:
    """Return the code of the journal that a kind of operation is posted in; raises `NoPracticalJournalError` (SP-16).

    It is the one of the option, else the first active journal of its type (OSP-01). One that no longer suits, being
    inactive or in foot-of-journal mode since it was chosen, is refused too.
    """
    setting = SETTINGS[kind.journal_setting]
    code = text_setting(database, setting.key)
    if code not in {journal.code for journal in journals_for(database, setting)}:
        raise NoPracticalJournalError(option=setting.label)
    return code


def treasury_accounts(database: Database, day: date) -> list[TreasuryAccount]:
    """Return the accounts of the treasury journals in the fiscal year of a day, each once (SPT-03)."""
    found: dict[str, TreasuryAccount] = {}
    for number, title, journal, _ in database.rows(_TREASURY, (iso(day),)):
        found.setdefault(number, TreasuryAccount(number, title, journal))
    return list(found.values())


def journal_of_account(database: Database, account: str, day: date) -> str | None:
    """Return the treasury journal of an account, nothing when it has none (SPT-08)."""
    return next((known.journal for known in treasury_accounts(database, day) if known.number == account), None)


def treasury_journal(database: Database, account: str, day: date) -> str:
    """Return the treasury journal of an account; raises `NoTreasuryJournalError`."""
    journal = journal_of_account(database, account, day)
    if journal is None:
        raise NoTreasuryJournalError(account=account)
    return journal


def default_treasury_account(dossier: Dossier, day: date) -> str:
    """Return the account used last by the user, else that of the journal of the option (SPT-03, SP-16).

    Raises `NoPracticalJournalError` when no treasury journal suits the option.
    """
    accounts = treasury_accounts(dossier.database, day)
    journal = destination_journal(dossier.database, PracticalKind.RECEIPT)
    last = state(dossier, LAST_TREASURY)
    if any(account.number == last for account in accounts):
        return str(last)
    return next((account.number for account in accounts if account.journal == journal), "")


def offers_cheques(database: Database, account: str) -> bool:
    """Tell whether the bank of a treasury account has a chequebook in use (CHQ-02)."""
    return database.row(_CHEQUES, (account,)) is not None


def transfer_account(database: Database) -> str:
    """Return the account of internal transfers; raises `NoTransferAccountError` (SPT-08)."""
    found = database.value(_TRANSFER)
    if found is None:
        raise NoTransferAccountError
    return str(found)
