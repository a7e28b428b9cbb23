"""Everything that comes before the first entry: company, accounts, journals, banks, models."""

from typing import Any

from sample_dossier.book import Book
from sample_dossier.cards import fill_bank, fill_chequebook, fill_journal, fill_third_party, fill_vat, rename_account
from sample_dossier.files import cents, document, table
from tuicompta.core.enums import JournalType, Side
from tuicompta.services.accounts.accounts import account_id, create_account
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.guides import GuideModelLine, create_guide_model
from tuicompta.services.guides.models import delete_model, model_rows
from tuicompta.services.settings.settings import set_settings
from tuicompta.services.small_tables.label_models import create_label_model

PIECE_LENGTH = 3


def prepare(dossier: Dossier, book: Book) -> None:
    """Fill the settings, the accounts, the journals, the banks and the models of the dossier."""
    company = {f"company.{key}": value for key, value in book.settings["company"].items()}
    set_settings(dossier.database, company | {"entry.piece_length": PIECE_LENGTH})
    _accounts(dossier)
    for journal in book.settings["journals"]:
        fill_journal(dossier, journal)
    for bank in book.settings["banks"]:
        fill_bank(dossier, bank)
    fill_chequebook(dossier, book.settings["chequebook"])
    _models(dossier)


def _accounts(dossier: Dossier) -> None:
    rows = table("accounts.csv")
    for row in rows:
        if account_id(dossier.database, row["account"]) is None:
            create_account(dossier, row["account"], row["title"])
        else:
            rename_account(dossier, row["account"], row["title"])
    for row in rows:
        fill_vat(dossier, row)
    for row in table("third_parties.csv"):
        create_account(dossier, row["account"], row["name"])
        fill_third_party(dossier, row)


def _models(dossier: Dossier) -> None:
    for row in table("label_models.csv"):
        kind = JournalType(row["journal_type"]) if row["journal_type"] else None
        create_label_model(dossier, row["code"], row["label"], kind)
    for card in document("guides.toml")["guide"]:
        for model in model_rows(dossier.database):
            if model.code == card["code"] or model.name == card["name"]:
                delete_model(dossier, model.id)
        lines = [_guide_line(line) for line in card["lines"]]
        create_guide_model(dossier.database, name=card["name"], code=card["code"], journal=card["journal"], lines=lines)


def _guide_line(card: dict[str, Any]) -> GuideModelLine:
    amount, formula = cents(card.get("amount", "")), card.get("formula", "")
    return GuideModelLine(card["account"], card["label"], Side(card["side"]), amount, formula)
