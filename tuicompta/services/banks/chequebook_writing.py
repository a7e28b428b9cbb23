"""Writing chequebooks: their numbers, their states, the states of their cheques (CHQF, CHQL-05 to CHQL-07)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tuicompta.core.cheques import ChequebookState, ChequeState
from tuicompta.core.dates import iso
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.banks.banks import bank_id
from tuicompta.services.banks.chequebooks import (
    CODE_LENGTH,
    KIND,
    TITLE_LENGTH,
    Cheque,
    Chequebook,
    read_chequebook,
)
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError
from tuicompta.services.notes import store_note
from tuicompta.services.small_tables.coded_deletion import CodedTable, delete_coded
from tuicompta.services.small_tables.coded_records import (
    CodeTakenError,
    EmptyFieldError,
    checked_code,
    counted,
)

_INSERT = "INSERT INTO chequebook (code, title, bank_id, opened_on, state, main) VALUES (?, ?, ?, ?, ?, ?)"
_UPDATE = """
    UPDATE chequebook SET code = ?, title = ?, bank_id = ?, opened_on = ?, state = ?, main = ?, version = version + 1
     WHERE id = ?
"""
_MAIN = "SELECT code, title FROM chequebook WHERE bank_id = ? AND main = 1 AND id IS NOT ?"
_TAKEN = """
    SELECT number, coalesce(chequebook.code, '') FROM cheque LEFT JOIN chequebook ON chequebook.id = chequebook_id
     WHERE cheque.bank_id = ? AND number BETWEEN ? AND ? AND chequebook_id IS NOT ? ORDER BY number
"""
_DROP = "DELETE FROM cheque WHERE chequebook_id = ? AND number = ?"
_PUT = """
    INSERT INTO cheque (chequebook_id, bank_id, number, state, paid_on, payee, object, amount, notes)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_CHANGE = """
    UPDATE cheque SET bank_id = ?, state = ?, paid_on = ?, payee = ?, object = ?, amount = ?, notes = ?
     WHERE chequebook_id = ? AND number = ?
"""
_SET_STATE = "UPDATE chequebook SET state = ?, version = version + 1 WHERE id = ?"
# The month of a payment is closed with its journal, or with the fiscal year.
_OPEN_PAYMENTS = """
    SELECT count(*) FROM cheque JOIN entry_line ON entry_line.id = cheque.entry_line_id
      JOIN entry ON entry.id = entry_line.entry_id JOIN fiscal_year ON fiscal_year.id = fiscal_year_id
      LEFT JOIN journal_period ON journal_period.journal_id = entry.journal_id
                              AND journal_period.period_id = entry.period_id
     WHERE chequebook_id = ? AND journal_period.closed_at IS NULL AND fiscal_year.closed_at IS NULL
"""
_MANUAL_PAYMENTS = """
    SELECT count(*) FROM cheque WHERE chequebook_id = ? AND entry_line_id IS NULL AND state = 'used'
       AND NOT EXISTS (SELECT 1 FROM period JOIN journal_period ON period_id = period.id
                        WHERE paid_on BETWEEN start_date AND end_date AND closed_at IS NOT NULL
                          AND journal_id = (SELECT journal_id FROM bank WHERE id = bank_id))
"""
_USED = "SELECT count(*) FROM cheque WHERE chequebook_id = ? AND (state = 'used' OR entry_line_id IS NOT NULL)"
# The number stays on the entries: a cheque tied to a line outlives its chequebook.
_REMOVAL = (
    "UPDATE cheque SET chequebook_id = NULL WHERE chequebook_id = ? AND entry_line_id IS NOT NULL",
    "DELETE FROM cheque WHERE chequebook_id = ?",
    "DELETE FROM chequebook WHERE id = ?",
)


class MainChequebookError(TuicomptaError):
    """A bank has at most one main chequebook (CHQF-05)."""

    template = "La banque {bank} a déjà un chéquier principal : {code} {title}. Décochez-le d'abord."


class ChequeNumberTakenError(TuicomptaError):
    """A cheque number exists in another chequebook of the bank (CHQF-08)."""

    template = "Le numéro de chèque {number} existe déjà : {book} de la banque {bank}."


class ChequeOutsideError(TuicomptaError):
    """A cheque outside the new numbers is used, cancelled or blocked (CHQF-07)."""

    template = "Le chèque {number} est en dehors des numéros et il est {state} : il ne peut pas être retiré."


class ChequeTiedError(TuicomptaError):
    """A cheque tied to an entry line is not freed (CHQF-12)."""

    template = (
        "Le chèque {number} est utilisé par l'écriture {entry} : il ne peut pas être libéré. "
        "Supprimez la ligne, ou retirez-lui ce chèque."
    )


def with_numbers(cheques: Iterable[Cheque], numbers: range) -> tuple[Cheque, ...]:
    """Return the cheques of a chequebook given its numbers: the missing ones added, those outside removed (CHQF-07).

    Raises `ChequeOutsideError`.
    """
    kept = {cheque.number: cheque for cheque in cheques}
    for cheque in kept.values():
        if cheque.number not in numbers and cheque.state is not ChequeState.AVAILABLE:
            raise ChequeOutsideError(number=cheque.number, state=cheque.state.label.lower())
    return tuple(kept.get(number) or Cheque(number) for number in numbers)


def check_numbers_free(database: Database, bank: str, numbers: range, known: int | None) -> None:
    """Refuse numbers of another chequebook of the bank; raises `ChequeNumberTakenError` (CHQF-08)."""
    row = database.row(_TAKEN, (bank_id(database, bank), numbers[0], numbers[-1], known or 0))
    if row is not None:
        book = f"chéquier {row[1]}" if row[1] else "chéquier supprimé"
        raise ChequeNumberTakenError(number=row[0], book=book, bank=bank)


def in_state(cheque: Cheque, state: ChequeState) -> Cheque:
    """Return a cheque in another state; freed, it keeps nothing but its notes. Raises `ChequeTiedError` (CHQF-12)."""
    if state is not ChequeState.AVAILABLE:
        return replace(cheque, state=state)
    if cheque.line_id is not None:
        raise ChequeTiedError(number=cheque.number, entry=cheque.entry)
    return Cheque(cheque.number, notes=cheque.notes)


def write_chequebook(
    dossier: Dossier, known: int | None, book: Chequebook, *, notes: str = "", version: int = 0
) -> int:
    """Store a chequebook and its cheques, a new one when `known` is None; return its identifier.

    A cheque whose amount is filled by hand is used (CHQF-13); the last available one used ends the chequebook
    (CHQF-02). Raises the refusals of this module, of the code, and `RecordChangedError`.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        stored = _stored(database, known, version)
        code = _code(database, book, stored)
        bank = bank_id(database, book.bank)
        if bank is None:
            raise EmptyFieldError(field="Banque associée")
        _check(database, book, bank, known)
        cheques = tuple(_settled(cheque) for cheque in book.cheques)
        values = (code, _title(book), bank, iso(book.opened_on), _state(book, cheques, stored).value, int(book.main))
        identifier = database.run(_INSERT, values) if known is None else known
        if known is not None:
            database.run(_UPDATE, (*values, known))
        _store_cheques(database, identifier, bank, cheques, stored.cheques if stored else ())
        store_note(database, KIND, identifier, notes)
    return identifier


def set_chequebook_state(dossier: Dossier, identifiers: Iterable[int], state: ChequebookState) -> None:
    """Give chequebooks a state; neither their cheques nor their payments change (CHQL-05, CHQL-06, CHQF-04)."""
    dossier.require_writable()
    with transaction(dossier.database):
        for identifier in identifiers:
            dossier.database.run(_SET_STATE, (state.value, identifier))


def removable_chequebooks(database: Database) -> list[tuple[int, str]]:
    """Return the chequebooks Annulé or Terminé whose used cheques all belong to closed months (CHQL-07)."""
    rows = database.rows("SELECT id, code, title FROM chequebook WHERE state <> 'current' ORDER BY code")
    return [(row[0], f"{row[1]} {row[2]}".strip()) for row in rows if not any(_open_uses(database, row[0]))]


def delete_chequebook(dossier: Dossier, identifier: int) -> None:
    """Delete a chequebook; the entries keep their cheque numbers. Raises `RecordInUseError` (CHQL-07)."""
    code = "SELECT code FROM chequebook WHERE id = ?"
    delete_coded(dossier, CodedTable(KIND, "Le chéquier", "supprimé", code, _uses, _REMOVAL), identifier)


def _stored(database: Database, known: int | None, version: int) -> Chequebook | None:
    if known is None:
        return None
    stored, found = read_chequebook(database, known)
    if found != version:
        raise RecordChangedError(name=f"Le chéquier {stored.code}")
    return stored


def _code(database: Database, book: Chequebook, stored: Chequebook | None) -> str:
    """Return the code, which does not change after the first save (CHQF-06)."""
    if stored is not None:
        return stored.code
    code = checked_code(book.code, CODE_LENGTH)
    if row := database.row("SELECT title FROM chequebook WHERE code = ?", (code,)):
        raise CodeTakenError(code=code, label=row[0])
    return code


def _title(book: Chequebook) -> str:
    return clean_text(book.title).strip()[:TITLE_LENGTH]


def _check(database: Database, book: Chequebook, bank: int, known: int | None) -> None:
    if book.main and (row := database.row(_MAIN, (bank, known))):
        raise MainChequebookError(bank=book.bank, code=row[0], title=row[1])
    numbers = [cheque.number for cheque in book.cheques]
    if numbers:
        check_numbers_free(database, book.bank, range(min(numbers), max(numbers) + 1), known)


def _settled(cheque: Cheque) -> Cheque:
    """Return a cheque as it is stored: used once its amount is filled (CHQF-13)."""
    if cheque.amount and cheque.state is ChequeState.AVAILABLE:
        return replace(cheque, state=ChequeState.USED)
    return cheque


def _state(book: Chequebook, cheques: tuple[Cheque, ...], stored: Chequebook | None) -> ChequebookState:
    """Return the state of a chequebook, Terminé once its last available cheque is used (CHQF-02)."""
    before = any(cheque.state is ChequeState.AVAILABLE for cheque in stored.cheques) if stored else False
    now = any(cheque.state is ChequeState.AVAILABLE for cheque in cheques)
    ended = book.state is ChequebookState.CURRENT and before and not now
    return ChequebookState.FINISHED if ended else book.state


def _store_cheques(
    database: Database, identifier: int, bank: int, cheques: tuple[Cheque, ...], stored: tuple[Cheque, ...]
) -> None:
    before, after = ({cheque.number: cheque for cheque in each} for each in (stored, cheques))
    for number in before.keys() - after.keys():
        _check_removed(before[number])
        database.run(_DROP, (identifier, number))
    for number, cheque in after.items():
        if number not in before:
            database.run(_PUT, (identifier, bank, number, *_cells(cheque)))
        else:
            kept = _kept(cheque, before[number])
            database.run(_CHANGE, (bank, *_cells(kept), identifier, number))


def _kept(cheque: Cheque, stored: Cheque) -> Cheque:
    """Return a cheque as it may be written: that of an entry line keeps what the entry says (CHQF-12, CHQF-13)."""
    if stored.line_id is None:
        return cheque
    if cheque.state is ChequeState.AVAILABLE:
        raise ChequeTiedError(number=stored.number, entry=stored.entry)
    return replace(stored, state=cheque.state, notes=cheque.notes)


def _check_removed(cheque: Cheque) -> None:
    if cheque.state is not ChequeState.AVAILABLE:
        raise ChequeOutsideError(number=cheque.number, state=cheque.state.label.lower())


def _cells(cheque: Cheque) -> tuple[object, ...]:
    texts = (clean_text(text).strip() for text in (cheque.payee, cheque.object))
    day = iso(cheque.paid_on) if cheque.paid_on else None
    return cheque.state.value, day, *texts, cheque.amount, clean_text(cheque.notes).strip()


def _uses(database: Database, identifier: int, _: str) -> Iterator[str]:
    if database.value("SELECT state FROM chequebook WHERE id = ?", (identifier,)) == ChequebookState.CURRENT:
        used = int(database.value(_USED, (identifier,)))
        if used:
            yield f"il est En cours et {counted(used, 'chèque est utilisé', 'chèques sont utilisés')}"
    yield from _open_uses(database, identifier)


def _open_uses(database: Database, identifier: int) -> Iterator[str]:
    for query in (_OPEN_PAYMENTS, _MANUAL_PAYMENTS):
        if count := int(database.value(query, (identifier,))):
            yield f"{counted(count, 'chèque utilisé', 'chèques utilisés')} dans un mois qui n'est pas clôturé"
