"""Cheque numbers of the lines: a cheque is used by the save of its line, and freed with it (CHQ, CHQF-10, CHQF-12)."""

from datetime import date

from tuicompta.core.dates import iso
from tuicompta.core.entry.model import GridLine
from tuicompta.models.database import Database
from tuicompta.services.entries.errors import ChequeRefusedError
from tuicompta.services.entries.references import AccountRow

_FIND = """
    SELECT cheque.id, cheque.state, chequebook.state, entry_line_id
      FROM cheque JOIN bank ON bank.id = cheque.bank_id JOIN chequebook ON chequebook.id = chequebook_id
     WHERE bank.journal_id = ? AND number = ?
"""
_USE = """
    UPDATE cheque SET state = 'used', entry_line_id = ?, paid_on = ?, payee = ?, object = ?, amount = ? WHERE id = ?
"""
_FREE = """
    UPDATE cheque SET state = 'available', entry_line_id = NULL, paid_on = NULL, payee = '', object = '', amount = NULL
     WHERE entry_line_id = ?
"""
_STATES = {"used": "déjà utilisé", "cancelled": "annulé", "blocked": "bloqué"}
_BOOKS = {"cancelled": "son chéquier est annulé", "finished": "son chéquier est terminé"}
_FINISH = """
    UPDATE chequebook SET state = 'finished'
     WHERE state = 'current' AND id = (SELECT chequebook_id FROM cheque WHERE id = ?)
       AND NOT EXISTS (SELECT 1 FROM cheque WHERE chequebook_id = chequebook.id AND state = 'available')
"""


def cheque_refusal(database: Database, journal_id: int, number: str, line_id: int | None = None) -> str:
    """Return why a cheque number cannot be used in a journal, "" when it can (CHQ-07, CHQ-08)."""
    found = database.row(_FIND, (journal_id, int(number))) if number.isascii() and number.isdigit() else None
    if found is None:
        return "ce numéro n'appartient à aucun chéquier de la banque du journal"
    _, state, book, used_by = found
    if line_id is not None and used_by == line_id:
        return ""
    return _STATES.get(state, "") or _BOOKS.get(book, "")


def use_cheque(
    database: Database, journal_id: int, line_id: int, line: GridLine, account: AccountRow, day: date
) -> None:
    """Mark the cheque of a stored line as used, after freeing the one it used before; raises `ChequeRefusedError`."""
    database.run(_FREE, (line_id,))
    if not line.cheque:
        return
    if refusal := cheque_refusal(database, journal_id, line.cheque, line_id):
        raise ChequeRefusedError(number=line.cheque, reason=refusal)
    row = database.row(_FIND, (journal_id, int(line.cheque)))
    if row is not None:
        database.run(_USE, (line_id, iso(day), account.title, line.label, abs(line.balance), row[0]))
        database.run(_FINISH, (row[0],))


def free_cheque(database: Database, line_id: int) -> None:
    """Make the cheque of a line available again."""
    database.run(_FREE, (line_id,))
