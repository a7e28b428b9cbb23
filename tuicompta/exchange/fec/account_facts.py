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
        self._places = _Places()
        self._facts: list[AccountFacts] = []
        self._balances: list[int] = []

    def feed(self, block: FecBlock) -> list[int]:
        """Take the next block and return the place of the account of each line; raises TooManyAccountsError."""
        places = list(map(self._places.__getitem__, zip(block.account, block.auxiliary, strict=True)))
        for key in self._places.met[len(self._facts) :]:
            self._add(key, places.index(len(self._facts)), block)
        balances = self._balances
        for place, amount in zip(places, map(sub, block.debit, block.credit), strict=True):
            balances[place] += amount
        return places

    def facts(self) -> Sequence[AccountFacts]:
        """Return the accounts met, each at its place."""
        for facts, balance in zip(self._facts, self._balances, strict=True):
            facts.balance = balance
        return self._facts

    def _add(self, key: tuple[str, str], index: int, block: FecBlock) -> None:
        if len(self._facts) >= MAX_ACCOUNTS:
            raise TooManyAccountsError(limit=MAX_ACCOUNTS)
        labels = block.account_label[index], block.auxiliary_label[index]
        self._facts.append(AccountFacts(*key, *labels, block.lines[index]))
        self._balances.append(0)


class _Places(dict[tuple[str, str], int]):
    """Accounts and auxiliary accounts numbered from 0 as they are met."""

    def __init__(self) -> None:
        super().__init__()
        self.met: list[tuple[str, str]] = []

    def __missing__(self, key: tuple[str, str]) -> int:
        self[key] = place = len(self)
        self.met.append(key)
        return place
