"""Accounts of the dossier: creation with everything that follows from the number (FC-14, FC-43, KM-66)."""

import json
from typing import ClassVar

from tuicompta.core.accounts import check_hierarchy, check_length, check_number, complete_number, control_account_of
from tuicompta.core.enums import AccountType
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.natures import has_due_dates, is_customer, is_supplier
from tuicompta.core.text import clean_text, fold
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services import account_defaults as defaults
from tuicompta.services.dossier import Dossier
from tuicompta.services.settings import number_setting, set_settings, setting

TITLE_LENGTH = 60

_INSERT = """
    INSERT INTO account (number, title, folded_title, type, lettering, reconciliation, due_date_mode,
                         summary_carry_forward, purchase_nature, sale_nature, created_by, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_SIDE = "INSERT INTO account_journal_type (account_id, journal_type, allowed, side) VALUES (?, ?, ?, ?)"
_INHERIT = """
    UPDATE account
       SET (vat_exempt, vat_direction, vat_territory, vat_rate, vat_operation_id, vat_basis, proposed_vat_account_id,
            proposed_vat_due_account_id, purchase_nature, sale_nature, control_account_id)
         = (SELECT vat_exempt, vat_direction, vat_territory, vat_rate, vat_operation_id, vat_basis,
                   proposed_vat_account_id, proposed_vat_due_account_id, purchase_nature, sale_nature,
                   control_account_id
              FROM account AS relative WHERE relative.id = ?)
     WHERE id = ?
"""
_INHERIT_SIDES = """
    INSERT INTO account_journal_type (account_id, journal_type, allowed, side)
    SELECT ?, journal_type, allowed, side FROM account_journal_type WHERE account_id = ?
"""
_INSERT_THIRD_PARTY = """
    INSERT INTO third_party (code, name, folded_name, account_id, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?)
"""


class AccountExistsError(TuicomptaError):
    """Account numbers are unique (FC-17)."""

    template = "Le compte {number} existe déjà : {title}. Choisissez un autre numéro."


class UnknownAccountError(TuicomptaError):
    """No account has this number."""

    template = "Le compte {number} n'existe pas dans le plan comptable du dossier."
    exit_code: ClassVar[int] = 1


class EmptyTitleError(TuicomptaError):
    """An account has a title (FC-18)."""

    template = "L'intitulé du compte {number} est obligatoire."


def account_id(database: Database, number: str) -> int | None:
    """Return the identifier of the account of that number."""
    found: int | None = database.value("SELECT id FROM account WHERE number = ?", (number,))
    return found


def number_of(database: Database, identifier: int) -> str:
    """Return the number of an account."""
    return str(database.value("SELECT number FROM account WHERE id = ?", (identifier,)))


def create_account(dossier: Dossier, number: str, title: str, kind: AccountType = AccountType.DETAIL) -> int:
    """Create an account with the settings of FC-43, and its third party when its nature has one (FC-14).

    The number is completed as in FC-16. Raises the refusals of this module and those of the number.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        number, title = _checked(database, number, title, kind)
        relative = defaults.nearest_relative(database, number)
        created = _insert(dossier, number, title, kind)
        if relative is None:
            database.run_many(_INSERT_SIDE, defaults.side_rows(created, number))
        else:
            database.run(_INHERIT, (relative, created))
            database.run(_INHERIT_SIDES, (created, relative))
        if kind is AccountType.DETAIL and has_due_dates(number):
            _centralise(database, created, number)
            _create_third_party(dossier, created, number, title)
    return created


def _checked(database: Database, number: str, title: str, kind: AccountType) -> tuple[str, str]:
    number = check_number(clean_text(number), kind)
    title = clean_text(title).strip()[:TITLE_LENGTH]
    if kind is AccountType.DETAIL:
        length, pad = account_length(database)
        number = complete_number(number, length, pad)
        check_length(number, length, pad)
    if setting(database, "accounts.hierarchy"):
        check_hierarchy(number, kind, _same_family(database, number))
    if not title:
        raise EmptyTitleError(number=number)
    if row := database.row("SELECT title FROM account WHERE number = ?", (number,)):
        raise AccountExistsError(number=number, title=row[0])
    return number, title


def account_length(database: Database) -> tuple[int, bool]:
    """Return the length of general accounts, 0 when free, and whether zeros complete them (OSA-09)."""
    return number_setting(database, "entry.account_length"), bool(setting(database, "entry.pad_accounts"))


def _same_family(database: Database, number: str) -> list[tuple[str, AccountType]]:
    """Return the accounts above and below a number."""
    above = [number[:length] for length in range(1, len(number))]
    query = (
        "SELECT number, type FROM account WHERE number IN (SELECT value FROM json_each(?)) OR number BETWEEN ? AND ?"
    )
    rows = database.rows(query, (json.dumps(above), number, number + "~"))
    return [(other, AccountType(kind)) for other, kind in rows]


def _insert(dossier: Dossier, number: str, title: str, kind: AccountType) -> int:
    options = defaults.Options.of(dossier.database)
    detail = kind is AccountType.DETAIL
    return dossier.database.run(
        _INSERT,
        (
            number,
            title,
            fold(title),
            kind.value,
            int(detail and defaults.lettering_allowed(number, options)),
            defaults.reconciliation_mode(number, options),
            defaults.due_date_mode(number, options),
            int(defaults.summary_carry_forward(number, options)),
            int(defaults.purchase_nature(number)),
            int(defaults.sale_nature(number)),
            dossier.user.id,
            dossier.now(),
        ),
    )


def _centralise(database: Database, created: int, number: str) -> None:
    """Give the default collective account when none was inherited (FC-40)."""
    control = control_account_of(number, *account_length(database))
    database.run(
        "UPDATE account SET control_account_id = (SELECT id FROM account WHERE number = ? AND number <> ?)"
        " WHERE id = ? AND control_account_id IS NULL",
        (control, number, created),
    )


def _create_third_party(dossier: Dossier, created: int, number: str, title: str) -> None:
    database = dossier.database
    code = _next_code(database, number)
    row = (code, title, fold(title), created, dossier.user.id, dossier.now())
    database.run(_INSERT_THIRD_PARTY, row)


def _next_code(database: Database, number: str) -> str:
    """Return the next free code of the third parties of that kind, and move its counter on (ONU-01, ONU-02)."""
    letter, key = "T", "numbering.other"
    if is_customer(number):
        letter, key = "C", "numbering.customer"
    elif is_supplier(number):
        letter, key = "F", "numbering.supplier"
    counter = number_setting(database, key)
    while database.row("SELECT 1 FROM third_party WHERE code = ?", (f"{letter}{counter:05}",)):
        counter += 1
    set_settings(database, {key: counter + 1})
    return f"{letter}{counter:05}"
