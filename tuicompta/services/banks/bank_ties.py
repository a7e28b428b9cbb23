"""What ties a bank to the books: its journal, its account, its accounting balance (BANK-10, BANK-14, JF-23)."""

from datetime import timedelta

from tuicompta.models.database import Database
from tuicompta.services.browse.account_lines import account_sums
from tuicompta.services.dashboard.dashboard_sums import years_at
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year, open_fiscal_years

_COUNTERPART = """
    SELECT account.number FROM journal_year JOIN journal ON journal.id = journal_id
      JOIN account ON account.id = counterpart_account_id
     WHERE journal.code = ? AND fiscal_year_id = ?
"""
_JOURNALS = """
    SELECT journal.code FROM journal_year JOIN journal ON journal.id = journal_id
      JOIN account ON account.id = counterpart_account_id
     WHERE journal.type = 'treasury' AND inactive = 0 AND account.number = ? AND fiscal_year_id = ?
     ORDER BY journal.code
"""
_TREASURY = "SELECT code, description FROM journal WHERE type = 'treasury' AND inactive = 0 ORDER BY code"
_TIE = """
    UPDATE journal_year SET counterpart_account_id = ?
     WHERE journal_id = ? AND fiscal_year_id = ? AND counterpart_account_id IS NULL
"""


def treasury_journals(database: Database) -> list[tuple[str, str]]:
    """Return code and description of the active journals of type Trésorerie."""
    return [(code, description) for code, description in database.rows(_TREASURY)]


def counterpart_of(dossier: Dossier, journal: str) -> str:
    """Return the counterpart account of a journal in the current fiscal year, "" for none."""
    return str(dossier.database.value(_COUNTERPART, (journal, current_fiscal_year(dossier).id)) or "")


def journals_of(dossier: Dossier, account: str) -> list[str]:
    """Return the treasury journals whose counterpart is an account, in the current fiscal year (BANK-10)."""
    rows = dossier.database.rows(_JOURNALS, (account, current_fiscal_year(dossier).id))
    return [code for (code,) in rows]


def tie_journal(dossier: Dossier, journal_id: int, account_id: int) -> None:
    """Write the account on the card of a journal without counterpart, from the current fiscal year on (BANK-10)."""
    first = current_fiscal_year(dossier)
    for year in open_fiscal_years(dossier.database):
        if year.start >= first.start:
            dossier.database.run(_TIE, (account_id, journal_id, year.id))


def accounting_balance(dossier: Dossier, account_id: int) -> int:
    """Return the balance of an account at today's date in cents, simulated entries left out (BANK-14)."""
    today = dossier.today()
    years = years_at(dossier.database, today)
    if not years:
        return 0
    return account_sums(dossier.database, account_id, years[0].start, today + timedelta(days=1)).balance
