"""Due dates of third-party lines: made when an entry is saved, remade when its lines change (ECH, ECHI-30)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tuicompta.core.amounts import divide_rounded
from tuicompta.core.dates import iso, parse_iso
from tuicompta.core.entry.dues import rescaled, with_first_date
from tuicompta.core.entry.model import Column, DuePart, GridLine, Provenance
from tuicompta.core.enums import LineType, Side
from tuicompta.core.payment_terms import WHOLE, Due, TermLine, TermType, schedule
from tuicompta.models.database import Database
from tuicompta.services.entries.line_to_store import LineToStore
from tuicompta.services.entries.references import AccountRow
from tuicompta.services.settings.settings import text_setting

_TERM = """
    SELECT share, days, kind, day, accounting_month, payment_method.code
      FROM payment_term_line LEFT JOIN payment_method ON payment_method.id = payment_method_id
     WHERE payment_term_id = ? ORDER BY position
"""
_STORED = """
    SELECT due_on, amount, coalesce(payment_method.code, ''), coalesce(bank.code, ''), matched, edited
      FROM due_date LEFT JOIN payment_method ON payment_method.id = due_date.payment_method_id
      LEFT JOIN bank ON bank.id = due_date.bank_id
     WHERE entry_line_id = ? ORDER BY position
"""
# In place: what was decided about a due date, such as holding its payment, outlives a change of its amount.
_PUT = """
    INSERT INTO due_date (entry_line_id, position, account_id, side, due_on, amount, share, payment_method_id, bank_id,
                          edited)
    VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT id FROM payment_method WHERE code = ?),
            (SELECT id FROM bank WHERE code = ?), ?)
    ON CONFLICT (entry_line_id, position) DO UPDATE
       SET account_id = excluded.account_id, side = excluded.side, due_on = excluded.due_on, amount = excluded.amount,
           share = excluded.share, payment_method_id = excluded.payment_method_id, bank_id = excluded.bank_id,
           edited = excluded.edited
"""
_DROP = "DELETE FROM due_date WHERE entry_line_id = ? AND position > ?"
_WITH_DUE_DATES = frozenset({LineType.INVOICE, LineType.CREDIT_NOTE})


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


def write_due_dates(database: Database, line_id: int, line: LineToStore) -> None:
    """Store the due dates of a line just written.

    An invoice line has those typed, else those of the payment terms; a credit note has one at its own date (ECH-26).
    Those already stored stay while nothing they follow from changes, or when one is matched.
    """
    stored = database.rows(_STORED, (line_id,))
    typed = _is_typed(line.cells)
    if any(matched for *_, matched, _ in stored) or (stored and line.keeps_due_dates and not typed):
        return
    parts: Sequence[DuePart] = _parts(database, line, stored) if line.kind in _WITH_DUE_DATES else ()
    edited = line.kind is LineType.INVOICE and (typed or _is_edited(stored))
    put_due_dates(database, line_id, (line.account.id, line.balance), parts, edited=edited)


def put_due_dates(
    database: Database, line_id: int, of: tuple[int, int], parts: Sequence[DuePart], *, edited: bool
) -> None:
    """Store the due dates of a line in the place of those it has; `of` is its account and its balance in cents."""
    database.run_many(_PUT, _rows(line_id, of, parts, edited=edited))
    database.run(_DROP, (line_id, len(parts)))


def _is_typed(cells: GridLine) -> bool:
    """Tell whether the user gave due dates of his own, in their window or in the cell."""
    in_cell = cells.due_date is not None and cells.provenance(Column.DUE_DATE) is Provenance.TYPED
    return bool(cells.due_parts) or in_cell


def _is_edited(stored: Sequence[Any]) -> bool:
    return any(edited for *_, edited in stored)


def _parts(database: Database, line: LineToStore, stored: Sequence[Any]) -> Sequence[DuePart]:
    """Return the due dates of an invoice or credit note: typed, else edited before and rescaled, else of the terms."""
    amount, cells = abs(line.balance), line.cells
    if line.kind is LineType.CREDIT_NOTE:
        return [DuePart(line.day, amount, cells.payment_method)]
    if cells.due_parts:
        return rescaled(cells.due_parts, amount)
    if _is_edited(stored):
        parts = rescaled([DuePart(parse_iso(day), part, *codes) for day, part, *codes, _, _ in stored], amount)
    else:
        default = cells.payment_method or text_setting(database, "payments.default_method")
        parts = tuple(due_parts(database, line.account, line.day, amount, default))
    return with_first_date(parts, cells.due_date) if cells.due_date and _is_typed(cells) else parts


def _rows(line_id: int, of: tuple[int, int], parts: Sequence[DuePart], *, edited: bool) -> list[tuple[Any, ...]]:
    """Return the rows of due dates; the percentage of the last one takes the rounding (ECH-12)."""
    account_id, balance = of
    common = account_id, (Side.CREDIT if balance < 0 else Side.DEBIT).value
    amount = sum(part.amount for part in parts)
    shares = [divide_rounded(part.amount * WHOLE, amount) for part in parts[:-1]]
    shares.append(WHOLE - sum(shares))
    return [
        (line_id, rank, *common, iso(part.due_date), part.amount, share, part.payment_method, part.bank, int(edited))
        for rank, (part, share) in enumerate(zip(parts, shares[: len(parts)], strict=True), start=1)
    ]
