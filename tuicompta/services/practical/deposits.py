"""Received cheques taken to the bank: those that wait, and the deposit that letters them (SPT-09)."""

from dataclasses import replace
from datetime import date

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import iso, parse_iso
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.practical.cash import ChequeDeposit, ReceivedCheque, check_deposit, deposit_lines
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.core.text import clean_text
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.lettering.letter import letter_lines
from tuicompta.services.practical import posting
from tuicompta.services.practical.invoices import check_current_year
from tuicompta.services.practical.journals import treasury_journal
from tuicompta.services.practical.operation_saving import piece_of, text_of
from tuicompta.services.practical.operations import Head, read_head, write_head

TITLE = "Remise de chèques"

# The payer is the third party of the same entry, else what the line is called.
_WAITING = """
    SELECT line.id, account.number, line.debit,
           coalesce((SELECT coalesce(third_party.name, payer.title) FROM entry_line AS other
                       JOIN account AS payer ON payer.id = other.account_id
                       LEFT JOIN third_party ON third_party.account_id = payer.id AND main = 1
                      WHERE other.entry_id = line.entry_id AND payer.number GLOB '4*' AND other.credit > 0
                      ORDER BY other.position LIMIT 1), line.label),
           line.document_number, line.entry_date, line.piece_number
      FROM entry_line AS line JOIN entry ON entry.id = line.entry_id JOIN account ON account.id = line.account_id
     WHERE account.number GLOB '5112*' AND line.debit > 0 AND line.lettering_id IS NULL AND entry.status <> 'S'
       AND entry.fiscal_year_id = (SELECT id FROM fiscal_year WHERE ? BETWEEN start_date AND end_date)
       AND NOT EXISTS (SELECT 1 FROM practical_cheque WHERE received_line_id = line.id)
     ORDER BY line.entry_date, line.id
"""
_STORED = """
    SELECT received_line_id, account.number, practical_cheque.amount, drawer, bank, practical_cheque.number
      FROM practical_cheque JOIN entry_line ON entry_line.id = received_line_id
      JOIN account ON account.id = entry_line.account_id
     WHERE operation_id = ? ORDER BY practical_cheque.position
"""
_ADD = """
    INSERT INTO practical_cheque (operation_id, position, received_line_id, drawer, bank, number, amount)
    VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_BETWEEN = """
    SELECT id FROM practical_operation WHERE kind = 'deposit' AND operation_date BETWEEN ? AND ?
     ORDER BY operation_date, id
"""
_DESCRIBE = """
    UPDATE practical_cheque SET drawer = ?, bank = ?, number = ? WHERE operation_id = ? AND received_line_id = ?
"""


class ChequeTakenError(TuicomptaError):
    """Another session took the cheque to the bank, or lettered its line (SPT-09)."""

    template = (
        "Le chèque de {drawer} ({amount}) n'attend plus : une autre session l'a remis ou lettré. Rouvrez la remise."
    )


def waiting_cheques(database: Database, day: date) -> list[tuple[ReceivedCheque, date]]:
    """Return the received cheques not yet taken to the bank, of the fiscal year of a day, with their dates (SPT-09)."""
    return [
        (ReceivedCheque(line, account, amount, payer, "", number or piece), parse_iso(received))
        for line, account, amount, payer, number, received, piece in database.rows(_WAITING, (iso(day),))
    ]


def read_cheques(database: Database, deposit_id: int) -> tuple[ReceivedCheque, ...]:
    """Return the cheques of a stored deposit."""
    return tuple(ReceivedCheque(*row) for row in database.rows(_STORED, (deposit_id,)))


def read_deposit(database: Database, deposit_id: int) -> ChequeDeposit:
    """Return a stored deposit; raises `RecordGoneError`."""
    head = read_head(database, deposit_id)
    return ChequeDeposit(head.day, head.treasury, head.piece, head.description, read_cheques(database, deposit_id))


def deposits_between(database: Database, start: str, end: str) -> list[ChequeDeposit]:
    """Return the deposits between two ISO dates, in the order of their dates."""
    return [read_deposit(database, found) for (found,) in database.rows(_BETWEEN, (start, end))]


def save_deposit(dossier: Dossier, deposit: ChequeDeposit) -> int:
    """Store a deposit, post its entry and letter each cheque with its line; return its identifier (SPT-09).

    Raises the refusals of the deposit, of its journal, of its entry and of the lettering, and `ChequeTakenError`.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        check_current_year(dossier)
        check_deposit(deposit)
        description = text_of(database, deposit.description or TITLE, deposit.bank)
        kept = replace(deposit, piece=piece_of(deposit.piece), description=description)
        _check_waiting(database, kept)
        journal = treasury_journal(database, kept.bank, kept.day)
        saved = posting.post(dossier, PracticalKind.DEPOSIT, journal, kept.day, deposit_lines(kept))
        head = Head(
            PracticalKind.DEPOSIT,
            kept.day,
            saved.pieces[0],
            kept.description,
            kept.total,
            "",
            kept.bank,
            entry_id=saved.entry_id,
        )
        stored = write_head(dossier, head, None)
        posting.link(database, saved.entry_id, stored)
        for place, (cheque, line) in enumerate(zip(kept.cheques, saved.line_ids[1:], strict=True), start=1):
            database.run(_ADD, (stored, place, cheque.line_id, *_texts(cheque), cheque.amount))
            letter_lines(dossier, cheque.account, [cheque.line_id, line])
    return stored


def describe_cheques(dossier: Dossier, deposit_id: int, cheques: tuple[ReceivedCheque, ...]) -> None:
    """Keep what was typed of the cheques of a stored deposit: drawer, bank, number (ETCH-03)."""
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        read_head(database, deposit_id)
        for cheque in cheques:
            database.run(_DESCRIBE, (*_texts(cheque), deposit_id, cheque.line_id))


def _texts(cheque: ReceivedCheque) -> tuple[str, str, str]:
    texts = [clean_text(text).strip() for text in (cheque.drawer, cheque.bank, cheque.number)]
    return texts[0][:60], texts[1][:40], texts[2][:30]


def _check_waiting(database: Database, deposit: ChequeDeposit) -> None:
    waiting = {cheque.line_id: cheque.amount for cheque, _ in waiting_cheques(database, deposit.day)}
    for cheque in deposit.cheques:
        if waiting.get(cheque.line_id) != cheque.amount:
            raise ChequeTakenError(drawer=cheque.drawer, amount=format_amount(cheque.amount))
