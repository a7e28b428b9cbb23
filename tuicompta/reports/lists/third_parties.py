"""List of the third parties, `--report tiers` (ETPC-02)."""

from collections.abc import Iterator, Sequence
from typing import Final

from tuicompta.core.third_parties import Address
from tuicompta.models.database import Row as SqlRow
from tuicompta.reports.catalogue import ReportSpec
from tuicompta.reports.heading import company_of, criteria_of, edition_of, words_of_accounts, year_span
from tuicompta.reports.model import Column, Heading, Report, Row, RowKind
from tuicompta.reports.request import Request
from tuicompta.reports.scope import is_of_accounts, resolve_scope
from tuicompta.services.dossiers.dossier import Dossier

_THIRD_PARTIES: Final = """
    SELECT third_party.code, third_party.name, account.number,
           coalesce(place.address, ''), coalesce(place.address_2, ''), coalesce(place.address_3, ''),
           coalesce(place.address_4, ''), coalesce(place.postal_code, ''), coalesce(place.town, ''),
           coalesce(place.country, ''), coalesce(contact.phone, ''), coalesce(contact.email, ''),
           third_party.siret, third_party.vat_number, coalesce(bank_details.iban, '')
      FROM third_party JOIN account ON account.id = account_id
                       LEFT JOIN third_party_address AS place ON place.third_party_id = third_party.id
                                                             AND place.kind = 'invoicing' AND place.position = 0
                       LEFT JOIN third_party_contact AS contact ON contact.third_party_id = third_party.id
                                                               AND contact.position = 0
                       LEFT JOIN bank_details ON bank_details.third_party_id = third_party.id AND bank_details.main
     ORDER BY account.number, third_party.main DESC, third_party.code
"""
_COLUMNS: Final = (
    Column("code", "Code", preferred=10, narrowest=6),
    Column("name", "Nom", preferred=30, narrowest=10, flexible=True),
    Column("account", "Compte", preferred=10, narrowest=6),
    Column("address", "Adresse", preferred=50, narrowest=12, flexible=True),
    Column("phone", "Téléphone", preferred=20, narrowest=10),
    Column("email", "Courriel", preferred=30, narrowest=10, flexible=True),
    Column("siret", "SIRET", preferred=14, narrowest=14),
    Column("vat_number", "N° de TVA", preferred=14, narrowest=13),
    Column("iban", "IBAN", preferred=33, narrowest=27),
)


def build(dossier: Dossier, spec: ReportSpec, request: Request) -> Report:
    """Build the list of the third parties of the accounts asked, in the order of the accounts."""
    scope = resolve_scope(dossier, spec, request)
    shown = [row for row in dossier.database.rows(_THIRD_PARTIES) if is_of_accounts(scope, row[2])]
    return Report(
        name=spec.name,
        heading=Heading(
            company=company_of(dossier),
            title=spec.title,
            year=year_span(scope.period),
            start=None,
            end=None,
            filters=tuple(words_of_accounts(scope)),
            marks=(),
            edition=edition_of(dossier, request),
        ),
        columns=_COLUMNS,
        parts=lambda: _rows(shown),
        criteria=criteria_of(scope),
    )


def _rows(shown: Sequence[SqlRow]) -> Iterator[Row]:
    for code, name, account, *place, phone, email, siret, vat_number, iban in shown:
        yield Row(RowKind.DETAIL, (code, name, account, _on_one_line(*place), phone, email, siret, vat_number, iban))
    yield Row(RowKind.TOTAL, (), f"{len(shown)} tiers", "count")


def _on_one_line(*place: str) -> str:
    *street, postal_code, town, country = place
    names = ("address", "address_2", "address_3", "address_4")
    address = Address(**dict(zip(names, street, strict=True)), postal_code=postal_code, town=town, country=country)
    return address.on_one_line
