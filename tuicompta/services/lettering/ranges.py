"""The accounts of a run: their type, the range it proposes, what narrows it (LAUT-06, LAUT-07, DLET-08)."""

from dataclasses import dataclass
from enum import Enum

from tuicompta.core.natures import AccountNature, is_of
from tuicompta.models.database import Database
from tuicompta.services.lettering.errors import AccountRangeError

# A bound stands for its sub-accounts too.
_ACCOUNTS = """
    SELECT id, number, title, lettering FROM account
     WHERE type = 'D' AND (? = '' OR number >= ?) AND (? = '' OR number <= ? || '~') ORDER BY number
"""


class AccountKind(Enum):
    """«Type de comptes»: the text of the screen, the natures it takes (NC-05)."""

    CUSTOMERS = "Clients", (AccountNature.CUSTOMERS,)
    SUPPLIERS = "Fournisseurs", (AccountNature.SUPPLIERS,)
    CUSTOMERS_AND_SUPPLIERS = "Clients et Fournisseurs", (AccountNature.CUSTOMERS, AccountNature.SUPPLIERS)
    OTHER_THIRD_PARTIES = "Autres Tiers", (AccountNature.OTHER_THIRD_PARTIES,)
    BALANCE_SHEET = "Bilan", (AccountNature.BALANCE_SHEET,)

    @property
    def label(self) -> str:
        """The text of the screen."""
        label: str = self.value[0]
        return label

    def takes(self, number: str) -> bool:
        """Tell whether an account is of this type."""
        return is_of(number, *self.value[1])


@dataclass(frozen=True, slots=True)
class RangeAccount:
    """A Détail account of a range; `allowed`: it may be lettered."""

    id: int
    number: str
    title: str
    allowed: bool


@dataclass(frozen=True, slots=True)
class AccountRange:
    """Accounts of a type, from one number to another, both included with their sub-accounts; "" is no bound."""

    kind: AccountKind = AccountKind.CUSTOMERS_AND_SUPPLIERS
    first: str = ""
    last: str = ""

    def accounts(self, database: Database) -> list[RangeAccount]:
        """Return the accounts in the order of their numbers."""
        rows = database.rows(_ACCOUNTS, (self.first, self.first, self.last, self.last))
        return [
            RangeAccount(identifier, number, title, bool(allowed))
            for identifier, number, title, allowed in rows
            if self.kind.takes(number)
        ]


def proposed_range(database: Database, kind: AccountKind) -> tuple[str, str]:
    """Return the first and the last account of a type, "" twice when it has none (LAUT-07)."""
    accounts = AccountRange(kind).accounts(database)
    return (accounts[0].number, accounts[-1].number) if accounts else ("", "")


def kind_of(number: str) -> AccountKind:
    """Return the narrowest type that takes an account; that of the balance sheet for any other (LAUT-01)."""
    kinds = (AccountKind.CUSTOMERS, AccountKind.SUPPLIERS, AccountKind.OTHER_THIRD_PARTIES)
    return next((kind for kind in kinds if kind.takes(number)), AccountKind.BALANCE_SHEET)


def check_range(database: Database, wanted: AccountRange) -> None:
    """Refuse a bound outside the range that the type proposes; raises `AccountRangeError` (LAUT-07)."""
    first, last = proposed_range(database, wanted.kind)
    for bound in filter(None, (wanted.first, wanted.last)):
        stands_for_an_end = first.startswith(bound) or last.startswith(bound)
        if not first or not (first <= bound <= last or stands_for_an_end):
            raise AccountRangeError(number=bound, first=first, last=last)
