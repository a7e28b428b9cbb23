"""Accounts of a file: each pair of account and auxiliary account, its titles, its balance (FECI-05, FECI-11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import sub

from tuicompta.exchange.fec.accounts import MAX_ACCOUNTS, TooManyAccountsError
from tuicompta.exchange.fec.lines import FecBlock


@dataclass(slots=True)
class AccountFacts:
    """One account of a file; balance (debit − credit) in cents, `line` the first one in the file."""

    account: str
    auxiliary: str
    account_label: str
    auxiliary_label: str
    line: int
    balance: int = 0


class AccountCollector:
    """Adds up the lines of a file by account, in the order the accounts are met."""

    def __init__(self) -> None:
        self.accounts: dict[tuple[str, str], AccountFacts] = {}
        self._balances: dict[tuple[str, str], int] = {}

    def feed(self, block: FecBlock) -> None:
        """Take the next block; raises TooManyAccountsError."""
        balances = self._balances
        keys = zip(block.account, block.auxiliary, strict=True)
        amounts = map(sub, block.debit, block.credit)
        for index, (key, amount) in enumerate(zip(keys, amounts, strict=True)):
            if key in balances:
                balances[key] += amount
            else:
                self._add(key, index, block)
                balances[key] = amount

    def facts(self) -> Sequence[AccountFacts]:
        """Return the accounts met."""
        for key, balance in self._balances.items():
            self.accounts[key].balance = balance
        return list(self.accounts.values())

    def _add(self, key: tuple[str, str], index: int, block: FecBlock) -> None:
        if len(self.accounts) >= MAX_ACCOUNTS:
            raise TooManyAccountsError(limit=MAX_ACCOUNTS)
        labels = block.account_label[index], block.auxiliary_label[index]
        self.accounts[key] = AccountFacts(*key, *labels, block.lines[index])
