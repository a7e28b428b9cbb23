"""The codes of an account: which are taken, which comes next (LETT-10 to LETT-13, INVL-05)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tuicompta.core.lettering.codes import check_code, next_free
from tuicompta.models.database import Database
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear
from tuicompta.services.lettering.accounts import LetteredAccount
from tuicompta.services.lettering.errors import LetteringCodeTakenError

# A partial group keeps its code for the day it balances (LETT-33).
_USED = """
    SELECT upper(code), fiscal_year_id, lettering.id FROM lettering JOIN fiscal_year ON fiscal_year.id = fiscal_year_id
     WHERE account_id = ? AND closed_at IS NULL
"""
_STORE = "UPDATE account SET next_lettering_code = ? WHERE id = ?"


@dataclass
class Codes:
    """The codes of an account inside one act: given one after the other, the next one stored at the end."""

    database: Database
    account: LetteredAccount
    year: FiscalYear

    def __post_init__(self) -> None:
        rows = self.database.rows(_USED, (self.account.id,))
        self._used = {code for code, _, _ in rows}
        self._in_year = {code: group for code, year_id, group in rows if year_id == self.year.id}
        self._next = self.account.next_code

    def proposed(self) -> str:
        """Return the code that comes next, none in use in an open fiscal year (LETT-10, INVL-05)."""
        return next_free(self._next, self._used) if self._next in self._used else self._next

    def typed(self, text: str, own: Collection[int] = ()) -> str:
        """Return a typed code in capitals; the groups of `own` may bear it already.

        Raises `LetteringCodeError` and `LetteringCodeTakenError` (LETT-12).
        """
        code = check_code(text)
        if self._in_year.get(code, 0) not in {0, *own}:
            raise LetteringCodeTakenError(code=code, number=self.account.number, year=self.year.label)
        return code

    def take(self, code: str) -> None:
        """Move «Prochain code lettrage» to the successor of a code given to a group, codes in use skipped (LETT-12)."""
        self._used.add(code)
        self._next = next_free(code, self._used)

    def store(self) -> None:
        """Store «Prochain code lettrage» on the card."""
        store_codes(self.database, [self])

    @property
    def following(self) -> str:
        """«Prochain code lettrage» after the codes taken."""
        return self._next


def store_codes(database: Database, given: Iterable[Codes]) -> None:
    """Store «Prochain code lettrage» on the cards of some accounts, the last one given for each."""
    changed = [(codes.following, codes.account.id) for codes in given if codes.following != codes.account.next_code]
    database.run_many(_STORE, changed)


def proposed_code(database: Database, account: LetteredAccount, year: FiscalYear) -> str:
    """Return the code that the next group of an account takes (LETT-10)."""
    return Codes(database, account, year).proposed()
