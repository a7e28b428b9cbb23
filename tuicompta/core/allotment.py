"""How a credit note, payment or refund is shared out over the due dates that are ticked (PTG-05, PTG-08)."""

from collections.abc import Collection, Sequence
from typing import Protocol

from tuicompta.core.enums import LineType
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.line_types import check_matching


class NotEnoughLeftError(TuicomptaError):
    """What is matched with invoices would exceed the source line and its credit notes (PTG-08)."""

    template = "Reste à affecter insuffisant."


class Offered(Protocol):
    """A due date: its balance besides this source, and what this source settles of it already, in cents."""

    @property
    def id(self) -> int:
        """Its identifier."""

    @property
    def kind(self) -> LineType:
        """Invoice or credit note."""

    @property
    def balance(self) -> int:
        """What no line settles yet."""

    @property
    def matched(self) -> int:
        """What this source settles."""


def allot(
    source: LineType, left: int, offered: Sequence[Offered], ticked: Collection[int]
) -> tuple[dict[int, int], int]:
    """Return what a source settles of each due date ticked, and its new «Reste à affecter», in cents.

    `left` is its rest before the change. What is settled already stays; credit notes come first, then invoices in the
    order of `offered`. Raises `NotEnoughLeftError` and the refusals of `check_matching`.
    """
    amounts = {row.id: row.matched for row in offered if row.matched and row.id in ticked}
    left += sum(_effect(row, row.matched) for row in offered if row.matched and row.id not in ticked)
    new = [row for row in offered if row.id in ticked and not row.matched]
    for row in sorted(new, key=lambda row: row.kind is not LineType.CREDIT_NOTE):
        check_matching(source, row.kind, left)
        amounts[row.id] = _amount(source, left, row)
        left -= _effect(row, amounts[row.id])
    if left < 0 and any(row.kind is LineType.INVOICE for row in offered if row.id in amounts):
        raise NotEnoughLeftError
    return amounts, left


def _effect(row: Offered, amount: int) -> int:
    """Return what settling an amount of a due date takes from the rest of the source (PTG-02)."""
    return amount if row.kind is LineType.INVOICE else -amount


def _amount(source: LineType, left: int, row: Offered) -> int:
    if row.kind is LineType.INVOICE:
        return min(left, row.balance)
    return min(row.balance, -left) if source is LineType.REFUND and left < 0 else row.balance
