"""The foot of a journal: one counterpart for all the lines typed (CTP-02, JF-21)."""

from collections.abc import Iterable
from datetime import date

from tuicompta.core.dates import format_date
from tuicompta.core.entry.model import GridLine, Provenance
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
