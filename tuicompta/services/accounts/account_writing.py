"""Writing the card of an account: its rules, then its settings; settings never rewrite entries (FC-15)."""

from dataclasses import replace

from tuicompta.core.account_fields import (
    is_vat_account,
    may_be_lettered,
    may_be_reconciled,
    may_bear_vat,
    may_carry_in_detail,
    may_have_due_dates,
)
from tuicompta.core.accounts import check_control_account, control_account_of
from tuicompta.core.enums import AccountType, DueDateMode, JournalType, ReconciliationMode
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.lettering.codes import check_code
from tuicompta.core.payment_terms import WHOLE
from tuicompta.core.text import clean_text, fold
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.accounts.account_batch import TITLE_LENGTH, AccountBatch, EmptyTitleError, account_length
from tuicompta.services.accounts.account_card import KIND, AccountSettings, Associated, has_lines, read_account
from tuicompta.services.accounts.account_parties import Coordinates, write_coordinates
from tuicompta.services.accounts.accounts import UnknownAccountError, account_id, create_account, number_of
from tuicompta.services.accounts.approximate_lettering import check_approximation, kept_approximation
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError
from tuicompta.services.notes import store_note

MOST_ASSOCIATED = 10

_UPDATE = """
    UPDATE account
       SET number = ?, title = ?, folded_title = ?, type = ?, blocked = ?, lettering = ?, next_lettering_code = ?,
           reconciliation = ?, due_date_mode = ?,
           payment_term_id = (SELECT id FROM payment_term WHERE code = ?),
           control_account_id = (SELECT id FROM account AS other WHERE other.number = ?),
           summary_carry_forward = ?, centralised = ?, purchase_nature = ?, sale_nature = ?, vat_exempt = ?,
           vat_direction = ?, vat_territory = ?, vat_rate = ?,
           vat_operation_id = (SELECT id FROM vat_operation WHERE code = ?), vat_basis = ?,
           proposed_vat_account_id = (SELECT id FROM account AS other WHERE other.number = ?),
           proposed_vat_due_account_id = (SELECT id FROM account AS other WHERE other.number = ?),
           approximate_lettering = ?, maximum_gap = ?,
           gap_account_debit_id = (SELECT id FROM account AS other WHERE other.number = ?),
           gap_account_credit_id = (SELECT id FROM account AS other WHERE other.number = ?),
           gap_journal_id = (SELECT id FROM journal WHERE code = ?),
           version = version + 1, changed_by = ?, changed_at = ?
     WHERE id = ?
"""
_SIDE = """
    INSERT INTO account_journal_type (account_id, journal_type, allowed, side) VALUES (?, ?, ?, ?)
    ON CONFLICT (account_id, journal_type) DO UPDATE SET allowed = excluded.allowed, side = excluded.side
"""
_ASSOCIATE = """
    INSERT INTO associated_account (account_id, position, associated_id, amount_rule, percentage)
    VALUES (?, ?, (SELECT id FROM account WHERE number = ?), ?, ?)
"""
_CODE_USED = "SELECT 1 FROM lettering WHERE account_id = ? AND code = ?"


class AccountLockedError(TuicomptaError):
    """An account that carries lines keeps its number and its type (FC-19, FC-22)."""

    template = (
        "Le compte {number} porte des lignes d'écriture : son numéro et son type ne changent plus. "
        "Pour déplacer ses lignes, utilisez «Réimputation d'écritures»."
    )


class LetteringCodeUsedError(TuicomptaError):
    """The next lettering code must be free (FC-25)."""

    template = "Le code lettrage {code} est déjà utilisé sur le compte {number}. Choisissez-en un autre."


class VatOperationMissingError(TuicomptaError):
    """A VAT account and an exempt account have a type of operation (FC-29)."""

    template = "Le compte {number} demande un «Type d'opération»."


class VatSidesError(TuicomptaError):
    """The side of a VAT account gives the direction of the return (FC-06)."""

    template = (
        "Le compte {number} a une «Nature de taxe» : donnez le même sens, Débit ou Crédit, à au moins un type de "
        "journal et à tous ceux qui en ont un."
    )


class ProposedVatError(TuicomptaError):
    """What is proposed with an account is a VAT account (FC-29)."""

    template = "«TVA proposée» du compte {number} : {proposed} n'est pas un compte de racine 445."


class AssociatedAccountError(TuicomptaError):
    """An associated account cannot be proposed (FC-35)."""

    template = "Compte associé {associated} refusé : {reason}."


def write_account(
    dossier: Dossier,
    known: int | None,
    settings: AccountSettings,
    *,
    notes: str = "",
    version: int = 0,
    coordinates: Coordinates | None = None,
) -> int:
    """Store the card of an account, a new one when `known` is None; return its identifier.

    `coordinates` go to the card of its main third party (FC-07). What does not apply to its nature is stored empty
    (FC-03). `version` is that of the account as it was read. Raises the refusals of this module, of the number, of the
    collective account, of approximate lettering, of the bank details, and `RecordChangedError`.
    """
    dossier.require_writable()
    database = dossier.database
    settings = _cleaned(settings)
    with transaction(database):
        if known is None:
            identifier = create_account(dossier, settings.number, settings.title, settings.type)
            kept = replace(settings, number=number_of(database, identifier))
        else:
            identifier, kept = known, _renamed(dossier, known, settings, version)
        kept = applicable(kept)
        _check(database, identifier, kept)
        _store(dossier, identifier, kept)
        store_note(database, KIND, identifier, notes)
        if coordinates is not None:
            write_coordinates(dossier, identifier, coordinates)
    return identifier


def _cleaned(settings: AccountSettings) -> AccountSettings:
    """Return the settings with the codes and numbers that name other records clean, as every text from outside."""
    names = ("payment_term", "control_account", "vat_territory", "vat_operation", "proposed_vat", "proposed_vat_due")
    codes = {name: clean_text(text) for name in names if (text := getattr(settings, name))}
    lines = [line._replace(number=clean_text(line.number), rule=clean_text(line.rule)) for line in settings.associated]
    return replace(settings, associated=lines, **codes)  # type: ignore[arg-type] # names of texts alone


def applicable(settings: AccountSettings) -> AccountSettings:
    """Return the settings without those that have no sense for the number and type (FC-03, FC-29)."""
    number, kind = settings.number, settings.type
    kept = settings
    if not may_be_lettered(number, kind):
        kept = replace(kept, lettering=False)
    allowed = kept.lettering and kept.approximate_lettering
    approximation = kept_approximation(kept.approximation, allowed=allowed)
    kept = replace(kept, approximate_lettering=allowed, approximation=approximation)
    if not may_be_reconciled(number):
        kept = replace(kept, reconciliation=ReconciliationMode.NONE)
    if not may_have_due_dates(number, kind):
        kept = replace(kept, due_date_mode=DueDateMode.NONE, payment_term=None, control_account=None)
    if not may_carry_in_detail(number):
        kept = replace(kept, summary_carry_forward=True)
    if not may_bear_vat(number):
        kept = replace(kept, vat_exempt=False)
    if not may_bear_vat(number) or kept.vat_exempt:
        kept = replace(kept, proposed_vat=None, proposed_vat_due=None)
    if not is_vat_account(number):
        kept = replace(kept, vat_direction=None, vat_territory=None, vat_rate=None, vat_basis=None)
    if not is_vat_account(number) and not kept.vat_exempt:
        kept = replace(kept, vat_operation=None)
    return kept


def _renamed(dossier: Dossier, identifier: int, settings: AccountSettings, version: int) -> AccountSettings:
    """Check the version, then a change of number or type (FC-19, FC-21, FC-22); return the settings to store."""
    database = dossier.database
    stored, found = read_account(database, identifier)
    if found != version:
        raise RecordChangedError(name=f"Le compte {stored.number}")
    title = clean_text(settings.title).strip()[:TITLE_LENGTH]
    if not title:
        raise EmptyTitleError(number=stored.number)
    if (settings.number, settings.type) == (stored.number, stored.type):
        return replace(settings, title=title)
    if has_lines(database, identifier):
        raise AccountLockedError(number=stored.number)
    batch = AccountBatch(dossier)
    del batch.known[stored.number]
    batch.numbers.remove(stored.number)
    return replace(settings, title=title, number=batch.add(settings.number, title, settings.type).number)


def _check(database: Database, identifier: int, settings: AccountSettings) -> None:
    number = settings.number
    if settings.control_account:
        _require(database, settings.control_account)
        default = control_account_of(number, *account_length(database))
        check_control_account(number, settings.control_account, default)
    _check_code(database, identifier, settings)
    if settings.approximate_lettering:
        check_approximation(database, settings.approximation)
    _check_vat(database, settings)
    if len(settings.associated) > MOST_ASSOCIATED:
        raise AssociatedAccountError(associated="", reason=f"{MOST_ASSOCIATED} au plus")
    for associated in settings.associated:
        _check_associated(database, number, associated)


def _check_code(database: Database, identifier: int, settings: AccountSettings) -> None:
    code = check_code(settings.next_lettering_code)
    if settings.lettering and database.row(_CODE_USED, (identifier, code)):
        raise LetteringCodeUsedError(code=code, number=settings.number)


def _check_vat(database: Database, settings: AccountSettings) -> None:
    number = settings.number
    for proposed in (settings.proposed_vat, settings.proposed_vat_due):
        if proposed:
            _require(database, proposed)
            if not is_vat_account(proposed):
                raise ProposedVatError(number=number, proposed=proposed)
    if (settings.vat_exempt or settings.vat_direction) and not settings.vat_operation:
        raise VatOperationMissingError(number=number)
    if settings.vat_direction:
        sides = {row.side for row in settings.sides.values() if row.side is not None}
        if len(sides) != 1:
            raise VatSidesError(number=number)


def _check_associated(database: Database, number: str, associated: Associated) -> None:
    row = database.row("SELECT type, blocked FROM account WHERE number = ?", (associated.number,))
    reason = ""
    if row is None:
        reason = "ce compte n'existe pas"
    elif associated.number == number:
        reason = "c'est le compte lui-même"
    elif row[0] == AccountType.ROOT:
        reason = "c'est un compte Racine"
    elif row[1]:
        reason = "ce compte est bloqué"
    elif not _right_percentage(associated):
        reason = "le pourcentage va avec «Pourcentage», de 0,01 à 100"
    if reason:
        raise AssociatedAccountError(associated=associated.number, reason=reason)


def _right_percentage(associated: Associated) -> bool:
    """Tell whether a percentage goes with its rule alone, between 0,01 and 100."""
    if associated.rule != "percentage":
        return associated.percentage is None
    return associated.percentage is not None and 1 <= associated.percentage <= WHOLE


def _require(database: Database, number: str) -> None:
    if account_id(database, number) is None:
        raise UnknownAccountError(number=number)


def _store(dossier: Dossier, identifier: int, settings: AccountSettings) -> None:
    database = dossier.database
    database.run(_UPDATE, (*_columns(settings), dossier.user.id, dossier.now(), identifier))
    for journal_type in JournalType:
        if journal_type in settings.sides:
            row = settings.sides[journal_type]
            database.run(_SIDE, (identifier, journal_type.value, int(row.allowed), row.side))
    database.run("DELETE FROM associated_account WHERE account_id = ?", (identifier,))
    rows = [(identifier, place, *associated) for place, associated in enumerate(settings.associated, start=1)]
    database.run_many(_ASSOCIATE, rows)


def _columns(settings: AccountSettings) -> tuple[object, ...]:
    return (
        settings.number,
        settings.title,
        fold(settings.title),
        settings.type.value,
        int(settings.blocked),
        int(settings.lettering),
        settings.next_lettering_code,
        settings.reconciliation.value,
        settings.due_date_mode.value,
        settings.payment_term,
        settings.control_account,
        int(settings.summary_carry_forward),
        int(settings.centralised),
        int(settings.purchase_nature),
        int(settings.sale_nature),
        int(settings.vat_exempt),
        settings.vat_direction,
        settings.vat_territory,
        settings.vat_rate,
        settings.vat_operation,
        settings.vat_basis,
        settings.proposed_vat,
        settings.proposed_vat_due,
        int(settings.approximate_lettering),
        settings.approximation.maximum_gap,
        settings.approximation.gap_account_debit,
        settings.approximation.gap_account_credit,
        settings.approximation.gap_journal,
    )
