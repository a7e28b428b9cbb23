"""The benchmarks, and the rows that they give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from benchmarks.measure import Pair
    from benchmarks.work import Work

    Measure = Callable[[Work], Iterable["Row"]]


@dataclass(frozen=True)
class Row:
    """A figure beside its reference. `budget` bounds ours / reference, or ours itself when there is no reference."""

    what: str
    ours: float
    unit: str
    budget: float | None = None
    against: str = ""
    reference: float | None = None

    @property
    def ratio(self) -> float | None:
        """Return ours / reference."""
        return self.ours / self.reference if self.reference else None

    @property
    def holds(self) -> bool:
        """Tell whether the budget, if any, is kept."""
        compared = self.ours if self.reference is None else self.ratio
        return self.budget is None or (compared is not None and compared <= self.budget)


def beside(what: str, pair: Pair, budget: float, against: str) -> Iterator[Row]:
    """Yield the time of a work beside its reference, then the processor time of both."""
    yield Row(what, pair.ours.seconds, "s", budget, against, pair.reference.seconds)
    yield Row(f"{what}, processor", pair.ours.processor, "s", None, against, pair.reference.processor)


BENCHMARKS: dict[str, Measure] = {}


def benchmark(name: str) -> Callable[[Measure], Measure]:
    """Register a function that measures and gives rows; they run in the order in which they are declared."""

    def register(measure: Measure) -> Measure:
        BENCHMARKS[name] = measure
        return measure

    return register
