"""The method «Montant exact»: pairs first, then one line with two, three or four of the other side (LAUT-11).

What is looked at is bounded, so that an account of 100 000 open lines takes seconds: a line looks for its counterparts
among the nearest lines of the other side in time, all of them on an account of a hundred open lines or less, fewer and
fewer as the account grows. Searching again until nothing is found makes a second run find nothing more.
"""

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from math import isqrt

from tuicompta.core.lettering.lines import FoundGroup, OpenLine, Told, by_age, group_of, groups_by_age, silent
from tuicompta.core.lettering.pairs import pairs
from tuicompta.core.lettering.subsets import first_subset

LARGEST = 5
"""The most lines of a group."""

_PAIR = 2
_STEPS = 1_500_000
_BETWEEN_SIGNS = 500


def exact_groups(lines: Iterable[OpenLine], told: Told = silent, *, largest: int = LARGEST) -> list[FoundGroup]:
    """Return the groups of at most `largest` lines that balance to the cent, by the age of their oldest lines.

    Each line is in one group at most; the order in which lines come changes nothing, and the lines left give no group
    to a second search.
    """
    open_lines = by_age(line for line in lines if line.balance)
    found = pairs(open_lines, told)
    if largest > _PAIR:
        found += _larger_groups(_without(open_lines, found), largest, told)
    return groups_by_age(found)


def window(size: int, count: int) -> int:
    """Return among how many of the nearest lines `size` counterparts are looked for, in an account of `count` lines."""
    steps = max(_STEPS // max(count, 1), 1)
    if size <= _PAIR:
        return steps
    return isqrt(2 * steps) if size == _PAIR + 1 else _cube_root(6 * steps)


class OneSide:
    """Lines of one side, from the oldest, looked at from any day."""

    def __init__(self, lines: Iterable[OpenLine]) -> None:
        self._lines = by_age(lines)
        self._days = [line.day for line in self._lines]

    def nearest(self, day: int, most: int, taken: Container[int] = ()) -> list[OpenLine]:
        """Return at most so many lines that are not taken, the nearest to a day first, the oldest of two as near."""
        lines, days = self._lines, self._days
        right = bisect_left(days, day)
        left, end = right - 1, len(days)
        found: list[OpenLine] = []
        while len(found) < most and (left >= 0 or right < end):
            if right == end or (left >= 0 and day - days[left] <= days[right] - day):
                line, left = lines[left], left - 1
            else:
                line, right = lines[right], right + 1
            if line.id not in taken:
                found.append(line)
        found.sort(key=lambda line: (abs(line.day - day), line.day, line.rank))
        return found


def _without(lines: Sequence[OpenLine], groups: Iterable[FoundGroup]) -> list[OpenLine]:
    gone = {line.id for group in groups for line in group.lines}
    return [line for line in lines if line.id not in gone]


def _larger_groups(left: Sequence[OpenLine], largest: int, told: Told) -> Iterator[FoundGroup]:
    """Yield the groups of more than two lines, round after round until one gives none."""
    more = True
    while more:
        more = False
        for size in range(_PAIR, largest):
            step = _one_with_several(left, size, told)
            left = _without(left, step)
            more = more or bool(step)
            yield from step


def _one_with_several(lines: Sequence[OpenLine], size: int, told: Told) -> list[FoundGroup]:
    """Give each line, the oldest first, `size` counterparts where some make its amount."""
    sides = OneSide(line for line in lines if line.balance < 0), OneSide(line for line in lines if line.balance > 0)
    most = window(size, len(lines))
    taken: set[int] = set()
    found: list[FoundGroup] = []
    for done, line in enumerate(lines):
        if not done % _BETWEEN_SIGNS:
            told(done, len(lines))
        if line.id in taken:
            continue
        amount = abs(line.balance)
        near = sides[line.balance < 0].nearest(line.day, most, taken)
        near = [other for other in near if abs(other.balance) < amount]
        places = first_subset([abs(other.balance) for other in near], amount, size)
        if places is not None:
            group = group_of([line, *(near[place] for place in places)])
            found.append(group)
            taken.update(member.id for member in group.lines)
    return found


def _cube_root(number: int) -> int:
    root = 1
    while (root + 1) ** 3 <= number:
        root += 1
    return root
