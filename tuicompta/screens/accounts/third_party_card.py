"""Fiche Tiers: identity, addresses, contacts, bank details and mandates of a third party (TI-03 to TI-09)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.third_parties import (
    CODE_LENGTH,
    Address,
    BankDetails,
    Contact,
    ThirdParty,
    warnings_of,
)
from tuicompta.screens.accounts.party_fields import (
    WIDEST,
    address_fields,
    address_in,
    address_values,
    ask_address,
    ask_bank_details,
    ask_contact,
)
from tuicompta.screens.accounts.party_pages import PAGE_ACTIONS, PAGE_OFFERS, PartyPages
from tuicompta.screens.cards.address_completion import complete_addresses
from tuicompta.screens.cards.card_host import CardHost
from tuicompta.screens.cards.line_acts import ORDERED
from tuicompta.screens.cards.record_card import signature
from tuicompta.screens.cards.warned_card import WarnedCard
from tuicompta.services.accounts.account_parties import account_of_party, delete_party
from tuicompta.services.dossiers.record_authors import Authors
from tuicompta.services.notes import note
from tuicompta.services.third_parties.third_parties import KIND, party_history, read_third_party, write_third_party
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, FieldSpec, Section, Tab
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.fields.table import TableField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuicompta.widgets.fields.base import FieldHost
    from tuicompta.widgets.rows import Key

ACTIONS = PAGE_ACTIONS
ADDRESSES = (
    Column("name", "Nom", width=20),
    Column("address", "Adresse", width=24),
    Column("town", "Ville", width=24),
)
CONTACTS = (
    Column("name", "Nom", width=24),
    Column("role", "Fonction", width=16),
    Column("phone", "Téléphone", width=14),
    Column("email", "E-mail", width=18),
)
DETAILS = (
    Column("main", "Principal", ColumnType.TICK, 9),
    Column("iban", "IBAN", width=34),
    Column("bic", "BIC", width=11),
    Column("mandate", "Mandat", width=14),
)
PLAIN = (
    "code",
    "name",
    "legal_form",
    "siren",
    "siret",
    "vat_number",
    "blocked",
    "dunning_excluded",
    "dunning_level",
    "dunning_email",
    "invoicing_address",
    "invoicing_platform",
    "addresses",
    "contacts",
    "bank_details",
)
"""The fields that are also the attributes of the same name."""
LINES = 10


class ThirdPartyCard(PartyPages, WarnedCard):
    """One third party; the account creates it, so there is no new card nor copy (TI-01)."""

    RECORD = "Tiers"
    HELP = "third_parties"
    KIND = KIND
    SIGNED_HERE = False
    OFFERS: ClassVar[tuple[str, ...]] = (
        "save",
        *ORDERED,
        *PAGE_OFFERS,
        *(name for name in WarnedCard.OFFERS if name not in {"save", "new", "save_and_new", "duplicate"}),
    )

    _first = False

    def schema(self) -> CardSchema:
        """Return the tabs of the card (TI-03)."""
        return CardSchema(
            (
                Tab("Identification", self._identity()),
                Tab("Adresse de facturation", address_fields(self.dossier, "invoicing_at_")),
                Tab("Adresse de livraison", address_fields(self.dossier, "delivery_at_")),
                Tab("Adresses", (FieldSpec("addresses", self._addresses, default=()),)),
                Tab("Contacts", (FieldSpec("contacts", self._contacts, default=()),)),
                Tab("Coordonnées bancaires", (FieldSpec("bank_details", self._details, default=()),)),
                Tab("Notes", (card.multiline("notes", "Notes", lines=12),)),
            )
        )

    def _identity(self) -> tuple[FieldSpec | Section, ...]:
        code = card.text("code", "Code", mandatory=True, width=22, max_length=CODE_LENGTH)
        shown = {"account": "Compte", "difference": "", "created": "Création", "changed": "Dernière modification"}
        account, difference, created, changed = (
            card.enabled_if(card.text(name, label, width=WIDEST, max_length=120), lambda _: False)
            for name, label in shown.items()
        )
        return (
            card.enabled_if(code, lambda _: self._first),
            card.text("name", "Nom / Raison sociale", mandatory=True, width=WIDEST, max_length=60),
            card.text("legal_form", "Forme juridique ou civilité", width=26, max_length=25),
            card.text("siren", "SIREN", width=12, max_length=11),
            card.text("siret", "SIRET", width=18, max_length=17),
            card.text("vat_number", "N° de TVA intracommunautaire", width=18, max_length=17),
            account,
            difference,
            card.tick("blocked", "Tiers bloqué"),
            Section("Relances"),
            card.tick("dunning_excluded", "Exclure des relances"),
            card.number("dunning_level", "Niveau de relance", highest=3),
            card.text("dunning_email", "E-mail de relance", width=WIDEST, max_length=100),
            Section("Facturation électronique"),
            card.text("invoicing_address", "Adresse électronique", width=WIDEST, max_length=100),
            card.text("invoicing_platform", "Plateforme", width=WIDEST, max_length=60),
            Section("Historique"),
            created,
            changed,
        )

    def caption(self, values: Mapping[str, object]) -> str:
        """Name the third party by its code and name."""
        return f"{values['code'] or ''} {values['name'] or ''}".strip()

    def make_host(self) -> FieldHost:
        """Let the fields create towns and countries."""
        return CardHost(self.frame)

    def on_mount(self) -> None:
        """Let postal codes complete their address; the base classes have their own too."""
        complete_addresses(self.card, self._changed)

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read a third party; its code changes only until the first save (TI-05)."""
        identifier = cast("int", key)
        database = self.dossier.database
        party, version = read_third_party(database, identifier)
        author, created, changer, changed = party_history(database, identifier)
        self._first = version == 1
        account_id, number = account_of_party(database, identifier)
        title = str(database.value("SELECT title FROM account WHERE id = ?", (account_id,)) or "")
        return {
            **{name: getattr(party, name) for name in PLAIN},
            **address_values(party.invoicing, "invoicing_at_"),
            **address_values(party.delivery, "delivery_at_"),
            "account": f"{number} {title}",
            "difference": "" if title == party.name else "Nom autre que l'intitulé du compte",
            "notes": note(database, KIND, identifier),
            "created": signature(author, created),
            "changed": signature(changer, changed),
        }, version

    def authors(self) -> Authors:
        """Return who created the third party and who changed it last, which it bears itself."""
        return Authors(*party_history(self.dossier.database, cast("int", self.key)))

    def write_version(self, values: Mapping[str, object], version: int) -> Key:
        """Write a third party, and tell of what looks wrong (SINV-11)."""
        identifier = cast("int", self.key)
        party = party_of(values)
        notes = str(values["notes"] or "")
        write_third_party(self.dossier, identifier, party, version=version, notes=notes)
        stored, _ = read_third_party(self.dossier.database, identifier)
        for text in warnings_of(stored):
            self.warn(text)
        return identifier

    def remove_record(self, key: Key) -> None:
        """Delete the card, never the account (TI-09)."""
        delete_party(self.dossier, cast("int", key))

    # -- actions -------------------------------------------------------------------------------------------------------

    def siren(self) -> str:
        """Return the SIREN typed."""
        return str(self.card.state.values["siren"] or "")

    def postal_address(self) -> str:
        """Return the invoicing address typed."""
        return address_in(self.card.state.values, "invoicing_at_").on_one_line

    # -- tables --------------------------------------------------------------------------------------------------------

    def _addresses(self) -> TableField:
        field = TableField("addresses", "", ADDRESSES, _address_cells, lines=LINES, editable=True)
        field.added = Address
        field.filled = partial(self._asked, ask_address)
        return field

    def _contacts(self) -> TableField:
        field = TableField("contacts", "", CONTACTS, _contact_cells, lines=LINES, editable=True)
        field.added = Contact
        field.filled = partial(self._asked, ask_contact)
        return field

    def _details(self) -> TableField:
        field = TableField("bank_details", "", DETAILS, _details_cells, lines=LINES, editable=True)
        field.added = lambda: BankDetails("")
        field.filled = partial(self._asked, ask_bank_details)
        return field

    async def _asked(self, ask: object, row: object) -> object:
        return await ask(self.frame, self.dossier, row)  # type: ignore[operator]


def party_of(values: Mapping[str, object]) -> ThirdParty:
    """Return the values of the fields as a third party."""
    texts = {
        name: str(values[name] or "")
        for name in PLAIN
        if name not in {"blocked", "dunning_excluded", "dunning_level", "addresses", "contacts", "bank_details"}
    }
    return ThirdParty(
        **texts,
        blocked=bool(values["blocked"]),
        dunning_excluded=bool(values["dunning_excluded"]),
        dunning_level=cast("int | None", values["dunning_level"]) or 0,
        addresses=cast("tuple[Address, ...]", values["addresses"]),
        contacts=cast("tuple[Contact, ...]", values["contacts"]),
        bank_details=cast("tuple[BankDetails, ...]", values["bank_details"]),
        invoicing=address_in(values, "invoicing_at_"),
        delivery=address_in(values, "delivery_at_"),
    )


def _address_cells(address: Address) -> tuple[str, ...]:
    return address.name, address.address, f"{address.postal_code} {address.town}".strip()


def _contact_cells(contact: Contact) -> tuple[str, ...]:
    name = " ".join(part for part in (contact.title, contact.last_name, contact.first_name) if part)
    return name, contact.role, contact.phone or contact.mobile, contact.email


def _details_cells(row: BankDetails) -> tuple[bool | str, ...]:
    return row.main, row.iban, row.bic, f"{row.mandate} (révoqué)" if row.revoked else row.mandate
