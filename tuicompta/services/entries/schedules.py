"""The due dates of a stored invoice line, whatever the status of its entry (ECH, VAL-05)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import parse_iso
from tuicompta.core.entry.model import DuePart
from tuicompta.core.enums import DueDateMode, LineType
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.due_dates import put_due_dates
from tuicompta.services.entries.errors import EntryGoneError

_LINE = """
    SELECT account.id, account.number, account.title, entry_date, piece_number, debit - credit, line_type,
           coalesce(due_date_mode, ''), fiscal_year.closed_at IS NOT NULL
      FROM entry_line JOIN account ON account.id = account_id
      JOIN fiscal_year ON entry_date BETWEEN start_date AND end_date
     WHERE entry_line.id = ?
"""
_PARTS = """
    SELECT due_on, amount, coalesce(payment_method.code, ''), coalesce(bank.code, ''), matched
      FROM due_date LEFT JOIN payment_method ON payment_method.id = due_date.payment_method_id
      LEFT JOIN bank ON bank.id = due_date.bank_id
     WHERE entry_line_id = ? ORDER BY position
"""


class NoScheduleError(TuicomptaError):
    """Only invoice lines have a schedule (CTX-01, TL-06)."""

    template = "Cette ligne n'est pas de type Facture : elle n'a pas d'échéancier."


class ScheduleNotAllowedError(TuicomptaError):
    """The account card says «Aucun» (ECH-02)."""

    template = "Le compte {number} n'autorise pas l'échéancier."


class ScheduleGapError(TuicomptaError):
    """The amounts of the due dates add up to that of the line (ECH-13)."""

    template = "Le total des échéances diffère du montant de la ligne : {gap}. Corrigez un montant."


class ZeroDueDateError(TuicomptaError):
    """A due date has an amount above zero (ECH-09)."""

    template = "L'échéance du {day} n'a pas de montant : saisissez un montant positif ou supprimez-la."


class MatchedDueDateError(TuicomptaError):
    """A due date is never brought under its matched amount (ECH-25)."""

    template = "Montant inférieur au montant déjà pointé ({amount}). Dépointez d'abord l'échéance."


class SettledDueDateError(TuicomptaError):
    """In a closed fiscal year a settled due date stays as it is (ECH-23)."""

    template = "Échéance soldée d'un exercice clôturé : elle ne change plus."


@dataclass(frozen=True, slots=True)
class Schedule:
    """An invoice line with its due dates; `matched` gives, in cents, what is matched with each one."""

    line_id: int
    account_id: int
    account: str
    title: str
    day: date
    piece: str
    balance: int
    parts: tuple[DuePart, ...]
    matched: tuple[int, ...]
    year_closed: bool

    @property
    def amount(self) -> int:
        """Amount to share out, in cents."""
        return abs(self.balance)


def line_type_of(database: Database, line_id: int) -> LineType | None:
    """Return the type of a stored line, nothing when it has none (TL-01)."""
    found = database.value("SELECT line_type FROM entry_line WHERE id = ?", (line_id,))
    return LineType(found) if found else None


def schedule_of(database: Database, line_id: int) -> Schedule:
    """Return the due dates of an invoice line; raises why it has no schedule to edit (ECH-01, ECH-02, TL-06)."""
    row = database.row(_LINE, (line_id,))
    if row is None:
        raise EntryGoneError
    account_id, number, title, day, piece, balance, kind, mode, closed = row
    if kind != LineType.INVOICE:
        raise NoScheduleError
    if mode == DueDateMode.NONE:
        raise ScheduleNotAllowedError(number=number)
    stored = database.rows(_PARTS, (line_id,))
    parts = tuple(DuePart(parse_iso(due), amount, method, bank) for due, amount, method, bank, _ in stored)
    matched = tuple(row[-1] for row in stored)
    return Schedule(line_id, account_id, number, title, parse_iso(day), piece, balance, parts, matched, bool(closed))


def store_schedule(dossier: Dossier, line_id: int, parts: Sequence[DuePart]) -> None:
    """Store the due dates of an invoice line, in the order of those it has, then the new ones (ECH-23).

    Raises the refusals of this module; what is matched stays matched.
    """
    dossier.require_writable()
    with transaction(dossier.database):
        schedule = schedule_of(dossier.database, line_id)
        _check(schedule, parts)
        put_due_dates(dossier.database, line_id, (schedule.account_id, schedule.balance), parts, edited=True)


def _check(schedule: Schedule, parts: Sequence[DuePart]) -> None:
    if missed := sum(part.amount for part in parts) - schedule.amount:
        raise ScheduleGapError(gap=format_amount(missed))
    for part in parts:
        if part.amount <= 0:
            raise ZeroDueDateError(day=f"{part.due_date:%d/%m/%Y}")
    for rank, (before, matched) in enumerate(zip(schedule.parts, schedule.matched, strict=True)):
        now = parts[rank] if rank < len(parts) else None
        if matched and (now is None or now.amount < matched):
            raise MatchedDueDateError(amount=format_amount(matched))
        if schedule.year_closed and matched == before.amount and now != before:
            raise SettledDueDateError
