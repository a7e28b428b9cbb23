"""Subtotals by the beginning of account numbers: digits (ETFI-07) and Racine accounts (ETBG-03)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tuicompta.reports.model import Figures


def sums(rows: Sequence[Figures], width: int) -> Figures:
    """Return the sums of rows, column by column; `width` zeros without any row."""
    return tuple(map(sum, zip(*rows, strict=True))) if rows else (0,) * width


class RootTotal(NamedTuple):
    """Sums of the accounts whose number begins with a root."""

    root: str
    figures: Figures


class RootTotals:
    """Subtotals of accounts that come sorted by number, longest root closed first.

    `lengths` are numbers of digits, `roots` numbers of Racine accounts; `width` is the number of figures.
    """

    def __init__(self, lengths: Iterable[int], roots: Iterable[str], width: int) -> None:
        self._lengths = sorted(lengths)
        self._roots = frozenset(roots)
        self._width = width
        self._open: list[tuple[str, list[Figures]]] = []

    def move_to(self, number: str) -> Sequence[RootTotal]:
        """Close the roots that an account leaves, then open those it enters."""
        closed = self._close(number)
        if self._roots or len(self._open) < len(self._lengths):
            deepest = len(self._open[-1][0]) if self._open else 0
            lengths = [length for length in self._lengths_of(number) if deepest < length]
            self._open += [(number[:length], []) for length in lengths]
        return closed

    def add(self, figures: Figures) -> None:
        """Count the figures of the account moved to in each root that is open."""
        for _, rows in self._open:
            rows.append(figures)

    def close(self) -> Sequence[RootTotal]:
        """Close the roots still open, after the last account."""
        return self._close("")

    def _close(self, number: str) -> Sequence[RootTotal]:
        closed = []
        while self._open and not number.startswith(self._open[-1][0]):
            root, rows = self._open.pop()
            closed.append(RootTotal(root, sums(rows, self._width)))
        return closed

    def _lengths_of(self, number: str) -> list[int]:
        """Return the lengths of the roots above an account, shortest first."""
        if not self._roots:
            return [length for length in self._lengths if length <= len(number)]
        lengths = range(1, len(number) + 1)
        return [length for length in lengths if length in self._lengths or number[:length] in self._roots]


def root_caption(root: str, titles: Mapping[str, str]) -> str:
    """Return the caption of a subtotal: «Total classe 5», «Total 51 Banques»."""
    title = titles.get(root, "")
    name = f"classe {root}" if len(root) == 1 else root
    return f"Total {name} {title}".rstrip()
