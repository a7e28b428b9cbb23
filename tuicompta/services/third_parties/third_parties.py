"""Third parties: reading and writing their cards (TI)."""

import json
from collections.abc import Collection, Sequence
from dataclasses import fields

from tuicompta.core.dates import iso, parse_iso
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import fold
from tuicompta.core.third_parties import (
    Address,
    BankDetails,
    Contact,
    MandateScheme,
    MandateSequence,
    ThirdParty,
    is_blank,
    normalised,
)
from tuicompta.models.database import Database, Row
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError, RecordGoneError
from tuicompta.services.notes import store_note
from tuicompta.services.settings.settings import setting

KIND = "third_party"
SIGNS = "numbering.extra_characters"

_READ = """
    SELECT code, name, legal_form, siren, siret, vat_number, blocked, dunning_excluded, dunning_level, dunning_email,
           invoicing_address, invoicing_platform, version FROM third_party WHERE id = ?
"""
_ADDRESSES = """
    SELECT kind, name, address, address_2, address_3, address_4, postal_code, town, department, country, website
      FROM third_party_address WHERE third_party_id = ? ORDER BY position
"""
_CONTACTS = """
    SELECT title, last_name, first_name, role, office, phone, mobile, fax, email
      FROM third_party_contact WHERE third_party_id = ? ORDER BY position
"""
_DETAILS = """
    SELECT id, main, holder, iban, bic, mandate, signed_on, scheme, sequence, revoked, last_used_on
      FROM bank_details WHERE third_party_id = ? ORDER BY position, id
"""
_UPDATE = """
    UPDATE third_party
       SET code = ?, name = ?, folded_name = ?, legal_form = ?, siren = ?, siret = ?, vat_number = ?, blocked = ?,
           dunning_excluded = ?, dunning_level = ?, dunning_email = ?, invoicing_address = ?, invoicing_platform = ?,
           version = version + 1, changed_by = ?, changed_at = ?
     WHERE id = ?
"""
_ADD_ADDRESS = """
    INSERT INTO third_party_address (third_party_id, kind, position, name, address, address_2, address_3, address_4,
                                     postal_code, town, department, country, website)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_CONTACT = """
    INSERT INTO third_party_contact (third_party_id, position, title, last_name, first_name, role, office, phone,
                                     mobile, fax, email)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_DETAILS = """
    INSERT INTO bank_details (id, third_party_id, position, main, holder, iban, bic, mandate, signed_on, scheme,
                              sequence, revoked, last_used_on)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE
       SET position = excluded.position, main = excluded.main, holder = excluded.holder, iban = excluded.iban,
           bic = excluded.bic, mandate = excluded.mandate, signed_on = excluded.signed_on, scheme = excluded.scheme,
           sequence = excluded.sequence, revoked = excluded.revoked
"""
_DROP_DETAILS = """
    DELETE FROM bank_details WHERE third_party_id = ? AND id NOT IN (SELECT value FROM json_each(?))
"""
_TAKEN = "SELECT name FROM third_party WHERE code = ? AND id <> ?"
_HISTORY = """
    SELECT author.code, third_party.created_at, changer.code, third_party.changed_at FROM third_party
      LEFT JOIN user AS author ON author.id = third_party.created_by
      LEFT JOIN user AS changer ON changer.id = third_party.changed_by WHERE third_party.id = ?
"""


class ThirdPartyExistsError(TuicomptaError):
    """Codes of third parties are unique (TI-05)."""

    template = "Le code de tiers {code} est déjà celui de {name}. Choisissez-en un autre."


def read_third_party(database: Database, party_id: int) -> tuple[ThirdParty, int]:
    """Return a third party and its version; raises `RecordGoneError`."""
    row = database.row(_READ, (party_id,))
    if row is None:
        raise RecordGoneError(name="Le tiers")
    addresses = [(kind, Address(*texts)) for kind, *texts in database.rows(_ADDRESSES, (party_id,))]
    of_kind = dict(addresses)
    code, name, form, siren, siret, vat, blocked, excluded, level, email, electronic, platform, version = row
    party = ThirdParty(
        code=code,
        name=name,
        legal_form=form,
        siren=siren,
        siret=siret,
        vat_number=vat,
        blocked=bool(blocked),
        dunning_excluded=bool(excluded),
        dunning_level=level,
        dunning_email=email,
        invoicing_address=electronic,
        invoicing_platform=platform,
        invoicing=of_kind.get("invoicing", Address()),
        delivery=of_kind.get("delivery", Address()),
        addresses=tuple(address for kind, address in addresses if kind == "other"),
        contacts=tuple(Contact(*texts) for texts in database.rows(_CONTACTS, (party_id,))),
        bank_details=tuple(_details(found) for found in database.rows(_DETAILS, (party_id,))),
    )
    return party, version


def write_third_party(
    dossier: Dossier, party_id: int, party: ThirdParty, *, version: int, notes: str | None = None
) -> None:
    """Store the card of a third party; `version` is that of the card as it was read (FIC-19).

    The date of the last direct debit is that of the program, whatever the card says. Raises
    `ThirdPartyExistsError`, `RecordChangedError`, and the refusals of `core.third_parties`.
    """
    dossier.require_writable()
    database = dossier.database
    kept = normalised(party, signs=bool(setting(database, SIGNS)))
    with transaction(database):
        stored, found = read_third_party(database, party_id)
        if found != version:
            raise RecordChangedError(name=f"Le tiers {stored.code}")
        if row := database.row(_TAKEN, (kept.code, party_id)):
            raise ThirdPartyExistsError(code=kept.code, name=row[0])
        _store(dossier, party_id, kept, stored)
        if notes is not None:
            store_note(database, KIND, party_id, notes)


def party_history(database: Database, party_id: int) -> tuple[str, str, str, str]:
    """Return who created a third party and when, who changed it last and when; empty when unknown (FIC-20)."""
    author, created, changer, changed = database.row(_HISTORY, (party_id,)) or ("", "", "", "")
    return author or "", created or "", changer or "", changed or ""


def _store(dossier: Dossier, party_id: int, party: ThirdParty, stored: ThirdParty) -> None:
    database = dossier.database
    identity = (
        party.code,
        party.name,
        fold(party.name),
        party.legal_form,
        party.siren,
        party.siret,
        party.vat_number,
        int(party.blocked),
        int(party.dunning_excluded),
        party.dunning_level,
        party.dunning_email,
        party.invoicing_address,
        party.invoicing_platform,
    )
    database.run(_UPDATE, (*identity, dossier.user.id, dossier.now(), party_id))
    _store_addresses(database, party_id, party)
    database.run("DELETE FROM third_party_contact WHERE third_party_id = ?", (party_id,))
    contacts = enumerate(party.contacts)
    database.run_many(_ADD_CONTACT, [(party_id, place, *_texts(contact, Contact)) for place, contact in contacts])
    _store_details(database, party_id, party.bank_details, {row.id for row in stored.bank_details})


def _store_addresses(database: Database, party_id: int, party: ThirdParty) -> None:
    """Replace the addresses of a third party; an empty invoicing or delivery address leaves no row."""
    database.run("DELETE FROM third_party_address WHERE third_party_id = ?", (party_id,))
    one = [(kind, 0, address) for kind, address in (("invoicing", party.invoicing), ("delivery", party.delivery))]
    rows = [row for row in one if not is_blank(row[2])]
    rows += [("other", place, address) for place, address in enumerate(party.addresses)]
    database.run_many(
        _ADD_ADDRESS, [(party_id, kind, place, *_texts(address, Address)) for kind, place, address in rows]
    )


def _store_details(
    database: Database, party_id: int, rows: Sequence[BankDetails], known: Collection[int | None]
) -> None:
    """Keep the rows that are still there, with the date of their last direct debit, and add the new ones."""
    kept = [row.id for row in rows if row.id in known]
    database.run(_DROP_DETAILS, (party_id, json.dumps(kept)))
    database.run("UPDATE bank_details SET main = 0 WHERE third_party_id = ?", (party_id,))
    database.run_many(_ADD_DETAILS, [_detail_row(party_id, place, row, known) for place, row in enumerate(rows)])


def _detail_row(party_id: int, place: int, row: BankDetails, known: Collection[int | None]) -> tuple[object, ...]:
    return (
        row.id if row.id in known else None,
        party_id,
        place,
        int(row.main),
        row.holder,
        row.iban,
        row.bic,
        row.mandate,
        iso(row.signed_on) if row.signed_on else None,
        row.scheme.value,
        row.sequence.value,
        int(row.revoked),
        None,
    )


def _details(row: Row) -> BankDetails:
    identifier, main, holder, iban, bic, mandate, signed, scheme, sequence, revoked, used = row
    return BankDetails(
        iban=iban,
        bic=bic,
        holder=holder,
        main=bool(main),
        mandate=mandate,
        signed_on=parse_iso(signed) if signed else None,
        scheme=MandateScheme(scheme),
        sequence=MandateSequence(sequence),
        revoked=bool(revoked),
        last_used_on=parse_iso(used) if used else None,
        id=identifier,
    )


def _texts(part: Address | Contact, kind: type[Address | Contact]) -> list[str]:
    return [getattr(part, each.name) for each in fields(kind)]
