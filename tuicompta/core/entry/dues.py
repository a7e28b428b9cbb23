"""Due dates of a line edited in their window, kept in step with its amount (ECH-03, ECH-24)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tuicompta.core.amounts import divide_rounded, format_amount
from tuicompta.core.entry.model import DuePart, GridLine
from tuicompta.core.entry.refusals import DuePartsError


def checked(parts: Sequence[DuePart], line: GridLine) -> tuple[DuePart, ...]:
    """Return the due dates of a line in their order; raises DuePartsError when they miss its amount (ECH-13)."""
    missed = sum(part.amount for part in parts) - abs(line.balance)
    if missed:
        raise DuePartsError(difference=format_amount(missed))
    return tuple(sorted(parts, key=lambda part: part.due_date))


def rescaled(parts: Sequence[DuePart], amount: int) -> tuple[DuePart, ...]:
    """Return due dates with the same shares of another amount in cents, the last one taking the rounding (ECH-24).

    None takes more than what is left: a few cents spread over many due dates leave some of them at zero.
    """
    total = sum(part.amount for part in parts)
    if not parts or not total:
        return tuple(parts)
    scaled, left = [], amount
    for part in parts[:-1]:
        share = min(divide_rounded(part.amount * amount, total), left)
        scaled.append(replace(part, amount=share))
        left -= share
    return (*scaled, replace(parts[-1], amount=left))


def with_first_date(parts: Sequence[DuePart], day: date) -> tuple[DuePart, ...]:
    """Return due dates whose first one falls on another day (ECH-03)."""
    first, *others = sorted(parts, key=lambda part: part.due_date)
    return tuple(sorted([replace(first, due_date=day), *others], key=lambda part: part.due_date))
