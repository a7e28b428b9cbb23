"""What the card of a third party holds, and what is checked of it (TI, ADR-07, ADR-08)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date

from tuicompta.core.bank_details import check_bic, check_iban
from tuicompta.core.enums import Labelled
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.identifiers import compact_identifier, is_siren, is_siret, is_vat_number
from tuicompta.core.text import capitals, clean_text, excerpt

CODE_LENGTH = 20

_PLAIN_CODE = re.compile(r"[0-9A-Z]{1,20}")
_FREE_CODE = re.compile(r"[0-9A-Z \\/()_-]{1,20}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


class MandateScheme(Labelled):
    """The scheme of a SEPA direct debit."""

    CORE = "CORE", "CORE"
    B2B = "B2B", "B2B"


class MandateSequence(Labelled):
    """The place of the next direct debit in the life of a mandate."""

    FIRST = "FRST", "FRST – premier"
    RECURRING = "RCUR", "RCUR – suivant"
    ONE_OFF = "OOFF", "OOFF – unique"
    FINAL = "FNAL", "FNAL – dernier"


class ThirdPartyCodeError(TuicomptaError):
    """The code of a third party holds letters and digits, and some signs when an option allows them (ONU-03)."""

    template = "Code de tiers «{code}» refusé : 1 à 20 {signs}."


class ThirdPartyNameError(TuicomptaError):
    """A third party has a name (TI-05)."""

    template = "Le nom du tiers {code} est obligatoire."


class MainBankDetailsError(TuicomptaError):
    """One row of bank details at most is the main one (TI-06)."""

    template = "Coordonnées bancaires du tiers {code} : une seule ligne est la principale."


@dataclass(frozen=True, slots=True)
class Address:
    """An address (ADR-07)."""

    name: str = ""
    address: str = ""
    address_2: str = ""
    address_3: str = ""
    address_4: str = ""
    postal_code: str = ""
    town: str = ""
    department: str = ""
    country: str = ""
    website: str = ""

    @property
    def on_one_line(self) -> str:
        """The postal address on one line (FC-13)."""
        street = (self.address, self.address_2, self.address_3, self.address_4)
        town = " ".join(part for part in (self.postal_code, self.town) if part)
        return ", ".join(part for part in (*street, town, self.country) if part)


@dataclass(frozen=True, slots=True)
class Contact:
    """A person (ADR-08)."""

    title: str = ""
    last_name: str = ""
    first_name: str = ""
    role: str = ""
    office: str = ""
    phone: str = ""
    mobile: str = ""
    fax: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class BankDetails:
    """An account of a third party at its bank, with its mandate; `id` is None before the first save (TI-06)."""

    iban: str
    bic: str = ""
    holder: str = ""
    main: bool = False
    mandate: str = ""
    signed_on: date | None = None
    scheme: MandateScheme = MandateScheme.CORE
    sequence: MandateSequence = MandateSequence.RECURRING
    revoked: bool = False
    last_used_on: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """The card of a third party; the first contact is the main one."""

    code: str
    name: str
    legal_form: str = ""
    siren: str = ""
    siret: str = ""
    vat_number: str = ""
    blocked: bool = False
    dunning_excluded: bool = False
    dunning_level: int = 0
    dunning_email: str = ""
    invoicing_address: str = ""
    invoicing_platform: str = ""
    invoicing: Address = Address()
    delivery: Address = Address()
    addresses: tuple[Address, ...] = ()
    contacts: tuple[Contact, ...] = ()
    bank_details: tuple[BankDetails, ...] = ()


ADDRESS_LENGTHS = {
    "name": 60,
    "address": 40,
    "address_2": 40,
    "address_3": 40,
    "address_4": 40,
    "postal_code": 10,
    "town": 35,
    "department": 50,
    "country": 50,
    "website": 100,
}
CONTACT_LENGTHS = {
    "title": 25,
    "last_name": 60,
    "first_name": 60,
    "role": 40,
    "office": 40,
    "phone": 20,
    "mobile": 20,
    "fax": 20,
    "email": 100,
}
IDENTITY_LENGTHS = {
    "name": 60,
    "legal_form": 25,
    "dunning_email": 100,
    "invoicing_address": 100,
    "invoicing_platform": 60,
}


def check_party_code(text: str, *, signs: bool) -> str:
    """Return a typed code in capitals; `signs` is the option ONU-03. Raises ThirdPartyCodeError."""
    code = capitals(clean_text(text).strip())
    form = _FREE_CODE if signs else _PLAIN_CODE
    if not form.fullmatch(code):
        known = "lettres, chiffres ou signes espace - \\ / ( ) _" if signs else "lettres ou chiffres"
        raise ThirdPartyCodeError(code=excerpt(text), signs=known)
    return code


def normalised(party: ThirdParty, *, signs: bool) -> ThirdParty:
    """Return a third party as it is stored: texts cleaned and cut, identifiers compact, bank details checked.

    Raises the refusals of this module and those of bank details.
    """
    code = check_party_code(party.code, signs=signs)
    name = _cut(party.name, IDENTITY_LENGTHS["name"])
    if not name:
        raise ThirdPartyNameError(code=code)
    if sum(row.main for row in party.bank_details) > 1:
        raise MainBankDetailsError(code=code)
    return replace(
        party,
        code=code,
        name=name,
        legal_form=_cut(party.legal_form, IDENTITY_LENGTHS["legal_form"]),
        dunning_email=_cut(party.dunning_email, IDENTITY_LENGTHS["dunning_email"]),
        invoicing_address=_cut(party.invoicing_address, IDENTITY_LENGTHS["invoicing_address"]),
        invoicing_platform=_cut(party.invoicing_platform, IDENTITY_LENGTHS["invoicing_platform"]),
        siren=compact_identifier(party.siren)[:9],
        siret=compact_identifier(party.siret)[:14],
        vat_number=compact_identifier(party.vat_number)[:14],
        invoicing=clean_address(party.invoicing),
        delivery=clean_address(party.delivery),
        addresses=tuple(clean_address(address) for address in party.addresses),
        contacts=tuple(clean_contact(contact) for contact in party.contacts),
        bank_details=with_main([clean_bank_details(row) for row in party.bank_details]),
    )


def clean_address(address: Address) -> Address:
    """Return an address cut at the lengths of ADR-07."""
    return Address(**{name: _cut(getattr(address, name), length) for name, length in ADDRESS_LENGTHS.items()})


def clean_contact(contact: Contact) -> Contact:
    """Return a contact cut at the lengths of ADR-08."""
    return Contact(**{name: _cut(getattr(contact, name), length) for name, length in CONTACT_LENGTHS.items()})


def clean_bank_details(row: BankDetails) -> BankDetails:
    """Return bank details with their IBAN in groups of four; raises IbanError and BicError (TI-06, SINV-11)."""
    bic = check_bic(row.bic) if row.bic.strip() else ""
    holder, mandate = _cut(row.holder, 70), _cut(row.mandate, 35)
    return replace(row, iban=check_iban(row.iban), bic=bic, holder=holder, mandate=mandate)


def with_main(rows: Iterable[BankDetails]) -> tuple[BankDetails, ...]:
    """Return bank details of which one is the main one: the first, when none is marked."""
    kept = tuple(rows)
    if not kept or any(row.main for row in kept):
        return kept
    return (replace(kept[0], main=True), *kept[1:])


def warnings_of(party: ThirdParty) -> Iterator[str]:
    """Yield what looks wrong and is stored all the same: keys of identifiers, e-mail addresses (TI-05, SINV-11)."""
    if party.siren and not is_siren(party.siren):
        yield f"SIREN {party.siren} : la clé est fausse, vérifiez-le"
    if party.siret and not is_siret(party.siret):
        yield f"SIRET {party.siret} : la clé est fausse, vérifiez-le"
    if party.vat_number and not is_vat_number(party.vat_number):
        yield f"N° de TVA {party.vat_number} : la clé est fausse, vérifiez-le"
    for email in (party.dunning_email, *(contact.email for contact in party.contacts)):
        if email and not _EMAIL.fullmatch(email):
            yield f"Adresse électronique «{email}» : forme inhabituelle"


def directory_page(siren: str) -> str:
    """Return the page of a company in the public directory, "" without a SIREN (FC-13)."""
    number = compact_identifier(siren)
    return f"https://annuaire-entreprises.data.gouv.fr/entreprise/{number}" if is_siren(number) else ""


def is_blank(part: Address | Contact) -> bool:
    """Tell whether nothing is typed in an address or a contact."""
    return not any(getattr(part, each.name) for each in fields(part))


def _cut(text: str, length: int) -> str:
    return clean_text(text).strip()[:length].rstrip()
