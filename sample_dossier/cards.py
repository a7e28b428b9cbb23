"""Cards that no service fills yet: journals, VAT of accounts, identity of third parties, banks, chequebook."""

from collections.abc import Mapping
from typing import Any

from sample_dossier.files import Row
from tuicompta.core.amounts import parse_amount
from tuicompta.core.dates import iso
from tuicompta.core.text import fold
from tuicompta.services.accounts.accounts import account_id
from tuicompta.services.dossiers.dossier import Dossier

_TITLE = "UPDATE account SET title = ?, folded_title = ? WHERE number = ?"
_JOURNAL = "INSERT INTO journal (code, type, description) VALUES (?, ?, ?)"
_JOURNAL_YEARS = """
    INSERT INTO journal_year (journal_id, fiscal_year_id, numbering, prefix, counterpart_mode, counterpart_account_id)
    SELECT ?, id, ?, ?, ?, ? FROM fiscal_year
"""
_RENAME = "UPDATE journal SET description = ? WHERE id = ?"
_NUMBER = "UPDATE journal_year SET numbering = ?, prefix = ? WHERE journal_id = ?"
_VAT = """
    UPDATE account SET vat_rate = coalesce(?, vat_rate), vat_exempt = ?, vat_territory = coalesce(?, vat_territory),
           vat_operation_id = coalesce((SELECT id FROM vat_operation WHERE code = ?), vat_operation_id),
           proposed_vat_account_id = ?, proposed_vat_due_account_id = ?
     WHERE number = ?
"""
_TERM = "UPDATE account SET payment_term_id = (SELECT id FROM payment_term WHERE code = ?) WHERE number = ?"
_IDENTITY = """
    UPDATE third_party SET legal_form = ?, vat_number = ? WHERE account_id = (SELECT id FROM account WHERE number = ?)
"""
_BANK = """
    INSERT INTO bank (code, name, account_id, journal_id, iban, bic)
    VALUES (?, ?, ?, (SELECT id FROM journal WHERE code = ?), ?, ?)
"""
_METHOD = "UPDATE payment_method SET default_bank_id = ? WHERE code = ?"
_CHEQUEBOOK = """
    INSERT INTO chequebook (code, title, bank_id, opened_on, main)
    VALUES (?, ?, (SELECT id FROM bank WHERE code = ?), ?, 1)
"""
_CHEQUE = "INSERT INTO cheque (chequebook_id, bank_id, number) SELECT id, bank_id, ? FROM chequebook WHERE id = ?"


def fill_journal(dossier: Dossier, card: Mapping[str, Any]) -> None:
    """Create a journal, or give a delivered one its name and numbering, in every fiscal year (JF)."""
    database = dossier.database
    identifier = database.value("SELECT id FROM journal WHERE code = ?", (card["code"],))
    if identifier is not None:
        database.run(_RENAME, (card["description"], identifier))
        database.run(_NUMBER, (card["numbering"], card["prefix"], identifier))
        return
    counterpart = account_id(database, card["counterpart"]) if "counterpart" in card else None
    mode = "line_by_line" if counterpart else "none"
    identifier = database.run(_JOURNAL, (card["code"], card["type"], card["description"]))
    database.run(_JOURNAL_YEARS, (identifier, card["numbering"], card["prefix"], mode, counterpart))


def rename_account(dossier: Dossier, number: str, title: str) -> None:
    """Give an account of the delivered chart the title that the company uses (FC-18)."""
    dossier.database.run(_TITLE, (title, fold(title), number))


def fill_vat(dossier: Dossier, row: Row) -> None:
    """Give an account its rate, its exemption and the VAT proposed with it (FC-29)."""
    database = dossier.database
    rate = parse_amount(row["vat_rate"]) if row["vat_rate"] else None
    territory = "mainland" if row["exempt"] else None
    proposed = [
        account_id(database, number) if number else None for number in (row["proposed_vat"], row["proposed_due"])
    ]
    database.run(_VAT, (rate, int(bool(row["exempt"])), territory, row["exempt"], *proposed, row["account"]))


def fill_third_party(dossier: Dossier, row: Row) -> None:
    """Give a third party its payment term, legal form and VAT number (FC-28, TI-05)."""
    dossier.database.run(_TERM, (row["term"], row["account"]))
    dossier.database.run(_IDENTITY, (row["legal_form"], row["vat_number"], row["account"]))


def fill_bank(dossier: Dossier, card: Mapping[str, Any]) -> None:
    """Create a bank, default bank of the payment methods of its card (BANK, MOYP-02)."""
    database = dossier.database
    account = account_id(database, card["account"])
    bank = database.run(_BANK, (card["code"], card["name"], account, card["journal"], card["iban"], card["bic"]))
    for method in card.get("methods", ()):
        database.run(_METHOD, (bank, method))


def fill_chequebook(dossier: Dossier, card: Mapping[str, Any]) -> None:
    """Create the main chequebook of a bank with its cheques (CHQF-06, CHQF-07)."""
    cells = (card["code"], card["title"], card["bank"], iso(dossier.today()))
    book = dossier.database.run(_CHEQUEBOOK, cells)
    dossier.database.run_many(_CHEQUE, [(number, book) for number in range(card["first"], card["last"] + 1)])
