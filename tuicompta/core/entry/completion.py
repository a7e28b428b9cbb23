"""Completion of account numbers: what is typed in a few keys finds one account among twenty thousand.

Numbers are found by bisection in their order, words by bisection in the order of words, group of accounts by group.
Whatever is typed, few accounts are looked at: either the text matches few of them and they are ranked, or it matches
many and the best eight come soon when the accounts are read in the order of their rank. `examined` counts them.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import chain, islice
from typing import Final

from tuicompta.core.accounts import NUMBER_LENGTH
from tuicompta.core.entry.ports import AccountInfo
from tuicompta.core.enums import AccountType, JournalType
from tuicompta.core.text import fold

LIMIT: Final = 8
_FEW: Final = 256
_ROOT_LENGTH: Final = 3
_LAST: Final = chr(0x10FFFF)
_WORD = re.compile(r"[0-9a-z]+")


class _Kind:
    """Groups of accounts that the journal type puts before others (KM-62)."""

    SUPPLIERS: Final = "40"
    CUSTOMERS: Final = "41"
    BOOKED: Final = "267"
    OTHERS: Final = ""
    ALL: Final = (SUPPLIERS, CUSTOMERS, BOOKED, OTHERS)


_FIRST_LINE: Final = {
    JournalType.PURCHASES: ((_Kind.SUPPLIERS,), (_Kind.CUSTOMERS,), (_Kind.BOOKED, _Kind.OTHERS)),
    JournalType.SALES: ((_Kind.CUSTOMERS,), (_Kind.SUPPLIERS,), (_Kind.BOOKED, _Kind.OTHERS)),
}
_NEXT_LINES: Final = ((_Kind.BOOKED,), (_Kind.SUPPLIERS, _Kind.CUSTOMERS, _Kind.OTHERS))
_ANY_LINE: Final = (_Kind.ALL,)


def _kind(number: str) -> str:
    if number.startswith("40"):
        return _Kind.SUPPLIERS
    if number.startswith("41"):
        return _Kind.CUSTOMERS
    return _Kind.BOOKED if number.startswith(("2", "6", "7", "445")) else _Kind.OTHERS


def _tiers(journal_type: JournalType, *, first_line: bool) -> Sequence[Sequence[str]]:
    if journal_type not in _FIRST_LINE:
        return _ANY_LINE
    return _FIRST_LINE[journal_type] if first_line else _NEXT_LINES


def _between(items: Sequence[str], beginning: str) -> tuple[int, int]:
    """Return the bounds of the items that begin with a text, in a sorted sequence."""
    return bisect_left(items, beginning), bisect_left(items, beginning + _LAST)


def _is_listed(account: AccountInfo) -> bool:
    """Tell whether an account can receive lines: Racine and blocked accounts are never listed (KM-67)."""
    return account.type is AccountType.DETAIL and not account.blocked


@dataclass(slots=True)
class _Group:
    """Accounts of one kind: their numbers in order, and each word followed by the number that bears it, in order."""

    numbers: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def holders(self, word: str) -> tuple[int, int]:
        """Return the bounds in `words` of the words that begin with this one."""
        return _between(self.words, word)


class Usage:
    """Accounts that the user typed most in a journal over the last 12 months (KM-60), best first."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = counts
        self.ranked = sorted(counts, key=lambda number: (-counts[number], number))
        self.numbers = sorted(counts)

    def rank(self, number: str) -> tuple[int, str]:
        """Return the sort key of an account: most used first, then number order."""
        return -self.counts.get(number, 0), number


NO_USAGE: Final = Usage({})


class AccountIndex:
    """The accounts of the dossier, found by number, by letters or in the order of the chart."""

    def __init__(self, accounts: Iterable[AccountInfo]) -> None:
        self.examined = 0
        self.numbers: list[str] = []
        self._accounts: dict[str, AccountInfo] = {}
        self._texts: dict[str, str] = {}
        self._groups = {kind: _Group() for kind in _Kind.ALL}
        for account in accounts:
            self._accounts[account.number] = account
            if _is_listed(account):
                self._describe(account)
                self.numbers.append(account.number)
                group = self._groups[_kind(account.number)]
                group.numbers.append(account.number)
                group.words += self._entries(account.number)
        for items in (self.numbers, *chain.from_iterable((g.numbers, g.words) for g in self._groups.values())):
            items.sort()

    def get(self, number: str) -> AccountInfo | None:
        """Return an account by its exact number, listed or not."""
        return self._accounts.get(number)

    def put(self, account: AccountInfo) -> None:
        """Add an account, or take note of its new description (KM-66, FLD-01)."""
        self.remove(account.number)
        self._accounts[account.number] = account
        if _is_listed(account):
            self._describe(account)
            group = self._groups[_kind(account.number)]
            insort(self.numbers, account.number)
            insort(group.numbers, account.number)
            for word in self._entries(account.number):
                insort(group.words, word)

    def remove(self, number: str) -> None:
        """Forget an account, if it is known."""
        account = self._accounts.pop(number, None)
        if account is None or not _is_listed(account):
            return
        group = self._groups[_kind(number)]
        for items, item in [(self.numbers, number), (group.numbers, number)]:
            items.remove(item)
        for word in self._entries(number):
            group.words.remove(word)
        del self._texts[number]

    def complete(
        self, text: str, journal_type: JournalType, usage: Usage = NO_USAGE, *, first_line: bool = True, length: int = 0
    ) -> list[AccountInfo]:
        """Return at most 8 accounts for what is typed, best first (KM-60 to KM-62).

        A text that begins with a digit is a number, any other is words. `length` is that of general accounts, 0 when
        free: a shorter number is also looked for completed with zeros.
        """
        self.examined = 0
        typed = text.strip()
        if not typed:
            return []
        if typed[0].isdigit():
            found = self._by_number(typed.upper(), usage, length)
        else:
            found = self._by_words(_WORD.findall(fold(typed)), _tiers(journal_type, first_line=first_line), usage)
        return [self._accounts[number] for number in found]

    def matching(self, text: str) -> Sequence[str]:
        """Return every listed number that what is typed leaves in the whole chart, in order (KM-65)."""
        typed = text.strip()
        if not typed:
            return self.numbers
        if typed[0].isdigit():
            first, last = _between(self.numbers, typed.upper())
            return self.numbers[first:last]
        words = _WORD.findall(fold(typed))
        kept = self.numbers if words else []
        for word in words:
            kept = [number for number in kept if f" {word}" in self._texts[number]]
        return kept

    def _describe(self, account: AccountInfo) -> None:
        code = account.number[_ROOT_LENGTH:]
        words = _WORD.findall(fold(f"{code} {account.title} {account.third_party_name}"))
        self._texts[account.number] = "".join(f" {word}" for word in dict.fromkeys(words))

    def _entries(self, number: str) -> list[str]:
        return [f"{word} {number}" for word in self._texts[number].split()]

    def _matches(self, number: str, words: Iterable[str]) -> bool:
        text = self._texts[number]
        return all(f" {word}" in text for word in words)

    def _by_number(self, typed: str, usage: Usage, length: int) -> list[str]:
        first, last = _between(self.numbers, typed)
        if first == last:
            return []
        found = [number for number in self._exact(typed, length) if number in self._texts]
        found += self._used(typed, usage)
        self.examined += LIMIT
        found += self.numbers[first : min(last, first + LIMIT)]
        return list(islice(dict.fromkeys(found), LIMIT))

    def _exact(self, typed: str, length: int) -> Iterator[str]:
        """Return the number itself, then completed with zeros to the length, or to any when lengths are free."""
        yield typed
        if typed.isdigit():
            for width in [length] if length else range(len(typed) + 1, NUMBER_LENGTH + 1):
                yield typed.ljust(width, "0")

    def _used(self, typed: str, usage: Usage) -> list[str]:
        """Return the most used accounts whose number begins so."""
        first, last = _between(usage.numbers, typed)
        if last - first > _FEW:
            return self._first_of(usage.ranked, beginning=typed)
        self.examined += last - first
        listed = (number for number in usage.numbers[first:last] if number in self._texts)
        return nsmallest(LIMIT, listed, key=usage.rank)

    def _by_words(self, words: list[str], tiers: Sequence[Sequence[str]], usage: Usage) -> list[str]:
        found: list[str] = []
        for tier in tiers if words else ():
            of_tier = chain.from_iterable(self._of_group(self._groups[kind], words, usage) for kind in tier)
            found += nsmallest(LIMIT - len(found), of_tier, key=lambda number: self._rank(number, words, usage))
            if len(found) == LIMIT:
                break
        return found

    def _rank(self, number: str, words: list[str], usage: Usage) -> tuple[bool, int, str]:
        """Return the sort key of a match: its code is the very word typed, then usage, then number order."""
        return fold(number[_ROOT_LENGTH:]) != words[0], *usage.rank(number)

    def _of_group(self, group: _Group, words: list[str], usage: Usage) -> Iterable[str]:
        """Return the matches of a group, all of them when they are few, else the best ones."""
        first, last = min((group.holders(word) for word in words), key=lambda bounds: bounds[1] - bounds[0])
        if last - first <= _FEW:
            self.examined += last - first
            numbers = {entry.rpartition(" ")[2] for entry in group.words[first:last]}
            return [number for number in numbers if self._matches(number, words)]
        kind = _kind(group.numbers[0])
        same = _between(group.words, f"{words[0]} ")
        bearers = (entry.rpartition(" ")[2] for entry in islice(group.words, *same))
        return dict.fromkeys(
            [
                *self._first_of(bearers, words),
                *self._first_of(usage.ranked, words, kind=kind),
                *self._first_of(group.numbers, words),
            ]
        )

    def _first_of(
        self, numbers: Iterable[str], words: Iterable[str] = (), *, beginning: str = "", kind: str | None = None
    ) -> list[str]:
        """Return the first 8 listed accounts, of this kind if one is given, that begin so and bear these words."""
        found: list[str] = []
        for number in numbers:
            self.examined += 1
            fits = number.startswith(beginning) and kind in {None, _kind(number)} and number in self._texts
            if fits and self._matches(number, words):
                found.append(number)
                if len(found) == LIMIT:
                    break
        return found
