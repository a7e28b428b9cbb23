"""The foot of a journal: one counterpart for all the lines typed (CTP-02, JF-21)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tuicompta.core.dates import format_date
from tuicompta.core.entry.model import GridEntry, GridLine, Provenance
from tuicompta.core.enums import Side


def foot_balance(lines: Iterable[GridLine]) -> int:
    """Return debit − credit, in cents, of the counterpart of typed lines: Σ credits − Σ debits (SINV-02)."""
    return -sum(line.balance for line in lines)


def side_of_foot(balance: int) -> tuple[Side, int]:
    """Return the side of a counterpart and its amount in cents, never below zero: a debit when positive (JF-21)."""
    return (Side.DEBIT, balance) if balance >= 0 else (Side.CREDIT, -balance)


def counterpart_line(lines: Iterable[GridLine], account: str, day: date) -> GridLine | None:
    """Return the counterpart line of a day on the account of the journal, nothing when it is nil (CTP-02).

    It has no piece number (JF-17).
    """
    balance = foot_balance(lines)
    if not balance:
        return None
    side, cents = side_of_foot(balance)
    line = GridLine(account=account, label=f"Contrepartie du {format_date(day)}")
    return line.with_amount(side, cents, Provenance.ACCEPTED)


@dataclass(frozen=True, slots=True)
class FootOfMonth:
    """The foot of a journal/month in cents: its counterpart, and the totals of the lines and counterparts of its days.

    `debit` and `credit` are those of SJ-36: they are equal, since every day is balanced (CTP-02).
    """

    balance: int
    debit: int
    credit: int


def foot_of_month(debit: int, credit: int, days: Mapping[date, int]) -> FootOfMonth:
    """Return the foot of lines typed, from their totals and their balance by day (CTP-02, SINV-02)."""
    counterparts = [-balance for balance in days.values()]
    return FootOfMonth(
        sum(counterparts),
        debit + sum(amount for amount in counterparts if amount > 0),
        credit - sum(amount for amount in counterparts if amount < 0),
    )


def with_changes(
    days: Mapping[date, int], before: Iterable[GridEntry], after: Iterable[GridEntry]
) -> Mapping[date, int]:
    """Return the balances by day once entries are replaced by what was typed of them."""
    changed = dict(days)
    for sign, entries in ((-1, before), (1, after)):
        for entry in entries:
            if entry.entry_date:
                changed[entry.entry_date] = changed.get(entry.entry_date, 0) + sign * entry.difference
    return changed
