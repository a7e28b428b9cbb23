"""The lines that bring the difference of a selection to zero (LETT-28)."""

from collections.abc import Collection, Sequence

from tuicompta.core.lettering.exact import LARGEST, OneSide
from tuicompta.core.lettering.lines import OpenLine, by_age
from tuicompta.core.lettering.subsets import first_subset

_WINDOWS = (0, 100_000, 4_000, 200, 60, 30)
"""Among how many of the nearest lines one, two… five are looked for: each takes a fraction of a second."""


def completion(
    difference: int, candidates: Sequence[OpenLine], day: int, pieces: Collection[str]
) -> tuple[OpenLine, ...] | None:
    """Return the open lines that, added to a selection, bring its difference (debits − credits, cents) to zero.

    The lines that bear one of the piece numbers of the selection come first, all of them together or at most five of
    them; then at most five lines of the side that lacks, the nearest to `day` first. None when no such lines are found.
    """
    same = by_age(line for line in candidates if line.reference and line.reference in pieces)
    if same and sum(line.balance for line in same) == -difference:
        return tuple(same)
    return _of_one_side(difference, same, day) or _of_one_side(difference, candidates, day)


def _of_one_side(difference: int, lines: Sequence[OpenLine], day: int) -> tuple[OpenLine, ...] | None:
    """Return at most five lines of the side that lacks, as few as possible."""
    lacking = OneSide(line for line in lines if line.balance and (line.balance < 0) is (difference > 0))
    for size in range(1, LARGEST + 1):
        near = [line for line in lacking.nearest(day, _WINDOWS[size]) if abs(line.balance) <= abs(difference)]
        places = first_subset([abs(line.balance) for line in near], abs(difference), size)
        if places is not None:
            return tuple(near[place] for place in places)
    return None
