"""Payment terms: the list, the card, its test zone and its rules (MR)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tuicompta.core.payment_terms import Due, TermLine, check_terms, exceeds_legal_delay, schedule
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError, RecordGoneError
from tuicompta.services.entries.due_dates import term_lines
from tuicompta.services.notes import store_note
from tuicompta.services.small_tables.coded_deletion import CodedTable, delete_coded
from tuicompta.services.small_tables.coded_records import (
    CodeTakenError,
    checked_code,
    checked_label,
    used_by,
)

KIND = "payment_term"
CODE_LENGTH, LABEL_LENGTH = 6, 60
_NAMED_ACCOUNTS = 5

_ALL = """
    SELECT payment_term.id, code, label,
           (SELECT count(*) FROM payment_term_line WHERE payment_term_id = payment_term.id),
           (SELECT count(*) FROM account WHERE account.payment_term_id = payment_term.id)
      FROM payment_term ORDER BY code
"""
_LINE = """
    INSERT INTO payment_term_line (payment_term_id, position, share, days, kind, day, accounting_month,
                                   payment_method_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT id FROM payment_method WHERE code = ?))
"""
_REMOVAL = (
    "DELETE FROM payment_term_line WHERE payment_term_id = ?",
    "DELETE FROM payment_term WHERE id = ?",
)
_ACCOUNTS = "SELECT number FROM account WHERE payment_term_id = ? ORDER BY number"


@dataclass(frozen=True, slots=True)
class MethodLine:
    """A line of a payment term and the code of its payment method, "" for none."""

    line: TermLine
    method: str = ""


@dataclass(frozen=True, slots=True)
class PaymentTerm:
    """What the card of a payment term holds."""

    code: str
    label: str
    lines: Sequence[MethodLine] = ()


@dataclass(frozen=True, slots=True)
class TermRow:
    """A payment term of the list, with the number of its lines and of the accounts that have it."""

    id: int
    code: str
    label: str
    lines: int
    accounts: int


def term_rows(database: Database) -> list[TermRow]:
    """Return the payment terms by code."""
    return [TermRow(*row) for row in database.rows(_ALL)]


def term_id(database: Database, code: str) -> int | None:
    """Return the identifier of a payment term, nothing when the code is unknown."""
    found: int | None = database.value("SELECT id FROM payment_term WHERE code = ?", (code,))
    return found


def read_term(database: Database, identifier: int) -> tuple[PaymentTerm, int]:
    """Return a payment term and its version; raises `RecordGoneError`."""
    row = database.row("SELECT code, label, version FROM payment_term WHERE id = ?", (identifier,))
    if row is None:
        raise RecordGoneError(name="Le mode de règlement")
    lines = tuple(MethodLine(line, method) for line, method in term_lines(database, identifier))
    return PaymentTerm(row[0], row[1], lines), row[2]


def write_term(dossier: Dossier, known: int | None, term: PaymentTerm, *, notes: str = "", version: int = 0) -> int:
    """Store a payment term, a new one when `known` is None; return its identifier.

    No due date changes with it (MR-16, SINV-07). Raises the refusals of the code, label and lines (MR-03 to MR-05),
    and `RecordChangedError`.
    """
    dossier.require_writable()
    database = dossier.database
    code = checked_code(term.code, CODE_LENGTH)
    label = checked_label("Libellé", term.label, LABEL_LENGTH)
    check_terms([line.line for line in term.lines])
    with transaction(database):
        row = database.row("SELECT id, label FROM payment_term WHERE code = ?", (code,))
        if row is not None and row[0] != known:
            raise CodeTakenError(code=code, label=row[1])
        if known is None:
            identifier = database.run("INSERT INTO payment_term (code, label) VALUES (?, ?)", (code, label))
        else:
            identifier = known
            _update(database, known, code, label, version)
        _store_lines(database, identifier, term.lines)
        store_note(database, KIND, identifier, notes)
    return identifier


def delete_term(dossier: Dossier, identifier: int) -> None:
    """Delete a payment term that no account has; raises `RecordInUseError` (MR-16)."""
    code = "SELECT code FROM payment_term WHERE id = ?"
    delete_coded(dossier, CodedTable(KIND, "Le mode de règlement", "supprimé", code, _uses, _REMOVAL), identifier)


def _uses(database: Database, identifier: int, _: str) -> Iterator[str]:
    accounts = [number for (number,) in database.rows(_ACCOUNTS, (identifier,))]
    if accounts:
        more = ", …" if len(accounts) > _NAMED_ACCOUNTS else ""
        named = ", ".join(accounts[:_NAMED_ACCOUNTS]) + more
        yield f"{used_by(len(accounts), 'compte', 'comptes')} ({named}) ; retirez-le d'abord de leur fiche"


def tried(lines: Sequence[MethodLine], day: date, amount: int) -> list[tuple[Due, str]]:
    """Return the due dates that lines give to an amount in cents, with their methods; nothing is stored (MR-08).

    Raises the refusals of the lines.
    """
    check_terms([line.line for line in lines])
    dues = schedule([line.line for line in lines], day, amount)
    return [(due, line.method) for due, line in zip(dues, lines, strict=True)]


def beyond_legal_delay(lines: Sequence[MethodLine]) -> list[int]:
    """Return the ranks, from 1, of the lines beyond the ceiling between professionals (MR-15)."""
    return [rank for rank, line in enumerate(lines, start=1) if exceeds_legal_delay(line.line)]


def _update(database: Database, identifier: int, code: str, label: str, version: int) -> None:
    stored, found = read_term(database, identifier)
    if found != version:
        raise RecordChangedError(name=f"Le mode de règlement {stored.code}")
    query = "UPDATE payment_term SET code = ?, label = ?, version = version + 1 WHERE id = ?"
    database.run(query, (code, label, identifier))


def _store_lines(database: Database, identifier: int, lines: Sequence[MethodLine]) -> None:
    database.run("DELETE FROM payment_term_line WHERE payment_term_id = ?", (identifier,))
    database.run_many(_LINE, [(identifier, rank, *_cells(line)) for rank, line in enumerate(lines, start=1)])


def _cells(line: MethodLine) -> tuple[object, ...]:
    percent, days, kind, day, in_months = line.line
    return percent, days, kind.value, day, int(in_months), line.method
