"""Payment methods: the list, the card and their rules (MOYP)."""

from collections.abc import Iterator
from dataclasses import dataclass

from tuicompta.core.payment_methods import PaymentNature
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError, RecordGoneError
from tuicompta.services.notes import store_note
from tuicompta.services.settings.settings import text_setting
from tuicompta.services.small_tables.coded_deletion import CodedTable, delete_coded
from tuicompta.services.small_tables.coded_records import (
    CodeTakenError,
    RecordInUseError,
    checked_code,
    checked_label,
    used_by,
)

KIND = "payment_method"
CODE_LENGTH, LABEL_LENGTH = 6, 60

_ALL = """
    SELECT payment_method.id, payment_method.code, label, nature, coalesce(bank.code, ''), coalesce(bank.name, '')
      FROM payment_method LEFT JOIN bank ON bank.id = default_bank_id ORDER BY payment_method.code
"""
_READ = """
    SELECT payment_method.code, label, nature, bank.code, payment_method.version
      FROM payment_method LEFT JOIN bank ON bank.id = default_bank_id WHERE payment_method.id = ?
"""
_INSERT = """
    INSERT INTO payment_method (code, label, nature, default_bank_id)
    VALUES (?, ?, ?, (SELECT id FROM bank WHERE code = ?))
"""
_UPDATE = """
    UPDATE payment_method SET code = ?, label = ?, nature = ?, default_bank_id = (SELECT id FROM bank WHERE code = ?),
           version = version + 1
     WHERE id = ?
"""
_PAYMENTS = (
    ("SELECT count(*) FROM entry_line WHERE payment_method_id = ?", "ligne d'écriture", "lignes d'écriture"),
    ("SELECT count(*) FROM due_date WHERE payment_method_id = ?", "échéance", "échéances"),
)
_TERMS = """
    SELECT DISTINCT code FROM payment_term JOIN payment_term_line ON payment_term.id = payment_term_id
     WHERE payment_method_id = ? ORDER BY code
"""


@dataclass(frozen=True, slots=True)
class PaymentMethod:
    """What the card of a payment method holds; `bank` is the code of «Banque par défaut»."""

    code: str
    label: str
    nature: PaymentNature = PaymentNature.CHEQUE
    bank: str | None = None


@dataclass(frozen=True, slots=True)
class MethodRow:
    """A payment method of the list."""

    id: int
    code: str
    label: str
    nature: PaymentNature
    bank_code: str
    bank_name: str


def method_rows(database: Database) -> list[MethodRow]:
    """Return the payment methods by code."""
    return [
        MethodRow(identifier, code, label, PaymentNature(nature), *bank)
        for identifier, code, label, nature, *bank in database.rows(_ALL)
    ]


def method_id(database: Database, code: str) -> int | None:
    """Return the identifier of a payment method, nothing when the code is unknown."""
    found: int | None = database.value("SELECT id FROM payment_method WHERE code = ?", (code,))
    return found


def read_method(database: Database, identifier: int) -> tuple[PaymentMethod, int]:
    """Return a payment method and its version; raises `RecordGoneError`."""
    row = database.row(_READ, (identifier,))
    if row is None:
        raise RecordGoneError(name="Le moyen de paiement")
    return PaymentMethod(row[0], row[1], PaymentNature(row[2]), row[3]), row[4]


def write_method(
    dossier: Dossier, known: int | None, method: PaymentMethod, *, notes: str = "", version: int = 0
) -> int:
    """Store a payment method, a new one when `known` is None; return its identifier.

    No line nor due date changes with it (SINV-07). Raises the refusals of the code and label, `RecordInUseError` when
    the nature of a method in use would change (MOYP-04), and `RecordChangedError`.
    """
    dossier.require_writable()
    database = dossier.database
    code = checked_code(method.code, CODE_LENGTH)
    label = checked_label("Libellé", method.label, LABEL_LENGTH)
    with transaction(database):
        _check_free(database, code, known)
        values = (code, label, method.nature.value, method.bank)
        if known is None:
            identifier = database.run(_INSERT, values)
        else:
            identifier = known
            _check_change(database, known, method, version)
            database.run(_UPDATE, (*values, known))
        store_note(database, KIND, identifier, notes)
    return identifier


def delete_method(dossier: Dossier, identifier: int) -> None:
    """Delete a payment method that nothing uses; raises `RecordInUseError` (MOYP-04)."""
    code, removal = "SELECT code FROM payment_method WHERE id = ?", ("DELETE FROM payment_method WHERE id = ?",)
    delete_coded(dossier, CodedTable(KIND, "Le moyen de paiement", "supprimé", code, _uses, removal), identifier)


def is_method_used(database: Database, identifier: int) -> bool:
    """Tell whether a payment or a due date uses a method, whose nature is then locked (MOYP-04)."""
    return any(_payments(database, identifier))


def _check_free(database: Database, code: str, known: int | None) -> None:
    row = database.row("SELECT id, label FROM payment_method WHERE code = ?", (code,))
    if row is not None and row[0] != known:
        raise CodeTakenError(code=code, label=row[1])


def _check_change(database: Database, identifier: int, method: PaymentMethod, version: int) -> None:
    stored, found = read_method(database, identifier)
    name = f"Le moyen de paiement {stored.code}"
    if found != version:
        raise RecordChangedError(name=name)
    if stored.nature is not method.nature:
        for reason in _payments(database, identifier):
            raise RecordInUseError(name=f"La nature du moyen de paiement {stored.code}", act="changée", reason=reason)
    if stored.code != method.code and text_setting(database, "payments.default_method") == stored.code:
        raise RecordInUseError(name=name, act="renommé", reason="c'est celui par défaut des options")


def _uses(database: Database, identifier: int, code: str) -> Iterator[str]:
    yield from _payments(database, identifier)
    terms = [term for (term,) in database.rows(_TERMS, (identifier,))]
    if terms:
        yield f"{used_by(len(terms), 'mode de règlement', 'modes de règlement')} ({', '.join(terms)})"
    if text_setting(database, "payments.default_method") == code:
        yield "c'est celui par défaut des options"


def _payments(database: Database, identifier: int) -> Iterator[str]:
    for query, one, many in _PAYMENTS:
        if count := int(database.value(query, (identifier,))):
            yield used_by(count, one, many)
