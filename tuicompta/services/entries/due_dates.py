"""Due dates of third-party lines: made when an entry is saved, remade when its lines change (ECH, ECHI-30)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tuicompta.core.amounts import divide_rounded
from tuicompta.core.dates import iso, parse_iso
from tuicompta.core.entry.model import Column, DuePart, GridLine, Provenance
from tuicompta.core.enums import LineType
from tuicompta.core.payment_terms import WHOLE, Due, TermLine, TermType, schedule
from tuicompta.models.database import Database
from tuicompta.services.entries.references import AccountRow
from tuicompta.services.settings import text_setting

_TERM = """
    SELECT share, days, kind, day, accounting_month, payment_method.code
      FROM payment_term_line LEFT JOIN payment_method ON payment_method.id = payment_method_id
     WHERE payment_term_id = ? ORDER BY position
"""
_INSERT = """
    INSERT INTO due_date (entry_line_id, position, account_id, due_on, amount, share, payment_method_id, bank_id,
                          edited)
    VALUES (?, ?, ?, ?, ?, ?, (SELECT id FROM payment_method WHERE code = ?), (SELECT id FROM bank WHERE code = ?), ?)
"""
_STORED = (
    "SELECT position, due_on, amount, share, matched, edited FROM due_date WHERE entry_line_id = ? ORDER BY position"
)


def term_lines(database: Database, payment_term_id: int | None) -> list[tuple[TermLine, str]]:
    """Return the lines of a payment term with the code of their payment method; none without a term."""
    rows = database.rows(_TERM, (payment_term_id,)) if payment_term_id else []
    return [
        (TermLine(share, days, TermType(kind), day, bool(in_months)), method or "")
        for share, days, kind, day, in_months, method in rows
    ]


def due_parts(database: Database, account: AccountRow, day: date, amount: int, default_method: str) -> list[DuePart]:
    """Return the due dates that the payment terms of an account give to an amount above zero, in cents (ECH-08)."""
    lines = term_lines(database, account.payment_term_id)
    dues: list[Due] = schedule([line for line, _ in lines], day, amount)
    methods = [method for _, method in lines] or [""]
    return [DuePart(due.date, due.amount, method or default_method) for due, method in zip(dues, methods, strict=True)]


def write_due_dates(
    database: Database, line_id: int, line: GridLine, account: AccountRow, kind: LineType | None, day: date
) -> None:
    """Store the due dates of a line just written.

    An invoice line has those typed, else those of the payment terms; a credit note has one at its own date (ECH-26).
    Due dates with a matching are left as they are.
    """
    stored = database.rows(_STORED, (line_id,))
    if any(matched for *_, matched, _ in stored):
        return
    if kind not in {LineType.INVOICE, LineType.CREDIT_NOTE}:
        parts: Sequence[DuePart] = ()
    else:
        parts = _parts(database, line, account, kind, day, stored)
    edited = bool(line.due_parts) or any(row[-1] for row in stored)
    database.run("DELETE FROM due_date WHERE entry_line_id = ?", (line_id,))
    database.run_many(_INSERT, _rows(line_id, account.id, parts, abs(line.balance), edited=edited))


def _parts(
    database: Database, line: GridLine, account: AccountRow, kind: LineType, day: date, stored: Sequence[Any]
) -> Sequence[DuePart]:
    amount, method = abs(line.balance), line.payment_method
    if kind is LineType.CREDIT_NOTE:
        return [DuePart(day, amount, method)]
    if line.due_parts:
        return line.due_parts
    default = method or text_setting(database, "payments.default_method")
    parts = _rescaled(stored, amount) or due_parts(database, account, day, amount, default)
    if line.due_date and line.provenance(Column.DUE_DATE) is Provenance.TYPED:
        first = parts[0]
        parts = [DuePart(line.due_date, first.amount, first.payment_method, first.bank), *parts[1:]]
    return parts


def _rescaled(stored: Sequence[Any], amount: int) -> list[DuePart]:
    """Apply the percentages that the user edited to a new amount, the last line taking the rounding (ECH-24)."""
    if not any(row[-1] for row in stored):
        return []
    parts, left = [], amount
    for position, due_on, _, share, *_ in stored:
        part = left if position == len(stored) else min(left, divide_rounded(amount * share, WHOLE))
        parts.append(DuePart(parse_iso(due_on), part))
        left -= part
    return parts


def _rows(
    line_id: int, account_id: int, parts: Sequence[DuePart], amount: int, *, edited: bool
) -> list[tuple[Any, ...]]:
    shares = [divide_rounded(part.amount * WHOLE, amount) for part in parts[:-1]] if amount else []
    shares.append(WHOLE - sum(shares))
    return [
        (line_id, rank, account_id, iso(part.due_date), part.amount, share, part.payment_method, part.bank, int(edited))
        for rank, (part, share) in enumerate(zip(parts, shares, strict=False), start=1)
    ]
