"""One debit with one credit of the same amount, nearest dates first, then oldest (LAUT-11).

Sorted by date, the two nearest lines of opposite sides always stand beside each other: a list of days and a heap of
neighbours find every pair without comparing each line with all the others.
"""

from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise

from tuicompta.core.lettering.lines import FoundGroup, OpenLine, Told, age, by_age, silent

_BETWEEN_SIGNS = 20_000


def pairs(lines: Iterable[OpenLine], told: Told = silent) -> list[FoundGroup]:
    """Return the pairs of lines of the same amount on opposite sides; each line is in one pair at most.

    The lines left have no line of their amount on the other side, and the order in which lines come changes nothing.
    """
    by_balance: dict[int, list[OpenLine]] = {}
    for line in by_age(lines):
        by_balance.setdefault(line.balance, []).append(line)
    found: list[FoundGroup] = []
    for done, (balance, debits) in enumerate(by_balance.items(), start=1):
        if balance > 0 and -balance in by_balance:
            found += _of_one_amount(debits, by_balance[-balance])
        if not done % _BETWEEN_SIGNS:
            told(done, len(by_balance))
    return found


def _of_one_amount(debits: Sequence[OpenLine], credits_: Sequence[OpenLine]) -> list[FoundGroup]:
    if len(debits) == len(credits_) == 1:
        return [_pair(debits[0], credits_[0])]
    same_day, days = _within_days(debits, credits_)
    return [*same_day, *_between_days(days)]


def _pair(first: OpenLine, second: OpenLine) -> FoundGroup:
    return FoundGroup((first, second) if age(first) < age(second) else (second, first))


class _Day:
    """The lines of one day that are left, all of one side; `before` and `after` are its neighbours."""

    __slots__ = ("after", "before", "day", "lines", "used")

    def __init__(self, day: int, lines: list[OpenLine]) -> None:
        self.day = day
        self.lines = lines
        self.used = 0
        self.before: _Day | None = None
        self.after: _Day | None = None

    @property
    def left(self) -> int:
        """How many lines are not paired."""
        return len(self.lines) - self.used

    def faces(self, other: "_Day") -> bool:
        """Tell whether the other day holds the opposite side."""
        return (self.lines[0].balance > 0) is not (other.lines[0].balance > 0)

    def take(self, count: int) -> list[OpenLine]:
        """Return the oldest lines, paired from now on."""
        taken = self.lines[self.used : self.used + count]
        self.used += count
        return taken


def _within_days(debits: Iterable[OpenLine], credits_: Iterable[OpenLine]) -> tuple[list[FoundGroup], list[_Day]]:
    """Pair the lines of the same day; return the pairs, and what is left of each day."""
    by_day: dict[int, tuple[list[OpenLine], list[OpenLine]]] = {}
    for side, lines in enumerate((debits, credits_)):
        for line in lines:
            by_day.setdefault(line.day, ([], []))[side].append(line)
    found, days = [], []
    for day in sorted(by_day):
        received, given = by_day[day]
        both = min(len(received), len(given))
        found += [_pair(one, other) for one, other in zip(received, given, strict=False)]
        left = received[both:] or given[both:]
        if left:
            days.append(_Day(day, left))
    return found, days


def _between_days(days: Sequence[_Day]) -> Iterator[FoundGroup]:
    """Pair the lines of different days, the nearest days first, then the oldest ones."""
    for before, after in pairwise(days):
        before.after, after.before = after, before
    near = [_candidate(before, after) for before, after in pairwise(days) if before.faces(after)]
    heapify(near)
    while near:
        _, _, before, after = heappop(near)
        if before.after is not after or not before.left or not after.left:
            continue
        both = min(before.left, after.left)
        yield from map(_pair, before.take(both), after.take(both))
        for day in (before, after):
            if not day.left:
                _unlink(day)
        older = before if before.left else before.before
        newer = after if after.left else after.after
        if older is not None and newer is not None and older.faces(newer):
            heappush(near, _candidate(older, newer))


def _candidate(before: _Day, after: _Day) -> tuple[int, int, _Day, _Day]:
    # The first two never tie: a day follows one other only.
    return after.day - before.day, before.day, before, after


def _unlink(day: _Day) -> None:
    if day.before is not None:
        day.before.after = day.after
    if day.after is not None:
        day.after.before = day.before
