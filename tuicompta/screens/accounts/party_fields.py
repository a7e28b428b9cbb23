"""The fields of addresses, contacts and bank details of third parties, on their card and on that of their account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.bank_details import check_bic, check_iban
from tuicompta.core.settings import Link
from tuicompta.core.third_parties import (
    ADDRESS_LENGTHS,
    CONTACT_LENGTHS,
    Address,
    BankDetails,
    Contact,
    MandateScheme,
    MandateSequence,
)
from tuicompta.screens.cards.address_completion import proposed_text
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, FieldSpec, Tab
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.fields.date import DateScope

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier

WIDEST = 46
ADDRESS = {
    "name": "Nom",
    "address": "Adresse",
    "address_2": "Adresse (suite)",
    "address_3": "Adresse (suite)",
    "address_4": "Adresse (fin)",
    "postal_code": "Code postal",
    "town": "Ville",
    "department": "Département",
    "country": "Pays",
    "website": "Site web",
}
CONTACT = {
    "title": "Civilité",
    "last_name": "Nom",
    "first_name": "Prénom",
    "role": "Fonction",
    "office": "Service/Bureau",
    "phone": "Téléphone fixe",
    "mobile": "Téléphone portable",
    "fax": "Fax",
    "email": "E-mail",
}
LINKS = {
    "postal_code": Link.POSTAL_CODE,
    "town": Link.TOWN,
    "department": Link.DEPARTMENT,
    "country": Link.COUNTRY,
    "title": Link.TITLE,
}
SCHEMES = tuple(Option(member.value, member.label) for member in MandateScheme)
SEQUENCES = tuple(Option(member.value, member.label) for member in MandateSequence)


def address_fields(dossier: Dossier, prefix: str) -> tuple[FieldSpec, ...]:
    """Return the fields of an address, with the proposals of ADR."""
    return tuple(_text(dossier, prefix, name, label, ADDRESS_LENGTHS[name]) for name, label in ADDRESS.items())


def contact_fields(dossier: Dossier, prefix: str) -> tuple[FieldSpec, ...]:
    """Return the fields of a contact."""
    return tuple(_text(dossier, prefix, name, label, CONTACT_LENGTHS[name]) for name, label in CONTACT.items())


def bank_fields(prefix: str, *, mandatory: bool) -> tuple[FieldSpec, ...]:
    """Return holder, IBAN and BIC; a wrong one is refused on leaving it (SINV-11)."""
    iban = card.text(f"{prefix}iban", "IBAN", mandatory=mandatory, width=WIDEST, max_length=42)
    return (
        card.text(f"{prefix}holder", "Titulaire", width=WIDEST, max_length=70),
        card.checked(iban, _checking(check_iban)),
        card.checked(card.text(f"{prefix}bic", "BIC", width=12, max_length=15), _checking(check_bic)),
    )


def address_values(address: Address, prefix: str) -> dict[str, object]:
    """Return an address as the values of its fields."""
    return {prefix + name: getattr(address, name) for name in ADDRESS}


def contact_values(contact: Contact, prefix: str) -> dict[str, object]:
    """Return a contact as the values of its fields."""
    return {prefix + name: getattr(contact, name) for name in CONTACT}


def address_in(values: Mapping[str, object], prefix: str) -> Address:
    """Return the address typed."""
    return Address(**{name: str(values[prefix + name] or "") for name in ADDRESS})


def contact_in(values: Mapping[str, object], prefix: str) -> Contact:
    """Return the contact typed."""
    return Contact(**{name: str(values[prefix + name] or "") for name in CONTACT})


# -- boxes -------------------------------------------------------------------------------------------------------------


async def ask_address(frame: Frame, dossier: Dossier, address: Address) -> Address | None:
    """Return the address filled, None when the box is closed without."""
    schema = CardSchema((Tab("", address_fields(dossier, "")),))
    answer = await frame.dialogs.fill("Adresse", schema, address_values(address, ""))
    return None if answer is None else address_in(answer, "")


async def ask_contact(frame: Frame, dossier: Dossier, contact: Contact) -> Contact | None:
    """Return the contact filled, None when the box is closed without."""
    schema = CardSchema((Tab("", contact_fields(dossier, "")),))
    answer = await frame.dialogs.fill("Contact", schema, contact_values(contact, ""))
    return None if answer is None else contact_in(answer, "")


async def ask_bank_details(frame: Frame, dossier: Dossier, row: BankDetails) -> BankDetails | None:
    """Return the bank details filled, None when the box is closed without (TI-06)."""
    scope = DateScope.of_year(dossier.today())
    used = card.enabled_if(card.day("last_used_on", "Dernière utilisation", lambda: scope), lambda _: False)
    fields = (
        *bank_fields("", mandatory=True),
        card.tick("main", "Principal"),
        card.text("mandate", "Référence du mandat", width=36, max_length=35),
        card.day("signed_on", "Date de signature", lambda: scope),
        card.choice("scheme", "Type", SCHEMES, mandatory=True),
        card.choice("sequence", "Séquence", SEQUENCES, mandatory=True),
        card.tick("revoked", "Révoqué"),
        used,
    )
    answer = await frame.dialogs.fill("Coordonnées bancaires", CardSchema((Tab("", fields),)), _details_values(row))
    return None if answer is None else _details(answer, row)


def _details_values(row: BankDetails) -> dict[str, object]:
    return {
        "holder": row.holder,
        "iban": row.iban,
        "bic": row.bic,
        "main": row.main,
        "mandate": row.mandate,
        "signed_on": row.signed_on,
        "scheme": row.scheme.value,
        "sequence": row.sequence.value,
        "revoked": row.revoked,
        "last_used_on": row.last_used_on,
    }


def _details(values: Mapping[str, object], row: BankDetails) -> BankDetails:
    signed: date | None = values["signed_on"]  # type: ignore[assignment]
    return BankDetails(
        iban=check_iban(str(values["iban"])),
        bic=str(values["bic"] or "").upper(),
        holder=str(values["holder"] or ""),
        main=bool(values["main"]),
        mandate=str(values["mandate"] or ""),
        signed_on=signed,
        scheme=MandateScheme(str(values["scheme"])),
        sequence=MandateSequence(str(values["sequence"])),
        revoked=bool(values["revoked"]),
        last_used_on=row.last_used_on,
        id=row.id,
    )


def _text(dossier: Dossier, prefix: str, name: str, label: str, length: int) -> FieldSpec:
    width = min(length, WIDEST)
    if name in LINKS:
        return proposed_text(dossier, prefix + name, label, LINKS[name], length=length, width=width)
    return card.text(prefix + name, label, width=width, max_length=length)


def _checking(check: Callable[[str], str]) -> Callable[[object], None]:
    def checked(value: object) -> None:
        check(str(value))

    return checked
