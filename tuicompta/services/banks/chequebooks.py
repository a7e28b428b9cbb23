"""Chequebooks: the list and what their cards hold (CHQL-04, CHQF)."""

from dataclasses import dataclass
from datetime import date

from tuicompta.core.amounts import format_amount
from tuicompta.core.cheques import ChequebookState, ChequeState
from tuicompta.core.dates import format_date, parse_iso
from tuicompta.models.database import Database, Row
from tuicompta.services.dossiers.record_locks import RecordGoneError

KIND = "chequebook"
CODE_LENGTH, TITLE_LENGTH = 8, 60

_ALL = """
    SELECT chequebook.id, chequebook.code, title, bank.code, bank.name, chequebook.state, main, min(number),
           max(number), coalesce(sum(cheque.state = 'available'), 0)
      FROM chequebook JOIN bank ON bank.id = chequebook.bank_id LEFT JOIN cheque ON chequebook_id = chequebook.id
     WHERE ? IN (0, chequebook.bank_id) GROUP BY chequebook.id ORDER BY bank.code, chequebook.code
"""
_READ = """
    SELECT chequebook.code, title, bank.code, opened_on, state, main, chequebook.version
      FROM chequebook JOIN bank ON bank.id = bank_id WHERE chequebook.id = ?
"""
_CHEQUES = """
    SELECT number, state, paid_on, payee, object, amount, notes, cheque.entry_line_id,
           trim(coalesce(journal.code || ' ' || entry_line.piece_number, ''))
      FROM cheque LEFT JOIN entry_line ON entry_line.id = cheque.entry_line_id
      LEFT JOIN entry ON entry.id = entry_line.entry_id LEFT JOIN journal ON journal.id = entry.journal_id
     WHERE chequebook_id = ? ORDER BY number
"""
_LINE = """
    SELECT account.number, account.title, label, debit, credit, entry_line.entry_date
      FROM entry_line JOIN account ON account.id = account_id WHERE entry_line.id = ?
"""
_COUNTER = "SELECT code FROM chequebook WHERE code GLOB ? || '[0-9][0-9][0-9]' ORDER BY code DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Cheque:
    """A cheque; `amount` in cents. `line_id` is the entry line that uses it, `entry` its journal and piece number."""

    number: int
    state: ChequeState = ChequeState.AVAILABLE
    paid_on: date | None = None
    payee: str = ""
    object: str = ""
    amount: int | None = None
    notes: str = ""
    line_id: int | None = None
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Chequebook:
    """What the card of a chequebook holds; `bank` is the code of «Banque associée»."""

    code: str
    title: str
    bank: str
    opened_on: date
    state: ChequebookState = ChequebookState.CURRENT
    main: bool = False
    cheques: tuple[Cheque, ...] = ()


@dataclass(frozen=True, slots=True)
class ChequebookRow:
    """A chequebook of the list; its numbers are nothing until cheques are made."""

    id: int
    code: str
    title: str
    bank: str
    bank_name: str
    state: ChequebookState
    main: bool
    first: int | None
    last: int | None
    available: int


def chequebook_rows(database: Database, bank_id: int = 0) -> list[ChequebookRow]:
    """Return the chequebooks by bank and code, those of one bank when it is given (CHQL-04, BANK-12)."""
    return [_row(row) for row in database.rows(_ALL, (bank_id,))]


def read_chequebook(database: Database, identifier: int) -> tuple[Chequebook, int]:
    """Return a chequebook with its cheques, and its version; raises `RecordGoneError`."""
    row = database.row(_READ, (identifier,))
    if row is None:
        raise RecordGoneError(name="Le chéquier")
    code, title, bank, opened, state, main, version = row
    cheques = tuple(cheques_of(database, identifier))
    return Chequebook(code, title, bank, parse_iso(opened), ChequebookState(state), bool(main), cheques), version


def cheques_of(database: Database, identifier: int) -> list[Cheque]:
    """Return the cheques of a chequebook by number."""
    return [_cheque(row) for row in database.rows(_CHEQUES, (identifier,))]


def chequebook_id(database: Database, code: str) -> int | None:
    """Return the identifier of a chequebook, nothing when the code is unknown."""
    found: int | None = database.value("SELECT id FROM chequebook WHERE code = ?", (code,))
    return found


def line_in_words(database: Database, cheque: Cheque) -> list[str]:
    """Return the entry line that uses a cheque, in words (CHQF-10)."""
    row = database.row(_LINE, (cheque.line_id,)) if cheque.line_id else None
    if row is None:
        return ["Aucune écriture"]
    number, title, label, debit, credit, day = row
    side = f"Débit {format_amount(debit)}" if debit else f"Crédit {format_amount(credit)}"
    return [f"{cheque.entry} du {format_date(parse_iso(day))} · {number} {title} · {label} · {side}"]


def proposed_code(database: Database, bank: str) -> str:
    """Return the code of the next chequebook of a bank: its code and a counter of three digits (CHQF-06)."""
    last = database.value(_COUNTER, (bank,))
    return f"{bank}{int(last[-3:]) + 1 if last else 1:03}"


def _cheque(row: Row) -> Cheque:
    number, state, paid, *texts = row
    return Cheque(number, ChequeState(state), parse_iso(paid) if paid else None, *texts)


def _row(row: Row) -> ChequebookRow:
    identifier, code, title, bank, name, state, main, first, last, available = row
    return ChequebookRow(
        identifier, code, title, bank, name, ChequebookState(state), bool(main), first, last, available
    )
