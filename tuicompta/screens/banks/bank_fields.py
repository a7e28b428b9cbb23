"""The fields of the card of a bank, and how they become a bank (BANK-01 to BANK-16, ADR-07, ADR-08)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.core.bank_details import check_bic, check_creditor_identifier, check_iban, check_rib, grouped, rib_of
from tuicompta.core.natures import ROOTS, AccountNature
from tuicompta.core.payment_methods import DebitFormat, TransferFormat
from tuicompta.screens.accounts.account_choices import AccountChoices
from tuicompta.screens.cards.address_completion import address_text
from tuicompta.screens.cards.coded_card import code_field
from tuicompta.screens.cards.record_choices import treasury_choices
from tuicompta.services.banks.banks import CODE_LENGTH, ISSUER_LENGTH, NAME_LENGTH, Bank
from tuicompta.services.browse.offered_accounts import Offered
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import FieldSpec, Section
from tuicompta.widgets.fields.choice import Option

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import Values

Fields = tuple[FieldSpec | Section, ...]

ADDRESS = {
    "name": ("Nom", 60),
    "line1": ("Adresse", 40),
    "line2": ("Adresse (suite)", 40),
    "line3": ("Adresse (suite)", 40),
    "line4": ("Adresse (fin)", 40),
    "postal_code": ("Code postal", 10),
    "town": ("Ville", 35),
    "department": ("Département", 50),
    "country": ("Pays", 50),
    "website": ("Site web", 100),
}
CONTACT = {
    "title": ("Civilité", 25),
    "last_name": ("Nom", 60),
    "first_name": ("Prénom", 60),
    "position": ("Fonction", 40),
    "office": ("Service/Bureau", 40),
    "phone": ("Téléphone fixe", 20),
    "mobile": ("Téléphone portable", 20),
    "fax": ("Fax", 20),
    "email": ("E-mail", 100),
}
WIDEST = 46
BANK_ROOTS = ROOTS[AccountNature.RECONCILED].covered + ROOTS[AccountNature.CASH].covered
TEXTS = ("code", "name", "account", "journal", "iban", "bic", "creditor_identifier", "national_issuer")


def accounting_fields(dossier: Dossier, locked: Callable[[str], bool], typed: Callable[[], str]) -> Fields:
    """Return the identity, the account and the journal; `locked` tells which of the two the other settles (BANK-10).

    `typed` gives the account on screen: a journal created from here has it as counterpart.
    """
    accounts = AccountChoices(dossier, Offered(BANK_ROOTS, detail=True))
    journals = treasury_choices(dossier, typed)
    account = card.linked("account", "Compte de banque", accounts, mandatory=True, width=WIDEST, creatable=True)
    journal = card.linked("journal", "Journal de banque", journals, mandatory=True, width=WIDEST, creatable=True)
    return (
        code_field("Code banque", CODE_LENGTH),
        card.text("name", "Nom de la banque", mandatory=True, width=WIDEST, max_length=NAME_LENGTH),
        Section("Comptabilité"),
        card.enabled_if(account, lambda _: not locked("account")),
        card.enabled_if(journal, lambda _: not locked("journal")),
        card.starting(card.amount("overdraft", "Autorisation de découvert"), 0),
        _shown("balance", "Solde comptable"),
    )


def detail_fields() -> Fields:
    """Return the bank details (BANK-11, BANK-16)."""
    return (
        _checked("iban", "IBAN", check_iban, 34, 42),
        _checked("rib", "RIB", check_rib, 28, 30),
        _checked("bic", "BIC", check_bic, 12, 15),
        Section("Virements et prélèvements"),
        _checked("creditor_identifier", "Identifiant créancier SEPA (ICS)", check_creditor_identifier, 36, 42),
        _formats("transfer_format", "Format des virements", TransferFormat),
        _formats("debit_format", "Format des prélèvements", DebitFormat),
        Section("Effets de commerce"),
        card.text("national_issuer", "Numéro National d'Émetteur", width=7, max_length=ISSUER_LENGTH),
        card.tick("line_breaks", "Retour à la ligne"),
    )


def address_fields(dossier: Dossier) -> Fields:
    """Return the address and the contact (BANK-03, BANK-04, BANK-08)."""
    return (*_texts(dossier, "address", ADDRESS), Section("Contact"), *_texts(dossier, "contact", CONTACT))


def values_of(bank: Bank) -> dict[str, object]:
    """Return a bank as the values of the fields."""
    values: dict[str, object] = {name: getattr(bank, name) for name in TEXTS}
    values |= {f"address_{name}": bank.address.get(name, "") for name in ADDRESS}
    values |= {f"contact_{name}": bank.contact.get(name, "") for name in CONTACT}
    return values | {
        "iban": grouped(bank.iban),
        "rib": rib_of(bank.iban),
        "line_breaks": bank.line_breaks,
        "transfer_format": bank.transfer_format.value,
        "debit_format": bank.debit_format.value,
        "overdraft": bank.overdraft,
    }


def bank_of(values: Mapping[str, object]) -> Bank:
    """Return the values of the fields as a bank; its IBAN holds its RIB."""
    texts = {name: str(values[name] or "") for name in TEXTS}
    return Bank(
        **texts,
        line_breaks=bool(values["line_breaks"]),
        transfer_format=TransferFormat(str(values["transfer_format"])),
        debit_format=DebitFormat(str(values["debit_format"])),
        overdraft=cast("int | None", values["overdraft"]) or 0,
        address={name: str(values[f"address_{name}"] or "") for name in ADDRESS},
        contact={name: str(values[f"contact_{name}"] or "") for name in CONTACT},
    )


def odd_email(values: Values) -> bool:
    """Tell whether the e-mail address has not one @ followed by a dot (ADR-08)."""
    text = str(values["contact_email"] or "")
    _, _, domain = text.partition("@")
    return bool(text) and not ("." in domain and "@" not in domain)


def _ignored(_: object) -> None:
    """Take a value that only had to be right."""


def _checked(name: str, label: str, check: Callable[[str], str], width: int, longest: int) -> FieldSpec:
    text = card.text(name, label, width=width, max_length=longest)
    return card.checked(text, lambda value: _ignored(check(str(value))))


def _formats(name: str, label: str, members: type[TransferFormat | DebitFormat]) -> FieldSpec:
    options = [Option(member.value, member.label) for member in members]
    return card.choice(name, label, options, mandatory=True)


def _texts(dossier: Dossier, prefix: str, fields: Mapping[str, tuple[str, int]]) -> Fields:
    return tuple(
        address_text(dossier, f"{prefix}_{name}", label, length=length, width=min(length, WIDEST))
        for name, (label, length) in fields.items()
    )


def _shown(name: str, label: str) -> FieldSpec:
    """Describe a line that is only read."""
    return card.enabled_if(card.text(name, label, width=WIDEST, max_length=80), lambda _: False)
