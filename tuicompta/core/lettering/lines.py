"""Open lines of an account and the groups found among them."""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import NamedTuple

Told = Callable[[int, int], None]
"""Receives what is done, out of how much, now and then; may raise to stop the search."""


class OpenLine(NamedTuple):
    """A line that nothing settles yet.

    `day` counts days from any origin, `rank` follows the order of entry, `balance` is debit − credit in cents,
    `reference` its piece or document number.
    """

    id: int
    day: int
    rank: int
    balance: int
    reference: str = ""


class FoundGroup(NamedTuple):
    """Lines that settle each other, the oldest first; `gap` is their difference, debits − credits in cents."""

    lines: tuple[OpenLine, ...]
    gap: int = 0


age: Callable[[OpenLine], tuple[int, int]] = attrgetter("day", "rank")
"""Returns what orders lines: the date, then the order of entry (CONS-11)."""


def silent(_done: int, _total: int) -> None:
    """Tell nothing."""


def by_age(lines: Iterable[OpenLine]) -> list[OpenLine]:
    """Return lines from the oldest, in whatever order they come: no result may depend on it."""
    return sorted(lines, key=age)


def group_of(lines: Iterable[OpenLine]) -> FoundGroup:
    """Return lines as a group, the oldest first, with their gap."""
    found = tuple(by_age(lines))
    return FoundGroup(found, sum(line.balance for line in found))


def groups_by_age(groups: Iterable[FoundGroup]) -> list[FoundGroup]:
    """Return groups in the order of their oldest lines, which is that of their codes."""
    return sorted(groups, key=lambda group: age(group.lines[0]))


def settles(lines: Iterable[OpenLine], gap: int) -> bool:
    """Tell whether lines have both sides and a difference of at most `gap` cents (LAUT-08, LETT-17)."""
    balances = [line.balance for line in lines]
    return min(balances) < 0 < max(balances) and abs(sum(balances)) <= gap
