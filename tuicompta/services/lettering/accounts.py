"""An account as lettering looks at it (LETT-05, LETT-17)."""

from dataclasses import dataclass

from tuicompta.core.enums import AccountType
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database
from tuicompta.services.accounts.accounts import UnknownAccountError
from tuicompta.services.lettering.errors import LetteringNotAllowedError, RootNotLetteredError

_ACCOUNT = """
    SELECT account.id, account.number, account.title, account.type, account.lettering, account.next_lettering_code,
           CASE account.approximate_lettering WHEN 1 THEN coalesce(account.maximum_gap, 0) ELSE 0 END,
           coalesce(loss.number, ''), coalesce(gain.number, ''), coalesce(journal.code, '')
      FROM account LEFT JOIN account AS loss ON loss.id = account.gap_account_debit_id
      LEFT JOIN account AS gain ON gain.id = account.gap_account_credit_id
      LEFT JOIN journal ON journal.id = account.gap_journal_id
     WHERE account.number = ?
"""


@dataclass(frozen=True, slots=True)
class LetteredAccount:
    """What its card says of lettering.

    `maximum_gap` in cents is zero where approximate lettering is not allowed; `gap_debit` and `gap_credit` are the
    accounts that take a gap left on the debit or on the credit side, `gap_journal` the journal, "" where not set.
    """

    id: int
    number: str
    title: str
    type: str
    allowed: int
    next_code: str
    maximum_gap: int
    gap_debit: str
    gap_credit: str
    gap_journal: str

    @property
    def refusal(self) -> TuicomptaError | None:
        """Why its lines can be neither lettered nor unlettered, nothing when they can (LETT-05)."""
        if self.type == AccountType.ROOT:
            return RootNotLetteredError(number=self.number, title=self.title)
        return None if self.allowed else LetteringNotAllowedError(number=self.number, title=self.title)


def lettered_account(database: Database, number: str) -> LetteredAccount:
    """Return an account by its number; raises `UnknownAccountError`."""
    row = database.row(_ACCOUNT, (number,))
    if row is None:
        raise UnknownAccountError(number=number)
    return LetteredAccount(*row)


def account_to_letter(database: Database, number: str) -> LetteredAccount:
    """Return an account whose lines may be lettered and unlettered; raises why they cannot (LETT-05)."""
    account = lettered_account(database, number)
    if refusal := account.refusal:
        raise refusal
    return account
