"""Deleting an account, or saying what keeps it (PC-03)."""

from collections.abc import Iterator

from tuicompta.core.dates import parse_iso
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.fiscal_years import year_label
from tuicompta.core.settings import Link
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.notes import delete_note
from tuicompta.services.settings.setting_links import settings_naming

KIND = "account"

_LINES = """
    SELECT start_date, end_date, count(*) FROM entry_line JOIN entry ON entry.id = entry_id
      JOIN fiscal_year ON fiscal_year.id = fiscal_year_id
     WHERE account_id = ? GROUP BY fiscal_year.id ORDER BY start_date
"""
# What may name an account beside entries; each query takes it once and gives the name of what uses it.
_USES = {
    "compte de contrepartie du journal {}": """
        SELECT DISTINCT journal.code FROM journal_year JOIN journal ON journal.id = journal_id
         WHERE counterpart_account_id = ?""",
    "compte de la banque {}": "SELECT code FROM bank WHERE account_id = ?",
    "compte collectif de {}": "SELECT number FROM account WHERE control_account_id = ? LIMIT 1",
    "compte associé de {}": """
        SELECT number FROM associated_account JOIN account ON account.id = account_id
         WHERE associated_id = ? LIMIT 1""",
    "TVA proposée de {}": "SELECT number FROM account WHERE proposed_vat_account_id = ? LIMIT 1",
    "TVA due proposée de {}": "SELECT number FROM account WHERE proposed_vat_due_account_id = ? LIMIT 1",
    "compte de régularisation de {}": "SELECT number FROM account WHERE gap_account_debit_id = ? LIMIT 1",
    "compte de régularisation au crédit de {}": "SELECT number FROM account WHERE gap_account_credit_id = ? LIMIT 1",
    "ligne du modèle de guide {}": """
        SELECT name FROM guide_model_line JOIN guide_model ON guide_model.id = guide_model_id
         WHERE account_id = ? LIMIT 1""",
    "ligne de l'écriture guidée {}": """
        SELECT number FROM guided_entry_line JOIN guided_entry ON guided_entry.id = guided_entry_id
         WHERE account_id = ? LIMIT 1""",
    "ligne de l'abonnement {}": """
        SELECT code FROM recurring_line JOIN recurring_entry ON recurring_entry.id = recurring_entry_id
         WHERE account_id = ? LIMIT 1""",
    "compte de la catégorie de trésorerie {}": "SELECT label FROM practical_category WHERE account_id = ? LIMIT 1",
}
# What belongs to the account alone and goes with it.
_OWNED = (
    "DELETE FROM account_journal_type WHERE account_id = ?",
    "DELETE FROM associated_account WHERE account_id = ?",
    "DELETE FROM account_usage WHERE account_id = ?",
    "DELETE FROM third_party_address WHERE third_party_id IN (SELECT id FROM third_party WHERE account_id = ?)",
    "DELETE FROM third_party_contact WHERE third_party_id IN (SELECT id FROM third_party WHERE account_id = ?)",
    "DELETE FROM bank_details WHERE third_party_id IN (SELECT id FROM third_party WHERE account_id = ?)",
    "DELETE FROM third_party WHERE account_id = ?",
    "DELETE FROM account WHERE id = ?",
)


class AccountMovedError(TuicomptaError):
    """An account on which a line was ever posted stays (PC-03)."""

    template = "Le compte {number} ne peut pas être supprimé : il porte {lines} (exercices {years})."


class AccountNamedError(TuicomptaError):
    """An account that a setting names stays (PC-03)."""

    template = "Le compte {number} ne peut pas être supprimé : {use}. Changez d'abord ce réglage."


def delete_account(dossier: Dossier, account_id: int) -> None:
    """Delete an account without line nor use, with its settings and its third parties.

    Raises `AccountMovedError` and `AccountNamedError`.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        number = database.value("SELECT number FROM account WHERE id = ?", (account_id,))
        if number is None:
            return
        _check_lines(database, account_id, number)
        for use in _uses(database, account_id, number):
            raise AccountNamedError(number=number, use=use)
        delete_note(database, KIND, account_id)
        for statement in _OWNED:
            database.run(statement, (account_id,))


def _check_lines(database: Database, account_id: int, number: str) -> None:
    rows = database.rows(_LINES, (account_id,))
    if rows:
        lines = sum(count for _, _, count in rows)
        years = ", ".join(year_label(parse_iso(start), parse_iso(end)) for start, end, _ in rows)
        raise AccountMovedError(number=number, lines=f"{lines} ligne{'s' if lines > 1 else ''}", years=years)


def _uses(database: Database, account_id: int, number: str) -> Iterator[str]:
    for label in settings_naming(database, Link.ACCOUNT, number):
        yield f"option «{label}»"
    for sentence, query in _USES.items():
        for (name,) in database.rows(query, (account_id,)):
            yield sentence.format(name)
