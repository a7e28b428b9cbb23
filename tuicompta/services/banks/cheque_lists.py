"""The cheques that the list of the cell offers, by tabs (CHQ-04 to CHQ-06)."""

from dataclasses import dataclass
from datetime import date

from tuicompta.core.cheques import ChequeState
from tuicompta.core.dates import parse_iso
from tuicompta.core.enums import Labelled
from tuicompta.models.database import Database
from tuicompta.services.entries.errors import ChequeRefusedError

_SELECT = """
    SELECT number, coalesce(chequebook.code, ''), bank.code, bank.name, cheque.state, payee, paid_on, cheque.amount
      FROM cheque JOIN bank ON bank.id = cheque.bank_id LEFT JOIN chequebook ON chequebook.id = chequebook_id
      JOIN journal ON journal.code = ?
"""
_AVAILABLE = """
     WHERE bank.journal_id = journal.id AND cheque.state = 'available' AND chequebook.state = 'current'
       AND (main = 1 OR ?) ORDER BY main DESC, chequebook.code, number
"""
_ALL = " ORDER BY bank.journal_id = journal.id DESC, bank.code, number"
_BANK = "SELECT bank.code, name FROM bank JOIN journal ON journal.id = journal_id WHERE journal.code = ?"


class ChequeTab(Labelled):
    """A tab of the list of cheques."""

    MAIN = "main", "Chéquier principal"
    BANK = "bank", "Chéquiers en cours"
    ALL = "all", "Tous les chèques"


@dataclass(frozen=True, slots=True)
class ListedCheque:
    """A cheque of the list, and the payment that uses it; `amount` in cents."""

    number: int
    book: str
    bank: str
    bank_name: str
    state: ChequeState
    payee: str
    paid_on: date | None
    amount: int | None


def listed_cheques(database: Database, journal: str, tab: ChequeTab) -> list[ListedCheque]:
    """Return the cheques of a tab, for the bank of a journal; those of all banks on the last one."""
    if tab is ChequeTab.ALL:
        rows = database.rows(_SELECT + _ALL, (journal,))
    else:
        rows = database.rows(_SELECT + _AVAILABLE, (journal, int(tab is ChequeTab.BANK)))
    return [_listed(*row) for row in rows]


def check_own_cheque(database: Database, journal: str, cheque: ListedCheque) -> None:
    """Refuse a cheque of another bank, even picked in the list; raises `ChequeRefusedError` (CHQ-07)."""
    code, name = database.row(_BANK, (journal,)) or ("", "")
    if code and cheque.bank != code:
        reason = f"il est de la banque {cheque.bank_name}, et le journal est celui de la banque {name}"
        raise ChequeRefusedError(number=cheque.number, reason=reason)


def _listed(
    number: int, book: str, bank: str, name: str, state: str, payee: str, paid: str | None, amount: int | None
) -> ListedCheque:
    day = parse_iso(paid) if paid else None
    return ListedCheque(number, book, bank, name, ChequeState(state), payee, day, amount)
