"""A few amounts that add up to another one, the first ones being preferred."""

from bisect import bisect_left
from collections.abc import Sequence


def first_subset(amounts: Sequence[int], target: int, size: int) -> tuple[int, ...] | None:
    """Return the places of `size` amounts whose sum is `target`, all in cents and above zero; nothing when none fit.

    Of several answers it is the first in the order of places: the one whose first place is lowest, then its second…
    """
    search = _Search(amounts)
    return search.found(0, target, size)


class _Search:
    """The last amount is looked up instead of searched: one level less to go through."""

    def __init__(self, amounts: Sequence[int]) -> None:
        self._amounts = amounts
        self._largest = max(amounts, default=0)
        self._places: dict[int, list[int]] = {}
        for place, amount in enumerate(amounts):
            self._places.setdefault(amount, []).append(place)

    def found(self, start: int, rest: int, size: int) -> tuple[int, ...] | None:
        """Return the first places from `start` whose amounts add up to the rest."""
        if rest < size or rest > size * self._largest:
            return None
        if size == 1:
            return self._last(start, rest)
        for place in range(start, len(self._amounts) - size + 1):
            amount = self._amounts[place]
            if amount < rest and (others := self.found(place + 1, rest - amount, size - 1)):
                return place, *others
        return None

    def _last(self, start: int, rest: int) -> tuple[int, ...] | None:
        places = self._places.get(rest)
        if places is None:
            return None
        rank = bisect_left(places, start)
        return (places[rank],) if rank < len(places) else None
