"""Cheque numbers of the lines: a cheque is used by the save of its line, and freed with it (CHQ, CHQF-10, CHQF-12)."""

from tuicompta.core.dates import iso
from tuicompta.models.database import Database
from tuicompta.services.entries.errors import ChequeRefusedError
from tuicompta.services.entries.line_to_store import LineToStore

LONGEST_NUMBER = 7

_FIND = """
    SELECT cheque.id, cheque.state, chequebook.state
      FROM cheque JOIN bank ON bank.id = cheque.bank_id JOIN chequebook ON chequebook.id = chequebook_id
     WHERE bank.journal_id = ? AND number = ?
"""
_HELD = """
    SELECT cheque.id FROM cheque JOIN bank ON bank.id = cheque.bank_id
     WHERE entry_line_id = ? AND bank.journal_id = ? AND number = ?
"""
_OTHER_BANK = """
    SELECT bank.name FROM cheque JOIN bank ON bank.id = cheque.bank_id WHERE number = ? ORDER BY bank.id LIMIT 1
"""
_BANK = "SELECT name FROM bank WHERE journal_id = ?"
_NEXT = """
    SELECT min(number) FROM cheque JOIN bank ON bank.id = cheque.bank_id
      JOIN chequebook ON chequebook.id = chequebook_id
     WHERE bank.journal_id = ? AND cheque.state = 'available' AND chequebook.state = 'current' AND number > ?
"""
_FILL = """
    UPDATE cheque SET paid_on = ?, object = ?, amount = ?,
           payee = coalesce((SELECT name FROM third_party WHERE account_id = ? AND main = 1), ?)
     WHERE id = ?
"""
_USE = "UPDATE cheque SET state = 'used', entry_line_id = ? WHERE id = ?"
# A cheque cancelled or blocked since stays so.
_FREE = """
    UPDATE cheque SET state = CASE state WHEN 'used' THEN 'available' ELSE state END,
           entry_line_id = NULL, paid_on = NULL, payee = '', object = '', amount = NULL
     WHERE entry_line_id = ?
"""
# The card of the chequebook, open elsewhere, then knows that a cheque of it changed (FIC-19).
_TOUCH = (
    "UPDATE chequebook SET version = version + 1 WHERE id = (SELECT chequebook_id FROM cheque WHERE entry_line_id = ?)"
)
_STATES = {"used": "déjà utilisé", "cancelled": "annulé", "blocked": "bloqué"}
_BOOKS = {"cancelled": "son chéquier est annulé", "finished": "son chéquier est terminé"}
_FINISH = """
    UPDATE chequebook SET state = 'finished'
     WHERE state = 'current' AND id = (SELECT chequebook_id FROM cheque WHERE id = ?)
       AND NOT EXISTS (SELECT 1 FROM cheque WHERE chequebook_id = chequebook.id AND state = 'available')
"""


def cheque_refusal(database: Database, journal_id: int, text: str) -> str:
    """Return why a cheque number cannot be used in a journal, "" when it can (CHQ-07 to CHQ-09)."""
    number = _number(text)
    found = database.row(_FIND, (journal_id, number))
    if found is None:
        return _of_no_book(database, journal_id, number)
    _, state, book = found
    reason = _STATES.get(state, "") or _BOOKS.get(book, "")
    following = database.value(_NEXT, (journal_id, number)) if reason else None
    return reason if following is None else f"{reason} ; prochain numéro disponible : {following}"


def use_cheque(database: Database, journal_id: int, line_id: int, line: LineToStore) -> None:
    """Mark the cheque of a stored line as used, after freeing the one it used before; raises `ChequeRefusedError`."""
    text = line.cells.cheque
    if not text:
        free_cheque(database, line_id)
        return
    held = database.value(_HELD, (line_id, journal_id, _number(text)))
    if held is None:
        free_cheque(database, line_id)
        held = _take(database, journal_id, line_id, text)
    amount = abs(line.balance)
    database.run(_FILL, (iso(line.day), line.cells.label, amount, line.account.id, line.account.title, held))


def free_cheque(database: Database, line_id: int) -> None:
    """Make the cheque of a line available again."""
    database.run(_TOUCH, (line_id,))
    database.run(_FREE, (line_id,))


def _take(database: Database, journal_id: int, line_id: int, text: str) -> int:
    if refusal := cheque_refusal(database, journal_id, text):
        raise ChequeRefusedError(number=text, reason=refusal)
    identifier = int(database.value(_FIND, (journal_id, _number(text))))
    database.run(_USE, (line_id, identifier))
    database.run(_TOUCH, (line_id,))
    database.run(_FINISH, (identifier,))
    return identifier


def _of_no_book(database: Database, journal_id: int, number: int) -> str:
    bank, other = database.value(_BANK, (journal_id,)), database.value(_OTHER_BANK, (number,))
    if bank is None:
        return "le journal n'est pas celui d'une banque"
    if other is None:
        return f"ce numéro n'appartient à aucun chéquier de la banque {bank}"
    return f"il est de la banque {other}, et le journal est celui de la banque {bank}"


def _number(text: str) -> int:
    """Return a cheque number as it is stored, 0 for a text that is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0
