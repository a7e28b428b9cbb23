"""Categories of cash operations: the delivered ones and those of the user, with their accounts (SPT-02)."""

from typing import NamedTuple

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.practical.categories import DELIVERED, LABEL_LENGTH, OWN, Category, Shape, delivered
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.core.text import clean_text
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.accounts.accounts import UnknownAccountError
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError, RecordGoneError

KIND = "practical_category"

_OWN = """
    SELECT practical_category.id, kind, label, number, vat, practical_category.version
      FROM practical_category JOIN account ON account.id = account_id
"""
_ALL = _OWN + " ORDER BY kind DESC, label"
_OF_KIND = _OWN + " WHERE kind = ? ORDER BY label"
_ONE = _OWN + " WHERE practical_category.id = ?"
_UNDER = """
    SELECT number, title FROM account
     WHERE type = 'D' AND blocked = 0 AND number GLOB ? || '*' ORDER BY number
"""
_INSERT = "INSERT INTO practical_category (kind, label, account_id, vat) VALUES (?, ?, ?, ?)"
_FREE = "UPDATE practical_operation SET own_category_id = NULL WHERE own_category_id = ?"
_UPDATE = (
    "UPDATE practical_category SET kind = ?, label = ?, account_id = ?, vat = ?, version = version + 1 WHERE id = ?"
)


class CategoryExistsError(TuicomptaError):
    """Categories of an operation have different labels (SPT-02)."""

    template = "La catégorie «{label}» existe déjà pour {operation}. Donnez un autre libellé."


class NoCategoryAccountError(TuicomptaError):
    """The chart has no account for a category (SPT-02)."""

    template = "La catégorie «{label}» n'a pas de compte ({roots}) dans le plan comptable : créez-le, puis recommencez."


class OwnCategory(NamedTuple):
    """A category of the user: operation, label, number of its account, whether VAT may be typed."""

    kind: PracticalKind
    label: str
    account: str
    vat: bool


def categories(database: Database, kind: PracticalKind) -> list[Category]:
    """Return the categories of an operation: delivered, then the user's own; «Autre» comes last."""
    found = delivered(kind)
    own = [_category(row) for row in database.rows(_OF_KIND, (kind.value,))]
    return [*found[:-1], *own, found[-1]]


def category_of(database: Database, code: str) -> Category:
    """Return a category by its code; raises `RecordGoneError` for one of the user that was deleted."""
    known = next((category for category in DELIVERED if category.code == code), None)
    if known is not None:
        return known
    row = database.row(_ONE, (int(code.removeprefix(OWN)),)) if code.startswith(OWN) else None
    if row is None:
        raise RecordGoneError(name="La catégorie")
    return _category(row)


def accounts_of(database: Database, category: Category) -> list[tuple[str, str]]:
    """Return number and title of the accounts that a category may go to, in the order of its roots."""
    return [(number, title) for root in category.roots for number, title in database.rows(_UNDER, (root,))]


def first_account(database: Database, category: Category, roots: tuple[str, ...]) -> str:
    """Return the first account of some roots of a category; raises `NoCategoryAccountError`."""
    for root in roots:
        if row := database.row(_UNDER, (root,)):
            return str(row[0])
    raise NoCategoryAccountError(label=category.label, roots=" ou ".join(roots))


def own_categories(database: Database) -> list[tuple[int, OwnCategory]]:
    """Return the categories of the user with their identifiers."""
    return [(row[0], _own(row)) for row in database.rows(_ALL)]


def read_category(database: Database, category_id: int) -> tuple[OwnCategory, int]:
    """Return a category of the user and its version; raises `RecordGoneError`."""
    row = database.row(_ONE, (category_id,))
    if row is None:
        raise RecordGoneError(name="La catégorie")
    return _own(row), row[5]


def write_category(dossier: Dossier, category: OwnCategory, known: int | None = None, version: int = 0) -> int:
    """Store a category of the user and return its identifier; operations already entered stay as they are (INVT-04).

    Raises `CategoryExistsError`, `UnknownAccountError`, `RecordChangedError`.
    """
    dossier.require_writable()
    database = dossier.database
    label = clean_text(category.label).strip()[:LABEL_LENGTH]
    with transaction(database):
        account = database.value("SELECT id FROM account WHERE number = ?", (category.account,))
        if account is None:
            raise UnknownAccountError(number=category.account)
        if known is not None and read_category(database, known)[1] != version:
            raise RecordChangedError(name=f"La catégorie {label}")
        _check_label(database, category.kind, label, known)
        cells = (category.kind.value, label, account, int(category.vat))
        if known is None:
            return database.run(_INSERT, cells)
        database.run(_UPDATE, (*cells, known))
        return known


def delete_category(dossier: Dossier, category_id: int) -> None:
    """Delete a category of the user; operations already entered keep its label and account (INVT-04)."""
    dossier.require_writable()
    with transaction(dossier.database):
        dossier.database.run(_FREE, (category_id,))
        dossier.database.run("DELETE FROM practical_category WHERE id = ?", (category_id,))


def _check_label(database: Database, kind: PracticalKind, label: str, known: int | None) -> None:
    query = "SELECT 1 FROM practical_category WHERE kind = ? AND label = ? AND id <> ?"
    same = any(category.label == label for category in delivered(kind))
    if same or database.row(query, (kind.value, label, known or 0)):
        raise CategoryExistsError(label=label, operation=kind.label)


def _category(row: tuple[int, str, str, str, int, int]) -> Category:
    key, kind, label, account, vat, _ = row
    return Category(f"{OWN}{key}", PracticalKind(kind), label, Shape.ACCOUNT, (account,), bool(vat))


def _own(row: tuple[int, str, str, str, int, int]) -> OwnCategory:
    _, kind, label, account, vat, _ = row
    return OwnCategory(PracticalKind(kind), label, account, bool(vat))
