"""The methods of automatic lettering that follow a number or a running balance (LAUT-08 to LAUT-10)."""

from collections.abc import Iterable
from enum import StrEnum

from tuicompta.core.lettering.lines import FoundGroup, OpenLine, by_age, group_of, groups_by_age, settles


class Method(StrEnum):
    """How lines that settle each other are found; the value is the text of the screen."""

    PIECE = "N° de pièce"
    DOCUMENT = "N° de document"
    RUNNING_BALANCE = "Solde progressif"
    EXACT_AMOUNT = "Montant exact"

    @property
    def may_leave_a_gap(self) -> bool:
        """Whether a gap can be accepted: never by the exact amount (LAUT-13)."""
        return self is not Method.EXACT_AMOUNT


def groups_of_references(lines: Iterable[OpenLine], gap: int = 0) -> list[FoundGroup]:
    """Return the groups of lines that bear the same number, where they have both sides and settle within `gap` cents.

    Lines without a number, and those of the other numbers, are left as they are (LAUT-08, LAUT-09).
    """
    by_reference: dict[str, list[OpenLine]] = {}
    for line in lines:
        if line.reference:
            by_reference.setdefault(line.reference, []).append(line)
    return groups_by_age(group_of(found) for found in by_reference.values() if settles(found, gap))


def groups_of_running_balance(lines: Iterable[OpenLine], gap: int = 0) -> list[FoundGroup]:
    """Return the stretches of lines, in date order, after which the balance is back to zero within `gap` cents.

    A stretch has both sides: a small line alone settles nothing (LAUT-10).
    """
    found: list[FoundGroup] = []
    stretch: list[OpenLine] = []
    balance = 0
    both = set[bool]()
    for line in by_age(lines):
        stretch.append(line)
        balance += line.balance
        both.add(line.balance > 0)
        if abs(balance) <= gap and len(both) > 1:
            found.append(FoundGroup(tuple(stretch), balance))
            stretch, balance, both = [], 0, set()
    return found
